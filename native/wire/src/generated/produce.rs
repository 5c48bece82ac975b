// Generated from protocol/messages/api/00-Produce.txt by `npm run generate`: change that, not this file.

use crate::codec::{DecodeError, Reader, Records, Uuid, Writer};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProduceRequest<'a> {
    pub transactional_id: Option<&'a str>,
    pub acks: i16,
    pub timeout_ms: i32,
    pub topic_data: Vec<TopicProduceData<'a>>,
}

impl<'a> ProduceRequest<'a> {
    pub const API_KEY: i16 = 0;
    pub const MIN_VERSION: i16 = 3;
    pub const MAX_VERSION: i16 = 13;
    /// The first version with compact lengths and tagged fields; `i16::MAX` where there is none.
    pub const FLEXIBLE_FROM: i16 = 9;

    pub fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 9;
        if !(3..=13).contains(&version) {
            return Err(DecodeError::UnsupportedVersion { version });
        }
        let value = ProduceRequest {
            transactional_id: reader.nullable_string(flexible)?,
            acks: reader.int16()?,
            timeout_ms: reader.int32()?,
            topic_data: reader.array(flexible, 3, |reader| TopicProduceData::decode(reader, version))?,
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    pub fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 9;
        debug_assert!((3..=13).contains(&version), "ProduceRequest has no version {version}");
        writer.nullable_string(self.transactional_id, flexible);
        writer.int16(self.acks);
        writer.int32(self.timeout_ms);
        writer.array(&self.topic_data, flexible, |writer, element| element.encode(writer, version));
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct TopicProduceData<'a> {
    pub name: &'a str,
    pub topic_id: Uuid,
    pub partition_data: Vec<PartitionProduceData<'a>>,
}

impl<'a> TopicProduceData<'a> {
    fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 9;
        let value = TopicProduceData {
            name: if version <= 12 { reader.string(flexible)? } else { "" },
            topic_id: if version >= 13 { reader.uuid()? } else { Uuid::ZERO },
            partition_data: reader.array(flexible, 6, |reader| PartitionProduceData::decode(reader, version))?,
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 9;
        if version <= 12 {
            writer.string(self.name, flexible);
        }
        if version >= 13 {
            writer.uuid(self.topic_id);
        }
        writer.array(&self.partition_data, flexible, |writer, element| element.encode(writer, version));
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct PartitionProduceData<'a> {
    pub index: i32,
    pub records: Records<'a>,
}

impl<'a> PartitionProduceData<'a> {
    fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 9;
        let value = PartitionProduceData {
            index: reader.int32()?,
            records: reader.nullable_records(flexible)?,
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 9;
        writer.int32(self.index);
        writer.records(self.records, flexible);
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProduceResponse<'a> {
    pub responses: Vec<TopicProduceResponse<'a>>,
    pub throttle_time_ms: i32,
    pub node_endpoints: Vec<NodeEndpoint<'a>>,
}

impl<'a> ProduceResponse<'a> {
    pub const API_KEY: i16 = 0;
    pub const MIN_VERSION: i16 = 3;
    pub const MAX_VERSION: i16 = 13;
    /// The first version with compact lengths and tagged fields; `i16::MAX` where there is none.
    pub const FLEXIBLE_FROM: i16 = 9;

    pub fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 9;
        if !(3..=13).contains(&version) {
            return Err(DecodeError::UnsupportedVersion { version });
        }
        let mut value = ProduceResponse {
            responses: reader.array(flexible, 3, |reader| TopicProduceResponse::decode(reader, version))?,
            throttle_time_ms: reader.int32()?,
            node_endpoints: Vec::new(),
        };
        if flexible {
            for _ in 0..reader.tag_count()? {
                let (tag, end) = reader.tagged_field()?;
                match tag {
                    0 if version >= 10 => value.node_endpoints = reader.array(flexible, 11, |reader| NodeEndpoint::decode(reader, version))?,
                    _ => reader.skip_to(end),
                }
                reader.end_tagged_field(end)?;
            }
        }
        Ok(value)
    }

    pub fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 9;
        debug_assert!((3..=13).contains(&version), "ProduceResponse has no version {version}");
        writer.array(&self.responses, flexible, |writer, element| element.encode(writer, version));
        writer.int32(self.throttle_time_ms);
        debug_assert!(version >= 10 || self.node_endpoints.is_empty(), "ProduceResponse.node_endpoints is set in version {version}");
        if flexible {
            let has_node_endpoints = version >= 10 && !self.node_endpoints.is_empty();
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
pub struct TopicProduceResponse<'a> {
    pub name: &'a str,
    pub topic_id: Uuid,
    pub partition_responses: Vec<PartitionProduceResponse<'a>>,
}

impl<'a> TopicProduceResponse<'a> {
    fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 9;
        let value = TopicProduceResponse {
            name: if version <= 12 { reader.string(flexible)? } else { "" },
            topic_id: if version >= 13 { reader.uuid()? } else { Uuid::ZERO },
            partition_responses: reader.array(flexible, 22, |reader| PartitionProduceResponse::decode(reader, version))?,
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 9;
        if version <= 12 {
            writer.string(self.name, flexible);
        }
        if version >= 13 {
            writer.uuid(self.topic_id);
        }
        writer.array(&self.partition_responses, flexible, |writer, element| element.encode(writer, version));
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct PartitionProduceResponse<'a> {
    pub index: i32,
    pub error_code: i16,
    pub base_offset: i64,
    pub log_append_time_ms: i64,
    pub log_start_offset: i64,
    pub record_errors: Vec<BatchIndexAndErrorMessage<'a>>,
    pub error_message: Option<&'a str>,
    pub current_leader: LeaderIdAndEpoch,
}

impl Default for PartitionProduceResponse<'_> {
    fn default() -> Self {
        PartitionProduceResponse {
            index: 0,
            error_code: 0,
            base_offset: 0,
            log_append_time_ms: -1,
            log_start_offset: -1,
            record_errors: Vec::new(),
            error_message: None,
            current_leader: LeaderIdAndEpoch::default(),
        }
    }
}

impl<'a> PartitionProduceResponse<'a> {
    fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 9;
        let mut value = PartitionProduceResponse {
            index: reader.int32()?,
            error_code: reader.int16()?,
            base_offset: reader.int64()?,
            log_append_time_ms: reader.int64()?,
            log_start_offset: if version >= 5 { reader.int64()? } else { -1 },
            record_errors: if version >= 8 { reader.array(flexible, 6, |reader| BatchIndexAndErrorMessage::decode(reader, version))? } else { Vec::new() },
            error_message: if version >= 8 { reader.nullable_string(flexible)? } else { None },
            current_leader: LeaderIdAndEpoch::default(),
        };
        if flexible {
            for _ in 0..reader.tag_count()? {
                let (tag, end) = reader.tagged_field()?;
                match tag {
                    0 if version >= 10 => value.current_leader = LeaderIdAndEpoch::decode(reader, version)?,
                    _ => reader.skip_to(end),
                }
                reader.end_tagged_field(end)?;
            }
        }
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 9;
        writer.int32(self.index);
        writer.int16(self.error_code);
        writer.int64(self.base_offset);
        writer.int64(self.log_append_time_ms);
        if version >= 5 {
            writer.int64(self.log_start_offset);
        }
        if version >= 8 {
            writer.array(&self.record_errors, flexible, |writer, element| element.encode(writer, version));
        }
        if version >= 8 {
            writer.nullable_string(self.error_message, flexible);
        }
        debug_assert!(version >= 10 || self.current_leader == LeaderIdAndEpoch::default(), "PartitionProduceResponse.current_leader is set in version {version}");
        if flexible {
            let has_current_leader = version >= 10 && self.current_leader != LeaderIdAndEpoch::default();
            writer.unsigned_varint(u32::from(has_current_leader));
            if has_current_leader {
                writer.tagged_field(0, |writer| {
                    self.current_leader.encode(writer, version);
                });
            }
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct BatchIndexAndErrorMessage<'a> {
    pub batch_index: i32,
    pub batch_index_error_message: Option<&'a str>,
}

impl<'a> BatchIndexAndErrorMessage<'a> {
    fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 9;
        let value = BatchIndexAndErrorMessage {
            batch_index: reader.int32()?,
            batch_index_error_message: reader.nullable_string(flexible)?,
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 9;
        writer.int32(self.batch_index);
        writer.nullable_string(self.batch_index_error_message, flexible);
        if flexible {
            writer.unsigned_varint(0);
        }
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
