//! Snapshots of what this partition replays to, beside its log, and the log's beginning at one of them. The control
//! plane decides when, for the metadata log. Called on background workers, reads also at a start.
//!
//! Invariant: the log never begins behind an offset that no snapshot on the disk reaches. Source: Kafka's
//! `KafkaRaftLog` (createNewSnapshot, deleteBeforeSnapshot).

use log::state_snapshots;
use log::storage::Folder;
use log::{Log, SnapshotId, StateSnapshot};
use wire::ErrorCode;

use crate::error::{PartitionError, Refused};
use crate::partition::Partition;
use crate::state::settle;

impl Partition {
    /// Ascending.
    pub fn state_snapshots(&self) -> Result<Vec<StateSnapshot>, PartitionError> {
        state_snapshots::list(&self.serving_folder()?).map_err(|error| PartitionError::storage(&error))
    }

    /// The batches of the snapshot that ends there, from the first on until `bytes_max` are reached.
    pub fn read_state_snapshot(&self, end_offset: i64, bytes_max: usize) -> Result<Vec<u8>, PartitionError> {
        let id = self.state_snapshot(end_offset)?;
        state_snapshots::read(&self.serving_folder()?, id, bytes_max).map_err(|error| PartitionError::storage(&error))
    }

    /// Writes a snapshot of everything before `end_offset`, which is committed, unless there is one. A disk that refuses
    /// it harms nothing.
    pub fn write_state_snapshot(&self, end_offset: i64, batches: Vec<u8>) -> Result<(), PartitionError> {
        if self.state_snapshot(end_offset).is_ok() {
            return Ok(());
        }
        let (folder, epoch) = {
            let state = self.state.lock();
            let log = state.service.log()?;
            let committed = state.replication.high_watermark().offset;
            let epoch = log.epoch_of_offset(end_offset - 1).filter(|_| end_offset <= committed);
            let Some(epoch) = epoch else {
                let message =
                    format!("A snapshot cannot end at offset {end_offset}: the log is committed to {committed}");
                return Err(PartitionError::new(ErrorCode::OFFSET_OUT_OF_RANGE, message));
            };
            (log.folder().clone(), epoch)
        };
        state_snapshots::write(&folder, SnapshotId { end_offset, epoch }, batches)
            .map_err(|error| PartitionError::storage(&error))
    }

    /// Lets the log begin where that snapshot ends: older segments and snapshots go.
    pub fn begin_at_state_snapshot(&self, end_offset: i64, now_ms: i64) -> Result<(), PartitionError> {
        self.state_snapshot(end_offset)?;
        let older: Vec<SnapshotId> =
            self.state_snapshots()?.iter().map(|found| found.id).filter(|id| id.end_offset < end_offset).collect();
        {
            let mut state = self.state.lock();
            let moved = state
                .service
                .log_mut()
                .map_err(Refused::from)
                .and_then(|log: &mut Log| Ok(log.set_log_start_offset(end_offset)?));
            settle(state, moved)?;
        }
        self.delete_old_segments(now_ms)?;
        let folder = self.serving_folder()?;
        let removed = older.into_iter().try_for_each(|id| state_snapshots::remove(&folder, id));
        removed.map_err(|error| PartitionError::storage(&error))
    }

    fn state_snapshot(&self, end_offset: i64) -> Result<SnapshotId, PartitionError> {
        let found = self.state_snapshots()?.into_iter().map(|found| found.id).rfind(|id| id.end_offset == end_offset);
        found.ok_or_else(|| {
            let message = format!("There is no snapshot that ends at offset {end_offset}");
            PartitionError::new(ErrorCode::SNAPSHOT_NOT_FOUND, message)
        })
    }

    fn serving_folder(&self) -> Result<Folder, PartitionError> {
        Ok(self.state.lock().service.log()?.folder().clone())
    }
}

#[cfg(test)]
#[path = "state_snapshots_tests.rs"]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
