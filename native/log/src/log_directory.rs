//! One log directory (an entry of `log.dirs`): whose it is, how it was left, which partitions it holds.
//!
//! ```text
//!   .lock                              held while a broker uses the directory
//!   meta.properties                    cluster, node and directory id
//!   bootstrap.checkpoint               left by formatting: what an empty metadata log begins with
//!   .kafka_cleanshutdown               present exactly when the last owner stopped cleanly
//!   .millrace_journal_0, _1            while it does not: what many partitions have flushed together
//!   recovery-point-offset-checkpoint   and log-start-, replication-, cleaner-offset-checkpoint
//!   TOPIC-PARTITION/                   one folder per partition
//! ```
//! Opened by `server` before any log in it. Invariant: the clean-shutdown marker is gone from the disk before
//! anything else is written, so that it can never vouch for what came after it.

use crate::atomic_file::{self, Durability};
use crate::checkpoint::{self, CheckpointEntry, CheckpointName};
use crate::deletion::remove_folder;
use crate::error::{StorageError, failed};
use crate::file_names::parse_partition;
use crate::journal::{self, Journal};
use crate::journal_replay;
use crate::marked_name::{DELETE_SUFFIX, FUTURE_SUFFIX, marked_name};
use crate::meta_properties::{self, MetaProperties};
use crate::random;
use crate::state_snapshots;
use crate::storage::{DirectoryLock, DiskSpace, Folder, FolderEntry};
use parking_lot::Mutex;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use wire::Uuid;

const CLEAN_SHUTDOWN: &str = ".kafka_cleanshutdown";
/// Kafka writes which broker epoch stopped cleanly; -1 is unknown.
const CLEAN_SHUTDOWN_CONTENTS: &str = "{\"version\":0,\"brokerEpoch\":-1}";
/// What formatting a directory leaves for the first controller: the records that the metadata log is to begin with.
const BOOTSTRAP: &str = "bootstrap.checkpoint";
/// Written and removed to see whether that is possible.
const PROBE: &str = ".millrace_probe";
/// Created by formatting a file system; says nothing about who uses it.
const LOST_AND_FOUND: &str = "lost+found";

/// Whom a directory must belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryIdentity {
    /// `None`: whatever the directory says, or a new random one.
    pub cluster_id: Option<String>,
    pub node_id: i32,
}

/// A partition found in a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartitionFolder {
    pub topic: String,
    pub partition: i32,
    pub path: PathBuf,
}

/// Locked until `unlock`, at the latest for as long as it lives.
#[derive(Debug)]
pub struct LogDirectory {
    folder: Folder,
    cluster_id: String,
    directory_id: Uuid,
    clean: bool,
    put_back_count: u64,
    /// A clean stop has to remove it.
    has_journal: AtomicBool,
    lock: Mutex<Option<DirectoryLock>>,
}

impl LogDirectory {
    /// Creates or checks the directory, takes its lock, consumes the clean-shutdown marker and removes deleted logs.
    pub fn open(folder: impl Into<Folder>, identity: &DirectoryIdentity) -> Result<Self, StorageError> {
        Self::open_after(folder, identity, |_| Ok(()))
    }

    /// As `open`. `look` may refuse a directory that was used before; it is locked then, and not a byte of it has changed.
    pub fn open_after(
        folder: impl Into<Folder>,
        identity: &DirectoryIdentity,
        look: impl FnOnce(&Folder) -> Result<(), StorageError>,
    ) -> Result<Self, StorageError> {
        let folder: Folder = folder.into();
        folder.disk().create_folders(&folder).map_err(failed("creating the data directory", &folder))?;
        // A foreign directory is left without a trace, even of the lock.
        if meta_properties::read(&folder)?.is_none() {
            refuse_foreign(&folder)?;
        }
        let lock = DirectoryLock::take(&folder)?;
        let properties = match meta_properties::read(&folder)? {
            Some(found) => {
                let found = check_identity(&folder, found, identity)?;
                look(&folder)?;
                with_directory_id(&folder, found)?
            }
            None => create_identity(&folder, identity)?,
        };
        let clean = consume_marker(&folder)?;
        let entries = folder.disk().list(&folder).map_err(failed("listing", &folder))?;
        remove_deleted(&folder, &entries)?;
        let put_back_count = match (clean, journal::is_among(&entries)) {
            (_, false) => 0,
            (false, true) => journal_replay::replay(&folder, &lock)?,
            (true, true) => {
                journal::remove(&folder)?;
                0
            }
        };
        let directory_id = properties.directory_id.unwrap_or_default();
        let lock = Mutex::new(Some(lock));
        let has_journal = AtomicBool::new(false);
        let cluster_id = properties.cluster_id;
        Ok(Self { folder, cluster_id, directory_id, clean, put_back_count, has_journal, lock })
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn cluster_id(&self) -> &str {
        &self.cluster_id
    }

    pub fn directory_id(&self) -> Uuid {
        self.directory_id
    }

    /// Whether the last owner stopped cleanly.
    pub fn was_clean(&self) -> bool {
        self.clean
    }

    /// How many batches a power loss had taken from segments and the journal had.
    pub fn put_back_count(&self) -> u64 {
        self.put_back_count
    }

    /// Whether files can still be made here; for after a fault.
    pub fn probe(&self) -> Result<(), StorageError> {
        let path = self.folder.join(PROBE);
        atomic_file::replace(self.folder.disk(), &path, b"", Durability::Disk)?;
        atomic_file::remove(self.folder.disk(), &path)
    }

    /// Free and total bytes of the file system; `None` where it does not say.
    pub fn space(&self) -> Option<DiskSpace> {
        self.folder.disk().space(&self.folder)
    }

    /// The only one, of which so many rounds may be flushed at a time. It is closed before `mark_clean`.
    pub fn journal(&self, file_bytes_max: u64, flusher_count: usize) -> Journal {
        self.has_journal.store(true, Ordering::Release);
        Journal::new(self.folder.clone(), file_bytes_max, flusher_count)
    }

    /// Writes the clean-shutdown marker; the last thing to do, after every log was closed.
    pub fn mark_clean(&self) -> Result<(), StorageError> {
        if self.has_journal.load(Ordering::Acquire) {
            journal::remove(&self.folder)?;
        }
        let path = self.folder.join(CLEAN_SHUTDOWN);
        atomic_file::replace(self.folder.disk(), &path, CLEAN_SHUTDOWN_CONTENTS.as_bytes(), Durability::Disk)
    }

    /// Whether the system can do `sync_file_system`, and the directory is still locked.
    pub fn can_sync_file_system(&self) -> bool {
        self.lock.lock().as_ref().is_some_and(DirectoryLock::can_sync_file_system)
    }

    /// Waits until everything on the file system of this directory is on the disk, whoever wrote it: for when very many
    /// files of ours are not. Errors of earlier writes, since the directory was opened, count, too.
    pub fn sync_file_system(&self) -> Result<(), StorageError> {
        let synced = self.lock.lock().as_ref().map_or(Ok(()), DirectoryLock::sync_file_system);
        synced.map_err(failed("flushing the file system of", &self.folder))
    }

    /// Lets another broker have the directory; nothing in it may be touched from here on.
    pub fn unlock(&self) {
        drop(self.lock.lock().take());
    }

    /// The folder of a partition, there or not.
    pub fn partition_folder(&self, topic: &str, partition: i32) -> Folder {
        self.folder.folder(format!("{topic}-{partition}"))
    }

    /// The partitions in this directory, sorted by name.
    pub fn list_partitions(&self) -> Result<Vec<PartitionFolder>, StorageError> {
        let mut partitions: Vec<PartitionFolder> = folder_names(&self.folder)?
            .into_iter()
            .filter_map(|name| {
                let (topic, partition) = parse_partition(&name)?;
                Some(PartitionFolder { topic: topic.to_owned(), partition, path: self.folder.join(&name) })
            })
            .collect();
        partitions.sort_unstable_by(|a, b| (&a.topic, a.partition).cmp(&(&b.topic, b.partition)));
        Ok(partitions)
    }

    /// Where a replica on its way into this directory gathers, as Kafka names it: `TOPIC-PARTITION.ID-future`.
    pub fn create_future(&self, topic: &str, partition: i32) -> Result<Folder, StorageError> {
        let name = marked_name(&format!("{topic}-{partition}"), FUTURE_SUFFIX)?;
        let future = self.folder.folder(name);
        future.disk().create_folder(&future).map_err(failed("creating the folder", &future))?;
        Ok(future)
    }

    /// Removes what earlier moves into this directory left; of which partitions.
    pub fn take_futures(&self) -> Result<Vec<(String, i32)>, StorageError> {
        let mut futures = Vec::new();
        for name in folder_names(&self.folder)? {
            let Some(stem) = name.strip_suffix(FUTURE_SUFFIX) else { continue };
            let Some((topic, partition)) = stem.rsplit_once('.').and_then(|(name, _id)| parse_partition(name)) else {
                continue;
            };
            futures.push((topic.to_owned(), partition));
            remove_folder(&self.folder.folder(&name))?;
        }
        Ok(futures)
    }

    /// The batches of `bootstrap.checkpoint`, where there is one.
    pub fn read_bootstrap(&self) -> Result<Option<Vec<u8>>, StorageError> {
        let path = self.folder.join(BOOTSTRAP);
        match state_snapshots::read_batches(&self.folder, &path, usize::MAX) {
            Err(StorageError::Io { source, .. }) if source.kind() == ErrorKind::NotFound => Ok(None),
            read => read.map(Some),
        }
    }

    /// An absent file is an empty list. Kafka takes a damaged one for absent too; here it is an error, so that
    /// the caller can say so.
    pub fn read_checkpoint(&self, name: CheckpointName) -> Result<Vec<CheckpointEntry>, StorageError> {
        read_checkpoint(&self.folder, name)
    }

    /// Replaces the file by one with these entries, atomically and on the disk.
    pub fn write_checkpoint(&self, name: CheckpointName, entries: &[CheckpointEntry]) -> Result<(), StorageError> {
        checkpoint::write(self.folder.disk(), &self.folder.join(name.file_name()), entries)
    }
}

fn remove_deleted(directory: &Folder, entries: &[FolderEntry]) -> Result<(), StorageError> {
    let names = entries.iter().filter(|entry| entry.is_folder).filter_map(|entry| entry.name.to_str());
    let names: Vec<&str> = names.filter(|name| name.ends_with(DELETE_SUFFIX)).collect();
    if !names.is_empty() {
        // They may have had these names only since the last moment.
        atomic_file::sync_folder(directory.disk(), directory)?;
    }
    names.into_iter().try_for_each(|name| remove_folder(&directory.folder(name)))
}

fn folder_names(directory: &Folder) -> Result<Vec<String>, StorageError> {
    let entries = directory.disk().list(directory).map_err(failed("listing", directory))?;
    let folders = entries.into_iter().filter(|entry| entry.is_folder);
    Ok(folders.filter_map(|entry| entry.name.into_string().ok()).collect())
}

/// As `LogDirectory::read_checkpoint`.
pub fn read_checkpoint(folder: &Folder, name: CheckpointName) -> Result<Vec<CheckpointEntry>, StorageError> {
    checkpoint::read(folder.disk(), &folder.join(name.file_name()))
}

/// Whether the last owner of a directory stopped cleanly, as long as nobody has opened it since.
pub fn was_left_clean(folder: &Folder) -> Result<bool, StorageError> {
    Ok(atomic_file::read(folder.disk(), &folder.join(CLEAN_SHUTDOWN))?.is_some())
}

/// To which cluster a directory says that it belongs; `None`: it holds no broker's data yet.
pub fn cluster_id_of(folder: &Folder) -> Result<Option<String>, StorageError> {
    Ok(meta_properties::read(folder)?.map(|properties| properties.cluster_id))
}

fn refuse_foreign(folder: &Folder) -> Result<(), StorageError> {
    for entry in folder.disk().list(folder).map_err(failed("listing", folder))? {
        let name = entry.name.to_string_lossy();
        let ours = [".lock", LOST_AND_FOUND, "meta.properties.tmp"].contains(&&*name);
        if !ours {
            let reason = format!(
                "it holds '{name}' but no meta.properties; choose an empty directory or the right one, or restore that \
                 file if it was lost (it says version=1, cluster.id, node.id)"
            );
            return Err(StorageError::ForeignDirectory { path: folder.to_path_buf(), reason });
        }
    }
    Ok(())
}

fn check_identity(
    path: &Path,
    found: MetaProperties,
    wanted: &DirectoryIdentity,
) -> Result<MetaProperties, StorageError> {
    let foreign = |reason: String| Err(StorageError::ForeignDirectory { path: path.to_path_buf(), reason });
    if found.node_id != wanted.node_id {
        let (theirs, ours) = (found.node_id, wanted.node_id);
        return foreign(format!(
            "it belongs to node {theirs}, not {ours}; set node.id={theirs} or choose another directory"
        ));
    }
    match &wanted.cluster_id {
        Some(cluster_id) if *cluster_id != found.cluster_id => {
            foreign(format!("it belongs to cluster {}, not {cluster_id}; choose another directory", found.cluster_id))
        }
        _ => Ok(found),
    }
}

/// As Kafka does, one that was formatted long ago gets an id.
fn with_directory_id(folder: &Folder, found: MetaProperties) -> Result<MetaProperties, StorageError> {
    if found.directory_id.is_some() {
        return Ok(found);
    }
    let completed = MetaProperties { directory_id: Some(random::uuid()?), ..found };
    meta_properties::write(folder, &completed)?;
    Ok(completed)
}

fn create_identity(folder: &Folder, wanted: &DirectoryIdentity) -> Result<MetaProperties, StorageError> {
    let cluster_id = match &wanted.cluster_id {
        Some(cluster_id) => cluster_id.clone(),
        None => random::uuid()?.to_string(),
    };
    let properties = MetaProperties { cluster_id, node_id: wanted.node_id, directory_id: Some(random::uuid()?) };
    meta_properties::write(folder, &properties)?;
    Ok(properties)
}

/// Whether the marker was there. It is gone for good when this returns, also where somebody removed it before us and died
/// before that had reached the disk: a power loss would bring it back, and it would vouch for all that we write.
fn consume_marker(folder: &Folder) -> Result<bool, StorageError> {
    let disk = folder.disk();
    let was_clean = was_left_clean(folder)?;
    if was_clean {
        atomic_file::remove(disk, &folder.join(CLEAN_SHUTDOWN))?;
    }
    atomic_file::sync_folder(disk, folder)?;
    Ok(was_clean)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use std::fs;

    use super::*;

    const IDENTITY: DirectoryIdentity = DirectoryIdentity { cluster_id: None, node_id: 1 };

    #[test]
    fn is_created_once_and_keeps_its_ids() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b");
        let (cluster_id, directory_id) = {
            let directory = LogDirectory::open(&path, &IDENTITY).unwrap();
            assert!(!directory.was_clean());
            (directory.cluster_id().to_owned(), directory.directory_id())
        };
        assert_eq!(cluster_id.len(), 22);
        let directory = LogDirectory::open(&path, &IDENTITY).unwrap();
        assert_eq!((directory.cluster_id(), directory.directory_id()), (cluster_id.as_str(), directory_id));
    }

    #[test]
    fn the_marker_counts_once() {
        let folder = tempfile::tempdir().unwrap();
        let open = || LogDirectory::open(folder.path(), &IDENTITY).unwrap();
        open().mark_clean().unwrap();
        assert!(open().was_clean());
        assert!(!open().was_clean());
    }

    #[test]
    fn refuses_what_is_not_its_own() {
        let check = |prepare: &dyn Fn(&Path), identity: &DirectoryIdentity, expected: &str| {
            let folder = tempfile::tempdir().unwrap();
            prepare(folder.path());
            let error = LogDirectory::open(folder.path(), identity).unwrap_err().to_string();
            assert!(error.contains(expected) && error.contains(folder.path().to_str().unwrap()), "{error}");
        };
        let with_properties = |path: &Path| {
            let properties = MetaProperties { cluster_id: "theirs".to_owned(), node_id: 1, directory_id: None };
            meta_properties::write(&path.into(), &properties).unwrap();
        };
        let other_cluster = DirectoryIdentity { cluster_id: Some("ours".to_owned()), node_id: 1 };
        check(&|path| fs::write(path.join("thesis.tex"), "").unwrap(), &IDENTITY, "thesis.tex");
        check(&with_properties, &DirectoryIdentity { node_id: 2, ..IDENTITY }, "node.id=1");
        check(&with_properties, &other_cluster, "belongs to cluster theirs");
        check(&|path| fs::write(path.join("meta.properties"), "nonsense").unwrap(), &IDENTITY, "damaged");
    }

    #[test]
    fn a_second_owner_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let _first = LogDirectory::open(folder.path(), &IDENTITY).unwrap();
        assert!(matches!(LogDirectory::open(folder.path(), &IDENTITY), Err(StorageError::Locked { .. })));
    }

    #[test]
    fn lists_partitions_and_removes_deleted_ones() {
        let folder = tempfile::tempdir().unwrap();
        drop(LogDirectory::open(folder.path(), &IDENTITY).unwrap());
        for name in ["b-10", "b-9", "a.c-d-0", "b-1.0123abcd-delete", "b-2.0123-future", "other", "b--1", "-3"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        let directory = LogDirectory::open(folder.path(), &IDENTITY).unwrap();
        let found = directory.list_partitions().unwrap();
        let found: Vec<_> = found.iter().map(|found| (found.topic.as_str(), found.partition)).collect();
        assert_eq!(found, [("a.c-d", 0), ("b", 9), ("b", 10), ("b-", 1)]);
        assert_eq!(directory.partition_folder("b", 9).path(), folder.path().join("b-9"));
        assert!(!folder.path().join("b-1.0123abcd-delete").exists());
    }

    #[test]
    fn keeps_checkpoints_apart() {
        let folder = tempfile::tempdir().unwrap();
        let directory = LogDirectory::open(folder.path(), &IDENTITY).unwrap();
        let names = [
            CheckpointName::RecoveryPoint,
            CheckpointName::LogStart,
            CheckpointName::HighWatermark,
            CheckpointName::Cleaned,
        ];
        let entry = |offset| [CheckpointEntry { topic: "t".to_owned(), partition: 0, offset }];
        for (name, offset) in names.into_iter().zip(1..) {
            directory.write_checkpoint(name, &entry(offset)).unwrap();
        }
        for (name, offset) in names.into_iter().zip(1..) {
            assert_eq!(directory.read_checkpoint(name).unwrap(), entry(offset));
        }
    }
}
