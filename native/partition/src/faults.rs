//! Who hears of the disk's faults: the server, which knows the log directory behind the partition.
//!
//! Invariant: told once for each partition that the disk takes out of service.

use log::StorageError;

/// Called under the partition's lock: it should only pass the word on.
pub trait FaultListener: Send + Sync {
    fn partition_failed(&self, error: &StorageError);
}
