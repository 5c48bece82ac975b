//! A file of sorted entries of one size, with its newest entries still in memory.
//!
//! Shared by the offset index and the time index. Entries are collected in a small tail and written in
//! chunks; lookups search the tail, or the file by positioned reads. The file is created by the first write.
//!
//! ```text
//!   file:  entry 0 .. entry written-1     tail (memory):  entry written ..
//! ```
//! Invariant: an index may lag behind its log after a crash, never contradict it; recovery rebuilds it.

use crate::atomic_file;
use crate::error::{StorageError, failed, failed_at};
use crate::file_names;
use crate::storage::{Folder, KeptFile, OpenFile};
use std::path::PathBuf;
use std::sync::Arc;

/// The tail is written when it has reached this size.
const TAIL_BYTES: usize = 512;
/// A search in the file ends with one read of at most this many bytes.
const PAGE_BYTES: usize = 4096;

#[derive(Debug)]
pub(crate) struct IndexFile<const ENTRY_BYTES: usize> {
    folder: Arc<Folder>,
    base_offset: i64,
    suffix: &'static str,
    file: KeptFile,
    written_entries: u32,
    tail: Vec<u8>,
}

impl<const ENTRY_BYTES: usize> IndexFile<ENTRY_BYTES> {
    /// An index whose file holds `written_entries`; with 0 the file, if there is one, is emptied by the first write.
    pub(crate) fn new(folder: Arc<Folder>, base_offset: i64, suffix: &'static str, written_entries: u32) -> Self {
        Self { folder, base_offset, suffix, file: KeptFile::default(), written_entries, tail: Vec::new() }
    }

    pub(crate) fn path(&self) -> PathBuf {
        file_names::path(&self.folder, self.base_offset, self.suffix)
    }

    /// The same entries under another name, which the file got while it was closed.
    pub(crate) fn named(mut self, suffix: &'static str) -> Self {
        self.release();
        Self { suffix, ..self }
    }

    pub(crate) fn size_bytes(&self) -> u64 {
        u64::from(self.entry_count()) * ENTRY_BYTES as u64
    }

    pub(crate) fn entry_count(&self) -> u32 {
        self.written_entries + self.tail_entries()
    }

    /// Adds an entry. A chunk that cannot be written stays in memory for the next attempt: what the caller
    /// appended is in the log file already, and flush, roll and close report the error.
    pub(crate) fn push(&mut self, entry: [u8; ENTRY_BYTES]) {
        self.tail.extend_from_slice(&entry);
        if self.tail.len() >= TAIL_BYTES && self.tail.len() % TAIL_BYTES < ENTRY_BYTES {
            let _ = self.write_tail();
        }
    }

    /// Brings the tail into the file, creating it if need be.
    pub(crate) fn write_tail(&mut self) -> Result<(), StorageError> {
        let position = self.written_bytes();
        let tail_entries = self.tail_entries();
        let file = self.file()?;
        if !self.tail.is_empty() {
            file.write_all_at(&self.tail, position)
                .map_err(|error| failed_at("writing", &self.path(), position)(error))?;
            self.written_entries += tail_entries;
            self.tail.clear();
        }
        Ok(())
    }

    /// Writes everything, gives the file exactly the size of its entries and closes it; for roll and close.
    pub(crate) fn complete(&mut self) -> Result<(), StorageError> {
        self.write_tail()?;
        self.tail = Vec::new();
        let size_bytes = self.written_bytes();
        let cut = self.file()?.set_len(size_bytes);
        self.release();
        cut.map_err(|error| failed_at("cutting", &self.path(), size_bytes)(error))
    }

    /// Closes the file until it is used again.
    pub(crate) fn release(&mut self) {
        self.file.release();
    }

    pub(crate) fn entry(&self, number: u32) -> Result<[u8; ENTRY_BYTES], StorageError> {
        let mut entry = [0; ENTRY_BYTES];
        match number.checked_sub(self.written_entries) {
            Some(in_tail) => {
                let start = in_tail as usize * ENTRY_BYTES;
                if let Some(bytes) = self.tail.get(start..start + ENTRY_BYTES) {
                    entry.copy_from_slice(bytes);
                }
            }
            None => self.read_written(&mut entry, number)?,
        }
        Ok(entry)
    }

    pub(crate) fn last_entry(&self) -> Result<Option<[u8; ENTRY_BYTES]>, StorageError> {
        match self.entry_count() {
            0 => Ok(None),
            count => self.entry(count - 1).map(Some),
        }
    }

    /// How many entries, from the first on, satisfy `wanted`; entries that do come before those that do not.
    pub(crate) fn count_while(&self, wanted: impl Fn(&[u8; ENTRY_BYTES]) -> bool) -> Result<u32, StorageError> {
        if self.tail.first_chunk::<ENTRY_BYTES>().is_some_and(&wanted) {
            return Ok(self.written_entries + count_while(&self.tail, &wanted));
        }
        let (mut low, mut high) = (0, self.written_entries);
        while (high - low) as usize * ENTRY_BYTES > PAGE_BYTES {
            let middle = low + (high - low) / 2;
            if wanted(&self.entry(middle)?) { low = middle + 1 } else { high = middle }
        }
        let mut page = [0; PAGE_BYTES];
        let page = page.get_mut(..(high - low) as usize * ENTRY_BYTES).unwrap_or_default();
        if !page.is_empty() {
            self.read_written(page, low)?;
        }
        Ok(low + count_while(page, &wanted))
    }

    /// Forgets all entries from number `count` on.
    pub(crate) fn truncate(&mut self, count: u32) -> Result<(), StorageError> {
        if count >= self.written_entries {
            self.tail.truncate((count - self.written_entries) as usize * ENTRY_BYTES);
            return Ok(());
        }
        // Opened while the old count stands: with no entries left the first write empties the file anyway.
        let size_bytes = u64::from(count) * ENTRY_BYTES as u64;
        self.file()?.set_len(size_bytes).map_err(|error| failed_at("cutting", &self.path(), size_bytes)(error))?;
        self.written_entries = count;
        self.tail.clear();
        Ok(())
    }

    pub(crate) fn remove(&mut self) -> Result<(), StorageError> {
        self.release();
        self.written_entries = 0;
        self.tail = Vec::new();
        atomic_file::remove(self.folder.disk(), &self.path())
    }

    fn tail_entries(&self) -> u32 {
        (self.tail.len() / ENTRY_BYTES) as u32
    }

    fn written_bytes(&self) -> u64 {
        u64::from(self.written_entries) * ENTRY_BYTES as u64
    }

    fn read_written(&self, bytes: &mut [u8], number: u32) -> Result<(), StorageError> {
        let position = u64::from(number) * ENTRY_BYTES as u64;
        self.file()?.read_exact_at(bytes, position).map_err(|error| failed_at("reading", &self.path(), position)(error))
    }

    fn file(&self) -> Result<Arc<OpenFile>, StorageError> {
        if let Some(file) = self.file.get() {
            return Ok(file);
        }
        let path = self.path();
        let disk = self.folder.disk();
        let file = if self.written_entries == 0 { disk.create(&path) } else { disk.open(&path) };
        let file = file.map_err(failed("opening", &path))?;
        Ok(self.file.put(disk.open_files(), file))
    }
}

fn count_while<const ENTRY_BYTES: usize>(entries: &[u8], wanted: impl Fn(&[u8; ENTRY_BYTES]) -> bool) -> u32 {
    let (entries, _) = entries.as_chunks::<ENTRY_BYTES>();
    entries.partition_point(|entry| wanted(entry)) as u32
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn index(folder: &std::path::Path, entries: u32) -> IndexFile<8> {
        let mut index = IndexFile::new(Arc::new(folder.into()), 0, file_names::OFFSET_INDEX, 0);
        (0..entries).for_each(|number| index.push(u64::from(number * 10).to_be_bytes()));
        index
    }

    fn found(index: &IndexFile<8>, key: u64) -> u32 {
        index.count_while(|entry| u64::from_be_bytes(*entry) <= key).unwrap()
    }

    #[test]
    fn finds_every_entry_in_file_and_tail() {
        let folder = tempfile::tempdir().unwrap();
        for entries in [0, 1, 63, 64, 65, 600, 2000] {
            let index = index(folder.path(), entries);
            assert!(index.tail.len() < TAIL_BYTES);
            assert_eq!(index.entry_count(), entries);
            for key in 0..u64::from(entries) * 10 {
                assert_eq!(found(&index, key), (key / 10) as u32 + 1, "{entries} {key}");
            }
        }
    }

    #[test]
    fn nothing_is_created_before_the_first_chunk() {
        let folder = tempfile::tempdir().unwrap();
        let mut index = index(folder.path(), 63);
        assert!(!index.path().exists());
        index.push([1; 8]);
        assert_eq!(index.path().metadata().unwrap().len(), 512);
    }

    #[test]
    fn survives_completion_and_reopening() {
        let folder = tempfile::tempdir().unwrap();
        index(folder.path(), 100).complete().unwrap();
        let mut index = IndexFile::<8>::new(Arc::new(folder.path().into()), 0, file_names::OFFSET_INDEX, 100);
        assert_eq!(index.last_entry().unwrap(), Some(990u64.to_be_bytes()));
        assert_eq!(found(&index, 555), 56);
        index.push(1000u64.to_be_bytes());
        assert_eq!(found(&index, 2000), 101);
        index.complete().unwrap();
        assert_eq!(index.path().metadata().unwrap().len(), 808);
    }

    #[test]
    fn truncates_in_tail_and_file() {
        let folder = tempfile::tempdir().unwrap();
        let mut index = index(folder.path(), 100);
        for count in [99, 64, 10, 0] {
            index.truncate(count).unwrap();
            assert_eq!((index.entry_count(), found(&index, u64::MAX)), (count, count));
        }
        index.push([7; 8]);
        index.complete().unwrap();
        assert_eq!(std::fs::read(index.path()).unwrap(), [7; 8]);
    }
}
