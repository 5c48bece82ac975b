//! What a topic's configs mean for one of its partitions. Built by the server from the control plane's
//! `PartitionConfig`, shared by all partitions of the topic, replaced as a whole by `Partition::configure`.

use log::{CleaningRules, LogConfig};
use wire::validate::{Origin, TargetCompression, TimestampType, ValidationRules};

/// Kafka's default, Long.MAX_VALUE, as the control plane's numbers hold it.
const FLUSH_MESSAGES_UNLIMITED: i64 = (1 << 53) - 1;

#[derive(Clone, Debug)]
pub struct PartitionConfig {
    pub log: LogConfig,
    /// `max.message.bytes`
    pub max_message_bytes: usize,
    /// `cleanup.policy` holds `compact`: every record needs a key
    pub compacted: bool,
    /// `cleanup.policy` holds `delete`: segments go by time and size
    pub deletes: bool,
    /// `retention.ms`; negative: for ever
    pub retention_ms: i64,
    /// `retention.bytes`; negative: any number
    pub retention_bytes: i64,
    /// `file.delete.delay.ms`: how long files of a removed segment stay
    pub file_delete_delay_ms: i64,
    /// When and what is compacted, where `compacted` holds
    pub cleaning: CleaningRules,
    pub timestamp_type: TimestampType,
    pub timestamp_before_max_ms: i64,
    pub timestamp_after_max_ms: i64,
    pub compression: TargetCompression,
    pub min_insync_replicas: i32,
    /// `flush.messages`: so many records without a flush are never committed; 1 commits what is on the disk alone
    pub flush_messages: i64,
    /// `flush.ms`: a flush is due once unflushed records are this old
    pub flush_ms: i64,
    /// `producer.id.expiration.ms`
    pub producer_id_expiration_ms: i64,
    /// `producer.id.expiration.check.interval.ms`
    pub producer_id_expiration_check_interval_ms: i64,
}

impl Default for PartitionConfig {
    /// Kafka's defaults.
    fn default() -> Self {
        Self {
            log: LogConfig::default(),
            max_message_bytes: 1_048_588,
            compacted: false,
            deletes: true,
            retention_ms: 7 * 24 * 60 * 60 * 1000,
            retention_bytes: -1,
            file_delete_delay_ms: 60_000,
            cleaning: CleaningRules::default(),
            timestamp_type: TimestampType::CreateTime,
            timestamp_before_max_ms: i64::MAX,
            timestamp_after_max_ms: 3_600_000,
            compression: TargetCompression::Producer,
            min_insync_replicas: 1,
            flush_messages: i64::MAX,
            flush_ms: i64::MAX,
            producer_id_expiration_ms: 86_400_000,
            producer_id_expiration_check_interval_ms: 600_000,
        }
    }
}

impl PartitionConfig {
    /// Whether the high watermark, and with it replies, may have to wait for the disk.
    pub fn holds_replies(&self) -> bool {
        self.flush_messages < FLUSH_MESSAGES_UNLIMITED
    }

    pub(crate) fn validation_rules(&self, origin: Origin) -> ValidationRules {
        ValidationRules {
            max_message_bytes: self.max_message_bytes,
            compacted: self.compacted,
            timestamp_type: self.timestamp_type,
            timestamp_before_max_ms: self.timestamp_before_max_ms,
            timestamp_after_max_ms: self.timestamp_after_max_ms,
            compression: self.compression,
            origin,
        }
    }
}
