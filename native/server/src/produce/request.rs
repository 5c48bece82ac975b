//! A Produce request as its pieces use it: topics that were looked up, records by their place in the frame, and what
//! became of each partition.

use std::ops::Range;
use std::sync::Arc;

use partition::{AppendError, AppendOutcome, Partition, Verification};
use wire::generated::produce::ProduceRequest;
use wire::record_batch::BatchHeader;
use wire::{ErrorCode, Uuid};

use crate::broker::Broker;
use crate::disconnect::Disconnect;
use crate::dispatch::{RequestHead, body};
use crate::topics::Topic;

/// From this version on topics are named by id.
const VERSION_WITH_TOPIC_IDS: i16 = 13;
/// The only client id that may produce to internal topics.
const ADMIN_CLIENT_ID: &str = "__admin_client";

pub type Outcome = Result<AppendOutcome, AppendError>;

pub struct ParsedRequest {
    /// Kept only where a batch of the request is in a transaction.
    pub transactional_id: Option<String>,
    pub is_transactional: bool,
    pub acks: i16,
    pub timeout_ms: i32,
    pub topics: Vec<NamedTopic>,
}

/// The topic of a request: what it was called, and what was found under it.
pub struct NamedTopic {
    pub name: Arc<str>,
    pub id: Uuid,
    pub found: Result<Arc<Topic>, ErrorCode>,
    pub partitions: Vec<PartitionAppend>,
}

pub struct PartitionAppend {
    pub index: i32,
    /// Where the records lie in the frame; None: the request holds none.
    pub records: Option<Range<usize>>,
    /// None until the partition is appended to or refused.
    pub outcome: Option<Outcome>,
    pub verification: Verification,
}

impl NamedTopic {
    pub fn partition(&self, index: i32) -> Result<&Arc<Partition>, ErrorCode> {
        let topic = self.found.as_ref().map_err(|code| *code)?;
        topic.served(index)
    }
}

impl PartitionAppend {
    /// The header of a batch that is in a transaction.
    pub fn transactional_batch(&self, frame: &[u8]) -> Option<BatchHeader> {
        let header = BatchHeader::parse(frame.get(self.records.clone()?)?).ok()?;
        (header.has_producer_id() && header.is_transactional()).then_some(header)
    }
}

pub fn refusal(error_code: ErrorCode, message: Option<&str>) -> AppendError {
    AppendError { error_code, message: message.map(str::to_owned), record_errors: Vec::new() }
}

pub fn parse(broker: &Broker, head: &RequestHead, frame: &[u8]) -> Result<ParsedRequest, Disconnect> {
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
                    outcome: None,
                    verification: Verification::Missing,
                })
                .collect(),
        }
    });
    let mut parsed = ParsedRequest {
        transactional_id: None,
        is_transactional: false,
        acks: request.acks,
        timeout_ms: request.timeout_ms,
        topics: topics.collect(),
    };
    let mut partitions = parsed.topics.iter().flat_map(|topic| &topic.partitions);
    parsed.is_transactional = partitions.any(|partition| partition.transactional_batch(frame).is_some());
    if parsed.is_transactional {
        parsed.transactional_id = request.transactional_id.map(str::to_owned);
    }
    Ok(parsed)
}
