//! Checks the framing of a record that is larger than what is held of it, field by field.

use super::parse::{BAD_INTEGER, BYTES_LEFT, ENDS_EARLY, Frame, HEADER_COUNT, HEADER_KEY, Reason};
use crate::record_batch::BatchError;
use crate::varint::{VARLONG_SIZE_MAX, VarintError, read_varint, read_varlong};

/// Bytes that arrive piece by piece.
pub(crate) trait Refill {
    fn held(&self) -> &[u8];
    fn consume(&mut self, count: usize);
    /// Adds to what is held; false at the end of the data.
    fn refill(&mut self) -> Result<bool, BatchError>;
    fn invalid(&self, reason: Reason) -> BatchError;
}

/// Reads past the record whose `length` bytes come next.
pub(crate) fn skip_frame(input: &mut impl Refill, length: usize) -> Result<Frame, BatchError> {
    let mut fields = SkippingReader { input, left: length };
    fields.skip(1)?;
    let timestamp_delta = fields.integer(read_varlong)?;
    let offset_delta = fields.integer(read_varint)?;
    let has_key = fields.skip_bytes()?;
    fields.skip_bytes()?;
    let header_count = fields.integer(read_varint)?;
    if usize::try_from(header_count).map_or(true, |count| count > fields.left) {
        return Err(fields.input.invalid(HEADER_COUNT));
    }
    for _ in 0..header_count {
        if !fields.skip_bytes()? {
            return Err(fields.input.invalid(HEADER_KEY));
        }
        fields.skip_bytes()?;
    }
    if fields.left > 0 {
        return Err(fields.input.invalid(BYTES_LEFT));
    }
    Ok(Frame { offset_delta, timestamp_delta, has_key })
}

struct SkippingReader<'a, I> {
    input: &'a mut I,
    /// Bytes of the record that are still to come.
    left: usize,
}

impl<I: Refill> SkippingReader<'_, I> {
    fn integer<T>(&mut self, read: impl Fn(&[u8]) -> Result<(T, usize), VarintError>) -> Result<T, BatchError> {
        while self.input.held().len() < VARLONG_SIZE_MAX.min(self.left) {
            self.refill()?;
        }
        let held = self.input.held();
        let field = held.get(..held.len().min(self.left)).unwrap_or_default();
        match read(field) {
            Ok((value, size)) => {
                self.input.consume(size);
                self.left -= size;
                Ok(value)
            }
            Err(VarintError::Truncated) => Err(self.input.invalid(ENDS_EARLY)),
            Err(VarintError::TooLong) => Err(self.input.invalid(BAD_INTEGER)),
        }
    }

    /// Skips a length and that many bytes; false for null.
    fn skip_bytes(&mut self) -> Result<bool, BatchError> {
        match usize::try_from(self.integer(read_varint)?) {
            Ok(length) => self.skip(length).map(|()| true),
            Err(_) => Ok(false),
        }
    }

    fn skip(&mut self, mut count: usize) -> Result<(), BatchError> {
        if count > self.left {
            return Err(self.input.invalid(ENDS_EARLY));
        }
        self.left -= count;
        loop {
            let now = count.min(self.input.held().len());
            self.input.consume(now);
            count -= now;
            if count == 0 {
                return Ok(());
            }
            self.refill()?;
        }
    }

    fn refill(&mut self) -> Result<(), BatchError> {
        if self.input.refill()? { Ok(()) } else { Err(self.input.invalid(ENDS_EARLY)) }
    }
}
