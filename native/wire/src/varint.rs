//! Kafka's variable-length integers: little-endian base-128, zigzag for the signed ones.
//!
//! Records are made of them, so the reader and the validator call these for every field of every record:
//! the short forms come first. A reader never looks further than five bytes (`varint`) or
//! ten (`varlong`); bits beyond the width fall off, as in Kafka's ByteUtils.

/// The most bytes that a 32-bit value takes.
pub const VARINT_SIZE_MAX: usize = 5;
/// The most bytes that a 64-bit value takes.
pub const VARLONG_SIZE_MAX: usize = 10;

/// Why no integer could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VarintError {
    /// The bytes end before the integer does.
    Truncated,
    /// The integer goes on beyond its widest encoding.
    TooLong,
}

/// Reads an unsigned 32-bit integer at the start of `bytes`; gives it and its size in bytes.
#[inline]
pub fn read_unsigned(bytes: &[u8]) -> Result<(u32, usize), VarintError> {
    match *bytes {
        [first, ..] if first < 0x80 => Ok((u32::from(first), 1)),
        [first, second, ..] if second < 0x80 => Ok((u32::from(first & 0x7f) | (u32::from(second) << 7), 2)),
        [first, second, third, ..] if third < 0x80 => {
            Ok((u32::from(first & 0x7f) | (u32::from(second & 0x7f) << 7) | (u32::from(third) << 14), 3))
        }
        _ => read_long_form(bytes, VARINT_SIZE_MAX).map(|(value, size)| (value as u32, size)),
    }
}

/// Reads a zigzag 32-bit integer at the start of `bytes`; gives it and its size in bytes.
#[inline]
pub fn read_varint(bytes: &[u8]) -> Result<(i32, usize), VarintError> {
    read_unsigned(bytes).map(|(raw, size)| (unzigzag_32(raw), size))
}

/// Reads a zigzag 64-bit integer at the start of `bytes`; gives it and its size in bytes.
#[inline]
pub fn read_varlong(bytes: &[u8]) -> Result<(i64, usize), VarintError> {
    let (raw, size) = match *bytes {
        [first, ..] if first < 0x80 => (u64::from(first), 1),
        [first, second, ..] if second < 0x80 => (u64::from(first & 0x7f) | (u64::from(second) << 7), 2),
        [first, second, third, ..] if third < 0x80 => {
            (u64::from(first & 0x7f) | (u64::from(second & 0x7f) << 7) | (u64::from(third) << 14), 3)
        }
        _ => read_long_form(bytes, VARLONG_SIZE_MAX)?,
    };
    Ok((unzigzag_64(raw), size))
}

#[cold]
fn read_long_form(bytes: &[u8], size_max: usize) -> Result<(u64, usize), VarintError> {
    let mut value = 0_u64;
    for (index, byte) in bytes.iter().take(size_max).enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Ok((value, index + 1));
        }
    }
    if bytes.len() < size_max { Err(VarintError::Truncated) } else { Err(VarintError::TooLong) }
}

/// Appends a zigzag 32-bit integer.
pub fn write_varint(output: &mut Vec<u8>, value: i32) {
    write_unsigned_long(output, u64::from(zigzag_32(value)));
}

/// Appends a zigzag 64-bit integer.
pub fn write_varlong(output: &mut Vec<u8>, value: i64) {
    write_unsigned_long(output, zigzag_64(value));
}

fn write_unsigned_long(output: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        output.push((value as u8) | 0x80);
        value >>= 7;
    }
    output.push(value as u8);
}

/// How many bytes `write_varint` takes for `value`.
pub fn varint_size(value: i32) -> usize {
    unsigned_size(u64::from(zigzag_32(value)))
}

/// How many bytes `write_varlong` takes for `value`.
pub fn varlong_size(value: i64) -> usize {
    unsigned_size(zigzag_64(value))
}

fn unsigned_size(value: u64) -> usize {
    let bits = 64 - (value | 1).leading_zeros() as usize;
    bits.div_ceil(7)
}

fn zigzag_32(value: i32) -> u32 {
    ((value << 1) ^ (value >> 31)) as u32
}

fn zigzag_64(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

fn unzigzag_32(raw: u32) -> i32 {
    (raw >> 1) as i32 ^ -((raw & 1) as i32)
}

fn unzigzag_64(raw: u64) -> i64 {
    (raw >> 1) as i64 ^ -((raw & 1) as i64)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check_int(value: i32, expected: &[u8]) {
        let mut output = Vec::new();
        write_varint(&mut output, value);
        assert_eq!(output, expected, "encoding of {value}");
        assert_eq!(varint_size(value), expected.len(), "size of {value}");
        assert_eq!(read_varint(expected), Ok((value, expected.len())), "decoding of {value}");
    }

    #[test]
    fn known_values() {
        check_int(0, &[0]);
        check_int(-1, &[1]);
        check_int(1, &[2]);
        check_int(63, &[0x7e]);
        check_int(-64, &[0x7f]);
        check_int(64, &[0x80, 0x01]);
        check_int(8191, &[0xfe, 0x7f]);
        check_int(8192, &[0x80, 0x80, 0x01]);
        check_int(i32::MAX, &[0xfe, 0xff, 0xff, 0xff, 0x0f]);
        check_int(i32::MIN, &[0xff, 0xff, 0xff, 0xff, 0x0f]);
    }

    #[test]
    fn too_long_and_truncated() {
        assert_eq!(read_varint(&[]), Err(VarintError::Truncated));
        assert_eq!(read_varint(&[0x80; 4]), Err(VarintError::Truncated));
        assert_eq!(read_varint(&[0x80; 5]), Err(VarintError::TooLong));
        assert_eq!(read_varlong(&[0xff; 9]), Err(VarintError::Truncated));
        assert_eq!(read_varlong(&[0xff; 10]), Err(VarintError::TooLong));
    }

    proptest! {
        #[test]
        fn every_int_comes_back(value: i32) {
            let mut output = Vec::new();
            write_varint(&mut output, value);
            prop_assert_eq!(read_varint(&output), Ok((value, output.len())));
            prop_assert_eq!(varint_size(value), output.len());
        }

        #[test]
        fn every_long_comes_back(value: i64) {
            let mut output = Vec::new();
            write_varlong(&mut output, value);
            prop_assert_eq!(read_varlong(&output), Ok((value, output.len())));
            prop_assert_eq!(varlong_size(value), output.len());
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes: Vec<u8>) {
            let _ = (read_varint(&bytes), read_varlong(&bytes), read_unsigned(&bytes));
        }
    }
}
