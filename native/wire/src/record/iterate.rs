//! Reading the records of a whole batch one after the other: the timestamp search, readers of internal
//! topics and compaction.

use std::ops::ControlFlow;

use super::parse::{Frame, Reason, parse_frame};
use super::walk::{Visitor, walk};
use super::{Record, parse_record};
use crate::record_batch::{BatchError, BatchHeader};

/// A compressed record larger than this is not held in memory.
pub const RECORD_BYTES_MAX: usize = 256 << 20;

/// Calls `visit` for each record of the whole batch in `batch`, decompressing when needed, until it breaks.
///
/// Memory is one record of a compressed batch (at most `RECORD_BYTES_MAX`) and a fixed window; records of
/// an uncompressed batch are views into `batch`. Fails at the first record whose framing does not hold;
/// the CRC is not checked.
pub fn for_each_record(batch: &[u8], visit: impl FnMut(Record<'_>) -> ControlFlow<()>) -> Result<(), BatchError> {
    for_each_record_of(batch, RECORD_BYTES_MAX, visit)
}

/// The same, with another limit for a compressed record.
pub(crate) fn for_each_record_of(
    batch: &[u8],
    record_bytes_max: usize,
    visit: impl FnMut(Record<'_>) -> ControlFlow<()>,
) -> Result<(), BatchError> {
    let header = BatchHeader::parse(batch)?;
    walk(batch, &header, &mut Records { visit, record_bytes_max })
}

struct Records<F> {
    visit: F,
    record_bytes_max: usize,
}

impl<F: FnMut(Record<'_>) -> ControlFlow<()>> Visitor for Records<F> {
    fn record(&mut self, _index: i32, body: &[u8]) -> Result<ControlFlow<()>, Reason> {
        parse_record(body).map(&mut self.visit)
    }

    fn skipped(&mut self, _index: i32, _frame: Frame) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    fn whole_bytes_max(&self) -> usize {
        self.record_bytes_max
    }

    fn may_skip(&self) -> bool {
        false
    }
}

/// Calls `visit` with the offset delta and the timestamp delta of each record until it breaks.
///
/// Holds no keys and values: memory is a fixed window, whatever the records' size.
pub fn for_each_timestamp(batch: &[u8], visit: impl FnMut(i32, i64) -> ControlFlow<()>) -> Result<(), BatchError> {
    let header = BatchHeader::parse(batch)?;
    walk(batch, &header, &mut Timestamps { visit })
}

struct Timestamps<F> {
    visit: F,
}

impl<F: FnMut(i32, i64) -> ControlFlow<()>> Visitor for Timestamps<F> {
    fn record(&mut self, index: i32, body: &[u8]) -> Result<ControlFlow<()>, Reason> {
        parse_frame(body).map(|frame| self.skipped(index, frame))
    }

    fn skipped(&mut self, _index: i32, frame: Frame) -> ControlFlow<()> {
        (self.visit)(frame.offset_delta, frame.timestamp_delta)
    }
}
