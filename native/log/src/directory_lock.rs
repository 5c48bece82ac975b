//! The `.lock` file: one broker per log directory.
//!
//! Taken by the log directory for as long as it lives. Three things are needed: the list of this process's own
//! directories (several brokers may live in one process, whose record locks do not exclude each other, and
//! merely closing the file again would give up the first one's), a lock against other Millrace processes, and
//! the record lock that Apache Kafka takes.

use crate::error::{StorageError, failed};
use parking_lot::Mutex;
use rustix::fs::{FlockOperation, fcntl_lock, flock};
use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

const FILE_NAME: &str = ".lock";

/// Device and inode of directories that are locked in this process.
static HELD: Mutex<BTreeSet<(u64, u64)>> = Mutex::new(BTreeSet::new());

#[derive(Debug)]
pub(crate) struct DirectoryLock {
    identity: (u64, u64),
    file: Option<File>,
}

impl DirectoryLock {
    pub(crate) fn take(folder: &Path) -> Result<Self, StorageError> {
        let metadata = folder.metadata().map_err(failed("looking at", folder))?;
        let identity = (metadata.dev(), metadata.ino());
        let locked = || StorageError::Locked { path: folder.to_path_buf() };
        // Held until the file's own locks are decided.
        let mut held = HELD.lock();
        if held.contains(&identity) {
            return Err(locked());
        }
        let path = folder.join(FILE_NAME);
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let file = file.map_err(failed("opening", &path))?;
        for taken in [
            flock(&file, FlockOperation::NonBlockingLockExclusive),
            fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive),
        ] {
            match taken {
                Ok(()) => {}
                Err(rustix::io::Errno::AGAIN | rustix::io::Errno::ACCESS) => return Err(locked()),
                Err(error) => return Err(failed("locking", &path)(error.into())),
            }
        }
        held.insert(identity);
        Ok(Self { identity, file: Some(file) })
    }
}

impl Drop for DirectoryLock {
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

    #[test]
    fn excludes_a_second_owner_until_it_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let first = DirectoryLock::take(folder.path()).unwrap();
        let error = DirectoryLock::take(folder.path()).unwrap_err().to_string();
        assert!(error.contains("in use by another broker"), "{error}");
        drop(first);
        DirectoryLock::take(folder.path()).unwrap();
    }

    #[test]
    fn excludes_other_processes() {
        let folder = tempfile::tempdir().unwrap();
        let other = File::create(folder.path().join(FILE_NAME)).unwrap();
        flock(&other, FlockOperation::LockExclusive).unwrap();
        assert!(DirectoryLock::take(folder.path()).is_err());
        drop(other);
        assert!(DirectoryLock::take(folder.path()).is_ok());
    }
}
