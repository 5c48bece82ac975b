//! What is known of the producers of one partition: whether a batch is new, repeated or wrong. `append` asks before
//! it writes and tells afterwards; `open` replays snapshot and log into it.
//!
//! Invariant: replaying the log gives the same state as the appends gave, except that a snapshot remembers only the
//! last batch of each producer.
//! Source: Kafka's `ProducerAppendInfo`, `ProducerStateEntry` and `ProducerStateManager` (4.3).

use std::collections::HashMap;

use wire::ErrorCode;
use wire::record_batch::{BatchHeader, NO_PRODUCER_EPOCH};
use wire::validate::Origin;

use crate::error::PartitionError;
use crate::producer_snapshot::SnapshotEntry;
use crate::recent_batches::{BatchMark, RecentBatches};
use crate::transactions::{AbortedTransaction, EndMarker, Transactions};

const NO_COORDINATOR_EPOCH: i32 = -1;
const NO_OFFSET: i64 = -1;
const EXPIRATION_CHECK_INTERVAL_MS: i64 = 600_000;

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Admission {
    New,
    /// Appended before: its first and last offset and timestamp.
    Duplicate(BatchMark),
}

#[derive(Debug)]
struct Producer {
    epoch: i16,
    coordinator_epoch: i32,
    /// The broker's clock at the last append, or the batch's timestamp if that is later: old records that are
    /// written today must not make their producer look idle.
    last_seen_ms: i64,
    transaction_first_offset: Option<i64>,
    recent: RecentBatches,
}

#[derive(Debug, Default)]
pub(crate) struct Producers {
    by_id: HashMap<i64, Producer>,
    pub transactions: Transactions,
    expiration_checked_ms: i64,
}

impl Producers {
    pub(crate) fn is_empty(&self) -> bool {
        self.by_id.is_empty() && self.transactions.is_empty()
    }

    /// Decides on a batch with a producer id. `marker` is set for a batch that ends a transaction.
    pub(crate) fn admit(
        &self,
        header: &BatchHeader,
        marker: Option<EndMarker>,
        origin: Origin,
    ) -> Result<Admission, PartitionError> {
        let Some(producer) = self.by_id.get(&header.producer_id) else { return Ok(Admission::New) };
        if origin == Origin::Client
            && let Some(mark) = producer.duplicate_of(header)
        {
            return Ok(Admission::Duplicate(mark));
        }
        producer.check_epoch(header)?;
        match marker {
            Some(marker) => producer.check_coordinator_epoch(header, marker)?,
            None => producer.check_data(header, origin)?,
        }
        Ok(Admission::New)
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

    /// Forgets producers that have been silent for `expiration_ms` and have no open transaction.
    pub(crate) fn expire(&mut self, expiration_ms: i64, now_ms: i64) {
        if now_ms.saturating_sub(self.expiration_checked_ms) < EXPIRATION_CHECK_INTERVAL_MS {
            return;
        }
        self.expiration_checked_ms = now_ms;
        self.by_id.retain(|_, producer| {
            producer.transaction_first_offset.is_some() || !is_expired(producer.last_seen_ms, expiration_ms, now_ms)
        });
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

fn is_expired(last_seen_ms: i64, expiration_ms: i64, now_ms: i64) -> bool {
    now_ms.saturating_sub(last_seen_ms) >= expiration_ms
}

impl Producer {
    fn new() -> Producer {
        Producer {
            epoch: NO_PRODUCER_EPOCH,
            coordinator_epoch: NO_COORDINATOR_EPOCH,
            last_seen_ms: i64::MIN,
            transaction_first_offset: None,
            recent: RecentBatches::default(),
        }
    }

    fn from_snapshot(entry: &SnapshotEntry) -> Producer {
        let mut recent = RecentBatches::default();
        if entry.last_offset >= 0 {
            recent.push(BatchMark {
                last_sequence: entry.last_sequence,
                offset_delta: entry.offset_delta,
                last_offset: entry.last_offset,
                timestamp_ms: entry.timestamp_ms,
            });
        }
        Producer {
            epoch: entry.epoch,
            coordinator_epoch: entry.coordinator_epoch,
            last_seen_ms: entry.timestamp_ms,
            transaction_first_offset: (entry.transaction_first_offset >= 0).then_some(entry.transaction_first_offset),
            recent,
        }
    }

    fn duplicate_of(&self, header: &BatchHeader) -> Option<BatchMark> {
        if header.producer_epoch != self.epoch {
            return None;
        }
        self.recent.find(header.base_sequence, header.last_sequence()).copied()
    }

    fn check_epoch(&self, header: &BatchHeader) -> Result<(), PartitionError> {
        if header.producer_epoch >= self.epoch {
            return Ok(());
        }
        let message = format!(
            "Epoch of producer {} is {}, which is smaller than the last seen epoch {}",
            header.producer_id, header.producer_epoch, self.epoch
        );
        Err(PartitionError::new(ErrorCode::INVALID_PRODUCER_EPOCH, message))
    }

    fn check_coordinator_epoch(&self, header: &BatchHeader, marker: EndMarker) -> Result<(), PartitionError> {
        if marker.coordinator_epoch >= self.coordinator_epoch {
            return Ok(());
        }
        let message = format!(
            "The marker for producer {} comes from coordinator epoch {}, the current one is {}",
            header.producer_id, marker.coordinator_epoch, self.coordinator_epoch
        );
        Err(PartitionError::new(ErrorCode::TRANSACTION_COORDINATOR_FENCED, message))
    }

    fn check_data(&self, header: &BatchHeader, origin: Origin) -> Result<(), PartitionError> {
        if origin == Origin::Client && !self.is_in_sequence(header) {
            let message = format!(
                "Out of order sequence number for producer {}: {} (incoming sequence, epoch {}), {} (last sequence, \
                 epoch {})",
                header.producer_id,
                header.base_sequence,
                header.producer_epoch,
                self.recent.last_sequence(),
                self.epoch
            );
            return Err(PartitionError::new(ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER, message));
        }
        if self.transaction_first_offset.is_some() && !header.is_transactional() {
            let message = format!("Expected a transactional write from producer {}", header.producer_id);
            return Err(PartitionError::new(ErrorCode::INVALID_TXN_STATE, message));
        }
        Ok(())
    }

    /// A new epoch starts at 0; within an epoch the next number follows, and 0 follows both `i32::MAX` and -1, which
    /// stands for an epoch without batches (after a marker that raised it).
    fn is_in_sequence(&self, header: &BatchHeader) -> bool {
        if self.epoch == NO_PRODUCER_EPOCH {
            return true;
        }
        if header.producer_epoch != self.epoch {
            return header.base_sequence == 0;
        }
        match self.recent.last_sequence() {
            i32::MAX => header.base_sequence == 0,
            last => header.base_sequence == last + 1,
        }
    }

    fn set_epoch(&mut self, epoch: i16) {
        if self.epoch != epoch {
            self.epoch = epoch;
            self.recent.clear();
        }
    }

    /// Whether this batch began a transaction.
    fn append_data(&mut self, header: &BatchHeader) -> bool {
        self.set_epoch(header.producer_epoch);
        self.recent.push(BatchMark {
            last_sequence: header.last_sequence(),
            offset_delta: header.last_offset_delta,
            last_offset: header.last_offset(),
            timestamp_ms: header.max_timestamp,
        });
        let begins = header.is_transactional() && self.transaction_first_offset.is_none();
        if begins {
            self.transaction_first_offset = Some(header.base_offset);
        }
        begins
    }

    /// The first offset of the transaction that the marker ended.
    fn end_transaction(&mut self, header: &BatchHeader, marker: EndMarker) -> Option<i64> {
        self.set_epoch(header.producer_epoch);
        self.coordinator_epoch = marker.coordinator_epoch;
        self.transaction_first_offset.take()
    }
}

#[cfg(test)]
#[path = "producer_state_tests.rs"]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
