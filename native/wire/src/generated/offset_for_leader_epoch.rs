// Generated from protocol/messages/api/23-OffsetForLeaderEpoch.txt by `npm run generate`: change that, not this file.

use crate::codec::{DecodeError, Reader, Writer};

#[derive(Clone, Debug, PartialEq)]
pub struct OffsetForLeaderEpochRequest<'a> {
    pub replica_id: i32,
    pub topics: Vec<OffsetForLeaderTopic<'a>>,
}

impl Default for OffsetForLeaderEpochRequest<'_> {
    fn default() -> Self {
        OffsetForLeaderEpochRequest {
            replica_id: -2,
            topics: Vec::new(),
        }
    }
}

impl<'a> OffsetForLeaderEpochRequest<'a> {
    pub const API_KEY: i16 = 23;
    pub const MIN_VERSION: i16 = 2;
    pub const MAX_VERSION: i16 = 4;
    /// The first version with compact lengths and tagged fields; `i16::MAX` where there is none.
    pub const FLEXIBLE_FROM: i16 = 4;

    pub fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 4;
        if !(2..=4).contains(&version) {
            return Err(DecodeError::UnsupportedVersion { version });
        }
        let value = OffsetForLeaderEpochRequest {
            replica_id: if version >= 3 { reader.int32()? } else { -2 },
            topics: reader.array(flexible, 3, |reader| OffsetForLeaderTopic::decode(reader, version))?,
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    pub fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 4;
        debug_assert!((2..=4).contains(&version), "OffsetForLeaderEpochRequest has no version {version}");
        if version >= 3 {
            writer.int32(self.replica_id);
        }
        writer.array(&self.topics, flexible, |writer, element| element.encode(writer, version));
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct OffsetForLeaderTopic<'a> {
    pub topic: &'a str,
    pub partitions: Vec<OffsetForLeaderPartition>,
}

impl<'a> OffsetForLeaderTopic<'a> {
    fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 4;
        let value = OffsetForLeaderTopic {
            topic: reader.string(flexible)?,
            partitions: reader.array(flexible, 12, |reader| OffsetForLeaderPartition::decode(reader, version))?,
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 4;
        writer.string(self.topic, flexible);
        writer.array(&self.partitions, flexible, |writer, element| element.encode(writer, version));
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct OffsetForLeaderPartition {
    pub partition: i32,
    pub current_leader_epoch: i32,
    pub leader_epoch: i32,
}

impl Default for OffsetForLeaderPartition {
    fn default() -> Self {
        OffsetForLeaderPartition {
            partition: 0,
            current_leader_epoch: -1,
            leader_epoch: 0,
        }
    }
}

impl OffsetForLeaderPartition {
    fn decode(reader: &mut Reader<'_>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 4;
        let value = OffsetForLeaderPartition {
            partition: reader.int32()?,
            current_leader_epoch: reader.int32()?,
            leader_epoch: reader.int32()?,
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 4;
        writer.int32(self.partition);
        writer.int32(self.current_leader_epoch);
        writer.int32(self.leader_epoch);
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct OffsetForLeaderEpochResponse<'a> {
    pub throttle_time_ms: i32,
    pub topics: Vec<OffsetForLeaderTopicResult<'a>>,
}

impl<'a> OffsetForLeaderEpochResponse<'a> {
    pub const API_KEY: i16 = 23;
    pub const MIN_VERSION: i16 = 2;
    pub const MAX_VERSION: i16 = 4;
    /// The first version with compact lengths and tagged fields; `i16::MAX` where there is none.
    pub const FLEXIBLE_FROM: i16 = 4;

    pub fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 4;
        if !(2..=4).contains(&version) {
            return Err(DecodeError::UnsupportedVersion { version });
        }
        let value = OffsetForLeaderEpochResponse {
            throttle_time_ms: reader.int32()?,
            topics: reader.array(flexible, 3, |reader| OffsetForLeaderTopicResult::decode(reader, version))?,
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    pub fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 4;
        debug_assert!((2..=4).contains(&version), "OffsetForLeaderEpochResponse has no version {version}");
        writer.int32(self.throttle_time_ms);
        writer.array(&self.topics, flexible, |writer, element| element.encode(writer, version));
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct OffsetForLeaderTopicResult<'a> {
    pub topic: &'a str,
    pub partitions: Vec<EpochEndOffset>,
}

impl<'a> OffsetForLeaderTopicResult<'a> {
    fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 4;
        let value = OffsetForLeaderTopicResult {
            topic: reader.string(flexible)?,
            partitions: reader.array(flexible, 18, |reader| EpochEndOffset::decode(reader, version))?,
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 4;
        writer.string(self.topic, flexible);
        writer.array(&self.partitions, flexible, |writer, element| element.encode(writer, version));
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct EpochEndOffset {
    pub error_code: i16,
    pub partition: i32,
    pub leader_epoch: i32,
    pub end_offset: i64,
}

impl Default for EpochEndOffset {
    fn default() -> Self {
        EpochEndOffset {
            error_code: 0,
            partition: 0,
            leader_epoch: -1,
            end_offset: -1,
        }
    }
}

impl EpochEndOffset {
    fn decode(reader: &mut Reader<'_>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 4;
        let value = EpochEndOffset {
            error_code: reader.int16()?,
            partition: reader.int32()?,
            leader_epoch: reader.int32()?,
            end_offset: reader.int64()?,
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 4;
        writer.int16(self.error_code);
        writer.int32(self.partition);
        writer.int32(self.leader_epoch);
        writer.int64(self.end_offset);
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}
