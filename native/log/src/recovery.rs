//! Opening the files of a log: repairing what an unclean stop or a damaged disk left.
//!
//! Called by `Log::open`. From the recovery point's segment on, an unclean log is read batch by batch and cut
//! at the first bad one; everything else is derived from the batches again where it is missing or wrong.
//! Invariant: a log that opens has whole batches only, indexes that agree with them, and says what was done.
//! Source: Kafka's LogLoader.

use crate::atomic_file;
use crate::config::LogConfig;
use crate::error::StorageError;
use crate::folder_files::{self, FolderFiles, SegmentFiles};
use crate::leader_epoch_checkpoint::LeaderEpochs;
use crate::log::{Metadata, RecoveryStart};
use crate::offset_index::OffsetIndex;
use crate::partition_metadata;
use crate::segment::Segment;
use crate::segment_recovery::{Cut, Depth};
use crate::state_snapshots::{self, SnapshotId};
use crate::storage::Folder;
use crate::time_index::TimeIndex;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use wire::Uuid;

/// What [`crate::Log::open`] found and did. Absent when there was nothing to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecoveryReport {
    /// Segments whose every batch was read and checked.
    pub segments_scanned: usize,
    pub bytes_scanned: u64,
    /// Bytes cut off the segment that held the first bad batch, and why it was bad.
    pub bytes_cut: u64,
    pub cut_reason: Option<String>,
    /// Base offsets of segments removed: they came after a cut, or lay before the log start with nothing after it.
    pub segments_removed: Vec<i64>,
    /// Base offsets of segments whose indexes were missing, damaged or perhaps never flushed, and rebuilt.
    pub indexes_rebuilt: Vec<i64>,
    /// Damage in older segments, which are left as they are: file, byte, reason.
    pub damage: Vec<String>,
    /// The leader-epoch checkpoint was rebuilt from the batches.
    pub epochs_rebuilt: bool,
    /// Names of leftover files that were removed or, for interrupted swaps, completed.
    pub leftovers: Vec<String>,
}

impl RecoveryReport {
    pub(crate) fn is_worth_telling(&self) -> bool {
        *self != Self::default()
    }
}

/// A log as its files say.
pub(crate) struct LoadedLog {
    pub(crate) segments: Vec<Segment>,
    pub(crate) epochs: LeaderEpochs,
    pub(crate) log_start_offset: i64,
    pub(crate) log_end_offset: i64,
    pub(crate) recovery_point: i64,
    pub(crate) metadata: Metadata,
    pub(crate) report: RecoveryReport,
}

/// `None`: there is no folder.
pub(crate) fn load(
    folder: &Arc<Folder>,
    topic_id: Uuid,
    config: &LogConfig,
    start: RecoveryStart,
    now_ms: i64,
) -> Result<Option<LoadedLog>, StorageError> {
    let Some(files) = folder_files::list(folder)? else {
        return Ok(None);
    };
    let wrote_metadata = topic_id != Uuid::ZERO && partition_metadata::check(folder, topic_id)?;
    let unflushed_from = first_unflushed(start, &files.segments);
    let ends_at_recovery_point = ends_at_recovery_point(start, &files.segments);
    let mut loader = Loader {
        folder,
        config,
        start,
        now_ms,
        unflushed_from,
        ends_at_recovery_point,
        segments: Vec::new(),
        report: RecoveryReport::default(),
    };
    let checkpointed = LeaderEpochs::read(folder)?;
    let mut epochs = checkpointed.clone().unwrap_or_default();
    // The file may be older or newer than what a power loss left of the batches there.
    epochs.truncate_from_end(unflushed_from);
    let snapshots = loader.load_segments(files)?;
    let log_end_offset = loader.find_end(&mut epochs)?;
    let ahead = newest_ahead(folder, &snapshots, log_end_offset);
    if let Some(snapshot) = ahead {
        loader.start.log_start_offset = loader.start.log_start_offset.max(snapshot.end_offset);
    }
    let start = loader.start;
    loader.drop_all_before_log_start(log_end_offset)?;
    let first_offset = loader.segments.first().map(|first| first.base_offset);
    let log_start_offset = start.log_start_offset.max(first_offset.unwrap_or(0));
    let log_end_offset = log_end_offset.max(log_start_offset);
    if checkpointed.is_none() {
        loader.rebuild_epochs(&mut epochs)?;
    } else if !start.clean {
        loader.complete_epochs(&mut epochs, (log_start_offset, log_end_offset))?;
    }
    // An epoch that begins at the very end has written nothing. After a clean stop it is kept, so that opening
    // an unchanged log writes nothing.
    epochs.truncate_from_end(log_end_offset.saturating_add(i64::from(start.clean)));
    epochs.truncate_from_start(log_start_offset);
    if let Some(snapshot) = ahead {
        // Nothing else tells any more which epochs there were.
        epochs.assign(snapshot.epoch, snapshot.end_offset);
    }
    let changed = checkpointed.as_ref() != Some(&epochs);
    if changed {
        epochs.write(folder)?;
    }
    loader.segments.iter_mut().for_each(Segment::release_files);
    let settled = start.clean && !changed && !wrote_metadata && !loader.report.is_worth_telling();
    let known = if start.clean { log_end_offset } else { start.recovery_point };
    Ok(Some(LoadedLog {
        segments: loader.segments,
        epochs,
        log_start_offset,
        log_end_offset,
        recovery_point: known.clamp(log_start_offset.min(log_end_offset), log_end_offset),
        metadata: Metadata::Present { changes: u32::from(!settled), synced: 0 },
        report: loader.report,
    }))
}

/// After an unclean stop: the segment that holds the recovery point, and all later ones.
fn first_unflushed(start: RecoveryStart, segments: &BTreeMap<i64, SegmentFiles>) -> i64 {
    if start.clean {
        return i64::MAX;
    }
    let holder = segments.range(..=start.recovery_point).next_back();
    holder.or_else(|| segments.first_key_value()).map_or(i64::MAX, |(base_offset, _)| *base_offset)
}

/// After an unclean stop: the segment before the one that begins at the recovery point. It may have been the active one
/// when the recovery point was reached, and rolled since: its batches are on the disk, its indexes perhaps not, and a
/// power loss can leave those empty or without their last entries, which they do not show.
fn ends_at_recovery_point(start: RecoveryStart, segments: &BTreeMap<i64, SegmentFiles>) -> Option<i64> {
    if start.clean || start.recovery_point <= start.log_start_offset || !segments.contains_key(&start.recovery_point) {
        return None;
    }
    segments.range(..start.recovery_point).next_back().map(|(base_offset, _)| *base_offset)
}

fn rebuild_indexes(segment: &mut Segment, config: &LogConfig, report: &mut RecoveryReport) -> Result<(), StorageError> {
    report.indexes_rebuilt.push(segment.base_offset);
    report.damage.extend(segment.rebuild_indexes(config)?);
    Ok(())
}

/// The newest snapshot of what comes behind the end of the log. A name alone ends no log: one that cannot be read is
/// passed over, as by who replays.
fn newest_ahead(folder: &Folder, snapshots: &[SnapshotId], log_end_offset: i64) -> Option<SnapshotId> {
    let is_readable = |id: &SnapshotId| {
        let batches = state_snapshots::read(folder, *id, usize::MAX);
        batches.is_ok_and(|batches| !batches.is_empty())
    };
    let ahead = snapshots.iter().rev().take_while(|id| id.end_offset > log_end_offset);
    ahead.filter(|id| id.end_offset < i64::MAX).find(|id| is_readable(id)).copied()
}

struct Loader<'a> {
    folder: &'a Arc<Folder>,
    config: &'a LogConfig,
    start: RecoveryStart,
    now_ms: i64,
    /// Segments with this base offset or a larger one must be checked batch by batch.
    unflushed_from: i64,
    /// The segment with this base offset is whole, but its indexes are not to be trusted.
    ends_at_recovery_point: Option<i64>,
    segments: Vec<Segment>,
    report: RecoveryReport,
}

impl Loader<'_> {
    /// All segments as they are on the disk, with usable indexes; the snapshots beside them.
    fn load_segments(&mut self, files: FolderFiles) -> Result<Vec<SnapshotId>, StorageError> {
        self.report.leftovers = files.leftovers;
        self.segments.reserve_exact(files.segments.len());
        let mut segments = files.segments.into_iter().peekable();
        while let Some((base_offset, files)) = segments.next() {
            let unflushed = base_offset >= self.unflushed_from;
            let end_offset = segments.peek().map_or(i64::MAX, |(next, _)| *next);
            let segment = self.load_segment(base_offset..end_offset, files, unflushed)?;
            self.segments.push(segment);
        }
        Ok(files.snapshots)
    }

    /// The offsets reach up to where the next segment begins.
    fn load_segment(
        &mut self,
        offsets: Range<i64>,
        files: SegmentFiles,
        unflushed: bool,
    ) -> Result<Segment, StorageError> {
        let base_offset = offsets.start;
        let log_bytes = files.log.unwrap_or(0);
        let place = || (Arc::clone(self.folder), base_offset);
        let empty = || {
            let indexes = (
                OffsetIndex::new(Arc::clone(self.folder), base_offset),
                TimeIndex::new(Arc::clone(self.folder), base_offset),
            );
            Segment::existing(log_bytes, indexes, place(), self.now_ms)
        };
        if unflushed {
            return Ok(empty());
        }
        if self.ends_at_recovery_point != Some(base_offset)
            && let Some(indexes) = self.load_indexes(base_offset, files)?
        {
            let segment = Segment::existing(log_bytes, indexes, place(), self.now_ms);
            if segment.indexes_end_before(offsets.end) {
                return Ok(segment);
            }
        }
        let mut segment = empty();
        rebuild_indexes(&mut segment, self.config, &mut self.report)?;
        Ok(segment)
    }

    fn load_indexes(
        &self,
        base_offset: i64,
        files: SegmentFiles,
    ) -> Result<Option<(OffsetIndex, TimeIndex)>, StorageError> {
        let (Some(offset_bytes), Some(time_bytes), Some(log_bytes)) = (files.offset_index, files.time_index, files.log)
        else {
            return Ok(None);
        };
        // Who closes a segment notes its largest timestamp: an empty time index has lost that.
        if time_bytes == 0 && log_bytes > 0 {
            return Ok(None);
        }
        let offset_index = OffsetIndex::load(Arc::clone(self.folder), base_offset, offset_bytes, log_bytes)?;
        let time_index = TimeIndex::load(Arc::clone(self.folder), base_offset, time_bytes)?;
        Ok(offset_index.zip(time_index))
    }

    /// The log end offset, after checking and cutting what may not have reached the disk.
    fn find_end(&mut self, epochs: &mut LeaderEpochs) -> Result<i64, StorageError> {
        let unflushed_from = self.unflushed_from;
        let mut index = self.segments.partition_point(|segment| segment.base_offset < unflushed_from);
        let mut end_offset = None;
        while let Some(segment) = self.segments.get_mut(index) {
            let (next_offset, cut) = segment.recover(self.config, Depth::Contents, epochs, &mut self.report)?;
            end_offset = Some(next_offset);
            index += 1;
            if cut == Cut::Yes || self.is_hole(next_offset, index) {
                self.remove_segments_from(index)?;
            }
        }
        match end_offset {
            Some(end_offset) => Ok(end_offset),
            None => self.find_settled_end(epochs),
        }
    }

    /// Whether offsets are missing before a segment because a power loss took the end of the one before, which was never
    /// flushed, and not this one's: what comes behind such a hole is not kept. Retention and deleted records leave gaps,
    /// too, but below the log start. The hole may begin before the recovery point, which moves with the log start into
    /// the middle of a batch.
    ///
    /// Apache Kafka keeps what comes behind. That is more records, and wrong ones: a transaction whose commit was in the
    /// hole goes on to the next marker of its producer behind it, and where that aborts, committed records from before the
    /// hole are aborted with it; of a transaction that began in the hole the rest is read as if it were all. None of what
    /// goes was ever flushed, so nobody was promised that it outlives this. Cut here, the transaction is open again, as
    /// behind any lost end, and its coordinator commits it; only one that holds it for ended already will not, and then the
    /// producer's next end decides (the partition's `hole_tests` show all three).
    fn is_hole(&mut self, next_offset: i64, index: usize) -> bool {
        let Some(next) = self.segments.get(index).filter(|next| next.base_offset > next_offset) else {
            return false;
        };
        let is_hole = !self.config.compacted
            && next.base_offset > self.start.recovery_point
            && next.base_offset > self.start.log_start_offset;
        if is_hole {
            let (path, base_offset) = (next.log_path(), next.base_offset);
            let reason = format!("offsets {next_offset} to {} before {} are missing", base_offset - 1, path.display());
            self.report.cut_reason.get_or_insert(reason);
        }
        is_hole
    }

    /// The log end offset of segments that are taken to be whole. The last one is cut where its batches no longer follow
    /// each other, so that there is a place to append; damage within a batch stays, as in all others.
    fn find_settled_end(&mut self, epochs: &mut LeaderEpochs) -> Result<i64, StorageError> {
        let Some(active) = self.segments.last_mut() else {
            return Ok(self.start.log_start_offset);
        };
        match active.load_end() {
            Err(StorageError::Corrupt { .. }) => {
                let (end_offset, _) = active.recover(self.config, Depth::Headers, epochs, &mut self.report)?;
                Ok(end_offset)
            }
            Ok(end_offset) if !active.indexes_end_before(end_offset) => {
                rebuild_indexes(active, self.config, &mut self.report)?;
                active.load_end()
            }
            other => other,
        }
    }

    /// A log that ends before it starts holds nothing that anyone may read. One that ends before the snapshot of what it
    /// replays to starts there: its own end is lost, the state is not.
    fn drop_all_before_log_start(&mut self, log_end_offset: i64) -> Result<(), StorageError> {
        if self.start.log_start_offset > log_end_offset { self.remove_segments_from(0) } else { Ok(()) }
    }

    /// For good: what a later power loss brought back would stand behind batches that were written meanwhile.
    fn remove_segments_from(&mut self, index: usize) -> Result<(), StorageError> {
        let count = self.segments.len();
        while self.segments.len() > index
            && let Some(mut segment) = self.segments.pop()
        {
            segment.remove_files()?;
            self.report.segments_removed.push(segment.base_offset);
        }
        if count > index { atomic_file::sync_folder(self.folder.disk(), self.folder) } else { Ok(()) }
    }

    /// Leader epochs from the headers of all batches.
    fn rebuild_epochs(&mut self, epochs: &mut LeaderEpochs) -> Result<(), StorageError> {
        *epochs = self.epochs_of_batches(i64::MAX)?;
        self.report.epochs_rebuilt = !epochs.entries().is_empty();
        Ok(())
    }

    /// The file follows a log start that moves, also one that was not in the log directory's checkpoint yet when the
    /// broker died: the log begins earlier again, and so must the epochs.
    fn complete_epochs(
        &mut self,
        epochs: &mut LeaderEpochs,
        (log_start_offset, log_end_offset): (i64, i64),
    ) -> Result<(), StorageError> {
        // A power loss may have left none of them.
        let first = epochs.entries().first().map_or(i64::MAX, |first| first.start_offset);
        if first <= log_start_offset || log_start_offset >= log_end_offset {
            return Ok(());
        }
        let mut complete = self.epochs_of_batches(first)?;
        for entry in epochs.entries() {
            complete.assign(entry.epoch, entry.start_offset);
        }
        *epochs = complete;
        Ok(())
    }

    /// What the batches before `end_offset` say.
    fn epochs_of_batches(&self, end_offset: i64) -> Result<LeaderEpochs, StorageError> {
        let mut epochs = LeaderEpochs::default();
        for segment in self.segments.iter().filter(|segment| segment.base_offset < end_offset) {
            let read = segment.headers_from(0, |header, _| {
                let is_behind = header.base_offset >= end_offset;
                if !is_behind {
                    epochs.assign(header.partition_leader_epoch, header.base_offset);
                }
                is_behind.then_some(())
            });
            match read {
                Err(StorageError::Corrupt { .. }) => {}
                other => other.map(|_| ())?,
            }
        }
        Ok(epochs)
    }
}
