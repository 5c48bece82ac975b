//! Finds the one batch in the records of a produce request.
//!
//! Source: Kafka's ProduceRequest.validateRecords over ByteBufferLogInputStream.

use super::{ErrorCode, InvalidBatch, Origin};
use crate::compression::Compression;
use crate::record_batch::{BatchHeader, LOG_OVERHEAD, MAGIC_V2, field};

/// The smallest length of any batch format that ever was (magic 0).
const LENGTH_MIN: i32 = 14;
/// The first Produce version whose consumers know zstd.
const ZSTD_FROM_VERSION: i16 = 7;

/// The size of the one v2 batch at the start of `records`.
///
/// Bytes behind it that are too few for a batch are ignored; a second batch is refused.
pub(super) fn single_batch_size(records: &[u8], origin: Origin, api_version: i16) -> Result<usize, InvalidBatch> {
    let invalid = |message: &str| InvalidBatch::new(ErrorCode::INVALID_RECORD, message);
    let size = next_batch_size(records)?.ok_or_else(|| invalid("there is no whole record batch"))?;
    let (batch, rest) = records.split_at_checked(size).ok_or_else(|| invalid("there is no whole record batch"))?;
    let magic = field::read_i8(batch, field::MAGIC);
    if magic != Some(MAGIC_V2) {
        return Err(invalid("only record batches with magic 2 are accepted"));
    }
    if origin == Origin::Client && api_version < ZSTD_FROM_VERSION && is_zstd(batch) {
        let message = format!("zstd needs Produce version {ZSTD_FROM_VERSION}, the request has version {api_version}");
        return Err(InvalidBatch::new(ErrorCode::UNSUPPORTED_COMPRESSION_TYPE, message));
    }
    match next_batch_size(rest)? {
        Some(_) => Err(invalid("there is more than one record batch for the partition")),
        None => Ok(size),
    }
}

/// The size of the whole batch at the start of `bytes`, of any magic; `None` when no whole one is there.
fn next_batch_size(bytes: &[u8]) -> Result<Option<usize>, InvalidBatch> {
    let corrupt = |message: String| InvalidBatch::new(ErrorCode::CORRUPT_MESSAGE, message);
    if bytes.len() < LOG_OVERHEAD {
        return Ok(None);
    }
    let length = field::read_i32(bytes, field::LENGTH).unwrap_or(0);
    if length < LENGTH_MIN {
        return Err(corrupt(format!("the batch length {length} is smaller than any batch")));
    }
    let Some(magic) = field::read_i8(bytes, field::MAGIC) else {
        return Ok(None);
    };
    if !(0..=MAGIC_V2).contains(&magic) {
        return Err(corrupt(format!("unknown magic {magic}")));
    }
    let size = LOG_OVERHEAD + usize::try_from(length).unwrap_or(usize::MAX - LOG_OVERHEAD);
    Ok((size <= bytes.len()).then_some(size))
}

fn is_zstd(batch: &[u8]) -> bool {
    BatchHeader::parse(batch).and_then(|header| header.compression()) == Ok(Compression::Zstd)
}
