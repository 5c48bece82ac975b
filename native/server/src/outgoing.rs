//! Replies on their way to one connection: bytes, and regions of segment files that leave by sendfile.
//!
//! Invariant: what was begun is finished in order; a region that the file no longer holds ends the connection.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io;

use log::FileSlice;
use tokio::io::Interest;
use tokio::net::TcpStream;

use crate::limits::{
    INLINE_BYTES_MAX, INLINE_REGION_BYTES_MAX, INLINE_REPLY_BYTES_MAX, POOLED_BUFFERS_MAX, REPLY_BUFFER_BYTES_KEPT,
    REPLY_BYTES_AHEAD, WRITE_TURN_BYTES,
};
use crate::socket_send::{send_bytes, send_region};

thread_local! {
    /// Empty buffers for the next replies of this thread's connections.
    static SPARE: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
}

enum Chunk {
    Bytes { bytes: Vec<u8>, sent: usize },
    Region { slice: FileSlice, sent: u64 },
}

/// A region of a file, and where in the reply it belongs.
type Placed = (usize, FileSlice);

#[derive(Debug, PartialEq, Eq)]
pub enum Written {
    All,
    /// The socket takes no more for now.
    Blocked,
    /// A fair share was written; there is more, but other connections come first.
    TurnOver,
}

#[derive(Default)]
pub struct Outgoing {
    chunks: VecDeque<Chunk>,
    /// Bytes in memory: those of files are not counted.
    held_bytes: usize,
}

impl Outgoing {
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// There is so much to write that further replies can wait.
    pub fn is_large(&self) -> bool {
        self.held_bytes >= REPLY_BYTES_AHEAD
    }

    /// The bytes at the end of the queue, to encode a reply onto; give them back with `put_bytes`.
    pub fn take_bytes(&mut self) -> Vec<u8> {
        match self.chunks.pop_back() {
            Some(Chunk::Bytes { bytes, sent: 0 }) => {
                self.held_bytes -= bytes.len();
                return bytes;
            }
            Some(other) => self.chunks.push_back(other),
            None => {}
        }
        SPARE.with_borrow_mut(Vec::pop).unwrap_or_default()
    }

    pub fn put_bytes(&mut self, bytes: Vec<u8>) {
        if bytes.is_empty() {
            return keep_spare(bytes);
        }
        self.held_bytes += bytes.len();
        self.chunks.push_back(Chunk::Bytes { bytes, sent: 0 });
    }

    /// Queues `bytes` with file regions spliced in at ascending positions.
    pub fn put_with_regions(&mut self, mut bytes: Vec<u8>, regions: Vec<Placed>) -> io::Result<()> {
        let total: usize = regions.iter().map(|(_, slice)| slice.length as usize).sum();
        let is_small = total <= INLINE_REPLY_BYTES_MAX;
        let region_bytes_max = if is_small { INLINE_REPLY_BYTES_MAX } else { INLINE_REGION_BYTES_MAX };
        let mut inline_room = INLINE_BYTES_MAX;
        let mut inline: Vec<Placed> = Vec::new();
        let mut behind: Vec<Chunk> = Vec::new();
        for (position, slice) in regions.into_iter().rev() {
            let length = slice.length as usize;
            if length <= region_bytes_max.min(inline_room) {
                inline_room -= length;
                inline.push((position, slice));
                continue;
            }
            let mut after = bytes.split_off(position.min(bytes.len()));
            splice(&mut after, position, &inline)?;
            inline.clear();
            self.held_bytes += after.len();
            if !after.is_empty() {
                behind.push(Chunk::Bytes { bytes: after, sent: 0 });
            }
            behind.push(Chunk::Region { slice, sent: 0 });
        }
        splice(&mut bytes, 0, &inline)?;
        self.put_bytes(bytes);
        self.chunks.extend(behind.into_iter().rev());
        Ok(())
    }

    pub fn write(&mut self, stream: &TcpStream) -> io::Result<Written> {
        let mut turn = 0;
        loop {
            let more = self.chunks.len() > 1;
            let Some(chunk) = self.chunks.front_mut() else { return Ok(Written::All) };
            if turn >= WRITE_TURN_BYTES {
                return Ok(Written::TurnOver);
            }
            let result = stream.try_io(Interest::WRITABLE, || chunk.write(stream, more));
            match result {
                Ok(count) => turn += count,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(Written::Blocked),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            }
            if chunk.is_sent()
                && let Some(Chunk::Bytes { bytes, .. }) = self.chunks.pop_front()
            {
                self.held_bytes -= bytes.len();
                keep_spare(bytes);
            }
        }
    }
}

impl Chunk {
    fn is_sent(&self) -> bool {
        match self {
            Chunk::Bytes { bytes, sent } => *sent >= bytes.len(),
            Chunk::Region { slice, sent } => *sent >= u64::from(slice.length),
        }
    }

    fn write(&mut self, stream: &TcpStream, more: bool) -> io::Result<usize> {
        match self {
            Chunk::Bytes { bytes, sent } => {
                let count = send_bytes(stream, bytes.get(*sent..).unwrap_or_default(), more)?;
                *sent += count;
                Ok(count)
            }
            Chunk::Region { slice, sent } => {
                let position = slice.position + *sent;
                let left = usize::try_from(u64::from(slice.length) - *sent).unwrap_or(usize::MAX);
                let count = send_region(stream, &slice.file, position, left)?;
                if count == 0 {
                    return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "segment file is shorter than its log"));
                }
                *sent += count as u64;
                Ok(count)
            }
        }
    }
}

/// Copies regions into `bytes`, whose first byte stands at `base` of the reply. The last region comes first: whatever
/// stands behind a region moves once.
fn splice(bytes: &mut Vec<u8>, base: usize, regions: &[Placed]) -> io::Result<()> {
    let mut source_end = bytes.len();
    let added: usize = regions.iter().map(|(_, slice)| slice.length as usize).sum();
    bytes.resize(source_end + added, 0);
    let mut target_end = bytes.len();
    for (position, slice) in regions {
        let source = position.saturating_sub(base).min(source_end);
        let moved = source_end - source;
        bytes.copy_within(source..source_end, target_end - moved);
        let region_end = target_end - moved;
        target_end = region_end - slice.length as usize;
        source_end = source;
        slice.file.read_exact_at(bytes.get_mut(target_end..region_end).unwrap_or_default(), slice.position)?;
    }
    Ok(())
}

fn keep_spare(mut bytes: Vec<u8>) {
    if bytes.capacity() == 0 || bytes.capacity() > REPLY_BUFFER_BYTES_KEPT {
        return;
    }
    bytes.clear();
    SPARE.with_borrow_mut(|spare| {
        if spare.len() < POOLED_BUFFERS_MAX {
            spare.push(bytes);
        }
    });
}
