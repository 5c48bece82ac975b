//! The marker that ends a transaction in a partition: a control batch of one record.
//!
//! ```text
//!   key:   version i16 = 0 │ type i16 (0 abort, 1 commit)
//!   value: version i16 = 0 │ coordinator epoch i32
//! ```
//! Source: Kafka's ControlRecordTypeSchema, EndTxnMarker and `MemoryRecords.withEndTransactionMarker`.

use std::ops::ControlFlow;

use wire::record::Record;
use wire::record_batch::{BatchBuilder, NO_SEQUENCE, for_each_record};
use wire::validate::Origin;

use crate::append::{AppendOutcome, AppendRequest};
use crate::error::AppendError;
use crate::partition::Partition;
use crate::verification::Verification;

const VERSION: i16 = 0;
const TYPE_ABORT: i16 = 0;
const TYPE_COMMIT: i16 = 1;

/// The end of one producer's transaction, as its coordinator decided it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TransactionEnd {
    pub producer_id: i64,
    pub producer_epoch: i16,
    pub coordinator_epoch: i32,
    pub committed: bool,
    /// From 2 on the epoch must be above the one that the transaction wrote in.
    pub transaction_version: i16,
}

impl TransactionEnd {
    fn batch(&self, now_ms: i64) -> Vec<u8> {
        let marker = EndMarker { committed: self.committed, coordinator_epoch: self.coordinator_epoch };
        BatchBuilder::new()
            .producer(self.producer_id, self.producer_epoch, NO_SEQUENCE)
            .transactional()
            .control()
            .record(Some(&marker.key()), Some(&marker.value()), now_ms, &[])
            .build()
    }
}

impl Partition {
    /// Ends a transaction here. Errors: INVALID_PRODUCER_EPOCH, TRANSACTION_COORDINATOR_FENCED, and as for `append`.
    pub fn write_marker(&self, end: &TransactionEnd, now_ms: i64) -> Result<AppendOutcome, AppendError> {
        let request = AppendRequest {
            acks: -1,
            origin: Origin::Coordinator,
            api_version: i16::MAX,
            verification: Verification::NotRequired,
            transaction_version: end.transaction_version,
            now_ms,
        };
        self.append(&mut end.batch(now_ms), request)
    }
}

/// What a marker's one record says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EndMarker {
    pub committed: bool,
    pub coordinator_epoch: i32,
}

impl EndMarker {
    fn key(self) -> [u8; 4] {
        let [version_high, version_low] = VERSION.to_be_bytes();
        let [type_high, type_low] = if self.committed { TYPE_COMMIT } else { TYPE_ABORT }.to_be_bytes();
        [version_high, version_low, type_high, type_low]
    }

    fn value(self) -> [u8; 6] {
        let [version_high, version_low] = VERSION.to_be_bytes();
        let [first, second, third, fourth] = self.coordinator_epoch.to_be_bytes();
        [version_high, version_low, first, second, third, fourth]
    }

    /// `None` for control batches that end no transaction (Raft's, or one that the cleaner emptied).
    pub(crate) fn parse(batch: &[u8]) -> Option<EndMarker> {
        let mut marker = None;
        let first_record = |record: Record<'_>| {
            marker = record.key.zip(record.value).and_then(|(key, value)| EndMarker::from_record(key, value));
            ControlFlow::Break(())
        };
        for_each_record(batch, first_record).ok()?;
        marker
    }

    fn from_record(key: &[u8], value: &[u8]) -> Option<EndMarker> {
        let kind = i16::from_be_bytes(key.get(2..4)?.try_into().ok()?);
        let coordinator_epoch = i32::from_be_bytes(value.get(2..6)?.try_into().ok()?);
        match kind {
            TYPE_ABORT => Some(EndMarker { committed: false, coordinator_epoch }),
            TYPE_COMMIT => Some(EndMarker { committed: true, coordinator_epoch }),
            _ => None,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use wire::record_batch::{BatchHeader, verify_crc};

    use super::*;

    #[test]
    fn a_marker_is_read_from_its_key_and_value() {
        let value = [0, 0, 0, 0, 0, 7];
        for (kind, committed) in [(0, Some(false)), (1, Some(true)), (2, None)] {
            let marker = EndMarker::from_record(&[0, 0, 0, kind], &value);
            let expected = committed.map(|committed| EndMarker { committed, coordinator_epoch: 7 });
            assert_eq!(marker, expected, "type {kind}");
        }
        assert_eq!(EndMarker::from_record(&[0, 0, 0], &value), None);
        assert_eq!(EndMarker::from_record(&[0, 0, 0, 1], &[0]), None);
    }

    #[test]
    fn a_marker_has_kafkas_bytes() {
        for committed in [false, true] {
            let end = TransactionEnd {
                producer_id: 7,
                producer_epoch: 3,
                coordinator_epoch: 0x0102_0304,
                committed,
                transaction_version: 2,
            };
            let batch = end.batch(1_700_000_000_000);
            let header = BatchHeader::parse(&batch).unwrap();
            assert!(verify_crc(&batch));
            assert_eq!((header.producer_id, header.producer_epoch, header.base_sequence), (7, 3, -1));
            assert_eq!((header.attributes, header.record_count, header.max_timestamp), (0x30, 1, 1_700_000_000_000));
            // length, attributes, timestamp delta, offset delta, key length and key, value length and value, headers
            let record = [32, 0, 0, 0, 8, 0, 0, 0, u8::from(committed), 12, 0, 0, 1, 2, 3, 4, 0];
            assert_eq!(batch[61..], record);
            let marker = EndMarker { committed, coordinator_epoch: 0x0102_0304 };
            assert_eq!(EndMarker::parse(&batch), Some(marker));
        }
    }
}
