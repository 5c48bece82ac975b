//! The files of partitions and of log directories, in Apache Kafka's on-disk format.
//!
//! Called by the crate `partition`, which holds one [`Log`] per partition under its mutex, and by the
//! crate `server`, which opens each [`LogDirectory`]. Nothing here starts a thread, reads a clock or
//! prints: time is handed in, and what recovery did is returned as a [`RecoveryReport`].
//!
//! Invariant: everything below [`Log::log_end_offset`] is whole batches in `.log` files; every other
//! file (indexes, epoch checkpoint) can be rebuilt from them.

mod log;

mod leader_epoch_checkpoint;

mod partition_metadata;

mod log_directory;

mod checkpoint;

mod recovery;

mod config;

mod error;

mod position;

pub use crate::checkpoint::{CheckpointEntry, CheckpointName};
pub use crate::config::LogConfig;
pub use crate::error::{ReadError, StorageError};
pub use crate::leader_epoch_checkpoint::{EpochEntry, UNDEFINED_EPOCH, UNDEFINED_EPOCH_OFFSET};
pub use crate::log::{Appended, Log, PendingFlush, RecoveryStart};
pub use crate::log_directory::{DirectoryIdentity, LogDirectory, PartitionFolder};
pub use crate::partition_metadata::read_partition_metadata;
pub use crate::position::{FileSlice, LogPosition, TimestampOffset};
pub use crate::recovery::RecoveryReport;
