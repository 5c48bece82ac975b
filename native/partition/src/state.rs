//! What a partition's lock guards. Touched by `append`, `read`, `list_offset` and `upkeep`, each for a moment.
//!
//! Invariant: `log start ≤ last stable offset ≤ high watermark ≤ log end`; once the service has stopped, only the
//! last known offsets remain and nothing starts it again (the partition is opened anew).

use std::io::ErrorKind;
use std::sync::Arc;

use log::storage::is_out_of_handles;
use log::{Log, LogPosition, StorageError};
use parking_lot::MutexGuard;
use wire::ErrorCode;

use crate::aborted_index::AbortedIndex;
use crate::config::PartitionConfig;
use crate::error::{PartitionError, Refused};
use crate::faults::FaultListener;
use crate::list_offset::EpochEndOffset;
use crate::partition::PartitionOffsets;
use crate::producer_state::Producers;
use crate::replication::Replication;
use crate::retention::DoomedFiles;
use crate::transactions::AbortedTransaction;
use crate::upkeep::Checkpoint;
use crate::waiters::{Waiters, Wakeups};

pub(crate) struct State {
    pub service: Service,
    pub leader_epoch: i32,
    pub replication: Replication,
    pub waiters: Waiters,
    /// Created by the first batch with a producer id.
    pub producers: Option<Box<Producers>>,
    /// Present when the log holds aborted transactions.
    pub aborted: Option<Box<AbortedIndex>>,
    /// Where the newest producer snapshot was taken.
    pub snapshot_offset: i64,
    /// The snapshot at the last roll could not be written; `tick` writes one.
    pub snapshot_missed: bool,
    pub flush: FlushState,
    /// Removed segments whose files are still there.
    pub doomed: Vec<DoomedFiles>,
    pub faults: Option<Arc<dyn FaultListener>>,
    /// Grows when the log goes on in another folder: a flush that was under way there counts for nothing.
    pub relocation_count: u32,
}

/// Which records wait for a flush, as `flush.messages` and `flush.ms` ask.
#[derive(Clone, Copy, Default)]
pub(crate) struct FlushState {
    /// When the oldest record that is not flushed was appended.
    pub oldest_unflushed_ms: Option<i64>,
    /// Somebody has been told to flush and has not finished: nobody else is told.
    pub requested: bool,
}

#[expect(clippy::large_enum_variant, reason = "nearly every partition serves; a box would only add an allocation")]
pub(crate) enum Service {
    Serving(Log),
    Stopped(Box<Stopped>),
}

pub(crate) struct Stopped {
    pub reason: StopReason,
    pub offsets: PartitionOffsets,
    pub checkpoint: Checkpoint,
    /// Kept for `delete` alone.
    pub log: Option<Log>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum StopReason {
    Failed(String),
    Closed,
    Deleted,
}

impl StopReason {
    fn error(&self) -> PartitionError {
        match self {
            StopReason::Failed(message) => PartitionError::new(ErrorCode::KAFKA_STORAGE_ERROR, message.clone()),
            StopReason::Closed => PartitionError::new(ErrorCode::NOT_LEADER_OR_FOLLOWER, "The partition is closed"),
            StopReason::Deleted => {
                PartitionError::new(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, "The partition is deleted")
            }
        }
    }
}

impl Service {
    pub(crate) fn log(&self) -> Result<&Log, PartitionError> {
        match self {
            Service::Serving(log) => Ok(log),
            Service::Stopped(stopped) => Err(stopped.reason.error()),
        }
    }

    /// An error for one that a storage fault has stopped: what it held last may not be on the disk.
    pub(crate) fn check_not_failed(&self) -> Result<(), StorageError> {
        match self {
            Service::Stopped(stopped) => match &stopped.reason {
                StopReason::Failed(reason) => Err(StorageError::OutOfService { reason: reason.clone() }),
                StopReason::Closed | StopReason::Deleted => Ok(()),
            },
            Service::Serving(_) => Ok(()),
        }
    }

    pub(crate) fn log_mut(&mut self) -> Result<&mut Log, PartitionError> {
        match self {
            Service::Serving(log) => Ok(log),
            Service::Stopped(stopped) => Err(stopped.reason.error()),
        }
    }
}

impl State {
    pub(crate) fn offsets(&self) -> PartitionOffsets {
        match &self.service {
            Service::Serving(log) => PartitionOffsets {
                log_start_offset: log.log_start_offset(),
                log_end_offset: log.log_end_offset(),
                high_watermark: self.replication.high_watermark().offset,
                last_stable_offset: self.last_stable_offset(),
            },
            Service::Stopped(stopped) => stopped.offsets,
        }
    }

    pub(crate) fn checkpoint(&self) -> Checkpoint {
        match &self.service {
            Service::Serving(log) => Checkpoint {
                recovery_point: log.recovery_point(),
                log_start_offset: log.log_start_offset(),
                high_watermark: self.replication.high_watermark().offset,
            },
            Service::Stopped(stopped) => stopped.checkpoint,
        }
    }

    pub(crate) fn last_stable_offset(&self) -> i64 {
        let high_watermark = self.replication.high_watermark().offset;
        let unstable = self.producers.as_ref().and_then(|producers| producers.transactions.first_unstable_offset());
        let log_start_offset = self.service.log().map_or(0, Log::log_start_offset);
        unstable.map_or(high_watermark, |first_unstable| first_unstable.max(log_start_offset).min(high_watermark))
    }

    /// Refuses a caller that knows another leader epoch than ours; -1 knows none.
    pub(crate) fn check_leader_epoch(&self, callers_epoch: i32) -> Result<(), PartitionError> {
        if callers_epoch < 0 || callers_epoch == self.leader_epoch {
            return Ok(());
        }
        let error_code = if callers_epoch < self.leader_epoch {
            ErrorCode::FENCED_LEADER_EPOCH
        } else {
            ErrorCode::UNKNOWN_LEADER_EPOCH
        };
        let message = format!("The leader epoch is {}, the request has {callers_epoch}", self.leader_epoch);
        Err(PartitionError::new(error_code, message))
    }

    /// Where `requested_epoch` ends. The log learns of our own epoch with its first batch; until then that epoch
    /// begins at the log end.
    pub(crate) fn end_offset_for_epoch(&self, requested_epoch: i32) -> Result<EpochEndOffset, PartitionError> {
        let log = self.service.log()?;
        let latest_epoch = log.latest_epoch();
        if requested_epoch < 0 || requested_epoch > self.leader_epoch {
            return Ok(EpochEndOffset::UNDEFINED);
        }
        if requested_epoch == self.leader_epoch {
            return Ok(EpochEndOffset { leader_epoch: requested_epoch, end_offset: log.log_end_offset() });
        }
        if latest_epoch.is_none_or(|latest_epoch| requested_epoch > latest_epoch) {
            let leader_epoch = latest_epoch.unwrap_or(requested_epoch);
            return Ok(EpochEndOffset { leader_epoch, end_offset: log.log_end_offset() });
        }
        let (leader_epoch, end_offset) = log.end_offset_for_epoch(requested_epoch);
        Ok(EpochEndOffset { leader_epoch, end_offset })
    }

    /// How many records are in the log that no flush has covered, of its own or of the journal.
    fn unflushed_count(&self) -> i64 {
        self.service.log().map_or(0, |log| log.log_end_offset() - log.durable_offset())
    }

    /// Whether somebody is to flush now, by `flush.messages`. Said once until that flush has ended.
    pub(crate) fn request_flush(&mut self, config: &PartitionConfig) -> bool {
        let unflushed = self.unflushed_count();
        let due = !self.flush.requested && unflushed > 0 && unflushed >= config.flush_messages;
        self.flush.requested |= due;
        due
    }

    /// Moves the high watermark to the log end, unless too much of the log is not flushed. Answers who is to be told.
    pub(crate) fn commit(&mut self, config: &PartitionConfig) -> Wakeups {
        let unflushed = self.unflushed_count();
        match self.service.log().map(Log::end_position) {
            Ok(log_end) if unflushed == 0 || unflushed < config.flush_messages => self.advance_high_watermark(log_end),
            _ => Wakeups::default(),
        }
    }

    /// The leader has everything up to `leader_end`. Answers who is to be told.
    pub(crate) fn advance_high_watermark(&mut self, leader_end: LogPosition) -> Wakeups {
        if !self.replication.advance(leader_end) {
            return Wakeups::default();
        }
        if let Some(producers) = &mut self.producers {
            producers.transactions.on_high_watermark(self.replication.high_watermark().offset);
        }
        self.waiters.take()
    }

    /// Writes an aborted transaction into the index. What a full disk refuses is kept in memory, which the snapshots
    /// and `tick` see to; any other fault leaves the partition without a record of it.
    pub(crate) fn enter_aborted(
        &mut self,
        segment_base_offset: i64,
        aborted: &AbortedTransaction,
    ) -> Result<(), StorageError> {
        let Ok(log) = self.service.log() else { return Ok(()) };
        let index = self.aborted.get_or_insert_with(|| Box::new(AbortedIndex::new(log.folder())));
        match index.add(segment_base_offset, aborted) {
            Err(error) if is_passing(&error) => self.snapshot_missed = true,
            entered => entered?,
        }
        Ok(())
    }

    /// What to answer. A storage fault takes the partition out of service, unless it passes by itself.
    pub(crate) fn refuse(&mut self, refused: Refused) -> (PartitionError, Wakeups) {
        let error = match refused {
            Refused::Request(refusal) => return (refusal, Wakeups::default()),
            Refused::Storage(error) => error,
        };
        let refusal = PartitionError::storage(&error);
        if is_passing(&error) {
            return (refusal, Wakeups::default());
        }
        (refusal, self.fail(&error))
    }

    fn tell_damage(&self, damage: &StorageError) {
        if let Some(faults) = &self.faults {
            faults.damage_found(damage);
        }
    }

    /// Ends the service of a partition whose disk is at fault, and tells so.
    pub(crate) fn fail(&mut self, error: &StorageError) -> Wakeups {
        if let (Service::Serving(_), Some(faults)) = (&self.service, &self.faults) {
            faults.partition_failed(error);
        }
        self.stop(StopReason::Failed(error.to_string()))
    }

    /// Ends the service. One that has ended stays as it is, save that even a failed partition can be deleted.
    pub(crate) fn stop(&mut self, reason: StopReason) -> Wakeups {
        let (offsets, checkpoint) = (self.offsets(), self.checkpoint());
        match &mut self.service {
            Service::Stopped(stopped) if reason == StopReason::Deleted => stopped.reason = reason,
            Service::Stopped(_) => {}
            Service::Serving(_) => {
                let stopped = Box::new(Stopped { reason, offsets, checkpoint, log: None });
                let serving = std::mem::replace(&mut self.service, Service::Stopped(stopped));
                if let (Service::Serving(log), Service::Stopped(stopped)) = (serving, &mut self.service) {
                    stopped.log = Some(log);
                }
            }
        }
        self.waiters.take()
    }

    pub(crate) fn take_stopped_log(&mut self) -> Option<Log> {
        match &mut self.service {
            Service::Stopped(stopped) => stopped.log.take(),
            Service::Serving(_) => None,
        }
    }
}

/// Ends a read under the lock: a storage fault in it takes the partition out of service; damaged records alone do not,
/// as in Apache Kafka: the others can still be read.
pub(crate) fn settle<T>(mut state: MutexGuard<'_, State>, outcome: Result<T, Refused>) -> Result<T, PartitionError> {
    if let Service::Serving(log) = &state.service
        && let Some(passed_over) = log.take_passed_over()
    {
        state.tell_damage(&passed_over);
    }
    outcome.map_err(|refused| {
        if let Refused::Storage(damage @ StorageError::Corrupt { .. }) = &refused {
            state.tell_damage(damage);
            return PartitionError::new(ErrorCode::CORRUPT_MESSAGE, damage.to_string());
        }
        let (refusal, wakeups) = state.refuse(refused);
        drop(state);
        wakeups.wake();
        refusal
    })
}

/// A full disk, a used up quota and too many open files refuse one request and leave the log as it was: the next
/// request tries again, so that nobody has to restart a broker after making room. Any other fault may have lost
/// bytes that we believe written (the kernel drops dirty pages after EIO), so the partition stops.
pub fn is_passing(error: &StorageError) -> bool {
    let StorageError::Io { source, .. } = error else { return false };
    matches!(source.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) || is_out_of_handles(source)
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::PathBuf;

    use super::*;

    /// A full disk in its kinds, a used up quota, too many files of the process and of the system.
    const PASSING: &[i32] = if cfg!(windows) {
        &[112, 39, 1295, 4]
    } else if cfg!(target_os = "macos") {
        &[28, 69, 24, 23]
    } else {
        &[28, 122, 24, 23]
    };
    /// A faulty device (on Windows also: access denied), a disk that became read-only.
    const LASTING: &[i32] = if cfg!(windows) { &[1117, 5, 19] } else { &[5, 30] };

    #[test]
    fn a_full_disk_passes_and_a_broken_one_does_not() {
        for (os_error, passes) in
            PASSING.iter().map(|error| (*error, true)).chain(LASTING.iter().map(|error| (*error, false)))
        {
            let source = io::Error::from_raw_os_error(os_error);
            let error = StorageError::Io { operation: "writing", path: PathBuf::from("x"), position: None, source };
            assert_eq!(is_passing(&error), passes, "{error}");
        }
    }
}
