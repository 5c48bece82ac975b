//! A partition moves into another log directory while it serves. Called by the server's mover, on a thread of its own.
//!
//! The bulk is copied without the partition's lock, the last bytes and the swap happen under it: appends wait a moment,
//! readers keep the files that they have open. No segment is removed or cleaned meanwhile.
//!
//! Invariant: the partition serves from the old folder until the new one is whole and on the disk, and from the new one
//! afterwards. Source: Kafka's AlterReplicaLogDirs with its future replicas.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use log::storage::Folder;
use log::{FolderCopy, Log, RecoveryStart, StorageError, remove_moved};

use crate::faults::FaultListener;
use crate::partition::Partition;
use crate::state::{Service, State};
use crate::waiters::Wakeups;

/// What may be left for the moment in which appends wait.
const BYTES_UNDER_LOCK: u64 = 1 << 20;

/// Where a partition moves.
pub struct Relocation {
    /// The folder that is filled.
    pub future: Folder,
    /// The name that it gets in the end.
    pub live: Folder,
    /// What `Partition::directory` answers then.
    pub directory: usize,
    pub faults: Option<Arc<dyn FaultListener>>,
}

/// How a move ended without a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relocated {
    Moved,
    /// `go_on` said no, or the partition is out of service.
    Stopped,
}

/// And whom to wake for it.
type Outcome = (Result<Relocated, StorageError>, Wakeups);

impl Partition {
    /// Moves the files. `go_on` is told the bytes and the end offset of the copy from time to time, and says whether to
    /// go on. After an error the partition serves on from where it was, unless it is out of service.
    pub fn relocate(
        &self,
        to: Relocation,
        now_ms: i64,
        go_on: &dyn Fn(u64, i64) -> bool,
    ) -> Result<Relocated, StorageError> {
        let _turn = self.cleaning.lock();
        let Some(source) = self.folder() else { return Ok(Relocated::Stopped) };
        let Some(source) = source else { return self.relocate_empty(to, now_ms) };
        let mut copy = FolderCopy::begin(&source, to.future.clone())?;
        match self.copy_most(&mut copy, go_on) {
            Ok(true) => {}
            Ok(false) => return copy.abandon().map(|()| Relocated::Stopped),
            Err(error) => {
                let _ = copy.abandon();
                return Err(error);
            }
        }
        let relocated = self.unlocked(|state| self.finish(state, copy, to, now_ms))?;
        if relocated == Relocated::Moved {
            remove_moved(&source)?;
        }
        Ok(relocated)
    }

    /// None: out of service; the inner None: there is no folder yet.
    fn folder(&self) -> Option<Option<Folder>> {
        let state = self.state.lock();
        let log = state.service.log().ok()?;
        Some(log.has_folder().then(|| log.folder().clone()))
    }

    /// Nothing was ever written: the folder will come into being in its new place.
    fn relocate_empty(&self, to: Relocation, now_ms: i64) -> Result<Relocated, StorageError> {
        self.unlocked(|state| match state.service.log() {
            Ok(log) if !log.has_folder() => self.swap(state, to, now_ms),
            _ => (Ok(Relocated::Stopped), Wakeups::default()),
        })
    }

    /// Does it under the lock, and wakes whom it names once that is released.
    fn unlocked(&self, act: impl FnOnce(&mut State) -> Outcome) -> Result<Relocated, StorageError> {
        let mut state = self.state.lock();
        let (relocated, wakeups) = act(&mut state);
        drop(state);
        wakeups.wake();
        relocated
    }

    /// Until little is missing. False: stopped.
    fn copy_most(&self, copy: &mut FolderCopy, go_on: &dyn Fn(u64, i64) -> bool) -> Result<bool, StorageError> {
        let (mut base_offset, mut is_synced) = (i64::MIN, false);
        loop {
            let segment = {
                let state = self.state.lock();
                let Ok(log) = state.service.log() else { return Ok(false) };
                log.segment_to_copy(base_offset)?
            };
            let Some(segment) = segment else { return Ok(true) };
            base_offset = segment.base_offset;
            let missing_bytes = copy.missing_bytes(&segment);
            if segment.is_active && missing_bytes <= BYTES_UNDER_LOCK {
                if is_synced {
                    return Ok(true);
                }
                // The bulk goes to the disk before appends have to wait.
                copy.sync()?;
                is_synced = true;
            } else if missing_bytes > 0 {
                copy.copy_chunk(&segment)?;
            } else {
                copy.finish_segment(&segment)?;
                base_offset = segment.end_offset;
            }
            if !go_on(copy.total_bytes(), segment.base_offset) {
                return Ok(false);
            }
        }
    }

    fn finish(&self, state: &mut State, mut copy: FolderCopy, to: Relocation, now_ms: i64) -> Outcome {
        let Service::Serving(log) = &mut state.service else {
            return (copy.abandon().map(|()| Relocated::Stopped), Wakeups::default());
        };
        let written = log.complete_files().and_then(|()| state.aborted.as_mut().map_or(Ok(()), |a| a.write_pending()));
        if let Err(error) = written.and_then(|()| copy.copy_rest()) {
            let _ = copy.abandon();
            return (Err(error), Wakeups::default());
        }
        if let Err(error) = copy.put_into_place(&to.live) {
            return (Err(error), Wakeups::default());
        }
        let live = to.live.clone();
        let outcome = self.swap(state, to, now_ms);
        if let Some(aborted) = &mut state.aborted {
            aborted.moved_to(live);
        }
        outcome
    }

    /// Goes on with the log in the live folder, which is on the disk to its end.
    fn swap(&self, state: &mut State, to: Relocation, now_ms: i64) -> Outcome {
        let Service::Serving(old) = &mut state.service else { return (Ok(Relocated::Stopped), Wakeups::default()) };
        let start = RecoveryStart {
            clean: true,
            recovery_point: old.log_end_offset(),
            log_start_offset: old.log_start_offset(),
        };
        let new = match Log::open(to.live, self.topic_id, *old.config(), start, now_ms) {
            Ok(new) => new,
            Err(error) => {
                let wakeups = state.fail(&error);
                return (Err(error), wakeups);
            }
        };
        let log_end = new.end_position();
        *old = new;
        state.faults = to.faults;
        state.relocation_count = state.relocation_count.wrapping_add(1);
        state.doomed.clear();
        self.directory.store(to.directory, Ordering::Release);
        (Ok(Relocated::Moved), state.advance_high_watermark(log_end))
    }
}

#[cfg(test)]
#[path = "relocation_tests.rs"]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
