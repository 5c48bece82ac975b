//! A disk in memory: for brokers that need no other, and for tests, which make it fail, crash and lose power.
//!
//! ```text
//!   MemoryDisk ── names ── FolderNode ── entries ── FileNode ── Pages
//!       └ faults: asked before every call         └ what is not flushed, where the disk keeps a history
//! ```
//! Tests: `MemoryDisk::with_history()` remembers what was not flushed; `set_faults` decides over every call;
//! `after_kill` and `after_power_loss` give the disk that the next start finds.
//! Invariant: the same calls and the same seed give the same disk.

mod faults;
mod file;
mod folder;
mod pages;
mod power_loss;
mod random;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parking_lot::{Mutex, RwLock};

pub use self::faults::{Call, Fault, Operation};
pub use self::file::MemoryFile;
pub use self::power_loss::NameOrder;
pub use self::random::Random;

use self::faults::Faults;
use self::file::FileNode;
use self::folder::{Entry, FolderNode};
use super::disk::{FileFacts, FolderEntry, WHOLE_FILE_BYTES_MAX};
use super::open_files::OpenFiles;

/// A log directory, partitions in it, and one to spare.
const FOLDER_DEPTH_MAX: u32 = 3;

#[derive(Clone, Debug)]
pub struct MemoryDisk {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    /// Held by every operation on names.
    root: Mutex<Arc<FolderNode>>,
    /// Shared by all changes of files; held alone, after `root`, by whoever wants the disk of one moment.
    moving: RwLock<()>,
    faults: Faults,
    locked: Mutex<BTreeSet<PathBuf>>,
    keeps_history: bool,
    open_files: OpenFiles,
}

/// Held until it is dropped.
#[derive(Debug)]
pub(crate) struct MemoryLock {
    shared: Arc<Shared>,
    path: PathBuf,
}

impl MemoryLock {
    /// Of the whole disk.
    pub(crate) fn sync_file_system(&self) -> io::Result<()> {
        self.shared.faults.begin(Operation::SyncFileSystem, &self.path, 0)?;
        self.shared.root.lock().sync_all();
        Ok(())
    }
}

impl Drop for MemoryLock {
    fn drop(&mut self) {
        self.shared.locked.lock().remove(&self.path);
    }
}

impl Default for MemoryDisk {
    fn default() -> Self {
        Self::new()
    }
}

impl MemoryDisk {
    pub fn new() -> Self {
        Self::with_root(FolderNode::new(false), false)
    }

    /// One that can lose power.
    pub fn with_history() -> Self {
        Self::with_root(FolderNode::new(true), true)
    }

    /// One that begins as these folders of the real disk are. They are read when asked for, and never changed: what is
    /// written stays in memory. For looking at what a start would do.
    pub fn over(folders: &[PathBuf]) -> io::Result<Self> {
        let disk = Self::new();
        for path in folders {
            if let Some(parent) = path.parent() {
                disk.create_folders(parent)?;
            }
            let root = disk.shared.root.lock();
            let (folder, name) = root.parent_of(path)?;
            folder.put(&name, Entry::Folder(FolderNode::over(path, FOLDER_DEPTH_MAX)?));
        }
        Ok(disk)
    }

    fn with_root(root: Arc<FolderNode>, keeps_history: bool) -> Self {
        let shared = Shared {
            root: Mutex::new(root),
            moving: RwLock::default(),
            faults: Faults::default(),
            locked: Mutex::default(),
            keeps_history,
            open_files: OpenFiles::default(),
        };
        Self { shared: Arc::new(shared) }
    }

    /// Asks `decide` before every call from now on; what it answers happens instead.
    pub fn set_faults(&self, decide: impl FnMut(&Call<'_>) -> Option<Fault> + Send + 'static) {
        self.shared.faults.set(Some(Box::new(decide)));
    }

    pub fn clear_faults(&self) {
        self.shared.faults.set(None);
    }

    /// The files that logs keep open here; without a limit at first.
    pub fn open_files(&self) -> &OpenFiles {
        &self.shared.open_files
    }

    /// Whether a fault has ended the process that uses it.
    pub fn is_dead(&self) -> bool {
        self.shared.faults.is_dead()
    }

    /// How many calls there have been.
    pub fn call_count(&self) -> u64 {
        self.shared.faults.call_count()
    }

    /// The disk after the death of the process: everything that was written is there, as of one moment. Whoever still
    /// holds the old disk cannot change this one. Contents are shared until one of the two writes.
    pub fn after_kill(&self) -> Self {
        let root = self.shared.root.lock();
        let _still = self.shared.moving.write();
        self.successor(root.copy())
    }

    /// The disk after a power loss: what was flushed, and of the rest whatever `random` lets arrive.
    pub fn after_power_loss(&self, order: NameOrder, random: &mut Random) -> Self {
        let root = self.shared.root.lock();
        let _still = self.shared.moving.write();
        self.successor(root.survivor(order, random))
    }

    fn successor(&self, root: Arc<FolderNode>) -> Self {
        let disk = Self::with_root(root, self.shared.keeps_history);
        disk.open_files().set_limit(self.open_files().limit());
        disk
    }

    /// Inverts one bit of a file.
    pub fn flip_bit(&self, path: &Path, bit: u64) -> io::Result<()> {
        let root = self.shared.root.lock();
        self.file_node(&root, path)?.flip_bit(bit);
        Ok(())
    }

    /// Paths of all files, sorted.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut paths = Vec::new();
        self.shared.root.lock().collect_files(Path::new("/"), &mut paths);
        paths
    }

    pub(super) fn open(&self, path: &Path) -> io::Result<MemoryFile> {
        self.begin(Operation::Open, path)?;
        self.existing(path, true)
    }

    pub(super) fn open_read_only(&self, path: &Path) -> io::Result<MemoryFile> {
        self.begin(Operation::Open, path)?;
        self.existing(path, false)
    }

    fn existing(&self, path: &Path, writable: bool) -> io::Result<MemoryFile> {
        let node = self.file_node(&self.shared.root.lock(), path)?;
        Ok(self.handle(node, path, writable))
    }

    pub(super) fn create(&self, path: &Path) -> io::Result<MemoryFile> {
        let file = self.open_or_create(path)?;
        file.empty()?;
        Ok(file)
    }

    pub(super) fn open_or_create(&self, path: &Path) -> io::Result<MemoryFile> {
        self.begin(Operation::Create, path)?;
        let root = self.shared.root.lock();
        let (folder, name) = root.parent_of(path)?;
        let node = match folder.get(&name) {
            Some(Entry::File(node)) => node,
            Some(Entry::Folder(_)) => return Err(io::ErrorKind::IsADirectory.into()),
            None => {
                let node = FileNode::new(self.shared.keeps_history);
                folder.put(&name, Entry::File(Arc::clone(&node)));
                node
            }
        };
        Ok(self.handle(node, path, true))
    }

    pub(super) fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let file = self.open_read_only(path)?;
        let size_bytes = file.size_bytes()?;
        if size_bytes > WHOLE_FILE_BYTES_MAX {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let mut bytes = vec![0; size_bytes as usize];
        file.read_exact_at(&mut bytes, 0)?;
        Ok(bytes)
    }

    pub(super) fn facts(&self, path: &Path) -> io::Result<FileFacts> {
        self.begin(Operation::Facts, path)?;
        match self.shared.root.lock().find(path)? {
            Entry::File(node) => Ok(node.facts()),
            Entry::Folder(_) => Ok(FileFacts { size_bytes: 0, modified: std::time::UNIX_EPOCH, is_folder: true }),
        }
    }

    pub(super) fn list(&self, path: &Path) -> io::Result<Vec<FolderEntry>> {
        self.begin(Operation::List, path)?;
        Ok(self.shared.root.lock().folder(path)?.list())
    }

    pub(super) fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.begin(Operation::CreateFolder, path)?;
        let root = self.shared.root.lock();
        let (folder, name) = root.parent_of(path)?;
        if folder.get(&name).is_some() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        folder.put(&name, Entry::Folder(FolderNode::new(self.shared.keeps_history)));
        Ok(())
    }

    pub(super) fn create_folders(&self, path: &Path) -> io::Result<()> {
        let mut ancestors: Vec<&Path> = path.ancestors().filter(|folder| folder.file_name().is_some()).collect();
        ancestors.reverse();
        for folder in ancestors {
            let found = self.shared.root.lock().find(folder);
            match found {
                Ok(Entry::Folder(_)) => {}
                Ok(Entry::File(_)) => return Err(io::ErrorKind::NotADirectory.into()),
                Err(_) => self.create_folder(folder)?,
            }
        }
        Ok(())
    }

    pub(super) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.begin(Operation::Rename, from)?;
        let root = self.shared.root.lock();
        let (old_folder, old_name) = root.parent_of(from)?;
        let (new_folder, new_name) = root.parent_of(to)?;
        let entry = old_folder.get(&old_name).ok_or(io::ErrorKind::NotFound)?;
        match (&entry, new_folder.get(&new_name)) {
            (Entry::File(_), Some(Entry::Folder(_))) => return Err(io::ErrorKind::IsADirectory.into()),
            (Entry::Folder(_), Some(Entry::File(_))) => return Err(io::ErrorKind::NotADirectory.into()),
            (Entry::Folder(_), Some(Entry::Folder(there))) if !there.list().is_empty() => {
                return Err(io::ErrorKind::DirectoryNotEmpty.into());
            }
            _ => {}
        }
        if Arc::ptr_eq(&old_folder, &new_folder) {
            old_folder.rename(&old_name, &new_name, entry);
        } else {
            new_folder.put(&new_name, entry);
            old_folder.remove(&old_name);
        }
        Ok(())
    }

    pub(super) fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.begin(Operation::RemoveFile, path)?;
        let root = self.shared.root.lock();
        let (folder, name) = root.parent_of(path)?;
        match folder.get(&name) {
            Some(Entry::File(_)) => {
                folder.remove(&name);
                Ok(())
            }
            Some(Entry::Folder(_)) => Err(io::ErrorKind::IsADirectory.into()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// Name by name, as the system does it: it can fail in the middle.
    pub(super) fn remove_folder(&self, path: &Path) -> io::Result<()> {
        for entry in self.list(path)? {
            let inner = path.join(entry.name);
            if entry.is_folder { self.remove_folder(&inner)? } else { self.remove_file(&inner)? }
        }
        self.begin(Operation::RemoveFolder, path)?;
        let root = self.shared.root.lock();
        let (folder, name) = root.parent_of(path)?;
        folder.remove(&name);
        Ok(())
    }

    pub(super) fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.begin(Operation::SyncFolder, path)?;
        self.shared.root.lock().folder(path)?.sync();
        Ok(())
    }

    /// `None`: somebody has it.
    pub(super) fn lock(&self, path: &Path) -> io::Result<Option<MemoryLock>> {
        self.open_or_create(path)?;
        let is_free = self.shared.locked.lock().insert(path.to_path_buf());
        Ok(is_free.then(|| MemoryLock { shared: Arc::clone(&self.shared), path: path.to_path_buf() }))
    }

    fn begin(&self, operation: Operation, path: &Path) -> io::Result<()> {
        self.shared.faults.begin(operation, path, 0).map(|_| ())
    }

    fn handle(&self, node: Arc<FileNode>, path: &Path, writable: bool) -> MemoryFile {
        MemoryFile::new(node, Arc::clone(&self.shared), path, writable)
    }

    fn file_node(&self, root: &Arc<FolderNode>, path: &Path) -> io::Result<Arc<FileNode>> {
        match root.find(path)? {
            Entry::File(node) => Ok(node),
            Entry::Folder(_) => Err(io::ErrorKind::IsADirectory.into()),
        }
    }
}
