//! CRC-32C (Castagnoli) of a record batch: over everything from the attributes to the end.
//!
//! Called by the validator for each produced batch, by recovery for each batch on disk, and by whoever
//! rewrites a batch. The base offset, the length, the leader epoch and the magic byte lie before the CRC
//! and outside it, so that a broker assigns offsets without reading the records.

use crc_fast::{CrcAlgorithm, Digest, checksum};

use crate::record_batch::{BatchHeader, field};

/// The CRC-32C of `bytes`, with the widest carry-less multiplication that the processor has.
pub fn crc32c(bytes: &[u8]) -> u32 {
    checksum(CrcAlgorithm::Crc32Iscsi, bytes) as u32
}

/// The checksum that the batch in `batch` (exactly one whole batch) should carry; `None` when it is too short.
pub fn batch_crc(batch: &[u8]) -> Option<u32> {
    batch.get(field::ATTRIBUTES..).map(crc32c)
}

/// Whether the batch in `batch` (exactly one whole batch) carries the checksum of its bytes.
pub fn verify_crc(batch: &[u8]) -> bool {
    field::read_u32(batch, field::CRC).is_some_and(|stored| batch_crc(batch) == Some(stored))
}

/// Checks a batch that comes in pieces, for who does not want all of it in memory.
pub struct CrcCheck {
    digest: Digest,
    stored: u32,
    /// How much of what comes next lies before what the CRC covers.
    uncovered_bytes: usize,
}

impl CrcCheck {
    pub fn new(header: &BatchHeader) -> CrcCheck {
        let digest = Digest::new(CrcAlgorithm::Crc32Iscsi);
        CrcCheck { digest, stored: header.crc, uncovered_bytes: field::ATTRIBUTES }
    }

    /// The next bytes of the batch, from its first one on.
    pub fn update(&mut self, piece: &[u8]) {
        self.digest.update(piece.get(self.uncovered_bytes..).unwrap_or_default());
        self.uncovered_bytes = self.uncovered_bytes.saturating_sub(piece.len());
    }

    /// Whether the batch carries the checksum of its bytes.
    pub fn is_right(&self) -> bool {
        self.digest.finalize() as u32 == self.stored
    }
}

/// Writes the checksum that belongs to the bytes of `batch` (exactly one whole batch).
pub fn patch_crc(batch: &mut [u8]) {
    if let Some(crc) = batch_crc(batch) {
        field::write(batch, field::CRC, crc.to_be_bytes());
    }
}
