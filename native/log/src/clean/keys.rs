//! The first pass: last offset of every key in the dirty part of the log.
//!
//! Invariant: when it ends, every record of the dirty part up to the map's latest offset is in the map, but for those
//! of aborted transactions. It ends early when the map is full. Source: Kafka's Cleaner.buildOffsetMap.

use super::{CleanError, Cleaning, CleaningStats, OffsetMap, Pace, Pacer, PassedTransactions, SourceSegment};
use super::{scan_failed, unreadable};
use crate::batch_scan::BatchScan;
use crate::error::{StorageError, failed};
use crate::transaction_index::AbortedTransaction;
use std::ops::ControlFlow;
use wire::record_batch::{BatchHeader, for_each_record};

impl Cleaning {
    /// Fills `map`; the offset up to which the log can be cleaned with it. `aborted` are the transactions that were
    /// aborted in the log; those that ended before the dirty part mean nothing in it.
    pub fn index_keys(
        &self,
        map: &mut OffsetMap,
        aborted: &[AbortedTransaction],
        chunk_bytes: usize,
        stats: &mut CleaningStats,
        pace: Pace<'_>,
    ) -> Result<i64, CleanError> {
        map.clear();
        let mut pacer = Pacer::new(pace, chunk_bytes);
        let dirty = aborted.iter().filter(|transaction| transaction.last_offset >= self.first_dirty_offset);
        let mut transactions = PassedTransactions::new(dirty.copied().collect());
        let first = self.segments.partition_point(|segment| segment.end_offset <= self.first_dirty_offset);
        let mut position = self.first_dirty_position;
        for segment in self.segments.iter().skip(first) {
            let mut pass = KeyPass { cleaning: self, map, transactions: &mut transactions, stats, pacer: &mut pacer };
            if pass.segment(segment, std::mem::take(&mut position), chunk_bytes)?.is_break() {
                return self.end_of(map);
            }
            // Offsets at the segment's end may be gone.
            map.latest_offset = map.latest_offset.max(segment.end_offset.min(self.first_uncleanable_offset) - 1);
        }
        pacer.settle()?;
        self.end_of(map)
    }

    fn end_of(&self, map: &OffsetMap) -> Result<i64, CleanError> {
        if map.latest_offset >= self.first_dirty_offset {
            return Ok(map.latest_offset + 1);
        }
        let path = self.folder.to_path_buf();
        let reason = format!(
            "the batch at offset {} has more keys than fit into the cleaner's memory, {}",
            self.first_dirty_offset,
            map.len()
        );
        let advice = "this log is not cleaned any more; raise log.cleaner.dedupe.buffer.size and restart the broker";
        Err(StorageError::Corrupt { path, position: self.first_dirty_position, reason, advice }.into())
    }
}

struct KeyPass<'a, 'p> {
    cleaning: &'a Cleaning,
    map: &'a mut OffsetMap,
    transactions: &'a mut PassedTransactions,
    stats: &'a mut CleaningStats,
    pacer: &'a mut Pacer<'p>,
}

impl KeyPass<'_, '_> {
    /// Breaks when the map is full.
    fn segment(
        &mut self,
        segment: &SourceSegment,
        position: u64,
        chunk_bytes: usize,
    ) -> Result<ControlFlow<()>, CleanError> {
        if position >= segment.size_bytes {
            return Ok(ControlFlow::Continue(()));
        }
        let log_path = self.cleaning.log_path(segment);
        let path = || log_path.clone();
        let file = self.cleaning.folder.disk().open_read_only(&log_path).map_err(failed("opening", &log_path))?;
        let range = (position, segment.size_bytes);
        let mut scan = BatchScan::new(&file, &path, range, segment.base_offset, chunk_bytes);
        loop {
            let offset = scan.next_offset();
            let Some((header, position)) = scan.next_checked().map_err(|error| scan_failed(error, path(), offset))?
            else {
                return Ok(ControlFlow::Continue(()));
            };
            let batch = scan.contents(&header, position).map_err(|error| scan_failed(error, path(), offset))?;
            let taken = self.batch(&header, batch);
            if taken.map_err(|reason| unreadable(path(), position, header.base_offset, &reason))?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
            self.stats.bytes_indexed += batch.len() as u64;
            self.pacer.pass(batch.len())?;
        }
    }

    fn batch(&mut self, header: &BatchHeader, batch: &[u8]) -> Result<ControlFlow<()>, String> {
        if header.is_control() {
            self.transactions.pass_control(header, batch);
        } else if !self.transactions.pass_data(header) {
            let first_dirty_offset = self.cleaning.first_dirty_offset;
            let mut flow = ControlFlow::Continue(());
            for_each_record(batch, |record| {
                let offset = header.base_offset + i64::from(record.offset_delta);
                if let Some(key) = record.key
                    && offset >= first_dirty_offset
                    && self.map.put(key, offset).is_err()
                {
                    flow = ControlFlow::Break(());
                }
                flow
            })
            .map_err(|error| error.to_string())?;
            if flow.is_break() {
                return Ok(flow);
            }
        }
        if header.last_offset() >= self.cleaning.first_dirty_offset {
            self.map.latest_offset = self.map.latest_offset.max(header.last_offset());
        }
        Ok(ControlFlow::Continue(()))
    }
}
