//! A file in memory, and an open handle of it. A file that was renamed or removed lives on in its handles.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use parking_lot::{Mutex, RwLock};

use super::Shared;
use super::faults::Operation;
use super::pages::Pages;
use super::power_loss::{Change, Unflushed};
use crate::storage::disk::FileFacts;

#[derive(Debug)]
pub(super) struct FileNode {
    pages: RwLock<Pages>,
    modified: Mutex<SystemTime>,
    /// Where the disk keeps a history.
    unflushed: Option<Mutex<Unflushed>>,
}

impl FileNode {
    pub(super) fn new(keeps_history: bool) -> Arc<Self> {
        Self::with(Pages::default(), keeps_history.then(Unflushed::default))
    }

    pub(super) fn with(pages: Pages, unflushed: Option<Unflushed>) -> Arc<Self> {
        Arc::new(Self {
            pages: RwLock::new(pages),
            modified: Mutex::new(SystemTime::now()),
            unflushed: unflushed.map(Mutex::new),
        })
    }

    /// One that begins as a file of the real disk, which stays as it is.
    pub(super) fn over(path: PathBuf, metadata: &fs::Metadata) -> io::Result<Arc<Self>> {
        let node = Self::with(Pages::over(path, metadata.len()), None);
        *node.modified.lock() = metadata.modified()?;
        Ok(node)
    }

    pub(super) fn copy(&self) -> Arc<Self> {
        let unflushed = self.unflushed.as_ref().map(|unflushed| unflushed.lock().clone());
        let copy = Self::with(self.pages.read().clone(), unflushed);
        *copy.modified.lock() = *self.modified.lock();
        copy
    }

    pub(super) fn sync(&self) {
        if let Some(unflushed) = &self.unflushed {
            unflushed.lock().flush();
        }
    }

    /// What of the file outlives a power loss, if it keeps a history.
    pub(super) fn survivor(&self, random: &mut super::Random) -> Arc<Self> {
        match &self.unflushed {
            Some(unflushed) => {
                let pages = unflushed.lock().survivor(random);
                Self::with(pages.clone(), Some(Unflushed::flushed(pages)))
            }
            None => self.copy(),
        }
    }

    pub(super) fn facts(&self) -> FileFacts {
        FileFacts { size_bytes: self.pages.read().size_bytes(), modified: *self.modified.lock(), is_folder: false }
    }

    pub(super) fn flip_bit(&self, bit: u64) {
        let mut byte = [0];
        let mut pages = self.pages.write();
        if pages.read(&mut byte, bit / 8).is_ok() {
            let [value] = byte;
            pages.write(&[value ^ (1 << (bit % 8))], bit / 8);
        }
    }

    fn change(&self, change: Change) -> io::Result<()> {
        let mut pages = self.pages.write();
        if let Change::Write { position, bytes } = &change {
            pages.prepare(*position, bytes.len())?;
        }
        change.apply(&mut pages);
        *self.modified.lock() = SystemTime::now();
        if let Some(unflushed) = &self.unflushed {
            unflushed.lock().add(change);
        }
        Ok(())
    }
}

#[derive(Debug)]
pub struct MemoryFile {
    node: Arc<FileNode>,
    shared: Arc<Shared>,
    path: Box<Path>,
    writable: bool,
}

impl MemoryFile {
    pub(super) fn new(node: Arc<FileNode>, shared: Arc<Shared>, path: &Path, writable: bool) -> Self {
        Self { node, shared, path: path.into(), writable }
    }

    pub(in crate::storage) fn read_exact_at(&self, bytes: &mut [u8], position: u64) -> io::Result<()> {
        self.begin(Operation::Read, bytes.len())?;
        self.node.pages.read().read(bytes, position)
    }

    pub(in crate::storage) fn write_all_at(&self, bytes: &[u8], position: u64) -> io::Result<()> {
        self.check_writable()?;
        let torn = self.begin(Operation::Write, bytes.len())?;
        let arrived = torn.as_ref().map_or(bytes.len(), |torn| torn.bytes.min(bytes.len()));
        if let Some(bytes) = bytes.get(..arrived).filter(|bytes| !bytes.is_empty()) {
            self.change(Change::Write { position, bytes: bytes.to_vec() })?;
        }
        torn.map_or(Ok(()), |torn| Err(torn.error))
    }

    pub(in crate::storage) fn set_len(&self, size_bytes: u64) -> io::Result<()> {
        self.check_writable()?;
        self.begin(Operation::Resize, 0)?;
        self.change(Change::Resize { size_bytes })
    }

    /// By being opened, which was one call.
    pub(super) fn empty(&self) -> io::Result<()> {
        let is_empty = self.node.pages.read().size_bytes() == 0;
        if is_empty { Ok(()) } else { self.change(Change::Resize { size_bytes: 0 }) }
    }

    pub(in crate::storage) fn size_bytes(&self) -> io::Result<u64> {
        self.begin(Operation::Facts, 0)?;
        Ok(self.node.pages.read().size_bytes())
    }

    pub(in crate::storage) fn sync(&self) -> io::Result<()> {
        self.begin(Operation::Sync, 0)?;
        self.node.sync();
        Ok(())
    }

    pub(in crate::storage) fn set_modified(&self, modified: SystemTime) -> io::Result<()> {
        self.begin(Operation::Facts, 0)?;
        *self.node.modified.lock() = modified;
        Ok(())
    }

    pub(in crate::storage) fn reserve(&self) -> io::Result<()> {
        self.begin(Operation::Reserve, 0).map(|_| ())
    }

    /// Never while the disk is copied.
    fn change(&self, change: Change) -> io::Result<()> {
        let _moving = self.shared.moving.read();
        self.node.change(change)
    }

    fn check_writable(&self) -> io::Result<()> {
        if self.writable { Ok(()) } else { Err(io::ErrorKind::PermissionDenied.into()) }
    }

    fn begin(&self, operation: Operation, bytes: usize) -> io::Result<Option<super::faults::Torn>> {
        self.shared.faults.begin(operation, &self.path, bytes)
    }
}
