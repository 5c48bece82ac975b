//! What can go wrong with the disk. Every message names the file, what was being done, where, and what to do.
//!
//! Storage errors take one partition or one log directory offline (Kafka's KAFKA_STORAGE_ERROR), nothing else.

use std::io;
use std::path::{Path, PathBuf};

use crate::storage::is_out_of_handles;

#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    #[error("{operation} {}{} failed: {source}; {}", path.display(), at(*position), advice(source))]
    Io {
        operation: &'static str,
        path: PathBuf,
        /// Byte position in the file, where the operation has one.
        position: Option<u64>,
        source: io::Error,
    },
    /// The append failed, and the bytes that it left behind could not be removed.
    #[error(
        "writing {} at byte {position} failed ({write}), and cutting the file back to {position} bytes failed too \
         ({cut}); {}; then restart the broker, which cuts the file itself", path.display(), advice(write)
    )]
    CutBack { path: PathBuf, position: u64, write: io::Error, cut: io::Error },
    #[error("{} is damaged at byte {position}: {reason}; {advice}", path.display())]
    Corrupt { path: PathBuf, position: u64, reason: String, advice: &'static str },
    /// The caller's mistake: offsets of a log only grow.
    #[error("{}: a batch with offsets {base_offset} to {last_offset} cannot be appended at log end offset \
             {log_end_offset}; this is a bug of the broker, restart it", folder.display())]
    OffsetOrder { folder: PathBuf, base_offset: i64, last_offset: i64, log_end_offset: i64 },
    #[error("{} belongs to topic id {found}, not {expected}; move that folder away, it is left from another topic",
            path.display())]
    TopicIdMismatch { path: PathBuf, expected: String, found: String },
    #[error("{} ends at offset {end_offset}, but was on the disk up to {flushed_to}: what it has lost were \
             acknowledged records; restore that folder from a backup, or remove {checkpoint} beside it to go on without \
             them", folder.display())]
    EndLost { folder: PathBuf, end_offset: i64, flushed_to: i64, checkpoint: &'static str },
    /// Something that failed before and is not served any more.
    #[error("{reason}")]
    OutOfService { reason: String },
    #[error("{} is in use by another broker; stop that broker or choose another data directory", path.display())]
    Locked { path: PathBuf },
    #[error("{} cannot be used as a data directory: {reason}", path.display())]
    ForeignDirectory { path: PathBuf, reason: String },
}

impl StorageError {
    /// Somebody has removed the file.
    pub(crate) fn is_of_missing_file(&self) -> bool {
        matches!(self, Self::Io { source, .. } if source.kind() == io::ErrorKind::NotFound)
    }

    pub(crate) fn is_of_full_disk(&self) -> bool {
        matches!(self, Self::Io { source, .. }
            if matches!(source.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded))
    }
}

/// Why a read gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("offset {offset} is outside {log_start_offset} to {log_end_offset}")]
    OutOfRange { offset: i64, log_start_offset: i64, log_end_offset: i64 },
    #[error(transparent)]
    Storage(#[from] StorageError),
}

fn at(position: Option<u64>) -> String {
    position.map_or_else(String::new, |byte| format!(" at byte {byte}"))
}

fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "free space on that disk, then restart the broker",
        io::ErrorKind::PermissionDenied => "give the broker's user read and write permission there",
        io::ErrorKind::ReadOnlyFilesystem => "mount that file system writable",
        io::ErrorKind::AlreadyExists
        | io::ErrorKind::NotADirectory
        | io::ErrorKind::IsADirectory
        | io::ErrorKind::NotSeekable => {
            "something else is in its place; move that away, or choose another data directory"
        }
        io::ErrorKind::FileTooLarge => "restore that file, or move it away",
        io::ErrorKind::NotFound => "something removed it; restore it, or restart the broker to go on without it",
        _ if is_out_of_handles(error) => "raise the limit of open files (ulimit -n), then restart the broker",
        _ => "check the disk and the kernel's log, then restart the broker",
    }
}

/// For `map_err`: names what was done to which file.
pub fn failed(operation: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StorageError {
    let path = path.to_path_buf();
    move |source| StorageError::Io { operation, path, position: None, source }
}

/// For `map_err`: as [`failed`], with the byte where it was done.
pub(crate) fn failed_at(operation: &'static str, path: &Path, position: u64) -> impl FnOnce(io::Error) -> StorageError {
    let path = path.to_path_buf();
    move |source| StorageError::Io { operation, path, position: Some(position), source }
}
