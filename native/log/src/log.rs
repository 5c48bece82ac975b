//! The log of one partition.

use crate::config::LogConfig;
use crate::error::{ReadError, StorageError};
use crate::leader_epoch_checkpoint::EpochEntry;
use crate::position::{FileSlice, LogPosition, TimestampOffset};
use crate::recovery::RecoveryReport;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use wire::Uuid;
use wire::record_batch::BatchHeader;

/// What the log directory's checkpoints say about a log before it is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RecoveryStart {
    pub clean: bool,
    pub recovery_point: i64,
    pub log_start_offset: i64,
}

/// Where an appended batch begins, and whether it began a new segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appended {
    pub position: LogPosition,
    pub rolled: bool,
}

/// The blocking half of a flush: run it without holding the partition's mutex, then hand it to [`Log::finish_flush`].
#[derive(Debug)]
pub struct PendingFlush {}

impl PendingFlush {
    /// Everything below this offset is on the disk once `run` succeeded.
    pub fn offset(&self) -> i64 {
        todo!()
    }
    pub fn run(&self) -> Result<(), StorageError> {
        todo!()
    }
}

#[derive(Debug)]
pub struct Log {}

#[allow(unused_variables)]
impl Log {
    /// A folder that does not exist is an empty log; its files are created by the first append.
    pub fn open(
        folder: PathBuf,
        topic_id: Uuid,
        config: LogConfig,
        recovery: RecoveryStart,
        now_ms: i64,
    ) -> Result<Self, StorageError> {
        todo!()
    }
    /// What `open` repaired; the first call takes it.
    pub fn take_recovery_report(&mut self) -> Option<RecoveryReport> {
        todo!()
    }
    /// Appends one batch whose offsets and leader epoch are final. On an error the log is as before.
    /// (The time index needs no offset inside the batch: Kafka's entries name the batch's last offset.)
    pub fn append(&mut self, batch: &[u8], header: &BatchHeader, now_ms: i64) -> Result<Appended, StorageError> {
        todo!()
    }
    /// `None`: nothing at or after `offset` before `end` (also when `offset` is the log end).
    pub fn read(
        &self,
        offset: i64,
        max_bytes: usize,
        end: LogPosition,
        at_least_one_batch: bool,
    ) -> Result<Option<FileSlice>, ReadError> {
        todo!()
    }
    pub fn log_start_offset(&self) -> i64 {
        todo!()
    }
    pub fn log_end_offset(&self) -> i64 {
        todo!()
    }
    pub fn end_position(&self) -> LogPosition {
        todo!()
    }
    /// The start of the batch that holds `offset`, or of the first one after it; the end position at the log end.
    pub fn position_of(&self, offset: i64) -> Result<LogPosition, ReadError> {
        todo!()
    }
    pub fn for_each_batch(
        &self,
        from_offset: i64,
        f: &mut dyn FnMut(&BatchHeader, LogPosition) -> ControlFlow<()>,
    ) -> Result<(), StorageError> {
        todo!()
    }
    /// The first record at or after the log start with a timestamp of at least `timestamp_ms`.
    pub fn offset_for_timestamp(&self, timestamp_ms: i64) -> Result<Option<TimestampOffset>, StorageError> {
        todo!()
    }
    /// The first record that carries the largest timestamp.
    pub fn max_timestamp(&self) -> Result<Option<TimestampOffset>, StorageError> {
        todo!()
    }
    /// Notes that `epoch` begins at the log end; does nothing when it is not newer than the latest.
    pub fn assign_leader_epoch(&mut self, epoch: i32) -> Result<(), StorageError> {
        todo!()
    }
    pub fn latest_epoch(&self) -> Option<i32> {
        todo!()
    }
    /// The epoch that `offset` was written in, if known.
    pub fn epoch_of_offset(&self, offset: i64) -> Option<i32> {
        todo!()
    }
    pub fn epoch_entries(&self) -> &[EpochEntry] {
        todo!()
    }
    /// Kafka's OffsetsForLeaderEpoch: (largest epoch not above `epoch`, its end offset), or (-1, -1).
    pub fn end_offset_for_epoch(&self, epoch: i32) -> (i32, i64) {
        todo!()
    }
    /// Starts a new segment at the log end, unless the active one is empty.
    pub fn roll(&mut self, now_ms: i64) -> Result<(), StorageError> {
        todo!()
    }
    /// `start_flush`, run and `finish_flush` in one, blocking.
    pub fn flush(&mut self) -> Result<(), StorageError> {
        todo!()
    }
    /// What must reach the disk for the recovery point to move to the log end; `None` when it is there.
    pub fn start_flush(&mut self) -> Result<Option<PendingFlush>, StorageError> {
        todo!()
    }
    pub fn finish_flush(&mut self, done: PendingFlush) {
        todo!()
    }
    /// Everything below is on the disk.
    pub fn recovery_point(&self) -> i64 {
        todo!()
    }
    /// Removes everything from `offset` on; the log may end a little earlier when `offset` is inside a batch.
    pub fn truncate_to(&mut self, offset: i64) -> Result<(), StorageError> {
        todo!()
    }
    /// Only forwards, at most to the log end.
    pub fn set_log_start_offset(&mut self, offset: i64) -> Result<(), StorageError> {
        todo!()
    }
    /// Completes the index files and flushes everything. The log can still be read afterwards.
    pub fn close(&mut self) -> Result<(), StorageError> {
        todo!()
    }
    /// Renames the folder to `topic-partition.ID-delete`, then removes it.
    pub fn delete(self) -> Result<(), StorageError> {
        todo!()
    }
    pub fn size_bytes(&self) -> u64 {
        todo!()
    }
    pub fn segment_base_offsets(&self) -> impl Iterator<Item = i64> + '_ {
        std::iter::empty()
    }
    pub fn configure(&mut self, config: LogConfig) {
        todo!()
    }
    pub fn config(&self) -> &LogConfig {
        todo!()
    }
    pub fn folder(&self) -> &Path {
        todo!()
    }
}
