//! The validation of a produced batch: what Apache Kafka's broker checks and changes before it appends.
//!
//! Called by a partition for each append, before its lock is taken. Invariant: a batch that comes back
//! `Validated` is one whole v2 batch with a right CRC whose every record can be read, with consecutive
//! offset deltas from 0, and whose header agrees with its records; only the base offset and the leader
//! epoch are still to be patched. Nothing that a peer claims is allocated before it is checked.
//! Source: Kafka's ProduceRequest.validateRecords, UnifiedLog.analyzeAndValidateRecords and LogValidator.

mod batch;
mod outer;
mod records;
mod rewrite;

pub use crate::record_batch::TimestampType;

use crate::codec::ErrorCode;
use crate::compression::Compression;
use crate::record_batch::{BatchError, BatchHeader, patch_crc, patch_max_timestamp};

use records::check_records;

/// What a topic's `compression.type` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetCompression {
    /// Whatever the producer chose.
    Producer,
    /// This codec (`None` is `uncompressed`); batches in another one are recompressed at `level`.
    Codec { compression: Compression, level: i32 },
}

/// Who appends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Client,
    /// A coordinator of this broker: its control batches and offsets are its own affair, and the CRC of
    /// its batches is written here instead of checked.
    Coordinator,
}

/// The topic's settings that decide about a batch, and who appends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValidationRules {
    /// `max.message.bytes`: the whole batch, header included, as it is stored.
    pub max_message_bytes: usize,
    /// Whether `cleanup.policy` has `compact`: every record needs a key.
    pub compacted: bool,
    pub timestamp_type: TimestampType,
    pub timestamp_before_max_ms: i64,
    pub timestamp_after_max_ms: i64,
    pub compression: TargetCompression,
    pub origin: Origin,
}

/// A batch that may be appended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validated {
    /// The header after every change. In place, the batch is the first `header.size_bytes()` bytes of the
    /// records; bytes behind it, too few for a batch, are to be left out, as Kafka does.
    pub header: BatchHeader,
    /// Which record carries `header.max_timestamp` first (0 for LogAppendTime, where all do).
    pub offset_delta_of_max_timestamp: i32,
    /// The batch to append instead, when it had to be recompressed.
    pub replacement: Option<Vec<u8>>,
}

/// Why a batch is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidBatch {
    pub error_code: ErrorCode,
    pub message: String,
    /// The records at fault, where single records are; at most `RECORD_ERRORS_MAX` of them.
    pub record_errors: Vec<RecordError>,
}

/// What is wrong with one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordError {
    /// Position of the record in its batch.
    pub batch_index: i32,
    pub message: String,
}

/// How many records at fault are listed; a compressed batch could name millions.
pub const RECORD_ERRORS_MAX: usize = 1000;

impl InvalidBatch {
    fn new(error_code: ErrorCode, message: impl Into<String>) -> Self {
        Self { error_code, message: message.into(), record_errors: Vec::new() }
    }
}

impl From<BatchError> for InvalidBatch {
    /// Kafka answers UNKNOWN_SERVER_ERROR for a codec it does not know and for data that its codec refuses.
    fn from(error: BatchError) -> Self {
        let error_code = match error {
            BatchError::InvalidRecord { .. } => ErrorCode::INVALID_RECORD,
            BatchError::UnknownCompression(_) | BatchError::Decompression { .. } | BatchError::Compression { .. } => {
                ErrorCode::UNKNOWN_SERVER_ERROR
            }
            BatchError::DecompressedTooLarge { .. } => ErrorCode::MESSAGE_TOO_LARGE,
            BatchError::Truncated { .. } | BatchError::InvalidLength(_) | BatchError::UnsupportedMagic(_) => {
                ErrorCode::CORRUPT_MESSAGE
            }
        };
        Self::new(error_code, error.to_string())
    }
}

/// Checks the produced `records` and makes them ready to append.
///
/// Timestamps are rewritten in place (with the CRC) where the topic's rules or a wrong header ask for it;
/// a batch that must be recompressed comes back as `Validated::replacement`. `api_version` is that of the
/// Produce request. `records` may have been changed when the batch is refused.
pub fn validate(
    records: &mut [u8],
    rules: &ValidationRules,
    api_version: i16,
    now_ms: i64,
) -> Result<Validated, InvalidBatch> {
    let size = outer::single_batch_size(records, rules.origin, api_version)?;
    let batch = records.get_mut(..size).unwrap_or_default();
    let header = batch::check_batch(batch, rules)?;
    let target = rewrite::target(&header, rules)?;
    let findings = check_records(batch, &header, rules, now_ms, target)?;
    let (max_timestamp, offset_delta_of_max_timestamp) = match rules.timestamp_type {
        TimestampType::CreateTime => (findings.max_timestamp, findings.offset_delta_of_max_timestamp),
        TimestampType::LogAppendTime => (now_ms, 0),
    };
    let mut replacement = findings.replacement(batch, &header, rules)?;
    let without_crc = replacement.is_some() || rules.origin == Origin::Coordinator;
    let appended = replacement.as_deref_mut().unwrap_or(batch);
    let changed = patch_max_timestamp(appended, rules.timestamp_type, max_timestamp)?;
    if changed || without_crc {
        patch_crc(appended);
    }
    let header = BatchHeader::parse(appended)?;
    Ok(Validated { header, offset_delta_of_max_timestamp, replacement })
}

#[cfg(test)]
mod tests;
