//! The log directories of one broker (`log.dirs`): which are online, where a partition lives, where a new one goes.
//!
//! A directory that cannot be used takes its own partitions offline and nothing else. Called by the broker at start and
//! close, by `control` when partitions are opened and deleted.
//!
//! Invariant: a partition counts in exactly one directory, the one that `Directory` hands out for it; a directory that
//! has gone offline does not come back before the next start. Source: Kafka's LogManager.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use arc_swap::ArcSwapOption;
use log::storage::{Disk, Folder};
use log::{DirectoryIdentity, LogDirectory, PartitionFolder, StorageError};
use parking_lot::Mutex;
use partition::{FaultListener, GroupFlush};
use wire::Uuid;

use crate::broker::Broker;
use crate::checkpoints::Checkpoints;
use crate::control::{MovedPartition, PartitionSpec};
use crate::directory_faults::DirectoryFaults;
use crate::limits::ROUNDS_AT_ONCE_MAX;
use crate::metadata_look;

/// Kafka's directory id of a replica that no directory was chosen for, and that of one from before directories had ids.
const UNASSIGNED: Uuid = Uuid([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
const MIGRATING: Uuid = Uuid([0; 16]);

/// One entry of `log.dirs`.
pub struct Directory {
    /// Position in `log.dirs`.
    pub index: usize,
    pub folder: Folder,
    /// None: it could not be opened at the start.
    opened: Option<Opened>,
    /// Why it is offline, once it is.
    failure: ArcSwapOption<String>,
}

pub struct Opened {
    pub log: LogDirectory,
    pub checkpoints: Checkpoints,
    /// The folders of partitions that the start found, until somebody has looked for strays among them.
    found: Mutex<Vec<PartitionFolder>>,
    /// Which partitions were moving here when the broker stopped.
    moving: Vec<(String, i32)>,
}

impl Opened {
    pub(crate) fn take_found(&self) -> Vec<PartitionFolder> {
        std::mem::take(&mut *self.found.lock())
    }
}

impl Directory {
    /// None when it is offline.
    pub fn online(&self) -> Option<&Opened> {
        if self.failure.load().is_some() { None } else { self.opened.as_ref() }
    }

    /// Also of one that has failed since.
    pub fn opened(&self) -> Option<&Opened> {
        self.opened.as_ref()
    }

    /// Where many partitions can be flushed at once: a disk in memory has nothing to gain from it.
    pub fn group_flush(&self, journal_file_bytes_max: u64) -> Option<GroupFlush> {
        let opened = self.opened.as_ref().filter(|_| matches!(self.folder.disk(), Disk::Real))?;
        Some(GroupFlush::new(self.index, opened.log.journal(journal_file_bytes_max, ROUNDS_AT_ONCE_MAX)))
    }

    pub fn id(&self) -> Option<Uuid> {
        self.opened.as_ref().map(|opened| opened.log.directory_id())
    }

    pub fn failure(&self) -> Option<Arc<String>> {
        self.failure.load_full()
    }

    /// Takes it offline; false when it was already.
    pub fn fail(&self, reason: &str) -> bool {
        self.failure.rcu(|known| Some(known.clone().unwrap_or_else(|| Arc::new(reason.to_owned())))).is_none()
    }
}

pub struct Directories {
    all: Vec<Arc<Directory>>,
    cluster_id: String,
    placed: Mutex<Placed>,
    /// Of each directory, for its partitions.
    listeners: OnceLock<Vec<Arc<dyn FaultListener>>>,
}

#[derive(Default)]
struct Placed {
    /// Of each directory.
    counts: Vec<usize>,
    /// Folders that the start found; those of one directory are not looked up.
    found: HashMap<(String, i32), Vec<usize>>,
    /// Where partitions were moving when the broker stopped.
    moving: HashMap<(String, i32), usize>,
}

/// Why no directory was found for a partition.
#[derive(Debug, thiserror::Error)]
pub enum PlacementError {
    #[error("its log directory {0} is not among those online")]
    Offline(Uuid),
    #[error("no log directory is online")]
    NoneOnline,
}

impl Directories {
    /// Opens and locks them. One that the disk refuses, or whose meta.properties is damaged, is offline; the first one,
    /// which holds the metadata log, must open. The texts say what was found damaged or missing.
    pub fn open(folders: &[Folder], wanted: &DirectoryIdentity) -> Result<(Directories, Vec<String>), StorageError> {
        let mut identity = wanted.clone();
        if identity.cluster_id.is_none() {
            identity.cluster_id = folders.iter().find_map(|folder| log::cluster_id_of(folder).ok().flatten());
        }
        let (mut all, mut texts) = (Vec::new(), Vec::new());
        for (index, folder) in folders.iter().enumerate() {
            let directory = match open_one(index, folder, &identity) {
                Ok((opened, damage)) => {
                    identity.cluster_id.get_or_insert_with(|| opened.log.cluster_id().to_owned());
                    texts.extend(damage);
                    Directory { index, folder: folder.clone(), opened: Some(opened), failure: ArcSwapOption::empty() }
                }
                Err(error @ (StorageError::Io { .. } | StorageError::Corrupt { .. })) if index > 0 => {
                    let failure = error.to_string();
                    texts.push(format!("log directory {} is offline: {failure}", folder.display()));
                    let failure = ArcSwapOption::from_pointee(failure);
                    Directory { index, folder: folder.clone(), opened: None, failure }
                }
                Err(error) => return Err(error),
            };
            all.push(Arc::new(directory));
        }
        refuse_twins(&all)?;
        let counts = vec![0; all.len()];
        let found = if all.len() > 1 { found_folders(&all) } else { HashMap::new() };
        let moving = interrupted_moves(&all);
        let cluster_id = identity.cluster_id.unwrap_or_default();
        let placed = Mutex::new(Placed { counts, found, moving });
        Ok((Directories { all, cluster_id, placed, listeners: OnceLock::new() }, texts))
    }

    pub fn cluster_id(&self) -> &str {
        &self.cluster_id
    }

    pub fn all(&self) -> &[Arc<Directory>] {
        &self.all
    }

    pub fn get(&self, index: usize) -> Option<&Arc<Directory>> {
        self.all.get(index)
    }

    pub fn any_online(&self) -> bool {
        self.all.iter().any(|directory| directory.online().is_some())
    }

    /// Whether every directory was left by a clean shutdown.
    pub fn were_clean(&self) -> bool {
        self.all.iter().all(|directory| directory.opened().is_none_or(|opened| opened.log.was_clean()))
    }

    /// From now on `broker` hears of faults.
    pub fn listen(&self, broker: &Arc<Broker>) {
        self.listeners.get_or_init(|| {
            let listener = |directory: &Arc<Directory>| DirectoryFaults::listener(directory.index, broker);
            self.all.iter().map(listener).collect()
        });
    }

    pub fn listener(&self, index: usize) -> Option<Arc<dyn FaultListener>> {
        self.listeners.get()?.get(index).cloned()
    }

    /// What the metadata does not know of a partition that was opened in this directory.
    pub fn moved(&self, spec: &PartitionSpec, index: usize) -> Option<MovedPartition> {
        let directory_id = self.get(index)?.id()?;
        let partition = spec.partition;
        (directory_id != spec.directory_id).then(|| MovedPartition {
            topic: spec.topic.to_string(),
            partition,
            directory_id,
        })
    }

    /// Where the partition lives: where its folder is, else where `assigned` says, else, if nobody has said, in the
    /// directory with the fewest partitions. It counts there from now on.
    pub fn place(&self, topic: &str, partition: i32, assigned: Uuid) -> Result<Arc<Directory>, PlacementError> {
        let mut placed = self.placed.lock();
        let directory = match self.only() {
            Some(only) => only,
            None => self.choose(&placed, topic, partition, assigned)?,
        };
        if let Some(count) = placed.counts.get_mut(directory.index) {
            *count += 1;
        }
        Ok(Arc::clone(directory))
    }

    /// The directory at this path, as `log.dirs` names it.
    pub fn at_path(&self, path: &str) -> Option<&Arc<Directory>> {
        self.all.iter().find(|directory| directory.folder.as_os_str() == path)
    }

    /// Other directories in which the start found a folder of the partition, left by a crash in the moment of a move.
    pub fn take_twins(&self, topic: &str, partition: i32, home: usize) -> Vec<Arc<Directory>> {
        let mut placed = self.placed.lock();
        let Some(found) = placed.found.get_mut(&(topic.to_owned(), partition)) else { return Vec::new() };
        let twins = found.iter().filter(|index| **index != home).filter_map(|index| self.all.get(*index).cloned());
        let twins = twins.collect();
        found.retain(|index| *index == home);
        twins
    }

    /// Where the partition was moving when the broker stopped; the first call takes it.
    pub fn take_interrupted_move(&self, topic: &str, partition: i32) -> Option<Arc<Directory>> {
        let index = self.placed.lock().moving.remove(&(topic.to_owned(), partition))?;
        self.all.get(index).cloned()
    }

    /// The partition lives in another directory from now on.
    pub fn moved_over(&self, topic: &str, partition: i32, from: usize, to: usize) {
        let mut placed = self.placed.lock();
        if let Some(count) = placed.counts.get_mut(from) {
            *count = count.saturating_sub(1);
        }
        if let Some(count) = placed.counts.get_mut(to) {
            *count += 1;
        }
        placed.found.remove(&(topic.to_owned(), partition));
    }

    /// The partition is no longer open there; `gone`: its folder neither is.
    pub fn leave(&self, topic: &str, partition: i32, index: usize, gone: bool) {
        let mut placed = self.placed.lock();
        if let Some(count) = placed.counts.get_mut(index) {
            *count = count.saturating_sub(1);
        }
        if gone {
            placed.found.remove(&(topic.to_owned(), partition));
        }
    }

    /// The start found a folder there that holds no partition.
    pub fn forget_folder(&self, topic: &str, partition: i32, index: usize) {
        if let Some(found) = self.placed.lock().found.get_mut(&(topic.to_owned(), partition)) {
            found.retain(|other| *other != index);
        }
    }

    /// With one directory there is nothing to choose, whatever id somebody wrote down.
    fn only(&self) -> Option<&Arc<Directory>> {
        match self.all.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    fn choose(
        &self,
        placed: &Placed,
        topic: &str,
        partition: i32,
        assigned: Uuid,
    ) -> Result<&Arc<Directory>, PlacementError> {
        let of_id = self.all.iter().find(|directory| directory.id() == Some(assigned));
        // An id that nobody knows is that of a directory which is offline or was taken away: a folder of that name
        // elsewhere is an older one.
        if of_id.is_none() && ![UNASSIGNED, MIGRATING].contains(&assigned) {
            return Err(PlacementError::Offline(assigned));
        }
        let found = placed.found.get(&(topic.to_owned(), partition)).map(Vec::as_slice).unwrap_or_default();
        let there = of_id.filter(|directory| found.contains(&directory.index));
        let there = there.or_else(|| self.all.get(*found.first()?));
        if let Some(directory) = there.or(of_id) {
            return if directory.online().is_some() { Ok(directory) } else { Err(PlacementError::Offline(assigned)) };
        }
        if assigned == MIGRATING && self.all.iter().any(|directory| directory.id().is_none()) {
            return Err(PlacementError::Offline(assigned));
        }
        let online = self.all.iter().filter(|directory| directory.online().is_some());
        let fewest = online.min_by_key(|directory| placed.counts.get(directory.index));
        fewest.ok_or(PlacementError::NoneOnline)
    }
}

fn open_one(
    index: usize,
    folder: &Folder,
    identity: &DirectoryIdentity,
) -> Result<(Opened, Vec<String>), StorageError> {
    let log = match index {
        0 => LogDirectory::open_after(folder.clone(), identity, metadata_look::refuse_damage)?,
        _ => LogDirectory::open(folder.clone(), identity)?,
    };
    let found = log.list_partitions()?;
    let (checkpoints, mut texts) = Checkpoints::read(&log, &found)?;
    let moving = log.take_futures()?;
    if log.put_back_count() > 0 {
        let (count, folder) = (log.put_back_count(), folder.display());
        texts.push(format!("{count} batches that a power loss took from logs in {folder} are back, from its journal"));
    }
    Ok((Opened { log, checkpoints, found: Mutex::new(found), moving }, texts))
}

/// A directory that was copied with its `meta.properties` cannot be told from its original.
fn refuse_twins(all: &[Arc<Directory>]) -> Result<(), StorageError> {
    let mut known: HashMap<Uuid, &Directory> = HashMap::new();
    for directory in all {
        let Some(id) = directory.id() else { continue };
        if let Some(twin) = known.insert(id, directory) {
            let reason = format!(
                "its directory.id is that of {}; give log.dirs two different directories, or remove the \
                 meta.properties of the one that is a copy",
                twin.folder.display()
            );
            return Err(StorageError::ForeignDirectory { path: directory.folder.to_path_buf(), reason });
        }
    }
    Ok(())
}

/// A move that a stop of the broker interrupted begins anew: its future folder says only where it was to go.
fn interrupted_moves(all: &[Arc<Directory>]) -> HashMap<(String, i32), usize> {
    let online = all.iter().filter_map(|directory| Some((directory.index, directory.online()?)));
    online.flat_map(|(index, opened)| opened.moving.iter().map(move |name| (name.clone(), index))).collect()
}

fn found_folders(all: &[Arc<Directory>]) -> HashMap<(String, i32), Vec<usize>> {
    let mut found: HashMap<_, Vec<usize>> = HashMap::new();
    for directory in all {
        let Some(opened) = directory.online() else { continue };
        for folder in opened.found.lock().iter() {
            found.entry((folder.topic.clone(), folder.partition)).or_default().push(directory.index);
        }
    }
    found
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use log::storage::Disk;
    use log::storage::memory::{Call, Fault, MemoryDisk, Operation};

    use super::*;

    const IDENTITY: DirectoryIdentity = DirectoryIdentity { cluster_id: None, node_id: 1 };
    const IO_ERROR: i32 = 5;

    #[test]
    fn a_directory_whose_remains_cannot_be_removed_is_offline_and_no_other() {
        let disk = MemoryDisk::new();
        let folders = ["/one", "/two"].map(|path| Folder::new(Disk::Memory(disk.clone()), path));
        drop(Directories::open(&folders, &IDENTITY).unwrap());
        for name in ["t-0.0123-future", "t-1.0123-delete"] {
            let left = folders[1].folder(name);
            left.disk().create_folders(&left).unwrap();
            disk.set_faults(|call: &Call<'_>| {
                (call.operation == Operation::RemoveFolder).then_some(Fault::Error(IO_ERROR))
            });
            let (directories, texts) = Directories::open(&folders, &IDENTITY).unwrap();
            let online: Vec<bool> = directories.all().iter().map(|directory| directory.online().is_some()).collect();
            assert_eq!(online, [true, false]);
            assert!(texts.iter().any(|text| text.contains(name)), "{texts:?}");
            drop(directories);
            disk.clear_faults();
            let (directories, _) = Directories::open(&folders, &IDENTITY).unwrap();
            assert!(directories.all().iter().all(|directory| directory.online().is_some()));
            let moving = directories.take_interrupted_move("t", 0).map(|directory| directory.index);
            assert_eq!(moving, name.ends_with("future").then_some(1));
        }
    }
}
