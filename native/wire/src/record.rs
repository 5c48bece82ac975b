//! One record inside a v2 batch: its layout, reading it as views, writing it.
//!
//! ```text
//! length varint | attributes i8 | timestamp delta varlong | offset delta varint |
//! key length varint, key | value length varint, value | header count varint |
//! per header: key length varint, key | value length varint, value
//! ```
//!
//! A negative length is null (a header's key may not be null). Called by the validator, the timestamp
//! search and whatever rewrites batches. Invariant: a `Record` comes only from bytes whose framing holds:
//! every length lies inside the record and no byte of it is left over.
//! Source: Kafka's DefaultRecord.

mod iterate;
mod parse;
mod skip;
mod walk;
mod write;

pub(crate) use iterate::for_each_record_of;
pub use iterate::{RECORD_BYTES_MAX, for_each_record, for_each_timestamp};
pub(crate) use parse::{FieldReader, Frame, Reason, parse_frame, parse_record};
pub(crate) use walk::{Visitor, walk};
pub use write::{record_size, write_record};

use crate::varint;

/// The longest `length varint`.
pub(crate) const LENGTH_SIZE_MAX: usize = varint::VARINT_SIZE_MAX;

/// A record as views into the (decompressed) bytes of its batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// No bit has a meaning yet.
    pub attributes: i8,
    /// Relative to the batch's base offset.
    pub offset_delta: i32,
    /// Relative to the batch's base timestamp, in milliseconds; `BatchHeader::timestamp_of` resolves it.
    pub timestamp_delta: i64,
    pub key: Option<&'a [u8]>,
    pub value: Option<&'a [u8]>,
    pub headers: Headers<'a>,
}

/// The headers of a record, read while iterating.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Headers<'a> {
    count: usize,
    bytes: &'a [u8],
}

impl<'a> Headers<'a> {
    pub const EMPTY: Headers<'static> = Headers { count: 0, bytes: &[] };

    pub fn len(&self) -> usize {
        self.count
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Key and value of each header, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'a [u8], Option<&'a [u8]>)> + Clone + use<'a> {
        let mut fields = FieldReader::new(self.bytes);
        (0..self.count).map_while(move |_| fields.header().ok())
    }
}
