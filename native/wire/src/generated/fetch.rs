// Generated from protocol/messages/api/01-Fetch.txt by `npm run generate`: change that, not this file.

use crate::codec::{DecodeError, Reader, Records, Uuid, Writer};

#[derive(Clone, Debug, PartialEq)]
pub struct FetchRequest<'a> {
    pub cluster_id: Option<&'a str>,
    pub replica_id: i32,
    pub replica_state: ReplicaState,
    pub max_wait_ms: i32,
    pub min_bytes: i32,
    pub max_bytes: i32,
    pub isolation_level: i8,
    pub session_id: i32,
    pub session_epoch: i32,
    pub topics: Vec<FetchTopic<'a>>,
    pub forgotten_topics_data: Vec<ForgottenTopic<'a>>,
    pub rack_id: &'a str,
}

impl Default for FetchRequest<'_> {
    fn default() -> Self {
        FetchRequest {
            cluster_id: None,
            replica_id: -1,
            replica_state: ReplicaState::default(),
            max_wait_ms: 0,
            min_bytes: 0,
            max_bytes: 2147483647,
            isolation_level: 0,
            session_id: 0,
            session_epoch: -1,
            topics: Vec::new(),
            forgotten_topics_data: Vec::new(),
            rack_id: "",
        }
    }
}

impl<'a> FetchRequest<'a> {
    pub const API_KEY: i16 = 1;
    pub const MIN_VERSION: i16 = 4;
    pub const MAX_VERSION: i16 = 18;
    /// The first version with compact lengths and tagged fields; `i16::MAX` where there is none.
    pub const FLEXIBLE_FROM: i16 = 12;

    pub fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 12;
        if !(4..=18).contains(&version) {
            return Err(DecodeError::UnsupportedVersion { version });
        }
        let mut value = FetchRequest {
            cluster_id: None,
            replica_id: if version <= 14 { reader.int32()? } else { -1 },
            replica_state: ReplicaState::default(),
            max_wait_ms: reader.int32()?,
            min_bytes: reader.int32()?,
            max_bytes: reader.int32()?,
            isolation_level: reader.int8()?,
            session_id: if version >= 7 { reader.int32()? } else { 0 },
            session_epoch: if version >= 7 { reader.int32()? } else { -1 },
            topics: reader.array(flexible, 3, |reader| FetchTopic::decode(reader, version))?,
            forgotten_topics_data: if version >= 7 { reader.array(flexible, 3, |reader| ForgottenTopic::decode(reader, version))? } else { Vec::new() },
            rack_id: if version >= 11 { reader.string(flexible)? } else { "" },
        };
        if flexible {
            for _ in 0..reader.tag_count()? {
                let (tag, end) = reader.tagged_field()?;
                match tag {
                    0 => value.cluster_id = reader.nullable_string(flexible)?,
                    1 if version >= 15 => value.replica_state = ReplicaState::decode(reader, version)?,
                    _ => reader.skip_to(end),
                }
                reader.end_tagged_field(end)?;
            }
        }
        Ok(value)
    }

    pub fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 12;
        debug_assert!((4..=18).contains(&version), "FetchRequest has no version {version}");
        if version <= 14 {
            writer.int32(self.replica_id);
        }
        debug_assert!(version <= 14 || self.replica_id == -1, "FetchRequest.replica_id is set in version {version}");
        debug_assert!(version >= 15 || self.replica_state == ReplicaState::default(), "FetchRequest.replica_state is set in version {version}");
        writer.int32(self.max_wait_ms);
        writer.int32(self.min_bytes);
        writer.int32(self.max_bytes);
        writer.int8(self.isolation_level);
        if version >= 7 {
            writer.int32(self.session_id);
        }
        if version >= 7 {
            writer.int32(self.session_epoch);
        }
        writer.array(&self.topics, flexible, |writer, element| element.encode(writer, version));
        if version >= 7 {
            writer.array(&self.forgotten_topics_data, flexible, |writer, element| element.encode(writer, version));
        }
        debug_assert!(version >= 7 || self.forgotten_topics_data.is_empty(), "FetchRequest.forgotten_topics_data is set in version {version}");
        if version >= 11 {
            writer.string(self.rack_id, flexible);
        }
        if flexible {
            let has_cluster_id = self.cluster_id.is_some();
            let has_replica_state = version >= 15 && self.replica_state != ReplicaState::default();
            writer.unsigned_varint(u32::from(has_cluster_id) + u32::from(has_replica_state));
            if has_cluster_id {
                writer.tagged_field(0, |writer| {
                    writer.nullable_string(self.cluster_id, flexible);
                });
            }
            if has_replica_state {
                writer.tagged_field(1, |writer| {
                    self.replica_state.encode(writer, version);
                });
            }
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct ReplicaState {
    pub replica_id: i32,
    pub replica_epoch: i64,
}

impl Default for ReplicaState {
    fn default() -> Self {
        ReplicaState {
            replica_id: -1,
            replica_epoch: -1,
        }
    }
}

impl ReplicaState {
    fn decode(reader: &mut Reader<'_>, _version: i16) -> Result<Self, DecodeError> {
        let value = ReplicaState {
            replica_id: reader.int32()?,
            replica_epoch: reader.int64()?,
        };
        reader.skip_tagged_fields()?;
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, _version: i16) {
        writer.int32(self.replica_id);
        writer.int64(self.replica_epoch);
        writer.unsigned_varint(0);
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct FetchTopic<'a> {
    pub topic: &'a str,
    pub topic_id: Uuid,
    pub partitions: Vec<FetchPartition>,
}

impl<'a> FetchTopic<'a> {
    fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 12;
        let value = FetchTopic {
            topic: if version <= 12 { reader.string(flexible)? } else { "" },
            topic_id: if version >= 13 { reader.uuid()? } else { Uuid::ZERO },
            partitions: reader.array(flexible, 16, |reader| FetchPartition::decode(reader, version))?,
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 12;
        if version <= 12 {
            writer.string(self.topic, flexible);
        }
        if version >= 13 {
            writer.uuid(self.topic_id);
        }
        writer.array(&self.partitions, flexible, |writer, element| element.encode(writer, version));
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct FetchPartition {
    pub partition: i32,
    pub current_leader_epoch: i32,
    pub fetch_offset: i64,
    pub last_fetched_epoch: i32,
    pub log_start_offset: i64,
    pub partition_max_bytes: i32,
    pub replica_directory_id: Uuid,
    pub high_watermark: i64,
}

impl Default for FetchPartition {
    fn default() -> Self {
        FetchPartition {
            partition: 0,
            current_leader_epoch: -1,
            fetch_offset: 0,
            last_fetched_epoch: -1,
            log_start_offset: -1,
            partition_max_bytes: 0,
            replica_directory_id: Uuid::ZERO,
            high_watermark: 9223372036854775807,
        }
    }
}

impl FetchPartition {
    fn decode(reader: &mut Reader<'_>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 12;
        let mut value = FetchPartition {
            partition: reader.int32()?,
            current_leader_epoch: if version >= 9 { reader.int32()? } else { -1 },
            fetch_offset: reader.int64()?,
            last_fetched_epoch: if version >= 12 { reader.int32()? } else { -1 },
            log_start_offset: if version >= 5 { reader.int64()? } else { -1 },
            partition_max_bytes: reader.int32()?,
            replica_directory_id: Uuid::ZERO,
            high_watermark: 9223372036854775807,
        };
        if flexible {
            for _ in 0..reader.tag_count()? {
                let (tag, end) = reader.tagged_field()?;
                match tag {
                    0 if version >= 17 => value.replica_directory_id = reader.uuid()?,
                    1 if version >= 18 => value.high_watermark = reader.int64()?,
                    _ => reader.skip_to(end),
                }
                reader.end_tagged_field(end)?;
            }
        }
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 12;
        writer.int32(self.partition);
        if version >= 9 {
            writer.int32(self.current_leader_epoch);
        }
        writer.int64(self.fetch_offset);
        if version >= 12 {
            writer.int32(self.last_fetched_epoch);
        }
        debug_assert!(version >= 12 || self.last_fetched_epoch == -1, "FetchPartition.last_fetched_epoch is set in version {version}");
        if version >= 5 {
            writer.int64(self.log_start_offset);
        }
        writer.int32(self.partition_max_bytes);
        if flexible {
            let has_replica_directory_id = version >= 17 && self.replica_directory_id != Uuid::ZERO;
            let has_high_watermark = version >= 18 && self.high_watermark != 9223372036854775807;
            writer.unsigned_varint(u32::from(has_replica_directory_id) + u32::from(has_high_watermark));
            if has_replica_directory_id {
                writer.tagged_field(0, |writer| {
                    writer.uuid(self.replica_directory_id);
                });
            }
            if has_high_watermark {
                writer.tagged_field(1, |writer| {
                    writer.int64(self.high_watermark);
                });
            }
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ForgottenTopic<'a> {
    pub topic: &'a str,
    pub topic_id: Uuid,
    pub partitions: Vec<i32>,
}

impl<'a> ForgottenTopic<'a> {
    fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 12;
        let value = ForgottenTopic {
            topic: if version <= 12 { reader.string(flexible)? } else { "" },
            topic_id: if version >= 13 { reader.uuid()? } else { Uuid::ZERO },
            partitions: reader.array(flexible, 4, Reader::int32)?,
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 12;
        if version <= 12 {
            writer.string(self.topic, flexible);
        }
        if version >= 13 {
            writer.uuid(self.topic_id);
        }
        writer.array(&self.partitions, flexible, |writer, element| writer.int32(*element));
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct FetchResponse<'a> {
    pub throttle_time_ms: i32,
    pub error_code: i16,
    pub session_id: i32,
    pub responses: Vec<FetchableTopicResponse<'a>>,
    pub node_endpoints: Vec<NodeEndpoint<'a>>,
}

impl<'a> FetchResponse<'a> {
    pub const API_KEY: i16 = 1;
    pub const MIN_VERSION: i16 = 4;
    pub const MAX_VERSION: i16 = 18;
    /// The first version with compact lengths and tagged fields; `i16::MAX` where there is none.
    pub const FLEXIBLE_FROM: i16 = 12;

    pub fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 12;
        if !(4..=18).contains(&version) {
            return Err(DecodeError::UnsupportedVersion { version });
        }
        let mut value = FetchResponse {
            throttle_time_ms: reader.int32()?,
            error_code: if version >= 7 { reader.int16()? } else { 0 },
            session_id: if version >= 7 { reader.int32()? } else { 0 },
            responses: reader.array(flexible, 3, |reader| FetchableTopicResponse::decode(reader, version))?,
            node_endpoints: Vec::new(),
        };
        if flexible {
            for _ in 0..reader.tag_count()? {
                let (tag, end) = reader.tagged_field()?;
                match tag {
                    0 if version >= 16 => value.node_endpoints = reader.array(flexible, 11, |reader| NodeEndpoint::decode(reader, version))?,
                    _ => reader.skip_to(end),
                }
                reader.end_tagged_field(end)?;
            }
        }
        Ok(value)
    }

    pub fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 12;
        debug_assert!((4..=18).contains(&version), "FetchResponse has no version {version}");
        writer.int32(self.throttle_time_ms);
        if version >= 7 {
            writer.int16(self.error_code);
        }
        if version >= 7 {
            writer.int32(self.session_id);
        }
        debug_assert!(version >= 7 || self.session_id == 0, "FetchResponse.session_id is set in version {version}");
        writer.array(&self.responses, flexible, |writer, element| element.encode(writer, version));
        debug_assert!(version >= 16 || self.node_endpoints.is_empty(), "FetchResponse.node_endpoints is set in version {version}");
        if flexible {
            let has_node_endpoints = version >= 16 && !self.node_endpoints.is_empty();
            writer.unsigned_varint(u32::from(has_node_endpoints));
            if has_node_endpoints {
                writer.tagged_field(0, |writer| {
                    writer.array(&self.node_endpoints, flexible, |writer, element| element.encode(writer, version));
                });
            }
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct FetchableTopicResponse<'a> {
    pub topic: &'a str,
    pub topic_id: Uuid,
    pub partitions: Vec<PartitionData<'a>>,
}

impl<'a> FetchableTopicResponse<'a> {
    fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 12;
        let value = FetchableTopicResponse {
            topic: if version <= 12 { reader.string(flexible)? } else { "" },
            topic_id: if version >= 13 { reader.uuid()? } else { Uuid::ZERO },
            partitions: reader.array(flexible, 30, |reader| PartitionData::decode(reader, version))?,
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 12;
        if version <= 12 {
            writer.string(self.topic, flexible);
        }
        if version >= 13 {
            writer.uuid(self.topic_id);
        }
        writer.array(&self.partitions, flexible, |writer, element| element.encode(writer, version));
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct PartitionData<'a> {
    pub partition_index: i32,
    pub error_code: i16,
    pub high_watermark: i64,
    pub last_stable_offset: i64,
    pub log_start_offset: i64,
    pub diverging_epoch: EpochEndOffset,
    pub current_leader: LeaderIdAndEpoch,
    pub snapshot_id: SnapshotId,
    pub aborted_transactions: Option<Vec<AbortedTransaction>>,
    pub preferred_read_replica: i32,
    pub records: Records<'a>,
}

impl Default for PartitionData<'_> {
    fn default() -> Self {
        PartitionData {
            partition_index: 0,
            error_code: 0,
            high_watermark: 0,
            last_stable_offset: -1,
            log_start_offset: -1,
            diverging_epoch: EpochEndOffset::default(),
            current_leader: LeaderIdAndEpoch::default(),
            snapshot_id: SnapshotId::default(),
            aborted_transactions: Some(Vec::new()),
            preferred_read_replica: -1,
            records: Records::Null,
        }
    }
}

impl<'a> PartitionData<'a> {
    fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 12;
        let mut value = PartitionData {
            partition_index: reader.int32()?,
            error_code: reader.int16()?,
            high_watermark: reader.int64()?,
            last_stable_offset: reader.int64()?,
            log_start_offset: if version >= 5 { reader.int64()? } else { -1 },
            diverging_epoch: EpochEndOffset::default(),
            current_leader: LeaderIdAndEpoch::default(),
            snapshot_id: SnapshotId::default(),
            aborted_transactions: reader.nullable_array(flexible, 16, |reader| AbortedTransaction::decode(reader, version))?,
            preferred_read_replica: if version >= 11 { reader.int32()? } else { -1 },
            records: reader.nullable_records(flexible)?,
        };
        if flexible {
            for _ in 0..reader.tag_count()? {
                let (tag, end) = reader.tagged_field()?;
                match tag {
                    0 => value.diverging_epoch = EpochEndOffset::decode(reader, version)?,
                    1 => value.current_leader = LeaderIdAndEpoch::decode(reader, version)?,
                    2 => value.snapshot_id = SnapshotId::decode(reader, version)?,
                    _ => reader.skip_to(end),
                }
                reader.end_tagged_field(end)?;
            }
        }
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 12;
        writer.int32(self.partition_index);
        writer.int16(self.error_code);
        writer.int64(self.high_watermark);
        writer.int64(self.last_stable_offset);
        if version >= 5 {
            writer.int64(self.log_start_offset);
        }
        debug_assert!(version >= 12 || self.diverging_epoch == EpochEndOffset::default(), "PartitionData.diverging_epoch is set in version {version}");
        debug_assert!(version >= 12 || self.current_leader == LeaderIdAndEpoch::default(), "PartitionData.current_leader is set in version {version}");
        debug_assert!(version >= 12 || self.snapshot_id == SnapshotId::default(), "PartitionData.snapshot_id is set in version {version}");
        writer.nullable_array(self.aborted_transactions.as_deref(), flexible, |writer, element| element.encode(writer, version));
        if version >= 11 {
            writer.int32(self.preferred_read_replica);
        }
        debug_assert!(version >= 11 || self.preferred_read_replica == -1, "PartitionData.preferred_read_replica is set in version {version}");
        writer.records(self.records, flexible);
        if flexible {
            let has_diverging_epoch = self.diverging_epoch != EpochEndOffset::default();
            let has_current_leader = self.current_leader != LeaderIdAndEpoch::default();
            let has_snapshot_id = self.snapshot_id != SnapshotId::default();
            writer.unsigned_varint(u32::from(has_diverging_epoch) + u32::from(has_current_leader) + u32::from(has_snapshot_id));
            if has_diverging_epoch {
                writer.tagged_field(0, |writer| {
                    self.diverging_epoch.encode(writer, version);
                });
            }
            if has_current_leader {
                writer.tagged_field(1, |writer| {
                    self.current_leader.encode(writer, version);
                });
            }
            if has_snapshot_id {
                writer.tagged_field(2, |writer| {
                    self.snapshot_id.encode(writer, version);
                });
            }
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct EpochEndOffset {
    pub epoch: i32,
    pub end_offset: i64,
}

impl Default for EpochEndOffset {
    fn default() -> Self {
        EpochEndOffset {
            epoch: -1,
            end_offset: -1,
        }
    }
}

impl EpochEndOffset {
    fn decode(reader: &mut Reader<'_>, _version: i16) -> Result<Self, DecodeError> {
        let value = EpochEndOffset {
            epoch: reader.int32()?,
            end_offset: reader.int64()?,
        };
        reader.skip_tagged_fields()?;
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, _version: i16) {
        writer.int32(self.epoch);
        writer.int64(self.end_offset);
        writer.unsigned_varint(0);
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct LeaderIdAndEpoch {
    pub leader_id: i32,
    pub leader_epoch: i32,
}

impl Default for LeaderIdAndEpoch {
    fn default() -> Self {
        LeaderIdAndEpoch {
            leader_id: -1,
            leader_epoch: -1,
        }
    }
}

impl LeaderIdAndEpoch {
    fn decode(reader: &mut Reader<'_>, _version: i16) -> Result<Self, DecodeError> {
        let value = LeaderIdAndEpoch {
            leader_id: reader.int32()?,
            leader_epoch: reader.int32()?,
        };
        reader.skip_tagged_fields()?;
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, _version: i16) {
        writer.int32(self.leader_id);
        writer.int32(self.leader_epoch);
        writer.unsigned_varint(0);
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct SnapshotId {
    pub end_offset: i64,
    pub epoch: i32,
}

impl Default for SnapshotId {
    fn default() -> Self {
        SnapshotId {
            end_offset: -1,
            epoch: -1,
        }
    }
}

impl SnapshotId {
    fn decode(reader: &mut Reader<'_>, _version: i16) -> Result<Self, DecodeError> {
        let value = SnapshotId {
            end_offset: reader.int64()?,
            epoch: reader.int32()?,
        };
        reader.skip_tagged_fields()?;
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, _version: i16) {
        writer.int64(self.end_offset);
        writer.int32(self.epoch);
        writer.unsigned_varint(0);
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct AbortedTransaction {
    pub producer_id: i64,
    pub first_offset: i64,
}

impl AbortedTransaction {
    fn decode(reader: &mut Reader<'_>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 12;
        let value = AbortedTransaction {
            producer_id: reader.int64()?,
            first_offset: reader.int64()?,
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 12;
        writer.int64(self.producer_id);
        writer.int64(self.first_offset);
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeEndpoint<'a> {
    pub node_id: i32,
    pub host: &'a str,
    pub port: i32,
    pub rack: Option<&'a str>,
}

impl<'a> NodeEndpoint<'a> {
    fn decode(reader: &mut Reader<'a>, _version: i16) -> Result<Self, DecodeError> {
        let value = NodeEndpoint {
            node_id: reader.int32()?,
            host: reader.string(true)?,
            port: reader.int32()?,
            rack: reader.nullable_string(true)?,
        };
        reader.skip_tagged_fields()?;
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, _version: i16) {
        writer.int32(self.node_id);
        writer.string(self.host, true);
        writer.int32(self.port);
        writer.nullable_string(self.rack, true);
        writer.unsigned_varint(0);
    }
}
