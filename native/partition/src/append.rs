//! One batch on its way into the log: validated outside the lock; admitted, numbered and written inside it; parked
//! fetches woken after it. Called by the server for Produce, and for the control plane's own topics.
//!
//! Invariant: offsets are dense and in the order of the appends; a refused batch leaves nothing behind.
//! Source: Kafka's `UnifiedLog.append` and `Partition.appendRecordsToLeader`.

use log::StorageError;
use wire::ErrorCode;
use wire::record_batch::{BatchHeader, patch_base_offset, patch_leader_epoch};
use wire::validate::{Origin, TimestampType, validate};

use crate::config::PartitionConfig;
use crate::end_marker::EndMarker;
use crate::error::{AppendError, PartitionError, Refused};
use crate::partition::Partition;
use crate::producer_state::{Admission, Appender, Producers};
use crate::recent_batches::BatchMark;
use crate::state::State;
use crate::upkeep::write_snapshot;
use crate::verification::Verification;
use crate::waiters::Wakeups;

const ACKS_ALL: i16 = -1;
const NO_TIMESTAMP: i64 = -1;

#[derive(Clone, Copy, Debug)]
pub struct AppendRequest {
    /// -1, 0 or 1; the server has refused anything else.
    pub acks: i16,
    pub origin: Origin,
    /// Of the Produce request.
    pub api_version: i16,
    pub verification: Verification,
    /// Of the coordinator, for a marker.
    pub transaction_version: i16,
    pub now_ms: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AppendOutcome {
    pub base_offset: i64,
    pub last_offset: i64,
    /// -1 with CreateTime.
    pub log_append_time_ms: i64,
    pub log_start_offset: i64,
    /// Appended before; nothing was written, the offsets are those of the first time.
    pub duplicate: bool,
    /// The reply may go once the high watermark is here or beyond.
    pub required_offset: i64,
    /// The high watermark right after the append.
    pub high_watermark: i64,
    /// `Partition::flush_requested` is to be called, by somebody who may block. Said once until that has ended.
    pub flush_due: bool,
}

impl AppendOutcome {
    /// Whether the reply must be parked until the high watermark moves.
    pub fn must_wait(&self) -> bool {
        self.required_offset > self.high_watermark
    }
}

impl Partition {
    /// Appends the one v2 batch in `records`, whose base offset and leader epoch are overwritten in place.
    ///
    /// Errors: everything that `wire::validate` refuses; RECORD_LIST_TOO_LARGE (larger than `segment.bytes`);
    /// NOT_ENOUGH_REPLICAS; OUT_OF_ORDER_SEQUENCE_NUMBER, INVALID_PRODUCER_EPOCH, INVALID_TXN_STATE;
    /// KAFKA_STORAGE_ERROR, NOT_LEADER_OR_FOLLOWER (closed), UNKNOWN_TOPIC_OR_PARTITION (deleted).
    pub fn append(&self, records: &mut [u8], request: AppendRequest) -> Result<AppendOutcome, AppendError> {
        let config = self.config.load();
        let rules = config.validation_rules(request.origin);
        let mut validated = validate(records, &rules, request.api_version, request.now_ms)?;
        let produced = records.get_mut(..validated.header.size_bytes()).unwrap_or_default();
        let batch = validated.replacement.as_deref_mut().unwrap_or(produced);
        check_segment_size(batch, &config)?;
        let marker = validated.header.is_control().then(|| EndMarker::parse(batch)).flatten();

        let append = Append { config: &config, request, header: validated.header, marker, segment_base_offset: 0 };
        let mut state = self.state.lock();
        let (outcome, wakeups) = append.run(&mut state, batch);
        drop(state);
        wakeups.wake();
        outcome.map_err(AppendError::from)
    }
}

fn check_segment_size(batch: &[u8], config: &PartitionConfig) -> Result<(), AppendError> {
    let limit_bytes = config.log.segment_bytes as usize;
    if batch.len() <= limit_bytes {
        return Ok(());
    }
    let message = format!("The batch has {} bytes, more than segment.bytes, {limit_bytes}", batch.len());
    Err(AppendError::new(ErrorCode::RECORD_LIST_TOO_LARGE, message))
}

/// The part that happens under the lock.
struct Append<'a> {
    config: &'a PartitionConfig,
    request: AppendRequest,
    header: BatchHeader,
    marker: Option<EndMarker>,
    /// Of the segment that holds the batch, once it is written.
    segment_base_offset: i64,
}

impl Append<'_> {
    fn run(mut self, state: &mut State, batch: &mut [u8]) -> (Result<AppendOutcome, PartitionError>, Wakeups) {
        match self.admit_and_write(state, batch) {
            Ok(Admission::New) => match self.written(state) {
                Ok(wakeups) => (Ok(self.outcome(state)), wakeups),
                Err(error) => {
                    let (refusal, wakeups) = state.refuse(Refused::Storage(error));
                    (Err(refusal), wakeups)
                }
            },
            Ok(Admission::Duplicate(mark)) => (Ok(self.duplicate(state, &mark)), Wakeups::default()),
            Err(refused) => {
                let (refusal, wakeups) = state.refuse(refused);
                (Err(refusal), wakeups)
            }
        }
    }

    fn admit_and_write(&mut self, state: &mut State, batch: &mut [u8]) -> Result<Admission, Refused> {
        let admission = self.admit(state)?;
        if admission == Admission::New {
            self.write(state, batch)?;
        }
        Ok(admission)
    }

    fn admit(&self, state: &State) -> Result<Admission, PartitionError> {
        if self.request.acks == ACKS_ALL && state.replication.is_under_min_insync(self.config.min_insync_replicas) {
            let message = format!(
                "{} replicas are in sync, min.insync.replicas is {}",
                state.replication.in_sync_count(),
                self.config.min_insync_replicas
            );
            return Err(PartitionError::new(ErrorCode::NOT_ENOUGH_REPLICAS, message));
        }
        if !self.header.has_producer_id() {
            return Ok(Admission::New);
        }
        let AppendRequest { origin, verification, transaction_version, .. } = self.request;
        let appender = Appender { origin, verification, transaction_version };
        match &state.producers {
            Some(producers) => producers.admit(&self.header, self.marker, appender),
            None => Producers::default().admit(&self.header, self.marker, appender),
        }
    }

    /// Gives the batch its offsets and its epoch and writes it. On an error the log is as before.
    fn write(&mut self, state: &mut State, batch: &mut [u8]) -> Result<(), Refused> {
        let leader_epoch = state.leader_epoch;
        let log = state.service.log_mut()?;
        self.header.base_offset = log.log_end_offset();
        self.header.partition_leader_epoch = leader_epoch;
        patch_base_offset(batch, self.header.base_offset);
        patch_leader_epoch(batch, leader_epoch);
        if log.latest_epoch() != Some(leader_epoch) {
            log.assign_leader_epoch(leader_epoch)?;
        }
        let appended = log.append(batch, &self.header, self.request.now_ms)?;
        self.segment_base_offset = appended.position.segment_base_offset;
        if appended.rolled {
            // The producers are still those of the segments before the one that this batch began.
            write_snapshot(state, self.header.base_offset);
        }
        Ok(())
    }

    /// The batch is in the log: everybody who keeps account of it is told.
    fn written(&self, state: &mut State) -> Result<Wakeups, StorageError> {
        if self.header.has_producer_id() {
            let producers = state.producers.get_or_insert_with(Box::<Producers>::default);
            if let Some(aborted) = producers.appended(&self.header, self.marker, self.request.now_ms) {
                state.enter_aborted(self.segment_base_offset, &aborted)?;
            }
        }
        state.flush.oldest_unflushed_ms.get_or_insert(self.request.now_ms);
        Ok(state.commit(self.config))
    }

    fn outcome(&self, state: &mut State) -> AppendOutcome {
        let offsets = state.offsets();
        AppendOutcome {
            base_offset: self.header.base_offset,
            last_offset: self.header.last_offset(),
            log_append_time_ms: match self.config.timestamp_type {
                TimestampType::LogAppendTime => self.request.now_ms,
                TimestampType::CreateTime => NO_TIMESTAMP,
            },
            log_start_offset: offsets.log_start_offset,
            duplicate: false,
            required_offset: self.required_offset(self.header.last_offset()),
            high_watermark: offsets.high_watermark,
            flush_due: state.request_flush(self.config),
        }
    }

    /// As in Kafka, the append time of a repeated batch is the timestamp it was remembered with.
    fn duplicate(&self, state: &mut State, mark: &BatchMark) -> AppendOutcome {
        let offsets = state.offsets();
        AppendOutcome {
            base_offset: mark.first_offset(),
            last_offset: mark.last_offset,
            log_append_time_ms: mark.timestamp_ms,
            log_start_offset: offsets.log_start_offset,
            duplicate: true,
            required_offset: self.required_offset(mark.last_offset),
            high_watermark: offsets.high_watermark,
            flush_due: state.request_flush(self.config),
        }
    }

    fn required_offset(&self, last_offset: i64) -> i64 {
        let waits = self.request.acks == ACKS_ALL || (self.request.acks != 0 && self.config.holds_replies());
        if waits { last_offset + 1 } else { 0 }
    }
}

#[cfg(test)]
#[path = "append_tests.rs"]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
