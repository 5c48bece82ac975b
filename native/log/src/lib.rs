//! The files of partitions and of log directories, in Apache Kafka's on-disk format.
//!
//! Called by the crate `partition`, which holds one [`Log`] per partition under its mutex, and by the
//! crate `server`, which opens each [`LogDirectory`]. Nothing here starts a thread, reads a clock or
//! prints: time is handed in, and what recovery did is returned as a [`RecoveryReport`].
//!
//! Invariant: everything below [`Log::log_end_offset`] is whole batches in `.log` files; every other
//! file (indexes, epoch checkpoint) can be rebuilt from them.
//!
//! From the whole to its parts: directory, log, segment, index, small files, and below all the disk.

mod log_directory;
mod meta_properties;

mod journal;
mod journal_replay;
mod journal_round;

mod log;
mod log_copy;
mod log_flush;
mod log_journal;
mod log_read;
mod log_retention;
mod log_timestamps;

mod clean;

mod folder_files;
mod recovery;
mod segment_recovery;

mod deletion;

mod segment;
mod segment_lookup;

mod batch_scan;

mod index_file;
mod offset_index;
mod time_index;
mod transaction_index;

mod leader_epoch_checkpoint;
mod partition_metadata;
pub mod state_snapshots;

mod checkpoint;

mod atomic_file;
mod file_names;
mod marked_name;
mod random;
pub mod storage;

mod config;
mod error;
mod position;

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod fuzz_tests;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod hostile_tests;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod hostile_unix_tests;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod index_power_loss_tests;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod log_tests;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod model_tests;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod recovery_tests;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod retention_tests;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod test_batches;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod write_error_tests;

pub use crate::checkpoint::{CheckpointEntry, CheckpointName};
pub use crate::clean::{
    CleanError, Cleanable, CleanedSegment, Cleaning, CleaningRules, CleaningStats, CopyPass, LastRecord, LastRecords,
    OffsetMap, Pace, PassedTransactions,
};
pub use crate::config::LogConfig;
pub use crate::error::{ReadError, StorageError, failed};
pub use crate::file_names::{log_path, parse_offset};
pub use crate::journal::{Journal, WrittenRound};
pub use crate::journal_round::Round;
pub use crate::leader_epoch_checkpoint::{EpochEntry, UNDEFINED_EPOCH, UNDEFINED_EPOCH_OFFSET};
pub use crate::log::{Appended, Log, RecoveryStart};
pub use crate::log_copy::{FolderCopy, SegmentToCopy, remove_moved};
pub use crate::log_directory::{
    DirectoryIdentity, LogDirectory, PartitionFolder, cluster_id_of, read_checkpoint, was_left_clean,
};
pub use crate::log_flush::PendingFlush;
pub use crate::log_journal::UnflushedTail;
pub use crate::log_retention::{DeletedSegment, Retention};
pub use crate::partition_metadata::{read_partition_metadata, set_aside};
pub use crate::position::{FileSlice, LogPosition, TimestampOffset};
pub use crate::recovery::RecoveryReport;
pub use crate::state_snapshots::{SnapshotId, StateSnapshot};
pub use crate::transaction_index::{AbortedTransaction, TRANSACTION_ENTRY_BYTES};
