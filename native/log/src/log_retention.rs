//! Removing whole segments from the front of a log: those that age or size no longer allow, and those that lie before
//! the log start.
//!
//! Called by the partition's housekeeping. A removed segment's files are renamed to `.deleted` and go later, by
//! [`DeletedSegment::remove_files`]; whoever reads one of them goes on.
//! Invariant: segments go first to last and their `.log` file first, so that a crash at any point leaves a log without
//! a hole, and leftovers that opening removes. Nothing at or above the high watermark goes.
//! Source: Kafka's UnifiedLog.deleteOldSegments.

use crate::atomic_file;
use crate::error::{StorageError, failed};
use crate::file_names::{self, DELETED, LOG, OFFSET_INDEX, TIME_INDEX, TRANSACTION_INDEX};
use crate::log::Log;
use crate::segment::Segment;
use crate::storage::Folder;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

/// The log file first: indexes without it are leftovers.
pub(crate) const SUFFIXES: [&str; 4] = [LOG, OFFSET_INDEX, TIME_INDEX, TRANSACTION_INDEX];

/// What may stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// `cleanup.policy` holds `delete`; if not, only segments before the log start go.
    pub deletes: bool,
    /// `retention.ms`; negative: for ever.
    pub time_ms: i64,
    /// `retention.bytes`; negative: any number.
    pub size_bytes: i64,
}

/// A segment that is no longer in the log and whose files still have to go.
#[derive(Debug)]
#[must_use = "the files stay until they are removed"]
pub struct DeletedSegment {
    pub(crate) folder: Arc<Folder>,
    pub base_offset: i64,
}

impl DeletedSegment {
    pub fn remove_files(&self) -> Result<(), StorageError> {
        SUFFIXES
            .iter()
            .map(|suffix| deleted_path(&self.folder, self.base_offset, suffix))
            .try_for_each(|path| atomic_file::remove(self.folder.disk(), &path))
    }
}

fn deleted_path(folder: &Folder, base_offset: i64, suffix: &str) -> PathBuf {
    file_names::path(folder, base_offset, &format!("{suffix}{DELETED}"))
}

impl Log {
    /// Removes the segments that may not stay and lets the log begin at the first that does. When all of them go, an
    /// empty one is started at the log end. What was removed comes in `deleted`, also before an error.
    pub fn delete_old_segments(
        &mut self,
        retention: &Retention,
        high_watermark: i64,
        now_ms: i64,
        deleted: &mut Vec<DeletedSegment>,
    ) -> Result<(), StorageError> {
        let log_start_offset = self.log_start_offset;
        let before_start = self
            .deletable(high_watermark, |_, next| Ok(next.is_some_and(|next| next.base_offset <= log_start_offset)))?;
        self.remove_first(before_start, now_ms, deleted)?;
        if !retention.deletes {
            return Ok(());
        }
        let too_large = self.count_too_large(retention.size_bytes, high_watermark)?;
        self.remove_first(too_large, now_ms, deleted)?;
        let expired = self.count_expired(retention.time_ms, high_watermark, now_ms)?;
        self.remove_first(expired, now_ms, deleted)
    }

    /// As many as can go without the log falling below its size.
    fn count_too_large(&self, retention_bytes: i64, high_watermark: i64) -> Result<usize, StorageError> {
        let Some(mut excess) = u64::try_from(retention_bytes).ok().and_then(|kept| self.size_bytes().checked_sub(kept))
        else {
            return Ok(0);
        };
        self.deletable(high_watermark, |segment, _| {
            let rest = excess.checked_sub(segment.size_bytes);
            excess = rest.unwrap_or(excess);
            Ok(rest.is_some())
        })
    }

    fn count_expired(&self, retention_ms: i64, high_watermark: i64, now_ms: i64) -> Result<usize, StorageError> {
        if retention_ms < 0 {
            return Ok(0);
        }
        self.deletable(high_watermark, |segment, _| {
            Ok(now_ms.saturating_sub(segment.largest_timestamp()?) > retention_ms)
        })
    }

    /// How many segments from the first on meet the condition, which gets the segment after it, too. An empty active
    /// segment stays, as does what is not below the high watermark.
    fn deletable(
        &self,
        high_watermark: i64,
        mut condition: impl FnMut(&Segment, Option<&Segment>) -> Result<bool, StorageError>,
    ) -> Result<usize, StorageError> {
        let mut count = 0;
        for segment in &self.segments {
            let next = self.segments.get(count + 1);
            let end_offset = next.map_or(self.log_end_offset, |next| next.base_offset);
            let is_empty_active = next.is_none() && segment.size_bytes == 0;
            if is_empty_active || high_watermark < end_offset || !condition(segment, next)? {
                break;
            }
            count += 1;
        }
        Ok(count)
    }

    fn remove_first(
        &mut self,
        count: usize,
        now_ms: i64,
        deleted: &mut Vec<DeletedSegment>,
    ) -> Result<(), StorageError> {
        if count == 0 {
            return Ok(());
        }
        if count == self.segments.len() {
            self.roll(now_ms)?;
            // The new segment alone tells where the log ends: it must be there before the others go.
            atomic_file::sync_folder(self.folder.disk(), &self.folder)?;
        }
        let Some(first_kept) = self.segments.get(count).map(|segment| segment.base_offset) else {
            return Ok(());
        };
        self.recent_reads.take();
        self.set_log_start_offset(first_kept)?;
        let mut removed = 0;
        let is_unsynced = self.metadata.is_unsynced();
        let marked = self.segments.iter().take(count).try_for_each(|segment| {
            let base_offset = segment.base_offset;
            if removed > 0 || is_unsynced {
                // A power loss must not keep this name's removal and undo that of an earlier segment.
                atomic_file::sync_folder(self.folder.disk(), &self.folder)?;
            }
            mark_deleted(&self.folder, base_offset, LOG)?;
            removed += 1;
            deleted.push(DeletedSegment { folder: Arc::clone(&self.folder), base_offset });
            SUFFIXES.iter().skip(1).try_for_each(|suffix| mark_deleted(&self.folder, base_offset, suffix))
        });
        self.segments.drain(..removed);
        self.metadata.changed();
        marked
    }
}

/// A file that is not there needs no mark.
pub(crate) fn mark_deleted(folder: &Folder, base_offset: i64, suffix: &str) -> Result<(), StorageError> {
    let path = file_names::path(folder, base_offset, suffix);
    match folder.disk().rename(&path, &deleted_path(folder, base_offset, suffix)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(failed("marking as deleted", &path)(error)),
        _ => Ok(()),
    }
}

impl Segment {
    /// The newest record's time; where records have none, that of the last write to the file.
    pub(crate) fn largest_timestamp(&self) -> Result<i64, StorageError> {
        if let Some(largest) = self.largest.filter(|largest| largest.timestamp >= 0) {
            return Ok(largest.timestamp);
        }
        let path = self.log_path();
        let facts = self.folder.disk().facts(&path).map_err(failed("asking for the time of", &path))?;
        let since = facts.modified.duration_since(UNIX_EPOCH).unwrap_or_default();
        Ok(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}
