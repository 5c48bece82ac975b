//! The `.lock` file: one broker per log directory.
//!
//! Taken by the log directory for as long as it lives. Three things are needed: the list of this process's own
//! directories (several brokers may live in one process, whose record locks do not exclude each other, and
//! merely closing the file again would give up the first one's), a lock against other Millrace processes, and
//! the lock that Apache Kafka takes. A directory in memory belongs to its disk alone, which keeps the list.

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::Path;

use parking_lot::Mutex;

use super::disk::Disk;
use super::folder::Folder;
use super::memory::MemoryLock;
use super::system::{FolderIdentity, SYNCS_FILE_SYSTEMS, identity_of, lock_exclusively, lock_shared, sync_file_system};
use crate::error::{StorageError, failed};

const FILE_NAME: &str = ".lock";

/// Directories that are locked in this process.
static HELD: Mutex<BTreeSet<FolderIdentity>> = Mutex::new(BTreeSet::new());

#[derive(Debug)]
pub(crate) enum DirectoryLock {
    Real(RealLock),
    Memory(MemoryLock),
}

impl DirectoryLock {
    pub(crate) fn can_sync_file_system(&self) -> bool {
        SYNCS_FILE_SYSTEMS || matches!(self, Self::Memory(_))
    }

    /// Of the directory's file, opened before anything was written: so errors of earlier writes are told.
    pub(crate) fn sync_file_system(&self) -> io::Result<()> {
        match self {
            Self::Real(lock) => lock.file.as_ref().map_or(Ok(()), sync_file_system),
            Self::Memory(lock) => lock.sync_file_system(),
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

/// Whether another process holds a directory of the real disk; asks without a trace.
pub fn is_in_use(folder: &Path) -> io::Result<bool> {
    let file = match File::open(folder.join(FILE_NAME)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        opened => opened?,
    };
    Ok(!lock_shared(&file)?)
}

#[derive(Debug)]
pub(crate) struct RealLock {
    identity: FolderIdentity,
    file: Option<File>,
}

impl RealLock {
    fn take(folder: &Folder) -> Result<Self, StorageError> {
        let identity = identity_of(folder).map_err(failed("looking at", folder))?;
        let locked = || StorageError::Locked { path: folder.to_path_buf() };
        // Held until the file's own locks are decided.
        let mut held = HELD.lock();
        if held.contains(&identity) {
            return Err(locked());
        }
        let path = folder.join(FILE_NAME);
        let file = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let file = file.map_err(failed("opening", &path))?;
        if !lock_exclusively(&file).map_err(failed("locking", &path))? {
            return Err(locked());
        }
        held.insert(identity.to_owned());
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
    use crate::storage::system::lock_as_another;

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
        lock_as_another(&other).unwrap();
        assert!(DirectoryLock::take(&folder.path().into()).is_err());
        assert!(is_in_use(folder.path()).unwrap());
        drop(other);
        assert!(!is_in_use(folder.path()).unwrap());
        assert!(DirectoryLock::take(&folder.path().into()).is_ok());
    }
}
