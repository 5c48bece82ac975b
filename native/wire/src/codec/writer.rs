//! Writes Kafka's primitive types into one growing buffer. The generated messages are its callers, and the
//! server, which owns the buffer, uses it again for the next reply and puts file regions into its holes.
//!
//! Invariant: `holes` are in the order of their positions. Arrays and bytes too long for their length field would
//! be a mistake of this broker: debug builds assert.

use super::{Records, Uuid};

/// A place in the output where `length` bytes are to be put in: before the byte at `position`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hole {
    pub position: usize,
    pub length: u32,
}

const STRING_BYTES_MAX: usize = i16::MAX as usize;

#[derive(Clone, Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
    holes: Vec<Hole>,
}

impl Writer {
    pub fn new() -> Self {
        Writer::default()
    }

    /// Writes behind what `bytes` holds already.
    pub fn with_buffer(bytes: Vec<u8>) -> Self {
        Writer { bytes, holes: Vec::new() }
    }

    /// Forgets what was written and keeps the room.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.holes.clear();
    }

    pub fn as_slice(&self) -> &[u8] {
        &self.bytes
    }

    pub fn into_buffer(self) -> Vec<u8> {
        self.bytes
    }

    pub fn holes(&self) -> &[Hole] {
        &self.holes
    }

    /// The bytes written, holes not counted.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The bytes written and those that go into the holes: what the peer receives.
    pub fn total_length(&self) -> u64 {
        let holes: u64 = self.holes.iter().map(|hole| u64::from(hole.length)).sum();
        self.bytes.len() as u64 + holes
    }

    /// Overwrites four bytes that are there already: the length in front of a frame, once it is known.
    pub fn patch_int32(&mut self, position: usize, value: i32) {
        let target = self.bytes.get_mut(position..position.saturating_add(4));
        debug_assert!(target.is_some(), "nothing was written at {position}");
        if let Some(target) = target {
            target.copy_from_slice(&value.to_be_bytes());
        }
    }

    /// The bytes alone, without a length.
    #[inline]
    pub fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    #[inline]
    pub fn bool(&mut self, value: bool) {
        self.bytes.push(u8::from(value));
    }

    #[inline]
    pub fn int8(&mut self, value: i8) {
        self.raw(&value.to_be_bytes());
    }

    #[inline]
    pub fn int16(&mut self, value: i16) {
        self.raw(&value.to_be_bytes());
    }

    #[inline]
    pub fn uint16(&mut self, value: u16) {
        self.raw(&value.to_be_bytes());
    }

    #[inline]
    pub fn int32(&mut self, value: i32) {
        self.raw(&value.to_be_bytes());
    }

    #[inline]
    pub fn uint32(&mut self, value: u32) {
        self.raw(&value.to_be_bytes());
    }

    #[inline]
    pub fn int64(&mut self, value: i64) {
        self.raw(&value.to_be_bytes());
    }

    #[inline]
    pub fn float64(&mut self, value: f64) {
        self.raw(&value.to_be_bytes());
    }

    #[inline]
    pub fn uuid(&mut self, value: Uuid) {
        self.raw(&value.0);
    }

    #[inline]
    pub fn unsigned_varint(&mut self, value: u32) {
        let mut rest = value;
        while rest > 0x7f {
            self.bytes.push((rest & 0x7f) as u8 | 0x80);
            rest >>= 7;
        }
        self.bytes.push(rest as u8);
    }

    /// A compact length is one more than it says, and zero is null.
    #[inline]
    fn compact_length(&mut self, length: Option<usize>) {
        let length = length.map_or(0, |length| length.saturating_add(1));
        debug_assert!(u32::try_from(length).is_ok(), "length {length}");
        self.unsigned_varint(u32::try_from(length).unwrap_or(u32::MAX));
    }

    /// The length of bytes or an array; none is null.
    #[inline]
    fn length(&mut self, length: Option<usize>, flexible: bool) {
        if flexible {
            return self.compact_length(length);
        }
        let length = length.map_or(Ok(-1), i32::try_from);
        debug_assert!(length.is_ok(), "a length that int32 cannot carry");
        self.int32(length.unwrap_or(i32::MAX));
    }

    /// A text longer than Kafka allows (only an error message could be) is cut, so that the frame stays whole.
    #[inline]
    pub fn string(&mut self, value: &str, flexible: bool) {
        let length = value.floor_char_boundary(STRING_BYTES_MAX);
        if flexible {
            self.compact_length(Some(length));
        } else {
            self.int16(length as i16);
        }
        self.raw(value.as_bytes().get(..length).unwrap_or_default());
    }

    #[inline]
    pub fn nullable_string(&mut self, value: Option<&str>, flexible: bool) {
        match value {
            Some(value) => self.string(value, flexible),
            None if flexible => self.unsigned_varint(0),
            None => self.int16(-1),
        }
    }

    #[inline]
    pub fn bytes(&mut self, value: &[u8], flexible: bool) {
        self.length(Some(value.len()), flexible);
        self.raw(value);
    }

    #[inline]
    pub fn nullable_bytes(&mut self, value: Option<&[u8]>, flexible: bool) {
        match value {
            Some(value) => self.bytes(value, flexible),
            None => self.length(None, flexible),
        }
    }

    #[inline]
    pub fn records(&mut self, value: Records<'_>, flexible: bool) {
        match value {
            Records::Null => self.length(None, flexible),
            Records::Bytes(bytes) => self.bytes(bytes, flexible),
            Records::Span(span) => self.hole(u32::try_from(span.size_bytes()).unwrap_or(u32::MAX), flexible),
            Records::Hole(length) => self.hole(length, flexible),
        }
    }

    fn hole(&mut self, length: u32, flexible: bool) {
        self.length(Some(length as usize), flexible);
        if length > 0 {
            self.holes.push(Hole { position: self.bytes.len(), length });
        }
    }

    #[inline]
    pub fn array<T>(&mut self, values: &[T], flexible: bool, mut element: impl FnMut(&mut Self, &T)) {
        self.length(Some(values.len()), flexible);
        for value in values {
            element(self, value);
        }
    }

    #[inline]
    pub fn nullable_array<T>(&mut self, values: Option<&[T]>, flexible: bool, element: impl FnMut(&mut Self, &T)) {
        match values {
            Some(values) => self.array(values, flexible, element),
            None => self.length(None, flexible),
        }
    }

    /// The byte in front of a struct that may be null.
    #[inline]
    pub fn presence(&mut self, present: bool) {
        self.int8(if present { 1 } else { -1 });
    }

    /// The same among the tagged fields, where Kafka writes it as a variable-length number.
    #[inline]
    pub fn tagged_presence(&mut self, present: bool) {
        self.unsigned_varint(u32::from(present));
    }

    /// A tagged field: its tag, its size, and the content that `content` writes.
    #[inline]
    pub fn tagged_field(&mut self, tag: u32, content: impl FnOnce(&mut Self)) {
        self.unsigned_varint(tag);
        let size_position = self.bytes.len();
        let hole_count = self.holes.len();
        // One byte for the size, the usual case; more is made room for afterwards.
        self.bytes.push(0);
        content(self);
        self.close_tagged_field(size_position, hole_count);
    }

    fn close_tagged_field(&mut self, size_position: usize, hole_count: usize) {
        let start = size_position + 1;
        let inside = self.holes.get(hole_count..).unwrap_or_default();
        let holes: usize = inside.iter().map(|hole| hole.length as usize).sum();
        let size = (self.bytes.len() - start).saturating_add(holes);
        debug_assert!(u32::try_from(size).is_ok(), "a tagged field of {size} bytes");
        if let (Ok(size @ ..0x80), Some(byte)) = (u8::try_from(size), self.bytes.get_mut(size_position)) {
            *byte = size;
            return;
        }
        let mut prefix = Writer::new();
        prefix.unsigned_varint(u32::try_from(size).unwrap_or(u32::MAX));
        let extra = prefix.len() - 1;
        self.bytes.splice(size_position..start, prefix.bytes);
        for hole in self.holes.iter_mut().skip(hole_count) {
            hole.position += extra;
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::codec::{Reader, Span};

    #[test]
    fn tagged_fields_of_every_size_of_size() {
        for size in [0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152] {
            let content = vec![7; size];
            let mut writer = Writer::new();
            writer.tagged_field(3, |writer| writer.raw(&content));
            writer.int8(42);
            let mut reader = Reader::new(writer.as_slice());
            let (tag, end) = reader.tagged_field().unwrap();
            assert_eq!((tag, end - reader.position()), (3, size));
            reader.skip_to(end);
            assert_eq!((reader.int8(), reader.remaining()), (Ok(42), 0));
        }
    }

    #[test]
    fn holes_keep_their_place_when_a_tagged_field_grows() {
        let mut writer = Writer::new();
        writer.records(Records::Hole(5), false);
        writer.tagged_field(1, |writer| {
            writer.raw(&[0; 10]);
            writer.records(Records::Span(Span { start: 3, end: 303 }), true);
            writer.int8(9);
        });
        writer.records(Records::Hole(0), true);
        writer.records(Records::Null, true);
        // Length and hole; tag, two bytes of size (10 + 2 + 300 + 1), content; an empty and a null length.
        let expected = [Hole { position: 4, length: 5 }, Hole { position: 4 + 3 + 12, length: 300 }];
        assert_eq!(writer.holes(), expected);
        assert_eq!(writer.as_slice()[4..7], [1, 0xb9, 2]);
        assert_eq!(writer.len(), 4 + 3 + 13 + 2);
        assert_eq!(writer.total_length(), 22 + 305);
    }

    #[test]
    fn records_as_bytes_are_copied() {
        let mut writer = Writer::new();
        writer.records(Records::Bytes(b"ab"), false);
        assert_eq!(writer.as_slice(), [0, 0, 0, 2, b'a', b'b']);
        assert!(writer.holes().is_empty());
    }

    #[test]
    fn a_text_that_is_too_long_is_cut_between_characters() {
        let text = "é".repeat(20_000);
        for flexible in [false, true] {
            let mut writer = Writer::new();
            writer.string(&text, flexible);
            let mut reader = Reader::new(writer.as_slice());
            assert_eq!(reader.string(flexible).unwrap(), "é".repeat(16_383));
            assert_eq!(reader.remaining(), 0);
        }
    }

    #[test]
    fn the_length_of_a_frame_is_written_last() {
        let mut writer = Writer::with_buffer(Vec::with_capacity(64));
        writer.int32(0);
        writer.raw(b"frame");
        writer.patch_int32(0, 5);
        assert_eq!(writer.as_slice(), b"\0\0\0\x05frame");
        writer.clear();
        assert!(writer.is_empty());
    }
}
