//! `partition.metadata`: which topic id a partition folder belongs to.
//!
//! ```text
//!   version: 0
//!   topic_id: 4p9XRaxORcWRs6AQMqzkZA
//! ```
//! Read and written by the log; read by whoever looks for folders of topics that are gone.
//! Invariant: written before the first batch. Source: Kafka's PartitionMetadataFile.

use crate::atomic_file::{self, Durability};
use crate::error::{StorageError, failed};
use crate::marked_name::{STRAY_SUFFIX, marked_name};
use crate::storage::Folder;
use wire::Uuid;

pub(crate) const FILE_NAME: &str = "partition.metadata";

/// The topic id of a partition folder; `None` when the file is missing or damaged, as after a power loss.
pub fn read_partition_metadata(folder: &Folder) -> Result<Option<Uuid>, StorageError> {
    Ok(atomic_file::read(folder.disk(), &folder.join(FILE_NAME))?.as_deref().and_then(parse))
}

pub(crate) fn write(folder: &Folder, topic_id: Uuid) -> Result<(), StorageError> {
    let text = format!("version: 0\ntopic_id: {topic_id}");
    atomic_file::replace(folder.disk(), &folder.join(FILE_NAME), text.as_bytes(), Durability::Process)
}

/// Gives a folder that no topic has, or another one, a name that Kafka and we pass over: which. For good, also where a
/// power loss undoes the renaming: it must find whose the records are, or they would be taken for those of the topic that
/// has the name now.
pub fn set_aside(folder: &Folder) -> Result<Folder, StorageError> {
    atomic_file::sync_file(folder.disk(), &folder.join(FILE_NAME))?;
    atomic_file::sync_folder(folder.disk(), folder)?;
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let aside = folder.beside(marked_name(&name, STRAY_SUFFIX)?);
    folder.disk().rename(folder, &aside).map_err(failed("setting aside", folder))?;
    folder.parent().map_or(Ok(()), |parent| atomic_file::sync_folder(folder.disk(), parent))?;
    Ok(aside)
}

/// Makes sure that `folder` is that of `topic_id`, and says so in it where nothing was said; whether it wrote.
pub(crate) fn check(folder: &Folder, topic_id: Uuid) -> Result<bool, StorageError> {
    match read_partition_metadata(folder)? {
        Some(found) if found == topic_id => Ok(false),
        Some(found) => Err(StorageError::TopicIdMismatch {
            path: folder.to_path_buf(),
            expected: topic_id.to_string(),
            found: found.to_string(),
        }),
        None => write(folder, topic_id).map(|()| true),
    }
}

fn parse(text: &str) -> Option<Uuid> {
    let mut lines = text.lines();
    let version = lines.next()?.strip_prefix("version: ")?;
    let topic_id = lines.next()?.strip_prefix("topic_id: ")?;
    if version != "0" {
        return None;
    }
    topic_id.trim().parse().ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    #[test]
    fn round_trip_in_kafkas_lines() {
        let folder = tempfile::tempdir().unwrap();
        let topic_id = Uuid([7; 16]);
        assert_eq!(read_partition_metadata(&folder.path().into()).unwrap(), None);
        assert!(check(&folder.path().into(), topic_id).unwrap());
        let text = std::fs::read_to_string(folder.path().join(FILE_NAME)).unwrap();
        assert_eq!(text, "version: 0\ntopic_id: BwcHBwcHBwcHBwcHBwcHBw");
        assert_eq!(read_partition_metadata(&folder.path().into()).unwrap(), Some(topic_id));
        assert!(!check(&folder.path().into(), topic_id).unwrap());
    }

    #[test]
    fn a_folder_set_aside_keeps_what_is_in_it() {
        let directory = tempfile::tempdir().unwrap();
        let folder = directory.path().join("events-0");
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("file"), "bytes").unwrap();
        let aside = set_aside(&folder.as_path().into()).unwrap();
        assert!(!folder.exists() && aside.to_string_lossy().ends_with("-stray"));
        assert_eq!(std::fs::read(aside.join("file")).unwrap(), b"bytes");
    }

    #[test]
    fn damaged_files_are_written_anew_and_foreign_ones_refused() {
        let folder = tempfile::tempdir().unwrap();
        for text in [
            "",
            "version: 1\ntopic_id: BwcHBwcHBwcHBwcHBwcHBw\n",
            "version: 0\n",
            "version: 0\ntopic_id: x\n",
            "\0\0\0\0",
        ] {
            std::fs::write(folder.path().join(FILE_NAME), text).unwrap();
            assert!(check(&folder.path().into(), Uuid([7; 16])).unwrap(), "{text:?}");
        }
        let error = check(&folder.path().into(), Uuid([8; 16])).unwrap_err().to_string();
        assert!(error.contains("BwcHBwcHBwcHBwcHBwcHBw"), "{error}");
    }
}
