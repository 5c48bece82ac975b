//! One segment: a `.log` file of batches with its offset index and its time index.
//!
//! Owned by the log, which appends to the last one. The files are opened on first use.
//! Invariant: `size_bytes` is the end of the last whole batch; what a failed append left behind it in the
//! file is cut off before anything else is written.

use crate::atomic_file;
use crate::config::LogConfig;
use crate::error::{StorageError, failed, failed_at};
use crate::file_names;
use crate::offset_index::{OffsetEntry, OffsetIndex};
use crate::storage::{Folder, KeptFile, OpenFile};
use crate::time_index::{NO_TIMESTAMP, TimeEntry, TimeIndex};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use wire::record_batch::BatchHeader;

#[derive(Debug)]
pub(crate) struct Segment {
    pub(crate) folder: Arc<Folder>,
    pub(crate) base_offset: i64,
    pub(crate) size_bytes: u64,
    pub(crate) offset_index: OffsetIndex,
    pub(crate) time_index: TimeIndex,
    /// The largest timestamp and the last offset of its batch; current in the active segment only.
    pub(crate) largest: Option<TimeEntry>,
    /// Rolling by time counts from the first batch's timestamp; read when first needed.
    first_timestamp: Option<i64>,
    pub(crate) created_ms: i64,
    /// How much of the log file is known to be on the disk.
    pub(crate) synced_bytes: u64,
    /// And how much of it the journal has, if that is more.
    pub(crate) journalled_bytes: u64,
    pub(crate) indexes_synced: bool,
    file: KeptFile,
    tail: Tail,
}

/// What is behind `size_bytes` in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tail {
    Clean,
    /// Part of a batch whose append failed.
    Torn,
}

impl Segment {
    /// A segment whose files exist.
    pub(crate) fn existing(
        size_bytes: u64,
        (offset_index, time_index): (OffsetIndex, TimeIndex),
        (folder, base_offset): (Arc<Folder>, i64),
        now_ms: i64,
    ) -> Self {
        Self {
            folder,
            base_offset,
            size_bytes,
            largest: time_index.last(),
            offset_index,
            time_index,
            first_timestamp: None,
            created_ms: now_ms,
            synced_bytes: size_bytes,
            journalled_bytes: 0,
            indexes_synced: true,
            file: KeptFile::default(),
            tail: Tail::Clean,
        }
    }

    /// A new segment; its log file is created, or emptied if one is in the way.
    pub(crate) fn create(
        folder: &Arc<Folder>,
        base_offset: i64,
        config: &LogConfig,
        now_ms: i64,
    ) -> Result<Self, StorageError> {
        let path = file_names::path(folder, base_offset, file_names::LOG);
        let file = folder.disk().create(&path).map_err(failed("creating", &path))?;
        if config.preallocate {
            file.reserve(config.segment_bytes.into()).map_err(failed("reserving space for", &path))?;
        }
        let offset_index = OffsetIndex::new(Arc::clone(folder), base_offset);
        let time_index = TimeIndex::new(Arc::clone(folder), base_offset);
        let place = (Arc::clone(folder), base_offset);
        let segment = Self::existing(0, (offset_index, time_index), place, now_ms);
        segment.file.put(folder.disk().open_files(), file);
        Ok(Self { indexes_synced: false, ..segment })
    }

    pub(crate) fn log_path(&self) -> PathBuf {
        file_names::path(&self.folder, self.base_offset, file_names::LOG)
    }

    pub(crate) fn file(&self) -> Result<Arc<OpenFile>, StorageError> {
        if let Some(file) = self.file.get() {
            return Ok(file);
        }
        let path = self.log_path();
        let disk = self.folder.disk();
        let file = disk.open(&path).map_err(failed("opening", &path))?;
        Ok(self.file.put(disk.open_files(), file))
    }

    /// The log file where it is open.
    pub(crate) fn open_file(&self) -> Option<Arc<OpenFile>> {
        self.file.get()
    }

    /// Closes the files until they are used again: an idle partition holds none.
    pub(crate) fn release_files(&mut self) {
        self.file.release();
        self.offset_index.file.release();
        self.time_index.file.release();
    }

    #[cfg(test)]
    pub(crate) fn file_for_tests(&self) -> &KeptFile {
        &self.file
    }

    /// Writes one batch at the end and notes it in the indexes; its position. On an error nothing has changed.
    pub(crate) fn append(
        &mut self,
        batch: &[u8],
        header: &BatchHeader,
        config: &LogConfig,
    ) -> Result<u64, StorageError> {
        if self.tail == Tail::Torn {
            self.cut_file_to(self.size_bytes)?;
            self.tail = Tail::Clean;
        }
        let position = self.size_bytes;
        if let Err(error) = self.file()?.write_all_at(batch, position) {
            return Err(self.undo_write(error));
        }
        self.size_bytes += batch.len() as u64;
        self.indexes_synced = false;
        if position == 0 {
            self.first_timestamp = Some(header.max_timestamp);
        }
        self.note(header, position, config.index_interval_bytes);
        Ok(position)
    }

    /// Index entries for a batch at `position`.
    pub(crate) fn note(&mut self, header: &BatchHeader, position: u64, index_interval_bytes: u32) {
        let indexes = (&mut self.offset_index, &mut self.time_index);
        note_batch(indexes, &mut self.largest, header, position, index_interval_bytes);
    }

    fn undo_write(&mut self, write: io::Error) -> StorageError {
        let position = self.size_bytes;
        let path = self.log_path();
        let cut = self.file().map(|file| file.set_len(position));
        match cut {
            Ok(Ok(())) => failed_at("writing", &path, position)(write),
            Ok(Err(cut)) => {
                self.tail = Tail::Torn;
                StorageError::CutBack { path, position, write, cut }
            }
            Err(error) => error,
        }
    }

    /// Whether `header` must go to a new segment. Source: Kafka's LogSegment.shouldRoll.
    pub(crate) fn must_roll(
        &mut self,
        header: &BatchHeader,
        config: &LogConfig,
        now_ms: i64,
    ) -> Result<bool, StorageError> {
        let batch_bytes = header.size_bytes() as u64;
        if !self.can_hold(header.last_offset()) {
            return Ok(true);
        }
        if self.size_bytes == 0 {
            return Ok(false);
        }
        let full = self.size_bytes + batch_bytes > u64::from(config.segment_bytes)
            || self.offset_index.is_full(config.segment_index_bytes)
            || self.time_index.is_full(config.segment_index_bytes);
        Ok(full
            || self.age_ms(header.max_timestamp, now_ms)? > config.segment_ms.saturating_sub(self.jitter_ms(config)))
    }

    /// By the records' own time; by the broker's where they have none.
    fn age_ms(&mut self, timestamp: i64, now_ms: i64) -> Result<i64, StorageError> {
        let first = match self.first_timestamp {
            Some(first) => first,
            None => *self.first_timestamp.insert(self.first_timestamp()?),
        };
        Ok(if first >= 0 { timestamp.saturating_sub(first) } else { now_ms.saturating_sub(self.created_ms) })
    }

    /// Spreads the rolls of many segments over `segment.jitter.ms`, the same on every run.
    fn jitter_ms(&self, config: &LogConfig) -> i64 {
        let limit = config.segment_jitter_ms.min(config.segment_ms);
        if limit <= 0 {
            return 0;
        }
        let name = self.folder.file_name().map_or(&b""[..], |name| name.as_encoded_bytes());
        let bytes = name.iter().copied().chain(self.base_offset.to_be_bytes());
        let hash =
            bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
        (hash % limit.unsigned_abs()) as i64
    }

    /// Completes the indexes and the log file's size; before the segment stops being the active one, and at close.
    pub(crate) fn complete(&mut self, config: &LogConfig) -> Result<(), StorageError> {
        match self.complete_indexes() {
            Err(error) if error.is_of_missing_file() => {
                // Somebody has removed it; the batches say the same.
                self.collect_indexes(config)?;
                self.complete_indexes()?;
            }
            completed => completed?,
        }
        // Also gives back blocks that were reserved.
        self.cut_file_to(self.size_bytes)?;
        self.tail = Tail::Clean;
        self.indexes_synced = false;
        Ok(())
    }

    fn complete_indexes(&mut self) -> Result<(), StorageError> {
        if let Some(largest) = self.largest {
            self.time_index.append(largest);
        }
        self.offset_index.file.complete()?;
        self.time_index.file.complete()
    }

    /// `complete`, unless nothing has changed since the last time.
    pub(crate) fn complete_if_changed(&mut self, config: &LogConfig) -> Result<(), StorageError> {
        if self.indexes_synced && self.tail == Tail::Clean { Ok(()) } else { self.complete(config) }
    }

    /// Cuts the segment before the batch at `position`; that and all later batches end at `offset` or later.
    pub(crate) fn truncate(&mut self, position: u64, offset: i64) -> Result<(), StorageError> {
        // The indexes first: they must never reach beyond the log.
        self.offset_index.truncate_to(offset)?;
        self.time_index.truncate_to(offset)?;
        self.cut_file_to(position)?;
        self.tail = Tail::Clean;
        self.size_bytes = position;
        self.synced_bytes = self.synced_bytes.min(position);
        self.journalled_bytes = self.journalled_bytes.min(position);
        self.indexes_synced = false;
        if position == 0 {
            self.first_timestamp = None;
        }
        self.load_end().map(|_| ())
    }

    /// Cuts only the log file; recovery then makes new indexes.
    pub(crate) fn cut_file_to(&self, size_bytes: u64) -> Result<(), StorageError> {
        let cut = self.file()?.set_len(size_bytes);
        cut.map_err(|error| failed_at("cutting", &self.log_path(), size_bytes)(error))
    }

    /// Before they are made anew from the batches.
    pub(crate) fn forget_indexes(&mut self) {
        self.offset_index = OffsetIndex::new(Arc::clone(&self.folder), self.base_offset);
        self.time_index = TimeIndex::new(Arc::clone(&self.folder), self.base_offset);
        self.largest = None;
    }

    /// Whether indexes, which count from the base offset, can name `offset`.
    pub(crate) fn can_hold(&self, offset: i64) -> bool {
        i32::try_from(offset.wrapping_sub(self.base_offset)).is_ok_and(|relative| relative >= 0)
    }

    pub(crate) fn remove_files(&mut self) -> Result<(), StorageError> {
        self.offset_index.file.remove()?;
        self.time_index.file.remove()?;
        let transaction_index = file_names::path(&self.folder, self.base_offset, file_names::TRANSACTION_INDEX);
        atomic_file::remove(self.folder.disk(), &transaction_index)?;
        atomic_file::remove(self.folder.disk(), &self.log_path())
    }
}

/// Index entries for a batch at `position`: after more than an interval of bytes since the last entry.
pub(crate) fn note_batch(
    (offset_index, time_index): (&mut OffsetIndex, &mut TimeIndex),
    largest: &mut Option<TimeEntry>,
    header: &BatchHeader,
    position: u64,
    index_interval_bytes: u32,
) {
    if header.max_timestamp > largest.map_or(NO_TIMESTAMP, |largest| largest.timestamp) {
        *largest = Some(TimeEntry { timestamp: header.max_timestamp, offset: header.last_offset() });
    }
    let last_position = offset_index.last().map_or(0, |last| last.position);
    if position.saturating_sub(last_position) > u64::from(index_interval_bytes) {
        offset_index.append(OffsetEntry { offset: header.last_offset(), position });
        if let Some(largest) = *largest {
            time_index.append(largest);
        }
    }
}
