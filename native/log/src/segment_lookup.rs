//! Finding batches in a segment: by offset, by timestamp, or one after the other.
//!
//! Called by the log's reads. Invariant: indexes only shorten the way. An index entry that leads to no batch
//! of its offset is ignored, and the file is walked from its start.

use crate::batch_scan::{BatchScan, CONTENT_CHUNK_BYTES, HEADER_CHUNK_BYTES, ScanError};
use crate::error::StorageError;
use crate::offset_index::OffsetEntry;
use crate::position::LogPosition;
use crate::segment::Segment;
use crate::time_index::{NO_TIMESTAMP, TimeEntry};
use std::ops::ControlFlow;
use wire::record_batch::BatchHeader;

/// A batch's header and its position in the file.
pub(crate) type FoundBatch = (BatchHeader, u64);

impl Segment {
    /// The first batch that reaches `offset`.
    pub(crate) fn find(&self, offset: i64) -> Result<Option<FoundBatch>, StorageError> {
        self.look_for(offset).map_err(|error| error.into_storage(self.log_path()))
    }

    pub(crate) fn look_for(&self, offset: i64) -> Result<Option<FoundBatch>, ScanError> {
        let entry = unless_missing(self.offset_index.lookup(offset)).map_err(ScanError::Storage)?;
        if let Some(entry) = entry
            && let Ok(found) = self.find_from(Some(entry), offset)
        {
            return Ok(found);
        }
        self.find_from(None, offset)
    }

    fn find_from(&self, entry: Option<OffsetEntry>, offset: i64) -> Result<Option<FoundBatch>, ScanError> {
        let path = || self.log_path();
        let file = self.file().map_err(ScanError::Storage)?;
        let start = entry.map_or(0, |entry| entry.position);
        let leads_elsewhere =
            |position| Err(ScanError::Bad { position, reason: "the index leads elsewhere".to_owned() });
        if entry.is_some() && start >= self.size_bytes {
            return leads_elsewhere(start);
        }
        let mut scan = BatchScan::new(&file, &path, (start, self.size_bytes), self.base_offset, HEADER_CHUNK_BYTES);
        while let Some((header, position)) = scan.next_header()? {
            if position == start && entry.is_some_and(|entry| header.base_offset > entry.offset) {
                return leads_elsewhere(position);
            }
            if header.last_offset() >= offset {
                return Ok(Some((header, position)));
            }
        }
        Ok(None)
    }

    /// Hands the batches from the one at `position` on to `visit` until it returns something.
    pub(crate) fn headers_from<T>(
        &self,
        position: u64,
        mut visit: impl FnMut(&BatchHeader, u64) -> Option<T>,
    ) -> Result<Option<T>, StorageError> {
        if position >= self.size_bytes {
            return Ok(None);
        }
        let path = || self.log_path();
        let range = (position, self.size_bytes);
        let file = self.file()?;
        let mut scan = BatchScan::new(&file, &path, range, self.base_offset, HEADER_CHUNK_BYTES);
        while let Some((header, position)) = scan.next_header().map_err(|error| error.into_storage(self.log_path()))? {
            if let Some(found) = visit(&header, position) {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// As `Log::for_each_batch`, of this segment from the batch that holds `from_offset` on; all of it without.
    pub(crate) fn for_each_batch(
        &self,
        from_offset: Option<i64>,
        f: &mut dyn FnMut(&BatchHeader, LogPosition) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, StorageError> {
        let position = match from_offset {
            Some(offset) => self.find(offset)?.map_or(self.size_bytes, |(_, position)| position),
            None => 0,
        };
        let stopped = self.headers_from(position, |header, position| {
            let segment_base_offset = self.base_offset;
            let place = LogPosition { offset: header.base_offset, segment_base_offset, position };
            f(header, place).is_break().then_some(ControlFlow::Break(()))
        })?;
        Ok(stopped.unwrap_or(ControlFlow::Continue(())))
    }

    /// As `Log::check_batches`, of this segment from `position` on.
    pub(crate) fn check_batches(
        &self,
        position: u64,
        mut judge: impl FnMut(&BatchHeader, &[u8]) -> Result<(), String>,
    ) -> Result<(), ScanError> {
        if position >= self.size_bytes {
            return Ok(());
        }
        let path = || self.log_path();
        let file = self.file().map_err(ScanError::Storage)?;
        let range = (position, self.size_bytes);
        let mut scan = BatchScan::new(&file, &path, range, self.base_offset, CONTENT_CHUNK_BYTES);
        while let Some((header, position)) = scan.next_checked()? {
            let judged = judge(&header, scan.contents(&header, position)?);
            judged.map_err(|reason| ScanError::Bad { position, reason })?;
        }
        Ok(())
    }

    pub(crate) fn header_at(&self, position: u64) -> Result<Option<BatchHeader>, StorageError> {
        self.headers_from(position, |header, _| Some(*header))
    }

    /// Sets the largest timestamp and returns the offset after the last batch. The indexes say both up to the
    /// last offset entry, so only the headers from there on are read.
    pub(crate) fn load_end(&mut self) -> Result<i64, StorageError> {
        let start = self.offset_index.last().map_or(0, |entry| entry.position);
        let mut next_offset = self.base_offset;
        let mut largest = self.time_index.last();
        self.headers_from(start, |header, _| {
            next_offset = header.last_offset() + 1;
            if header.max_timestamp > largest.map_or(NO_TIMESTAMP, |largest| largest.timestamp) {
                largest = Some(TimeEntry { timestamp: header.max_timestamp, offset: header.last_offset() });
            }
            None::<()>
        })?;
        self.largest = largest;
        Ok(next_offset)
    }

    /// The timestamp of the first batch; -1 when it has none or there is no batch.
    pub(crate) fn first_timestamp(&self) -> Result<i64, StorageError> {
        Ok(self.header_at(0)?.map_or(NO_TIMESTAMP, |header| header.max_timestamp))
    }

    /// Where to begin looking for a record of at least `timestamp` at `offset` or later.
    pub(crate) fn position_before(&self, timestamp: i64, offset: i64) -> Result<u64, StorageError> {
        let entry = unless_missing(self.time_index.lookup_before(timestamp))?;
        let offset = entry.map_or(offset, |entry| entry.offset.max(offset));
        Ok(self.find(offset)?.map_or(self.size_bytes, |(_, position)| position))
    }
}

/// An index whose file somebody has removed shortens no way.
fn unless_missing<T>(entry: Result<Option<T>, StorageError>) -> Result<Option<T>, StorageError> {
    match entry {
        Err(error) if error.is_of_missing_file() => Ok(None),
        entry => entry,
    }
}
