//! An open file of either disk. Reads and writes name their position, so a file can be shared.

use std::fs;
use std::io;
#[cfg(target_os = "linux")]
use std::os::fd::{AsFd, BorrowedFd};
use std::time::SystemTime;

use super::memory::MemoryFile;
use super::system;

#[derive(Debug)]
pub enum File {
    Real(fs::File),
    Memory(MemoryFile),
}

impl File {
    pub fn read_exact_at(&self, bytes: &mut [u8], position: u64) -> io::Result<()> {
        match self {
            Self::Real(file) => system::read_exact_at(file, bytes, position),
            Self::Memory(file) => file.read_exact_at(bytes, position),
        }
    }

    pub fn write_all_at(&self, bytes: &[u8], position: u64) -> io::Result<()> {
        match self {
            Self::Real(file) => system::write_all_at(file, bytes, position),
            Self::Memory(file) => file.write_all_at(bytes, position),
        }
    }

    /// Cuts the file, or extends it with zeros.
    pub fn set_len(&self, size_bytes: u64) -> io::Result<()> {
        match self {
            Self::Real(file) => file.set_len(size_bytes),
            Self::Memory(file) => file.set_len(size_bytes),
        }
    }

    pub fn size_bytes(&self) -> io::Result<u64> {
        match self {
            Self::Real(file) => Ok(file.metadata()?.len()),
            Self::Memory(file) => file.size_bytes(),
        }
    }

    /// Contents and size survive power loss when this returns; the file's name needs `Disk::sync_folder`.
    pub fn sync_data(&self) -> io::Result<()> {
        match self {
            Self::Real(file) => file.sync_data(),
            Self::Memory(file) => file.sync(),
        }
    }

    /// `sync_data`, and times and permissions.
    pub fn sync_all(&self) -> io::Result<()> {
        match self {
            Self::Real(file) => file.sync_all(),
            Self::Memory(file) => file.sync(),
        }
    }

    /// Sets when the file was last written to.
    pub fn set_modified(&self, modified: SystemTime) -> io::Result<()> {
        match self {
            Self::Real(file) => file.set_modified(modified),
            Self::Memory(file) => file.set_modified(modified),
        }
    }

    /// Reserves blocks up to this size without changing the file's size, where the system can.
    pub fn reserve(&self, size_bytes: u64) -> io::Result<()> {
        match self {
            Self::Real(file) => system::reserve(file, size_bytes),
            Self::Memory(file) => file.reserve(),
        }
    }

    /// For sendfile; a file in memory has none, and is read instead.
    #[cfg(target_os = "linux")]
    pub fn descriptor(&self) -> Option<BorrowedFd<'_>> {
        match self {
            Self::Real(file) => Some(file.as_fd()),
            Self::Memory(_) => None,
        }
    }
}
