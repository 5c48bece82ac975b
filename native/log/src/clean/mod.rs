//! Compaction: a log keeps, of every key, the last record. One cleaning of one log, in steps that the partition takes
//! one after the other:
//!
//! ```text
//!   Log::cleanable        how dirty it is, and which offsets a cleaning may look at        (lock, short)
//!   Log::start_cleaning   the segments as they are now                                     (lock, short)
//!   Cleaning::index_keys  dirty part ─► OffsetMap: last offset of every key                (no lock)
//!   Cleaning::groups      neighbours that become one segment
//!   Cleaning::copy_group  group ─► one segment in `.cleaned` files, on the disk, `.swap`   (no lock)
//!   Log::swap_in          it takes the place of the group                                  (lock, short)
//! ```
//! The caller lets nobody else remove segments of the log meanwhile (retention waits; appending goes on).
//! Invariants: offsets never change; what is at or beyond the first uncleanable offset is not touched; a crash at any
//! point leaves the group as it was or its replacement, which `folder_files` decides when the log is opened.
//! Source: Kafka's LogCleaner, Cleaner and LogCleanerManager.

mod copy;
mod fate;
mod files;
mod group;
mod keys;
mod offset_map;
mod range;
mod swap;
mod transactions;
mod writer;

pub use copy::CopyPass;
pub use fate::{LastRecord, LastRecords};
pub use offset_map::OffsetMap;
pub use range::{Cleanable, CleaningRules};
pub use transactions::PassedTransactions;
pub use writer::CleanedSegment;

use crate::batch_scan::ScanError;
use crate::config::LogConfig;
use crate::error::StorageError;
use crate::file_names;
use crate::storage::Folder;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

/// Why a cleaning ended early. What it had swapped in stays.
#[derive(Debug, thiserror::Error)]
pub enum CleanError {
    /// The caller wished it so.
    #[error("the cleaning was stopped")]
    Stopped,
    /// The log was cut while it was cleaned: the next cleaning begins anew.
    #[error("the log was cut meanwhile")]
    Overtaken,
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// What a cleaning read and wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CleaningStats {
    pub bytes_indexed: u64,
    pub bytes_read: u64,
    pub bytes_written: u64,
    pub records_read: u64,
    pub records_kept: u64,
    /// Records without a key, from before the topic was compacted.
    pub records_without_key: u64,
}

/// Told after every so many bytes read or written; may wait, and breaks to stop the cleaning.
pub type Pace<'a> = &'a mut dyn FnMut(usize) -> ControlFlow<()>;

/// One cleaning of one log: its settings, and the segments as they were when it began.
#[derive(Debug)]
pub struct Cleaning {
    folder: Arc<Folder>,
    config: LogConfig,
    /// From the one that holds the log start to the first uncleanable offset.
    segments: Vec<SourceSegment>,
    first_dirty_offset: i64,
    /// Where in its segment the first dirty batch is.
    first_dirty_position: u64,
    first_uncleanable_offset: i64,
    delete_retention_ms: i64,
    now_ms: i64,
    truncation_count: u32,
}

#[derive(Clone, Copy, Debug)]
struct SourceSegment {
    base_offset: i64,
    /// Where the next segment begins.
    end_offset: i64,
    size_bytes: u64,
    offset_index_bytes: u64,
    time_index_bytes: u64,
}

impl Cleaning {
    fn log_path(&self, segment: &SourceSegment) -> PathBuf {
        file_names::path(&self.folder, segment.base_offset, file_names::LOG)
    }

    pub fn first_uncleanable_offset(&self) -> i64 {
        self.first_uncleanable_offset
    }
}

/// Counts the bytes between two calls of `pace`.
struct Pacer<'p> {
    pace: Pace<'p>,
    step_bytes: usize,
    passed_bytes: usize,
}

impl<'p> Pacer<'p> {
    fn new(pace: Pace<'p>, step_bytes: usize) -> Self {
        Self { pace, step_bytes, passed_bytes: 0 }
    }

    fn pass(&mut self, bytes: usize) -> Result<(), CleanError> {
        self.passed_bytes += bytes;
        if self.passed_bytes < self.step_bytes { Ok(()) } else { self.settle() }
    }

    fn settle(&mut self) -> Result<(), CleanError> {
        match (self.pace)(std::mem::take(&mut self.passed_bytes)) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(CleanError::Stopped),
        }
    }
}

/// What to do about a log that cannot be cleaned.
const ADVICE: &str = "this log is not cleaned any more; restore the file from a replica or a backup and restart the \
                      broker, or delete the topic";

/// A batch that cannot be read, by its place and its offset.
fn unreadable(path: PathBuf, position: u64, offset: i64, reason: &str) -> CleanError {
    let reason = format!("the batch at offset {offset} cannot be cleaned: {reason}");
    StorageError::Corrupt { path, position, reason, advice: ADVICE }.into()
}

/// Where a walk over batches failed; `next_offset` is the first one that it did not reach.
fn scan_failed(error: ScanError, path: PathBuf, next_offset: i64) -> CleanError {
    match error {
        ScanError::Storage(error) => error.into(),
        ScanError::Bad { position, reason } | ScanError::Cut { position, reason } => {
            unreadable(path, position, next_offset, &reason)
        }
    }
}
