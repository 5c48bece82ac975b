//! The LZ4 frame format as Kafka's clients use it: independent blocks, a right header checksum.
//!
//! ```text
//! 04 22 4d 18 | flags | block size | [content size u64] | header checksum |
//! { block length u32 (top bit: stored), block, [checksum u32] }* | 0 u32 | [content checksum u32]
//! ```
//!
//! Like Kafka, this reads one frame, refuses blocks that depend on each other and does not compare the
//! content checksum (the batch's CRC covers the frame). LZ4 has no levels here: the encoder is the fast one.

use std::io;

use lz4_flex::block::{compress_into, decompress_into, get_maximum_output_size};
use twox_hash::XxHash32;

use super::decoder::{Failure, Source};
use super::encoder::Output;
use super::window::Window;

const MAGIC: [u8; 4] = 0x184D_2204_u32.to_le_bytes();
const STORED_FLAG: u32 = 0x8000_0000;
const FLAG_VERSION_MASK: u8 = 0xc0;
const FLAG_VERSION: u8 = 0x40;
const FLAG_INDEPENDENT: u8 = 0x20;
const FLAG_BLOCK_CHECKSUM: u8 = 0x10;
const FLAG_CONTENT_SIZE: u8 = 0x08;
const FLAG_CONTENT_CHECKSUM: u8 = 0x04;
const FLAG_RESERVED: u8 = 0x03;
/// Block sizes are 4 (64 KB) to 7 (4 MB), in bits 4 to 6.
const BLOCK_SIZE_64_KB: u8 = 4;
const BLOCK_BYTES: usize = 64 << 10;
/// A compressed byte never makes more than this many.
const EXPANSION_MAX: usize = 255;

enum State {
    Header,
    Blocks { block_bytes_max: usize, block_checksum: bool, content_checksum: bool },
    End,
}

/// Decompresses the frame in `input` block by block.
pub(crate) struct Lz4Source<'a> {
    input: &'a [u8],
    state: State,
}

impl<'a> Lz4Source<'a> {
    pub(crate) fn new(input: &'a [u8]) -> Self {
        Self { input, state: State::Header }
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], Failure> {
        let (head, tail) = self.input.split_at_checked(count).ok_or("the lz4 frame is truncated")?;
        self.input = tail;
        Ok(head)
    }

    fn take_u32(&mut self) -> Result<u32, Failure> {
        let bytes = self.take(4)?;
        Ok(bytes.first_chunk::<4>().map_or(0, |bytes| u32::from_le_bytes(*bytes)))
    }

    fn read_header(&mut self) -> Result<State, Failure> {
        if self.take(MAGIC.len())? != MAGIC {
            return Err("no lz4 frame header".into());
        }
        let descriptor = self.input;
        let &[flags, block_size] = self.take(2)? else {
            return Err("the lz4 frame is truncated".into());
        };
        if flags & FLAG_VERSION_MASK != FLAG_VERSION || flags & FLAG_RESERVED != 0 || block_size & 0x8f != 0 {
            return Err("unknown lz4 frame version or flags".into());
        }
        if flags & FLAG_INDEPENDENT == 0 {
            return Err("lz4 blocks that depend on each other are not supported".into());
        }
        let block_size = block_size >> 4;
        if block_size < BLOCK_SIZE_64_KB {
            return Err("unknown lz4 block size".into());
        }
        if flags & FLAG_CONTENT_SIZE != 0 {
            self.take(8)?;
        }
        let descriptor = descriptor.get(..descriptor.len() - self.input.len()).unwrap_or_default();
        if self.take(1)? != [descriptor_checksum(descriptor)] {
            return Err("the lz4 header checksum is wrong".into());
        }
        Ok(State::Blocks {
            block_bytes_max: 1 << (2 * u32::from(block_size) + 8),
            block_checksum: flags & FLAG_BLOCK_CHECKSUM != 0,
            content_checksum: flags & FLAG_CONTENT_CHECKSUM != 0,
        })
    }
}

impl Source for Lz4Source<'_> {
    fn pull(&mut self, window: &mut Window) -> Result<bool, Failure> {
        loop {
            let (block_bytes_max, block_checksum, content_checksum) = match self.state {
                State::Header => {
                    self.state = self.read_header()?;
                    continue;
                }
                State::Blocks { block_bytes_max, block_checksum, content_checksum } => {
                    (block_bytes_max, block_checksum, content_checksum)
                }
                State::End => return Ok(false),
            };
            let length = self.take_u32()?;
            if length & !STORED_FLAG == 0 {
                if content_checksum {
                    self.take_u32()?;
                }
                self.state = State::End;
                continue;
            }
            let block_length = (length & !STORED_FLAG) as usize;
            if block_length > block_bytes_max {
                return Err("an lz4 block is larger than its frame allows".into());
            }
            let block = self.take(block_length)?;
            if block_checksum && self.take_u32()? != XxHash32::oneshot(0, block) {
                return Err("an lz4 block checksum is wrong".into());
            }
            if append_block(block, length & STORED_FLAG != 0, block_bytes_max, window)? > 0 {
                return Ok(true);
            }
        }
    }
}

fn append_block(block: &[u8], stored: bool, block_bytes_max: usize, window: &mut Window) -> Result<usize, Failure> {
    let size = if stored {
        if let Some(target) = window.room(block.len()).get_mut(..block.len()) {
            target.copy_from_slice(block);
        }
        block.len()
    } else {
        let bound = block_bytes_max.min(block.len().saturating_mul(EXPANSION_MAX));
        let room = window.room(bound).get_mut(..bound).unwrap_or_default();
        decompress_into(block, room).map_err(|error| Failure::from(error.to_string()))?
    };
    window.commit(size);
    Ok(size)
}

fn descriptor_checksum(descriptor: &[u8]) -> u8 {
    (XxHash32::oneshot(0, descriptor) >> 8) as u8
}

/// Compresses as Kafka's Java client does: 64 KB independent blocks, no checksums but the header's.
pub(crate) struct Lz4Sink {
    output: Output,
    pending: Vec<u8>,
    block: Vec<u8>,
}

impl Lz4Sink {
    pub(crate) fn new(mut output: Output) -> io::Result<Self> {
        let descriptor = [FLAG_VERSION | FLAG_INDEPENDENT, BLOCK_SIZE_64_KB << 4];
        output.push(&MAGIC)?;
        output.push(&descriptor)?;
        output.push(&[descriptor_checksum(&descriptor)])?;
        let pending = Vec::with_capacity(BLOCK_BYTES);
        Ok(Self { output, pending, block: vec![0; get_maximum_output_size(BLOCK_BYTES)] })
    }

    pub(crate) fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let (head, tail) = bytes.split_at(bytes.len().min(BLOCK_BYTES - self.pending.len()));
            self.pending.extend_from_slice(head);
            bytes = tail;
            if self.pending.len() == BLOCK_BYTES {
                self.write_block()?;
            }
        }
        Ok(())
    }

    fn write_block(&mut self) -> io::Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let size = compress_into(&self.pending, &mut self.block).map_err(io::Error::other)?;
        let (length, block) = match self.block.get(..size) {
            Some(block) if size < self.pending.len() => (size as u32, block),
            _ => (self.pending.len() as u32 | STORED_FLAG, self.pending.as_slice()),
        };
        self.output.push(&length.to_le_bytes())?;
        self.output.push(block)?;
        self.pending.clear();
        Ok(())
    }

    pub(crate) fn finish(mut self) -> io::Result<Output> {
        self.write_block()?;
        self.output.push(&0_u32.to_le_bytes())?;
        Ok(self.output)
    }
}
