// Generated from protocol/messages/data/kafka-clients/ResponseHeader.txt by `npm run generate`: change that, not this file.

use crate::codec::{DecodeError, Reader, Writer};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ResponseHeader {
    pub correlation_id: i32,
}

impl ResponseHeader {
    pub const MIN_VERSION: i16 = 0;
    pub const MAX_VERSION: i16 = 1;
    /// The first version with compact lengths and tagged fields; `i16::MAX` where there is none.
    pub const FLEXIBLE_FROM: i16 = 1;

    pub fn decode(reader: &mut Reader<'_>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 1;
        if !(0..=1).contains(&version) {
            return Err(DecodeError::UnsupportedVersion { version });
        }
        let value = ResponseHeader {
            correlation_id: reader.int32()?,
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    pub fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 1;
        debug_assert!((0..=1).contains(&version), "ResponseHeader has no version {version}");
        writer.int32(self.correlation_id);
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}
