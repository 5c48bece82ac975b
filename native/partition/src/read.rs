//! Which bytes answer a fetch, and how far they may reach. Called by the server for Fetch and for the control
//! plane's reads.
//!
//! Invariant: no byte at or beyond the high watermark (read_committed: the last stable offset) is handed out.
//! Source: Kafka's `Partition.fetchRecords` and `UnifiedLog.read`.

use log::{FileSlice, Log, LogPosition, ReadError};
use wire::ErrorCode;

use crate::error::{PartitionError, Refused};
use crate::list_offset::EpochEndOffset;
use crate::partition::Partition;
use crate::state::{State, settle};
use crate::transactions::AbortedTransaction;

/// How far a reader may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Isolation {
    /// To the high watermark.
    ReadUncommitted,
    /// To the last stable offset, aborted transactions being named.
    ReadCommitted,
    /// To the log end: followers.
    LogEnd,
}

#[derive(Clone, Copy, Debug)]
pub struct ReadRequest {
    pub offset: i64,
    pub max_bytes: usize,
    /// The first batch is given even if it is larger than `max_bytes`.
    pub at_least_one_batch: bool,
    pub isolation: Isolation,
    /// What the client believes; -1: nothing.
    pub current_leader_epoch: i32,
    /// The epoch of the last record that the client has; -1: unknown.
    pub last_fetched_epoch: i32,
}

#[derive(Debug)]
pub struct ReadOutcome {
    /// `None`: nothing to read there yet.
    pub slice: Option<FileSlice>,
    /// Bytes from the slice's start, or from where it would start, to the end that `isolation` allows to see; `u64::MAX`
    /// when that end lies in a later segment: a fetch that waits for more is to be answered with what there is.
    pub available_bytes: u64,
    pub high_watermark: i64,
    pub last_stable_offset: i64,
    pub log_start_offset: i64,
    /// `Some` for read_committed, by ascending marker.
    pub aborted: Option<Vec<AbortedTransaction>>,
    /// Set when the client's log and ours part before `offset`: it must truncate to this. Nothing is read then.
    pub diverging: Option<EpochEndOffset>,
}

impl Partition {
    /// Finds the bytes; reads none of them.
    ///
    /// Errors: OFFSET_OUT_OF_RANGE, FENCED_LEADER_EPOCH, UNKNOWN_LEADER_EPOCH, and as for `append` when out of service.
    pub fn read(&self, request: &ReadRequest) -> Result<ReadOutcome, PartitionError> {
        let state = self.state.lock();
        let outcome = read(&state, request);
        settle(state, outcome)
    }
}

fn read(state: &State, request: &ReadRequest) -> Result<ReadOutcome, Refused> {
    let log = state.service.log()?;
    state.check_leader_epoch(request.current_leader_epoch)?;
    if request.last_fetched_epoch >= 0
        && let Some(diverging) = diverging(state, log, request)?
    {
        return Ok(outcome(state, log, None, 0, Some(diverging), None));
    }
    check_range(log, request.offset)?;
    let end = bound(state, log, request.isolation)?;
    let slice = if request.offset < end.offset {
        log.read(request.offset, request.max_bytes, end, request.at_least_one_batch)?
    } else {
        None
    };
    let available_bytes = match &slice {
        Some(slice) => bytes_between(slice.start, end),
        None if request.offset < end.offset => bytes_between(log.position_of(request.offset)?, end),
        None => 0,
    };
    let aborted = match request.isolation {
        Isolation::ReadCommitted => Some(aborted(state, log, slice.as_ref(), end)?),
        Isolation::ReadUncommitted | Isolation::LogEnd => None,
    };
    Ok(outcome(state, log, slice, available_bytes, None, aborted))
}

fn outcome(
    state: &State,
    log: &Log,
    slice: Option<FileSlice>,
    available_bytes: u64,
    diverging: Option<EpochEndOffset>,
    aborted: Option<Vec<AbortedTransaction>>,
) -> ReadOutcome {
    ReadOutcome {
        slice,
        available_bytes,
        high_watermark: state.replication.high_watermark().offset,
        last_stable_offset: state.last_stable_offset(),
        log_start_offset: log.log_start_offset(),
        aborted,
        diverging,
    }
}

fn bytes_between(start: LogPosition, end: LogPosition) -> u64 {
    match end.segment_base_offset == start.segment_base_offset {
        true => end.position.saturating_sub(start.position),
        false => u64::MAX,
    }
}

fn check_range(log: &Log, offset: i64) -> Result<(), PartitionError> {
    let (log_start_offset, log_end_offset) = (log.log_start_offset(), log.log_end_offset());
    if (log_start_offset..=log_end_offset).contains(&offset) {
        return Ok(());
    }
    let message = format!("Offset {offset} is outside {log_start_offset} to {log_end_offset}");
    Err(PartitionError::new(ErrorCode::OFFSET_OUT_OF_RANGE, message))
}

fn bound(state: &State, log: &Log, isolation: Isolation) -> Result<LogPosition, ReadError> {
    let high_watermark = state.replication.high_watermark();
    match isolation {
        Isolation::ReadUncommitted => Ok(high_watermark),
        Isolation::LogEnd => Ok(log.end_position()),
        Isolation::ReadCommitted => match state.last_stable_offset() {
            stable if stable == high_watermark.offset => Ok(high_watermark),
            stable => log.position_of(stable.max(log.log_start_offset())),
        },
    }
}

/// KIP-595: where our log leaves that of a client whose last record has `last_fetched_epoch`.
fn diverging(state: &State, log: &Log, request: &ReadRequest) -> Result<Option<EpochEndOffset>, PartitionError> {
    let end = state.end_offset_for_epoch(request.last_fetched_epoch)?;
    if end == EpochEndOffset::UNDEFINED {
        let message = format!("The last fetched epoch {} is not known", request.last_fetched_epoch);
        return Err(PartitionError::new(ErrorCode::OFFSET_OUT_OF_RANGE, message));
    }
    if request.offset < log.log_start_offset() {
        check_range(log, request.offset)?;
    }
    let parts = end.leader_epoch < request.last_fetched_epoch || end.end_offset < request.offset;
    Ok(parts.then_some(end))
}

/// The transactions that a read_committed consumer of `slice` must drop. The slice ends with its segment at most.
fn aborted(
    state: &State,
    log: &Log,
    slice: Option<&FileSlice>,
    end: LogPosition,
) -> Result<Vec<AbortedTransaction>, ReadError> {
    let (Some(index), Some(slice)) = (&state.aborted, slice) else { return Ok(Vec::new()) };
    let segment = slice.start.segment_base_offset;
    let next_segment = log.segment_base_offsets().find(|base_offset| *base_offset > segment);
    let to_offset = next_segment.map_or(end.offset, |base_offset| base_offset.min(end.offset));
    Ok(index.between(segment, slice.start.offset, to_offset)?)
}

#[cfg(test)]
#[path = "read_tests.rs"]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
