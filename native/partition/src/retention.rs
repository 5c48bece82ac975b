//! What goes from the front of a partition: segments that age or size no longer allow, and records that a client asked
//! to delete. Called by the server's background workers.
//!
//! Invariant: the log start only grows and never passes the high watermark; files of removed segments wait
//! `file.delete.delay.ms` and go with the tick, at close, or at the next start.
//! Source: Kafka's `UnifiedLog.deleteOldSegments` and `Partition.deleteRecordsOnLeader`.

use log::{DeletedSegment, Log, Retention, StorageError};
use wire::ErrorCode;

use crate::config::PartitionConfig;
use crate::error::{PartitionError, Refused};
use crate::partition::Partition;
use crate::partition_files::{SNAPSHOT_SUFFIX, path_of, remove};
use crate::state::{Service, State, settle};
use crate::upkeep::write_snapshot;

/// What DeleteRecords says for "up to the high watermark".
const HIGH_WATERMARK: i64 = -1;

/// A removed segment whose files are still there.
pub(crate) struct DoomedFiles {
    pub due_ms: i64,
    pub segment: DeletedSegment,
}

impl Partition {
    /// Removes the segments that the topic's configs no longer keep; how many. None when out of service, or while the
    /// log is being compacted: the next round comes.
    pub fn delete_old_segments(&self, now_ms: i64) -> Result<usize, PartitionError> {
        let Some(_turn) = self.cleaning.try_lock() else { return Ok(0) };
        let config = self.config.load();
        let mut state = self.state.lock();
        let outcome = delete_old_segments(&mut state, &config, now_ms).map_err(Refused::from);
        settle(state, outcome)
    }

    /// Lets the log begin at `offset` (-1: the high watermark) if it begins earlier; where it begins then. Segments
    /// wholly before it go with the next `delete_old_segments`.
    ///
    /// Errors: POLICY_VIOLATION (compacted only), OFFSET_OUT_OF_RANGE (negative, or above the high watermark), and
    /// those of a partition that is out of service.
    pub fn delete_records(&self, offset: i64) -> Result<i64, PartitionError> {
        let config = self.config.load();
        let mut state = self.state.lock();
        let outcome = delete_records(&mut state, &config, offset);
        settle(state, outcome)
    }
}

fn delete_old_segments(state: &mut State, config: &PartitionConfig, now_ms: i64) -> Result<usize, StorageError> {
    let high_watermark = state.replication.high_watermark().offset;
    let Service::Serving(log) = &mut state.service else { return Ok(0) };
    let retention =
        Retention { deletes: config.deletes, time_ms: config.retention_ms, size_bytes: config.retention_bytes };
    let active_before = log.end_position().segment_base_offset;
    let mut deleted = Vec::new();
    let outcome = log.delete_old_segments(&retention, high_watermark, now_ms, &mut deleted);
    let end = log.end_position();
    if end.segment_base_offset != active_before {
        // Everything has expired: the producers are still those of the segments that went.
        write_snapshot(state, end.offset);
    }
    let count = deleted.len();
    let forgotten = forget(state, &deleted);
    let due_ms = now_ms.saturating_add(config.file_delete_delay_ms);
    state.doomed.extend(deleted.into_iter().map(|segment| DoomedFiles { due_ms, segment }));
    outcome.and(forgotten).map(|()| count)
}

/// What is kept beside removed segments: aborted transactions, and producers as they were when a segment began.
fn forget(state: &mut State, deleted: &[DeletedSegment]) -> Result<(), StorageError> {
    let Some(last) = deleted.last() else { return Ok(()) };
    if let Some(aborted) = &mut state.aborted {
        aborted.forget_through(last.base_offset);
        if aborted.is_empty() {
            state.aborted = None;
        }
    }
    let Service::Serving(log) = &state.service else { return Ok(()) };
    let snapshots = deleted.iter().map(|segment| path_of(log.folder(), segment.base_offset, SNAPSHOT_SUFFIX));
    snapshots.into_iter().try_for_each(|path| remove(log.folder().disk(), &path))
}

fn delete_records(state: &mut State, config: &PartitionConfig, offset: i64) -> Result<i64, Refused> {
    let high_watermark = state.replication.high_watermark().offset;
    let log: &mut Log = state.service.log_mut()?;
    if config.compacted && !config.deletes {
        let message = "Records cannot be deleted: cleanup.policy is compact alone";
        return Err(PartitionError::new(ErrorCode::POLICY_VIOLATION, message).into());
    }
    let log_start_offset = if offset == HIGH_WATERMARK { high_watermark } else { offset };
    if !(0..=high_watermark).contains(&log_start_offset) {
        let message = format!("Offset {log_start_offset} is not between 0 and the high watermark, {high_watermark}");
        return Err(PartitionError::new(ErrorCode::OFFSET_OUT_OF_RANGE, message).into());
    }
    log.set_log_start_offset(log_start_offset)?;
    Ok(log.log_start_offset())
}

impl State {
    /// Removed segments whose delay is over, for their files to be removed without the lock.
    pub(crate) fn take_due(&mut self, now_ms: i64) -> Vec<DoomedFiles> {
        if self.doomed.iter().all(|files| files.due_ms > now_ms) {
            return Vec::new();
        }
        let (due, later) = std::mem::take(&mut self.doomed).into_iter().partition(|files| files.due_ms <= now_ms);
        self.doomed = later;
        due
    }
}

pub(crate) fn remove_files(due: &[DoomedFiles]) -> Result<(), StorageError> {
    due.iter().try_for_each(|files| files.segment.remove_files())
}

#[cfg(test)]
#[path = "retention_tests.rs"]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
