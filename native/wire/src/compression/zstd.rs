//! Zstandard frames (RFC 8878), one or several in a row.

use std::cell::Cell;
use std::io;

use zstd::zstd_safe::{
    CCtx, CParameter, DCtx, ErrorCode, InBuffer, OutBuffer, ResetDirective, decompress_bound, get_error_name,
    zstd_sys::ZSTD_EndDirective,
};

use super::decoder::{Failure, Source};
use super::encoder::Output;
use super::window::Window;

/// Room offered to the decoder at a time: one zstd block.
const CHUNK_BYTES: usize = 128 << 10;
/// Data that cannot become larger is decompressed in one step.
const ONE_STEP_BYTES_MAX: u64 = 4 << 20;
/// Room offered to the encoder at a time.
const ENCODED_CHUNK_BYTES: usize = 32 << 10;
/// A context that holds more (a frame may ask for a window of 128 MB) is not kept for the next batch.
pub(crate) const RETAINED_BYTES_MAX: usize = 16 << 20;

/// Decompresses the frames of `input`: in one step into the window when that cannot take much room, which
/// spares the copy through the decoder's own window, else chunk by chunk.
pub(crate) struct ZstdSource<'a> {
    input: InBuffer<'a>,
    bytes: &'a [u8],
    context: &'a mut DCtx<'static>,
    state: State,
}

enum State {
    Start,
    Stream { frame_open: bool },
    End,
}

impl<'a> ZstdSource<'a> {
    pub(crate) fn new(bytes: &'a [u8], context: &'a mut DCtx<'static>) -> Self {
        Self { input: InBuffer::around(bytes), bytes, context, state: State::Start }
    }

    /// Decompresses everything, if the frames' headers bound it to something small.
    fn in_one_step(&mut self, window: &mut Window) -> Result<Option<usize>, Failure> {
        let bound = match decompress_bound(self.bytes) {
            Ok(bound) if bound <= ONE_STEP_BYTES_MAX && !self.bytes.is_empty() => bound,
            _ => return Ok(None),
        };
        let size = self.context.decompress(window.room(bound as usize), self.bytes).map_err(failure)?;
        window.commit(size);
        Ok(Some(size))
    }

    /// Decompresses a chunk; `None` at the end of the last frame.
    fn next_chunk(&mut self, window: &mut Window, frame_open: &mut bool) -> Result<Option<usize>, Failure> {
        let read_before = self.input.pos();
        if read_before == self.bytes.len() && !*frame_open {
            return Ok(None);
        }
        let mut output = OutBuffer::around(window.room(CHUNK_BYTES));
        let hint = self.context.decompress_stream(&mut output, &mut self.input).map_err(failure)?;
        let written = output.pos();
        window.commit(written);
        *frame_open = hint != 0;
        if *frame_open && written == 0 && self.input.pos() == read_before {
            return Err("the zstd frame is truncated".into());
        }
        Ok(Some(written))
    }
}

impl Source for ZstdSource<'_> {
    fn pull(&mut self, window: &mut Window) -> Result<bool, Failure> {
        loop {
            match self.state {
                State::Start => {
                    self.context.reset(ResetDirective::SessionOnly).map_err(failure)?;
                    match self.in_one_step(window)? {
                        Some(size) => {
                            self.state = State::End;
                            return Ok(size > 0);
                        }
                        None => self.state = State::Stream { frame_open: true },
                    }
                }
                State::Stream { mut frame_open } => {
                    let written = self.next_chunk(window, &mut frame_open)?;
                    self.state = State::Stream { frame_open };
                    match written {
                        Some(0) => {}
                        Some(_) => return Ok(true),
                        None => self.state = State::End,
                    }
                }
                State::End => return Ok(false),
            }
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
