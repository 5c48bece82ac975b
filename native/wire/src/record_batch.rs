//! The header of a v2 record batch: parsed from the wire and from segment files, patched in place.
//!
//! Called by everything that touches batches: produce, recovery, fetch, index rebuild. Invariant: a
//! `BatchHeader` says what the bytes say; it judges nothing (the validator does).
//! Source: Kafka's DefaultRecordBatch.

pub mod builder;
pub(crate) mod field;
mod filter;
mod uncompressed;

pub use crate::crc::{CrcCheck, patch_crc, verify_crc};
pub use crate::record::{for_each_record, for_each_timestamp};
pub use builder::BatchBuilder;
pub use filter::{Chosen, choose_records, write_chosen, write_empty};
pub use uncompressed::{UNCOMPRESSED_BYTES_MAX, uncompressed};

use crate::compression::Compression;

/// Size of the header: everything before the first record.
pub const BATCH_HEADER_SIZE: usize = field::RECORDS;
/// Base offset and length, which the length field does not count.
pub const LOG_OVERHEAD: usize = field::LOG_OVERHEAD;
/// The only batch format that is written since Kafka 4.0.
pub const MAGIC_V2: i8 = 2;
pub const NO_TIMESTAMP: i64 = -1;
pub const NO_PRODUCER_ID: i64 = -1;
pub const NO_PRODUCER_EPOCH: i16 = -1;
pub const NO_SEQUENCE: i32 = -1;
pub const NO_LEADER_EPOCH: i32 = -1;

const COMPRESSION_MASK: i16 = 0x07;
const LOG_APPEND_TIME_FLAG: i16 = 0x08;
const TRANSACTIONAL_FLAG: i16 = 0x10;
const CONTROL_FLAG: i16 = 0x20;
const DELETE_HORIZON_FLAG: i16 = 0x40;

/// What makes bytes no readable batch.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BatchError {
    #[error("the batch needs {needed_bytes} bytes but {available_bytes} are there")]
    Truncated { needed_bytes: usize, available_bytes: usize },
    #[error("the batch length {0} is smaller than a batch header")]
    InvalidLength(i32),
    #[error("the batch has magic {0}, only 2 is known")]
    UnsupportedMagic(i8),
    #[error("unknown compression type {0}")]
    UnknownCompression(i16),
    #[error("{codec:?} data cannot be decompressed: {reason}")]
    Decompression { codec: Compression, reason: String },
    #[error("the records cannot be compressed with {codec:?}: {reason}")]
    Compression { codec: Compression, reason: String },
    #[error("the records decompress to more than {limit_bytes} bytes")]
    DecompressedTooLarge { limit_bytes: usize },
    #[error("record {index} of the batch: {reason}")]
    InvalidRecord { index: i32, reason: &'static str },
}

/// Who sets the timestamp of a record: the producer, or the broker when it appends the batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampType {
    CreateTime,
    LogAppendTime,
}

/// The fields of a v2 batch header, as they stand in the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchHeader {
    pub base_offset: i64,
    /// Bytes that follow this field: the whole batch is 12 bytes longer.
    pub batch_length: i32,
    pub partition_leader_epoch: i32,
    pub magic: i8,
    pub crc: u32,
    pub attributes: i16,
    pub last_offset_delta: i32,
    pub base_timestamp: i64,
    pub max_timestamp: i64,
    pub producer_id: i64,
    pub producer_epoch: i16,
    pub base_sequence: i32,
    pub record_count: i32,
}

impl BatchHeader {
    /// Reads the header at the start of `bytes`, which may hold less than the whole batch.
    ///
    /// Fails on fewer than 61 bytes, on another magic than 2 and on a length that no v2 batch has; the
    /// CRC and the records are not looked at.
    pub fn parse(bytes: &[u8]) -> Result<Self, BatchError> {
        let header = Self::read(bytes)
            .ok_or(BatchError::Truncated { needed_bytes: BATCH_HEADER_SIZE, available_bytes: bytes.len() })?;
        if header.magic != MAGIC_V2 {
            return Err(BatchError::UnsupportedMagic(header.magic));
        }
        if header.batch_length < (BATCH_HEADER_SIZE - LOG_OVERHEAD) as i32 {
            return Err(BatchError::InvalidLength(header.batch_length));
        }
        Ok(header)
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.get(..BATCH_HEADER_SIZE)?;
        Some(Self {
            base_offset: field::read_i64(bytes, field::BASE_OFFSET)?,
            batch_length: field::read_i32(bytes, field::LENGTH)?,
            partition_leader_epoch: field::read_i32(bytes, field::LEADER_EPOCH)?,
            magic: field::read_i8(bytes, field::MAGIC)?,
            crc: field::read_u32(bytes, field::CRC)?,
            attributes: field::read_i16(bytes, field::ATTRIBUTES)?,
            last_offset_delta: field::read_i32(bytes, field::LAST_OFFSET_DELTA)?,
            base_timestamp: field::read_i64(bytes, field::BASE_TIMESTAMP)?,
            max_timestamp: field::read_i64(bytes, field::MAX_TIMESTAMP)?,
            producer_id: field::read_i64(bytes, field::PRODUCER_ID)?,
            producer_epoch: field::read_i16(bytes, field::PRODUCER_EPOCH)?,
            base_sequence: field::read_i32(bytes, field::BASE_SEQUENCE)?,
            record_count: field::read_i32(bytes, field::RECORD_COUNT)?,
        })
    }

    /// The header as its 61 bytes, the CRC as it stands in `self`.
    pub fn to_bytes(&self) -> [u8; BATCH_HEADER_SIZE] {
        let mut bytes = [0; BATCH_HEADER_SIZE];
        field::write(&mut bytes, field::BASE_OFFSET, self.base_offset.to_be_bytes());
        field::write(&mut bytes, field::LENGTH, self.batch_length.to_be_bytes());
        field::write(&mut bytes, field::LEADER_EPOCH, self.partition_leader_epoch.to_be_bytes());
        field::write(&mut bytes, field::MAGIC, self.magic.to_be_bytes());
        field::write(&mut bytes, field::CRC, self.crc.to_be_bytes());
        field::write(&mut bytes, field::ATTRIBUTES, self.attributes.to_be_bytes());
        field::write(&mut bytes, field::LAST_OFFSET_DELTA, self.last_offset_delta.to_be_bytes());
        field::write(&mut bytes, field::BASE_TIMESTAMP, self.base_timestamp.to_be_bytes());
        field::write(&mut bytes, field::MAX_TIMESTAMP, self.max_timestamp.to_be_bytes());
        field::write(&mut bytes, field::PRODUCER_ID, self.producer_id.to_be_bytes());
        field::write(&mut bytes, field::PRODUCER_EPOCH, self.producer_epoch.to_be_bytes());
        field::write(&mut bytes, field::BASE_SEQUENCE, self.base_sequence.to_be_bytes());
        field::write(&mut bytes, field::RECORD_COUNT, self.record_count.to_be_bytes());
        bytes
    }

    /// The whole batch, header included, in bytes.
    pub fn size_bytes(&self) -> usize {
        LOG_OVERHEAD + usize::try_from(self.batch_length).unwrap_or(0)
    }

    pub fn last_offset(&self) -> i64 {
        self.base_offset.wrapping_add(i64::from(self.last_offset_delta))
    }

    /// The sequence number of the last record; after `i32::MAX` comes 0. -1 when the batch has none.
    pub fn last_sequence(&self) -> i32 {
        if self.base_sequence == NO_SEQUENCE {
            return NO_SEQUENCE;
        }
        increment_sequence(self.base_sequence, self.last_offset_delta)
    }

    pub fn compression(&self) -> Result<Compression, BatchError> {
        let id = self.attributes & COMPRESSION_MASK;
        Compression::from_id(id).ok_or(BatchError::UnknownCompression(id))
    }

    pub fn timestamp_type(&self) -> TimestampType {
        if self.attributes & LOG_APPEND_TIME_FLAG == 0 {
            TimestampType::CreateTime
        } else {
            TimestampType::LogAppendTime
        }
    }

    /// The timestamp of a record of this batch, from its delta: LogAppendTime batches have one for all.
    pub fn timestamp_of(&self, timestamp_delta: i64) -> i64 {
        match self.timestamp_type() {
            TimestampType::CreateTime => self.base_timestamp.wrapping_add(timestamp_delta),
            TimestampType::LogAppendTime => self.max_timestamp,
        }
    }

    pub fn is_transactional(&self) -> bool {
        self.attributes & TRANSACTIONAL_FLAG != 0
    }

    pub fn is_control(&self) -> bool {
        self.attributes & CONTROL_FLAG != 0
    }

    /// Until when compaction keeps the batch's tombstones or its transaction marker. Set by the first cleaning that
    /// meets them; it then stands in place of the base timestamp.
    pub fn delete_horizon_ms(&self) -> Option<i64> {
        (self.attributes & DELETE_HORIZON_FLAG != 0).then_some(self.base_timestamp)
    }

    pub fn has_producer_id(&self) -> bool {
        self.producer_id > NO_PRODUCER_ID
    }

    /// The attributes with another compression and timestamp type; unused bits are cleared.
    pub(crate) fn attributes_with(&self, compression: Compression, timestamp_type: TimestampType) -> i16 {
        let flags = self.attributes & (TRANSACTIONAL_FLAG | CONTROL_FLAG);
        let timestamp_flag = match timestamp_type {
            TimestampType::CreateTime => 0,
            TimestampType::LogAppendTime => LOG_APPEND_TIME_FLAG,
        };
        flags | timestamp_flag | compression.id()
    }
}

/// `sequence` advanced by `increment`, in the ring of sequence numbers 0..=`i32::MAX`.
pub fn increment_sequence(sequence: i32, increment: i32) -> i32 {
    (i64::from(sequence) + i64::from(increment)).rem_euclid(1 << 31) as i32
}

/// Writes the base offset into a batch; the CRC does not cover it.
pub fn patch_base_offset(batch: &mut [u8], base_offset: i64) {
    field::write(batch, field::BASE_OFFSET, base_offset.to_be_bytes());
}

/// Writes the partition leader epoch into a batch; the CRC does not cover it.
pub fn patch_leader_epoch(batch: &mut [u8], leader_epoch: i32) {
    field::write(batch, field::LEADER_EPOCH, leader_epoch.to_be_bytes());
}

/// Sets timestamp type and max timestamp of a whole batch; true when that changed it, and with it the CRC.
pub(crate) fn patch_max_timestamp(
    batch: &mut [u8],
    timestamp_type: TimestampType,
    max_timestamp: i64,
) -> Result<bool, BatchError> {
    let header = BatchHeader::parse(batch)?;
    if header.timestamp_type() == timestamp_type && header.max_timestamp == max_timestamp {
        return Ok(false);
    }
    let attributes = header.attributes_with(header.compression()?, timestamp_type);
    field::write(batch, field::ATTRIBUTES, attributes.to_be_bytes());
    field::write(batch, field::MAX_TIMESTAMP, max_timestamp.to_be_bytes());
    Ok(true)
}

/// The batches that lie one behind the other in `bytes`, each with its own bytes, up to the first that is none or is cut
/// off.
pub fn whole_batches(mut bytes: &[u8]) -> impl Iterator<Item = (BatchHeader, &[u8])> {
    std::iter::from_fn(move || {
        let header = BatchHeader::parse(bytes).ok()?;
        let (batch, behind) = bytes.split_at_checked(header.size_bytes())?;
        bytes = behind;
        Some((header, batch))
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn batch() -> Vec<u8> {
        BatchBuilder::new().producer(5, 1, 10).record(Some(b"k"), None, 1000, &[]).record(None, None, 900, &[]).build()
    }

    #[test]
    fn the_header_of_a_built_batch() {
        let batch = batch();
        let header = BatchHeader::parse(&batch).unwrap();
        assert_eq!(header.size_bytes(), batch.len());
        assert_eq!((header.base_offset, header.last_offset(), header.record_count), (0, 1, 2));
        assert_eq!((header.base_timestamp, header.max_timestamp, header.partition_leader_epoch), (1000, 1000, -1));
        assert_eq!((header.base_sequence, header.last_sequence()), (10, 11));
        assert_eq!((header.compression(), header.timestamp_type()), (Ok(Compression::None), TimestampType::CreateTime));
        assert!(header.has_producer_id() && !header.is_control() && !header.is_transactional());
        assert!(verify_crc(&batch));
    }

    #[test]
    fn offset_and_epoch_lie_outside_the_crc() {
        let mut batch = batch();
        patch_base_offset(&mut batch, 1 << 40);
        patch_leader_epoch(&mut batch, 7);
        let header = BatchHeader::parse(&batch).unwrap();
        assert_eq!((header.last_offset(), header.partition_leader_epoch), ((1 << 40) + 1, 7));
        assert!(verify_crc(&batch));
    }

    #[test]
    fn sequences_wrap_to_zero() {
        assert_eq!(increment_sequence(i32::MAX, 1), 0);
        assert_eq!(increment_sequence(i32::MAX - 1, 3), 1);
        assert_eq!(increment_sequence(0, 5), 5);
        assert_eq!(BatchHeader { base_sequence: -1, ..BatchHeader::parse(&batch()).unwrap() }.last_sequence(), -1);
    }

    #[test]
    fn refuses_what_is_no_v2_header() {
        let check = |change: &dyn Fn(&mut Vec<u8>), expected| {
            let mut bytes = batch();
            change(&mut bytes);
            assert_eq!(BatchHeader::parse(&bytes), Err(expected));
        };
        check(&|bytes| bytes.truncate(60), BatchError::Truncated { needed_bytes: 61, available_bytes: 60 });
        check(&|bytes| bytes[field::MAGIC] = 1, BatchError::UnsupportedMagic(1));
        check(&|bytes| field::write(bytes, field::LENGTH, 48_i32.to_be_bytes()), BatchError::InvalidLength(48));
    }

    #[test]
    fn every_changed_bit_behind_the_crc_shows() {
        let good = batch();
        for position in field::CRC..good.len() {
            let mut bad = good.clone();
            bad[position] ^= 0x10;
            assert!(!verify_crc(&bad), "position {position}");
        }
    }

    #[test]
    fn a_crc_is_checked_in_pieces_of_any_size() {
        let good = batch();
        let mut bad = good.clone();
        *bad.last_mut().unwrap() ^= 1;
        for piece_bytes in 1..=good.len() {
            for (batch, expected) in [(&good, true), (&bad, false)] {
                let mut check = CrcCheck::new(&BatchHeader::parse(batch).unwrap());
                batch.chunks(piece_bytes).for_each(|piece| check.update(piece));
                assert_eq!(check.is_right(), expected, "{piece_bytes}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_header_is_its_bytes(bytes: [u8; BATCH_HEADER_SIZE]) {
            let mut bytes = bytes;
            bytes[field::MAGIC] = 2;
            bytes[field::LENGTH] = 0x10;
            let header = BatchHeader::parse(&bytes).unwrap();
            prop_assert_eq!(header.to_bytes(), bytes);
            let _ = (header.last_offset(), header.last_sequence(), header.size_bytes(), header.compression());
        }
    }
}
