//! A path on a disk. Kept by everything that later opens, lists or removes files there.

use std::ops::Deref;
use std::path::{Path, PathBuf};

use super::disk::Disk;

#[derive(Clone, Debug)]
pub struct Folder {
    disk: Disk,
    path: PathBuf,
}

impl Folder {
    pub fn new(disk: Disk, path: impl Into<PathBuf>) -> Self {
        Self { disk, path: path.into() }
    }

    pub fn disk(&self) -> &Disk {
        &self.disk
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A folder in this one.
    pub fn folder(&self, name: impl AsRef<Path>) -> Self {
        Self::new(self.disk.clone(), self.path.join(name))
    }

    /// A folder beside this one.
    pub fn beside(&self, name: impl AsRef<std::ffi::OsStr>) -> Self {
        Self::new(self.disk.clone(), self.path.with_file_name(name))
    }
}

impl Deref for Folder {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.path
    }
}

/// On the real disk.
impl From<PathBuf> for Folder {
    fn from(path: PathBuf) -> Self {
        Self::new(Disk::Real, path)
    }
}

/// On the real disk.
impl From<&PathBuf> for Folder {
    fn from(path: &PathBuf) -> Self {
        path.as_path().into()
    }
}

/// On the real disk.
impl From<&Path> for Folder {
    fn from(path: &Path) -> Self {
        Self::new(Disk::Real, path)
    }
}
