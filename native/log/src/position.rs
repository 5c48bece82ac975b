//! Places in a log: where a batch begins, and which bytes of which file answer a read.
//!
//! Used by everything above segments; `server` sends a [`FileSlice`] to a socket.
//! Invariant: a [`LogPosition`] handed out by a log is a batch boundary.

use crate::storage::OpenFile;
use std::sync::Arc;

/// The start of a batch (or the log's end): the offset there, the segment it lies in, and the byte in that file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LogPosition {
    pub offset: i64,
    pub segment_base_offset: i64,
    pub position: u64,
}

/// Bytes of one segment file. The file stays readable for as long as the slice lives, whatever happens to the log.
#[derive(Clone, Debug)]
pub struct FileSlice {
    pub file: Arc<OpenFile>,
    pub position: u64,
    pub length: u32,
    /// Where the slice begins. `start.offset` is the offset that was asked for; the batch may begin before it.
    pub start: LogPosition,
}

impl FileSlice {
    /// Appends the slice's bytes to `out` by one positioned read.
    pub fn read_into(&self, out: &mut Vec<u8>) -> std::io::Result<()> {
        let before = out.len();
        out.resize(before + self.length as usize, 0);
        let read = match out.get_mut(before..) {
            Some(space) => self.file.read_exact_at(space, self.position),
            None => Ok(()),
        };
        if read.is_err() {
            out.truncate(before);
        }
        read
    }
}

/// A record found by its timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimestampOffset {
    pub timestamp: i64,
    pub offset: i64,
    pub leader_epoch: i32,
}
