//! One partition's rules on top of its log: what may be appended, what may be read, who is told.
//! Called by the server's I/O threads (append, read, park, list offsets) and by its background workers (open, tick,
//! flush, close, delete).
//!
//! Invariant: everything that can change sits behind one short lock in `Partition`; no lock is held while a waiter
//! is woken or a batch is validated.

mod aborted_index;
mod append;
mod compaction;
mod config;
mod end_marker;
mod error;
mod faults;
mod group_flush;
mod list_offset;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod model_tests;
mod open;
mod partition;
mod partition_files;
mod producer;
mod producer_snapshot;
mod producer_state;
mod read;
mod recent_batches;
mod recovery;
mod relocation;
mod replication;
mod retention;
mod state;
mod state_snapshots;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod testing;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod transaction_tests;
mod transactions;
mod upkeep;
mod verification;
mod waiters;

pub use append::{AppendOutcome, AppendRequest};
pub use compaction::{Cleaned, CleanerTools};
pub use config::PartitionConfig;
pub use end_marker::TransactionEnd;
pub use error::{AppendError, PartitionError};
pub use faults::FaultListener;
pub use group_flush::{GroupFlush, GroupFlushed, Settling};
pub use list_offset::{EpochEndOffset, ListOffsetRequest, ListedOffset};
pub use open::OpenPartition;
pub use partition::{Partition, PartitionOffsets};
pub use producer_state::ProducerDescription;
pub use read::{Isolation, ReadOutcome, ReadRequest};
pub use relocation::{Relocated, Relocation};
pub use replication::{Follower, Replication};
pub use state::is_passing;
pub use transactions::AbortedTransaction;
pub use upkeep::{Checkpoint, ClosingFlush};
pub use verification::{Verification, VerificationGuard};
pub use waiters::Waiter;
