//! Reading a log: from an offset to bytes of a file.
//!
//! Called by the partition for fetches, replicas and its own scans. Nothing is copied here: a read returns
//! a region of a segment file. Invariant: a region begins at a batch and never reaches beyond the given end.

use crate::batch_scan::ScanError;
use crate::error::{ReadError, StorageError};
use crate::log::Log;
use crate::position::{FileSlice, LogPosition};
use crate::segment::Segment;
use std::ops::ControlFlow;
use wire::record_batch::BatchHeader;

/// Where recent reads ended, as that is where their readers go on. Positions stay true until the log is cut.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ReadCache {
    places: [Option<LogPosition>; 4],
    next: u8,
}

impl ReadCache {
    fn get(&self, offset: i64) -> Option<LogPosition> {
        self.places.iter().flatten().find(|place| place.offset == offset).copied()
    }

    fn insert(&mut self, place: LogPosition) {
        if self.get(place.offset).is_some() {
            return;
        }
        if let Some(slot) = self.places.get_mut(usize::from(self.next)) {
            *slot = Some(place);
        }
        self.next = (self.next + 1) % self.places.len() as u8;
    }
}

impl Log {
    /// The bytes that answer a fetch at `offset`: from the start of the batch that holds it, at most
    /// `max_bytes`, to `end` or the end of that segment. The last batch may be cut in the middle, as Kafka
    /// does, but never the first: if it is larger it comes whole with `at_least_one_batch`, and else not at all
    /// (a consumer takes a reply without one whole batch for an error).
    ///
    /// `None`: there is nothing to give at or after `offset` before `end` (also when `offset` is the log end).
    pub fn read(
        &self,
        offset: i64,
        max_bytes: usize,
        end: LogPosition,
        at_least_one_batch: bool,
    ) -> Result<Option<FileSlice>, ReadError> {
        let start = self.position_of(offset)?;
        let Some(segment) = self.segment(start.segment_base_offset) else {
            return Ok(None);
        };
        let limit = match end.segment_base_offset {
            base if base > segment.base_offset => segment.size_bytes,
            base if base == segment.base_offset => end.position.min(segment.size_bytes),
            _ => return Ok(None),
        };
        let Some(available) = limit.checked_sub(start.position).filter(|bytes| *bytes > 0) else {
            return Ok(None);
        };
        let mut length = available.min(max_bytes as u64).min(u64::from(u32::MAX));
        if length < available {
            let first = segment.header_at(start.position)?.map_or(0, |header| header.size_bytes() as u64);
            if length < first {
                length = if at_least_one_batch { first.min(available) } else { 0 };
            }
        }
        if length == available && end.segment_base_offset == segment.base_offset {
            self.remember(end);
        }
        let file = segment.file()?;
        Ok((length > 0).then_some(FileSlice { file, position: start.position, length: length as u32, start }))
    }

    /// The start of the batch that holds `offset`, or of the first one after it; the end position at the log end.
    pub fn position_of(&self, offset: i64) -> Result<LogPosition, ReadError> {
        if offset == self.log_end_offset {
            return Ok(self.end_position());
        }
        if offset < self.log_start_offset || offset > self.log_end_offset {
            let (log_start_offset, log_end_offset) = (self.log_start_offset, self.log_end_offset);
            return Err(ReadError::OutOfRange { offset, log_start_offset, log_end_offset });
        }
        if let Some(place) = self.recent_place(offset) {
            return Ok(place);
        }
        let place = self.find(offset)?.unwrap_or_else(|| LogPosition { offset, ..self.end_position() });
        self.remember(place);
        Ok(place)
    }

    /// As in Apache Kafka, what a file has lost at its end is passed over, as if it had never been written.
    fn find(&self, offset: i64) -> Result<Option<LogPosition>, StorageError> {
        for segment in self.segments_from(offset) {
            match segment.look_for(offset) {
                Ok(Some((_, position))) => {
                    return Ok(Some(LogPosition { offset, segment_base_offset: segment.base_offset, position }));
                }
                Ok(None) => {}
                Err(cut @ ScanError::Cut { .. }) => {
                    self.passed_over.replace(Some(Box::new(cut.into_storage(segment.log_path()))));
                }
                Err(error) => return Err(error.into_storage(segment.log_path())),
            }
        }
        Ok(None)
    }

    /// The damage that a read has passed over since this was last asked.
    pub fn take_passed_over(&self) -> Option<StorageError> {
        self.passed_over.take().map(|damage| *damage)
    }

    /// A remembered place, moved on when its segment was rolled behind it.
    fn recent_place(&self, offset: i64) -> Option<LogPosition> {
        let place = self.recent_reads.get().get(offset)?;
        let segment = self.segment(place.segment_base_offset)?;
        (place.position < segment.size_bytes).then_some(place)
    }

    fn remember(&self, place: LogPosition) {
        let mut recent = self.recent_reads.get();
        recent.insert(place);
        self.recent_reads.set(recent);
    }

    pub(crate) fn segment(&self, base_offset: i64) -> Option<&Segment> {
        if let Some(active) = self.segments.last().filter(|active| active.base_offset == base_offset) {
            return Some(active);
        }
        let found = self.segments.binary_search_by_key(&base_offset, |segment| segment.base_offset);
        self.segments.get(found.ok()?)
    }

    /// The segment that should hold `offset`, and all later ones.
    pub(crate) fn segments_from(&self, offset: i64) -> &[Segment] {
        let after = self.segments.partition_point(|segment| segment.base_offset <= offset);
        self.segments.get(after.saturating_sub(1)..).unwrap_or_default()
    }

    /// Reads every batch from the one that holds `from_offset` on whole and checks its CRC. `judge` may find more that is
    /// wrong with one. Nothing is passed over: damage of any kind is an error.
    pub fn check_batches(
        &self,
        from_offset: i64,
        mut judge: impl FnMut(&BatchHeader, &[u8]) -> Result<(), String>,
    ) -> Result<(), StorageError> {
        let mut start = Some(from_offset);
        for segment in self.segments_from(from_offset) {
            let position = match start.take() {
                Some(offset) => segment.find(offset)?.map_or(segment.size_bytes, |(_, position)| position),
                None => 0,
            };
            segment.check_batches(position, &mut judge).map_err(|error| error.into_storage(segment.log_path()))?;
        }
        Ok(())
    }

    /// Hands every batch from the one that holds `from_offset` on to `f`, until it breaks. Only headers are read. Damage in
    /// a segment hides the rest of that segment, and is passed over as by reads.
    pub fn for_each_batch(
        &self,
        from_offset: i64,
        f: &mut dyn FnMut(&BatchHeader, LogPosition) -> ControlFlow<()>,
    ) -> Result<(), StorageError> {
        let mut start = Some(from_offset);
        for segment in self.segments_from(from_offset) {
            match segment.for_each_batch(start.take(), f) {
                Err(damage @ StorageError::Corrupt { .. }) => {
                    self.passed_over.replace(Some(Box::new(damage)));
                }
                visited => {
                    if visited?.is_break() {
                        break;
                    }
                }
            }
        }
        Ok(())
    }
}
