//! Builds whole v2 batches, for tests and for this broker's own records.
//!
//! `BatchBuilder::new().compression(..).producer(..).record(key, value, timestamp, headers).build()` gives
//! the bytes of one batch as a Kafka client would send it: base offset 0, leader epoch -1, CRC right.

use super::{
    BATCH_HEADER_SIZE, BatchHeader, CONTROL_FLAG, LOG_OVERHEAD, MAGIC_V2, NO_LEADER_EPOCH, NO_PRODUCER_EPOCH,
    NO_PRODUCER_ID, NO_SEQUENCE, NO_TIMESTAMP, TRANSACTIONAL_FLAG, TimestampType, patch_crc,
};
use crate::compression::{Compression, compress};
use crate::record::write_record;

/// A batch in the making.
#[derive(Clone, Debug)]
pub struct BatchBuilder {
    header: BatchHeader,
    compression: Compression,
    timestamp_type: TimestampType,
    level: Option<i32>,
    records: Vec<u8>,
}

impl Default for BatchBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl BatchBuilder {
    pub fn new() -> Self {
        let header = BatchHeader {
            base_offset: 0,
            batch_length: 0,
            partition_leader_epoch: NO_LEADER_EPOCH,
            magic: MAGIC_V2,
            crc: 0,
            attributes: 0,
            last_offset_delta: -1,
            base_timestamp: NO_TIMESTAMP,
            max_timestamp: NO_TIMESTAMP,
            producer_id: NO_PRODUCER_ID,
            producer_epoch: NO_PRODUCER_EPOCH,
            base_sequence: NO_SEQUENCE,
            record_count: 0,
        };
        let timestamp_type = TimestampType::CreateTime;
        Self { header, compression: Compression::None, timestamp_type, level: None, records: Vec::new() }
    }

    pub fn compression(mut self, compression: Compression) -> Self {
        self.compression = compression;
        self
    }

    /// The codec's level; its default without this call.
    pub fn level(mut self, level: i32) -> Self {
        self.level = Some(level);
        self
    }

    pub fn producer(mut self, producer_id: i64, producer_epoch: i16, base_sequence: i32) -> Self {
        self.header.producer_id = producer_id;
        self.header.producer_epoch = producer_epoch;
        self.header.base_sequence = base_sequence;
        self
    }

    pub fn transactional(mut self) -> Self {
        self.header.attributes |= TRANSACTIONAL_FLAG;
        self
    }

    pub fn control(mut self) -> Self {
        self.header.attributes |= CONTROL_FLAG;
        self
    }

    pub fn timestamp_type(mut self, timestamp_type: TimestampType) -> Self {
        self.timestamp_type = timestamp_type;
        self
    }

    pub fn base_offset(mut self, base_offset: i64) -> Self {
        self.header.base_offset = base_offset;
        self
    }

    pub fn leader_epoch(mut self, leader_epoch: i32) -> Self {
        self.header.partition_leader_epoch = leader_epoch;
        self
    }

    /// Adds a record with the next offset delta; the first record's timestamp is the base timestamp.
    pub fn record(
        mut self,
        key: Option<&[u8]>,
        value: Option<&[u8]>,
        timestamp: i64,
        headers: &[(&[u8], Option<&[u8]>)],
    ) -> Self {
        if self.header.record_count == 0 {
            self.header.base_timestamp = timestamp;
        }
        self.header.last_offset_delta += 1;
        self.header.record_count += 1;
        self.header.max_timestamp = self.header.max_timestamp.max(timestamp);
        let timestamp_delta = timestamp.wrapping_sub(self.header.base_timestamp);
        let offset_delta = self.header.last_offset_delta;
        write_record(&mut self.records, offset_delta, timestamp_delta, key, value, headers.iter().copied());
        self
    }

    /// The bytes of the batch.
    pub fn build(self) -> Vec<u8> {
        let mut header = self.header;
        let records =
            compress(self.compression, self.level, &self.records).expect("an encoder without a limit refuses nothing");
        header.attributes = header.attributes_with(self.compression, self.timestamp_type);
        header.batch_length = (BATCH_HEADER_SIZE - LOG_OVERHEAD + records.len()) as i32;
        let mut batch = Vec::with_capacity(BATCH_HEADER_SIZE + records.len());
        batch.extend_from_slice(&header.to_bytes());
        batch.extend_from_slice(&records);
        patch_crc(&mut batch);
        batch
    }
}
