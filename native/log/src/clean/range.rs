//! Which part of a log is dirty, which of that may be cleaned now, and how urgent it is.
//!
//! ```text
//!   log start      first dirty offset       first uncleanable offset      active segment
//!   | clean bytes  | cleanable bytes        | too young or not stable     | ...
//! ```
//! Called by the partition for every look for work. Invariant: the first uncleanable offset begins a segment.
//! Source: Kafka's LogCleanerManager.cleanableOffsets, maxCompactionDelay and LogToClean.

use super::{Cleaning, SourceSegment};
use crate::error::StorageError;
use crate::log::Log;
use crate::segment::Segment;
use std::sync::Arc;

/// The topic's configs that decide when and what is cleaned. Times in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CleaningRules {
    /// `min.cleanable.dirty.ratio`
    pub min_cleanable_ratio: f64,
    /// `min.compaction.lag.ms`: segments with younger records stay as they are.
    pub min_compaction_lag_ms: i64,
    /// `max.compaction.lag.ms`: a dirty record this old makes the cleaning overdue, however clean the rest is.
    pub max_compaction_lag_ms: i64,
    /// `delete.retention.ms`: how long tombstones and markers stay after the first cleaning that met them.
    pub delete_retention_ms: i64,
}

impl Default for CleaningRules {
    /// Kafka's defaults.
    fn default() -> Self {
        Self {
            min_cleanable_ratio: 0.5,
            min_compaction_lag_ms: 0,
            max_compaction_lag_ms: i64::MAX,
            delete_retention_ms: 24 * 60 * 60 * 1000,
        }
    }
}

/// How dirty a log is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cleanable {
    pub first_dirty_offset: i64,
    pub first_uncleanable_offset: i64,
    pub clean_bytes: u64,
    pub cleanable_bytes: u64,
    /// A dirty record has waited for `max.compaction.lag.ms`.
    pub is_overdue: bool,
    /// The checkpoint did not belong to this log and is to be replaced by the first dirty offset.
    pub resets_checkpoint: bool,
}

impl Cleanable {
    /// The cleanable part of what a cleaning would read; 0 for an empty log.
    pub fn ratio(&self) -> f64 {
        let total = self.clean_bytes + self.cleanable_bytes;
        if total == 0 { 0.0 } else { self.cleanable_bytes as f64 / total as f64 }
    }

    pub fn is_due(&self, rules: &CleaningRules) -> bool {
        (self.is_overdue && self.cleanable_bytes > 0) || self.ratio() > rules.min_cleanable_ratio
    }
}

impl Log {
    /// `checkpoint` is where the last cleaning ended. Nothing at or beyond `last_stable_offset` is cleanable.
    pub fn cleanable(
        &self,
        checkpoint: Option<i64>,
        last_stable_offset: i64,
        rules: &CleaningRules,
        now_ms: i64,
    ) -> Result<Cleanable, StorageError> {
        let log_start_offset = self.log_start_offset;
        let checkpoint = checkpoint.unwrap_or(log_start_offset);
        let resets_checkpoint = checkpoint < log_start_offset || checkpoint > self.log_end_offset;
        let first_dirty_offset = if resets_checkpoint { log_start_offset } else { checkpoint };
        let active_offset = self.end_position().segment_base_offset;
        let dirty = self.segments_between(first_dirty_offset, active_offset);
        let mut limit = last_stable_offset.min(active_offset);
        if rules.min_compaction_lag_ms > 0 {
            let young = first_young(dirty, now_ms.saturating_sub(rules.min_compaction_lag_ms))?;
            limit = limit.min(young.unwrap_or(limit));
        }
        let first_uncleanable_offset = self.segment_start(limit.max(first_dirty_offset), active_offset);
        let size_of = |segments: &[Segment]| segments.iter().map(|segment| segment.size_bytes).sum();
        let clean = self.segments.partition_point(|segment| segment.base_offset < first_dirty_offset);
        let from = first_dirty_offset.min(first_uncleanable_offset);
        Ok(Cleanable {
            first_dirty_offset,
            first_uncleanable_offset,
            clean_bytes: size_of(self.segments.get(..clean).unwrap_or_default()),
            cleanable_bytes: size_of(self.segments_between(from, first_uncleanable_offset)),
            is_overdue: is_overdue(dirty, now_ms.saturating_sub(rules.max_compaction_lag_ms.max(0)))?,
            resets_checkpoint,
        })
    }

    /// The segments of a cleaning of this range, as they are now. Those that end before the log start go with retention:
    /// nobody reads them, and they may never have reached the disk.
    pub fn start_cleaning(
        &self,
        cleanable: &Cleanable,
        rules: &CleaningRules,
        now_ms: i64,
    ) -> Result<Cleaning, StorageError> {
        let end = self.segments.partition_point(|segment| segment.base_offset < cleanable.first_uncleanable_offset);
        let log_start_offset = self.log_start_offset;
        let source = |(index, segment): (usize, &Segment)| SourceSegment {
            base_offset: segment.base_offset,
            end_offset: self.segments.get(index + 1).map_or(self.log_end_offset, |next| next.base_offset),
            size_bytes: segment.size_bytes,
            offset_index_bytes: segment.offset_index.file.size_bytes(),
            time_index_bytes: segment.time_index.file.size_bytes(),
        };
        let sources = self.segments.iter().take(end).enumerate().map(source);
        let first_dirty = self.segments_between(cleanable.first_dirty_offset, cleanable.first_uncleanable_offset);
        let first_dirty_position = match first_dirty.first() {
            Some(segment) => {
                let found = segment.find(cleanable.first_dirty_offset)?;
                found.map_or(segment.size_bytes, |(_, position)| position)
            }
            None => 0,
        };
        Ok(Cleaning {
            folder: Arc::clone(&self.folder),
            config: *self.config(),
            segments: sources.filter(|segment| segment.end_offset > log_start_offset).collect(),
            first_dirty_offset: cleanable.first_dirty_offset,
            first_dirty_position,
            first_uncleanable_offset: cleanable.first_uncleanable_offset,
            delete_retention_ms: rules.delete_retention_ms,
            now_ms,
            truncation_count: self.truncation_count,
        })
    }

    /// From the segment that holds `from` to the last one that begins before `to`.
    fn segments_between(&self, from: i64, to: i64) -> &[Segment] {
        if from >= to {
            return &[];
        }
        let segments = self.segments_from(from);
        segments.get(..segments.partition_point(|segment| segment.base_offset < to)).unwrap_or_default()
    }

    /// Where the segment that holds `offset` begins, at the latest where the active one does.
    fn segment_start(&self, offset: i64, active_offset: i64) -> i64 {
        match self.segments_between(offset, active_offset).first() {
            Some(segment) => segment.base_offset,
            None => active_offset,
        }
    }
}

/// Where the first segment begins that holds records younger than `limit_ms`.
fn first_young(dirty: &[Segment], limit_ms: i64) -> Result<Option<i64>, StorageError> {
    for segment in dirty {
        if segment.largest_timestamp()? > limit_ms {
            return Ok(Some(segment.base_offset));
        }
    }
    Ok(None)
}

/// Whether a dirty segment begins with a batch from before `limit_ms`.
fn is_overdue(dirty: &[Segment], limit_ms: i64) -> Result<bool, StorageError> {
    if limit_ms <= 0 {
        return Ok(false);
    }
    for segment in dirty {
        let first = segment.first_timestamp()?;
        if first > 0 && first < limit_ms {
            return Ok(true);
        }
    }
    Ok(false)
}
