//! Bringing a log to the disk. The part that waits for the disk can run without the partition's mutex:
//! `start_flush` (mutex), `PendingFlush::run` (none), `finish_flush` (mutex).
//!
//! Invariant: everything that the log needs below the recovery point is on the disk: data, names in the
//! folder, epochs, and the indexes that recovery takes as they are: those of segments that end before the recovery
//! point. One that ends at it was the active one; its indexes are made again.

use crate::atomic_file::{sync_file, sync_folder};
use crate::error::{StorageError, failed};
use crate::file_names;
use crate::leader_epoch_checkpoint;
use crate::log::{Log, Metadata};
use crate::partition_metadata;
use crate::segment::Segment;
use crate::storage::{Folder, OpenFile};
use std::path::PathBuf;
use std::sync::Arc;

/// The blocking half of a flush.
#[derive(Debug)]
pub struct PendingFlush {
    folder: Arc<Folder>,
    offset: i64,
    truncation_count: u32,
    metadata: Metadata,
    segments: Vec<SegmentFlush>,
}

#[derive(Debug)]
struct SegmentFlush {
    base_offset: i64,
    size_bytes: u64,
    /// None: it was closed, and is flushed by its name, so that a flush of many segments holds few files.
    file: Option<Arc<OpenFile>>,
    /// Not those of the active segment: recovery visits it, so its indexes need not be on the disk.
    indexes: bool,
}

impl PendingFlush {
    /// Everything below this offset is on the disk once `run` has succeeded.
    pub fn offset(&self) -> i64 {
        self.offset
    }

    /// For somebody who flushes the whole file system instead of running this: no file stays open for it.
    pub fn without_files(mut self) -> Self {
        self.segments.iter_mut().for_each(|segment| segment.file = None);
        self
    }

    /// Waits for the disk. After an error nothing is known about what arrived: the partition must not go on.
    pub fn run(&self) -> Result<(), StorageError> {
        let disk = self.folder.disk();
        for segment in &self.segments {
            let path = self.path_of(segment, file_names::LOG);
            match &segment.file {
                Some(file) => file.sync_data().map_err(|error| failed("flushing", &path)(error))?,
                None => sync_file(disk, &path)?,
            }
            if segment.indexes {
                sync_file(disk, &self.path_of(segment, file_names::OFFSET_INDEX))?;
                sync_file(disk, &self.path_of(segment, file_names::TIME_INDEX))?;
            }
        }
        if self.metadata.is_unsynced() {
            sync_file(disk, &self.folder.join(partition_metadata::FILE_NAME))?;
            sync_file(disk, &self.folder.join(leader_epoch_checkpoint::FILE_NAME))?;
            sync_folder(disk, &self.folder)?;
            self.folder.parent().map_or(Ok(()), |parent| sync_folder(disk, parent))?;
        }
        Ok(())
    }

    fn path_of(&self, segment: &SegmentFlush, suffix: &str) -> PathBuf {
        file_names::path(&self.folder, segment.base_offset, suffix)
    }
}

impl Log {
    /// What must reach the disk for the recovery point to move to the log end; `None` when it is there.
    pub fn start_flush(&mut self) -> Result<Option<PendingFlush>, StorageError> {
        self.pending_flush(Indexes::OfRolledSegments)
    }

    /// After `done.run()` succeeded. A flush that was overtaken by a truncation counts for nothing.
    pub fn finish_flush(&mut self, done: PendingFlush) {
        if done.truncation_count != self.truncation_count {
            return;
        }
        for flushed in &done.segments {
            let found = self.segments.binary_search_by_key(&flushed.base_offset, |segment| segment.base_offset);
            if let Some(segment) = found.ok().and_then(|index| self.segments.get_mut(index)) {
                segment.synced_bytes = flushed.size_bytes;
                segment.indexes_synced |= flushed.indexes;
            }
        }
        if let (Metadata::Present { changes, .. }, Metadata::Present { changes: synced, .. }) =
            (self.metadata, done.metadata)
        {
            self.metadata = Metadata::Present { changes, synced };
        }
        self.recovery_point = self.recovery_point.max(done.offset);
    }

    /// `start_flush`, `run` and `finish_flush` in one, blocking.
    pub fn flush(&mut self) -> Result<(), StorageError> {
        self.flush_all(Indexes::OfRolledSegments)
    }

    /// Everything below is on the disk.
    pub fn recovery_point(&self) -> i64 {
        self.recovery_point
    }

    /// Completes the index files and flushes everything, so that nothing needs recovery. The log stays usable.
    pub fn close(&mut self) -> Result<(), StorageError> {
        self.complete_files()?;
        self.flush_all(Indexes::OfAllSegments)
    }

    /// Whether `close` has nothing to bring to the disk.
    pub fn is_flushed(&self) -> bool {
        let is_whole = |active: &Segment| active.synced_bytes >= active.size_bytes && active.indexes_synced;
        self.recovery_point >= self.log_end_offset
            && !self.metadata.is_unsynced()
            && self.segments.last().is_none_or(is_whole)
    }

    /// What `close` would have to bring to the disk; the index files are complete.
    pub fn start_closing_flush(&mut self) -> Result<Option<PendingFlush>, StorageError> {
        self.complete_files()?;
        self.pending_flush(Indexes::OfAllSegments)
    }

    fn flush_all(&mut self, indexes: Indexes) -> Result<(), StorageError> {
        if let Some(pending) = self.pending_flush(indexes)? {
            pending.run()?;
            self.finish_flush(pending);
        }
        Ok(())
    }

    fn pending_flush(&self, indexes: Indexes) -> Result<Option<PendingFlush>, StorageError> {
        let active = self.segments.len().saturating_sub(1);
        let mut segments = Vec::new();
        for (index, segment) in self.segments.iter().enumerate().rev() {
            let wants_indexes = !segment.indexes_synced && (index < active || indexes == Indexes::OfAllSegments);
            if segment.synced_bytes < segment.size_bytes || wants_indexes {
                segments.push(SegmentFlush {
                    base_offset: segment.base_offset,
                    size_bytes: segment.size_bytes,
                    file: segment.open_file(),
                    indexes: wants_indexes,
                });
            } else if index < active {
                break;
            }
        }
        let nothing_to_sync = segments.is_empty() && !self.metadata.is_unsynced();
        if nothing_to_sync && self.recovery_point >= self.log_end_offset {
            return Ok(None);
        }
        segments.reverse();
        Ok(Some(PendingFlush {
            folder: Arc::clone(&self.folder),
            offset: self.log_end_offset,
            truncation_count: self.truncation_count,
            metadata: self.metadata,
            segments,
        }))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Indexes {
    OfRolledSegments,
    OfAllSegments,
}
