//! Small files that are replaced whole: written beside, then renamed over.
//!
//! Called for checkpoints, `meta.properties`, `partition.metadata` and the clean-shutdown marker.
//! Invariant: a reader, also one after `kill -9`, sees the old file or the new one, never a part.

use crate::error::{StorageError, failed};
use crate::storage::Disk;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What a replaced file must survive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Durability {
    /// The end of this process; a later flush takes care of the disk.
    Process,
    /// Power loss, from the moment the call returns.
    Disk,
}

/// Replaces `path` by a file with `contents`.
pub(crate) fn replace(disk: &Disk, path: &Path, contents: &[u8], durability: Durability) -> Result<(), StorageError> {
    let temporary = temporary_path(path);
    let file = disk.create(&temporary).map_err(failed("creating", &temporary))?;
    file.write_all_at(contents, 0).map_err(failed("writing", &temporary))?;
    if durability == Durability::Disk {
        file.sync_all().map_err(failed("flushing", &temporary))?;
    }
    drop(file);
    disk.rename(&temporary, path).map_err(failed("renaming the new file over", path))?;
    match (durability, path.parent()) {
        (Durability::Disk, Some(folder)) => sync_folder(disk, folder),
        _ => Ok(()),
    }
}

/// The contents of a file, `None` when there is none. Bytes that are not UTF-8 become replacement characters,
/// which the formats here never contain; so does a file that is too large for any of them.
pub(crate) fn read(disk: &Disk, path: &Path) -> Result<Option<String>, StorageError> {
    match disk.read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == ErrorKind::FileTooLarge => Ok(Some(char::REPLACEMENT_CHARACTER.to_string())),
        Err(error) => Err(failed("reading", path)(error)),
    }
}

/// Makes created, renamed and removed names in `folder` survive power loss.
pub(crate) fn sync_folder(disk: &Disk, folder: &Path) -> Result<(), StorageError> {
    disk.sync_folder(folder).map_err(failed("flushing the folder", folder))
}

/// Flushes a file by name; one that is gone meanwhile needs no flush.
pub(crate) fn sync_file(disk: &Disk, path: &Path) -> Result<(), StorageError> {
    // To read and write: Windows flushes no other.
    match disk.open(path) {
        Ok(file) => file.sync_all().map_err(failed("flushing", path)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(failed("opening", path)(error)),
    }
}

/// Removes a file; one that is gone already is as good.
pub(crate) fn remove(disk: &Disk, path: &Path) -> Result<(), StorageError> {
    match disk.remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(failed("removing", path)(error)),
        _ => Ok(()),
    }
}

fn temporary_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(".tmp");
    PathBuf::from(name)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    #[test]
    fn replaces_and_leaves_no_temporary_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        for (contents, durability) in [("one", Durability::Process), ("two", Durability::Disk)] {
            replace(&Disk::Real, &path, contents.as_bytes(), durability).unwrap();
            assert_eq!(read(&Disk::Real, &path).unwrap().as_deref(), Some(contents));
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn an_absent_file_is_none_and_can_be_removed_and_flushed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        assert_eq!(read(&Disk::Real, &path).unwrap(), None);
        remove(&Disk::Real, &path).unwrap();
        sync_file(&Disk::Real, &path).unwrap();
    }

    #[test]
    fn an_error_names_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("absent/file");
        let error = replace(&Disk::Real, &path, b"", Durability::Disk).unwrap_err().to_string();
        assert!(error.contains("absent/file.tmp") && error.contains("creating"), "{error}");
    }
}
