//! Produce (key 0), versions 3-13: validates, appends and answers on the connection's own thread.
//!
//! Records stay where they arrived: the log writes them from the frame, with base offset and leader epoch patched in
//! place. Transactions are not served yet: a transactional batch is refused by its partition.

use std::ops::Range;
use std::sync::Arc;

use partition::{AppendError, AppendOutcome, AppendRequest, Isolation, Partition, Verification, Waiter};
use wire::generated::produce::{
    BatchIndexAndErrorMessage, PartitionProduceResponse, ProduceRequest, ProduceResponse, TopicProduceResponse,
};
use wire::validate::Origin;
use wire::{ErrorCode, Uuid};

use crate::broker::Broker;
use crate::disconnect::Disconnect;
use crate::dispatch::{Dispatched, RequestHead, body};
use crate::outgoing::Outgoing;
use crate::reply::reply;
use crate::signal::Signal;
use crate::topics::Topic;

/// From this version on topics are named by id.
const VERSION_WITH_TOPIC_IDS: i16 = 13;
/// The only client id that may produce to internal topics.
const ADMIN_CLIENT_ID: &str = "__admin_client";

/// The topic of a request: what it was called, and what was found under it.
struct NamedTopic {
    name: Arc<str>,
    id: Uuid,
    found: Result<Arc<Topic>, ErrorCode>,
    partitions: Vec<PartitionAppend>,
}

struct PartitionAppend {
    index: i32,
    /// Where the records lie in the frame; None: the request holds none.
    records: Option<Range<usize>>,
    outcome: Outcome,
}

struct ParsedRequest {
    acks: i16,
    timeout_ms: i32,
    topics: Vec<NamedTopic>,
}

type Outcome = Result<AppendOutcome, AppendError>;

pub fn perform(
    broker: &Broker,
    head: &RequestHead,
    frame: &mut [u8],
    signal: &Arc<Signal>,
    outgoing: &mut Outgoing,
) -> Result<Dispatched, Disconnect> {
    let mut request = parse(broker, head, frame)?;
    let append = AppendRequest {
        acks: request.acks,
        origin: Origin::Client,
        api_version: head.api_version,
        verification: Verification::Missing,
        transaction_version: 0,
        now_ms: broker.now_ms(),
    };
    for NamedTopic { found, partitions, .. } in &mut request.topics {
        for partition in partitions {
            let records = partition.records.clone().and_then(|range| frame.get_mut(range));
            partition.outcome = append_one(broker, append, found, partition.index, records);
        }
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
                let uncommitted = outcome.as_ref().is_ok_and(|appended| !is_committed(partition, appended, signal));
                if uncommitted && let Some(failure) = partition.failure() {
                    *outcome = Err(refusal(ErrorCode::KAFKA_STORAGE_ERROR, Some(&failure)));
                } else if uncommitted && expired {
                    *outcome = Err(refusal(ErrorCode::REQUEST_TIMED_OUT, None));
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

fn parse(broker: &Broker, head: &RequestHead, frame: &[u8]) -> Result<ParsedRequest, Disconnect> {
    let (mut reader, client_id) = body(head, frame)?;
    let request = ProduceRequest::decode(&mut reader, head.api_version)?;
    let by_id = head.api_version >= VERSION_WITH_TOPIC_IDS;
    let internal_allowed = client_id == Some(ADMIN_CLIENT_ID);
    let topics = request.topic_data.iter().map(|topic| {
        let found = if by_id {
            broker.topics.by_id(topic.topic_id).ok_or(ErrorCode::UNKNOWN_TOPIC_ID)
        } else {
            broker.topics.by_name(topic.name).ok_or(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION)
        };
        let found = found.and_then(|found| {
            if found.is_internal() && !internal_allowed { Err(ErrorCode::INVALID_TOPIC_EXCEPTION) } else { Ok(found) }
        });
        NamedTopic {
            name: found.as_ref().map_or_else(|_| Arc::from(topic.name), |found| Arc::clone(&found.name)),
            id: topic.topic_id,
            found,
            partitions: topic
                .partition_data
                .iter()
                .map(|data| PartitionAppend {
                    index: data.index,
                    records: data.records.span().map(|span| span.start..span.end),
                    outcome: Err(refusal(ErrorCode::UNKNOWN_SERVER_ERROR, None)),
                })
                .collect(),
        }
    });
    Ok(ParsedRequest { acks: request.acks, timeout_ms: request.timeout_ms, topics: topics.collect() })
}

fn append_one(
    broker: &Broker,
    request: AppendRequest,
    found: &Result<Arc<Topic>, ErrorCode>,
    index: i32,
    records: Option<&mut [u8]>,
) -> Outcome {
    let topic = found.as_ref().map_err(|code| refusal(*code, None))?;
    let Some(partition) = topic.partition(index) else {
        return Err(refusal(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, None));
    };
    if !(-1..=1).contains(&request.acks) {
        return Err(refusal(ErrorCode::INVALID_REQUIRED_ACKS, None));
    }
    let Some(records) = records else {
        return Err(refusal(ErrorCode::INVALID_RECORD, Some("a partition of the request holds no records")));
    };
    let outcome = partition.append(records, request)?;
    if outcome.flush_due {
        broker.flusher.flush(partition);
    }
    Ok(outcome)
}

fn refusal(error_code: ErrorCode, message: Option<&str>) -> AppendError {
    AppendError { error_code, message: message.map(str::to_owned), record_errors: Vec::new() }
}

/// With acks=0 there is no reply; Kafka closes the connection so that the client notices a failure.
fn unacknowledged(request: &ParsedRequest) -> Result<Dispatched, Disconnect> {
    let mut partitions = request.topics.iter().flat_map(|topic| &topic.partitions);
    match partitions.find_map(|partition| partition.outcome.as_ref().err()) {
        None => Ok(Dispatched::Done),
        Some(error) => Err(Disconnect::UnacknowledgedFailure(error.to_string())),
    }
}

fn response(request: &ParsedRequest) -> ProduceResponse<'_> {
    let topics = request.topics.iter().map(|topic| TopicProduceResponse {
        name: &topic.name,
        topic_id: topic.id,
        partition_responses: topic
            .partitions
            .iter()
            .map(|partition| partition_response(partition.index, &partition.outcome))
            .collect(),
    });
    ProduceResponse { responses: topics.collect(), ..ProduceResponse::default() }
}

fn partition_response(index: i32, outcome: &Outcome) -> PartitionProduceResponse<'_> {
    match outcome {
        Ok(appended) => PartitionProduceResponse {
            index,
            base_offset: appended.base_offset,
            log_append_time_ms: appended.log_append_time_ms,
            log_start_offset: appended.log_start_offset,
            ..PartitionProduceResponse::default()
        },
        Err(error) => PartitionProduceResponse {
            index,
            error_code: error.error_code.0,
            base_offset: -1,
            record_errors: error
                .record_errors
                .iter()
                .map(|record| BatchIndexAndErrorMessage {
                    batch_index: record.batch_index,
                    batch_index_error_message: Some(&record.message),
                })
                .collect(),
            error_message: error.message.as_deref(),
            ..PartitionProduceResponse::default()
        },
    }
}
