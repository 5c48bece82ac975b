// Generated from protocol/messages/api/18-ApiVersions.txt by `npm run generate`: change that, not this file.

use crate::codec::{DecodeError, Reader, Writer};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ApiVersionsRequest<'a> {
    pub client_software_name: &'a str,
    pub client_software_version: &'a str,
}

impl<'a> ApiVersionsRequest<'a> {
    pub const API_KEY: i16 = 18;
    pub const MIN_VERSION: i16 = 0;
    pub const MAX_VERSION: i16 = 4;
    /// The first version with compact lengths and tagged fields; `i16::MAX` where there is none.
    pub const FLEXIBLE_FROM: i16 = 3;

    pub fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 3;
        if !(0..=4).contains(&version) {
            return Err(DecodeError::UnsupportedVersion { version });
        }
        let value = ApiVersionsRequest {
            client_software_name: if version >= 3 { reader.string(flexible)? } else { "" },
            client_software_version: if version >= 3 { reader.string(flexible)? } else { "" },
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    pub fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 3;
        debug_assert!((0..=4).contains(&version), "ApiVersionsRequest has no version {version}");
        if version >= 3 {
            writer.string(self.client_software_name, flexible);
        }
        if version >= 3 {
            writer.string(self.client_software_version, flexible);
        }
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct ApiVersionsResponse<'a> {
    pub error_code: i16,
    pub api_keys: Vec<ApiVersion>,
    pub throttle_time_ms: i32,
    pub supported_features: Vec<SupportedFeatureKey<'a>>,
    pub finalized_features_epoch: i64,
    pub finalized_features: Vec<FinalizedFeatureKey<'a>>,
    pub zk_migration_ready: bool,
}

impl Default for ApiVersionsResponse<'_> {
    fn default() -> Self {
        ApiVersionsResponse {
            error_code: 0,
            api_keys: Vec::new(),
            throttle_time_ms: 0,
            supported_features: Vec::new(),
            finalized_features_epoch: -1,
            finalized_features: Vec::new(),
            zk_migration_ready: false,
        }
    }
}

impl<'a> ApiVersionsResponse<'a> {
    pub const API_KEY: i16 = 18;
    pub const MIN_VERSION: i16 = 0;
    pub const MAX_VERSION: i16 = 4;
    /// The first version with compact lengths and tagged fields; `i16::MAX` where there is none.
    pub const FLEXIBLE_FROM: i16 = 3;

    pub fn decode(reader: &mut Reader<'a>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 3;
        if !(0..=4).contains(&version) {
            return Err(DecodeError::UnsupportedVersion { version });
        }
        let mut value = ApiVersionsResponse {
            error_code: reader.int16()?,
            api_keys: reader.array(flexible, 6, |reader| ApiVersion::decode(reader, version))?,
            throttle_time_ms: if version >= 1 { reader.int32()? } else { 0 },
            supported_features: Vec::new(),
            finalized_features_epoch: -1,
            finalized_features: Vec::new(),
            zk_migration_ready: false,
        };
        if flexible {
            for _ in 0..reader.tag_count()? {
                let (tag, end) = reader.tagged_field()?;
                match tag {
                    0 => value.supported_features = reader.array(flexible, 6, |reader| SupportedFeatureKey::decode(reader, version))?,
                    1 => value.finalized_features_epoch = reader.int64()?,
                    2 => value.finalized_features = reader.array(flexible, 6, |reader| FinalizedFeatureKey::decode(reader, version))?,
                    3 => value.zk_migration_ready = reader.bool()?,
                    _ => reader.skip_to(end),
                }
                reader.end_tagged_field(end)?;
            }
        }
        Ok(value)
    }

    pub fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 3;
        debug_assert!((0..=4).contains(&version), "ApiVersionsResponse has no version {version}");
        writer.int16(self.error_code);
        writer.array(&self.api_keys, flexible, |writer, element| element.encode(writer, version));
        if version >= 1 {
            writer.int32(self.throttle_time_ms);
        }
        if flexible {
            let has_supported_features = !self.supported_features.is_empty();
            let has_finalized_features_epoch = self.finalized_features_epoch != -1;
            let has_finalized_features = !self.finalized_features.is_empty();
            let has_zk_migration_ready = self.zk_migration_ready;
            writer.unsigned_varint(u32::from(has_supported_features) + u32::from(has_finalized_features_epoch) + u32::from(has_finalized_features) + u32::from(has_zk_migration_ready));
            if has_supported_features {
                writer.tagged_field(0, |writer| {
                    writer.array(&self.supported_features, flexible, |writer, element| element.encode(writer, version));
                });
            }
            if has_finalized_features_epoch {
                writer.tagged_field(1, |writer| {
                    writer.int64(self.finalized_features_epoch);
                });
            }
            if has_finalized_features {
                writer.tagged_field(2, |writer| {
                    writer.array(&self.finalized_features, flexible, |writer, element| element.encode(writer, version));
                });
            }
            if has_zk_migration_ready {
                writer.tagged_field(3, |writer| {
                    writer.bool(self.zk_migration_ready);
                });
            }
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ApiVersion {
    pub api_key: i16,
    pub min_version: i16,
    pub max_version: i16,
}

impl ApiVersion {
    fn decode(reader: &mut Reader<'_>, version: i16) -> Result<Self, DecodeError> {
        let flexible = version >= 3;
        let value = ApiVersion {
            api_key: reader.int16()?,
            min_version: reader.int16()?,
            max_version: reader.int16()?,
        };
        if flexible {
            reader.skip_tagged_fields()?;
        }
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, version: i16) {
        let flexible = version >= 3;
        writer.int16(self.api_key);
        writer.int16(self.min_version);
        writer.int16(self.max_version);
        if flexible {
            writer.unsigned_varint(0);
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct SupportedFeatureKey<'a> {
    pub name: &'a str,
    pub min_version: i16,
    pub max_version: i16,
}

impl<'a> SupportedFeatureKey<'a> {
    fn decode(reader: &mut Reader<'a>, _version: i16) -> Result<Self, DecodeError> {
        let value = SupportedFeatureKey {
            name: reader.string(true)?,
            min_version: reader.int16()?,
            max_version: reader.int16()?,
        };
        reader.skip_tagged_fields()?;
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, _version: i16) {
        writer.string(self.name, true);
        writer.int16(self.min_version);
        writer.int16(self.max_version);
        writer.unsigned_varint(0);
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct FinalizedFeatureKey<'a> {
    pub name: &'a str,
    pub max_version_level: i16,
    pub min_version_level: i16,
}

impl<'a> FinalizedFeatureKey<'a> {
    fn decode(reader: &mut Reader<'a>, _version: i16) -> Result<Self, DecodeError> {
        let value = FinalizedFeatureKey {
            name: reader.string(true)?,
            max_version_level: reader.int16()?,
            min_version_level: reader.int16()?,
        };
        reader.skip_tagged_fields()?;
        Ok(value)
    }

    fn encode(&self, writer: &mut Writer, _version: i16) {
        writer.string(self.name, true);
        writer.int16(self.max_version_level);
        writer.int16(self.min_version_level);
        writer.unsigned_varint(0);
    }
}
