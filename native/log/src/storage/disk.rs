//! What can be done with names on a disk: the operations of `std::fs` that the data plane needs, and no others.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::LazyLock;
use std::time::SystemTime;

use super::file::File;
use super::memory::MemoryDisk;
use super::open_files::OpenFiles;
use super::system;

/// Of the process: what the system gives it, it gives to all who use the real disk.
static REAL_OPEN_FILES: LazyLock<OpenFiles> = LazyLock::new(OpenFiles::default);

/// What damage or a stranger can make of a small file's size is not to be had in memory. The largest that are read whole
/// are indexes of aborted transactions and snapshots.
pub(super) const WHOLE_FILE_BYTES_MAX: u64 = 512 << 20;

#[derive(Clone, Debug, Default)]
pub enum Disk {
    #[default]
    Real,
    Memory(MemoryDisk),
}

/// What a disk knows of a file or folder without reading it.
#[derive(Clone, Copy, Debug)]
pub struct FileFacts {
    pub size_bytes: u64,
    pub modified: SystemTime,
    pub is_folder: bool,
}

/// Of a whole file system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiskSpace {
    pub total_bytes: u64,
    /// What this process may still use.
    pub usable_bytes: u64,
}

#[derive(Clone, Debug)]
pub struct FolderEntry {
    pub name: OsString,
    pub is_folder: bool,
}

impl Disk {
    /// The files that logs on this disk keep open.
    pub fn open_files(&self) -> &OpenFiles {
        match self {
            Self::Real => &REAL_OPEN_FILES,
            Self::Memory(disk) => disk.open_files(),
        }
    }

    /// A file that exists, to read and write.
    pub fn open(&self, path: &Path) -> io::Result<File> {
        match self {
            Self::Real => with_handle(|| OpenOptions::new().read(true).write(true).open(path)).map(File::Real),
            Self::Memory(disk) => disk.open(path).map(File::Memory),
        }
    }

    pub fn open_read_only(&self, path: &Path) -> io::Result<File> {
        match self {
            Self::Real => with_handle(|| fs::File::open(path)).map(File::Real),
            Self::Memory(disk) => disk.open_read_only(path).map(File::Memory),
        }
    }

    /// A file that is empty, whether there was one or not.
    pub fn create(&self, path: &Path) -> io::Result<File> {
        match self {
            Self::Real => {
                let mut options = OpenOptions::new();
                options.read(true).write(true).create(true).truncate(true);
                with_handle(|| options.open(path)).map(File::Real)
            }
            Self::Memory(disk) => disk.create(path).map(File::Memory),
        }
    }

    /// The file as it is, or an empty one.
    pub fn open_or_create(&self, path: &Path) -> io::Result<File> {
        match self {
            Self::Real => {
                let mut options = OpenOptions::new();
                options.read(true).write(true).create(true).truncate(false);
                with_handle(|| options.open(path)).map(File::Real)
            }
            Self::Memory(disk) => disk.open_or_create(path).map(File::Memory),
        }
    }

    /// Of the file system that holds `path`; `None` where it does not say.
    pub fn space(&self, path: &Path) -> Option<DiskSpace> {
        match self {
            Self::Real => system::space(path),
            Self::Memory(_) => None,
        }
    }

    /// A whole file. `FileTooLarge`: none of those that are read whole has this size. `NotSeekable`: it is a pipe or
    /// the like, from which nothing might ever come.
    pub fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self {
            Self::Real => {
                let metadata = fs::metadata(path)?;
                if !metadata.is_file() && !metadata.is_dir() {
                    return Err(io::ErrorKind::NotSeekable.into());
                }
                if metadata.len() > WHOLE_FILE_BYTES_MAX && metadata.is_file() {
                    return Err(io::ErrorKind::FileTooLarge.into());
                }
                with_handle(|| fs::read(path))
            }
            Self::Memory(disk) => disk.read(path),
        }
    }

    pub fn facts(&self, path: &Path) -> io::Result<FileFacts> {
        match self {
            Self::Real => {
                let metadata = fs::metadata(path)?;
                let modified = metadata.modified()?;
                Ok(FileFacts { size_bytes: metadata.len(), modified, is_folder: metadata.is_dir() })
            }
            Self::Memory(disk) => disk.facts(path),
        }
    }

    /// What a folder holds, in no order.
    pub fn list(&self, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        match self {
            Self::Real => with_handle(|| fs::read_dir(folder))?
                .map(|entry| {
                    let entry = entry?;
                    // As Kafka does, a link to a folder counts as one.
                    let is_folder = entry
                        .file_type()
                        .is_ok_and(|kind| kind.is_dir() || (kind.is_symlink() && entry.path().is_dir()));
                    Ok(FolderEntry { name: entry.file_name(), is_folder })
                })
                .collect(),
            Self::Memory(disk) => disk.list(folder),
        }
    }

    pub fn create_folder(&self, folder: &Path) -> io::Result<()> {
        match self {
            Self::Real => fs::create_dir(folder),
            Self::Memory(disk) => disk.create_folder(folder),
        }
    }

    /// The folder and its parents, where they do not exist.
    pub fn create_folders(&self, folder: &Path) -> io::Result<()> {
        match self {
            Self::Real => fs::create_dir_all(folder),
            Self::Memory(disk) => disk.create_folders(folder),
        }
    }

    /// Gives a file or folder another name; a file of that name is replaced.
    pub fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        match self {
            Self::Real => fs::rename(from, to),
            Self::Memory(disk) => disk.rename(from, to),
        }
    }

    pub fn remove_file(&self, path: &Path) -> io::Result<()> {
        match self {
            Self::Real => fs::remove_file(path),
            Self::Memory(disk) => disk.remove_file(path),
        }
    }

    /// A folder and all that is in it.
    pub fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        match self {
            Self::Real => with_handle(|| fs::remove_dir_all(folder)),
            Self::Memory(disk) => disk.remove_folder(folder),
        }
    }

    /// Names that were created, changed or removed in `folder` survive power loss when this returns.
    pub fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        // The parent of a bare relative name.
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        match self {
            Self::Real => with_handle(|| system::sync_folder(folder)),
            Self::Memory(disk) => disk.sync_folder(folder),
        }
    }
}

/// Where the system has no more handles, files of logs are closed for this one.
fn with_handle<T>(mut open: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match open() {
            Err(error) if is_out_of_handles(&error) && REAL_OPEN_FILES.give_back() => {}
            opened => return opened,
        }
    }
}

/// The process or the system has as many files open as it may.
pub fn is_out_of_handles(error: &io::Error) -> bool {
    error.raw_os_error().is_some_and(|number| system::OUT_OF_HANDLES.contains(&number))
}
