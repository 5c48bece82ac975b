//! The second pass: a group of segments without what has been superseded, as one segment.
//!
//! Invariant: batches come in their order and with their offsets; those that nothing is taken from are copied byte by
//! byte. Memory is one chunk of input, one chunk of output and the largest batch.
//! Source: Kafka's Cleaner.cleanSegments and cleanInto.

use super::fate::{Fate, FateRules, LastRecords};
use super::writer::SegmentWriter;
use super::{CleanError, CleanedSegment, Cleaning, CleaningStats, OffsetMap, Pace, Pacer, PassedTransactions};
use super::{SourceSegment, scan_failed, unreadable};
use crate::batch_scan::BatchScan;
use crate::error::failed;
use std::ops::Range;
use std::time::SystemTime;
use wire::record_batch::{BatchHeader, Chosen, write_chosen, write_empty};

/// What is carried from group to group.
pub struct CopyPass<'a> {
    pub cleaning: &'a Cleaning,
    pub map: &'a OffsetMap,
    pub transactions: &'a mut PassedTransactions,
    pub chunk_bytes: usize,
    pub stats: &'a mut CleaningStats,
}

impl CopyPass<'_> {
    /// The group as one segment, on the disk in `.cleaned` files.
    pub fn copy_group(
        &mut self,
        group: &Range<usize>,
        last_records: &LastRecords,
        pace: Pace<'_>,
    ) -> Result<CleanedSegment, CleanError> {
        let cleaning = self.cleaning;
        let rules = FateRules {
            map: self.map,
            last_records,
            first_uncleanable_offset: cleaning.first_uncleanable_offset,
            now_ms: cleaning.now_ms,
            delete_retention_ms: cleaning.delete_retention_ms,
        };
        let replaces = cleaning.base_offsets(group);
        let writer = SegmentWriter::create(&cleaning.folder, replaces, cleaning.truncation_count, &cleaning.config)?;
        let pacer = Pacer::new(pace, self.chunk_bytes);
        let mut copy = GroupCopy { rules, writer, pacer, chosen: Chosen::default() };
        let mut modified = SystemTime::UNIX_EPOCH;
        for segment in cleaning.segments.get(group.clone()).unwrap_or_default() {
            modified = self.copy_segment(segment, &mut copy)?;
        }
        copy.write_pending(self.stats)?;
        copy.pacer.settle()?;
        Ok(copy.writer.finish(modified)?)
    }

    /// When the segment was last written to.
    fn copy_segment(
        &mut self,
        segment: &SourceSegment,
        copy: &mut GroupCopy<'_, '_>,
    ) -> Result<SystemTime, CleanError> {
        let log_path = self.cleaning.log_path(segment);
        let path = || log_path.clone();
        let file = self.cleaning.folder.disk().open_read_only(&log_path).map_err(failed("opening", &log_path))?;
        let range = (0, segment.size_bytes);
        let mut scan = BatchScan::new(&file, &path, range, segment.base_offset, self.chunk_bytes);
        loop {
            let offset = scan.next_offset();
            let Some((header, position)) = scan.next_checked().map_err(|error| scan_failed(error, path(), offset))?
            else {
                break;
            };
            let batch = scan.contents(&header, position).map_err(|error| scan_failed(error, path(), offset))?;
            let copied = copy.batch(&header, batch, self.transactions, self.stats);
            copied.map_err(|reason| unreadable(path(), position, header.base_offset, &reason))?;
            copy.pacer.pass(batch.len())?;
            if copy.writer.pending_bytes() >= self.chunk_bytes {
                copy.write_pending(self.stats)?;
            }
        }
        let facts = self.cleaning.folder.disk().facts(&log_path);
        Ok(facts.map_err(failed("asking for the time of", &log_path))?.modified)
    }
}

/// One group on its way.
struct GroupCopy<'a, 'p> {
    rules: FateRules<'a>,
    writer: SegmentWriter,
    pacer: Pacer<'p>,
    chosen: Chosen,
}

impl GroupCopy<'_, '_> {
    /// Why the batch cannot be read or written again, if so.
    fn batch(
        &mut self,
        header: &BatchHeader,
        batch: &[u8],
        transactions: &mut PassedTransactions,
        stats: &mut CleaningStats,
    ) -> Result<(), String> {
        let (fate, findings) = self.rules.decide(header, batch, transactions, &mut self.chosen)?;
        if let Some(aborted) = findings.aborted {
            self.writer.note_aborted(aborted);
        }
        stats.bytes_read += batch.len() as u64;
        stats.records_read += u64::try_from(header.record_count).unwrap_or(0);
        stats.records_without_key += findings.records_without_key;
        let output = self.writer.pending();
        let start = output.len();
        match fate {
            Fate::Goes => return Ok(()),
            Fate::StaysEmpty => write_empty(header, output),
            Fate::StaysWhole => output.extend_from_slice(batch),
            Fate::StaysInPart { delete_horizon_ms } => {
                write_chosen(batch, header, &self.chosen, delete_horizon_ms, output)
                    .map_err(|error| error.to_string())?;
            }
        }
        stats.records_kept += u64::try_from(self.chosen.records_kept).unwrap_or(0);
        let written = output.get(start..).unwrap_or_default();
        let written = BatchHeader::parse(written).map_err(|error| error.to_string())?;
        self.writer.note(&written).map_err(|error| error.to_string())
    }

    fn write_pending(&mut self, stats: &mut CleaningStats) -> Result<(), CleanError> {
        let written_bytes = self.writer.write_pending()?;
        stats.bytes_written += written_bytes as u64;
        self.pacer.pass(written_bytes)
    }
}
