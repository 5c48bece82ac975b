//! Finding records by their timestamp, for ListOffsets.
//!
//! Called by the partition. Invariant: answers name a record at or after the log start; whether clients may
//! see it yet is the partition's to judge. Source: Kafka's UnifiedLog.fetchOffsetByTimestamp.

use crate::batch_scan::{BatchScan, HEADER_CHUNK_BYTES, ScanError};
use crate::error::StorageError;
use crate::log::Log;
use crate::position::TimestampOffset;
use crate::segment::Segment;
use crate::time_index::TimeEntry;
use std::ops::ControlFlow;
use wire::record_batch::{BatchHeader, for_each_timestamp};

impl Log {
    /// The first record at or after the log start with a timestamp of at least `timestamp_ms`.
    pub fn offset_for_timestamp(&self, timestamp_ms: i64) -> Result<Option<TimestampOffset>, StorageError> {
        for segment in self.segments_from(self.log_start_offset) {
            if segment.largest.is_none_or(|largest| largest.timestamp < timestamp_ms) {
                continue;
            }
            let position = segment.position_before(timestamp_ms, self.log_start_offset)?;
            if let Some(found) = segment.first_record(position, timestamp_ms, self.log_start_offset)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// The first record that carries the largest timestamp; `None` when no record has one.
    pub fn max_timestamp(&self) -> Result<Option<TimestampOffset>, StorageError> {
        let mut best: Option<(TimeEntry, &Segment)> = None;
        for segment in self.segments_from(self.log_start_offset) {
            if let Some(largest) = segment.largest
                && best.is_none_or(|(best, _)| best.timestamp < largest.timestamp)
            {
                best = Some((largest, segment));
            }
        }
        let Some((largest, segment)) = best else {
            return Ok(None);
        };
        let position = segment.find(largest.offset)?.map_or(0, |(_, position)| position);
        segment.first_record(position, largest.timestamp, 0)
    }
}

impl Segment {
    /// The first record from the batch at `position` on with at least this timestamp and offset.
    fn first_record(
        &self,
        position: u64,
        timestamp: i64,
        offset: i64,
    ) -> Result<Option<TimestampOffset>, StorageError> {
        if position >= self.size_bytes {
            return Ok(None);
        }
        let path = || self.log_path();
        let range = (position, self.size_bytes);
        let file = self.file()?;
        let mut scan = BatchScan::new(&file, &path, range, self.base_offset, HEADER_CHUNK_BYTES);
        first_record(&mut scan, timestamp, offset).map_err(|error| error.into_storage(self.log_path()))
    }
}

fn first_record(scan: &mut BatchScan<'_>, timestamp: i64, offset: i64) -> Result<Option<TimestampOffset>, ScanError> {
    while let Some((header, position)) = scan.next_header()? {
        if header.max_timestamp < timestamp || header.last_offset() < offset {
            continue;
        }
        let found = record_in_batch(scan.unchecked_contents(&header, position)?, &header, timestamp, offset);
        match found {
            Ok(None) => {}
            Ok(found) => return Ok(found),
            Err(reason) => return Err(ScanError::Bad { position, reason }),
        }
    }
    Ok(None)
}

/// The first record of one batch with at least this timestamp and offset; why it cannot be said, if so.
fn record_in_batch(
    batch: &[u8],
    header: &BatchHeader,
    timestamp: i64,
    offset: i64,
) -> Result<Option<TimestampOffset>, String> {
    let mut found = None;
    let visited = for_each_timestamp(batch, |offset_delta, timestamp_delta| {
        let record_timestamp = header.timestamp_of(timestamp_delta);
        let record_offset = header.base_offset + i64::from(offset_delta);
        if record_timestamp < timestamp || record_offset < offset {
            return ControlFlow::Continue(());
        }
        let leader_epoch = header.partition_leader_epoch;
        found = Some(TimestampOffset { timestamp: record_timestamp, offset: record_offset, leader_epoch });
        ControlFlow::Break(())
    });
    visited.map(|()| found).map_err(|error| error.to_string())
}
