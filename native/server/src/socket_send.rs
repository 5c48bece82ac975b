//! How bytes leave through a socket on this system: with sendfile and with word that more follows where the system has
//! them, with copies where it has not. Called by `outgoing`, when the socket is writable.

use std::io;

use log::storage::File;
#[cfg(target_os = "linux")]
use rustix::net::SendFlags;
use socket2::SockRef;
use tokio::net::TcpStream;

#[cfg(target_os = "linux")]
const SENDFILE_BYTES_MAX: usize = 1024 * 1024;
/// At once, where there is no file to send from.
const COPIED_BYTES_MAX: usize = 256 * 1024;

/// A peer that is gone is an error, not a signal: where the call cannot say so, the process ignores SIGPIPE, as Node
/// does.
#[cfg(target_os = "linux")]
const ALONE: i32 = SendFlags::NOSIGNAL.bits().cast_signed();
#[cfg(not(target_os = "linux"))]
const ALONE: i32 = 0;

#[cfg(target_os = "linux")]
const MORE_FOLLOWS: i32 = SendFlags::NOSIGNAL.union(SendFlags::MORE).bits().cast_signed();
#[cfg(not(target_os = "linux"))]
const MORE_FOLLOWS: i32 = ALONE;

/// As many as the socket takes.
pub fn send_bytes(stream: &TcpStream, bytes: &[u8], more_follows: bool) -> io::Result<usize> {
    SockRef::from(stream).send_with_flags(bytes, if more_follows { MORE_FOLLOWS } else { ALONE })
}

/// As much of a file's region as the socket takes; 0 where the file has ended.
pub fn send_region(stream: &TcpStream, file: &File, position: u64, length: usize) -> io::Result<usize> {
    #[cfg(target_os = "linux")]
    if let Some(descriptor) = file.descriptor() {
        let mut position = position;
        let count = length.min(SENDFILE_BYTES_MAX);
        return Ok(rustix::fs::sendfile(stream, descriptor, Some(&mut position), count)?);
    }
    let mut bytes = vec![0; length.min(COPIED_BYTES_MAX)];
    file.read_exact_at(&mut bytes, position)?;
    send_bytes(stream, &bytes, false)
}
