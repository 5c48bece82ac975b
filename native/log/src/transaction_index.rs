//! One entry of `.txnindex`: a transaction that was aborted by a marker in that segment.
//!
//! ```text
//! entry, 34 bytes: version i16 = 0 | producer id i64 | first offset i64 | last offset i64 | last stable offset i64
//! ```
//! Used by the partition, which writes the index and reads it for read_committed fetches, and by the cleaner, which
//! rewrites it. Source: Kafka's AbortedTxn.

const VERSION: i16 = 0;
pub const TRANSACTION_ENTRY_BYTES: usize = 34;

/// An aborted transaction: its records lie between its first offset and its marker, the last offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AbortedTransaction {
    pub producer_id: i64,
    pub first_offset: i64,
    /// Of the marker.
    pub last_offset: i64,
    /// Where the last stable offset was right after the marker.
    pub last_stable_offset: i64,
}

impl AbortedTransaction {
    pub fn to_bytes(&self) -> [u8; TRANSACTION_ENTRY_BYTES] {
        let mut bytes = [0; TRANSACTION_ENTRY_BYTES];
        let (version, rest) = bytes.split_at_mut(2);
        version.copy_from_slice(&VERSION.to_be_bytes());
        let fields = [self.producer_id, self.first_offset, self.last_offset, self.last_stable_offset];
        for (place, field) in rest.chunks_exact_mut(8).zip(fields) {
            place.copy_from_slice(&field.to_be_bytes());
        }
        bytes
    }

    /// `None` for fewer bytes, and for a version that nobody has written yet.
    pub fn from_bytes(entry: &[u8]) -> Option<Self> {
        if !entry.starts_with(&VERSION.to_be_bytes()) {
            return None;
        }
        let field = |position: usize| Some(i64::from_be_bytes(entry.get(position..position + 8)?.try_into().ok()?));
        Some(Self {
            producer_id: field(2)?,
            first_offset: field(10)?,
            last_offset: field(18)?,
            last_stable_offset: field(26)?,
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_has_kafkas_layout() {
        let entry = AbortedTransaction { producer_id: 7, first_offset: 1, last_offset: 2, last_stable_offset: 3 };
        let bytes = entry.to_bytes();
        assert_eq!(bytes[..10], [0, 0, 0, 0, 0, 0, 0, 0, 0, 7]);
        assert_eq!(bytes[26..], [0, 0, 0, 0, 0, 0, 0, 3]);
        assert_eq!(AbortedTransaction::from_bytes(&bytes), Some(entry));
        assert_eq!(AbortedTransaction::from_bytes(&bytes[..33]), None);
        assert_eq!(AbortedTransaction::from_bytes(&[&[0, 1], &bytes[2..]].concat()), None);
    }
}
