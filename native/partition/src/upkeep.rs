//! What a partition needs from time to time and at the end: flush, snapshots, expiry, closing, deleting. Called by
//! the server's background workers, where blocking is allowed.
//!
//! Invariant: the lock is not held while the disk flushes; appends go on meanwhile, and one flush covers all that
//! were in the log when it began.

use std::sync::Arc;

use log::{LogPosition, PendingFlush, StorageError};

use crate::aborted_index::PendingIndexFlush;
use crate::config::PartitionConfig;
use crate::partition::Partition;
use crate::partition_files::{SNAPSHOT_SUFFIX, path_of, write};
use crate::producer_snapshot;
use crate::retention::remove_files;
use crate::state::{FlushState, Service, State, StopReason};

/// What the log directory's checkpoint files hold for one partition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checkpoint {
    pub recovery_point: i64,
    pub log_start_offset: i64,
    pub high_watermark: i64,
}

impl Partition {
    pub fn checkpoint(&self) -> Checkpoint {
        self.state.lock().checkpoint()
    }

    /// The topic's configs changed.
    pub fn configure(&self, config: Arc<PartitionConfig>) {
        let mut state = self.state.lock();
        if let Service::Serving(log) = &mut state.service {
            log.configure(config.log);
        }
        let wakeups = state.commit(&config);
        self.config.store(config);
        drop(state);
        wakeups.wake();
    }

    /// Puts everything that is in the log now on the disk. Where `flush.messages` holds replies, this is what moves
    /// the high watermark. Does nothing when the partition is closed or deleted.
    ///
    /// A failed flush stops the partition, whatever the reason: the kernel may have dropped the pages.
    pub fn flush(&self) -> Result<(), StorageError> {
        self.try_flush().inspect_err(|error| {
            let wakeups = self.state.lock().fail(error);
            wakeups.wake();
        })
    }

    /// The flush that an append's outcome or `take_flush_by_age` asked for. True: so much was appended meanwhile that
    /// it is to be called again.
    pub fn flush_requested(&self) -> Result<bool, StorageError> {
        self.flush()?;
        let config = self.config.load();
        let mut state = self.state.lock();
        state.flush.requested = false;
        Ok(state.request_flush(&config))
    }

    fn try_flush(&self) -> Result<(), StorageError> {
        let Some(flush) = self.begin_flush()? else { return self.state.lock().service.check_not_failed() };
        let on_disk = flush.pending.as_ref().map_or(Ok(()), PendingFlush::run).and_then(|()| flush.aborted.run());
        let config = self.config.load();
        let mut state = self.state.lock();
        if state.relocation_count != flush.relocation_count {
            // The folder may be gone; whoever moved it has brought all of this to the disk.
            return Ok(());
        }
        on_disk?;
        let Service::Serving(log) = &mut state.service else { return state.service.check_not_failed() };
        if let Some(pending) = flush.pending {
            log.finish_flush(pending);
        }
        let flushed = state.advance_high_watermark(flush.log_end);
        let appended_meanwhile = state.commit(&config);
        drop(state);
        flushed.wake();
        appended_meanwhile.wake();
        Ok(())
    }

    fn begin_flush(&self) -> Result<Option<Flush>, StorageError> {
        let mut state = self.state.lock();
        let relocation_count = state.relocation_count;
        state.flush.oldest_unflushed_ms = None;
        let Service::Serving(log) = &mut state.service else { return Ok(None) };
        let log_end = log.end_position();
        let pending = log.start_flush()?;
        let aborted = state.aborted.as_mut().map(|aborted| aborted.start_flush()).unwrap_or_default();
        Ok(Some(Flush { log_end, pending, aborted, relocation_count }))
    }

    /// Whether somebody is to call `flush_requested` now because records have waited for `flush.ms`. Said once until
    /// that has ended.
    pub fn take_flush_by_age(&self, now_ms: i64) -> bool {
        let flush_ms = self.config.load().flush_ms;
        if flush_ms > now_ms {
            // No record is older than the epoch: without `flush.ms` the lock is not taken.
            return false;
        }
        let mut state = self.state.lock();
        let FlushState { oldest_unflushed_ms, requested } = state.flush;
        let due = !requested && oldest_unflushed_ms.is_some_and(|since_ms| now_ms.saturating_sub(since_ms) >= flush_ms);
        state.flush.requested |= due;
        due
    }

    /// Housekeeping, every second or so: silent producers, a snapshot that a full disk prevented, files of removed
    /// segments.
    pub fn tick(&self, now_ms: i64) -> Result<(), StorageError> {
        let config = self.config.load();
        let mut state = self.state.lock();
        state.waiters.sweep();
        if let Some(producers) = &mut state.producers {
            producers.expire(config.producer_id_expiration_ms, config.producer_id_expiration_check_interval_ms, now_ms);
            if producers.is_empty() {
                state.producers = None;
            }
        }
        if state.snapshot_missed {
            snapshot_at_end(&mut state, false)?;
        }
        let due = state.take_due(now_ms);
        drop(state);
        remove_files(&due)
    }

    /// Whether `close` has nothing to bring to the disk; false for one out of service.
    pub fn is_flushed(&self) -> bool {
        self.state.lock().service.log().is_ok_and(log::Log::is_flushed)
    }

    /// Completes all files for a close. What is returned says what has to be on the disk for `close` to have nothing left
    /// to wait for; None: it is. Records that are appended meanwhile are left to `close`.
    pub fn begin_close(&self) -> Result<Option<ClosingFlush>, StorageError> {
        let mut state = self.state.lock();
        state.service.check_not_failed()?;
        snapshot_at_end(&mut state, false)?;
        let relocation_count = state.relocation_count;
        let Service::Serving(log) = &mut state.service else { return Ok(None) };
        let log_end = log.end_position();
        let pending = log.start_closing_flush()?.map(PendingFlush::without_files);
        let aborted = state.aborted.as_mut().map(|aborted| aborted.start_flush()).unwrap_or_default();
        let flush = Flush { log_end, pending, aborted, relocation_count };
        Ok((flush.pending.is_some() || !flush.aborted.is_empty()).then_some(ClosingFlush(flush)))
    }

    /// After everything on the file system was flushed: what `begin_close` named is there.
    pub fn all_is_flushed(&self, ClosingFlush(flush): ClosingFlush) {
        let mut state = self.state.lock();
        if state.relocation_count != flush.relocation_count {
            return;
        }
        if let (Service::Serving(log), Some(pending)) = (&mut state.service, flush.pending) {
            log.finish_flush(pending);
        }
    }

    /// Stops serving and leaves everything on the disk, so that the next start has nothing to recover. Safe to call
    /// twice. On an error, also an earlier one, the partition counts as not cleanly closed.
    pub fn close(&self) -> Result<(), StorageError> {
        let mut state = self.state.lock();
        state.service.check_not_failed()?;
        let closed = close_files(&mut state);
        let wakeups = match &closed {
            Ok(()) => state.stop(StopReason::Closed),
            Err(error) => state.fail(error),
        };
        drop(state);
        wakeups.wake();
        self.wait_for_cleaning();
        closed
    }

    /// A cleaning that finds the service stopped ends, and leaves nothing in the folder.
    fn wait_for_cleaning(&self) {
        drop(self.cleaning.lock());
    }

    /// Stops serving because the log directory behind it has failed, for this reason.
    pub fn stop_offline(&self, reason: &str) {
        let wakeups = self.state.lock().stop(StopReason::Failed(reason.to_owned()));
        wakeups.wake();
    }

    /// Stops serving and removes the folder. Also removes that of a closed or failed partition.
    pub fn delete(&self) -> Result<(), StorageError> {
        let mut state = self.state.lock();
        let wakeups = state.stop(StopReason::Deleted);
        let log = state.take_stopped_log();
        drop(state);
        wakeups.wake();
        self.wait_for_cleaning();
        match log {
            Some(log) => log.delete(),
            None => Ok(()),
        }
    }
}

/// A flush on its way: what it covers, and the work, if any is left to do.
struct Flush {
    log_end: LogPosition,
    pending: Option<PendingFlush>,
    /// The aborted index is to be there before the recovery point passes its markers.
    aborted: PendingIndexFlush,
    relocation_count: u32,
}

/// What has to be on the disk before a close.
pub struct ClosingFlush(Flush);

fn close_files(state: &mut State) -> Result<(), StorageError> {
    snapshot_at_end(state, true)?;
    state.aborted.as_mut().map_or(Ok(()), |aborted| aborted.start_flush().run())?;
    let Service::Serving(log) = &mut state.service else { return Ok(()) };
    log.close()?;
    // Everything is on the disk now: replies that waited for a flush may go, and `stop` wakes them.
    let log_end = log.end_position();
    state.replication.advance(log_end);
    // What cannot be removed now is removed by the next start.
    let _ = remove_files(&state.take_due(i64::MAX));
    Ok(())
}

/// Writes the producers as they are before the batch at `offset`. A snapshot saves the next start a scan, so failing
/// to write one fails no append: `tick` tries again and reports.
pub(crate) fn write_snapshot(state: &mut State, offset: i64) {
    state.snapshot_missed = snapshot(state, offset, false).is_err();
}

fn snapshot_at_end(state: &mut State, sync: bool) -> Result<(), StorageError> {
    let Ok(log_end_offset) = state.service.log().map(log::Log::log_end_offset) else { return Ok(()) };
    snapshot(state, log_end_offset, sync)?;
    state.snapshot_missed = false;
    Ok(())
}

fn snapshot(state: &mut State, offset: i64, sync: bool) -> Result<(), StorageError> {
    let Ok(log) = state.service.log() else { return Ok(()) };
    if offset <= state.snapshot_offset {
        return Ok(());
    }
    if let Some(aborted) = &mut state.aborted {
        // A start that begins at this snapshot does not see the markers before it.
        aborted.write_pending()?;
    }
    let bytes = producer_snapshot::encode(state.producers.iter().flat_map(|producers| producers.snapshot_entries()));
    write(log.folder().disk(), &path_of(log.folder(), offset, SNAPSHOT_SUFFIX), &bytes, sync)?;
    state.snapshot_offset = offset;
    Ok(())
}

#[cfg(test)]
#[path = "upkeep_tests.rs"]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
