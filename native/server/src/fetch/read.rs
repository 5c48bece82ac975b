//! Reads the partitions of one fetch: where their records lie in the segment files, within the request's byte limits.

use std::sync::Arc;

use log::FileSlice;
use log::storage::Disk;
use partition::{Isolation, Partition, PartitionError, ReadOutcome, ReadRequest, Waiter};
use wire::codec::Records;
use wire::generated::fetch::{AbortedTransaction, EpochEndOffset, FetchableTopicResponse, PartitionData};
use wire::{ErrorCode, Uuid};

use super::{FetchItem, TopicName};
use crate::broker::Broker;
use crate::topics::Topic;

pub struct ReadLimits {
    pub bytes_max: i32,
    pub isolation: Isolation,
}

/// What reading one partition gave.
pub struct PartitionRead {
    pub partition: Option<Arc<Partition>>,
    pub error_code: ErrorCode,
    pub high_watermark: i64,
    pub last_stable_offset: i64,
    pub log_start_offset: i64,
    pub aborted: Option<Vec<partition::AbortedTransaction>>,
    pub diverging: Option<partition::EpochEndOffset>,
    pub region: Option<FileSlice>,
    /// False where an incremental session has nothing new to say of this partition.
    pub included: bool,
    record_bytes: u32,
    available_bytes: u64,
}

impl PartitionRead {
    pub fn record_bytes(&self) -> u32 {
        self.record_bytes
    }

    /// What counts towards the bytes that a fetch waits for: what is there, within the partition's limit, also where the
    /// reply has no room for it.
    pub fn waited_bytes(&self, item: &FetchItem) -> u64 {
        match self.available_bytes {
            u64::MAX => u64::MAX,
            available => available.min(u64::try_from(item.bytes_max).unwrap_or(0)).max(u64::from(self.record_bytes)),
        }
    }

    /// Waits for more than was read; false when there is more already.
    pub fn park(&self, waiter: &Arc<dyn Waiter>, isolation: Isolation) -> bool {
        let seen_end = match isolation {
            Isolation::ReadCommitted => self.last_stable_offset,
            Isolation::ReadUncommitted | Isolation::LogEnd => self.high_watermark,
        };
        self.partition.as_ref().is_none_or(|partition| partition.park(waiter, seen_end, isolation))
    }

    /// Errors and diverging logs are told at once.
    pub fn must_reply(&self) -> bool {
        self.error_code != ErrorCode::NONE || self.diverging.is_some()
    }

    /// The records on their way into the reply.
    pub fn take_region(&mut self) -> Option<FileSlice> {
        if self.included { self.region.take() } else { None }
    }

    #[cfg(test)]
    pub fn for_test(record_bytes: u32, high_watermark: i64, error_code: ErrorCode) -> PartitionRead {
        PartitionRead { record_bytes, high_watermark, log_start_offset: 0, ..PartitionRead::failed(None, error_code) }
    }

    fn failed(partition: Option<Arc<Partition>>, error_code: ErrorCode) -> PartitionRead {
        PartitionRead {
            partition,
            error_code,
            high_watermark: -1,
            last_stable_offset: -1,
            log_start_offset: -1,
            aborted: None,
            diverging: None,
            region: None,
            included: true,
            record_bytes: 0,
            available_bytes: 0,
        }
    }

    fn read(partition: Arc<Partition>, outcome: ReadOutcome) -> PartitionRead {
        let region = outcome.slice.filter(|slice| slice.length > 0);
        PartitionRead {
            partition: Some(partition),
            error_code: ErrorCode::NONE,
            high_watermark: outcome.high_watermark,
            last_stable_offset: outcome.last_stable_offset,
            log_start_offset: outcome.log_start_offset,
            aborted: outcome.aborted,
            diverging: outcome.diverging,
            record_bytes: region.as_ref().map_or(0, |slice| slice.length),
            region,
            included: true,
            available_bytes: outcome.available_bytes,
        }
    }
}

/// Reads in the order of the items. The first records found may exceed the limits by one batch, so that a consumer
/// always moves on; after that the request's limit is hard.
pub fn read_all(broker: &Broker, items: &[FetchItem], limits: &ReadLimits) -> Vec<PartitionRead> {
    let mut bytes_left = limits.bytes_max;
    let mut found_records = false;
    let mut reads = Vec::with_capacity(items.len());
    let mut topic: Option<(&TopicName, Result<Arc<Topic>, ErrorCode>)> = None;
    for item in items {
        // Partitions of a topic mostly stand behind each other.
        let found = match &topic {
            Some((name, found)) if *name == &item.topic => found,
            _ => &topic.insert((&item.topic, find_topic(broker, &item.topic))).1,
        };
        if found_records && Disk::Real.open_files().are_scarce() {
            // Replies under way hold many: the others' records come with the next fetch.
            bytes_left = 0;
        }
        let read = match found {
            Ok(topic) => read_one(topic, item, limits.isolation, bytes_left, !found_records),
            Err(unknown) => PartitionRead::failed(None, *unknown),
        };
        found_records |= read.record_bytes > 0;
        bytes_left = bytes_left.saturating_sub_unsigned(read.record_bytes).max(0);
        reads.push(read);
    }
    reads
}

fn find_topic(broker: &Broker, name: &TopicName) -> Result<Arc<Topic>, ErrorCode> {
    match name {
        TopicName::Name(name) => broker.topics.by_name(name).ok_or(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION),
        TopicName::Id(id) => broker.topics.by_id(*id).ok_or(ErrorCode::UNKNOWN_TOPIC_ID),
    }
}

fn read_one(
    topic: &Topic,
    item: &FetchItem,
    isolation: Isolation,
    bytes_left: i32,
    at_least_one_batch: bool,
) -> PartitionRead {
    let partition = match topic.served(item.partition) {
        Ok(partition) => Arc::clone(partition),
        Err(error_code) => return PartitionRead::failed(None, error_code),
    };
    let request = ReadRequest {
        offset: item.fetch_offset,
        max_bytes: usize::try_from(item.bytes_max.min(bytes_left)).unwrap_or(0),
        at_least_one_batch,
        isolation,
        current_leader_epoch: item.current_leader_epoch,
        last_fetched_epoch: item.last_fetched_epoch,
    };
    match partition.read(&request) {
        Ok(outcome) => PartitionRead::read(partition, outcome),
        Err(PartitionError { error_code, .. }) => PartitionRead::failed(Some(partition), error_code),
    }
}

/// Groups consecutive partitions of a topic, as the items are ordered.
pub fn topic_responses<'a>(items: &'a [FetchItem], reads: &'a [PartitionRead]) -> Vec<FetchableTopicResponse<'a>> {
    let mut responses: Vec<FetchableTopicResponse<'a>> = Vec::new();
    let mut last_topic: Option<&TopicName> = None;
    for (item, read) in items.iter().zip(reads).filter(|(_, read)| read.included) {
        if last_topic != Some(&item.topic) {
            last_topic = Some(&item.topic);
            responses.push(topic_response(&item.topic));
        }
        if let Some(response) = responses.last_mut() {
            response.partitions.push(partition_data(item, read));
        }
    }
    responses
}

fn topic_response(topic: &TopicName) -> FetchableTopicResponse<'_> {
    match topic {
        TopicName::Name(name) => {
            FetchableTopicResponse { topic: name, topic_id: Uuid::ZERO, ..FetchableTopicResponse::default() }
        }
        TopicName::Id(id) => FetchableTopicResponse { topic_id: *id, ..FetchableTopicResponse::default() },
    }
}

fn partition_data<'a>(item: &FetchItem, read: &PartitionRead) -> PartitionData<'a> {
    PartitionData {
        partition_index: item.partition,
        error_code: read.error_code.0,
        high_watermark: read.high_watermark,
        last_stable_offset: read.last_stable_offset,
        log_start_offset: read.log_start_offset,
        diverging_epoch: read
            .diverging
            .as_ref()
            .map(|diverging| EpochEndOffset { epoch: diverging.leader_epoch, end_offset: diverging.end_offset })
            .unwrap_or_default(),
        aborted_transactions: read.aborted.as_ref().map(|aborted| {
            aborted
                .iter()
                .map(|aborted| AbortedTransaction {
                    producer_id: aborted.producer_id,
                    first_offset: aborted.first_offset,
                })
                .collect()
        }),
        records: if read.record_bytes > 0 { Records::Hole(read.record_bytes) } else { Records::Bytes(&[]) },
        ..PartitionData::default()
    }
}
