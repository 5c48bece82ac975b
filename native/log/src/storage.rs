//! Every file operation of the data plane: the seam behind which the disk can be replaced.
//!
//! ```text
//!   Folder   a path on a disk; what logs and log directories are opened with, and what they keep
//!    └ Disk  the real one, or one in memory: open, create, list, rename, remove, flush a folder
//!       ├ File  an open file: read_exact_at, write_all_at, set_len, sync_data
//!       └ OpenFiles  the files of logs that stay open between uses, up to a limit
//! ```
//! How to use it: keep a [`Folder`] (it dereferences to its path) and call `folder.disk().create(&path)` and its like
//! instead of `std::fs`; errors are `io::Error`s, to be named by `failed(..)`. `PathBuf::into` gives a folder of the
//! real disk, `Folder::new(disk, path)` one of any.
//!
//! Invariant: nothing else in the data plane touches `std::fs`, so that a test that replaces the
//! disk sees every call.

mod disk;
mod file;
mod folder;
mod lock;
pub mod memory;
mod open_files;
pub(crate) mod system;

pub use disk::{Disk, DiskSpace, FileFacts, FolderEntry, is_out_of_handles};
pub use file::File;
pub use folder::Folder;
pub(crate) use lock::DirectoryLock;
pub use lock::is_in_use;
pub(crate) use open_files::KeptFile;
pub use open_files::{OpenFile, OpenFiles};

#[cfg(test)]
#[path = "storage/contract_tests.rs"]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod contract_tests;
