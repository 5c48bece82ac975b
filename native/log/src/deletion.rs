//! Removing a partition's folder. Called where a log is deleted and where it has moved to another directory.
//!
//! Invariant: a crash in between leaves a folder that the next start removes, or a stray, which it sets aside: no topic
//! takes the name before a deletion has ended. After a power loss a folder that is back under its own name is whole.

use crate::atomic_file;
use crate::error::{StorageError, failed};
use crate::marked_name::{DELETE_SUFFIX, marked_name};
use crate::partition_metadata;
use crate::storage::Folder;
use crate::storage::system::is_refusal_of_open_folder;
use std::io::{self, ErrorKind};

/// Renames a partition folder, if there is one, to `topic-partition.ID-delete`, then removes it.
pub(crate) fn delete_folder(folder: &Folder) -> Result<(), StorageError> {
    delete_folder_where(folder, is_refusal_of_open_folder)
}

fn delete_folder_where(folder: &Folder, is_refusal: impl Fn(&io::Error) -> bool) -> Result<(), StorageError> {
    let Some(name) = folder.file_name().and_then(|name| name.to_str()) else {
        return Ok(());
    };
    let doomed = folder.beside(marked_name(name, DELETE_SUFFIX)?);
    match folder.disk().rename(folder, &doomed) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) if is_refusal(&error) => return empty_folder(folder),
        renamed => renamed.map_err(failed("marking as deleted", folder))?,
    }
    // A power loss that undid the renaming must not find a part of the files: of a log that has moved, the start would have
    // to choose between this folder and the other one; of a topic that was deleted, the name may be given away although no
    // checkpoint could be written, which would have flushed the same folder.
    folder.parent().map_or(Ok(()), |parent| atomic_file::sync_folder(folder.disk(), parent))?;
    remove_folder(&doomed)
}

/// Removes a folder under its own name, because somebody still reads a file in it. Which topic it belonged to goes last.
fn empty_folder(folder: &Folder) -> Result<(), StorageError> {
    for entry in folder.disk().list(folder).map_err(failed("listing", folder))? {
        if entry.name != partition_metadata::FILE_NAME {
            atomic_file::remove(folder.disk(), &folder.join(entry.name))?;
        }
    }
    remove_folder(folder)
}

pub(crate) fn remove_folder(folder: &Folder) -> Result<(), StorageError> {
    match folder.disk().remove_folder(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(failed("removing", folder)(error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::storage::Disk;
    use crate::storage::memory::{Call, Fault, MemoryDisk, NameOrder, Operation, Random};

    const ACCESS_DENIED: i32 = if cfg!(windows) { 5 } else { 13 };
    const FILES: [&str; 3] = ["00000000000000000000.log", "partition.metadata", "z"];

    fn is_denied(error: &io::Error) -> bool {
        error.kind() == ErrorKind::PermissionDenied
    }

    fn folder_that_does_not_move() -> (MemoryDisk, Folder) {
        let disk = MemoryDisk::new();
        let folder = Folder::new(Disk::Memory(disk.clone()), "/data/t-0");
        folder.disk().create_folders(&folder).unwrap();
        for name in FILES {
            folder.disk().create(&folder.join(name)).unwrap();
        }
        disk.set_faults(|call: &Call<'_>| (call.operation == Operation::Rename).then_some(Fault::Error(ACCESS_DENIED)));
        (disk, folder)
    }

    #[test]
    fn a_folder_that_does_not_move_while_it_is_read_goes_under_its_own_name() {
        let (disk, folder) = folder_that_does_not_move();
        let error = delete_folder_where(&folder, |_| false).unwrap_err().to_string();
        assert!(error.contains("marking as deleted"), "{error}");
        assert_eq!(disk.files().len(), FILES.len());
        delete_folder_where(&folder, is_denied).unwrap();
        assert_eq!(folder.disk().list("/data".as_ref()).unwrap().len(), 0);
    }

    #[test]
    fn what_a_power_loss_brings_back_is_whole() {
        for seed in 0..200 {
            let disk = MemoryDisk::with_history();
            let folder = Folder::new(Disk::Memory(disk.clone()), "/data/t-0");
            folder.disk().create_folders(&folder).unwrap();
            for name in FILES {
                folder.disk().create(&folder.join(name)).unwrap();
            }
            for path in ["/", "/data", "/data/t-0"] {
                folder.disk().sync_folder(path.as_ref()).unwrap();
            }
            let mut random = Random::new(seed);
            let last = disk.call_count() + random.below(8);
            disk.set_faults(move |call| (call.number >= last).then_some(Fault::Death { bytes: 0 }));
            let _ = delete_folder(&folder);
            let left = disk.after_power_loss(NameOrder::Journal, &mut random).files();
            let in_its_place = left.iter().filter(|path| path.starts_with("/data/t-0/")).count();
            assert!([0, FILES.len()].contains(&in_its_place), "seed {seed}: {left:?}");
        }
    }

    #[test]
    fn what_a_crash_leaves_there_says_whose_it_was() {
        for calls_left in 0..4 {
            let (disk, folder) = folder_that_does_not_move();
            let mut removals = 0;
            disk.set_faults(move |call| {
                let is_removal = matches!(call.operation, Operation::RemoveFile | Operation::RemoveFolder);
                removals += i32::from(is_removal);
                let is_over = is_removal && removals > calls_left;
                let refused = (call.operation == Operation::Rename).then_some(Fault::Error(ACCESS_DENIED));
                if is_over { Some(Fault::Death { bytes: 0 }) } else { refused }
            });
            assert!(delete_folder_where(&folder, is_denied).is_err());
            let left: Vec<_> =
                disk.after_kill().files().into_iter().map(|path| path.file_name().unwrap().to_owned()).collect();
            assert!(left.is_empty() || left.contains(&partition_metadata::FILE_NAME.into()), "{left:?}");
        }
    }
}
