//! `<offset>.snapshot`: the producers as they were when the log ended at that offset. Written by `append` when the
//! log rolls and by `upkeep` at close; read by `open`.
//!
//! ```text
//! version i16 = 1 | crc32c u32 of all that follows | count i32 | count × entry
//! entry, 46 bytes: producer id i64 | epoch i16 | last sequence i32 | last offset i64 | offset delta i32 |
//!                  timestamp i64 | coordinator epoch i32 | transaction's first offset i64 (-1 none)
//! ```
//! Invariant: a snapshot is an optimisation; whatever is wrong with one, the log tells the same.
//! Source: Kafka's `ProducerStateManager`.

use wire::crc::crc32c;

const VERSION: i16 = 1;
const HEADER_SIZE: usize = 10;
const CRC_POSITION: usize = 2;
const BODY_POSITION: usize = 6;
const ENTRY_SIZE: usize = 46;

/// One producer in a snapshot. -1 where a value is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SnapshotEntry {
    pub producer_id: i64,
    pub epoch: i16,
    pub last_sequence: i32,
    pub last_offset: i64,
    pub offset_delta: i32,
    pub timestamp_ms: i64,
    pub coordinator_epoch: i32,
    pub transaction_first_offset: i64,
}

/// Why a snapshot cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum CorruptSnapshot {
    TooShort,
    UnknownVersion(i16),
    WrongChecksum,
}

pub(crate) fn encode(entries: impl Iterator<Item = SnapshotEntry>) -> Vec<u8> {
    let mut bytes = vec![0; HEADER_SIZE];
    let mut count: i32 = 0;
    for entry in entries {
        encode_entry(&entry, &mut bytes);
        count = count.saturating_add(1);
    }
    put(&mut bytes, 0, &VERSION.to_be_bytes());
    put(&mut bytes, BODY_POSITION, &count.to_be_bytes());
    let crc = crc32c(bytes.get(BODY_POSITION..).unwrap_or_default());
    put(&mut bytes, CRC_POSITION, &crc.to_be_bytes());
    bytes
}

fn put(bytes: &mut [u8], position: usize, value: &[u8]) {
    if let Some(place) = bytes.get_mut(position..position + value.len()) {
        place.copy_from_slice(value);
    }
}

fn encode_entry(entry: &SnapshotEntry, out: &mut Vec<u8>) {
    out.extend_from_slice(&entry.producer_id.to_be_bytes());
    out.extend_from_slice(&entry.epoch.to_be_bytes());
    out.extend_from_slice(&entry.last_sequence.to_be_bytes());
    out.extend_from_slice(&entry.last_offset.to_be_bytes());
    out.extend_from_slice(&entry.offset_delta.to_be_bytes());
    out.extend_from_slice(&entry.timestamp_ms.to_be_bytes());
    out.extend_from_slice(&entry.coordinator_epoch.to_be_bytes());
    out.extend_from_slice(&entry.transaction_first_offset.to_be_bytes());
}

pub(crate) fn decode(bytes: &[u8]) -> Result<Vec<SnapshotEntry>, CorruptSnapshot> {
    let mut fields = Fields(bytes);
    let version = i16::from_be_bytes(fields.take()?);
    if version != VERSION {
        return Err(CorruptSnapshot::UnknownVersion(version));
    }
    let stored_crc = u32::from_be_bytes(fields.take()?);
    if crc32c(fields.0) != stored_crc {
        return Err(CorruptSnapshot::WrongChecksum);
    }
    let count = usize::try_from(i32::from_be_bytes(fields.take()?)).map_err(|_| CorruptSnapshot::TooShort)?;
    if fields.0.len() / ENTRY_SIZE < count {
        return Err(CorruptSnapshot::TooShort);
    }
    (0..count).map(|_| fields.entry()).collect()
}

struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn take<const SIZE: usize>(&mut self) -> Result<[u8; SIZE], CorruptSnapshot> {
        let (value, rest) = self.0.split_first_chunk().ok_or(CorruptSnapshot::TooShort)?;
        self.0 = rest;
        Ok(*value)
    }

    fn entry(&mut self) -> Result<SnapshotEntry, CorruptSnapshot> {
        Ok(SnapshotEntry {
            producer_id: i64::from_be_bytes(self.take()?),
            epoch: i16::from_be_bytes(self.take()?),
            last_sequence: i32::from_be_bytes(self.take()?),
            last_offset: i64::from_be_bytes(self.take()?),
            offset_delta: i32::from_be_bytes(self.take()?),
            timestamp_ms: i64::from_be_bytes(self.take()?),
            coordinator_epoch: i32::from_be_bytes(self.take()?),
            transaction_first_offset: i64::from_be_bytes(self.take()?),
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn entry(producer_id: i64) -> SnapshotEntry {
        SnapshotEntry {
            producer_id,
            epoch: 3,
            last_sequence: 41,
            last_offset: 1_000,
            offset_delta: 9,
            timestamp_ms: 1_700_000_000_000,
            coordinator_epoch: -1,
            transaction_first_offset: -1,
        }
    }

    #[test]
    fn the_layout_is_kafkas() {
        let bytes = encode([entry(0x0102_0304_0506_0708)].into_iter());
        assert_eq!(bytes.len(), HEADER_SIZE + ENTRY_SIZE);
        assert_eq!(bytes[..2], [0, 1]);
        assert_eq!(bytes[2..6], crc32c(&bytes[6..]).to_be_bytes());
        assert_eq!(bytes[6..10], [0, 0, 0, 1]);
        assert_eq!(bytes[10..18], [1, 2, 3, 4, 5, 6, 7, 8]);
        assert_eq!(bytes[18..24], [0, 3, 0, 0, 0, 41]);
        assert_eq!(bytes[24..36], [0, 0, 0, 0, 0, 0, 3, 232, 0, 0, 0, 9]);
        assert_eq!(bytes[44..48], [255; 4]);
        assert_eq!(bytes[48..], [255; 8]);
    }

    #[test]
    fn what_is_written_is_read() {
        for count in [0, 1, 1000] {
            let entries: Vec<SnapshotEntry> = (0..count).map(entry).collect();
            assert_eq!(decode(&encode(entries.iter().copied())), Ok(entries));
        }
    }

    #[test]
    fn damage_is_noticed() {
        let whole = encode([entry(1), entry(2)].into_iter());
        for length in 0..whole.len() {
            assert!(decode(&whole[..length]).is_err(), "cut to {length} bytes");
        }
        for position in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[position] ^= 0x40;
            assert!(decode(&damaged).is_err(), "bit flipped at {position}");
        }
        let mut absurd = whole;
        absurd[6..10].copy_from_slice(&i32::MAX.to_be_bytes());
        let crc = crc32c(&absurd[6..]);
        absurd[2..6].copy_from_slice(&crc.to_be_bytes());
        assert_eq!(decode(&absurd), Err(CorruptSnapshot::TooShort));
    }
}
