//! The compression types of record batches and their codecs.
//!
//! Called when a batch is validated, recompressed, built or read. Two ways in: `with_stream` reads piece
//! by piece through a window of bounded size, `Encoder` writes piece by piece into an output of bounded
//! size; `compress` and `decompress` do a whole piece of data at once. Invariant: memory is bounded by the
//! codec's block and by what the caller allows, never by what compressed bytes claim.

mod decoder;
mod deflate;
mod encoder;
mod gzip;
mod inflate;
mod lz4;
mod snappy;
mod window;
mod zstd;

pub(crate) use decoder::{Stream, with_stream};
pub(crate) use encoder::{Encoder, Output};

use crate::record_batch::BatchError;

/// The most bytes that the records of one batch may decompress to. Kafka 4.3 knows no such limit; it keeps
/// a small hostile batch from holding a thread for minutes.
pub const DECOMPRESSED_BYTES_MAX: usize = 1 << 30;

/// How the records of a batch are compressed; the discriminant is the id in the batch's attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(i16)]
pub enum Compression {
    None = 0,
    Gzip = 1,
    Snappy = 2,
    Lz4 = 3,
    Zstd = 4,
}

impl Compression {
    pub const ALL: [Compression; 5] =
        [Compression::None, Compression::Gzip, Compression::Snappy, Compression::Lz4, Compression::Zstd];

    pub fn id(self) -> i16 {
        self as i16
    }

    pub fn from_id(id: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|compression| compression.id() == id)
    }

    /// Kafka's name in configs: `uncompressed` (also `none`), `gzip`, `snappy`, `lz4`, `zstd`.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "uncompressed" | "none" => Some(Self::None),
            "gzip" => Some(Self::Gzip),
            "snappy" => Some(Self::Snappy),
            "lz4" => Some(Self::Lz4),
            "zstd" => Some(Self::Zstd),
            _ => None,
        }
    }
}

/// Compresses `bytes` at `level` (`None`: the codec's default; only gzip and zstd have levels here).
pub fn compress(compression: Compression, level: Option<i32>, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = Encoder::new(compression, level, Output::new(Vec::new(), usize::MAX))?;
    encoder.write(bytes)?;
    encoder.finish()
}

/// Appends what `input` decompresses to; fails once the output would hold more than `bytes_max`.
pub fn decompress(
    compression: Compression,
    input: &[u8],
    output: &mut Vec<u8>,
    bytes_max: usize,
) -> Result<(), BatchError> {
    with_stream(compression, input, |mut stream| {
        while stream.pull()? {
            let available = stream.window.available();
            if available.len() > bytes_max.saturating_sub(output.len()) {
                return Err(BatchError::DecompressedTooLarge { limit_bytes: bytes_max });
            }
            output.extend_from_slice(available);
            stream.window.consume(available.len());
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests;
