//! What is known of the producers of one partition: whether a batch is new, repeated or wrong. `append` asks before
//! it writes and tells afterwards; `open` replays snapshot and log into it.
//!
//! Invariant: replaying the log gives the same state as the appends gave, except that a snapshot remembers only the
//! last batch of each producer.
//! Source: Kafka's `ProducerAppendInfo`, `ProducerStateEntry` and `ProducerStateManager` (4.3).

use std::collections::HashMap;

use log::{LastRecord, LastRecords};
use wire::ErrorCode;
use wire::record_batch::BatchHeader;
use wire::validate::Origin;

use crate::end_marker::EndMarker;
use crate::error::PartitionError;
use crate::producer::Producer;
use crate::producer_snapshot::SnapshotEntry;
use crate::recent_batches::BatchMark;
use crate::transactions::{AbortedTransaction, Transactions};
use crate::verification::{Verification, VerificationEntry, VerificationGuard, Verifications};

const NO_OFFSET: i64 = -1;

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Admission {
    New,
    /// Appended before: its first and last offset and timestamp.
    Duplicate(BatchMark),
}

/// Who appends a batch, and on whose word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Appender {
    pub origin: Origin,
    pub verification: Verification,
    /// Of the coordinator that writes a marker.
    pub transaction_version: i16,
}

/// What DescribeProducers tells of one producer. -1 where a value is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProducerDescription {
    pub producer_id: i64,
    pub producer_epoch: i16,
    pub last_sequence: i32,
    pub last_timestamp_ms: i64,
    pub coordinator_epoch: i32,
    pub transaction_first_offset: i64,
}

#[derive(Debug, Default)]
pub(crate) struct Producers {
    by_id: HashMap<i64, Producer>,
    pub transactions: Transactions,
    verifications: Verifications,
    expiration_checked_ms: i64,
}

impl Producers {
    pub(crate) fn is_empty(&self) -> bool {
        self.by_id.is_empty() && self.transactions.is_empty() && self.verifications.is_empty()
    }

    /// As `Partition::start_verification`.
    pub(crate) fn start_verification(
        &mut self,
        batch: &BatchHeader,
        adds_partitions: bool,
        now_ms: i64,
    ) -> Result<Option<VerificationGuard>, PartitionError> {
        if let Some(producer) = self.by_id.get(&batch.producer_id) {
            producer.check_epoch(batch)?;
            if producer.has_open_transaction(batch.producer_epoch) {
                return Ok(None);
            }
        }
        Ok(Some(self.verifications.start(batch, adds_partitions, now_ms)))
    }

    /// Decides on a batch with a producer id. `marker` is set for a batch that ends a transaction.
    pub(crate) fn admit(
        &self,
        header: &BatchHeader,
        marker: Option<EndMarker>,
        appender: Appender,
    ) -> Result<Admission, PartitionError> {
        let producer = self.by_id.get(&header.producer_id);
        if appender.origin == Origin::Client
            && let Some(mark) = producer.and_then(|producer| producer.duplicate_of(header))
        {
            return Ok(Admission::Duplicate(mark));
        }
        match (marker, producer) {
            (Some(marker), Some(producer)) => producer.check_marker(header, marker, appender.transaction_version)?,
            (Some(_), None) => {}
            (None, producer) => self.check_data(header, producer, appender)?,
        }
        Ok(Admission::New)
    }

    fn check_data(
        &self,
        header: &BatchHeader,
        producer: Option<&Producer>,
        appender: Appender,
    ) -> Result<(), PartitionError> {
        if let Some(producer) = producer {
            producer.check_epoch(header)?;
        }
        let is_open = producer.is_some_and(|producer| producer.has_open_transaction(header.producer_epoch));
        let needs_word = header.is_transactional() && !header.is_control() && !is_open;
        if needs_word && !self.verifications.vouches_for(header, appender.verification) {
            let message = format!("The batch of producer {} is not part of an open transaction", header.producer_id);
            return Err(PartitionError::new(ErrorCode::INVALID_TXN_STATE, message));
        }
        if appender.origin == Origin::Client {
            check_verified_sequence(header, producer, self.verifications.get(header.producer_id))?;
        }
        producer.map_or(Ok(()), |producer| producer.check_data(header, appender.origin))
    }

    /// Takes in a batch that is in the log, whose offsets are final. Answers the index entry of an aborted
    /// transaction. Checks nothing: what is in the log is so.
    pub(crate) fn appended(
        &mut self,
        header: &BatchHeader,
        marker: Option<EndMarker>,
        now_ms: i64,
    ) -> Option<AbortedTransaction> {
        let producer = self.by_id.entry(header.producer_id).or_insert_with(Producer::new);
        producer.last_seen_ms = now_ms.max(header.max_timestamp);
        producer.last_timestamp_ms = header.max_timestamp;
        if header.is_transactional() {
            self.verifications.appended(header);
        }
        match marker {
            Some(marker) => {
                let first_offset = producer.end_transaction(header, marker)?;
                self.transactions.end(first_offset, header.base_offset, marker.committed)
            }
            None if header.is_control() => None,
            None => {
                if producer.append_data(header) {
                    self.transactions.begin(header.base_offset, header.producer_id);
                }
                None
            }
        }
    }

    /// Forgets producers that have been silent for `expiration_ms` and have no open transaction, and verifications
    /// that came to nothing. Looks once in `check_interval_ms`.
    pub(crate) fn expire(&mut self, expiration_ms: i64, check_interval_ms: i64, now_ms: i64) {
        if now_ms.saturating_sub(self.expiration_checked_ms) < check_interval_ms {
            return;
        }
        self.expiration_checked_ms = now_ms;
        self.by_id.retain(|_, producer| {
            producer.transaction_first_offset.is_some() || !is_expired(producer.last_seen_ms, expiration_ms, now_ms)
        });
        self.verifications.expire(expiration_ms, now_ms);
    }

    pub(crate) fn describe(&self) -> Vec<ProducerDescription> {
        let describe = |(producer_id, producer): (&i64, &Producer)| ProducerDescription {
            producer_id: *producer_id,
            producer_epoch: producer.epoch,
            last_sequence: producer.recent.last_sequence(),
            last_timestamp_ms: producer.last_timestamp_ms,
            coordinator_epoch: producer.coordinator_epoch,
            transaction_first_offset: producer.transaction_first_offset.unwrap_or(NO_OFFSET),
        };
        self.by_id.iter().map(describe).collect()
    }

    /// Where each producer's last record is, which compaction must not forget.
    pub(crate) fn last_records(&self) -> LastRecords {
        let last_record = |producer: &Producer| LastRecord {
            last_data_offset: producer.recent.last().map(|mark| mark.last_offset),
            producer_epoch: producer.epoch,
        };
        self.by_id.iter().map(|(producer_id, producer)| (*producer_id, last_record(producer))).collect()
    }

    pub(crate) fn snapshot_entries(&self) -> impl Iterator<Item = SnapshotEntry> {
        self.by_id.iter().map(|(producer_id, producer)| {
            let last = producer.recent.last();
            SnapshotEntry {
                producer_id: *producer_id,
                epoch: producer.epoch,
                last_sequence: producer.recent.last_sequence(),
                last_offset: last.map_or(NO_OFFSET, |mark| mark.last_offset),
                offset_delta: last.map_or(0, |mark| mark.offset_delta),
                timestamp_ms: producer.last_seen_ms,
                coordinator_epoch: producer.coordinator_epoch,
                transaction_first_offset: producer.transaction_first_offset.unwrap_or(NO_OFFSET),
            }
        })
    }

    /// The state that a snapshot holds, without producers that have expired.
    pub(crate) fn from_snapshot(entries: Vec<SnapshotEntry>, expiration_ms: i64, now_ms: i64) -> Producers {
        let mut producers = Producers::default();
        for entry in entries {
            let producer = Producer::from_snapshot(&entry);
            if let Some(first_offset) = producer.transaction_first_offset {
                producers.transactions.begin(first_offset, entry.producer_id);
            } else if is_expired(entry.timestamp_ms, expiration_ms, now_ms) {
                continue;
            }
            producers.by_id.insert(entry.producer_id, producer);
        }
        producers
    }
}

/// A batch must not overtake one with a lower sequence whose verification failed; and where transactions raise the
/// epoch, a producer of which nothing is known begins at 0.
fn check_verified_sequence(
    header: &BatchHeader,
    producer: Option<&Producer>,
    entry: Option<&VerificationEntry>,
) -> Result<(), PartitionError> {
    let Some(entry) = entry else { return Ok(()) };
    let sequence = header.base_sequence;
    let is_unknown = producer.is_none_or(|producer| producer.recent.last().is_none());
    let highest = if entry.adds_partitions && is_unknown { 0 } else { entry.lowest_sequence };
    if sequence <= highest {
        return Ok(());
    }
    let message = format!(
        "Out of order sequence number for producer {}: {sequence}, a transaction that begins here has {highest} next",
        header.producer_id
    );
    Err(PartitionError::new(ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER, message))
}

fn is_expired(last_seen_ms: i64, expiration_ms: i64, now_ms: i64) -> bool {
    now_ms.saturating_sub(last_seen_ms) >= expiration_ms
}

#[cfg(test)]
#[path = "producer_state_tests.rs"]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
