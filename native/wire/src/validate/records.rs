//! The rules for the records of a batch, checked in one pass that holds at most a window of them.
//!
//! Source: Kafka's LogValidator.validateRecord, and DefaultRecord for the framing.

use std::ops::ControlFlow;

use super::rewrite::{Recompression, rewrite_records};
use super::{ErrorCode, InvalidBatch, RECORD_ERRORS_MAX, RecordError, ValidationRules};
use crate::record::{Frame, Reason, Visitor, parse_frame, walk};
use crate::record_batch::{BatchHeader, NO_TIMESTAMP, TimestampType};

/// What the records of an acceptable batch said.
pub(super) struct Findings {
    pub(super) max_timestamp: i64,
    pub(super) offset_delta_of_max_timestamp: i32,
    offsets_in_order: bool,
    recompression: Option<Recompression>,
}

impl Findings {
    /// The batch to append instead of `batch`, its timestamps and CRC still to be set, if it must be another.
    ///
    /// Records whose offset deltas do not count up from 0 are written anew with deltas that do.
    pub(super) fn replacement(
        self,
        batch: &[u8],
        header: &BatchHeader,
        rules: &ValidationRules,
    ) -> Result<Option<Vec<u8>>, InvalidBatch> {
        if !self.offsets_in_order {
            return rewrite_records(batch, header, rules).map(Some);
        }
        self.recompression.map(|recompression| recompression.finish(header, rules)).transpose()
    }
}

/// Walks over the records of `batch`, checks each and feeds the recompression, if one is wanted.
pub(super) fn check_records(
    batch: &[u8],
    header: &BatchHeader,
    rules: &ValidationRules,
    now_ms: i64,
    recompression: Option<Recompression>,
) -> Result<Findings, InvalidBatch> {
    let mut checks = RecordChecks {
        base_timestamp: header.base_timestamp,
        says_append_time: header.timestamp_type() == TimestampType::LogAppendTime,
        append_time: rules.timestamp_type == TimestampType::LogAppendTime,
        allowed: AllowedTimestamps::new(rules, now_ms),
        keys_needed: rules.compacted,
        max_timestamp: NO_TIMESTAMP,
        offset_delta_of_max_timestamp: 0,
        offsets_in_order: true,
        recompression,
        faults: Faults::default(),
    };
    walk(batch, header, &mut checks)?;
    checks.faults.into_result()?;
    Ok(Findings {
        max_timestamp: checks.max_timestamp,
        offset_delta_of_max_timestamp: checks.offset_delta_of_max_timestamp,
        offsets_in_order: checks.offsets_in_order,
        recompression: checks.recompression,
    })
}

/// The timestamps that a topic accepts, both ends included; -1, no timestamp, is accepted besides.
#[derive(Clone, Copy)]
struct AllowedTimestamps {
    earliest: i64,
    latest: i64,
}

impl AllowedTimestamps {
    fn new(rules: &ValidationRules, now_ms: i64) -> Self {
        match rules.timestamp_type {
            TimestampType::CreateTime => Self {
                earliest: now_ms.saturating_sub(rules.timestamp_before_max_ms),
                latest: now_ms.saturating_add(rules.timestamp_after_max_ms),
            },
            TimestampType::LogAppendTime => Self { earliest: i64::MIN, latest: i64::MAX },
        }
    }

    #[inline]
    fn contains(&self, timestamp: i64) -> bool {
        (self.earliest <= timestamp && timestamp <= self.latest) || timestamp == NO_TIMESTAMP
    }
}

struct RecordChecks {
    base_timestamp: i64,
    /// The producer set LogAppendTime, which is not its to set. Apache Kafka overlooks it (and clears the bit) where
    /// the topic keeps create times and the record has one.
    says_append_time: bool,
    /// The topic has LogAppendTime.
    append_time: bool,
    allowed: AllowedTimestamps,
    keys_needed: bool,
    max_timestamp: i64,
    offset_delta_of_max_timestamp: i32,
    offsets_in_order: bool,
    recompression: Option<Recompression>,
    faults: Faults,
}

impl Visitor for RecordChecks {
    #[inline]
    fn record(&mut self, index: i32, body: &[u8]) -> Result<ControlFlow<()>, Reason> {
        let frame = parse_frame(body)?;
        Ok(self.skipped(index, frame))
    }

    #[inline]
    fn skipped(&mut self, index: i32, frame: Frame) -> ControlFlow<()> {
        let timestamp = self.base_timestamp.wrapping_add(frame.timestamp_delta);
        let key_missing = self.keys_needed && !frame.has_key;
        if key_missing || self.wrong_timestamp_type(timestamp) || !self.allowed.contains(timestamp) {
            self.add_fault(index, key_missing, timestamp);
        }
        if timestamp > self.max_timestamp {
            self.max_timestamp = timestamp;
            self.offset_delta_of_max_timestamp = index;
        }
        self.offsets_in_order &= frame.offset_delta == index;
        ControlFlow::Continue(())
    }

    fn bytes(&mut self, bytes: &[u8]) {
        if let Some(recompression) = &mut self.recompression {
            recompression.write(bytes);
        }
    }
}

impl RecordChecks {
    #[inline]
    fn wrong_timestamp_type(&self, timestamp: i64) -> bool {
        self.says_append_time && (self.append_time || timestamp == NO_TIMESTAMP)
    }

    #[cold]
    fn add_fault(&mut self, index: i32, key_missing: bool, timestamp: i64) {
        if key_missing {
            self.faults.add(index, || "a record of a compacted topic needs a key".into());
            return;
        }
        self.faults.any_timestamp = true;
        if self.wrong_timestamp_type(timestamp) {
            self.faults.add(index, || "a producer may not set the timestamp type to LogAppendTime".into());
            return;
        }
        let AllowedTimestamps { earliest, latest } = self.allowed;
        self.faults.add(index, || {
            format!("the timestamp {timestamp} is out of range: it should be within [{earliest}, {latest}]")
        });
    }
}

/// The records that are refused so far.
#[derive(Default)]
struct Faults {
    count: usize,
    any_timestamp: bool,
    listed: Vec<RecordError>,
}

impl Faults {
    fn add(&mut self, batch_index: i32, message: impl FnOnce() -> String) {
        self.count += 1;
        if self.listed.len() < RECORD_ERRORS_MAX {
            self.listed.push(RecordError { batch_index, message: message() });
        }
    }

    fn into_result(self) -> Result<(), InvalidBatch> {
        if self.count == 0 {
            return Ok(());
        }
        let (error_code, cause) = if self.any_timestamp {
            (ErrorCode::INVALID_TIMESTAMP, "an invalid timestamp")
        } else {
            (ErrorCode::INVALID_RECORD, "a missing key")
        };
        let message = format!("the batch is refused: {} of its records have a fault, first {cause}", self.count);
        Err(InvalidBatch { error_code, message, record_errors: self.listed })
    }
}
