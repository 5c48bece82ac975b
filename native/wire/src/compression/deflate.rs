//! Deflate of a whole batch at once, at about twice the pace of a compressor that is fed piece by piece.
//!
//! Called by the gzip writer. Invariant: what is gathered stays below a limit, so that memory is bounded
//! whatever a batch decompresses to.

use std::cell::Cell;
use std::io;

use libdeflater::{CompressionLvl, Compressor};

use super::encoder::Output;

/// A larger batch is rare: the records of one are gathered up to here.
const GATHERED_BYTES_MAX: usize = 1 << 20;
/// zlib's own default.
const DEFAULT_LEVEL: i32 = 6;

thread_local! {
    /// A compressor is large: one is kept for the next batch, with the room in which records were gathered.
    static IDLE: Cell<Option<Box<Deflate>>> = const { Cell::new(None) };
}

pub(crate) struct Deflate {
    compressor: Compressor,
    level: i32,
    gathered: Vec<u8>,
}

impl Deflate {
    /// The thread's own if it is idle and of this level. `level` is 1 to 9; `None` is zlib's default.
    pub(super) fn idle(level: Option<i32>) -> Box<Self> {
        let level = level.filter(|level| (1..=9).contains(level)).unwrap_or(DEFAULT_LEVEL);
        IDLE.take().filter(|idle| idle.level == level).unwrap_or_else(|| {
            let compressor = Compressor::new(CompressionLvl::new(level).unwrap_or_default());
            Box::new(Self { compressor, level, gathered: Vec::new() })
        })
    }

    pub(super) fn level(&self) -> u32 {
        self.level.unsigned_abs()
    }

    pub(super) fn gathered(&self) -> &[u8] {
        &self.gathered
    }

    /// False, and nothing taken, where that would be more than is gathered.
    pub(super) fn gather(&mut self, bytes: &[u8]) -> bool {
        let fits = bytes.len() <= GATHERED_BYTES_MAX - self.gathered.len();
        if fits {
            self.gathered.extend_from_slice(bytes);
        }
        fits
    }

    /// Writes what is gathered as one gzip member behind what `output` holds.
    pub(super) fn write_member(&mut self, output: &mut Output) -> io::Result<()> {
        let bound = self.compressor.gzip_compress_bound(self.gathered.len());
        let bytes = output.spare(bound)?;
        let start = bytes.len();
        bytes.resize(start + bound, 0);
        let room = bytes.get_mut(start..).unwrap_or_default();
        let written = self.compressor.gzip_compress(&self.gathered, room).map_err(io::Error::other)?;
        bytes.truncate(start + written);
        Ok(())
    }

    /// Kept for the thread's next batch.
    pub(super) fn retire(mut self: Box<Self>) {
        self.gathered.clear();
        IDLE.set(Some(self));
    }
}
