//! Snappy: the chunked framing of Java's snappy-java ("Xerial") that Kafka's clients write, and a bare
//! snappy block, which other clients write and Kafka reads as well.
//!
//! ```text
//! 82 53 4e 41 50 50 59 00 | version i32 | compatible version i32 | { length i32, snappy block }*
//! ```

use std::io;

use snap::raw::{Decoder, Encoder, decompress_len, max_compress_len};

use super::decoder::{Failure, Source};
use super::encoder::Output;
use super::window::Window;

const MAGIC: [u8; 8] = [0x82, b'S', b'N', b'A', b'P', b'P', b'Y', 0];
const HEADER_BYTES: usize = 16;
/// How much Java's writer puts into one chunk.
const CHUNK_BYTES: usize = 32 << 10;
/// No snappy block says more: its densest element makes 64 bytes out of 3.
const EXPANSION_MAX: usize = 22;

enum Framing {
    Unknown,
    Xerial,
    End,
}

/// Decompresses `input` chunk by chunk.
pub(crate) struct SnappySource<'a> {
    input: &'a [u8],
    framing: Framing,
}

impl<'a> SnappySource<'a> {
    pub(crate) fn new(input: &'a [u8]) -> Self {
        Self { input, framing: Framing::Unknown }
    }

    fn next_chunk(&mut self) -> Result<Option<&'a [u8]>, Failure> {
        // Streams may be joined: a header stands where a length would.
        while self.input.starts_with(&MAGIC) {
            self.input = self.input.get(HEADER_BYTES..).ok_or("the snappy header is truncated")?;
        }
        if self.input.is_empty() {
            return Ok(None);
        }
        let (length, rest) = self.input.split_first_chunk::<4>().ok_or("a snappy chunk length is truncated")?;
        let length = usize::try_from(i32::from_be_bytes(*length)).map_err(|_| "a snappy chunk length is negative")?;
        let (chunk, rest) = rest.split_at_checked(length).ok_or("a snappy chunk is truncated")?;
        self.input = rest;
        Ok(Some(chunk))
    }
}

impl Source for SnappySource<'_> {
    fn pull(&mut self, window: &mut Window) -> Result<bool, Failure> {
        loop {
            let block = match self.framing {
                Framing::Unknown if self.input.starts_with(&MAGIC) => {
                    self.framing = Framing::Xerial;
                    continue;
                }
                Framing::Unknown => {
                    self.framing = Framing::End;
                    std::mem::take(&mut self.input)
                }
                Framing::Xerial => match self.next_chunk()? {
                    Some(chunk) => chunk,
                    None => return Ok(false),
                },
                Framing::End => return Ok(false),
            };
            if decompress_block(block, window)? > 0 {
                return Ok(true);
            }
        }
    }
}

fn decompress_block(block: &[u8], window: &mut Window) -> Result<usize, Failure> {
    let failed = |error: snap::Error| Failure::from(error.to_string());
    let size = decompress_len(block).map_err(failed)?;
    if size > block.len().saturating_mul(EXPANSION_MAX) {
        return Err("a snappy block claims more than it can hold".into());
    }
    let room = window.room(size);
    let size = Decoder::new().decompress(block, room).map_err(failed)?;
    window.commit(size);
    Ok(size)
}

/// Compresses in Java's framing.
pub(crate) struct SnappySink {
    output: Output,
    pending: Vec<u8>,
    block: Vec<u8>,
    encoder: Box<Encoder>,
}

impl SnappySink {
    pub(crate) fn new(mut output: Output) -> io::Result<Self> {
        output.push(&MAGIC)?;
        output.push(&1_i32.to_be_bytes())?;
        output.push(&1_i32.to_be_bytes())?;
        let pending = Vec::with_capacity(CHUNK_BYTES);
        Ok(Self { output, pending, block: vec![0; max_compress_len(CHUNK_BYTES)], encoder: Box::new(Encoder::new()) })
    }

    pub(crate) fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let (head, tail) = bytes.split_at(bytes.len().min(CHUNK_BYTES - self.pending.len()));
            self.pending.extend_from_slice(head);
            bytes = tail;
            if self.pending.len() == CHUNK_BYTES {
                self.write_chunk()?;
            }
        }
        Ok(())
    }

    fn write_chunk(&mut self) -> io::Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let size = self.encoder.compress(&self.pending, &mut self.block).map_err(io::Error::other)?;
        self.pending.clear();
        self.output.push(&(size as i32).to_be_bytes())?;
        self.output.push(self.block.get(..size).unwrap_or_default())
    }

    pub(crate) fn finish(mut self) -> io::Result<Output> {
        self.write_chunk()?;
        Ok(self.output)
    }
}
