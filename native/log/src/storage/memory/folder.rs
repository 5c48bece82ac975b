//! A folder in memory: names of files and folders.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use parking_lot::Mutex;

use super::file::FileNode;
use super::power_loss::{NameChange, NameOrder, UnflushedNames};
use super::random::Random;
use crate::storage::disk::FolderEntry;

#[derive(Clone, Debug)]
pub(super) enum Entry {
    File(Arc<FileNode>),
    Folder(Arc<FolderNode>),
}

pub(super) type Names = BTreeMap<OsString, Entry>;

#[derive(Debug)]
pub(super) struct FolderNode {
    state: Mutex<FolderState>,
}

#[derive(Debug)]
struct FolderState {
    names: Names,
    /// Where the disk keeps a history.
    unflushed: Option<UnflushedNames>,
}

impl FolderState {
    fn change(&mut self, change: NameChange) {
        change.apply(&mut self.names);
        if let Some(unflushed) = &mut self.unflushed {
            unflushed.add(change);
        }
    }

    fn flush(&mut self) {
        if let Some(unflushed) = &mut self.unflushed {
            unflushed.flush();
        }
    }
}

impl FolderNode {
    pub(super) fn new(keeps_history: bool) -> Arc<Self> {
        Self::with(Names::new(), keeps_history.then(UnflushedNames::default))
    }

    /// One that begins as a folder of the real disk.
    pub(super) fn over(path: &Path, depth_max: u32) -> io::Result<Arc<Self>> {
        let mut names = Names::new();
        let entries = if depth_max == 0 { None } else { Some(fs::read_dir(path)?) };
        for entry in entries.into_iter().flatten() {
            let entry = entry?;
            let metadata = match fs::metadata(entry.path()) {
                // A link that leads nowhere.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                metadata => metadata?,
            };
            let node = if metadata.is_dir() {
                Entry::Folder(Self::over(&entry.path(), depth_max - 1)?)
            } else {
                Entry::File(FileNode::over(entry.path(), &metadata)?)
            };
            names.insert(entry.file_name(), node);
        }
        Ok(Self::with(names, None))
    }

    fn with(names: Names, unflushed: Option<UnflushedNames>) -> Arc<Self> {
        Arc::new(Self { state: Mutex::new(FolderState { names, unflushed }) })
    }

    /// The folder that holds the last name of `path`, and that name.
    pub(super) fn parent_of(self: &Arc<Self>, path: &Path) -> io::Result<(Arc<Self>, OsString)> {
        let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        let folder = path.parent().map_or(Ok(Arc::clone(self)), |parent| self.folder(parent))?;
        Ok((folder, name.to_os_string()))
    }

    pub(super) fn folder(self: &Arc<Self>, path: &Path) -> io::Result<Arc<Self>> {
        match self.find(path)? {
            Entry::Folder(folder) => Ok(folder),
            Entry::File(_) => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    pub(super) fn find(self: &Arc<Self>, path: &Path) -> io::Result<Entry> {
        let mut found = Entry::Folder(Arc::clone(self));
        for component in path.components() {
            let name = match component {
                Component::RootDir | Component::CurDir => continue,
                Component::Normal(name) => name,
                Component::Prefix(drive) => {
                    found = self.drive(drive.as_os_str());
                    continue;
                }
                Component::ParentDir => return Err(io::ErrorKind::InvalidInput.into()),
            };
            found = match found {
                Entry::Folder(folder) => folder.get(name).ok_or(io::ErrorKind::NotFound)?,
                Entry::File(_) => return Err(io::ErrorKind::NotADirectory.into()),
            };
        }
        Ok(found)
    }

    /// As `C:` of Windows, which every disk has.
    fn drive(&self, name: &OsStr) -> Entry {
        let mut state = self.state.lock();
        if let Some(known) = state.names.get(name) {
            return known.clone();
        }
        let drive = Entry::Folder(Self::new(state.unflushed.is_some()));
        let put = NameChange { removed: None, put: Some((name.to_os_string(), drive.clone())) };
        state.change(put);
        state.flush();
        drive
    }

    pub(super) fn get(&self, name: &OsStr) -> Option<Entry> {
        self.state.lock().names.get(name).cloned()
    }

    pub(super) fn list(&self) -> Vec<FolderEntry> {
        let entry = |(name, entry): (&OsString, &Entry)| FolderEntry {
            name: name.clone(),
            is_folder: matches!(entry, Entry::Folder(_)),
        };
        self.state.lock().names.iter().map(entry).collect()
    }

    pub(super) fn put(&self, name: &OsStr, entry: Entry) {
        self.change(NameChange { removed: None, put: Some((name.to_os_string(), entry)) });
    }

    pub(super) fn remove(&self, name: &OsStr) {
        self.change(NameChange { removed: Some(name.to_os_string()), put: None });
    }

    /// In one step, as within one folder.
    pub(super) fn rename(&self, from: &OsStr, to: &OsStr, entry: Entry) {
        self.change(NameChange { removed: Some(from.to_os_string()), put: Some((to.to_os_string(), entry)) });
    }

    fn change(&self, change: NameChange) {
        self.state.lock().change(change);
    }

    pub(super) fn sync(&self) {
        self.state.lock().flush();
    }

    /// With everything in it.
    pub(super) fn sync_all(&self) {
        let mut state = self.state.lock();
        state.flush();
        for entry in state.names.values() {
            match entry {
                Entry::File(file) => file.sync(),
                Entry::Folder(folder) => folder.sync_all(),
            }
        }
    }

    pub(super) fn copy(&self) -> Arc<Self> {
        let state = self.state.lock();
        let mut copies = Copies::default();
        let names = copies.names(&state.names);
        let unflushed = state.unflushed.as_ref().map(|unflushed| unflushed.copy(&mut |entry| copies.entry(entry)));
        Self::with(names, unflushed)
    }

    pub(super) fn survivor(&self, order: NameOrder, random: &mut Random) -> Arc<Self> {
        let state = self.state.lock();
        let survived =
            state.unflushed.as_ref().map_or_else(|| state.names.clone(), |names| names.survivor(order, random));
        let names: Names = survived
            .into_iter()
            .map(|(name, entry)| match entry {
                Entry::File(file) => (name, Entry::File(file.survivor(random))),
                Entry::Folder(folder) => (name, Entry::Folder(folder.survivor(order, random))),
            })
            .collect();
        let unflushed = state.unflushed.as_ref().map(|_| UnflushedNames::flushed(names.clone()));
        Self::with(names, unflushed)
    }

    pub(super) fn collect_files(&self, path: &Path, found: &mut Vec<PathBuf>) {
        for (name, entry) in &self.state.lock().names {
            match entry {
                Entry::File(_) => found.push(path.join(name)),
                Entry::Folder(folder) => folder.collect_files(&path.join(name), found),
            }
        }
    }
}

/// A file or folder that goes by several names, now and on the disk, is copied once.
#[derive(Default)]
struct Copies {
    files: Vec<(Arc<FileNode>, Arc<FileNode>)>,
    folders: Vec<(Arc<FolderNode>, Arc<FolderNode>)>,
}

impl Copies {
    fn names(&mut self, names: &Names) -> Names {
        names.iter().map(|(name, entry)| (name.clone(), self.entry(entry))).collect()
    }

    fn entry(&mut self, entry: &Entry) -> Entry {
        match entry {
            Entry::File(file) => Entry::File(copied(&mut self.files, file, FileNode::copy)),
            Entry::Folder(folder) => Entry::Folder(copied(&mut self.folders, folder, FolderNode::copy)),
        }
    }
}

fn copied<T>(known: &mut Vec<(Arc<T>, Arc<T>)>, original: &Arc<T>, copy: impl Fn(&T) -> Arc<T>) -> Arc<T> {
    if let Some((_, copy)) = known.iter().find(|(known, _)| Arc::ptr_eq(known, original)) {
        return Arc::clone(copy);
    }
    let made = copy(original);
    known.push((Arc::clone(original), Arc::clone(&made)));
    made
}
