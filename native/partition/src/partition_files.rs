//! The files of a partition's folder that this crate keeps beside the log's own: named by a 20-digit offset.
//! Used by `recovery` and `upkeep` for `.snapshot`, by `aborted_index` for `.txnindex`.

use std::io;
use std::path::{Path, PathBuf};

use log::storage::{Disk, Folder};
use log::{StorageError, failed};

pub(crate) const SNAPSHOT_SUFFIX: &str = ".snapshot";

pub(crate) fn path_of(folder: &Path, offset: i64, suffix: &str) -> PathBuf {
    folder.join(format!("{offset:020}{suffix}"))
}

/// Offsets of the files with this suffix, ascending; a folder that does not exist has none.
pub(crate) fn offsets_of(folder: &Folder, suffix: &str) -> Result<Vec<i64>, StorageError> {
    let entries = match folder.disk().list(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed("listing", folder)(error)),
    };
    let mut offsets = Vec::new();
    for entry in entries {
        let digits = entry.name.to_str().and_then(|name| name.strip_suffix(suffix));
        offsets.extend(digits.and_then(log::parse_offset));
    }
    offsets.sort_unstable();
    Ok(offsets)
}

/// Whole content or nothing: a file that could not be written whole is removed again.
pub(crate) fn write(disk: &Disk, path: &Path, bytes: &[u8], sync: bool) -> Result<(), StorageError> {
    let written = disk.create(path).and_then(|file| {
        file.write_all_at(bytes, 0)?;
        if sync { file.sync_all() } else { Ok(()) }
    });
    written.map_err(|error| {
        let _ = disk.remove_file(path);
        failed("writing", path)(error)
    })
}

pub(crate) fn remove(disk: &Disk, path: &Path) -> Result<(), StorageError> {
    match disk.remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed("removing", path)(error)),
        _ => Ok(()),
    }
}

/// Created and removed names survive a power loss.
pub(crate) fn sync(folder: &Folder) -> Result<(), StorageError> {
    folder.disk().sync_folder(folder).map_err(failed("flushing", folder))
}
