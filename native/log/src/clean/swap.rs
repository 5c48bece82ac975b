//! A cleaned segment takes the place of its group.
//!
//! ```text
//!   FOLDER/0.log.swap  on the disk, with its indexes       the group counts until here, the replacement from here on
//!   0.log, 50.log ..   ─► .deleted                         whoever reads one of them goes on
//!   (folder to the disk)
//!   0.log.swap         ─► 0.log
//! ```
//! Called by the partition under its lock. Invariant: no old file of the group is left when the new one gets its name,
//! also after power loss: two segments never hold the same offsets. Source: Kafka's LocalLog.replaceSegments.

use super::CleanedSegment;
use crate::atomic_file::sync_folder;
use crate::error::StorageError;
use crate::log::Log;
use crate::log_retention::{DeletedSegment, SUFFIXES, mark_deleted};
use crate::segment::Segment;
use std::ops::Range;
use std::sync::Arc;

impl Log {
    /// Whether `cleaned` still fits: nothing was cut since the cleaning began, and its group is there.
    pub fn takes(&self, cleaned: &CleanedSegment) -> bool {
        cleaned.truncation_count == self.truncation_count && self.group_of(cleaned).is_some()
    }

    /// Replaces the group of `cleaned`, which `takes` has agreed to and which is named `.swap`. The files of the group
    /// come in `deleted`. After an error the log must not be used any more: opening it finishes the replacement.
    pub fn swap_in(
        &mut self,
        cleaned: CleanedSegment,
        now_ms: i64,
        deleted: &mut Vec<DeletedSegment>,
    ) -> Result<(), StorageError> {
        let Some(group) = self.group_of(&cleaned) else {
            return cleaned.discard();
        };
        for base_offset in cleaned.replaces() {
            deleted.push(DeletedSegment { folder: Arc::clone(&self.folder), base_offset: *base_offset });
            SUFFIXES.iter().try_for_each(|suffix| mark_deleted(&self.folder, *base_offset, suffix))?;
        }
        sync_folder(self.folder.disk(), &self.folder)?;
        cleaned.files.settle()?;
        self.segments.splice(group, [Segment::cleaned(cleaned, now_ms)]);
        self.recent_reads.take();
        self.metadata.changed();
        Ok(())
    }

    /// Where the group is in the list of segments.
    fn group_of(&self, cleaned: &CleanedSegment) -> Option<Range<usize>> {
        let first = *cleaned.replaces().first()?;
        let start = self.segments.binary_search_by_key(&first, |segment| segment.base_offset).ok()?;
        let group = start..start + cleaned.replaces().len();
        // The active segment is never cleaned.
        let segments = self.segments.get(group.clone()).filter(|_| group.end < self.segments.len())?;
        let is_same = segments.iter().map(|segment| segment.base_offset).eq(cleaned.replaces().iter().copied());
        is_same.then_some(group)
    }
}

impl Segment {
    /// Its files have their final names.
    fn cleaned(cleaned: CleanedSegment, now_ms: i64) -> Self {
        let CleanedSegment { files, size_bytes, offset_index, time_index, .. } = cleaned;
        let place = (Arc::clone(&files.folder), files.base_offset);
        Self::existing(size_bytes, (offset_index.finally_named(), time_index.finally_named()), place, now_ms)
    }
}
