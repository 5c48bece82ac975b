//! `.index`: at which byte of the segment some batches begin.
//!
//! ```text
//!   i32 last offset of the batch, minus the base offset | i32 position of the batch    (big endian)
//! ```
//! Used by its segment. Invariant: offsets and positions only grow. Source: Kafka's OffsetIndex.

use crate::error::StorageError;
use crate::file_names;
use crate::index_file::IndexFile;
use crate::storage::Folder;
use std::sync::Arc;

const ENTRY_BYTES: usize = 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OffsetEntry {
    /// The last offset of the batch that begins at `position`.
    pub(crate) offset: i64,
    pub(crate) position: u64,
}

#[derive(Debug)]
pub(crate) struct OffsetIndex {
    pub(crate) file: IndexFile<ENTRY_BYTES>,
    base_offset: i64,
    last: Option<OffsetEntry>,
}

impl OffsetIndex {
    /// An empty index, whatever file is there.
    pub(crate) fn new(folder: Arc<Folder>, base_offset: i64) -> Self {
        Self { file: IndexFile::new(folder, base_offset, file_names::OFFSET_INDEX, 0), base_offset, last: None }
    }

    /// An empty index for a segment that is being cleaned.
    pub(crate) fn cleaned(folder: Arc<Folder>, base_offset: i64) -> Self {
        Self { file: IndexFile::new(folder, base_offset, file_names::OFFSET_INDEX_CLEANED, 0), base_offset, last: None }
    }

    /// The same, after its file got the name that it keeps.
    pub(crate) fn finally_named(self) -> Self {
        Self { file: self.file.named(file_names::OFFSET_INDEX), ..self }
    }

    /// The index in a file of `file_bytes`; `None` when its size or its last entry cannot be right for a segment
    /// of `log_bytes` (among them a file that Kafka preallocated and an unclean stop left with a tail of zeros).
    pub(crate) fn load(
        folder: Arc<Folder>,
        base_offset: i64,
        file_bytes: u64,
        log_bytes: u64,
    ) -> Result<Option<Self>, StorageError> {
        let Ok(entries) = u32::try_from(file_bytes / ENTRY_BYTES as u64) else {
            return Ok(None);
        };
        if !file_bytes.is_multiple_of(ENTRY_BYTES as u64) {
            return Ok(None);
        }
        let file = IndexFile::new(folder, base_offset, file_names::OFFSET_INDEX, entries);
        let last = file.last_entry()?.map(|entry| decode(base_offset, entry));
        let plausible =
            last.is_none_or(|last| last.offset > base_offset && last.position > 0 && last.position < log_bytes);
        Ok(plausible.then_some(Self { file, base_offset, last }))
    }

    pub(crate) fn last(&self) -> Option<OffsetEntry> {
        self.last
    }

    /// Whether an index limited to `max_bytes` takes no more entries.
    pub(crate) fn is_full(&self, max_bytes: u32) -> bool {
        self.file.entry_count() >= max_bytes / ENTRY_BYTES as u32
    }

    pub(crate) fn append(&mut self, entry: OffsetEntry) {
        let (Ok(relative), Ok(position)) =
            (i32::try_from(entry.offset - self.base_offset), i32::try_from(entry.position))
        else {
            return;
        };
        let mut bytes = [0; ENTRY_BYTES];
        let (first, second) = bytes.split_at_mut(4);
        first.copy_from_slice(&relative.to_be_bytes());
        second.copy_from_slice(&position.to_be_bytes());
        self.file.push(bytes);
        self.last = Some(entry);
    }

    /// The last entry with an offset of at most `offset`.
    pub(crate) fn lookup(&self, offset: i64) -> Result<Option<OffsetEntry>, StorageError> {
        if let Some(last) = self.last.filter(|last| last.offset <= offset) {
            return Ok(Some(last));
        }
        let count = self.file.count_while(|entry| decode(self.base_offset, *entry).offset <= offset)?;
        self.entry_before(count)
    }

    /// Forgets entries of batches that end at `offset` or later.
    pub(crate) fn truncate_to(&mut self, offset: i64) -> Result<(), StorageError> {
        let count = self.file.count_while(|entry| decode(self.base_offset, *entry).offset < offset)?;
        self.file.truncate(count)?;
        self.last = self.entry_before(count)?;
        Ok(())
    }

    fn entry_before(&self, count: u32) -> Result<Option<OffsetEntry>, StorageError> {
        match count.checked_sub(1) {
            None => Ok(None),
            Some(number) => Ok(Some(decode(self.base_offset, self.file.entry(number)?))),
        }
    }
}

fn decode(base_offset: i64, entry: [u8; ENTRY_BYTES]) -> OffsetEntry {
    let [a, b, c, d, e, f, g, h] = entry;
    let relative = i32::from_be_bytes([a, b, c, d]);
    let position = i32::from_be_bytes([e, f, g, h]);
    OffsetEntry { offset: base_offset.wrapping_add(relative.into()), position: position.max(0) as u64 }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    const BASE: i64 = 1 << 40;

    fn entry(number: i64) -> OffsetEntry {
        OffsetEntry { offset: BASE + number * 10 + 9, position: number as u64 * 1000 }
    }

    fn filled(folder: &std::path::Path) -> OffsetIndex {
        let mut index = OffsetIndex::new(Arc::new(folder.into()), BASE);
        (1..=100).for_each(|number| index.append(entry(number)));
        index
    }

    #[test]
    fn round_trip_through_the_file() {
        let folder = tempfile::tempdir().unwrap();
        filled(folder.path()).file.complete().unwrap();
        let bytes = std::fs::read(folder.path().join("00000001099511627776.index")).unwrap();
        assert_eq!(bytes[..8], [0, 0, 0, 19, 0, 0, 3, 232]);
        let index = OffsetIndex::load(Arc::new(folder.path().into()), BASE, 800, 200_000).unwrap().unwrap();
        assert_eq!(index.last(), Some(entry(100)));
        assert_eq!(index.lookup(BASE + 18).unwrap(), None);
        assert_eq!(index.lookup(BASE + 19).unwrap(), Some(entry(1)));
        assert_eq!(index.lookup(BASE + 508).unwrap(), Some(entry(49)));
        assert_eq!(index.lookup(i64::MAX).unwrap(), Some(entry(100)));
    }

    #[test]
    fn truncates_by_offset() {
        let folder = tempfile::tempdir().unwrap();
        let mut index = filled(folder.path());
        index.truncate_to(BASE + 509).unwrap();
        assert_eq!(index.last(), Some(entry(49)));
        index.truncate_to(BASE).unwrap();
        assert_eq!(index.last(), None);
    }

    #[test]
    fn rejects_files_that_cannot_be_right() {
        let folder = tempfile::tempdir().unwrap();
        let check = |bytes: &[u8], log_bytes: u64, accepted: bool| {
            let path = folder.path().join("00000000000000000000.index");
            std::fs::write(&path, bytes).unwrap();
            let loaded = OffsetIndex::load(Arc::new(folder.path().into()), 0, bytes.len() as u64, log_bytes).unwrap();
            assert_eq!(loaded.is_some(), accepted, "{bytes:?}");
        };
        check(&[], 0, true);
        check(&[0, 0, 0, 5, 0, 0, 0, 61], 62, true);
        check(&[0, 0, 0, 5, 0, 0, 0, 61], 61, false);
        check(&[0, 0, 0, 5, 0, 0, 0], 1000, false);
        check(&[0; 4096], 1000, false);
        check(&[0xff; 16], 1000, false);
    }

    #[test]
    fn is_full_at_the_configured_size() {
        let folder = tempfile::tempdir().unwrap();
        let index = filled(folder.path());
        assert!(index.is_full(800) && index.is_full(807) && !index.is_full(808));
    }
}
