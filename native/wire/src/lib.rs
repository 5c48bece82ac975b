//! Bytes ↔ requests and records: Kafka's protocol messages and record batches, without any I/O.
//!
//! Lowest crate of the workspace; everything above reads and writes through it. What a peer sends is only
//! ever data here: wrong bytes become errors, never panics or allocations beyond the frame.

pub mod codec;
pub mod compression;
pub mod crc;
pub mod generated;
pub mod record;
pub mod record_batch;
pub mod validate;
pub mod varint;

pub use codec::{ApiKey, ErrorCode, Uuid};
