//! A look at the metadata log before a start changes anything: where its damage forbids the start, every file stays as it
//! is. Called by `directories` under the lock of the directory that holds it.
//!
//! Recovery runs as ever, on a disk in memory that lies over the real folder; then everything is read that the control
//! plane is going to replay. Invariant: nothing is written.

use std::path::Path;

use log::storage::memory::MemoryDisk;
use log::storage::{Disk, Folder};
use log::{CheckpointName, Log, LogConfig, RecoveryReport, RecoveryStart, StorageError, failed, state_snapshots};
use wire::Uuid;
use wire::record_batch::{BATCH_HEADER_SIZE, BatchHeader, uncompressed, verify_crc};

use crate::control_read::ADVICE;
use crate::topics::METADATA_TOPIC;

/// How far behind a bad batch others are looked for.
const BEHIND_BYTES_MAX: usize = 64 << 20;
/// How much is read of what looks like one there, in all: bytes that look like one again and again must not hold a start
/// up for ever.
const CHECKED_BYTES_MAX: usize = 1 << 30;
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
        // Of several the last one counts, as in `Checkpoints`.
        let found = entries.iter().rfind(|entry| entry.topic == METADATA_TOPIC && entry.partition == 0);
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
    MemoryDisk::over(&[real.to_path_buf()]).map_err(failed("listing", real))
}

/// Every record of metadata is flushed before it counts, so a power loss damages only what was under way at the end. A bad
/// batch whose sectors are all there, and that whole batches follow, is something else: what recovery would cut there has
/// counted.
fn refuse_cut_in_the_middle(real: &Folder, log: &Log, report: &RecoveryReport) -> Result<(), StorageError> {
    let Some(reason) = &report.cut_reason else { return Ok(()) };
    let end = log.end_position();
    let path = log::log_path(real, end.segment_base_offset);
    let read = |path: &Path, position| -> Result<Vec<u8>, StorageError> {
        let file = real.disk().open_read_only(path).map_err(failed("opening", path))?;
        let size_bytes = file.size_bytes().map_err(failed("asking for the size of", path))?;
        let mut content = vec![0; size_bytes.saturating_sub(position).min(BEHIND_BYTES_MAX as u64) as usize];
        file.read_exact_at(&mut content, position).map_err(failed("reading", path))?;
        Ok(content)
    };
    let cut = read(&path, end.position)?;
    let behind = first_whole_batch(&cut, end.offset, CHECKED_BYTES_MAX);
    let bad = cut.get(..behind.unwrap_or(cut.len())).unwrap_or_default();
    if bad.is_empty() || never_arrived(bad, end.position) {
        return Ok(());
    }
    let next = match (behind, report.segments_removed.iter().min()) {
        (Some(at), _) => Some((path.clone(), end.position + at as u64)),
        (None, Some(removed)) => {
            let path = log::log_path(real, *removed);
            first_whole_batch(&read(&path, 0)?, end.offset, CHECKED_BYTES_MAX).map(|at| (path, at as u64))
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
fn first_whole_batch(bytes: &[u8], offset: i64, checked_bytes_max: usize) -> Option<usize> {
    let last_start = bytes.len().checked_sub(BATCH_HEADER_SIZE)?;
    let mut checked_bytes = 0;
    for at in 0..=last_start {
        let rest = bytes.get(at..).unwrap_or_default();
        let header = BatchHeader::parse(rest).ok().filter(|header| header.base_offset >= offset);
        let Some(batch) = header.and_then(|header| rest.get(..header.size_bytes())) else { continue };
        checked_bytes += batch.len();
        if checked_bytes > checked_bytes_max {
            return None;
        }
        if verify_crc(batch) {
            return Some(at);
        }
    }
    None
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
    let log_start_offset = log.log_start_offset();
    let snapshots = state_snapshots::list(real)?;
    let newest = snapshots.iter().rev().find(|snapshot| state_snapshots::is_whole(real, snapshot.id));
    let replay_from = newest.map_or(0, |snapshot| snapshot.id.end_offset);
    if replay_from < log_start_offset {
        let reason = format!("it begins at offset {log_start_offset} and has no readable snapshot of what was before");
        let (path, advice) = (real.to_path_buf(), "restore its newest .checkpoint file");
        return Err(StorageError::Corrupt { path, position: 0, reason, advice });
    }
    let mut next_offset = replay_from;
    let checked = log.check_batches(replay_from, |header, batch| {
        if header.base_offset > next_offset {
            return Err(format!("offsets {next_offset} to {} before it are missing", header.base_offset - 1));
        }
        next_offset = header.last_offset() + 1;
        uncompressed(batch).map(|_| ()).map_err(|error| error.to_string())
    });
    checked.map_err(|error| match error {
        StorageError::Corrupt { path, position, reason, .. } => {
            StorageError::Corrupt { path, position, reason, advice: ADVICE }
        }
        error => error,
    })
}

#[cfg(test)]
#[path = "metadata_look_tests.rs"]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
