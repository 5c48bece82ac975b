//! Replies on their way to one connection: bytes, and regions of segment files that leave by sendfile.
//!
//! Invariant: what was begun is finished in order; a region that the file no longer holds ends the connection.

use std::collections::VecDeque;
use std::io;
use std::os::fd::AsFd;

use log::FileSlice;
use rustix::net::{SendFlags, send};
use tokio::io::Interest;
use tokio::net::TcpStream;

use crate::limits::{INLINE_REGION_BYTES_MAX, REPLY_BUFFER_BYTES_KEPT, WRITE_TURN_BYTES};

const SENDFILE_BYTES_MAX: usize = 1024 * 1024;

enum Chunk {
    Bytes { bytes: Vec<u8>, sent: usize },
    Region { slice: FileSlice, sent: u64 },
}

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
    spare: Vec<u8>,
}

impl Outgoing {
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// The bytes at the end of the queue, to encode a reply onto; give them back with `put_bytes`.
    pub fn take_bytes(&mut self) -> Vec<u8> {
        match self.chunks.pop_back() {
            Some(Chunk::Bytes { bytes, sent: 0 }) => bytes,
            Some(other) => {
                self.chunks.push_back(other);
                std::mem::take(&mut self.spare)
            }
            None => std::mem::take(&mut self.spare),
        }
    }

    pub fn put_bytes(&mut self, bytes: Vec<u8>) {
        if bytes.is_empty() {
            self.spare = bytes;
        } else {
            self.chunks.push_back(Chunk::Bytes { bytes, sent: 0 });
        }
    }

    /// Queues `bytes` with file regions spliced in at ascending positions.
    pub fn put_with_regions(&mut self, mut bytes: Vec<u8>, regions: Vec<(usize, FileSlice)>) -> io::Result<()> {
        let inline: u64 = regions.iter().map(|(_, slice)| u64::from(slice.length)).sum();
        if inline <= INLINE_REGION_BYTES_MAX as u64 {
            for (position, slice) in regions.into_iter().rev() {
                splice_inline(&mut bytes, position, &slice)?;
            }
            self.put_bytes(bytes);
            return Ok(());
        }
        let mut cut = bytes.len();
        let mut tail = Vec::new();
        for (position, slice) in regions.into_iter().rev() {
            let after = bytes.split_off(position.min(cut));
            cut = position;
            if !after.is_empty() {
                tail.push(Chunk::Bytes { bytes: after, sent: 0 });
            }
            tail.push(Chunk::Region { slice, sent: 0 });
        }
        self.put_bytes(bytes);
        self.chunks.extend(tail.into_iter().rev());
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
                && let Some(Chunk::Bytes { mut bytes, .. }) = self.chunks.pop_front()
                && bytes.capacity() <= REPLY_BUFFER_BYTES_KEPT
            {
                bytes.clear();
                self.spare = bytes;
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
                let flags = if more { SendFlags::NOSIGNAL | SendFlags::MORE } else { SendFlags::NOSIGNAL };
                let count = send(stream.as_fd(), bytes.get(*sent..).unwrap_or_default(), flags)?;
                *sent += count;
                Ok(count)
            }
            Chunk::Region { slice, sent } => {
                let mut position = slice.position + *sent;
                let left = usize::try_from(u64::from(slice.length) - *sent).unwrap_or(usize::MAX);
                let count = rustix::fs::sendfile(
                    stream.as_fd(),
                    slice.file.as_fd(),
                    Some(&mut position),
                    left.min(SENDFILE_BYTES_MAX),
                )?;
                if count == 0 {
                    return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "segment file is shorter than its log"));
                }
                *sent += count as u64;
                Ok(count)
            }
        }
    }
}

fn splice_inline(bytes: &mut Vec<u8>, position: usize, slice: &FileSlice) -> io::Result<()> {
    let length = slice.length as usize;
    let old_length = bytes.len();
    bytes.resize(old_length + length, 0);
    bytes.copy_within(position..old_length, position + length);
    let room = bytes.get_mut(position..position + length).unwrap_or_default();
    std::os::unix::fs::FileExt::read_exact_at(&*slice.file, room, slice.position)
}
