// Generated from protocol/messages/data/kafka-clients/RequestHeader.txt by `npm run generate`: change that, not this file.

use crate::codec::{DecodeError, Reader, Writer};

#[derive(Clone, Debug, PartialEq)]
pub struct RequestHeader<'a> {
    pub request_api_key: i16,
    pub request_api_version: i16,
    pub correlation_id: i32,
    pub client_id: Option<&'a str>,
}

impl Default for RequestHeader<'_> {
    fn default() -> Self {
        RequestHeader {
            request_api_key: 0,
            request_api_version: 0,
            correlation_id: 0,
            client_id: Some(""),
        }
    }
}

impl<'a> RequestHeader<'a> {
    pub const MIN_VERSION: i16 = 1;
    pub const MAX_VERSION: i16 = 2;
    /// The first version with compact lengths and tagged fields; `i16::MAX` where there is none.
    pub const FLEXIBLE_FROM: i16 = 2;

    pub fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 2;
        if !(1..=2).contains(&version) {
            return Err(DecodeError::UnsupportedVersion { version });
        }
        let value = RequestHeader {
            request_api_key: reader.int16()?,
            request_api_version: reader.int16()?,
            correlation_id: reader.int32()?,
            client_id: reader.nullable_string(false)?,
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    pub fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 2;
        debug_assert!((1..=2).contains(&version), "RequestHeader has no version {version}");
        writer.int16(self.request_api_key);
        writer.int16(self.request_api_version);
        writer.int32(self.correlation_id);
        writer.nullable_string(self.client_id, false);
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}
