//! Fetch requests and what is answered.

use wire::codec::{Reader, Writer};
use wire::generated::fetch::{FetchPartition, FetchRequest, FetchResponse, FetchTopic, ForgottenTopic};

use super::{Client, topic_id};

const FETCH: i16 = 1;

/// One request; partitions are topic, partition and offset.
#[derive(Clone, Debug)]
pub struct FetchRequestSpec<'a> {
    pub version: i16,
    pub max_wait_ms: i32,
    pub min_bytes: i32,
    pub max_bytes: i32,
    pub partition_max_bytes: i32,
    pub isolation_level: i8,
    pub session_id: i32,
    pub session_epoch: i32,
    pub partitions: Vec<(&'a str, i32, i64)>,
    pub forgotten: Vec<(&'a str, i32)>,
}

impl<'a> FetchRequestSpec<'a> {
    /// The newest version, without a session, answered at once.
    pub fn new(partitions: &[(&'a str, i32, i64)]) -> FetchRequestSpec<'a> {
        FetchRequestSpec {
            version: 18,
            max_wait_ms: 0,
            min_bytes: 1,
            max_bytes: i32::MAX,
            partition_max_bytes: i32::MAX,
            isolation_level: 0,
            session_id: 0,
            session_epoch: -1,
            partitions: partitions.to_vec(),
            forgotten: Vec::new(),
        }
    }

    /// Waits for `min_bytes` as long as any test does.
    pub fn waiting(self, min_bytes: i32) -> FetchRequestSpec<'a> {
        FetchRequestSpec { max_wait_ms: 60_000, min_bytes, ..self }
    }

    pub fn version(self, version: i16) -> FetchRequestSpec<'a> {
        FetchRequestSpec { version, ..self }
    }

    pub fn in_session(self, session_id: i32, session_epoch: i32) -> FetchRequestSpec<'a> {
        FetchRequestSpec { session_id, session_epoch, ..self }
    }

    pub fn write(&self, writer: &mut Writer) {
        let mut topics: Vec<FetchTopic<'_>> = Vec::new();
        for (topic, partition, fetch_offset) in &self.partitions {
            let item = FetchPartition {
                partition: *partition,
                fetch_offset: *fetch_offset,
                partition_max_bytes: self.partition_max_bytes,
                ..FetchPartition::default()
            };
            match topics.last_mut().filter(|last| last.topic == *topic) {
                Some(last) => last.partitions.push(item),
                None => topics.push(FetchTopic { topic, topic_id: topic_id(topic), partitions: vec![item] }),
            }
        }
        let forgotten = |(topic, partition): &(&'a str, i32)| ForgottenTopic {
            topic,
            topic_id: topic_id(topic),
            partitions: vec![*partition],
        };
        let request = FetchRequest {
            max_wait_ms: self.max_wait_ms,
            min_bytes: self.min_bytes,
            max_bytes: self.max_bytes,
            isolation_level: self.isolation_level,
            session_id: self.session_id,
            session_epoch: self.session_epoch,
            topics,
            forgotten_topics_data: self.forgotten.iter().map(forgotten).collect(),
            ..FetchRequest::default()
        };
        request.encode(writer, self.version);
    }

    /// Sends without waiting; the correlation id of the reply.
    pub fn send(&self, client: &mut Client) -> i32 {
        client.send(FETCH, self.version, |writer| self.write(writer))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchedPartition {
    /// Name, or id from version 13 on.
    pub topic: String,
    pub partition: i32,
    pub error_code: i16,
    pub high_watermark: i64,
    pub last_stable_offset: i64,
    pub log_start_offset: i64,
    pub aborted: Option<Vec<(i64, i64)>>,
    pub records: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    pub error_code: i16,
    pub session_id: i32,
    pub partitions: Vec<FetchedPartition>,
}

impl Fetched {
    /// The one partition of the reply.
    #[track_caller]
    pub fn only(&self) -> &FetchedPartition {
        assert_eq!(self.partitions.len(), 1, "{self:?}");
        &self.partitions[0]
    }

    pub fn indexes(&self) -> Vec<i32> {
        self.partitions.iter().map(|partition| partition.partition).collect()
    }

    pub fn sizes(&self) -> Vec<usize> {
        self.partitions.iter().map(|partition| partition.records.len()).collect()
    }
}

#[track_caller]
pub fn fetch(client: &mut Client, request: &FetchRequestSpec<'_>) -> Fetched {
    let correlation_id = request.send(client);
    read_response(client, request.version, correlation_id)
}

#[track_caller]
pub fn read_response(client: &mut Client, version: i16, correlation_id: i32) -> Fetched {
    let body = client.receive_body(FETCH, version, correlation_id);
    let mut reader = Reader::new(&body);
    let response = FetchResponse::decode(&mut reader, version).unwrap();
    assert_eq!((reader.remaining(), response.throttle_time_ms), (0, 0));
    let partitions = response.responses.iter().flat_map(|topic| {
        let name = if version >= 13 { topic.topic_id.to_string() } else { topic.topic.to_owned() };
        let body = &body;
        topic.partitions.iter().map(move |partition| FetchedPartition {
            topic: name.clone(),
            partition: partition.partition_index,
            error_code: partition.error_code,
            high_watermark: partition.high_watermark,
            last_stable_offset: partition.last_stable_offset,
            log_start_offset: partition.log_start_offset,
            aborted: partition
                .aborted_transactions
                .as_ref()
                .map(|aborted| aborted.iter().map(|one| (one.producer_id, one.first_offset)).collect()),
            records: partition.records.span().map(|span| body[span.start..span.end].to_vec()).unwrap_or_default(),
        })
    });
    Fetched { error_code: response.error_code, session_id: response.session_id, partitions: partitions.collect() }
}
