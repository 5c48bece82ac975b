// Generated from protocol/messages/api/02-ListOffsets.txt by `npm run generate`: change that, not this file.

use crate::codec::{DecodeError, Reader, Writer};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListOffsetsRequest<'a> {
    pub replica_id: i32,
    pub isolation_level: i8,
    pub topics: Vec<ListOffsetsTopic<'a>>,
    pub timeout_ms: i32,
}

impl<'a> ListOffsetsRequest<'a> {
    pub const API_KEY: i16 = 2;
    pub const MIN_VERSION: i16 = 1;
    pub const MAX_VERSION: i16 = 11;
    /// The first version with compact lengths and tagged fields; `i16::MAX` where there is none.
    pub const FLEXIBLE_FROM: i16 = 6;

    pub fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 6;
        if !(1..=11).contains(&version) {
            return Err(DecodeError::UnsupportedVersion { version });
        }
        let value = ListOffsetsRequest {
            replica_id: reader.int32()?,
            isolation_level: if version >= 2 { reader.int8()? } else { 0 },
            topics: reader.array(flexible, 3, |reader| ListOffsetsTopic::decode(reader, version))?,
            timeout_ms: if version >= 10 { reader.int32()? } else { 0 },
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    pub fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 6;
        debug_assert!((1..=11).contains(&version), "ListOffsetsRequest has no version {version}");
        writer.int32(self.replica_id);
        if version >= 2 {
            writer.int8(self.isolation_level);
        }
        debug_assert!(version >= 2 || self.isolation_level == 0, "ListOffsetsRequest.isolation_level is set in version {version}");
        writer.array(&self.topics, flexible, |writer, element| element.encode(writer, version));
        if version >= 10 {
            writer.int32(self.timeout_ms);
        }
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListOffsetsTopic<'a> {
    pub name: &'a str,
    pub partitions: Vec<ListOffsetsPartition>,
}

impl<'a> ListOffsetsTopic<'a> {
    fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 6;
        let value = ListOffsetsTopic {
            name: reader.string(flexible)?,
            partitions: reader.array(flexible, 12, |reader| ListOffsetsPartition::decode(reader, version))?,
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 6;
        writer.string(self.name, flexible);
        writer.array(&self.partitions, flexible, |writer, element| element.encode(writer, version));
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct ListOffsetsPartition {
    pub partition_index: i32,
    pub current_leader_epoch: i32,
    pub timestamp: i64,
}

impl Default for ListOffsetsPartition {
    fn default() -> Self {
        ListOffsetsPartition {
            partition_index: 0,
            current_leader_epoch: -1,
            timestamp: 0,
        }
    }
}

impl ListOffsetsPartition {
    fn decode(reader: &mut Reader<'_>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 6;
        let value = ListOffsetsPartition {
            partition_index: reader.int32()?,
            current_leader_epoch: if version >= 4 { reader.int32()? } else { -1 },
            timestamp: reader.int64()?,
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 6;
        writer.int32(self.partition_index);
        if version >= 4 {
            writer.int32(self.current_leader_epoch);
        }
        writer.int64(self.timestamp);
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListOffsetsResponse<'a> {
    pub throttle_time_ms: i32,
    pub topics: Vec<ListOffsetsTopicResponse<'a>>,
}

impl<'a> ListOffsetsResponse<'a> {
    pub const API_KEY: i16 = 2;
    pub const MIN_VERSION: i16 = 1;
    pub const MAX_VERSION: i16 = 11;
    /// The first version with compact lengths and tagged fields; `i16::MAX` where there is none.
    pub const FLEXIBLE_FROM: i16 = 6;

    pub fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 6;
        if !(1..=11).contains(&version) {
            return Err(DecodeError::UnsupportedVersion { version });
        }
        let value = ListOffsetsResponse {
            throttle_time_ms: if version >= 2 { reader.int32()? } else { 0 },
            topics: reader.array(flexible, 3, |reader| ListOffsetsTopicResponse::decode(reader, version))?,
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    pub fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 6;
        debug_assert!((1..=11).contains(&version), "ListOffsetsResponse has no version {version}");
        if version >= 2 {
            writer.int32(self.throttle_time_ms);
        }
        writer.array(&self.topics, flexible, |writer, element| element.encode(writer, version));
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListOffsetsTopicResponse<'a> {
    pub name: &'a str,
    pub partitions: Vec<ListOffsetsPartitionResponse>,
}

impl<'a> ListOffsetsTopicResponse<'a> {
    fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 6;
        let value = ListOffsetsTopicResponse {
            name: reader.string(flexible)?,
            partitions: reader.array(flexible, 22, |reader| ListOffsetsPartitionResponse::decode(reader, version))?,
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 6;
        writer.string(self.name, flexible);
        writer.array(&self.partitions, flexible, |writer, element| element.encode(writer, version));
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct ListOffsetsPartitionResponse {
    pub partition_index: i32,
    pub error_code: i16,
    pub timestamp: i64,
    pub offset: i64,
    pub leader_epoch: i32,
}

impl Default for ListOffsetsPartitionResponse {
    fn default() -> Self {
        ListOffsetsPartitionResponse {
            partition_index: 0,
            error_code: 0,
            timestamp: -1,
            offset: -1,
            leader_epoch: -1,
        }
    }
}

impl ListOffsetsPartitionResponse {
    fn decode(reader: &mut Reader<'_>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 6;
        let value = ListOffsetsPartitionResponse {
            partition_index: reader.int32()?,
            error_code: reader.int16()?,
            timestamp: reader.int64()?,
            offset: reader.int64()?,
            leader_epoch: if version >= 4 { reader.int32()? } else { -1 },
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 6;
        writer.int32(self.partition_index);
        writer.int16(self.error_code);
        writer.int64(self.timestamp);
        writer.int64(self.offset);
        if version >= 4 {
            writer.int32(self.leader_epoch);
        }
        debug_assert!(version >= 4 || self.leader_epoch == -1, "ListOffsetsPartitionResponse.leader_epoch is set in version {version}");
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}
