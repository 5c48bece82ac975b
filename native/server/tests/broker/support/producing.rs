//! Produce requests and what is answered.

use wire::codec::{Reader, Records, Writer};
use wire::generated::produce::{PartitionProduceData, ProduceRequest, ProduceResponse, TopicProduceData};

use super::{Client, topic_id};

const PRODUCE: i16 = 0;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Produced {
    pub topic: String,
    pub partition: i32,
    pub error_code: i16,
    pub base_offset: i64,
    pub log_append_time_ms: i64,
    pub log_start_offset: i64,
    pub message: Option<String>,
    pub record_errors: usize,
}

/// A Produce request for several partitions, in this order; names and ids are both given, the version decides.
pub fn write_produce(writer: &mut Writer, version: i16, acks: i16, items: &[(&str, i32, Records<'_>)]) {
    write_transactional_produce(writer, version, acks, None, items);
}

pub fn write_transactional_produce(
    writer: &mut Writer,
    version: i16,
    acks: i16,
    transactional_id: Option<&str>,
    items: &[(&str, i32, Records<'_>)],
) {
    let mut topic_data: Vec<TopicProduceData<'_>> = Vec::new();
    for (topic, index, records) in items {
        let data = PartitionProduceData { index: *index, records: *records };
        match topic_data.last_mut().filter(|last| last.name == *topic) {
            Some(last) => last.partition_data.push(data),
            None => {
                topic_data.push(TopicProduceData { name: topic, topic_id: topic_id(topic), partition_data: vec![data] })
            }
        }
    }
    let request = ProduceRequest { transactional_id, acks, timeout_ms: 10_000, topic_data };
    request.encode(writer, version);
}

/// Sends without waiting; the correlation id of the reply.
pub fn sent_produce(client: &mut Client, version: i16, acks: i16, items: &[(&str, i32, Records<'_>)]) -> i32 {
    client.send(PRODUCE, version, |writer| write_produce(writer, version, acks, items))
}

/// Reads the reply to one Produce request.
#[track_caller]
pub fn produced(client: &mut Client, version: i16, correlation_id: i32) -> Vec<Produced> {
    let body = client.receive_body(PRODUCE, version, correlation_id);
    let mut reader = Reader::new(&body);
    let response = ProduceResponse::decode(&mut reader, version).unwrap();
    assert_eq!((reader.remaining(), response.throttle_time_ms), (0, 0));
    let topics = response.responses.iter().flat_map(|topic| {
        let name = if version >= 13 { topic.topic_id.to_string() } else { topic.name.to_owned() };
        topic.partition_responses.iter().map(move |partition| Produced {
            topic: name.clone(),
            partition: partition.index,
            error_code: partition.error_code,
            base_offset: partition.base_offset,
            log_append_time_ms: partition.log_append_time_ms,
            log_start_offset: partition.log_start_offset,
            message: partition.error_message.map(str::to_owned),
            record_errors: partition.record_errors.len(),
        })
    });
    topics.collect()
}

/// One batch to one partition with acks=all, the newest version.
#[track_caller]
pub fn produce(client: &mut Client, topic: &str, partition: i32, batch: &[u8]) -> Produced {
    let correlation_id = sent_produce(client, 13, -1, &[(topic, partition, Records::Bytes(batch))]);
    let mut answers = produced(client, 13, correlation_id);
    assert_eq!(answers.len(), 1);
    answers.remove(0)
}
