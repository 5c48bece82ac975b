//! Gzip (RFC 1952): one or more members, as Java's GZIPInputStream reads them and GZIPOutputStream writes.

use std::io::{self, Write};
use std::mem;

use flate2::write::GzEncoder;
use flate2::{Crc, Decompress, FlushDecompress, Status};

use super::decoder::{Failure, Source};
use super::deflate::Deflate;
use super::encoder::Output;
use super::inflate::Inflate;
use super::window::Window;

/// Room offered to the inflater at a time.
const CHUNK_BYTES: usize = 64 << 10;
/// A batch of more is inflated piece by piece.
const WHOLE_BYTES_MAX: usize = 1 << 20;
/// Deflate makes no more of a byte.
const EXPANSION_MAX: usize = 1032;
const TRAILER_BYTES: usize = 8;
const FIXED_HEADER_BYTES: usize = 10;

const FLAG_HEADER_CRC: u8 = 0x02;
const FLAG_EXTRA: u8 = 0x04;
const FLAG_NAME: u8 = 0x08;
const FLAG_COMMENT: u8 = 0x10;

/// A thread's inflaters.
pub(crate) struct Inflaters {
    whole: Inflate,
    pieces: Decompress,
}

impl Default for Inflaters {
    fn default() -> Self {
        Self { whole: Inflate::default(), pieces: Decompress::new(false) }
    }
}

enum State {
    /// Nothing is read yet.
    Whole,
    Header,
    Deflated,
    End,
}

/// Decompresses the members of `input`.
pub(crate) struct GzipSource<'a> {
    input: &'a [u8],
    inflaters: &'a mut Inflaters,
    crc: Crc,
    state: State,
}

impl<'a> GzipSource<'a> {
    pub(crate) fn new(input: &'a [u8], inflaters: &'a mut Inflaters) -> Self {
        Self { input, inflaters, crc: Crc::new(), state: State::Whole }
    }

    /// Most batches are one member and not large: that is inflated at once.
    /// Anything else, also what is damaged, is for the way piece by piece, which tells what is wrong.
    fn inflate_whole(&mut self, window: &mut Window) -> bool {
        let claimed = self.input.last_chunk::<4>().map_or(0, |size| u32::from_le_bytes(*size) as usize);
        if claimed == 0 || claimed > WHOLE_BYTES_MAX.min(self.input.len() * EXPANSION_MAX) {
            return false;
        }
        let room = window.room(claimed).get_mut(..claimed).unwrap_or_default();
        let inflated = self.inflaters.whole.member(self.input, room);
        if inflated {
            window.commit(claimed);
        }
        inflated
    }

    fn start_member(&mut self) -> Result<(), Failure> {
        self.input = after_header(self.input).ok_or("no gzip header")?;
        self.inflaters.pieces.reset(false);
        self.crc.reset();
        self.state = State::Deflated;
        Ok(())
    }

    /// Inflates into the window; gives the number of bytes that came.
    fn inflate(&mut self, window: &mut Window) -> Result<usize, Failure> {
        let pieces = &mut self.inflaters.pieces;
        let (read_before, written_before) = (pieces.total_in(), pieces.total_out());
        let room = window.room(CHUNK_BYTES);
        let status = pieces
            .decompress(self.input, room, FlushDecompress::None)
            .map_err(|error| Failure::from(error.to_string()))?;
        let read = (pieces.total_in() - read_before) as usize;
        let written = (pieces.total_out() - written_before) as usize;
        self.input = self.input.get(read..).unwrap_or_default();
        window.commit(written);
        self.crc.update(window.newest(written));
        match status {
            Status::StreamEnd => self.end_member()?,
            _ if read == 0 && written == 0 => return Err("the gzip data is truncated".into()),
            _ => {}
        }
        Ok(written)
    }

    /// Checks the trailer; another member may follow it. What else follows is ignored, as Java does.
    fn end_member(&mut self) -> Result<(), Failure> {
        let (trailer, rest) = self.input.split_first_chunk::<TRAILER_BYTES>().ok_or("the gzip trailer is truncated")?;
        let [c0, c1, c2, c3, s0, s1, s2, s3] = *trailer;
        if u32::from_le_bytes([c0, c1, c2, c3]) != self.crc.sum() {
            return Err("the gzip checksum is wrong".into());
        }
        if u32::from_le_bytes([s0, s1, s2, s3]) != self.crc.amount() {
            return Err("the gzip length is wrong".into());
        }
        self.input = rest;
        self.state = if after_header(rest).is_some() { State::Header } else { State::End };
        Ok(())
    }
}

impl Source for GzipSource<'_> {
    fn pull(&mut self, window: &mut Window) -> Result<bool, Failure> {
        loop {
            match self.state {
                State::Whole => {
                    let inflated = self.inflate_whole(window);
                    self.state = if inflated { State::End } else { State::Header };
                    if inflated {
                        return Ok(true);
                    }
                }
                State::Header => self.start_member()?,
                State::Deflated => {
                    if self.inflate(window)? > 0 {
                        return Ok(true);
                    }
                }
                State::End => return Ok(false),
            }
        }
    }
}

/// What follows the member header at the start of `input`, if one is there.
fn after_header(input: &[u8]) -> Option<&[u8]> {
    let (fixed, mut rest) = input.split_first_chunk::<FIXED_HEADER_BYTES>()?;
    let [0x1f, 0x8b, 8, flags, ..] = *fixed else {
        return None;
    };
    if flags & FLAG_EXTRA != 0 {
        let (length, tail) = rest.split_first_chunk::<2>()?;
        rest = tail.get(usize::from(u16::from_le_bytes(*length))..)?;
    }
    for flag in [FLAG_NAME, FLAG_COMMENT] {
        if flags & flag != 0 {
            let end = rest.iter().position(|byte| *byte == 0)?;
            rest = rest.get(end + 1..)?;
        }
    }
    if flags & FLAG_HEADER_CRC != 0 {
        rest = rest.get(2..)?;
    }
    Some(rest)
}

/// Compresses as one member.
pub(crate) enum GzipSink {
    Gathering(Box<Deflate>, Output),
    /// There was more than is gathered.
    Streaming(Box<GzEncoder<Output>>),
}

impl GzipSink {
    /// `level` 1 to 9; `None` is zlib's default.
    pub(crate) fn new(output: Output, level: Option<i32>) -> Self {
        Self::Gathering(Deflate::idle(level), output)
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Gathering(deflate, output) => {
                if !deflate.gather(bytes) {
                    let level = flate2::Compression::new(deflate.level());
                    let mut encoder = GzEncoder::new(mem::take(output), level);
                    encoder.write_all(deflate.gathered())?;
                    encoder.write_all(bytes)?;
                    if let Self::Gathering(unused, _) = mem::replace(self, Self::Streaming(Box::new(encoder))) {
                        unused.retire();
                    }
                }
                Ok(())
            }
            Self::Streaming(encoder) => encoder.write_all(bytes),
        }
    }

    pub(crate) fn finish(self) -> io::Result<Output> {
        match self {
            Self::Gathering(mut deflate, mut output) => {
                deflate.write_member(&mut output)?;
                deflate.retire();
                Ok(output)
            }
            Self::Streaming(encoder) => encoder.finish(),
        }
    }
}
