//! Reads one record from a slice that holds all of it. The validator's inner loop.

use super::{Headers, Record};
use crate::varint::{VarintError, read_varint, read_varlong};

/// What the validator needs of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    pub offset_delta: i32,
    pub timestamp_delta: i64,
    pub has_key: bool,
}

/// What is wrong with a record, in words for the peer.
pub(crate) type Reason = &'static str;

pub(super) const ENDS_EARLY: Reason = "a field reaches beyond the end of the record";
pub(super) const BAD_INTEGER: Reason = "a variable-length integer is too long";
pub(super) const BYTES_LEFT: Reason = "its fields end before its declared length";
pub(super) const HEADER_COUNT: Reason = "the number of headers is negative or larger than the record";
pub(super) const HEADER_KEY: Reason = "the key of a header is null";

/// The fields of one record, front to back.
#[derive(Clone)]
pub(crate) struct FieldReader<'a> {
    rest: &'a [u8],
}

impl<'a> FieldReader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    #[inline]
    fn take(&mut self, count: usize) -> Result<&'a [u8], Reason> {
        let (head, tail) = self.rest.split_at_checked(count).ok_or(ENDS_EARLY)?;
        self.rest = tail;
        Ok(head)
    }

    #[inline]
    fn byte(&mut self) -> Result<u8, Reason> {
        let (first, tail) = self.rest.split_first().ok_or(ENDS_EARLY)?;
        self.rest = tail;
        Ok(*first)
    }

    #[inline]
    fn varint(&mut self) -> Result<i32, Reason> {
        let (value, size) = read_varint(self.rest).map_err(reason)?;
        self.take(size)?;
        Ok(value)
    }

    #[inline]
    fn varlong(&mut self) -> Result<i64, Reason> {
        let (value, size) = read_varlong(self.rest).map_err(reason)?;
        self.take(size)?;
        Ok(value)
    }

    /// Bytes after their length; a negative length is null.
    #[inline]
    fn nullable_bytes(&mut self) -> Result<Option<&'a [u8]>, Reason> {
        let length = self.varint()?;
        match usize::try_from(length) {
            Ok(length) => self.take(length).map(Some),
            Err(_) => Ok(None),
        }
    }

    pub(crate) fn header(&mut self) -> Result<(&'a [u8], Option<&'a [u8]>), Reason> {
        let key = self.nullable_bytes()?.ok_or(HEADER_KEY)?;
        Ok((key, self.nullable_bytes()?))
    }

    /// Header count, then all headers; nothing may follow them.
    #[inline]
    fn headers(&mut self) -> Result<Headers<'a>, Reason> {
        let count = usize::try_from(self.varint()?).map_err(|_| HEADER_COUNT)?;
        if count > self.rest.len() {
            return Err(HEADER_COUNT);
        }
        let bytes = self.rest;
        for _ in 0..count {
            self.header()?;
        }
        if !self.rest.is_empty() {
            return Err(BYTES_LEFT);
        }
        Ok(Headers { count, bytes })
    }
}

fn reason(error: VarintError) -> Reason {
    match error {
        VarintError::Truncated => ENDS_EARLY,
        VarintError::TooLong => BAD_INTEGER,
    }
}

/// Reads a record whose bytes, without its length, are exactly `body`.
#[inline]
pub(crate) fn parse_record(body: &[u8]) -> Result<Record<'_>, Reason> {
    let mut fields = FieldReader::new(body);
    Ok(Record {
        attributes: fields.byte()? as i8,
        timestamp_delta: fields.varlong()?,
        offset_delta: fields.varint()?,
        key: fields.nullable_bytes()?,
        value: fields.nullable_bytes()?,
        headers: fields.headers()?,
    })
}

/// Checks the framing of a record whose bytes, without its length, are exactly `body`.
#[inline]
pub(crate) fn parse_frame(body: &[u8]) -> Result<Frame, Reason> {
    let record = parse_record(body)?;
    Ok(Frame {
        offset_delta: record.offset_delta,
        timestamp_delta: record.timestamp_delta,
        has_key: record.key.is_some(),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn check_rejected(body: &[u8], reason: Reason) {
        assert_eq!(parse_record(body), Err(reason), "body {body:02x?}");
    }

    #[test]
    fn reads_null_and_empty_fields() {
        let record = parse_record(&[0, 0, 0, 1, 1, 0]).unwrap();
        assert_eq!((record.key, record.value, record.headers.len()), (None, None, 0));
        let record = parse_record(&[0, 0, 0, 0, 0, 0]).unwrap();
        assert_eq!((record.key, record.value), (Some(&[][..]), Some(&[][..])));
    }

    #[test]
    fn reads_deltas_key_value_and_headers() {
        let body = [0, 0x14, 0x06, 0x02, b'k', 0x04, b'v', b'w', 0x04, 0x02, b'a', 0x01, 0x02, b'b', 0x02, b'c'];
        let record = parse_record(&body).unwrap();
        assert_eq!((record.timestamp_delta, record.offset_delta), (10, 3));
        assert_eq!((record.key, record.value), (Some(&b"k"[..]), Some(&b"vw"[..])));
        let headers: Vec<_> = record.headers.iter().collect();
        assert_eq!(headers, [(&b"a"[..], None), (&b"b"[..], Some(&b"c"[..]))]);
    }

    #[test]
    fn rejects_what_does_not_fit() {
        check_rejected(&[], ENDS_EARLY);
        check_rejected(&[0, 0, 0, 1, 1], ENDS_EARLY);
        check_rejected(&[0, 0, 0, 0x04, b'k', 1, 0], ENDS_EARLY);
        check_rejected(&[0, 0, 0, 1, 1, 0, 9], BYTES_LEFT);
        check_rejected(&[0, 0, 0, 1, 1, 1], HEADER_COUNT);
        check_rejected(&[0, 0, 0, 1, 1, 0x10, 0], HEADER_COUNT);
        check_rejected(&[0, 0, 0, 1, 1, 0x02, 1, 1], HEADER_KEY);
        check_rejected(&[0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0], BAD_INTEGER);
    }
}
