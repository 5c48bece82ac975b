//! The segment that replaces a group, written batch by batch to `.cleaned` files beside the log.
//!
//! Used by the copy pass. Invariant: what `finish` gives is on the disk. Source: Kafka's Cleaner.cleanSegments.

use super::files::CleanedFiles;
use crate::atomic_file::sync_file;
use crate::config::LogConfig;
use crate::error::{StorageError, failed, failed_at};
use crate::file_names::{CLEANED, LOG, OFFSET_INDEX, TIME_INDEX, TRANSACTION_INDEX};
use crate::offset_index::OffsetIndex;
use crate::segment::note_batch;
use crate::storage::{File, Folder};
use crate::time_index::{TimeEntry, TimeIndex};
use crate::transaction_index::AbortedTransaction;
use std::sync::Arc;
use std::time::SystemTime;
use wire::record_batch::BatchHeader;

/// A whole segment, on the disk, that is to take the place of a group.
#[derive(Debug)]
pub struct CleanedSegment {
    pub(crate) files: CleanedFiles,
    pub(crate) size_bytes: u64,
    pub(crate) offset_index: OffsetIndex,
    pub(crate) time_index: TimeIndex,
    /// Those whose markers are in it, in their order.
    aborted: Vec<AbortedTransaction>,
    /// Base offsets of the segments that it replaces.
    replaces: Vec<i64>,
    /// As when the cleaning began.
    pub(crate) truncation_count: u32,
}

impl CleanedSegment {
    pub fn base_offset(&self) -> i64 {
        self.files.base_offset
    }

    /// Base offsets of the segments that it replaces.
    pub fn replaces(&self) -> &[i64] {
        &self.replaces
    }

    /// How many aborted transactions have their marker in it.
    pub fn aborted_count(&self) -> u64 {
        self.aborted.len() as u64
    }

    /// From here on the segment takes the place of the group, if not by `swap_in`, then when the log is opened.
    pub fn decide(&mut self) -> Result<(), StorageError> {
        self.files.decide()
    }

    /// Takes the decision back: the group stays.
    pub fn discard(self) -> Result<(), StorageError> {
        self.files.discard()
    }
}

/// A segment in the making.
pub(super) struct SegmentWriter {
    segment: CleanedSegment,
    file: File,
    index_interval_bytes: u32,
    largest: Option<TimeEntry>,
    /// Behind `written_bytes` of the file.
    pending: Vec<u8>,
    written_bytes: u64,
}

impl SegmentWriter {
    pub(super) fn create(
        folder: &Arc<Folder>,
        replaces: Vec<i64>,
        truncation_count: u32,
        config: &LogConfig,
    ) -> Result<Self, StorageError> {
        let base_offset = replaces.first().copied().unwrap_or(0);
        let segment = CleanedSegment {
            files: CleanedFiles::new(folder, base_offset),
            size_bytes: 0,
            offset_index: OffsetIndex::cleaned(Arc::clone(folder), base_offset),
            time_index: TimeIndex::cleaned(Arc::clone(folder), base_offset),
            aborted: Vec::new(),
            replaces,
            truncation_count,
        };
        let path = segment.files.path(LOG, CLEANED);
        let file = folder.disk().create(&path).map_err(failed("creating", &path))?;
        let index_interval_bytes = config.index_interval_bytes;
        Ok(Self { segment, file, index_interval_bytes, largest: None, pending: Vec::new(), written_bytes: 0 })
    }

    /// Where the next batch is to be appended to; then `note` it.
    pub(super) fn pending(&mut self) -> &mut Vec<u8> {
        &mut self.pending
    }

    /// A batch with this header has been appended to the pending bytes.
    pub(super) fn note(&mut self, header: &BatchHeader) -> Result<(), StorageError> {
        let position = self.segment.size_bytes;
        self.segment.size_bytes = self.written_bytes + self.pending.len() as u64;
        if self.segment.size_bytes > i32::MAX as u64 {
            let reason = "it would become larger than 2 GiB when its batches are compressed again".to_owned();
            let advice = "this log is not cleaned any more; lower segment.bytes";
            return Err(StorageError::Corrupt { path: self.segment.files.path(LOG, ""), position, reason, advice });
        }
        let indexes = (&mut self.segment.offset_index, &mut self.segment.time_index);
        note_batch(indexes, &mut self.largest, header, position, self.index_interval_bytes);
        Ok(())
    }

    pub(super) fn note_aborted(&mut self, transaction: AbortedTransaction) {
        self.segment.aborted.push(transaction);
    }

    pub(super) fn pending_bytes(&self) -> usize {
        self.pending.len()
    }

    /// Writes what is pending; how much that was.
    pub(super) fn write_pending(&mut self) -> Result<usize, StorageError> {
        let position = self.written_bytes;
        let written = self.file.write_all_at(&self.pending, position);
        written.map_err(|error| failed_at("writing", &self.segment.files.path(LOG, CLEANED), position)(error))?;
        self.written_bytes += self.pending.len() as u64;
        let written_bytes = self.pending.len();
        self.pending.clear();
        Ok(written_bytes)
    }

    /// Completes the files and waits until they are on the disk. `modified` is what the group's last file had: the age
    /// of records without timestamps.
    pub(super) fn finish(mut self, modified: SystemTime) -> Result<CleanedSegment, StorageError> {
        self.write_pending()?;
        let disk = self.segment.files.folder.disk().clone();
        let segment = &mut self.segment;
        if let Some(largest) = self.largest {
            segment.time_index.append(largest);
        }
        segment.offset_index.file.complete()?;
        segment.time_index.file.complete()?;
        if !segment.aborted.is_empty() {
            let entries: Vec<u8> = segment.aborted.iter().flat_map(AbortedTransaction::to_bytes).collect();
            let path = segment.files.path(TRANSACTION_INDEX, CLEANED);
            let file = disk.create(&path).map_err(failed("creating", &path))?;
            file.write_all_at(&entries, 0).map_err(failed("writing", &path))?;
        }
        let path = segment.files.path(LOG, CLEANED);
        self.file.set_modified(modified).map_err(failed("setting the time of", &path))?;
        self.file.sync_all().map_err(failed("flushing", &path))?;
        for suffix in [OFFSET_INDEX, TIME_INDEX, TRANSACTION_INDEX] {
            sync_file(&disk, &segment.files.path(suffix, CLEANED))?;
        }
        Ok(self.segment)
    }
}
