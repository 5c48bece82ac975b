//! `.timeindex`: the largest timestamp up to some batches of the segment.
//!
//! ```text
//!   i64 largest timestamp so far | i32 last offset of the batch that has it, minus the base offset   (big endian)
//! ```
//! Used by its segment. Invariant: timestamps only grow, offsets never fall; a rolled or closed segment
//! ends with the entry of its largest timestamp. Source: Kafka's TimeIndex.

use crate::error::StorageError;
use crate::file_names;
use crate::index_file::IndexFile;
use crate::storage::Folder;
use std::sync::Arc;

const ENTRY_BYTES: usize = 12;
/// What Kafka takes for the last timestamp of an empty index: smaller ones are never indexed.
pub(crate) const NO_TIMESTAMP: i64 = -1;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TimeEntry {
    pub(crate) timestamp: i64,
    /// The last offset of the batch that holds the timestamp.
    pub(crate) offset: i64,
}

#[derive(Debug)]
pub(crate) struct TimeIndex {
    pub(crate) file: IndexFile<ENTRY_BYTES>,
    base_offset: i64,
    last: Option<TimeEntry>,
}

impl TimeIndex {
    /// An empty index, whatever file is there.
    pub(crate) fn new(folder: Arc<Folder>, base_offset: i64) -> Self {
        Self { file: IndexFile::new(folder, base_offset, file_names::TIME_INDEX, 0), base_offset, last: None }
    }

    /// An empty index for a segment that is being cleaned.
    pub(crate) fn cleaned(folder: Arc<Folder>, base_offset: i64) -> Self {
        Self { file: IndexFile::new(folder, base_offset, file_names::TIME_INDEX_CLEANED, 0), base_offset, last: None }
    }

    /// The same, after its file got the name that it keeps.
    pub(crate) fn finally_named(self) -> Self {
        Self { file: self.file.named(file_names::TIME_INDEX), ..self }
    }

    /// The index in a file of `file_bytes`; `None` when its size or its last entry cannot be right.
    pub(crate) fn load(folder: Arc<Folder>, base_offset: i64, file_bytes: u64) -> Result<Option<Self>, StorageError> {
        let Ok(entries) = u32::try_from(file_bytes / ENTRY_BYTES as u64) else {
            return Ok(None);
        };
        if !file_bytes.is_multiple_of(ENTRY_BYTES as u64) {
            return Ok(None);
        }
        let file = IndexFile::new(folder, base_offset, file_names::TIME_INDEX, entries);
        if entries == 0 {
            return Ok(Some(Self { file, base_offset, last: None }));
        }
        let first = decode(base_offset, file.entry(0)?);
        let last = decode(base_offset, file.entry(entries - 1)?);
        let sorted = entries == 1 || last.timestamp > first.timestamp;
        let plausible = sorted && first.timestamp > NO_TIMESTAMP && last.offset >= first.offset;
        let plausible = plausible && first.offset >= base_offset;
        Ok(plausible.then_some(Self { file, base_offset, last: Some(last) }))
    }

    pub(crate) fn last(&self) -> Option<TimeEntry> {
        self.last
    }

    /// Whether an index limited to `max_bytes` takes no more entries; the last place is kept for the final entry.
    pub(crate) fn is_full(&self, max_bytes: u32) -> bool {
        self.file.entry_count() + 1 >= max_bytes / ENTRY_BYTES as u32
    }

    /// Adds the entry if its timestamp is larger than all before.
    pub(crate) fn append(&mut self, entry: TimeEntry) {
        let Ok(relative) = i32::try_from(entry.offset - self.base_offset) else {
            return;
        };
        if entry.timestamp <= self.last.map_or(NO_TIMESTAMP, |last| last.timestamp) {
            return;
        }
        let mut bytes = [0; ENTRY_BYTES];
        let (first, second) = bytes.split_at_mut(8);
        first.copy_from_slice(&entry.timestamp.to_be_bytes());
        second.copy_from_slice(&relative.to_be_bytes());
        self.file.push(bytes);
        self.last = Some(entry);
    }

    /// The last entry with a timestamp below `timestamp`: no record up to its offset reaches `timestamp`.
    pub(crate) fn lookup_before(&self, timestamp: i64) -> Result<Option<TimeEntry>, StorageError> {
        let count = self.file.count_while(|entry| decode(self.base_offset, *entry).timestamp < timestamp)?;
        self.entry_before(count)
    }

    /// Forgets entries of offsets from `offset` on.
    pub(crate) fn truncate_to(&mut self, offset: i64) -> Result<(), StorageError> {
        let count = self.file.count_while(|entry| decode(self.base_offset, *entry).offset < offset)?;
        self.file.truncate(count)?;
        self.last = self.entry_before(count)?;
        Ok(())
    }

    fn entry_before(&self, count: u32) -> Result<Option<TimeEntry>, StorageError> {
        match count.checked_sub(1) {
            None => Ok(None),
            Some(number) => Ok(Some(decode(self.base_offset, self.file.entry(number)?))),
        }
    }
}

fn decode(base_offset: i64, entry: [u8; ENTRY_BYTES]) -> TimeEntry {
    let [a, b, c, d, e, f, g, h, i, j, k, l] = entry;
    let relative = i32::from_be_bytes([i, j, k, l]);
    TimeEntry {
        timestamp: i64::from_be_bytes([a, b, c, d, e, f, g, h]),
        offset: base_offset.wrapping_add(relative.into()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn entry(number: i64) -> TimeEntry {
        TimeEntry { timestamp: 1_000_000 + number * 10, offset: 500 + number * 3 }
    }

    fn filled(folder: &std::path::Path) -> TimeIndex {
        let mut index = TimeIndex::new(Arc::new(folder.into()), 500);
        (0..100).for_each(|number| index.append(entry(number)));
        index
    }

    #[test]
    fn round_trip_through_the_file() {
        let folder = tempfile::tempdir().unwrap();
        filled(folder.path()).file.complete().unwrap();
        let bytes = std::fs::read(folder.path().join("00000000000000000500.timeindex")).unwrap();
        assert_eq!(bytes[12..24], [0, 0, 0, 0, 0, 15, 66, 74, 0, 0, 0, 3]);
        let index = TimeIndex::load(Arc::new(folder.path().into()), 500, 1200).unwrap().unwrap();
        assert_eq!(index.last(), Some(entry(99)));
        assert_eq!(index.lookup_before(1_000_000).unwrap(), None);
        assert_eq!(index.lookup_before(1_000_001).unwrap(), Some(entry(0)));
        assert_eq!(index.lookup_before(1_000_020).unwrap(), Some(entry(1)));
        assert_eq!(index.lookup_before(i64::MAX).unwrap(), Some(entry(99)));
    }

    #[test]
    fn takes_only_growing_timestamps() {
        let folder = tempfile::tempdir().unwrap();
        let mut index = TimeIndex::new(Arc::new(folder.path().into()), 0);
        for (timestamp, offset) in [(NO_TIMESTAMP, 0), (10, 1), (10, 2), (9, 3), (11, 4)] {
            index.append(TimeEntry { timestamp, offset });
        }
        assert_eq!(index.file.entry_count(), 2);
        assert_eq!(index.last(), Some(TimeEntry { timestamp: 11, offset: 4 }));
    }

    #[test]
    fn truncates_by_offset() {
        let folder = tempfile::tempdir().unwrap();
        let mut index = filled(folder.path());
        index.truncate_to(503).unwrap();
        assert_eq!(index.last(), Some(entry(0)));
        index.truncate_to(500).unwrap();
        assert_eq!(index.last(), None);
    }

    #[test]
    fn rejects_files_that_cannot_be_right() {
        let folder = tempfile::tempdir().unwrap();
        let good = [0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 1];
        let check = |bytes: &[u8], accepted: bool| {
            std::fs::write(folder.path().join("00000000000000000000.timeindex"), bytes).unwrap();
            let loaded = TimeIndex::load(Arc::new(folder.path().into()), 0, bytes.len() as u64).unwrap();
            assert_eq!(loaded.is_some(), accepted, "{bytes:?}");
        };
        check(&[], true);
        check(&good, true);
        check(&[0; 24], false);
        check(&good[..11], false);
        check(&[good.as_slice(), &[0; 12]].concat(), false);
        check(&[0xff; 24], false);
    }
}
