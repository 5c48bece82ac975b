//! Recovering one segment from its log file alone.
//!
//! Called when a log is opened. Invariant: afterwards the segment is whole batches up to the first bad one,
//! and its index files on the disk are those of these batches.

use crate::atomic_file::sync_file;
use crate::batch_scan::{BatchScan, CONTENT_CHUNK_BYTES, HEADER_CHUNK_BYTES, ScanError};
use crate::config::LogConfig;
use crate::error::StorageError;
use crate::leader_epoch_checkpoint::LeaderEpochs;
use crate::recovery::RecoveryReport;
use crate::segment::Segment;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    Yes,
    No,
}

impl Segment {
    /// Reads and checks every batch, cuts the file at the first bad one and rebuilds the indexes; the offset
    /// after the last good batch.
    pub(crate) fn recover(
        &mut self,
        config: &LogConfig,
        depth: Depth,
        epochs: &mut LeaderEpochs,
        report: &mut RecoveryReport,
    ) -> Result<(i64, Cut), StorageError> {
        report.segments_scanned += 1;
        report.bytes_scanned += self.size_bytes;
        let scanned = self.scan(config, depth, Some(epochs))?;
        let cut_bytes = self.size_bytes - scanned.good_bytes;
        self.size_bytes = scanned.good_bytes;
        self.synced_bytes = 0;
        self.complete(config)?;
        let Some(reason) = scanned.reason else {
            return Ok((scanned.next_offset, Cut::No));
        };
        // A power loss that undid the cut would do so behind a recovery point that has moved on, where nobody looks.
        sync_file(self.folder.disk(), &self.log_path())?;
        report.bytes_cut += cut_bytes;
        report.cut_reason = Some(format!("{} at byte {}: {reason}", self.log_path().display(), scanned.good_bytes));
        Ok((scanned.next_offset, Cut::Yes))
    }

    /// Makes new indexes from the batch headers, and flushes them: a flush of the log looks no further back than to the
    /// last rolled segment that needs none. Bad data ends them early and is returned, but stays: it was flushed once,
    /// so it is for a person to judge.
    pub(crate) fn rebuild_indexes(&mut self, config: &LogConfig) -> Result<Option<String>, StorageError> {
        let scanned = self.scan(config, Depth::Headers, None)?;
        self.complete(config)?;
        sync_file(self.folder.disk(), &self.offset_index.file.path())?;
        sync_file(self.folder.disk(), &self.time_index.file.path())?;
        self.indexes_synced = true;
        Ok(scanned
            .reason
            .map(|reason| format!("{} at byte {}: {reason}", self.log_path().display(), scanned.good_bytes)))
    }

    /// False: they are those of a longer log.
    pub(crate) fn indexes_end_before(&self, end_offset: i64) -> bool {
        let (offset, time) = (self.offset_index.last(), self.time_index.last());
        offset.is_none_or(|last| last.offset < end_offset) && time.is_none_or(|last| last.offset < end_offset)
    }

    /// Makes new indexes in memory, as far as the batch headers can be read.
    pub(crate) fn collect_indexes(&mut self, config: &LogConfig) -> Result<(), StorageError> {
        self.scan(config, Depth::Headers, None).map(|_| ())
    }

    fn scan(
        &mut self,
        config: &LogConfig,
        depth: Depth,
        mut epochs: Option<&mut LeaderEpochs>,
    ) -> Result<Scanned, StorageError> {
        self.forget_indexes();
        let file = self.file()?;
        let log_path = self.log_path();
        let path = || log_path.clone();
        let chunk_bytes = match depth {
            Depth::Headers => HEADER_CHUNK_BYTES,
            Depth::Contents => CONTENT_CHUNK_BYTES,
        };
        let mut scan = BatchScan::new(&file, &path, (0, self.size_bytes), self.base_offset, chunk_bytes);
        let mut scanned = Scanned { good_bytes: 0, next_offset: self.base_offset, reason: None };
        loop {
            let next = match depth {
                Depth::Headers => scan.next_header(),
                Depth::Contents => scan.next_checked(),
            };
            match next {
                Ok(Some((header, position))) if self.can_hold(header.last_offset()) => {
                    self.note(&header, position, config.index_interval_bytes);
                    if let Some(epochs) = epochs.as_deref_mut() {
                        epochs.assign(header.partition_leader_epoch, header.base_offset);
                    }
                    scanned.good_bytes = position + header.size_bytes() as u64;
                    scanned.next_offset = header.last_offset() + 1;
                }
                Ok(Some((header, _))) => {
                    scanned.reason =
                        Some(format!("offset {} is too far away from the segment's first", header.last_offset()));
                    return Ok(scanned);
                }
                Ok(None) => return Ok(scanned),
                Err(ScanError::Bad { reason, .. } | ScanError::Cut { reason, .. }) => {
                    scanned.reason = Some(reason);
                    return Ok(scanned);
                }
                Err(ScanError::Storage(error)) => return Err(error),
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Damage in records is not seen, and stays: for what was flushed once.
    Headers,
    Contents,
}

struct Scanned {
    good_bytes: u64,
    next_offset: i64,
    /// Why the batch after `good_bytes` is bad, if there is anything there.
    reason: Option<String>,
}
