//! One log directory (an entry of `log.dirs`).

use crate::checkpoint::{CheckpointEntry, CheckpointName};
use crate::error::StorageError;
use std::path::{Path, PathBuf};
use wire::Uuid;

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

/// Locked for as long as it lives.
#[derive(Debug)]
pub struct LogDirectory {}

impl LogDirectory {
    /// Creates or checks the directory, takes its lock, consumes the clean-shutdown marker and removes deleted logs.
    pub fn open(_path: &Path, _identity: &DirectoryIdentity) -> Result<Self, StorageError> {
        todo!()
    }
    pub fn path(&self) -> &Path {
        todo!()
    }
    pub fn cluster_id(&self) -> &str {
        todo!()
    }
    pub fn directory_id(&self) -> Uuid {
        todo!()
    }
    /// Whether the last owner stopped cleanly.
    pub fn was_clean(&self) -> bool {
        todo!()
    }
    /// Writes the clean-shutdown marker; the last thing to do, after every log was closed.
    pub fn mark_clean(&self) -> Result<(), StorageError> {
        todo!()
    }
    /// The folder of a partition, there or not.
    pub fn partition_folder(&self, _topic: &str, _partition: i32) -> PathBuf {
        todo!()
    }
    pub fn list_partitions(&self) -> Result<Vec<PartitionFolder>, StorageError> {
        todo!()
    }
    /// An absent file is an empty list.
    pub fn read_checkpoint(&self, _name: CheckpointName) -> Result<Vec<CheckpointEntry>, StorageError> {
        todo!()
    }
    /// Replaces the file by one with these entries, atomically and on the disk.
    pub fn write_checkpoint(&self, _name: CheckpointName, _entries: &[CheckpointEntry]) -> Result<(), StorageError> {
        todo!()
    }
}
