//! The rules for the header of a batch.
//!
//! Source: Kafka's UnifiedLog.analyzeAndValidateRecords, then LogValidator.validateBatch, in their order.

use super::{ErrorCode, InvalidBatch, Origin, ValidationRules};
use crate::record_batch::{BatchHeader, verify_crc};

/// Checks the header of the one whole batch in `batch`, and its CRC.
pub(super) fn check_batch(batch: &[u8], rules: &ValidationRules) -> Result<BatchHeader, InvalidBatch> {
    let header = BatchHeader::parse(batch)?;
    let from_client = rules.origin == Origin::Client;
    if from_client && header.base_offset != 0 {
        return Err(invalid(format!("the base offset must be 0, but it is {}", header.base_offset)));
    }
    check_size(batch.len(), rules)?;
    if from_client && !verify_crc(batch) {
        let message = format!("the record batch is corrupt: its CRC is not {:#010x}", header.crc);
        return Err(InvalidBatch::new(ErrorCode::CORRUPT_MESSAGE, message));
    }
    header.compression()?;
    if from_client {
        check_counts(&header)?;
        check_producer(&header)?;
    }
    Ok(header)
}

/// The limit for a batch as it came and, once more, as it will be stored.
pub(super) fn check_size(size_bytes: usize, rules: &ValidationRules) -> Result<(), InvalidBatch> {
    if size_bytes <= rules.max_message_bytes {
        return Ok(());
    }
    let message = format!("the record batch has {size_bytes} bytes, {} are allowed", rules.max_message_bytes);
    Err(InvalidBatch::new(ErrorCode::MESSAGE_TOO_LARGE, message))
}

fn check_counts(header: &BatchHeader) -> Result<(), InvalidBatch> {
    if header.last_offset_delta < 0 {
        return Err(invalid(format!("the last offset delta {} is negative", header.last_offset_delta)));
    }
    if header.record_count <= 0 {
        return Err(invalid(format!("the record count {} is not positive", header.record_count)));
    }
    if i64::from(header.last_offset_delta) + 1 != i64::from(header.record_count) {
        return Err(invalid(format!(
            "the last offset delta {} does not fit the record count {}",
            header.last_offset_delta, header.record_count
        )));
    }
    Ok(())
}

fn check_producer(header: &BatchHeader) -> Result<(), InvalidBatch> {
    if header.is_control() {
        return Err(invalid("clients may not write control records".into()));
    }
    if header.has_producer_id() && header.base_sequence < 0 {
        return Err(invalid(format!(
            "the sequence number {} of producer id {} is negative",
            header.base_sequence, header.producer_id
        )));
    }
    Ok(())
}

fn invalid(message: String) -> InvalidBatch {
    InvalidBatch::new(ErrorCode::INVALID_RECORD, message)
}
