//! One producer of one partition: its epoch, its last batches, its open transaction. Held by `producer_state`, which
//! asks it about every batch and tells it what was appended.
//!
//! Source: Kafka's `ProducerStateEntry` and `ProducerAppendInfo` (4.3).

use wire::ErrorCode;
use wire::record_batch::{BatchHeader, NO_PRODUCER_EPOCH, NO_TIMESTAMP};
use wire::validate::Origin;

use crate::end_marker::EndMarker;
use crate::error::PartitionError;
use crate::producer_snapshot::SnapshotEntry;
use crate::recent_batches::{BatchMark, RecentBatches};

const NO_COORDINATOR_EPOCH: i32 = -1;
/// From this transaction version on every marker raises its producer's epoch (KIP-890).
const VERSION_WITH_EPOCH_BUMPS: i16 = 2;

#[derive(Debug)]
pub(crate) struct Producer {
    pub epoch: i16,
    pub coordinator_epoch: i32,
    /// The broker's clock at the last append, or the batch's timestamp if that is later: old records that are
    /// written today must not make their producer look idle.
    pub last_seen_ms: i64,
    /// Of the last batch or marker.
    pub last_timestamp_ms: i64,
    pub transaction_first_offset: Option<i64>,
    pub recent: RecentBatches,
}

impl Producer {
    pub(crate) fn new() -> Producer {
        Producer {
            epoch: NO_PRODUCER_EPOCH,
            coordinator_epoch: NO_COORDINATOR_EPOCH,
            last_seen_ms: i64::MIN,
            last_timestamp_ms: NO_TIMESTAMP,
            transaction_first_offset: None,
            recent: RecentBatches::default(),
        }
    }

    pub(crate) fn from_snapshot(entry: &SnapshotEntry) -> Producer {
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
            last_timestamp_ms: entry.timestamp_ms,
            transaction_first_offset: (entry.transaction_first_offset >= 0).then_some(entry.transaction_first_offset),
            recent,
        }
    }

    pub(crate) fn duplicate_of(&self, header: &BatchHeader) -> Option<BatchMark> {
        if header.producer_epoch != self.epoch {
            return None;
        }
        self.recent.find(header.base_sequence, header.last_sequence()).copied()
    }

    pub(crate) fn check_epoch(&self, header: &BatchHeader) -> Result<(), PartitionError> {
        if header.producer_epoch >= self.epoch {
            return Ok(());
        }
        let message = format!(
            "Epoch of producer {} is {}, which is smaller than the last seen epoch {}",
            header.producer_id, header.producer_epoch, self.epoch
        );
        Err(PartitionError::new(ErrorCode::INVALID_PRODUCER_EPOCH, message))
    }

    /// Of a transaction in this epoch; one that a newer epoch left behind is not the batch's.
    pub(crate) fn has_open_transaction(&self, epoch: i16) -> bool {
        self.transaction_first_offset.is_some() && self.epoch == epoch
    }

    pub(crate) fn check_marker(
        &self,
        header: &BatchHeader,
        marker: EndMarker,
        transaction_version: i16,
    ) -> Result<(), PartitionError> {
        self.check_marker_epoch(header, transaction_version)?;
        if marker.coordinator_epoch >= self.coordinator_epoch {
            return Ok(());
        }
        let message = format!(
            "The marker for producer {} comes from coordinator epoch {}, the current one is {}",
            header.producer_id, marker.coordinator_epoch, self.coordinator_epoch
        );
        Err(PartitionError::new(ErrorCode::TRANSACTION_COORDINATOR_FENCED, message))
    }

    /// A marker that raises the epoch in all cases must be above ours; the same marker once more, after its transaction
    /// has ended, is a coordinator's retry and harmless.
    fn check_marker_epoch(&self, header: &BatchHeader, transaction_version: i16) -> Result<(), PartitionError> {
        let is_retry = header.producer_epoch == self.epoch && self.transaction_first_offset.is_none();
        if transaction_version < VERSION_WITH_EPOCH_BUMPS || is_retry || header.producer_epoch > self.epoch {
            return self.check_epoch(header);
        }
        let message = format!(
            "The marker for producer {} has epoch {}, which is not above the last seen epoch {}",
            header.producer_id, header.producer_epoch, self.epoch
        );
        Err(PartitionError::new(ErrorCode::INVALID_PRODUCER_EPOCH, message))
    }

    pub(crate) fn check_data(&self, header: &BatchHeader, origin: Origin) -> Result<(), PartitionError> {
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
    pub(crate) fn append_data(&mut self, header: &BatchHeader) -> bool {
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
    pub(crate) fn end_transaction(&mut self, header: &BatchHeader, marker: EndMarker) -> Option<i64> {
        self.set_epoch(header.producer_epoch);
        self.coordinator_epoch = marker.coordinator_epoch;
        self.transaction_first_offset.take()
    }
}
