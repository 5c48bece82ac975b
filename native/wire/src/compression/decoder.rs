//! Decompresses the records of a batch piece by piece into a window.
//!
//! A thread keeps one window and one context per codec and lends them to the batch at hand, so that
//! validating a batch allocates nothing. A batch read while another one is (a visitor that reads a second
//! batch) simply gets fresh ones.

use std::borrow::Cow;
use std::cell::Cell;

use zstd::zstd_safe::DCtx;

use super::gzip::{GzipSource, Inflaters};
use super::lz4::Lz4Source;
use super::snappy::SnappySource;
use super::window::Window;
use super::zstd::{self as zstd_codec, ZstdSource};
use super::{Compression, DECOMPRESSED_BYTES_MAX};
use crate::record_batch::BatchError;

/// Why bytes could not be decompressed.
pub(crate) type Failure = Cow<'static, str>;

/// A codec's reading side.
pub(crate) trait Source {
    /// Appends at least one byte to the window; false at the end of the data.
    fn pull(&mut self, window: &mut Window) -> Result<bool, Failure>;
}

/// Bytes that are not compressed.
struct PlainSource<'a>(&'a [u8]);

impl Source for PlainSource<'_> {
    fn pull(&mut self, window: &mut Window) -> Result<bool, Failure> {
        let bytes = std::mem::take(&mut self.0);
        if let Some(room) = window.room(bytes.len()).get_mut(..bytes.len()) {
            room.copy_from_slice(bytes);
        }
        window.commit(bytes.len());
        Ok(!bytes.is_empty())
    }
}

#[derive(Default)]
struct Scratch {
    window: Window,
    inflaters: Option<Inflaters>,
    zstd: Option<DCtx<'static>>,
}

thread_local! {
    static IDLE_SCRATCH: Cell<Option<Box<Scratch>>> = const { Cell::new(None) };
}

/// The decompressed bytes of one batch: what is in memory of them, and the way to more.
pub(crate) struct Stream<'a> {
    pub(crate) window: &'a mut Window,
    source: &'a mut dyn Source,
    codec: Compression,
    bytes_total: usize,
}

impl Stream<'_> {
    /// Decompresses more; false at the end of the data.
    pub(crate) fn pull(&mut self) -> Result<bool, BatchError> {
        let held = self.window.available().len();
        let more = self
            .source
            .pull(self.window)
            .map_err(|reason| BatchError::Decompression { codec: self.codec, reason: reason.into_owned() })?;
        self.bytes_total += self.window.available().len() - held;
        if self.bytes_total > DECOMPRESSED_BYTES_MAX {
            return Err(BatchError::DecompressedTooLarge { limit_bytes: DECOMPRESSED_BYTES_MAX });
        }
        Ok(more)
    }
}

/// Lends `action` the stream of what `input` decompresses to.
pub(crate) fn with_stream<T>(
    codec: Compression,
    input: &[u8],
    action: impl FnOnce(Stream<'_>) -> Result<T, BatchError>,
) -> Result<T, BatchError> {
    let mut scratch = IDLE_SCRATCH.take().unwrap_or_default();
    let result = scratch.with_stream(codec, input, action);
    scratch.tidy();
    IDLE_SCRATCH.set(Some(scratch));
    result
}

impl Scratch {
    fn with_stream<T>(
        &mut self,
        codec: Compression,
        input: &[u8],
        action: impl FnOnce(Stream<'_>) -> Result<T, BatchError>,
    ) -> Result<T, BatchError> {
        let window = &mut self.window;
        let run = |source: &mut dyn Source| action(Stream { window, source, codec, bytes_total: 0 });
        match codec {
            Compression::None => run(&mut PlainSource(input)),
            Compression::Gzip => run(&mut GzipSource::new(input, self.inflaters.get_or_insert_default())),
            Compression::Snappy => run(&mut SnappySource::new(input)),
            Compression::Lz4 => run(&mut Lz4Source::new(input)),
            Compression::Zstd => run(&mut ZstdSource::new(input, self.zstd.get_or_insert_with(DCtx::create))),
        }
    }

    fn tidy(&mut self) {
        self.window.reset();
        if self.zstd.as_ref().is_some_and(|context| context.sizeof() > zstd_codec::RETAINED_BYTES_MAX) {
            self.zstd = None;
        }
    }
}
