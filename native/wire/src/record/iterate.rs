//! Reading the records of a whole batch one after the other.

use std::ops::ControlFlow;

use super::{Record, parse_record};
use crate::compression::Compression;
use crate::record_batch::{BATCH_HEADER_SIZE, BatchError, BatchHeader};
use crate::varint::read_varint;

/// Calls `visit` for each record of the whole batch in `batch`, decompressing when needed.
pub fn for_each_record(
    batch: &[u8],
    mut visit: impl FnMut(Record<'_>) -> ControlFlow<()>,
) -> Result<(), BatchError> {
    let header = BatchHeader::parse(batch)?;
    let mut rest = batch.get(BATCH_HEADER_SIZE..header.size_bytes()).unwrap_or_default();
    if header.compression()? != Compression::None {
        return Err(BatchError::UnknownCompression(header.attributes & 7));
    }
    for index in 0..header.record_count {
        let invalid = |reason| BatchError::InvalidRecord { index, reason };
        let (length, size) = read_varint(rest).map_err(|_| invalid("no length"))?;
        let end = size + length.max(0) as usize;
        let body = rest.get(size..end).ok_or_else(|| invalid("too long"))?;
        if visit(parse_record(body).map_err(invalid)?).is_break() {
            break;
        }
        rest = rest.get(end..).unwrap_or_default();
    }
    Ok(())
}

/// Calls `visit` with offset delta and timestamp delta of each record, without holding keys and values.
pub fn for_each_timestamp(
    batch: &[u8],
    mut visit: impl FnMut(i32, i64) -> ControlFlow<()>,
) -> Result<(), BatchError> {
    for_each_record(batch, |record| visit(record.offset_delta, record.timestamp_delta))
}
