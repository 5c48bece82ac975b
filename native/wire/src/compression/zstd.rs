//! Zstandard frames (RFC 8878), one or several in a row.

use std::cell::Cell;
use std::io;

use zstd::zstd_safe::{
    CCtx, CParameter, DCtx, ErrorCode, InBuffer, OutBuffer, ResetDirective, get_error_name, get_frame_content_size,
    zstd_sys::ZSTD_EndDirective,
};

use super::decoder::{Failure, Source};
use super::encoder::Output;
use super::window::Window;

/// Room offered to the decoder at a time: one zstd block.
const CHUNK_BYTES: usize = 128 << 10;
/// A frame that says it is no larger is decoded straight into the window in one step.
const ONE_STEP_BYTES_MAX: u64 = 1 << 20;
/// Room offered to the encoder at a time.
const ENCODED_CHUNK_BYTES: usize = 32 << 10;
/// A context that holds more (a frame may ask for a window of 128 MB) is not kept for the next batch.
pub(crate) const RETAINED_BYTES_MAX: usize = 16 << 20;

/// Decompresses the frames of `input`.
pub(crate) struct ZstdSource<'a> {
    input: InBuffer<'a>,
    input_bytes: usize,
    context: &'a mut DCtx<'static>,
    chunk_bytes: usize,
    frame_open: bool,
}

impl<'a> ZstdSource<'a> {
    pub(crate) fn new(input: &'a [u8], context: &'a mut DCtx<'static>) -> Result<Self, Failure> {
        context.reset(ResetDirective::SessionOnly).map_err(failure)?;
        let chunk_bytes = match get_frame_content_size(input) {
            Ok(Some(size)) if size <= ONE_STEP_BYTES_MAX => (size as usize).max(1),
            _ => CHUNK_BYTES,
        };
        Ok(Self { input: InBuffer::around(input), input_bytes: input.len(), context, chunk_bytes, frame_open: true })
    }
}

impl Source for ZstdSource<'_> {
    fn pull(&mut self, window: &mut Window) -> Result<bool, Failure> {
        loop {
            let read_before = self.input.pos();
            if read_before == self.input_bytes && !self.frame_open {
                return Ok(false);
            }
            let mut output = OutBuffer::around(window.room(self.chunk_bytes));
            let hint = self.context.decompress_stream(&mut output, &mut self.input).map_err(failure)?;
            let written = output.pos();
            self.frame_open = hint != 0;
            if written > 0 {
                window.commit(written);
                return Ok(true);
            }
            if self.frame_open && self.input.pos() == read_before {
                return Err("the zstd frame is truncated".into());
            }
            self.chunk_bytes = CHUNK_BYTES;
        }
    }
}

fn failure(code: ErrorCode) -> Failure {
    get_error_name(code).into()
}

thread_local! {
    /// An encoder's context is large: one is kept for the next batch.
    static IDLE_CONTEXT: Cell<Option<CCtx<'static>>> = const { Cell::new(None) };
}

/// Compresses as one frame.
pub(crate) struct ZstdSink {
    output: Output,
    context: CCtx<'static>,
}

impl ZstdSink {
    /// `level` as zstd counts; `None` is its default.
    pub(crate) fn new(output: Output, level: Option<i32>) -> io::Result<Self> {
        let mut context = IDLE_CONTEXT.take().unwrap_or_else(CCtx::create);
        context.reset(ResetDirective::SessionAndParameters).map_err(to_io)?;
        let level = level.unwrap_or(zstd::DEFAULT_COMPRESSION_LEVEL);
        context.set_parameter(CParameter::CompressionLevel(level)).map_err(to_io)?;
        Ok(Self { output, context })
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut input = InBuffer::around(bytes);
        while input.pos() < bytes.len() {
            self.step(&mut input, ZSTD_EndDirective::ZSTD_e_continue)?;
        }
        Ok(())
    }

    /// Compresses into the output's spare room; gives how much is still to be flushed.
    fn step(&mut self, input: &mut InBuffer<'_>, directive: ZSTD_EndDirective) -> io::Result<usize> {
        let bytes = self.output.spare(ENCODED_CHUNK_BYTES)?;
        let position = bytes.len();
        let mut output = OutBuffer::around_pos(bytes, position);
        self.context.compress_stream2(&mut output, input, directive).map_err(to_io)
    }

    pub(crate) fn finish(mut self) -> io::Result<Output> {
        while self.step(&mut InBuffer::around(&[]), ZSTD_EndDirective::ZSTD_e_end)? > 0 {}
        if self.context.sizeof() <= RETAINED_BYTES_MAX {
            IDLE_CONTEXT.set(Some(self.context));
        }
        Ok(self.output)
    }
}

fn to_io(code: ErrorCode) -> io::Error {
    io::Error::other(get_error_name(code))
}
