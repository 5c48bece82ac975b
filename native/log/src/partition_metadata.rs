//! `partition.metadata`: which topic id a partition folder belongs to.

use crate::error::StorageError;
use std::path::Path;
use wire::Uuid;

/// The topic id of a partition folder; `None` when the file is missing or unreadable as such.
pub fn read_partition_metadata(folder: &Path) -> Result<Option<Uuid>, StorageError> {
    let _ = folder;
    todo!()
}
