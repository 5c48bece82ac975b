//! A look at the metadata log before a start changes anything: where its damage forbids the start, every file stays as it
//! is. Called by `directories` under the lock of the directory that holds it.
//!
//! Recovery runs as ever, on a disk in memory that lies over the real folder; then everything is read that the control
//! plane is going to replay. Invariant: nothing is written.

use std::path::Path;

use log::storage::memory::MemoryDisk;
use log::storage::{Disk, Folder};
use log::{CheckpointName, Log, LogConfig, ReadError, RecoveryReport, RecoveryStart, StorageError, state_snapshots};
use wire::Uuid;
use wire::record_batch::{BATCH_HEADER_SIZE, BatchHeader, verify_crc};

use crate::control_read::{ADVICE, whole_batches_uncompressed};
use crate::topics::METADATA_TOPIC;

const READ_BYTES: usize = 1 << 20;
/// How far behind a bad batch others are looked for.
const BEHIND_BYTES_MAX: usize = 64 << 20;
/// A power loss leaves out whole sectors.
const SECTOR_BYTES: usize = 512;
/// As many zeros in a row are in no batch header, and hardly in a record of metadata.
const ZEROS_MIN: usize = 12;

/// `Err`: topics would be missing after a start, and clients make them again.
pub(crate) fn refuse_damage(directory: &Folder) -> Result<(), StorageError> {
    // What is in memory is nobody's only copy.
    if !matches!(directory.disk(), Disk::Real) {
        return Ok(());
    }
    let real = directory.folder(format!("{METADATA_TOPIC}-0"));
    let start = recovery_start(directory)?;
    let shadow = Folder::new(Disk::Memory(over(&real)?), real.path());
    let mut log = Log::open(shadow, Uuid::ZERO, LogConfig::default(), start, 0)?;
    refuse_lost_end(&real, log.log_end_offset(), start.recovery_point)?;
    // Where no segment is left, the log begins behind the newest snapshot.
    if let Some(report) = log.take_recovery_report()
        && log.segment_base_offsets().next().is_some()
    {
        refuse_cut_in_the_middle(&real, &log, &report)?;
    }
    read_all(&real, &log)
}

/// A log that ends before it was known to be on the disk.
pub(crate) fn refuse_lost_end(folder: &Path, end_offset: i64, flushed_to: i64) -> Result<(), StorageError> {
    let checkpoint = CheckpointName::RecoveryPoint.file_name();
    let lost = || StorageError::EndLost { folder: folder.to_path_buf(), end_offset, flushed_to, checkpoint };
    if end_offset < flushed_to { Err(lost()) } else { Ok(()) }
}

fn recovery_start(directory: &Folder) -> Result<RecoveryStart, StorageError> {
    let of = |name| -> Result<i64, StorageError> {
        let entries = match log::read_checkpoint(directory, name) {
            // Counts as empty.
            Err(StorageError::Corrupt { .. }) => Vec::new(),
            read => read?,
        };
        let found = entries.iter().find(|entry| entry.topic == METADATA_TOPIC && entry.partition == 0);
        Ok(found.map_or(0, |entry| entry.offset))
    };
    Ok(RecoveryStart {
        clean: log::was_left_clean(directory)?,
        recovery_point: of(CheckpointName::RecoveryPoint)?,
        log_start_offset: of(CheckpointName::LogStart)?,
    })
}

fn over(real: &Folder) -> Result<MemoryDisk, StorageError> {
    if real.disk().facts(real).is_err() {
        return Ok(MemoryDisk::new());
    }
    let path = real.to_path_buf();
    MemoryDisk::over(std::slice::from_ref(&path)).map_err(|source| StorageError::Io {
        operation: "listing",
        path,
        position: None,
        source,
    })
}

/// Every record of metadata is flushed before it counts, so a power loss damages only what was under way at the end. A bad
/// batch whose sectors are all there, and that whole batches follow, is something else: what recovery would cut there has
/// counted.
fn refuse_cut_in_the_middle(real: &Folder, log: &Log, report: &RecoveryReport) -> Result<(), StorageError> {
    let Some(reason) = &report.cut_reason else { return Ok(()) };
    let end = log.end_position();
    let path = log::log_path(real, end.segment_base_offset);
    let read = |path: &Path, position| -> Result<Vec<u8>, StorageError> {
        let failed = |source| StorageError::Io { operation: "reading", path: path.to_owned(), position: None, source };
        let file = real.disk().open_read_only(path).map_err(failed)?;
        let bytes = file.size_bytes().map_err(failed)?.saturating_sub(position).min(BEHIND_BYTES_MAX as u64);
        let mut content = vec![0; bytes as usize];
        file.read_exact_at(&mut content, position).map_err(failed)?;
        Ok(content)
    };
    let cut = read(&path, end.position)?;
    let behind = first_whole_batch(&cut, end.offset);
    let bad = cut.get(..behind.unwrap_or(cut.len())).unwrap_or_default();
    if bad.is_empty() || never_arrived(bad, end.position) {
        return Ok(());
    }
    let next = match (behind, report.segments_removed.iter().min()) {
        (Some(at), _) => Some((path.clone(), end.position + at as u64)),
        (None, Some(removed)) => {
            let path = log::log_path(real, *removed);
            first_whole_batch(&read(&path, 0)?, end.offset).map(|at| (path, at as u64))
        }
        (None, None) => None,
    };
    let Some((next_path, next_position)) = next else { return Ok(()) };
    let reason = format!(
        "{reason}, and whole batches follow it, at byte {next_position} of {}: that is no torn end; to go on with what is \
         before it, cut the file there and remove later ones",
        next_path.display()
    );
    Err(StorageError::Corrupt { path, position: end.position, reason, advice: "restore that file" })
}

/// Where the first batch begins that is whole and belongs behind `offset`.
fn first_whole_batch(bytes: &[u8], offset: i64) -> Option<usize> {
    let last_start = bytes.len().checked_sub(BATCH_HEADER_SIZE)?;
    (0..=last_start).find(|at| {
        let rest = bytes.get(*at..).unwrap_or_default();
        let batch = BatchHeader::parse(rest).ok().filter(|header| header.base_offset >= offset);
        batch.and_then(|header| rest.get(..header.size_bytes())).is_some_and(verify_crc)
    })
}

/// Whether a sector, or the part of one that these bytes of a file hold, is empty.
fn never_arrived(bytes: &[u8], position: u64) -> bool {
    let first = SECTOR_BYTES - (position % SECTOR_BYTES as u64) as usize;
    let (first, rest) = bytes.split_at(first.min(bytes.len()));
    let is_empty = |part: &[u8]| part.len() >= ZEROS_MIN && part.iter().all(|byte| *byte == 0);
    is_empty(first) || rest.chunks(SECTOR_BYTES).any(is_empty)
}

/// What the control plane replays: from the newest snapshot that is whole, or all of the log.
fn read_all(real: &Folder, log: &Log) -> Result<(), StorageError> {
    let mut offset = log.log_start_offset();
    let snapshots = state_snapshots::list(real)?;
    let newest = snapshots.iter().rev().find(|snapshot| is_whole(real, snapshot.id));
    match newest {
        Some(snapshot) => offset = offset.max(snapshot.id.end_offset),
        None if offset > 0 => {
            let reason = format!("it begins at offset {offset} and has no readable snapshot of what was before");
            let (path, advice) = (real.to_path_buf(), "restore its newest .checkpoint file");
            return Err(StorageError::Corrupt { path, position: 0, reason, advice });
        }
        None => {}
    }
    while offset < log.log_end_offset() {
        let slice = match log.read(offset, READ_BYTES, log.end_position(), true) {
            Ok(Some(slice)) => slice,
            Ok(None) | Err(ReadError::OutOfRange { .. }) => return Ok(()),
            Err(ReadError::Storage(error)) => return Err(error),
        };
        let path = log::log_path(real, slice.start.segment_base_offset);
        let mut bytes = Vec::new();
        slice.read_into(&mut bytes).map_err(|source| StorageError::Io {
            operation: "reading",
            path: path.clone(),
            position: Some(slice.position),
            source,
        })?;
        let damaged = |(at, reason)| {
            let position = slice.position + at as u64;
            StorageError::Corrupt { path: path.clone(), position, reason, advice: ADVICE }
        };
        whole_batches_uncompressed(&bytes).map_err(damaged)?;
        let Some(next) = end_of_last(&bytes).filter(|next| *next > offset) else { return Ok(()) };
        offset = next;
    }
    Ok(())
}

/// It can be read, to its footer.
fn is_whole(folder: &Folder, id: log::SnapshotId) -> bool {
    let batches = state_snapshots::read(folder, id, usize::MAX).unwrap_or_default();
    headers(&batches).last().is_some_and(|header| header.is_control())
}

fn end_of_last(batches: &[u8]) -> Option<i64> {
    headers(batches).last().map(|header| header.last_offset() + 1)
}

fn headers(mut batches: &[u8]) -> impl Iterator<Item = BatchHeader> {
    std::iter::from_fn(move || {
        let header = BatchHeader::parse(batches).ok()?;
        batches = batches.get(header.size_bytes()..)?;
        Some(header)
    })
}
