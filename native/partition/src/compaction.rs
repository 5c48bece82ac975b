//! Compaction of one partition: how dirty it is, and one cleaning from its first pass to the last segment swapped in.
//! Called by the server's cleaner threads; the passes themselves are the log's.
//!
//! ```text
//!   turn ──────────────────────────────────────────────────────────────► (retention passes the partition by meanwhile)
//!   state lock  ▌start                                ▌swap    ▌swap       appends and fetches go on in between
//! ```
//! Invariant: whoever holds the turn is the only one that removes or replaces segments before the active one, and
//! nobody removes the folder meanwhile. Source: Kafka's LogCleaner and LogCleanerManager.

use std::ops::ControlFlow;
use std::sync::atomic::Ordering;

use log::{
    AbortedTransaction, CleanError, Cleanable, CleanedSegment, Cleaning, CleaningStats, CopyPass, LastRecords,
    OffsetMap, PassedTransactions, StorageError,
};

use crate::config::PartitionConfig;
use crate::error::{PartitionError, Refused};
use crate::partition::Partition;
use crate::partition_files::{SNAPSHOT_SUFFIX, path_of, remove};
use crate::retention::DoomedFiles;
use crate::state::{Service, State, is_passing, settle};

/// What a cleaner thread works with, from partition to partition.
pub struct CleanerTools {
    pub map: OffsetMap,
    /// Read and written at a time.
    pub chunk_bytes: usize,
}

/// A finished cleaning.
#[derive(Clone, Copy, Debug)]
pub struct Cleaned {
    pub first_dirty_offset: i64,
    /// Where the next one begins: what goes into the checkpoint.
    pub end_offset: i64,
    pub stats: CleaningStats,
    /// Of the offset map, between 0 and 1.
    pub map_utilization: f64,
}

impl Partition {
    /// How dirty the log is since `checkpoint`; `None` when it is not to be cleaned at all: not compacted, out of
    /// service, or a cleaning has failed.
    pub fn cleanable(&self, checkpoint: Option<i64>, now_ms: i64) -> Result<Option<Cleanable>, PartitionError> {
        let config = self.config.load();
        if !config.compacted || !self.is_cleanable() {
            return Ok(None);
        }
        let state = self.state.lock();
        let Ok(log) = state.service.log() else { return Ok(None) };
        let stable = state.last_stable_offset();
        let outcome = log.cleanable(checkpoint, stable, &config.cleaning, now_ms).map(Some).map_err(Refused::from);
        settle(state, outcome)
    }

    /// False after a cleaning that failed for good: the partition is served as before, and cleaned again when it is
    /// opened anew.
    pub fn is_cleanable(&self) -> bool {
        !self.uncleanable.load(Ordering::Acquire)
    }

    /// Cleans the log from `checkpoint` on as far as the tools reach; `None` when nothing is due. `pace` is told how
    /// much was read and written, may wait, and stops the cleaning by breaking.
    pub fn clean(
        &self,
        checkpoint: Option<i64>,
        tools: &mut CleanerTools,
        now_ms: i64,
        pace: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Result<Option<Cleaned>, CleanError> {
        let outcome = self.try_clean(checkpoint, tools, now_ms, pace);
        if let Err(CleanError::Storage(error)) = &outcome
            && !is_passing(error)
        {
            self.uncleanable.store(true, Ordering::Release);
        }
        outcome
    }

    fn try_clean(
        &self,
        checkpoint: Option<i64>,
        tools: &mut CleanerTools,
        now_ms: i64,
        pace: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Result<Option<Cleaned>, CleanError> {
        let _turn = self.cleaning.lock();
        let config = self.config.load_full();
        let Some((cleanable, cleaning)) = self.start_cleaning(checkpoint, &config, now_ms)? else { return Ok(None) };
        // What makes older records and batches superfluous must be on the disk before they go from it.
        let last_records = self.last_records();
        self.flush()?;
        let aborted = self.aborted_before(cleaning.first_uncleanable_offset())?;
        let mut pace = |bytes: usize| if self.is_serving() { pace(bytes) } else { ControlFlow::Break(()) };
        let mut stats = CleaningStats::default();
        let (map, chunk_bytes) = (&mut tools.map, tools.chunk_bytes);
        let end_offset = cleaning.index_keys(map, &aborted, chunk_bytes, &mut stats, &mut pace)?;
        let mut transactions = PassedTransactions::new(aborted);
        for group in cleaning.groups(end_offset) {
            let (transactions, stats) = (&mut transactions, &mut stats);
            let mut pass = CopyPass { cleaning: &cleaning, map, transactions, chunk_bytes, stats };
            let cleaned = pass.copy_group(&group, &last_records, &mut pace)?;
            self.swap_in(cleaned, &config, now_ms)?;
        }
        let map_utilization = map.utilization();
        Ok(Some(Cleaned { first_dirty_offset: cleanable.first_dirty_offset, end_offset, stats, map_utilization }))
    }

    fn start_cleaning(
        &self,
        checkpoint: Option<i64>,
        config: &PartitionConfig,
        now_ms: i64,
    ) -> Result<Option<(Cleanable, Cleaning)>, StorageError> {
        let state = self.state.lock();
        let Ok(log) = state.service.log() else { return Ok(None) };
        let cleanable = log.cleanable(checkpoint, state.last_stable_offset(), &config.cleaning, now_ms)?;
        if !cleanable.is_due(&config.cleaning) {
            return Ok(None);
        }
        let cleaning = log.start_cleaning(&cleanable, &config.cleaning, now_ms)?;
        Ok(Some((cleanable, cleaning)))
    }

    pub fn is_serving(&self) -> bool {
        self.state.lock().service.log().is_ok()
    }

    /// The aborted transactions that reach below `offset`, read without the lock: their segments stay.
    fn aborted_before(&self, offset: i64) -> Result<Vec<AbortedTransaction>, StorageError> {
        let index = self.state.lock().aborted.clone();
        index.map_or(Ok(Vec::new()), |index| index.between(0, 0, offset))
    }

    fn last_records(&self) -> LastRecords {
        self.state.lock().producers.as_ref().map_or_else(LastRecords::default, |producers| producers.last_records())
    }

    fn swap_in(&self, mut cleaned: CleanedSegment, config: &PartitionConfig, now_ms: i64) -> Result<(), CleanError> {
        if !self.takes(&cleaned) {
            return Err(CleanError::Overtaken);
        }
        cleaned.decide()?;
        let mut state = self.state.lock();
        if !state.service.log().is_ok_and(|log| log.takes(&cleaned)) {
            drop(state);
            cleaned.discard()?;
            return Err(CleanError::Overtaken);
        }
        let due_ms = now_ms.saturating_add(config.file_delete_delay_ms);
        swap_in(&mut state, cleaned, now_ms, due_ms).map_err(|error| {
            // What the folder holds now is for the next start to sort out.
            let wakeups = state.fail(&error);
            drop(state);
            wakeups.wake();
            CleanError::Storage(error)
        })
    }

    fn takes(&self, cleaned: &CleanedSegment) -> bool {
        self.state.lock().service.log().is_ok_and(|log| log.takes(cleaned))
    }
}

/// The replacement, and everything that is kept beside segments.
fn swap_in(state: &mut State, cleaned: CleanedSegment, now_ms: i64, due_ms: i64) -> Result<(), StorageError> {
    let Service::Serving(log) = &mut state.service else { return Ok(()) };
    let replaced = cleaned.replaces().to_vec();
    let (base_offset, aborted_count) = (cleaned.base_offset(), cleaned.aborted_count());
    let mut deleted = Vec::new();
    log.swap_in(cleaned, now_ms, &mut deleted)?;
    state.doomed.extend(deleted.into_iter().map(|segment| DoomedFiles { due_ms, segment }));
    let high_watermark = state.replication.high_watermark();
    if replaced.contains(&high_watermark.segment_base_offset)
        && let Ok(position) = log.position_of(high_watermark.offset)
    {
        state.replication.relocate_high_watermark(position);
    }
    if let Some(aborted) = &mut state.aborted {
        aborted.replaced(&replaced, base_offset, aborted_count);
        if aborted.is_empty() {
            state.aborted = None;
        }
    }
    // Snapshots of the producers as they were where a segment began that is no more.
    let folder = log.folder();
    let merged = replaced.get(1..).unwrap_or_default();
    merged.iter().try_for_each(|base_offset| remove(folder.disk(), &path_of(folder, *base_offset, SNAPSHOT_SUFFIX)))
}

#[cfg(test)]
#[path = "compaction_crash_tests.rs"]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod crash_tests;
#[cfg(test)]
#[path = "compaction_model_tests.rs"]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod model_tests;
#[cfg(test)]
#[path = "compaction_tests.rs"]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
