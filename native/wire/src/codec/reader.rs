//! Reads Kafka's primitive types from one frame. The generated messages are its callers.
//!
//! Invariant: what is read borrows from the frame, nothing is read beyond it, and no array is given room for
//! more elements than the remaining bytes can hold. Whatever is wrong with the bytes becomes a `DecodeError`.

use super::{DecodeError, Records, Span, Uuid};

/// Kafka's own limits for what a peer may claim.
pub const ARRAY_LENGTH_MAX: usize = 1_000_000;
pub const TAGGED_FIELDS_MAX: usize = 10_000;

#[derive(Clone, Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Reader { bytes, position: 0 }
    }

    pub fn position(&self) -> usize {
        self.position
    }

    pub fn remaining(&self) -> usize {
        self.bytes.len().saturating_sub(self.position)
    }

    fn unexpected_end(&self, needed: usize) -> DecodeError {
        DecodeError::UnexpectedEnd { position: self.position, needed, remaining: self.remaining() }
    }

    #[inline]
    fn take(&mut self, size: usize) -> Result<&'a [u8], DecodeError> {
        let rest = self.bytes.get(self.position..).unwrap_or_default();
        let taken = rest.get(..size).ok_or_else(|| self.unexpected_end(size))?;
        self.position += size;
        Ok(taken)
    }

    #[inline]
    fn fixed<const SIZE: usize>(&mut self) -> Result<[u8; SIZE], DecodeError> {
        let rest = self.bytes.get(self.position..).unwrap_or_default();
        let taken = rest.first_chunk::<SIZE>().ok_or_else(|| self.unexpected_end(SIZE))?;
        self.position += SIZE;
        Ok(*taken)
    }

    #[inline]
    pub fn bool(&mut self) -> Result<bool, DecodeError> {
        Ok(self.int8()? != 0)
    }

    #[inline]
    pub fn int8(&mut self) -> Result<i8, DecodeError> {
        self.fixed().map(i8::from_be_bytes)
    }

    #[inline]
    pub fn int16(&mut self) -> Result<i16, DecodeError> {
        self.fixed().map(i16::from_be_bytes)
    }

    #[inline]
    pub fn uint16(&mut self) -> Result<u16, DecodeError> {
        self.fixed().map(u16::from_be_bytes)
    }

    #[inline]
    pub fn int32(&mut self) -> Result<i32, DecodeError> {
        self.fixed().map(i32::from_be_bytes)
    }

    #[inline]
    pub fn uint32(&mut self) -> Result<u32, DecodeError> {
        self.fixed().map(u32::from_be_bytes)
    }

    #[inline]
    pub fn int64(&mut self) -> Result<i64, DecodeError> {
        self.fixed().map(i64::from_be_bytes)
    }

    #[inline]
    pub fn float64(&mut self) -> Result<f64, DecodeError> {
        self.fixed().map(f64::from_be_bytes)
    }

    #[inline]
    pub fn uuid(&mut self) -> Result<Uuid, DecodeError> {
        self.fixed().map(Uuid)
    }

    /// An unsigned number of at most 32 bits.
    #[inline]
    pub fn unsigned_varint(&mut self) -> Result<u32, DecodeError> {
        let mut value: u32 = 0;
        for shift in [0, 7, 14, 21, 28] {
            let [byte] = self.fixed()?;
            if shift == 28 && byte > 0x0f {
                break;
            }
            value |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(DecodeError::VarintTooLong { position: self.position })
    }

    fn invalid_length(&self, length: i64) -> DecodeError {
        DecodeError::InvalidLength { position: self.position, length }
    }

    fn unexpected_null(&self) -> DecodeError {
        DecodeError::UnexpectedNull { position: self.position }
    }

    /// A compact length, which is one more than it says; none is null.
    #[inline]
    fn compact_length(&mut self) -> Result<Option<usize>, DecodeError> {
        Ok(self.unsigned_varint()?.checked_sub(1).map(|length| length as usize))
    }

    #[inline]
    fn string_length(&mut self, flexible: bool) -> Result<Option<usize>, DecodeError> {
        if flexible {
            return self.compact_length();
        }
        match self.int16()? {
            -1 => Ok(None),
            length => usize::try_from(length).map(Some).map_err(|_| self.invalid_length(length.into())),
        }
    }

    #[inline]
    fn length(&mut self, flexible: bool) -> Result<Option<usize>, DecodeError> {
        if flexible {
            return self.compact_length();
        }
        match self.int32()? {
            -1 => Ok(None),
            length => usize::try_from(length).map(Some).map_err(|_| self.invalid_length(length.into())),
        }
    }

    #[inline]
    pub fn nullable_string(&mut self, flexible: bool) -> Result<Option<&'a str>, DecodeError> {
        let Some(length) = self.string_length(flexible)? else {
            return Ok(None);
        };
        let bytes = self.take(length)?;
        std::str::from_utf8(bytes).map(Some).map_err(|_| DecodeError::InvalidText { position: self.position })
    }

    #[inline]
    pub fn string(&mut self, flexible: bool) -> Result<&'a str, DecodeError> {
        self.nullable_string(flexible)?.ok_or_else(|| self.unexpected_null())
    }

    #[inline]
    pub fn nullable_bytes(&mut self, flexible: bool) -> Result<Option<&'a [u8]>, DecodeError> {
        match self.length(flexible)? {
            None => Ok(None),
            Some(length) => self.take(length).map(Some),
        }
    }

    #[inline]
    pub fn bytes(&mut self, flexible: bool) -> Result<&'a [u8], DecodeError> {
        self.nullable_bytes(flexible)?.ok_or_else(|| self.unexpected_null())
    }

    #[inline]
    pub fn nullable_records(&mut self, flexible: bool) -> Result<Records<'a>, DecodeError> {
        let Some(length) = self.length(flexible)? else {
            return Ok(Records::Null);
        };
        let start = self.position;
        self.take(length)?;
        Ok(Records::Span(Span { start, end: self.position }))
    }

    #[inline]
    pub fn records(&mut self, flexible: bool) -> Result<Records<'a>, DecodeError> {
        match self.nullable_records(flexible)? {
            Records::Null => Err(self.unexpected_null()),
            records => Ok(records),
        }
    }

    /// An array whose elements take at least `element_size` bytes each on the wire.
    #[inline]
    pub fn nullable_array<T>(
        &mut self,
        flexible: bool,
        element_size: usize,
        mut element: impl FnMut(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<Option<Vec<T>>, DecodeError> {
        let Some(length) = self.length(flexible)? else {
            return Ok(None);
        };
        if length > ARRAY_LENGTH_MAX || length.saturating_mul(element_size.max(1)) > self.remaining() {
            let (position, remaining) = (self.position, self.remaining());
            return Err(DecodeError::ArrayTooLong { position, length, remaining });
        }
        let mut elements = Vec::with_capacity(length);
        for _ in 0..length {
            elements.push(element(self)?);
        }
        Ok(Some(elements))
    }

    #[inline]
    pub fn array<T>(
        &mut self,
        flexible: bool,
        element_size: usize,
        element: impl FnMut(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<Vec<T>, DecodeError> {
        self.nullable_array(flexible, element_size, element)?.ok_or_else(|| self.unexpected_null())
    }

    /// The byte in front of a struct that may be null: whether the struct follows.
    #[inline]
    pub fn presence(&mut self) -> Result<bool, DecodeError> {
        Ok(self.int8()? >= 0)
    }

    /// The same among the tagged fields, where Kafka writes it as a variable-length number.
    #[inline]
    pub fn tagged_presence(&mut self) -> Result<bool, DecodeError> {
        Ok(self.unsigned_varint()? > 0)
    }

    /// The number of tagged fields that follow.
    #[inline]
    pub fn tag_count(&mut self) -> Result<usize, DecodeError> {
        let count = self.unsigned_varint()? as usize;
        // Each takes two bytes or more: its tag and its size.
        if count > TAGGED_FIELDS_MAX || count.saturating_mul(2) > self.remaining() {
            return Err(DecodeError::TooManyTaggedFields { position: self.position, count });
        }
        Ok(count)
    }

    /// The tag of a tagged field, and the position behind its content.
    #[inline]
    pub fn tagged_field(&mut self) -> Result<(u32, usize), DecodeError> {
        let tag = self.unsigned_varint()?;
        let size = self.unsigned_varint()? as usize;
        if size > self.remaining() {
            return Err(self.unexpected_end(size));
        }
        Ok((tag, self.position + size))
    }

    /// Goes to `end`, the position behind a tagged field that is not known.
    #[inline]
    pub fn skip_to(&mut self, end: usize) {
        self.position = end.clamp(self.position, self.bytes.len());
    }

    /// Called behind a tagged field: it must have had the size that it claimed.
    #[inline]
    pub fn end_tagged_field(&mut self, expected: usize) -> Result<(), DecodeError> {
        if self.position == expected {
            return Ok(());
        }
        Err(DecodeError::TaggedFieldSize { position: self.position, expected })
    }

    /// The tagged fields of a struct that knows none.
    #[inline]
    pub fn skip_tagged_fields(&mut self) -> Result<(), DecodeError> {
        for _ in 0..self.tag_count()? {
            let (_, end) = self.tagged_field()?;
            self.skip_to(end);
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn check<'a, T: std::fmt::Debug + PartialEq>(
        bytes: &'a [u8],
        read: impl FnOnce(&mut Reader<'a>) -> Result<T, DecodeError>,
        expected: Option<T>,
    ) {
        assert_eq!(read(&mut Reader::new(bytes)).ok(), expected, "{bytes:02x?}");
    }

    #[test]
    fn variable_length_numbers() {
        check(&[0x7f], Reader::unsigned_varint, Some(127));
        check(&[0xac, 0x02], Reader::unsigned_varint, Some(300));
        check(&[0xff, 0xff, 0xff, 0xff, 0x0f], Reader::unsigned_varint, Some(u32::MAX));
        check(&[0xff, 0xff, 0xff, 0xff, 0x1f], Reader::unsigned_varint, None);
        check(&[0xff, 0xff, 0xff, 0xff, 0xff, 0x01], Reader::unsigned_varint, None);
        check(&[0x80], Reader::unsigned_varint, None);
    }

    #[test]
    fn texts() {
        check(&[0, 2, b'h', b'i'], |reader| reader.string(false).map(str::to_owned), Some("hi".to_owned()));
        check(&[0xff, 0xff], |reader| reader.nullable_string(false).map(|text| text.is_none()), Some(true));
        check(&[0xff, 0xff], |reader| reader.string(false).map(str::len), None);
        check(&[0xff, 0xfe], |reader| reader.nullable_string(false).map(|_| ()), None);
        check(&[0, 2, 0xc3, 0x28], |reader| reader.string(false).map(str::len), None);
        check(&[3, b'h', b'i'], |reader| reader.string(true).map(str::len), Some(2));
        check(&[9, b'h', b'i'], |reader| reader.string(true).map(str::len), None);
    }

    #[test]
    fn records_are_a_span_of_the_frame() {
        let span = Records::Span(Span { start: 4, end: 6 });
        check(&[0, 0, 0, 2, 8, 9], |reader| Ok(reader.nullable_records(false)? == span), Some(true));
        check(&[0], |reader| Ok(reader.nullable_records(true)? == Records::Null), Some(true));
        check(&[0], |reader| reader.records(true).map(|_| ()), None);
        check(&[0, 0, 0, 3, 8, 9], |reader| reader.nullable_records(false).map(|_| ()), None);
    }

    #[test]
    fn arrays_never_claim_more_than_the_bytes_left() {
        check(&[0, 0, 0, 1, 0, 0, 0, 7], |reader| reader.array(false, 4, Reader::int32), Some(vec![7]));
        check(&[0, 0, 0, 2, 0, 0, 0, 7], |reader| reader.array(false, 4, Reader::int32), None);
        check(&[0x7f, 0xff, 0xff, 0xff], |reader| reader.array(false, 1, Reader::int8), None);
        check(&[0x80, 0, 0, 0], |reader| reader.nullable_array(false, 1, Reader::int8), None);
        check(&[0], |reader| reader.nullable_array(true, 1, Reader::int8), Some(None));
        check(&[0], |reader| reader.array(true, 1, Reader::int8), None);
    }
}
