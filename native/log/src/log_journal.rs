//! The end of a log that a journal may bring to the disk in place of a flush of the log's own files:
//! `unflushed_tail` (mutex), `UnflushedTail::put_into` (none), `finish_journalled` (mutex).
//!
//! Invariant: what is journalled adjoins what is flushed, so that the segment's own file and the journal hold everything
//! below `durable_offset`; the recovery point is moved by flushes alone.

use crate::error::StorageError;
use crate::journal_round::{Place, Round};
use crate::log::Log;
use crate::position::LogPosition;
use crate::storage::{Folder, OpenFile};
use std::sync::Arc;
use wire::Uuid;

/// Bytes of the active segment that neither a flush nor the journal has covered.
pub struct UnflushedTail {
    folder: Arc<Folder>,
    topic_id: Uuid,
    file: Arc<OpenFile>,
    position: u64,
    length: u32,
    end: LogPosition,
    truncation_count: u32,
}

impl UnflushedTail {
    /// Where the log ends once this is on the disk.
    pub fn end(&self) -> LogPosition {
        self.end
    }

    /// Reads the bytes into the round. An error leaves the round as it was.
    pub fn put_into(&self, round: &mut Round) -> std::io::Result<()> {
        let name = self.folder.file_name().and_then(|name| name.to_str()).ok_or(std::io::ErrorKind::InvalidInput)?;
        let place = Place {
            topic_id: self.topic_id,
            folder_name: name,
            segment_base_offset: self.end.segment_base_offset,
            position: self.position,
        };
        round.add(&place, self.length, |bytes| self.file.read_exact_at(bytes, self.position))
    }
}

impl Log {
    /// `None`: the log has to be flushed itself, because more than so many bytes at the end of one known file are not on
    /// the disk, or nothing is missing there.
    pub fn unflushed_tail(&mut self, bytes_max: u32) -> Result<Option<UnflushedTail>, StorageError> {
        let [older @ .., active] = self.segments.as_slice() else { return Ok(None) };
        // New names are flushed with everything before them, so they say whether older segments are on the disk.
        let older_are_flushed = older.last().is_none_or(|rolled| rolled.synced_bytes >= rolled.size_bytes);
        if !self.has_flushed_metadata() || !older_are_flushed || self.topic_id == Uuid::ZERO {
            return Ok(None);
        }
        let position = active.synced_bytes.max(active.journalled_bytes);
        let length = u32::try_from(active.size_bytes.saturating_sub(position)).unwrap_or(u32::MAX);
        if length == 0 || length > bytes_max {
            return Ok(None);
        }
        Ok(Some(UnflushedTail {
            folder: Arc::clone(&self.folder),
            topic_id: self.topic_id,
            file: active.file()?,
            position,
            length,
            end: self.end_position(),
            truncation_count: self.truncation_count,
        }))
    }

    /// The round that holds the tail is on the disk.
    pub fn finish_journalled(&mut self, tail: &UnflushedTail) {
        if tail.truncation_count != self.truncation_count {
            return;
        }
        self.journalled_offset = self.journalled_offset.max(tail.end.offset);
        let found = self.segments.iter_mut().rev().find(|segment| segment.base_offset == tail.end.segment_base_offset);
        if let Some(segment) = found {
            segment.journalled_bytes = segment.journalled_bytes.max(tail.end.position);
        }
    }

    /// Everything below this offset is on the disk, in the log's files or in the journal.
    pub fn durable_offset(&self) -> i64 {
        self.recovery_point().max(self.journalled_offset)
    }
}
