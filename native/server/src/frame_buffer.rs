//! Bytes that arrived on one connection, cut into frames. Owned by the connection; its memory comes from the
//! I/O thread's pool and goes back whenever no frame is under way, so that a silent connection holds none.
//!
//! ```text
//!   0        start          end        capacity
//!   | done   | frame, frame… | room     |
//! ```
//!
//! Invariant: memory grows with the bytes that arrived, never with the size that a peer claims.

use std::cell::RefCell;
use std::ops::Range;

use crate::limits::{POOLED_BUFFERS_MAX, POOLED_LARGE_BUFFER_BYTES_MAX, POOLED_LARGE_BUFFERS_MAX, READ_BUFFER_BYTES};

const SIZE_BYTES: usize = 4;

thread_local! {
    static POOL: RefCell<Pool> = const { RefCell::new(Pool { usual: Vec::new(), large: Vec::new() }) };
}

struct Pool {
    usual: Vec<Vec<u8>>,
    large: Vec<Vec<u8>>,
}

/// A frame whose claimed size is negative or beyond `socket.request.max.bytes`: Kafka closes the connection.
#[derive(Debug, PartialEq, Eq)]
pub struct InvalidFrameSize(pub i32);

#[derive(Default)]
pub struct FrameBuffer {
    bytes: Vec<u8>,
    start: usize,
    end: usize,
}

impl FrameBuffer {
    pub fn capacity_bytes(&self) -> usize {
        self.bytes.len()
    }

    /// The next whole frame without its size field, removed from the buffer; its bytes stay in place until more room
    /// is asked for.
    pub fn next_frame(&mut self, size_max: usize) -> Result<Option<Range<usize>>, InvalidFrameSize> {
        let Some(size) = self.claimed_size(size_max)? else {
            return Ok(None);
        };
        let body = self.start + SIZE_BYTES;
        if self.end - body < size {
            return Ok(None);
        }
        self.start = body + size;
        Ok(Some(body..body + size))
    }

    /// True when a whole frame waits, or one whose size is refused.
    pub fn has_frame(&self, size_max: usize) -> bool {
        match self.claimed_size(size_max) {
            Ok(None) => false,
            Ok(Some(size)) => self.end - self.start - SIZE_BYTES >= size,
            Err(_) => true,
        }
    }

    pub fn frame_mut(&mut self, frame: Range<usize>) -> &mut [u8] {
        self.bytes.get_mut(frame).unwrap_or_default()
    }

    /// Bytes by which the buffer must grow before it can take more of the frame under way; 0 if there is room.
    pub fn growth_bytes(&self, size_max: usize) -> usize {
        let used = self.end - self.start;
        if used < self.bytes.len() || self.bytes.is_empty() {
            return 0;
        }
        let frame = match self.claimed_size(size_max) {
            Ok(Some(size)) => SIZE_BYTES + size,
            _ => 0,
        };
        frame.min(self.bytes.len() * 2).saturating_sub(self.bytes.len())
    }

    /// Space to read into: never empty. Inside a frame larger than a read buffer it ends where the frame ends, so that
    /// the next frame starts at the front and large frames are never moved.
    pub fn room(&mut self, size_max: usize) -> &mut [u8] {
        if self.bytes.is_empty() {
            self.bytes = POOL.with_borrow_mut(|pool| pool.usual.pop()).unwrap_or_else(|| vec![0; READ_BUFFER_BYTES]);
        }
        if self.start == self.end {
            self.start = 0;
            self.end = 0;
        } else if self.end == self.bytes.len() || self.start > 0 && self.claims_more_than(self.bytes.len() - self.start)
        {
            self.bytes.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        let growth = self.growth_bytes(size_max);
        if growth > 0 {
            self.grow(self.bytes.len() + growth);
        }
        let mut limit = self.bytes.len();
        if let Ok(Some(size)) = self.claimed_size(size_max)
            && size + SIZE_BYTES > READ_BUFFER_BYTES
        {
            limit = limit.min(self.start + SIZE_BYTES + size);
        }
        self.bytes.get_mut(self.end..limit).unwrap_or_default()
    }

    pub fn filled(&mut self, count: usize) {
        self.end = (self.end + count).min(self.bytes.len());
    }

    /// Gives the memory back when nothing of a frame is held.
    pub fn release_if_empty(&mut self) {
        if self.start == self.end && !self.bytes.is_empty() {
            self.start = 0;
            self.end = 0;
            give_back(std::mem::take(&mut self.bytes));
        }
    }

    fn claimed_size(&self, size_max: usize) -> Result<Option<usize>, InvalidFrameSize> {
        let Some(prefix) = self.bytes.get(self.start..self.end).and_then(|held| held.first_chunk::<SIZE_BYTES>())
        else {
            return Ok(None);
        };
        let size = i32::from_be_bytes(*prefix);
        match usize::try_from(size) {
            Ok(bytes) if bytes <= size_max => Ok(Some(bytes)),
            _ => Err(InvalidFrameSize(size)),
        }
    }

    fn claims_more_than(&self, available: usize) -> bool {
        matches!(self.claimed_size(usize::MAX), Ok(Some(size)) if size + SIZE_BYTES > available)
    }

    fn grow(&mut self, capacity: usize) {
        let pooled = POOL.with_borrow_mut(|pool| {
            let fitting = pool.large.iter().position(|buffer| buffer.len() >= capacity)?;
            Some(pool.large.swap_remove(fitting))
        });
        let mut larger = pooled.unwrap_or_else(|| vec![0; capacity]);
        if let (Some(to), Some(from)) = (larger.get_mut(..self.end), self.bytes.get(..self.end)) {
            to.copy_from_slice(from);
        }
        give_back(std::mem::replace(&mut self.bytes, larger));
    }
}

impl Drop for FrameBuffer {
    fn drop(&mut self) {
        give_back(std::mem::take(&mut self.bytes));
    }
}

fn give_back(buffer: Vec<u8>) {
    // The pool is gone while its thread ends; the buffer is then simply freed.
    let _ = POOL.try_with(|pool| {
        let mut pool = pool.borrow_mut();
        if buffer.len() == READ_BUFFER_BYTES && pool.usual.len() < POOLED_BUFFERS_MAX {
            pool.usual.push(buffer);
        } else if buffer.len() > READ_BUFFER_BYTES
            && buffer.len() <= POOLED_LARGE_BUFFER_BYTES_MAX
            && pool.large.len() < POOLED_LARGE_BUFFERS_MAX
        {
            pool.large.push(buffer);
        }
    });
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    const MAX: usize = 1024 * 1024;

    fn feed(buffer: &mut FrameBuffer, mut bytes: &[u8], read_max: usize) -> Vec<Vec<u8>> {
        let mut frames = Vec::new();
        while !bytes.is_empty() {
            let room = buffer.room(MAX);
            assert!(!room.is_empty());
            let count = room.len().min(bytes.len()).min(read_max);
            room[..count].copy_from_slice(&bytes[..count]);
            buffer.filled(count);
            bytes = &bytes[count..];
            while let Some(frame) = buffer.next_frame(MAX).unwrap() {
                frames.push(buffer.frame_mut(frame).to_vec());
            }
        }
        frames
    }

    fn framed(body: &[u8]) -> Vec<u8> {
        [&(body.len() as i32).to_be_bytes()[..], body].concat()
    }

    #[test]
    fn frames_of_every_size_come_out_whole_in_reads_of_any_size() {
        let bodies: Vec<Vec<u8>> = [0, 1, 3, 100, 65_531, 65_532, 65_533, 200_000, 7, 900_000, 0]
            .iter()
            .enumerate()
            .map(|(index, size)| vec![index as u8; *size])
            .collect();
        let stream: Vec<u8> = bodies.iter().flat_map(|body| framed(body)).collect();
        for read_max in [1000, 1447, 65_536, 300_000, usize::MAX] {
            let mut buffer = FrameBuffer::default();
            assert_eq!(feed(&mut buffer, &stream, read_max), bodies, "reads of {read_max}");
            buffer.release_if_empty();
            assert_eq!(buffer.capacity_bytes(), 0);
        }
    }

    #[test]
    fn a_claimed_size_alone_allocates_one_read_buffer() {
        let mut buffer = FrameBuffer::default();
        feed(&mut buffer, &(MAX as i32).to_be_bytes(), 4);
        assert_eq!(buffer.capacity_bytes(), READ_BUFFER_BYTES);
    }

    #[test]
    fn sizes_out_of_range_are_refused() {
        for size in [-1, i32::MIN, MAX as i32 + 1] {
            let mut buffer = FrameBuffer::default();
            buffer.room(MAX)[..4].copy_from_slice(&size.to_be_bytes());
            buffer.filled(4);
            assert_eq!(buffer.next_frame(MAX), Err(InvalidFrameSize(size)));
        }
    }
}
