//! Walks over the records of a batch, compressed or not, checking their framing.
//!
//! ```text
//! slice of the batch ──────────────────────────┐
//! codec ─► window (a piece at a time) ─► record ┴─► visitor
//! ```
//!
//! The validator walks over frames: it needs no keys and values, so a record larger than the window is
//! skipped through it. Readers walk over records: there the window grows until the record fits.
//! Invariant: when a walk ends well, exactly the declared number of records was read and nothing is left.

use std::ops::ControlFlow;

use super::LENGTH_SIZE_MAX;
use super::parse::{Frame, Reason};
use super::skip::skip_frame;
use crate::compression::{Compression, Stream, with_stream};
use crate::record_batch::{BATCH_HEADER_SIZE, BatchError, BatchHeader};
use crate::varint::{VarintError, read_varint};

/// A record up to this size is read in one piece even where its content is not needed.
const WHOLE_BYTES_MAX: usize = 64 << 10;

const COUNT_TOO_LARGE: Reason = "the batch ends before its declared number of records";
const COUNT_TOO_SMALL: Reason = "bytes are left after the declared number of records";
const BAD_LENGTH: Reason = "its length is negative or no integer";
const BEYOND_END: Reason = "its length reaches beyond the end of the batch";
const TOO_LARGE: Reason = "it is too large to be read";

/// What a walk does with each record.
pub(crate) trait Visitor {
    /// Sees the record whose bytes, without its length, are exactly `body`.
    fn record(&mut self, index: i32, body: &[u8]) -> Result<ControlFlow<()>, Reason>;

    /// Sees the frame of a record that was too large to be held, if the visitor is content with that.
    fn skipped(&mut self, index: i32, frame: Frame) -> ControlFlow<()>;

    /// The largest record that is held in memory for `record`; larger ones are skipped or refused.
    fn whole_bytes_max(&self) -> usize {
        WHOLE_BYTES_MAX
    }

    /// Whether a larger record may be skipped; otherwise it fails the walk.
    fn may_skip(&self) -> bool {
        true
    }

    /// Sees all decompressed bytes in order, before the records in them.
    fn bytes(&mut self, _bytes: &[u8]) {}
}

/// Walks over the records of the whole batch in `batch`, whose header is `header`.
pub(crate) fn walk(batch: &[u8], header: &BatchHeader, visitor: &mut impl Visitor) -> Result<(), BatchError> {
    let records = batch
        .get(BATCH_HEADER_SIZE..header.size_bytes())
        .ok_or(BatchError::Truncated { needed_bytes: header.size_bytes(), available_bytes: batch.len() })?;
    match header.compression()? {
        Compression::None => {
            visitor.bytes(records);
            walk_slice(records, header.record_count, visitor)
        }
        codec => with_stream(codec, records, |stream| {
            StreamWalk { stream, visitor, index: 0, count: header.record_count }.run()
        }),
    }
}

fn invalid(index: i32, reason: Reason) -> BatchError {
    BatchError::InvalidRecord { index, reason }
}

/// What stands at the start of some bytes.
enum Next<'a> {
    Record {
        body: &'a [u8],
        size: usize,
    },
    /// The record is not all there; its length is `None` when not even that is.
    Incomplete {
        length: Option<(usize, usize)>,
    },
}

#[inline]
fn next_record(bytes: &[u8]) -> Result<Next<'_>, Reason> {
    let (length, start) = match read_varint(bytes) {
        Ok(read) => read,
        Err(VarintError::Truncated) => return Ok(Next::Incomplete { length: None }),
        Err(VarintError::TooLong) => return Err(BAD_LENGTH),
    };
    let length = usize::try_from(length).map_err(|_| BAD_LENGTH)?;
    match bytes.get(start..start + length) {
        Some(body) => Ok(Next::Record { body, size: start + length }),
        None => Ok(Next::Incomplete { length: Some((start, length)) }),
    }
}

fn walk_slice(mut rest: &[u8], count: i32, visitor: &mut impl Visitor) -> Result<(), BatchError> {
    for index in 0..count {
        match next_record(rest).map_err(|reason| invalid(index, reason))? {
            Next::Record { body, size } => {
                if visitor.record(index, body).map_err(|reason| invalid(index, reason))?.is_break() {
                    return Ok(());
                }
                rest = rest.get(size..).unwrap_or_default();
            }
            Next::Incomplete { length: None } => return Err(invalid(index, COUNT_TOO_LARGE)),
            Next::Incomplete { length: Some(_) } => return Err(invalid(index, BEYOND_END)),
        }
    }
    if rest.is_empty() { Ok(()) } else { Err(invalid(count, COUNT_TOO_SMALL)) }
}

struct StreamWalk<'s, 'v, V> {
    stream: Stream<'s>,
    visitor: &'v mut V,
    index: i32,
    count: i32,
}

impl<V: Visitor> StreamWalk<'_, '_, V> {
    fn run(mut self) -> Result<(), BatchError> {
        while self.index < self.count {
            if self.visit_held_records()?.is_break() {
                return Ok(());
            }
            if self.index < self.count && self.advance()?.is_break() {
                return Ok(());
            }
        }
        let drained = self.stream.window.available().is_empty() && !self.pull()?;
        if drained { Ok(()) } else { Err(invalid(self.count, COUNT_TOO_SMALL)) }
    }

    fn invalid(&self, reason: Reason) -> BatchError {
        invalid(self.index, reason)
    }

    fn pull(&mut self) -> Result<bool, BatchError> {
        let held = self.stream.window.available().len();
        let more = self.stream.pull()?;
        let new = self.stream.window.available().len() - held;
        self.visitor.bytes(self.stream.window.newest(new));
        Ok(more)
    }

    /// Visits the records that are whole in the window.
    fn visit_held_records(&mut self) -> Result<ControlFlow<()>, BatchError> {
        let mut rest = self.stream.window.available();
        let held = rest.len();
        while self.index < self.count {
            let index = self.index;
            let Next::Record { body, size } = next_record(rest).map_err(|reason| invalid(index, reason))? else {
                break;
            };
            if self.visitor.record(index, body).map_err(|reason| invalid(index, reason))?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
            rest = rest.get(size..).unwrap_or_default();
            self.index += 1;
        }
        let visited = held - rest.len();
        self.stream.window.consume(visited);
        Ok(ControlFlow::Continue(()))
    }

    /// Brings more of the record that is not whole in the window, or skips it when it is large.
    fn advance(&mut self) -> Result<ControlFlow<()>, BatchError> {
        let available = self.stream.window.available();
        let length = match next_record(available).map_err(|reason| self.invalid(reason))? {
            Next::Incomplete { length } => length,
            Next::Record { .. } => return Ok(ControlFlow::Continue(())),
        };
        match length {
            Some((start, length)) if length > self.visitor.whole_bytes_max() => self.skip(start, length),
            Some(_) => self.pull_or(BEYOND_END),
            None if available.len() >= LENGTH_SIZE_MAX => Err(self.invalid(BAD_LENGTH)),
            None => self.pull_or(COUNT_TOO_LARGE),
        }
    }

    fn pull_or(&mut self, reason: Reason) -> Result<ControlFlow<()>, BatchError> {
        if self.pull()? { Ok(ControlFlow::Continue(())) } else { Err(self.invalid(reason)) }
    }

    fn skip(&mut self, start: usize, length: usize) -> Result<ControlFlow<()>, BatchError> {
        if !self.visitor.may_skip() {
            return Err(self.invalid(TOO_LARGE));
        }
        self.stream.window.consume(start);
        let frame = skip_frame(self, length)?;
        let flow = self.visitor.skipped(self.index, frame);
        self.index += 1;
        Ok(flow)
    }
}

impl<V: Visitor> super::skip::Refill for StreamWalk<'_, '_, V> {
    fn held(&self) -> &[u8] {
        self.stream.window.available()
    }

    fn consume(&mut self, count: usize) {
        self.stream.window.consume(count);
    }

    fn refill(&mut self) -> Result<bool, BatchError> {
        self.pull()
    }

    fn invalid(&self, reason: Reason) -> BatchError {
        invalid(self.index, reason)
    }
}
