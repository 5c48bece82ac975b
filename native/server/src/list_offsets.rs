//! ListOffsets (key 2), versions 1-11: the offset for a timestamp, or one of the special ones (-1 latest … -6).
//! Each partition decides (`Partition::list_offset`); errors stay with their partition.

use std::collections::HashSet;

use partition::{Isolation, ListOffsetRequest, PartitionError};
use wire::ErrorCode;
use wire::generated::list_offsets::{
    ListOffsetsPartition, ListOffsetsPartitionResponse, ListOffsetsRequest, ListOffsetsResponse,
    ListOffsetsTopicResponse,
};

use crate::broker::Broker;
use crate::disconnect::Disconnect;
use crate::dispatch::{RequestHead, body};
use crate::outgoing::Outgoing;
use crate::reply::reply;

pub fn perform(broker: &Broker, head: &RequestHead, frame: &[u8], outgoing: &mut Outgoing) -> Result<(), Disconnect> {
    let (mut reader, _) = body(head, frame)?;
    let request = ListOffsetsRequest::decode(&mut reader, head.api_version)?;
    let isolation = if request.isolation_level == 1 { Isolation::ReadCommitted } else { Isolation::ReadUncommitted };
    let repeated = repeated(&request);
    let topics = request.topics.iter().map(|topic| ListOffsetsTopicResponse {
        name: topic.name,
        partitions: topic
            .partitions
            .iter()
            .map(|partition| match repeated.contains(&(topic.name, partition.partition_index)) {
                true => failed(partition.partition_index, ErrorCode::INVALID_REQUEST),
                false => answer(broker, topic.name, partition, isolation, head.api_version),
            })
            .collect(),
    });
    let response = ListOffsetsResponse { topics: topics.collect(), ..ListOffsetsResponse::default() };
    reply(head, outgoing, Vec::new(), |writer| response.encode(writer, head.api_version))
}

/// The partitions that a request names more than once, which Kafka refuses.
fn repeated<'a>(request: &ListOffsetsRequest<'a>) -> HashSet<(&'a str, i32)> {
    let mut seen = HashSet::new();
    let named = request
        .topics
        .iter()
        .flat_map(|topic| topic.partitions.iter().map(|partition| (topic.name, partition.partition_index)));
    named.filter(|partition| !seen.insert(*partition)).collect()
}

fn failed(partition_index: i32, error_code: ErrorCode) -> ListOffsetsPartitionResponse {
    ListOffsetsPartitionResponse {
        partition_index,
        error_code: error_code.0,
        ..ListOffsetsPartitionResponse::default()
    }
}

fn answer(
    broker: &Broker,
    topic: &str,
    requested: &ListOffsetsPartition,
    isolation: Isolation,
    api_version: i16,
) -> ListOffsetsPartitionResponse {
    let partition_index = requested.partition_index;
    let partition = match broker.topics.served(topic, partition_index) {
        Ok(partition) => partition,
        Err(error_code) => return failed(partition_index, error_code),
    };
    let request = ListOffsetRequest {
        timestamp_ms: requested.timestamp,
        isolation,
        current_leader_epoch: requested.current_leader_epoch,
        api_version,
    };
    match partition.list_offset(&request) {
        Ok(listed) => ListOffsetsPartitionResponse {
            partition_index,
            timestamp: listed.timestamp_ms,
            offset: listed.offset,
            // Version 4 is the first that has it.
            leader_epoch: if api_version >= 4 { listed.leader_epoch } else { -1 },
            ..ListOffsetsPartitionResponse::default()
        },
        Err(PartitionError { error_code, .. }) => failed(partition_index, error_code),
    }
}
