//! A batch with its records uncompressed, for readers that know no codec.

use super::{BATCH_HEADER_SIZE, BatchError, BatchHeader, LOG_OVERHEAD, patch_crc};
use crate::compression::{Compression, decompress};

/// A batch that would become larger than this is not uncompressed in memory.
pub const UNCOMPRESSED_BYTES_MAX: usize = 256 << 20;

/// The same batch with its records uncompressed and its CRC right; all other fields stay.
///
/// Fails when the batch is truncated, cannot be decompressed or becomes larger than
/// `UNCOMPRESSED_BYTES_MAX`.
pub fn uncompressed(batch: &[u8]) -> Result<Vec<u8>, BatchError> {
    let mut header = BatchHeader::parse(batch)?;
    let batch = batch
        .get(..header.size_bytes())
        .ok_or(BatchError::Truncated { needed_bytes: header.size_bytes(), available_bytes: batch.len() })?;
    let compression = header.compression()?;
    if compression == Compression::None {
        return Ok(batch.to_vec());
    }
    let mut output = header.to_bytes().to_vec();
    let records = batch.get(BATCH_HEADER_SIZE..).unwrap_or_default();
    decompress(compression, records, &mut output, UNCOMPRESSED_BYTES_MAX)?;
    header.attributes &= !super::COMPRESSION_MASK;
    header.batch_length = (output.len() - LOG_OVERHEAD) as i32;
    if let Some(target) = output.first_chunk_mut::<BATCH_HEADER_SIZE>() {
        *target = header.to_bytes();
    }
    patch_crc(&mut output);
    Ok(output)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::record_batch::{BatchBuilder, verify_crc};

    #[test]
    fn gives_the_batch_that_was_never_compressed() {
        let build = |compression| {
            let builder = BatchBuilder::new().compression(compression).producer(7, 1, 42).base_offset(1000);
            builder.record(Some(b"k"), Some(&[b'v'; 500]), 99, &[]).record(None, None, 90, &[]).build()
        };
        for compression in Compression::ALL {
            let plain = uncompressed(&build(compression)).unwrap();
            assert!(verify_crc(&plain));
            assert_eq!(plain, build(Compression::None), "{compression:?}");
        }
    }

    #[test]
    fn names_what_is_missing() {
        let batch = BatchBuilder::new().record(None, None, 0, &[]).build();
        let error = uncompressed(&batch[..batch.len() - 1]).unwrap_err();
        assert_eq!(error, BatchError::Truncated { needed_bytes: batch.len(), available_bytes: batch.len() - 1 });
    }
}
