//! ListOffsets and OffsetForLeaderEpoch, for one partition at a time.

use wire::codec::Reader;
use wire::generated::list_offsets::{
    ListOffsetsPartition, ListOffsetsPartitionResponse, ListOffsetsRequest, ListOffsetsResponse, ListOffsetsTopic,
};
use wire::generated::offset_for_leader_epoch::{
    EpochEndOffset, OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse, OffsetForLeaderPartition,
    OffsetForLeaderTopic,
};

use super::Client;

#[track_caller]
pub fn list_offset(
    client: &mut Client,
    version: i16,
    topic: &str,
    partition: ListOffsetsPartition,
    isolation_level: i8,
) -> ListOffsetsPartitionResponse {
    let topics = vec![ListOffsetsTopic { name: topic, partitions: vec![partition] }];
    let request = ListOffsetsRequest { replica_id: -1, isolation_level, topics, ..ListOffsetsRequest::default() };
    let body = client.call(2, version, |writer| request.encode(writer, version));
    let mut reader = Reader::new(&body);
    let response = ListOffsetsResponse::decode(&mut reader, version).unwrap();
    assert_eq!(reader.remaining(), 0);
    assert_eq!(response.topics[0].name, topic);
    response.topics[0].partitions[0].clone()
}

#[track_caller]
pub fn end_of_epoch(
    client: &mut Client,
    version: i16,
    topic: &str,
    partition: OffsetForLeaderPartition,
) -> EpochEndOffset {
    let topics = vec![OffsetForLeaderTopic { topic, partitions: vec![partition] }];
    let replica_id = if version >= 3 { -1 } else { OffsetForLeaderEpochRequest::default().replica_id };
    let request = OffsetForLeaderEpochRequest { replica_id, topics };
    let body = client.call(23, version, |writer| request.encode(writer, version));
    let mut reader = Reader::new(&body);
    let response = OffsetForLeaderEpochResponse::decode(&mut reader, version).unwrap();
    assert_eq!(reader.remaining(), 0);
    assert_eq!(response.topics[0].topic, topic);
    response.topics[0].partitions[0].clone()
}
