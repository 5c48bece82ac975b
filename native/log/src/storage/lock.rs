//! The `.lock` file: one broker per log directory.
//!
//! Taken by the log directory for as long as it lives. Three things are needed: the list of this process's own
//! directories (several brokers may live in one process, whose record locks do not exclude each other, and
//! merely closing the file again would give up the first one's), a lock against other Millrace processes, and
//! the record lock that Apache Kafka takes. A directory in memory belongs to its disk alone, which keeps the list.

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use parking_lot::Mutex;
use rustix::fs::{FlockOperation, fcntl_lock, flock};
use rustix::io::Errno;

use super::disk::Disk;
use super::folder::Folder;
use super::memory::MemoryLock;
use crate::error::{StorageError, failed};

const FILE_NAME: &str = ".lock";

/// Device and inode of directories that are locked in this process.
static HELD: Mutex<BTreeSet<(u64, u64)>> = Mutex::new(BTreeSet::new());

#[derive(Debug)]
pub(crate) enum DirectoryLock {
    Real(RealLock),
    #[expect(dead_code, reason = "held for what dropping it does")]
    Memory(MemoryLock),
}

impl DirectoryLock {
    pub(crate) fn can_sync_file_system(&self) -> bool {
        cfg!(target_os = "linux") && matches!(self, Self::Real(_))
    }

    /// Of the directory's file, opened before anything was written: so errors of earlier writes are told.
    pub(crate) fn sync_file_system(&self) -> io::Result<()> {
        match self {
            Self::Real(lock) => lock.file.as_ref().map_or(Ok(()), sync_file_system),
            Self::Memory(_) => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    pub(crate) fn take(folder: &Folder) -> Result<Self, StorageError> {
        match folder.disk() {
            Disk::Real => RealLock::take(folder).map(Self::Real),
            Disk::Memory(disk) => {
                let path = folder.join(FILE_NAME);
                let lock = disk.lock(&path).map_err(failed("locking", &path))?;
                lock.map(Self::Memory).ok_or_else(|| StorageError::Locked { path: folder.path().to_path_buf() })
            }
        }
    }
}

#[cfg(target_os = "linux")]
fn sync_file_system(file: &File) -> io::Result<()> {
    Ok(rustix::fs::syncfs(file)?)
}

#[cfg(not(target_os = "linux"))]
fn sync_file_system(_file: &File) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether another process holds a directory of the real disk; asks without a trace.
pub fn is_in_use(folder: &Path) -> io::Result<bool> {
    let file = match File::open(folder.join(FILE_NAME)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        opened => opened?,
    };
    let shared = FlockOperation::NonBlockingLockShared;
    match flock(&file, shared).and_then(|()| fcntl_lock(&file, shared)) {
        Ok(()) => Ok(false),
        Err(Errno::AGAIN | Errno::ACCESS) => Ok(true),
        Err(error) => Err(error.into()),
    }
}

#[derive(Debug)]
pub(crate) struct RealLock {
    identity: (u64, u64),
    file: Option<File>,
}

impl RealLock {
    fn take(folder: &Folder) -> Result<Self, StorageError> {
        let metadata = folder.metadata().map_err(failed("looking at", folder))?;
        let identity = (metadata.dev(), metadata.ino());
        let locked = || StorageError::Locked { path: folder.to_path_buf() };
        // Held until the file's own locks are decided.
        let mut held = HELD.lock();
        if held.contains(&identity) {
            return Err(locked());
        }
        let path = folder.join(FILE_NAME);
        let file = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let file = file.map_err(failed("opening", &path))?;
        for taken in [
            flock(&file, FlockOperation::NonBlockingLockExclusive),
            fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive),
        ] {
            match taken {
                Ok(()) => {}
                Err(Errno::AGAIN | Errno::ACCESS) => return Err(locked()),
                Err(error) => return Err(failed("locking", &path)(error.into())),
            }
        }
        held.insert(identity);
        Ok(Self { identity, file: Some(file) })
    }
}

impl Drop for RealLock {
    fn drop(&mut self) {
        let mut held = HELD.lock();
        // The file's locks go first, or whoever finds the list free would still meet them.
        drop(self.file.take());
        held.remove(&self.identity);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn excludes(folder: &Folder) {
        let first = DirectoryLock::take(folder).unwrap();
        let error = DirectoryLock::take(folder).unwrap_err().to_string();
        assert!(error.contains("in use by another broker"), "{error}");
        drop(first);
        DirectoryLock::take(folder).unwrap();
    }

    #[test]
    fn excludes_a_second_owner_until_it_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        excludes(&folder.path().into());
        let disk = Disk::Memory(crate::storage::memory::MemoryDisk::new());
        disk.create_folders("/data".as_ref()).unwrap();
        excludes(&Folder::new(disk, "/data"));
    }

    #[test]
    fn excludes_other_processes() {
        let folder = tempfile::tempdir().unwrap();
        let other = File::create(folder.path().join(FILE_NAME)).unwrap();
        flock(&other, FlockOperation::LockExclusive).unwrap();
        assert!(DirectoryLock::take(&folder.path().into()).is_err());
        assert!(is_in_use(folder.path()).unwrap());
        drop(other);
        assert!(!is_in_use(folder.path()).unwrap());
        assert!(DirectoryLock::take(&folder.path().into()).is_ok());
    }
}
