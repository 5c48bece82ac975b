//! What a power loss took from segments is put back from the journal. Called where a log directory is opened that was not
//! left cleanly, before any log in it.
//!
//! Invariant: only the end of a segment is ever filled, and only with the batches that were there: a batch counts where
//! the segment's whole batches end, in the folder of its topic, and not in what compaction has cleaned, which is on the
//! disk and may lack batches on purpose. Everything else in the journal is on the disk already, or belongs to files that
//! are gone. Doing it twice changes nothing.

use crate::batch_scan::{BatchScan, CONTENT_CHUNK_BYTES, ScanError};
use crate::checkpoint::{self, CheckpointName};
use crate::error::{StorageError, failed, failed_at};
use crate::file_names::{self, parse_partition};
use crate::journal;
use crate::journal_round::Entry;
use crate::partition_metadata::read_partition_metadata;
use crate::storage::{DirectoryLock, File, Folder};
use std::collections::{BTreeMap, HashMap};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use wire::Uuid;
use wire::record_batch::{BatchHeader, whole_batches};

/// A segment by its folder's name, its topic and its base offset.
type SegmentName = (String, [u8; 16], i64);

/// A batch of the journal and its place in the segment.
struct Batch<'a> {
    position: u64,
    header: BatchHeader,
    bytes: &'a [u8],
}

/// Puts back what is missing and removes the journal. How many batches were missing.
pub(crate) fn replay(directory: &Folder, lock: &DirectoryLock) -> Result<u64, StorageError> {
    let mut of_segments: BTreeMap<SegmentName, Vec<Entry>> = BTreeMap::new();
    for entry in journal::read(directory)? {
        let name = (entry.folder_name.clone(), entry.topic_id.0, entry.segment_base_offset);
        of_segments.entry(name).or_default().push(entry);
    }
    let cleaned = cleaned_ends(directory);
    let (mut put_back, mut paths) = (0, Vec::new());
    for ((name, topic_id, base_offset), entries) in of_segments {
        let Some((topic, partition)) = parse_partition(&name).filter(|_| !name.contains(std::path::is_separator))
        else {
            continue;
        };
        let folder = directory.folder(&name);
        if read_partition_metadata(&folder)? != Some(Uuid(topic_id)) {
            continue;
        }
        let offsets = cleaned.get(&(topic.to_owned(), partition)).copied().unwrap_or(0)..i64::MAX;
        let mut missing: Vec<Batch<'_>> = entries.iter().flat_map(batches).collect();
        missing.retain(|batch| batch.header.last_offset_delta >= 0 && offsets.contains(&batch.header.last_offset()));
        let path = file_names::path(&folder, base_offset, file_names::LOG);
        if let Some(count) = fill(&folder, &path, base_offset, &missing)? {
            put_back += count;
            paths.push(path);
        }
    }
    // Also what was there: where a process has died it may be in the system's memory alone.
    flush(directory, lock, &paths)?;
    journal::remove(directory)?;
    Ok(put_back)
}

/// Up to where each partition was cleaned: whole segments. A damaged checkpoint knows nothing; its other readers tell.
fn cleaned_ends(directory: &Folder) -> HashMap<(String, i32), i64> {
    let path = directory.join(CheckpointName::Cleaned.file_name());
    let entries = checkpoint::read(directory.disk(), &path).unwrap_or_default();
    entries.into_iter().map(|entry| ((entry.topic, entry.partition), entry.offset)).collect()
}

/// How many batches were missing; None: there is nothing to fill.
fn fill(folder: &Folder, path: &Path, base_offset: i64, journalled: &[Batch<'_>]) -> Result<Option<u64>, StorageError> {
    if journalled.is_empty() {
        return Ok(None);
    }
    let file = match folder.disk().open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed("opening", path)(error)),
    };
    let size_bytes = file.size_bytes().map_err(failed("reading the size of", path))?;
    if are_all_there(&file, size_bytes, journalled, path)? {
        return Ok(Some(0));
    }
    let (mut end, mut next_offset) = end_of_whole_batches(&file, size_bytes, base_offset, path)?;
    let mut count = 0;
    for batch in journalled {
        if batch.position == end && batch.header.base_offset >= next_offset {
            file.write_all_at(batch.bytes, end).map_err(failed_at("writing", path, end))?;
            end += batch.bytes.len() as u64;
            next_offset = batch.header.last_offset() + 1;
            count += 1;
        }
    }
    Ok(Some(count))
}

fn are_all_there(file: &File, size_bytes: u64, batches: &[Batch<'_>], path: &Path) -> Result<bool, StorageError> {
    let mut found = Vec::new();
    for batch in batches {
        if batch.position.saturating_add(batch.bytes.len() as u64) > size_bytes {
            return Ok(false);
        }
        found.resize(batch.bytes.len(), 0);
        let read = file.read_exact_at(&mut found, batch.position);
        read.map_err(failed_at("reading", path, batch.position))?;
        if found != batch.bytes {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Where the whole batches of a segment end, and the offset behind them.
fn end_of_whole_batches(
    file: &File,
    size_bytes: u64,
    base_offset: i64,
    path: &Path,
) -> Result<(u64, i64), StorageError> {
    let path_of = || path.to_path_buf();
    let mut scan = BatchScan::new(file, &path_of, (0, size_bytes), base_offset, CONTENT_CHUNK_BYTES);
    let (mut end, mut next_offset) = (0, base_offset);
    loop {
        match scan.next_checked() {
            Ok(Some((header, position))) => {
                end = position + header.size_bytes() as u64;
                next_offset = header.last_offset() + 1;
            }
            Err(ScanError::Storage(error)) => return Err(error),
            Ok(None) | Err(ScanError::Bad { .. } | ScanError::Cut { .. }) => return Ok((end, next_offset)),
        }
    }
}

fn batches(entry: &Entry) -> impl Iterator<Item = Batch<'_>> {
    let mut position = entry.position;
    whole_batches(&entry.bytes).map(move |(header, bytes)| {
        let at = position;
        position = position.saturating_add(bytes.len() as u64);
        Batch { position: at, header, bytes }
    })
}

fn flush(directory: &Folder, lock: &DirectoryLock, paths: &[PathBuf]) -> Result<(), StorageError> {
    if !paths.is_empty() && lock.can_sync_file_system() {
        return lock.sync_file_system().map_err(failed("flushing the file system of", directory));
    }
    paths.iter().try_for_each(|path| crate::atomic_file::sync_file(directory.disk(), path))
}
