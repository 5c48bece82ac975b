//! Batches that are stored otherwise than they came: in the topic's codec, or with right offset deltas.
//!
//! Recompression copies the records' bytes from one codec to the other while they are checked, a window at
//! a time; only the output is held whole, and it may not become larger than the topic allows.

use std::io;
use std::ops::ControlFlow;

use super::batch::check_size;
use super::{ErrorCode, InvalidBatch, TargetCompression, ValidationRules};
use crate::compression::{Compression, Encoder, Output};
use crate::record::{for_each_record_of, write_record};
use crate::record_batch::{BATCH_HEADER_SIZE, BatchHeader, LOG_OVERHEAD, field};

/// Records whose offset deltas are wrong are held one at a time; a larger one is refused.
const REWRITTEN_RECORD_BYTES_MAX: usize = 16 << 20;

/// The codec and level that the topic wants.
fn wanted(header: &BatchHeader, rules: &ValidationRules) -> Result<(Compression, Option<i32>), InvalidBatch> {
    match rules.compression {
        TargetCompression::Producer => Ok((header.compression()?, None)),
        TargetCompression::Codec { compression, level } => Ok((compression, Some(level))),
    }
}

/// The recompression that the topic asks for, unless the batch may stay as it is.
///
/// Control records stay uncompressed, as in Kafka.
pub(super) fn target(header: &BatchHeader, rules: &ValidationRules) -> Result<Option<Recompression>, InvalidBatch> {
    let source = header.compression()?;
    let (compression, level) = wanted(header, rules)?;
    if source == compression || (header.is_control() && source == Compression::None) {
        return Ok(None);
    }
    Recompression::start(compression, level, rules).map(Some)
}

/// A batch being written in another codec.
pub(super) struct Recompression {
    compression: Compression,
    encoder: Result<Encoder, io::Error>,
}

impl Recompression {
    fn start(compression: Compression, level: Option<i32>, rules: &ValidationRules) -> Result<Self, InvalidBatch> {
        let output = Output::new(vec![0; BATCH_HEADER_SIZE], rules.max_message_bytes.max(BATCH_HEADER_SIZE));
        Ok(Self { compression, encoder: Encoder::new(compression, level, output) })
    }

    /// Adds to the records; a failure shows when the batch is finished, after the records' own faults.
    pub(super) fn write(&mut self, bytes: &[u8]) {
        if let Ok(encoder) = &mut self.encoder
            && let Err(error) = encoder.write(bytes)
        {
            self.encoder = Err(error);
        }
    }

    /// The whole batch, but for timestamps and CRC.
    pub(super) fn finish(self, header: &BatchHeader, rules: &ValidationRules) -> Result<Vec<u8>, InvalidBatch> {
        let mut batch = self.encoder.and_then(Encoder::finish).map_err(|error| refused(&error, rules))?;
        check_size(batch.len(), rules)?;
        let mut header = *header;
        header.attributes = header.attributes_with(self.compression, header.timestamp_type());
        header.batch_length = (batch.len() - LOG_OVERHEAD) as i32;
        field::write(&mut batch, 0, header.to_bytes());
        Ok(batch)
    }
}

fn refused(error: &io::Error, rules: &ValidationRules) -> InvalidBatch {
    if error.kind() == io::ErrorKind::FileTooLarge {
        let message = format!("the recompressed record batch is larger than {} bytes", rules.max_message_bytes);
        return InvalidBatch::new(ErrorCode::MESSAGE_TOO_LARGE, message);
    }
    InvalidBatch::new(ErrorCode::UNKNOWN_SERVER_ERROR, format!("the records cannot be recompressed: {error}"))
}

/// `batch` with its records in order, their offset deltas counted up from 0.
pub(super) fn rewrite_records(
    batch: &[u8],
    header: &BatchHeader,
    rules: &ValidationRules,
) -> Result<Vec<u8>, InvalidBatch> {
    let (compression, level) = wanted(header, rules)?;
    let mut recompression = Recompression::start(compression, level, rules)?;
    let mut bytes = Vec::new();
    let mut offset_delta = 0;
    for_each_record_of(batch, REWRITTEN_RECORD_BYTES_MAX, |record| {
        bytes.clear();
        let (key, value) = (record.key, record.value);
        write_record(&mut bytes, offset_delta, record.timestamp_delta, key, value, record.headers.iter());
        recompression.write(&bytes);
        offset_delta += 1;
        ControlFlow::Continue(())
    })?;
    recompression.finish(header, rules)
}
