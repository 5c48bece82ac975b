//! The primitive types of Kafka's protocol: reading them from a frame without copies, writing them into a
//! buffer that is used again. The generated messages stand on these and nothing else.

mod decode_error;
mod reader;
mod records;
mod uuid;
mod writer;

pub use crate::generated::api_key::ApiKey;
pub use crate::generated::error_code::ErrorCode;
pub use decode_error::DecodeError;
pub use reader::{ARRAY_LENGTH_MAX, Reader, TAGGED_FIELDS_MAX};
pub use records::{Records, Span};
pub use uuid::{ParseUuidError, Uuid};
pub use writer::{Hole, Writer};
