//! Where the fields of a v2 batch header lie, and bounds-checked access to them.
//!
//! ```text
//!  0 base offset i64 | 8 length i32 | 12 leader epoch i32 | 16 magic i8 | 17 crc u32 |
//! 21 attributes i16 | 23 last offset delta i32 | 27 base timestamp i64 | 35 max timestamp i64 |
//! 43 producer id i64 | 51 producer epoch i16 | 53 base sequence i32 | 57 record count i32 | 61 records
//! ```

pub(crate) const BASE_OFFSET: usize = 0;
pub(crate) const LENGTH: usize = 8;
/// Base offset and length: what precedes the bytes that the length counts.
pub(crate) const LOG_OVERHEAD: usize = 12;
pub(crate) const LEADER_EPOCH: usize = 12;
pub(crate) const MAGIC: usize = 16;
pub(crate) const CRC: usize = 17;
pub(crate) const ATTRIBUTES: usize = 21;
pub(crate) const LAST_OFFSET_DELTA: usize = 23;
pub(crate) const BASE_TIMESTAMP: usize = 27;
pub(crate) const MAX_TIMESTAMP: usize = 35;
pub(crate) const PRODUCER_ID: usize = 43;
pub(crate) const PRODUCER_EPOCH: usize = 51;
pub(crate) const BASE_SEQUENCE: usize = 53;
pub(crate) const RECORD_COUNT: usize = 57;
pub(crate) const RECORDS: usize = 61;

fn read<const SIZE: usize>(bytes: &[u8], position: usize) -> Option<[u8; SIZE]> {
    bytes.get(position..)?.first_chunk::<SIZE>().copied()
}

pub(crate) fn read_i8(bytes: &[u8], position: usize) -> Option<i8> {
    read(bytes, position).map(i8::from_be_bytes)
}

pub(crate) fn read_i16(bytes: &[u8], position: usize) -> Option<i16> {
    read(bytes, position).map(i16::from_be_bytes)
}

pub(crate) fn read_i32(bytes: &[u8], position: usize) -> Option<i32> {
    read(bytes, position).map(i32::from_be_bytes)
}

pub(crate) fn read_u32(bytes: &[u8], position: usize) -> Option<u32> {
    read(bytes, position).map(u32::from_be_bytes)
}

pub(crate) fn read_i64(bytes: &[u8], position: usize) -> Option<i64> {
    read(bytes, position).map(i64::from_be_bytes)
}

/// Overwrites `SIZE` bytes at `position`; nothing happens when they do not fit.
pub(crate) fn write<const SIZE: usize>(bytes: &mut [u8], position: usize, value: [u8; SIZE]) {
    if let Some(target) = bytes.get_mut(position..).and_then(|tail| tail.first_chunk_mut::<SIZE>()) {
        *target = value;
    }
}
