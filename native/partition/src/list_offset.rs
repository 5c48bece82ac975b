//! Offsets by time and by epoch: what ListOffsets and OffsetForLeaderEpoch ask of one partition.
//!
//! Special timestamps: -1 latest, -2 earliest, -3 largest timestamp (v7), -4 earliest local (v8), -5 latest tiered
//! (v9), -6 earliest pending upload (v11). There is no tiered storage: -5 and -6 find nothing, -4 is -2.
//!
//! Invariant: no offset at or beyond what the caller's isolation may see is answered, save as "latest".
//! Source: Kafka's `Partition.fetchOffsetForTimestamp`, `UnifiedLog.fetchOffsetByTimestamp`, `ReplicaManager`.

use log::{Log, TimestampOffset, UNDEFINED_EPOCH, UNDEFINED_EPOCH_OFFSET};
use wire::ErrorCode;

use crate::error::{PartitionError, Refused};
use crate::partition::Partition;
use crate::read::Isolation;
use crate::state::{State, settle};

const LATEST: i64 = -1;
const EARLIEST: i64 = -2;
const MAX_TIMESTAMP: i64 = -3;
const EARLIEST_LOCAL: i64 = -4;
const LATEST_TIERED: i64 = -5;
const EARLIEST_PENDING_UPLOAD: i64 = -6;

#[derive(Clone, Copy, Debug)]
pub struct ListOffsetRequest {
    pub timestamp_ms: i64,
    pub isolation: Isolation,
    /// What the client believes; -1: nothing.
    pub current_leader_epoch: i32,
    /// Of the ListOffsets request: decides which special timestamps exist.
    pub api_version: i16,
}

/// -1 in every field: no such record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListedOffset {
    pub timestamp_ms: i64,
    pub offset: i64,
    pub leader_epoch: i32,
}

impl ListedOffset {
    pub const NONE: ListedOffset = ListedOffset { timestamp_ms: -1, offset: -1, leader_epoch: UNDEFINED_EPOCH };

    fn position(offset: i64, leader_epoch: Option<i32>) -> ListedOffset {
        ListedOffset { timestamp_ms: -1, offset, leader_epoch: leader_epoch.unwrap_or(UNDEFINED_EPOCH) }
    }
}

/// The end of the largest epoch that is not above the requested one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EpochEndOffset {
    pub leader_epoch: i32,
    pub end_offset: i64,
}

impl EpochEndOffset {
    pub const UNDEFINED: EpochEndOffset =
        EpochEndOffset { leader_epoch: UNDEFINED_EPOCH, end_offset: UNDEFINED_EPOCH_OFFSET };
}

impl Partition {
    /// Errors: UNSUPPORTED_VERSION for a special timestamp that the version lacks, FENCED_LEADER_EPOCH,
    /// UNKNOWN_LEADER_EPOCH, and as for `append` when out of service.
    pub fn list_offset(&self, request: &ListOffsetRequest) -> Result<ListedOffset, PartitionError> {
        check_version(request)?;
        let state = self.state.lock();
        let listed = find(&state, request);
        settle(state, listed)
    }

    /// OffsetForLeaderEpoch. Errors as for `list_offset`.
    pub fn end_offset_for_epoch(
        &self,
        requested_epoch: i32,
        current_leader_epoch: i32,
    ) -> Result<EpochEndOffset, PartitionError> {
        let state = self.state.lock();
        state.check_leader_epoch(current_leader_epoch)?;
        state.end_offset_for_epoch(requested_epoch)
    }
}

fn check_version(request: &ListOffsetRequest) -> Result<(), PartitionError> {
    let first_version = match request.timestamp_ms {
        0.. | LATEST | EARLIEST => 1,
        MAX_TIMESTAMP => 7,
        EARLIEST_LOCAL => 8,
        LATEST_TIERED => 9,
        EARLIEST_PENDING_UPLOAD => 11,
        _ => i16::MAX,
    };
    if request.api_version >= first_version {
        return Ok(());
    }
    let message = format!("ListOffsets v{} knows no timestamp {}", request.api_version, request.timestamp_ms);
    Err(PartitionError::new(ErrorCode::UNSUPPORTED_VERSION, message))
}

fn find(state: &State, request: &ListOffsetRequest) -> Result<ListedOffset, Refused> {
    state.check_leader_epoch(request.current_leader_epoch)?;
    let log = state.service.log()?;
    let offsets = state.offsets();
    let visible_end = match request.isolation {
        Isolation::ReadUncommitted => offsets.high_watermark,
        Isolation::ReadCommitted => offsets.last_stable_offset,
        Isolation::LogEnd => offsets.log_end_offset,
    };
    let found = match request.timestamp_ms {
        LATEST => return Ok(ListedOffset::position(visible_end, Some(state.leader_epoch))),
        EARLIEST | EARLIEST_LOCAL => return Ok(earliest(state, log)),
        LATEST_TIERED | EARLIEST_PENDING_UPLOAD => return Ok(ListedOffset::NONE),
        MAX_TIMESTAMP => log.max_timestamp()?,
        timestamp_ms => log.offset_for_timestamp(timestamp_ms)?,
    };
    let visible = found.filter(|record| record.offset < visible_end);
    Ok(visible.map_or(ListedOffset::NONE, |record: TimestampOffset| ListedOffset {
        timestamp_ms: record.timestamp,
        offset: record.offset,
        leader_epoch: record.leader_epoch,
    }))
}

/// The log start, with the epoch that its record has or, in an empty log, will have.
fn earliest(state: &State, log: &Log) -> ListedOffset {
    let log_start_offset = log.log_start_offset();
    let leader_epoch = match log_start_offset == log.log_end_offset() && log.latest_epoch().is_none() {
        true => Some(state.leader_epoch),
        false => log.epoch_of_offset(log_start_offset),
    };
    ListedOffset::position(log_start_offset, leader_epoch)
}

#[cfg(test)]
#[path = "list_offset_tests.rs"]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
