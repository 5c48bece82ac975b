//! Producers and transactions of a log that is being opened: the newest usable snapshot, then the headers of all
//! batches after it. Called by `open`.
//!
//! Invariant: after it, only snapshots that are true for this log remain: none beyond what is certain to be on the disk,
//! none corrupt, and of those that belong to no segment only the newest. What is removed here may come back with a power
//! loss as long as the recovery point stands where it stood: the next start removes it again. The first flush after an
//! unclean start covers the names in the folder, and only a flush moves the recovery point over anything there is.
//! Source: Kafka's `ProducerStateManager` (removeStraySnapshots, truncateAndReload) and `UnifiedLog`
//! (rebuildProducerState).

use std::io::ErrorKind;
use std::ops::ControlFlow;

use log::storage::Folder;
use log::{Log, LogPosition, ReadError, RecoveryStart, StorageError, failed};
use wire::record_batch::BatchHeader;

use crate::aborted_index::{self, AbortedIndex};
use crate::end_marker::EndMarker;
use crate::partition_files::{SNAPSHOT_SUFFIX, offsets_of, path_of, remove};
use crate::producer_snapshot::decode;
use crate::producer_state::Producers;
use crate::transactions::AbortedTransaction;

/// A marker has some 80 bytes; what calls itself one and is larger is damage, and not to be read into memory.
const MARKER_BYTES_MAX: usize = 64 << 10;

pub(crate) struct RecoveredProducers {
    pub producers: Option<Box<Producers>>,
    pub aborted: Option<Box<AbortedIndex>>,
    pub snapshot_offset: i64,
}

pub(crate) fn recover_producers(
    log: &Log,
    recovery: RecoveryStart,
    expiration_ms: i64,
    now_ms: i64,
) -> Result<RecoveredProducers, StorageError> {
    let (log_start_offset, log_end_offset) = (log.log_start_offset(), log.log_end_offset());
    if !log.has_folder() {
        return Ok(RecoveredProducers { producers: None, aborted: None, snapshot_offset: 0 });
    }
    if log_end_offset == 0 {
        if log.has_folder() {
            remove_all(log.folder())?;
        }
        return Ok(RecoveredProducers { producers: None, aborted: None, snapshot_offset: 0 });
    }
    remove_strays(log)?;
    let (mut aborted, first_damaged) = AbortedIndex::open(log.folder())?;
    // What lies beyond the recovery point is scanned in any case: its transaction index may be lost.
    let trusted_end = if recovery.clean { log_end_offset } else { recovery.recovery_point.min(log_end_offset) };
    let trusted_end = first_damaged.map_or(trusted_end, |damaged| trusted_end.min(damaged));
    remove_beyond(log.folder(), trusted_end)?;
    let usable = log_start_offset.saturating_add(1)..=trusted_end;
    let (mut producers, snapshot_offset) = match newest_snapshot(log.folder(), usable, expiration_ms, now_ms)? {
        Some((producers, snapshot_offset)) => (producers, snapshot_offset),
        None => (Producers::default(), log_start_offset),
    };
    let found = replay(log, snapshot_offset, &mut producers, now_ms)?;
    producers.transactions.on_high_watermark(log_end_offset);

    aborted.truncate_from(first_damaged.map_or(snapshot_offset, |damaged| snapshot_offset.min(damaged)))?;
    for (segment_base_offset, transaction) in &found {
        aborted.add(*segment_base_offset, transaction)?;
    }
    // The recovery point may be past these markers already: no later flush would be for them.
    aborted.start_flush().run()?;
    Ok(RecoveredProducers {
        producers: (!producers.is_empty()).then(|| Box::new(producers)),
        aborted: (!aborted.is_empty()).then(|| Box::new(aborted)),
        snapshot_offset,
    })
}

/// The log is empty: what is left would speak of records that come yet.
fn remove_all(folder: &Folder) -> Result<(), StorageError> {
    for suffix in [SNAPSHOT_SUFFIX, aborted_index::SUFFIX] {
        for offset in offsets_of(folder, suffix)? {
            remove(folder.disk(), &path_of(folder, offset, suffix))?;
        }
    }
    Ok(())
}

/// A snapshot belongs to a segment when it was taken as that segment began. The newest one may belong to none: it was
/// taken at a clean close.
fn remove_strays(log: &Log) -> Result<(), StorageError> {
    let (log_start_offset, log_end_offset) = (log.log_start_offset(), log.log_end_offset());
    let segments: Vec<i64> = log.segment_base_offsets().collect();
    let offsets = offsets_of(log.folder(), SNAPSHOT_SUFFIX)?;
    let newest = offsets.iter().copied().filter(|offset| *offset <= log_end_offset).max();
    for offset in offsets {
        let in_range = offset > log_start_offset && offset <= log_end_offset;
        if !in_range || (!segments.contains(&offset) && Some(offset) != newest) {
            remove(log.folder().disk(), &path_of(log.folder(), offset, SNAPSHOT_SUFFIX))?;
        }
    }
    Ok(())
}

/// What was taken of records that a power loss may have replaced says nothing, also once the log has grown over it again.
fn remove_beyond(folder: &Folder, trusted_end: i64) -> Result<(), StorageError> {
    let beyond = offsets_of(folder, SNAPSHOT_SUFFIX)?.into_iter().filter(|offset| *offset > trusted_end);
    beyond.map(|offset| path_of(folder, offset, SNAPSHOT_SUFFIX)).try_for_each(|path| remove(folder.disk(), &path))
}

/// The newest snapshot in range that can be read; corrupt ones are removed on the way.
fn newest_snapshot(
    folder: &Folder,
    usable: std::ops::RangeInclusive<i64>,
    expiration_ms: i64,
    now_ms: i64,
) -> Result<Option<(Producers, i64)>, StorageError> {
    for offset in offsets_of(folder, SNAPSHOT_SUFFIX)?.into_iter().rev().filter(|offset| usable.contains(offset)) {
        let path = path_of(folder, offset, SNAPSHOT_SUFFIX);
        let bytes = match folder.disk().read(&path) {
            Err(error) if error.kind() == ErrorKind::FileTooLarge => Vec::new(),
            read => read.map_err(failed("reading", &path))?,
        };
        match decode(&bytes) {
            Ok(entries) => return Ok(Some((Producers::from_snapshot(entries, expiration_ms, now_ms), offset))),
            Err(_) => remove(folder.disk(), &path)?,
        }
    }
    Ok(None)
}

/// Takes in every batch from `from_offset` on. Answers the aborted transactions that it met, with the base offset of
/// the segment that holds the marker.
fn replay(
    log: &Log,
    from_offset: i64,
    producers: &mut Producers,
    now_ms: i64,
) -> Result<Vec<(i64, AbortedTransaction)>, StorageError> {
    let mut found = Vec::new();
    if from_offset >= log.log_end_offset() {
        return Ok(found);
    }
    let mut failure = None;
    log.for_each_batch(from_offset, &mut |header, position| {
        if !header.has_producer_id() {
            return ControlFlow::Continue(());
        }
        let marker = match header.is_control().then(|| read_marker(log, header, position)) {
            Some(Err(error)) => {
                failure = Some(error);
                return ControlFlow::Break(());
            }
            Some(Ok(marker)) => marker,
            None => None,
        };
        if let Some(aborted) = producers.appended(header, marker, now_ms) {
            found.push((position.segment_base_offset, aborted));
        }
        ControlFlow::Continue(())
    })?;
    failure.map_or(Ok(found), Err)
}

fn read_marker(log: &Log, header: &BatchHeader, position: LogPosition) -> Result<Option<EndMarker>, StorageError> {
    if header.size_bytes() > MARKER_BYTES_MAX {
        return Ok(None);
    }
    let slice = match log.read(header.base_offset, header.size_bytes(), log.end_position(), true) {
        Ok(slice) => slice,
        Err(ReadError::Storage(error)) => return Err(error),
        Err(ReadError::OutOfRange { .. }) => None,
    };
    let Some(slice) = slice else { return Ok(None) };
    let mut batch = Vec::new();
    slice.read_into(&mut batch).map_err(|source| StorageError::Io {
        operation: "reading a marker in",
        path: log.folder().to_path_buf(),
        position: Some(position.position),
        source,
    })?;
    Ok(EndMarker::parse(&batch))
}

#[cfg(test)]
#[path = "hole_tests.rs"]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod hole_tests;
