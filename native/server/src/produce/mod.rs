//! Produce (key 0), versions 3-13: validates, appends and answers on the connection's own thread.
//!
//! Records stay where they arrived: the log writes them from the frame, with base offset and leader epoch patched in
//! place. A request that begins a transaction in a partition waits for its coordinator's word first.

mod request;
mod response;
mod verification;

use std::sync::Arc;

use partition::{AppendOutcome, AppendRequest, Isolation, Partition, Verification, Waiter};
use wire::ErrorCode;
use wire::validate::Origin;

use crate::broker::Broker;
use crate::disconnect::Disconnect;
use crate::dispatch::{Dispatched, RequestHead};
use crate::outgoing::Outgoing;
use crate::reply::reply;
use crate::signal::Signal;
use request::{NamedTopic, Outcome, ParsedRequest, PartitionAppend, parse, refusal};
use response::response;
use verification::{Begun, begin};
pub use verification::{PendingVerification, Progress};

pub fn perform(
    broker: &Broker,
    head: &RequestHead,
    frame: &mut [u8],
    signal: &Arc<Signal>,
    outgoing: &mut Outgoing,
) -> Result<Dispatched, Disconnect> {
    let request = parse(broker, head, frame)?;
    if !request.is_transactional {
        return append(broker, head, request, frame, signal, outgoing);
    }
    match begin(broker, head, request, frame, signal) {
        Begun::Settled(request) => append(broker, head, request, frame, signal, outgoing),
        Begun::Waits(pending) => Ok(Dispatched::Verifying(pending, broker.limits.request_timeout_ms)),
        Begun::NoRoom => Ok(Dispatched::MailboxFull),
    }
}

/// Goes on with a request that has been answered by its coordinator.
pub fn resume(
    broker: &Broker,
    verified: PendingVerification,
    frame: &mut [u8],
    signal: &Arc<Signal>,
    outgoing: &mut Outgoing,
) -> Result<Dispatched, Disconnect> {
    append(broker, &verified.head, verified.request, frame, signal, outgoing)
}

/// Appends to every partition that has no outcome yet.
fn append(
    broker: &Broker,
    head: &RequestHead,
    mut request: ParsedRequest,
    frame: &mut [u8],
    signal: &Arc<Signal>,
    outgoing: &mut Outgoing,
) -> Result<Dispatched, Disconnect> {
    let append = AppendRequest {
        acks: request.acks,
        origin: Origin::Client,
        api_version: head.api_version,
        verification: Verification::NotRequired,
        transaction_version: 0,
        now_ms: broker.now_ms(),
    };
    for topic in &mut request.topics {
        let mut partitions = std::mem::take(&mut topic.partitions);
        for partition in partitions.iter_mut().filter(|partition| partition.outcome.is_none()) {
            partition.outcome = Some(append_one(broker, append, topic, partition, frame));
        }
        topic.partitions = partitions;
    }
    if request.acks == 0 {
        return unacknowledged(&request);
    }
    let wait_ms = u64::try_from(request.timeout_ms).unwrap_or(0);
    let mut pending = PendingProduce { head: *head, request };
    if pending.settle(signal, wait_ms == 0, outgoing)? {
        return Ok(Dispatched::Done);
    }
    Ok(Dispatched::Produced(Box::new(pending), wait_ms))
}

fn append_one(
    broker: &Broker,
    request: AppendRequest,
    topic: &NamedTopic,
    append: &PartitionAppend,
    frame: &mut [u8],
) -> Outcome {
    let partition = topic.partition(append.index).map_err(|code| refusal(code, None))?;
    if !(-1..=1).contains(&request.acks) {
        return Err(refusal(ErrorCode::INVALID_REQUIRED_ACKS, None));
    }
    let Some(records) = append.records.clone().and_then(|range| frame.get_mut(range)) else {
        return Err(refusal(ErrorCode::INVALID_RECORD, Some("a partition of the request holds no records")));
    };
    let outcome = partition.append(records, AppendRequest { verification: append.verification, ..request })?;
    if outcome.flush_due {
        broker.flusher.flush(partition);
    }
    Ok(outcome)
}

/// Appended, and answered once every high watermark has passed what was appended.
pub struct PendingProduce {
    head: RequestHead,
    request: ParsedRequest,
}

impl PendingProduce {
    /// Replies if everything is committed or no time is left; otherwise waits at the partitions. True when replied.
    pub fn settle(&mut self, signal: &Arc<Signal>, expired: bool, outgoing: &mut Outgoing) -> Result<bool, Disconnect> {
        let mut waits = false;
        for NamedTopic { found, partitions, .. } in &mut self.request.topics {
            let Ok(found) = found else { continue };
            for PartitionAppend { index, outcome, .. } in partitions {
                let Some(partition) = found.partition(*index) else { continue };
                let appended = outcome.as_ref().and_then(|outcome| outcome.as_ref().ok());
                let uncommitted = appended.is_some_and(|appended| !is_committed(partition, appended, signal));
                if uncommitted && let Some(failure) = partition.failure() {
                    *outcome = Some(Err(refusal(ErrorCode::KAFKA_STORAGE_ERROR, Some(&failure))));
                } else if uncommitted && expired {
                    *outcome = Some(Err(refusal(ErrorCode::REQUEST_TIMED_OUT, None)));
                } else {
                    waits |= uncommitted;
                }
            }
        }
        if waits {
            return Ok(false);
        }
        let response = response(&self.request);
        reply(&self.head, outgoing, Vec::new(), |writer| response.encode(writer, self.head.api_version))?;
        Ok(true)
    }
}

/// Whether the reply may go; if not, the signal is raised when that may have changed.
fn is_committed(partition: &Partition, appended: &AppendOutcome, signal: &Arc<Signal>) -> bool {
    if !appended.must_wait() {
        return true;
    }
    let waiter: Arc<dyn Waiter> = Arc::clone(signal) as Arc<dyn Waiter>;
    let parked = partition.park(&waiter, appended.required_offset - 1, Isolation::ReadUncommitted);
    !parked && partition.failure().is_none()
}

/// With acks=0 there is no reply; Kafka closes the connection so that the client notices a failure.
fn unacknowledged(request: &ParsedRequest) -> Result<Dispatched, Disconnect> {
    let mut partitions = request.topics.iter().flat_map(|topic| &topic.partitions);
    match partitions.find_map(|partition| partition.outcome.as_ref()?.as_ref().err()) {
        None => Ok(Dispatched::Done),
        Some(error) => Err(Disconnect::UnacknowledgedFailure(error.to_string())),
    }
}
