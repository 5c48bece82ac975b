//! Walks over the batches of a segment file by positioned reads, header by header or with their contents.
//!
//! Called by lookups (from an index entry on), recovery and everything that reads batch headers.
//! Invariant: what is yielded lies wholly before `end`, and offsets grow from batch to batch.

use crate::error::{StorageError, failed_at};
use crate::storage::File;
use std::path::PathBuf;
use wire::record_batch::{BATCH_HEADER_SIZE, BatchHeader, CrcCheck, verify_crc};

/// One read when walking over headers: a few dozen small batches.
pub(crate) const HEADER_CHUNK_BYTES: usize = 4096;
/// One read when every byte is wanted.
pub(crate) const CONTENT_CHUNK_BYTES: usize = 512 * 1024;

/// Why a walk ended early.
#[derive(Debug)]
pub(crate) enum ScanError {
    Storage(StorageError),
    /// The bytes at `position` are no batch.
    Bad {
        position: u64,
        reason: String,
    },
    /// The file ends in the middle of what begins at `position`.
    Cut {
        position: u64,
        reason: String,
    },
}

impl ScanError {
    /// As an error of a log that should be whole.
    pub(crate) fn into_storage(self, path: PathBuf) -> StorageError {
        match self {
            Self::Storage(error) => error,
            Self::Bad { position, reason } | Self::Cut { position, reason } => {
                StorageError::Corrupt { path, position, reason, advice: DAMAGED_DATA }
            }
        }
    }
}

fn wrong_crc(position: u64) -> ScanError {
    ScanError::Bad { position, reason: "the CRC does not match the batch".to_owned() }
}

const DAMAGED_DATA: &str = "restore the file from a replica or a backup, or delete the records up to there";

pub(crate) struct BatchScan<'a> {
    file: &'a File,
    path: &'a dyn Fn() -> PathBuf,
    position: u64,
    end: u64,
    /// The offset that the next batch must not begin before.
    next_offset: i64,
    window: Vec<u8>,
    window_start: u64,
    chunk_bytes: usize,
}

impl<'a> BatchScan<'a> {
    /// From the batch boundary `position` up to `end`, in reads of `chunk_bytes`. `path` names the file in errors.
    pub(crate) fn new(
        file: &'a File,
        path: &'a dyn Fn() -> PathBuf,
        (position, end): (u64, u64),
        next_offset: i64,
        chunk_bytes: usize,
    ) -> Self {
        Self { file, path, position, end, next_offset, window: Vec::new(), window_start: 0, chunk_bytes }
    }

    /// The offset after the last batch that was yielded.
    pub(crate) fn next_offset(&self) -> i64 {
        self.next_offset
    }

    /// The next batch's header and position.
    pub(crate) fn next_header(&mut self) -> Result<Option<(BatchHeader, u64)>, ScanError> {
        let position = self.position;
        let remaining = self.end.saturating_sub(position);
        if remaining == 0 {
            return Ok(None);
        }
        let bad = |reason: String| Err(ScanError::Bad { position, reason });
        if remaining < BATCH_HEADER_SIZE as u64 {
            return Err(ScanError::Cut { position, reason: format!("{remaining} bytes are no batch header") });
        }
        let header = match BatchHeader::parse(self.bytes(position, BATCH_HEADER_SIZE)?) {
            Ok(header) => header,
            Err(error) => return bad(error.to_string()),
        };
        let size_bytes = header.size_bytes() as u64;
        if size_bytes > remaining {
            let reason = format!("the batch has {size_bytes} bytes but {remaining} are left");
            return Err(ScanError::Cut { position, reason });
        }
        if header.base_offset < self.next_offset || header.last_offset_delta < 0 || header.last_offset() == i64::MAX {
            return bad(format!(
                "the batch has offsets {} to {} where {} was next",
                header.base_offset,
                header.last_offset(),
                self.next_offset
            ));
        }
        self.position += size_bytes;
        self.next_offset = header.last_offset() + 1;
        Ok(Some((header, position)))
    }

    /// The next batch with its contents read and its CRC checked.
    pub(crate) fn next_checked(&mut self) -> Result<Option<(BatchHeader, u64)>, ScanError> {
        let Some((header, position)) = self.next_header()? else {
            return Ok(None);
        };
        let is_right = if header.size_bytes() <= CONTENT_CHUNK_BYTES {
            verify_crc(self.bytes(position, header.size_bytes())?)
        } else {
            self.verify_in_pieces(&header, position)?
        };
        if is_right { Ok(Some((header, position))) } else { Err(wrong_crc(position)) }
    }

    /// A length that damage has made absurd costs no memory.
    fn verify_in_pieces(&mut self, header: &BatchHeader, position: u64) -> Result<bool, ScanError> {
        let mut check = CrcCheck::new(header);
        let mut done_bytes = 0;
        while done_bytes < header.size_bytes() {
            let piece_bytes = CONTENT_CHUNK_BYTES.min(header.size_bytes() - done_bytes);
            check.update(self.bytes(position + done_bytes as u64, piece_bytes)?);
            done_bytes += piece_bytes;
        }
        Ok(check.is_right())
    }

    /// The bytes of a batch of which only the header was looked at. One that says that it is large must prove it, before
    /// so much is read into memory.
    pub(crate) fn unchecked_contents(&mut self, header: &BatchHeader, position: u64) -> Result<&[u8], ScanError> {
        if header.size_bytes() > CONTENT_CHUNK_BYTES && !self.verify_in_pieces(header, position)? {
            return Err(wrong_crc(position));
        }
        self.bytes(position, header.size_bytes())
    }

    /// The bytes of a batch that was just yielded, checked.
    pub(crate) fn contents(&mut self, header: &BatchHeader, position: u64) -> Result<&[u8], ScanError> {
        self.bytes(position, header.size_bytes())
    }

    /// `length` bytes at `position`, from the window or read with as much after them as a chunk holds.
    fn bytes(&mut self, position: u64, length: usize) -> Result<&[u8], ScanError> {
        let held = usize::try_from(position.wrapping_sub(self.window_start)).ok();
        let held = held.filter(|start| start.saturating_add(length) <= self.window.len());
        let start = match held {
            Some(start) => start,
            None => {
                self.fill(position, length).map_err(ScanError::Storage)?;
                0
            }
        };
        Ok(self.window.get(start..start + length).unwrap_or_default())
    }

    fn fill(&mut self, position: u64, length: usize) -> Result<(), StorageError> {
        // Far ahead of the last window, headers stand alone: reading more than one would be in vain.
        let skipped = self.chunk_bytes == HEADER_CHUNK_BYTES
            && !self.window.is_empty()
            && position > self.window_start + HEADER_CHUNK_BYTES as u64;
        let wanted = if skipped { length } else { length.max(self.chunk_bytes) };
        let wanted = wanted.min(usize::try_from(self.end - position).unwrap_or(usize::MAX));
        self.window.resize(wanted, 0);
        self.window_start = position;
        let read = self.file.read_exact_at(&mut self.window, position);
        read.map_err(|error| failed_at("reading", &(self.path)(), position)(error))
    }
}
