//! The files in a partition folder: listed, and rid of what an interrupted operation left behind.
//!
//! Called when a log is opened, before its segments are looked at. Invariant: afterwards there are no
//! `.deleted`, `.cleaned`, `.swap`, `.tmp` and `.part` files, and no index without its log.
//! Source: Kafka's LogLoader.

use crate::atomic_file;
use crate::batch_scan::{BatchScan, HEADER_CHUNK_BYTES};
use crate::error::{StorageError, failed};
use crate::file_names::{
    self, CLEANED, DELETED, LOG, OFFSET_INDEX, PART, SWAP, TEMPORARY, TIME_INDEX, TRANSACTION_INDEX,
};
use crate::state_snapshots::SnapshotId;
use crate::storage::Folder;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::PathBuf;

/// Sizes in bytes of a segment's files, where they exist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SegmentFiles {
    pub(crate) log: Option<u64>,
    pub(crate) offset_index: Option<u64>,
    pub(crate) time_index: Option<u64>,
    pub(crate) transaction_index: Option<u64>,
}

#[derive(Debug, Default)]
pub(crate) struct FolderFiles {
    /// By base offset; every one has a log file.
    pub(crate) segments: BTreeMap<i64, SegmentFiles>,
    /// Names of files that were removed or renamed.
    pub(crate) leftovers: Vec<String>,
    /// The snapshots of what the log replays to, ascending.
    pub(crate) snapshots: Vec<SnapshotId>,
}

/// Lists `folder` after cleaning it; `None` when it does not exist.
pub(crate) fn list(folder: &Folder) -> Result<Option<FolderFiles>, StorageError> {
    let Some(mut names) = names(folder)? else {
        return Ok(None);
    };
    let mut leftovers = Vec::new();
    if names.iter().any(|name| is_leftover(name)) {
        finish_interrupted(folder, &names, &mut leftovers)?;
        names = self::names(folder)?.unwrap_or_default();
    }
    // The names are sorted.
    let snapshots = names.iter().filter_map(|name| SnapshotId::parse(name)).collect();
    let mut files = FolderFiles { segments: sizes(folder, &names)?, leftovers, snapshots };
    remove_orphaned_indexes(folder, &mut files)?;
    Ok(Some(files))
}

fn names(folder: &Folder) -> Result<Option<Vec<String>>, StorageError> {
    let entries = match folder.disk().list(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed("listing", folder)(error)),
    };
    // A folder is none of ours; in the place of a file of a segment it is told when that is opened.
    let named = entries.into_iter().filter_map(|entry| Some((entry.name.into_string().ok()?, entry.is_folder)));
    let files = named.filter(|(name, is_folder)| !is_folder || !is_leftover(name));
    let mut names: Vec<String> = files.map(|(name, _)| name).collect();
    names.sort_unstable();
    Ok(Some(names))
}

fn is_leftover(name: &str) -> bool {
    [DELETED, CLEANED, SWAP, TEMPORARY, PART].iter().any(|suffix| name.ends_with(suffix))
}

/// Removes what was deleted or unfinished, and completes replacements that had been decided.
fn finish_interrupted(folder: &Folder, names: &[String], leftovers: &mut Vec<String>) -> Result<(), StorageError> {
    let with = |suffix: &'static str| names.iter().filter(move |name| name.ends_with(suffix));
    let offset = |name: &String| file_names::parse(name).map(|(offset, _)| offset);
    // A split that had not finished: its swap files come after the first cleaned one and are incomplete.
    let first_cleaned = with(CLEANED).filter_map(offset).min().unwrap_or(i64::MAX);
    let (complete, incomplete): (Vec<_>, Vec<_>) =
        with(SWAP).partition(|name| offset(name).is_some_and(|offset| offset < first_cleaned));
    let unfinished = with(CLEANED).chain(with(TEMPORARY)).chain(with(PART));
    for name in with(DELETED).chain(unfinished).chain(incomplete) {
        atomic_file::remove(folder.disk(), &folder.join(name))?;
        leftovers.push(name.clone());
    }
    let replaced = replaced_offsets(folder, &complete)?;
    for name in names.iter().filter(|name| !is_leftover(name)) {
        if offset(name).is_some_and(|offset| replaced.contains(&offset)) {
            atomic_file::remove(folder.disk(), &folder.join(name))?;
            leftovers.push(name.clone());
        }
    }
    for name in complete {
        let target = folder.join(name.strip_suffix(SWAP).unwrap_or(name));
        let renamed = folder.disk().rename(&folder.join(name), &target);
        renamed.map_err(failed("renaming a finished file to", &target))?;
        leftovers.push(name.clone());
    }
    atomic_file::sync_folder(folder.disk(), folder)
}

/// The offsets that finished replacements cover: from the first file's base offset to the last one's end.
fn replaced_offsets(folder: &Folder, complete: &[&String]) -> Result<std::ops::Range<i64>, StorageError> {
    let (mut start, mut end) = (i64::MAX, 0);
    for name in complete {
        if let Some((base_offset, suffix)) = file_names::parse(name)
            && suffix.strip_suffix(SWAP) == Some(LOG)
        {
            start = start.min(base_offset);
            end = end.max(end_offset(folder, name, base_offset)?);
        }
    }
    Ok(start..end)
}

/// The offset after the last batch of a log file.
fn end_offset(folder: &Folder, name: &str, base_offset: i64) -> Result<i64, StorageError> {
    let path = folder.join(name);
    let file = folder.disk().open_read_only(&path).map_err(failed("opening", &path))?;
    let size_bytes = file.size_bytes().map_err(failed("asking for the size of", &path))?;
    let owned = || path.clone();
    let mut scan = BatchScan::new(&file, &owned, (0, size_bytes), base_offset, HEADER_CHUNK_BYTES);
    let mut end_offset = base_offset;
    while let Some((header, _)) = scan.next_header().map_err(|error| error.into_storage(owned()))? {
        end_offset = header.last_offset() + 1;
    }
    Ok(end_offset)
}

fn sizes(folder: &Folder, names: &[String]) -> Result<BTreeMap<i64, SegmentFiles>, StorageError> {
    let mut segments: BTreeMap<i64, SegmentFiles> = BTreeMap::new();
    for name in names {
        let Some((base_offset, suffix)) = file_names::parse(name) else {
            continue;
        };
        if ![LOG, OFFSET_INDEX, TIME_INDEX, TRANSACTION_INDEX].contains(&suffix) {
            continue;
        }
        let path = folder.join(name);
        let facts = folder.disk().facts(&path).map_err(failed("asking for the size of", &path))?;
        let size_bytes = Some(facts.size_bytes);
        let files = segments.entry(base_offset).or_default();
        match suffix {
            LOG => files.log = size_bytes,
            OFFSET_INDEX => files.offset_index = size_bytes,
            TIME_INDEX => files.time_index = size_bytes,
            _ => files.transaction_index = size_bytes,
        }
    }
    Ok(segments)
}

fn remove_orphaned_indexes(folder: &Folder, files: &mut FolderFiles) -> Result<(), StorageError> {
    for (base_offset, orphans) in files.segments.extract_if(.., |_, files| files.log.is_none()) {
        let sizes = [orphans.offset_index, orphans.time_index, orphans.transaction_index];
        for (suffix, size) in [OFFSET_INDEX, TIME_INDEX, TRANSACTION_INDEX].into_iter().zip(sizes) {
            if size.is_some() {
                let path: PathBuf = file_names::path(folder, base_offset, suffix);
                atomic_file::remove(folder.disk(), &path)?;
                files.leftovers.push(format!("{base_offset:020}{suffix}"));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::test_batches::batch;

    fn check(before: &[(&str, &[u8])], after: &[&str], leftovers: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        for (name, contents) in before {
            std::fs::write(folder.path().join(name), contents).unwrap();
        }
        let files = list(&folder.path().into()).unwrap().unwrap();
        assert_eq!(names(&folder.path().into()).unwrap().unwrap(), after);
        let mut removed = files.leftovers;
        removed.sort_unstable();
        assert_eq!(removed, leftovers);
        assert!(files.segments.values().all(|files| files.log.is_some()));
    }

    #[test]
    fn a_missing_folder_is_none_and_an_empty_one_has_nothing() {
        let folder = tempfile::tempdir().unwrap();
        assert!(list(&folder.path().join("absent").into()).unwrap().is_none());
        check(&[], &[], &[]);
    }

    #[test]
    fn removes_leftovers_and_orphaned_indexes() {
        check(
            &[
                ("00000000000000000000.log", b""),
                ("00000000000000000000.index", b""),
                ("00000000000000000005.index", b""),
                ("00000000000000000005.timeindex", b""),
                ("00000000000000000009.log.deleted", b""),
                ("00000000000000000007.log.cleaned", b""),
                ("00000000000000000007-0000000001-42.checkpoint.part", b""),
                ("leader-epoch-checkpoint.tmp", b""),
                ("partition.metadata", b""),
            ],
            &["00000000000000000000.index", "00000000000000000000.log", "partition.metadata"],
            &[
                "00000000000000000005.index",
                "00000000000000000005.timeindex",
                "00000000000000000007-0000000001-42.checkpoint.part",
                "00000000000000000007.log.cleaned",
                "00000000000000000009.log.deleted",
                "leader-epoch-checkpoint.tmp",
            ],
        );
    }

    #[test]
    fn completes_a_decided_swap() {
        let contents = [batch(0, 5), batch(5, 5)].concat();
        check(
            &[
                ("00000000000000000000.log", b"old"),
                ("00000000000000000005.log", b"old"),
                ("00000000000000000010.log", b""),
                ("00000000000000000000.log.swap", &contents),
                ("00000000000000000000.index.swap", b""),
            ],
            &["00000000000000000000.index", "00000000000000000000.log", "00000000000000000010.log"],
            &[
                "00000000000000000000.index.swap",
                "00000000000000000000.log",
                "00000000000000000000.log.swap",
                "00000000000000000005.log",
            ],
        );
    }

    #[test]
    fn drops_swaps_of_an_unfinished_split() {
        check(
            &[
                ("00000000000000000000.log", b""),
                ("00000000000000000000.log.cleaned", b""),
                ("00000000000000000005.log.swap", b""),
            ],
            &["00000000000000000000.log"],
            &["00000000000000000000.log.cleaned", "00000000000000000005.log.swap"],
        );
    }
}
