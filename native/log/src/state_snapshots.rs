//! Snapshots of what a log replays to, beside its segments: batches of records as in the log, one file each.
//!
//! ```text
//!   00000000000000000156-0000000001.checkpoint       state before offset 156, whose last record was of epoch 1
//!   …checkpoint.part                                 not finished; removed by opening the log
//! ```
//! Called by the partition for the metadata log. Invariant: a file under its final name is whole and on the disk.
//! Source: Kafka's `Snapshots` and `FileRawSnapshotWriter`.

use crate::atomic_file;
use crate::error::{StorageError, failed};
use crate::file_names::{CHECKPOINT, PART, parse_offset};
use crate::storage::Folder;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use wire::record_batch::{self, BatchHeader};

const ADVICE: &str = "restore that file, or move it away to start from the snapshot before it";

/// Which state a snapshot holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SnapshotId {
    /// Everything before this offset is in it.
    pub end_offset: i64,
    /// Leader epoch of the last record that is in it.
    pub epoch: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateSnapshot {
    pub id: SnapshotId,
    pub size_bytes: u64,
}

impl SnapshotId {
    pub(crate) fn parse(name: &str) -> Option<Self> {
        let (end_offset, epoch) = name.strip_suffix(CHECKPOINT)?.split_once('-')?;
        if epoch.len() != 10 || !epoch.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        Some(Self { end_offset: parse_offset(end_offset)?, epoch: epoch.parse().ok()? })
    }

    pub fn path(self, folder: &Path) -> PathBuf {
        folder.join(format!("{:020}-{:010}{CHECKPOINT}", self.end_offset, self.epoch))
    }
}

/// Ascending; a folder that does not exist has none.
pub fn list(folder: &Folder) -> Result<Vec<StateSnapshot>, StorageError> {
    let entries = match folder.disk().list(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed("listing", folder)(error)),
    };
    let mut snapshots = Vec::new();
    for id in entries.iter().filter_map(|entry| SnapshotId::parse(entry.name.to_str()?)) {
        let path = id.path(folder);
        let facts = folder.disk().facts(&path).map_err(failed("asking for the size of", &path))?;
        snapshots.push(StateSnapshot { id, size_bytes: facts.size_bytes });
    }
    snapshots.sort_unstable_by_key(|snapshot| snapshot.id);
    Ok(snapshots)
}

/// Its batches, each with a right checksum: from the first on, until `bytes_max` are reached. Uncompressed.
pub fn read(folder: &Folder, id: SnapshotId, bytes_max: usize) -> Result<Vec<u8>, StorageError> {
    read_batches(folder, &id.path(folder), bytes_max)
}

/// Whether it can be read, to its footer.
pub fn is_whole(folder: &Folder, id: SnapshotId) -> bool {
    let batches = read(folder, id, usize::MAX).unwrap_or_default();
    record_batch::whole_batches(&batches).last().is_some_and(|(header, _)| header.is_control())
}

/// As [`read`], of any file of batches, such as the `bootstrap.checkpoint` of a formatted directory.
pub(crate) fn read_batches(folder: &Folder, path: &Path, bytes_max: usize) -> Result<Vec<u8>, StorageError> {
    let bytes = folder.disk().read(path).map_err(failed("reading", path))?;
    let mut batches = Vec::new();
    let mut rest = bytes.as_slice();
    while !rest.is_empty() && batches.len() < bytes_max {
        let position = (bytes.len() - rest.len()) as u64;
        let corrupt =
            |reason: String| StorageError::Corrupt { path: path.to_owned(), position, reason, advice: ADVICE };
        let header = BatchHeader::parse(rest).map_err(|error| corrupt(error.to_string()))?;
        let Some((batch, behind)) = rest.split_at_checked(header.size_bytes()) else {
            return Err(corrupt(format!("a batch of {} bytes is cut short", header.size_bytes())));
        };
        if !record_batch::verify_crc(batch) {
            return Err(corrupt("the batch does not have the checksum of its bytes".to_owned()));
        }
        batches.extend(record_batch::uncompressed(batch).map_err(|error| corrupt(error.to_string()))?);
        rest = behind;
    }
    Ok(batches)
}

/// Writes these batches, whose base offsets, epoch and checksums are filled in; on the disk when it returns.
pub fn write(folder: &Folder, id: SnapshotId, mut batches: Vec<u8>) -> Result<(), StorageError> {
    let path = id.path(folder);
    complete(&mut batches, id.epoch).map_err(|reason| StorageError::Corrupt {
        path: path.clone(),
        position: 0,
        reason,
        advice: "this is a bug of the broker",
    })?;
    let mut part = path.clone().into_os_string();
    part.push(PART);
    let part = PathBuf::from(part);
    let disk = folder.disk();
    let written = disk.create(&part).and_then(|file| {
        file.write_all_at(&batches, 0)?;
        file.sync_all()
    });
    let renamed = written
        .map_err(failed("writing", &part))
        .and_then(|()| disk.rename(&part, &path).map_err(failed("renaming the finished snapshot to", &path)));
    if let Err(error) = renamed {
        let _ = disk.remove_file(&part);
        return Err(error);
    }
    atomic_file::sync_folder(disk, folder)
}

/// One that is gone already is as good.
pub fn remove(folder: &Folder, id: SnapshotId) -> Result<(), StorageError> {
    atomic_file::remove(folder.disk(), &id.path(folder))
}

fn complete(batches: &mut [u8], epoch: i32) -> Result<(), String> {
    let mut next_offset = 0;
    let mut rest = batches;
    while !rest.is_empty() {
        let header = BatchHeader::parse(rest).map_err(|error| error.to_string())?;
        let Some((batch, behind)) = rest.split_at_mut_checked(header.size_bytes()) else {
            return Err("a batch is cut short".to_owned());
        };
        record_batch::patch_base_offset(batch, next_offset);
        record_batch::patch_leader_epoch(batch, epoch);
        record_batch::patch_crc(batch);
        next_offset += i64::from(header.last_offset_delta) + 1;
        rest = behind;
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::test_batches::batch;

    const ID: SnapshotId = SnapshotId { end_offset: 156, epoch: 1 };

    #[test]
    fn names_are_kafkas() {
        let name = "00000000000000000156-0000000001.checkpoint";
        assert_eq!(ID.path(Path::new("m")), PathBuf::from("m").join(name));
        assert_eq!(SnapshotId::parse(name), Some(ID));
        for other in ["156-1.checkpoint", "bootstrap.checkpoint", "leader-epoch-checkpoint", &format!("{name}.part")] {
            assert_eq!(SnapshotId::parse(other), None, "{other}");
        }
    }

    #[test]
    fn what_was_written_is_read() {
        let temporary = tempfile::tempdir().unwrap();
        let folder: Folder = temporary.path().into();
        assert!(list(&folder.folder("absent")).unwrap().is_empty());
        let older = SnapshotId { end_offset: 20, epoch: 1 };
        for id in [ID, older] {
            write(&folder, id, [batch(0, 3), batch(0, 2)].concat()).unwrap();
        }
        let ids: Vec<SnapshotId> = list(&folder).unwrap().iter().map(|snapshot| snapshot.id).collect();
        assert_eq!(ids, [older, ID]);
        let whole = read(&folder, ID, usize::MAX).unwrap();
        let first = BatchHeader::parse(&whole).unwrap();
        let second = BatchHeader::parse(&whole[first.size_bytes()..]).unwrap();
        assert_eq!((first.base_offset, second.base_offset, second.partition_leader_epoch), (0, 3, 1));
        assert_eq!(read(&folder, ID, 1).unwrap().len(), first.size_bytes());
        remove(&folder, older).unwrap();
        remove(&folder, older).unwrap();
        assert_eq!(list(&folder).unwrap().len(), 1);
    }

    #[test]
    fn every_changed_byte_behind_the_epoch_is_named() {
        let temporary = tempfile::tempdir().unwrap();
        let folder: Folder = temporary.path().into();
        write(&folder, ID, [batch(0, 3), batch(0, 2)].concat()).unwrap();
        let good = std::fs::read(ID.path(&folder)).unwrap();
        for position in 16..BatchHeader::parse(&good).unwrap().size_bytes() {
            let mut bad = good.clone();
            bad[position] ^= 0x10;
            std::fs::write(ID.path(&folder), &bad).unwrap();
            let error = read(&folder, ID, usize::MAX).unwrap_err();
            assert!(matches!(error, StorageError::Corrupt { position: 0, .. }), "{position}: {error}");
        }
        std::fs::write(ID.path(&folder), &good[..good.len() - 1]).unwrap();
        assert!(read(&folder, ID, usize::MAX).unwrap_err().to_string().contains("cut short"));
    }
}
