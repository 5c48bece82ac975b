pub mod compression;
pub mod crc;
pub mod record;
pub mod record_batch;
pub mod validate;
pub mod varint;
