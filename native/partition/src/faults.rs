//! Who hears of the disk's faults: the server, which knows the log directory behind the partition.
//!
//! Invariant: a fault that takes a partition out of service is told once for it; damage that a read meets, every time.

use log::StorageError;

/// Called under the partition's lock: it should only pass the word on.
pub trait FaultListener: Send + Sync {
    fn partition_failed(&self, error: &StorageError);

    /// Some records cannot be read; the others are served on.
    fn damage_found(&self, damage: &StorageError);
}
