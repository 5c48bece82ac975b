//! OffsetForLeaderEpoch (key 23), versions 2-4: where a leader epoch ended (KIP-101, KIP-320).

use partition::PartitionError;
use wire::ErrorCode;
use wire::generated::offset_for_leader_epoch::{
    EpochEndOffset, OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse, OffsetForLeaderPartition,
    OffsetForLeaderTopicResult,
};

use crate::broker::Broker;
use crate::disconnect::Disconnect;
use crate::dispatch::{RequestHead, body};
use crate::outgoing::Outgoing;
use crate::reply::reply;

pub fn perform(broker: &Broker, head: &RequestHead, frame: &[u8], outgoing: &mut Outgoing) -> Result<(), Disconnect> {
    let (mut reader, _) = body(head, frame)?;
    let request = OffsetForLeaderEpochRequest::decode(&mut reader, head.api_version)?;
    let topics = request.topics.iter().map(|topic| OffsetForLeaderTopicResult {
        topic: topic.topic,
        partitions: topic.partitions.iter().map(|partition| answer(broker, topic.topic, partition)).collect(),
    });
    let response = OffsetForLeaderEpochResponse { topics: topics.collect(), ..OffsetForLeaderEpochResponse::default() };
    reply(head, outgoing, Vec::new(), |writer| response.encode(writer, head.api_version))
}

fn answer(broker: &Broker, topic: &str, requested: &OffsetForLeaderPartition) -> EpochEndOffset {
    let failed = |error_code: ErrorCode| EpochEndOffset {
        error_code: error_code.0,
        partition: requested.partition,
        ..EpochEndOffset::default()
    };
    let partition = match broker.topics.served(topic, requested.partition) {
        Ok(partition) => partition,
        Err(error_code) => return failed(error_code),
    };
    match partition.end_offset_for_epoch(requested.leader_epoch, requested.current_leader_epoch) {
        Ok(end) => EpochEndOffset {
            partition: requested.partition,
            leader_epoch: end.leader_epoch,
            end_offset: end.end_offset,
            ..EpochEndOffset::default()
        },
        Err(PartitionError { error_code, .. }) => failed(error_code),
    }
}
