//! `<segment>.txnindex`: the transactions that were aborted by a marker in that segment, for read_committed fetches.
//! Written by `append` with each such marker, and anew by `recovery` for what it replays; read by `read`.
//!
//! Invariant: entries are in the order of their markers. Only segments that have any are looked at, so a partition
//! without aborted transactions pays nothing. An entry that a full disk refused is kept in memory until it is written;
//! no snapshot is taken before that, so that a restart finds the marker again.
//! Source: Kafka's `TransactionIndex` and `AbortedTxn`.

use std::io::ErrorKind;
use std::path::PathBuf;

use log::storage::{File, Folder};
use log::{AbortedTransaction, StorageError, TRANSACTION_ENTRY_BYTES, failed};

use crate::partition_files::{offsets_of, path_of, remove, sync};

pub(crate) const SUFFIX: &str = ".txnindex";
/// Entries that a search reads at a time.
const CHUNK_ENTRIES: u64 = 64;

#[derive(Clone, Debug)]
pub(crate) struct AbortedIndex {
    folder: Folder,
    /// Ascending; only those that have entries.
    segments: Vec<SegmentIndex>,
    /// With the base offset of their segment; later than all that are in files.
    unwritten: Vec<(i64, AbortedTransaction)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct SegmentIndex {
    base_offset: i64,
    entry_count: u64,
    /// No marker in this segment is behind it: a consumer at the end of the log need not open the file.
    last_offset_max: i64,
    is_unsynced: bool,
}

impl AbortedIndex {
    pub(crate) fn new(folder: &Folder) -> AbortedIndex {
        AbortedIndex { folder: folder.clone(), segments: Vec::new(), unwritten: Vec::new() }
    }

    /// The files as they are, and the first segment whose file cannot be right: its entries are to be found anew.
    pub(crate) fn open(folder: &Folder) -> Result<(AbortedIndex, Option<i64>), StorageError> {
        let mut index = AbortedIndex::new(folder);
        let mut first_damaged = None;
        for base_offset in offsets_of(folder, SUFFIX)? {
            let path = path_of(folder, base_offset, SUFFIX);
            let bytes = match folder.disk().read(&path) {
                Err(error) if error.kind() == ErrorKind::FileTooLarge => Vec::new(),
                read => read.map_err(failed("reading", &path))?,
            };
            // Nobody makes an empty one.
            if bytes.is_empty() || !is_sound(base_offset, &bytes) {
                first_damaged.get_or_insert(base_offset);
            }
            let entry_count = (bytes.len() / TRANSACTION_ENTRY_BYTES) as u64;
            let last = bytes.rchunks_exact(TRANSACTION_ENTRY_BYTES).next().and_then(AbortedTransaction::from_bytes);
            let last_offset_max = last.map_or(i64::MAX, |last| last.last_offset);
            index.segments.push(SegmentIndex { base_offset, entry_count, last_offset_max, is_unsynced: false });
        }
        Ok((index, first_damaged))
    }

    /// The files are in another folder now.
    pub(crate) fn moved_to(&mut self, folder: Folder) {
        self.folder = folder;
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.segments.is_empty() && self.unwritten.is_empty()
    }

    /// Aborted transactions that reach into `from_offset..to_offset`, which begins in the segment
    /// `segment_base_offset`. An entry whose last stable offset is at or past the end is the last that can matter.
    pub(crate) fn between(
        &self,
        segment_base_offset: i64,
        from_offset: i64,
        to_offset: i64,
    ) -> Result<Vec<AbortedTransaction>, StorageError> {
        let mut search = Search { from_offset, to_offset, found: Vec::new() };
        let reaches = |segment: &&SegmentIndex| {
            segment.base_offset >= segment_base_offset && segment.last_offset_max >= from_offset
        };
        for segment in self.segments.iter().filter(reaches) {
            if search.segment(&SegmentFile::open(&self.folder, segment)?)? {
                return Ok(search.found);
            }
        }
        let _ = self.unwritten.iter().any(|(_, entry)| search.is_over_with(entry));
        Ok(search.found)
    }

    /// The segments up to this one are gone, with their files.
    pub(crate) fn forget_through(&mut self, base_offset: i64) {
        self.segments.retain(|segment| segment.base_offset > base_offset);
        self.unwritten.retain(|(segment, _)| *segment > base_offset);
    }

    /// Compaction put one segment in the place of these; it has so many entries.
    pub(crate) fn replaced(&mut self, segments: &[i64], base_offset: i64, entry_count: u64) {
        self.unwritten.retain(|(segment, _)| !segments.contains(segment));
        self.segments.retain(|segment| !segments.contains(&segment.base_offset));
        if entry_count > 0 {
            let place = self.segments.partition_point(|segment| segment.base_offset < base_offset);
            let last_offset_max = i64::MAX;
            let segment = SegmentIndex { base_offset, entry_count, last_offset_max, is_unsynced: false };
            self.segments.insert(place, segment);
        }
    }

    /// Drops what markers from `offset` on entered, to be found anew or gone with the end of the log.
    pub(crate) fn truncate_from(&mut self, offset: i64) -> Result<(), StorageError> {
        let mut kept = Vec::new();
        // On the disk when this returns: what a power loss brought back would be taken for transactions of later records.
        let mut has_removed = false;
        for segment in &self.segments {
            let file = SegmentFile::open(&self.folder, segment)?;
            // What a file holds that cannot be right is not asked where it belongs.
            let entry_count = if segment.base_offset >= offset { 0 } else { file.lower_bound(offset)? };
            if entry_count == 0 {
                remove(self.folder.disk(), &file.path)?;
                has_removed = true;
                continue;
            }
            if entry_count < segment.entry_count {
                let bytes = entry_count * TRANSACTION_ENTRY_BYTES as u64;
                let cut = self.folder.disk().open(&file.path).and_then(|file| {
                    file.set_len(bytes)?;
                    file.sync_all()
                });
                cut.map_err(failed("cutting", &file.path))?;
            }
            kept.push(SegmentIndex { entry_count, ..*segment });
        }
        self.segments = kept;
        if has_removed { sync(&self.folder) } else { Ok(()) }
    }

    /// Adds an entry behind all others. `Err` leaves it in memory only, for `write_pending` to write.
    pub(crate) fn add(&mut self, base_offset: i64, aborted: &AbortedTransaction) -> Result<(), StorageError> {
        self.unwritten.push((base_offset, *aborted));
        self.write_pending()
    }

    pub(crate) fn write_pending(&mut self) -> Result<(), StorageError> {
        while let Some((base_offset, aborted)) = self.unwritten.first().copied() {
            self.write(base_offset, &aborted)?;
            self.unwritten.remove(0);
        }
        Ok(())
    }

    /// Behind the entries that count: a write that was cut short is overwritten.
    fn write(&mut self, base_offset: i64, aborted: &AbortedTransaction) -> Result<(), StorageError> {
        let known = self.segments.last().filter(|segment| segment.base_offset == base_offset);
        let entry_count = known.map_or(0, |segment| segment.entry_count);
        let path = path_of(&self.folder, base_offset, SUFFIX);
        let file = self.folder.disk().open_or_create(&path);
        let position = entry_count * TRANSACTION_ENTRY_BYTES as u64;
        file.and_then(|file| file.write_all_at(&aborted.to_bytes(), position)).map_err(failed("writing", &path))?;
        if known.is_some() {
            self.segments.pop();
        }
        let last_offset_max = aborted.last_offset;
        self.segments.push(SegmentIndex {
            base_offset,
            entry_count: entry_count + 1,
            last_offset_max,
            is_unsynced: true,
        });
        Ok(())
    }

    /// What must reach the disk before the log's recovery point moves; it counts as flushed from now on.
    pub(crate) fn start_flush(&mut self) -> PendingIndexFlush {
        let unsynced = self
            .segments
            .iter_mut()
            .filter_map(|segment| std::mem::take(&mut segment.is_unsynced).then_some(segment.base_offset));
        let segments: Vec<i64> = unsynced.collect();
        PendingIndexFlush { folder: (!segments.is_empty()).then(|| self.folder.clone()), segments }
    }
}

/// The blocking half of a flush, without the partition's lock. After an error the partition must not go on.
#[derive(Debug, Default)]
pub(crate) struct PendingIndexFlush {
    folder: Option<Folder>,
    segments: Vec<i64>,
}

impl PendingIndexFlush {
    pub(crate) fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    pub(crate) fn run(&self) -> Result<(), StorageError> {
        let Some(folder) = &self.folder else { return Ok(()) };
        for base_offset in &self.segments {
            let path = path_of(folder, *base_offset, SUFFIX);
            match folder.disk().open(&path).and_then(|file| file.sync_all()) {
                // It went with its segment meanwhile.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                synced => synced.map_err(failed("flushing", &path))?,
            }
        }
        sync(folder)
    }
}

struct Search {
    from_offset: i64,
    to_offset: i64,
    found: Vec<AbortedTransaction>,
}

impl Search {
    /// True when no later segment can matter.
    fn segment(&mut self, file: &SegmentFile) -> Result<bool, StorageError> {
        let mut index = file.lower_bound(self.from_offset)?;
        while index < file.entry_count {
            let entries = file.entries(index, CHUNK_ENTRIES)?;
            index += entries.len() as u64;
            if entries.is_empty() || entries.iter().any(|entry| self.is_over_with(entry)) {
                return Ok(!entries.is_empty());
            }
        }
        Ok(false)
    }

    fn is_over_with(&mut self, entry: &AbortedTransaction) -> bool {
        if entry.last_offset >= self.from_offset && entry.first_offset < self.to_offset {
            self.found.push(*entry);
        }
        entry.last_stable_offset >= self.to_offset
    }
}

struct SegmentFile {
    path: PathBuf,
    file: File,
    entry_count: u64,
}

impl SegmentFile {
    fn open(folder: &Folder, segment: &SegmentIndex) -> Result<SegmentFile, StorageError> {
        let path = path_of(folder, segment.base_offset, SUFFIX);
        let file = folder.disk().open_read_only(&path).map_err(failed("opening", &path))?;
        Ok(SegmentFile { path, file, entry_count: segment.entry_count })
    }

    /// How many entries have a marker before `offset`.
    fn lower_bound(&self, offset: i64) -> Result<u64, StorageError> {
        let (mut low, mut high) = (0, self.entry_count);
        while low < high {
            let middle = low + (high - low) / 2;
            let entry = self.entries(middle, 1)?.first().copied();
            match entry.is_some_and(|entry| entry.last_offset < offset) {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        Ok(low)
    }

    fn entries(&self, index: u64, count: u64) -> Result<Vec<AbortedTransaction>, StorageError> {
        let count = count.min(self.entry_count.saturating_sub(index));
        let mut bytes = vec![0; count as usize * TRANSACTION_ENTRY_BYTES];
        let read = self.file.read_exact_at(&mut bytes, index * TRANSACTION_ENTRY_BYTES as u64);
        read.map_err(failed("reading", &self.path))?;
        Ok(bytes.chunks_exact(TRANSACTION_ENTRY_BYTES).filter_map(AbortedTransaction::from_bytes).collect())
    }
}

/// Whole entries, each with its marker behind its begin and behind the marker before it, in this segment.
fn is_sound(base_offset: i64, bytes: &[u8]) -> bool {
    let mut marker_min = base_offset;
    let is_next = |entry: &[u8]| {
        let Some(aborted) = AbortedTransaction::from_bytes(entry) else { return false };
        let is_next = aborted.first_offset < aborted.last_offset && aborted.last_offset >= marker_min;
        marker_min = aborted.last_offset.saturating_add(1);
        is_next
    };
    bytes.len().is_multiple_of(TRANSACTION_ENTRY_BYTES) && bytes.chunks_exact(TRANSACTION_ENTRY_BYTES).all(is_next)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use std::fs;

    use super::*;

    fn aborted(first_offset: i64, last_offset: i64) -> AbortedTransaction {
        AbortedTransaction { producer_id: 7, first_offset, last_offset, last_stable_offset: last_offset + 1 }
    }

    fn opened(folder: &tempfile::TempDir) -> AbortedIndex {
        let (index, damaged) = AbortedIndex::open(&folder.path().into()).unwrap();
        assert_eq!(damaged, None);
        index
    }

    #[test]
    fn a_fetch_gets_the_transactions_that_reach_into_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut index = opened(&folder);
        assert!(index.is_empty());
        for (segment, entry) in
            [(0, aborted(0, 9)), (0, aborted(5, 14)), (100, aborted(90, 110)), (100, aborted(111, 120))]
        {
            index.add(segment, &entry).unwrap();
        }
        let reopened = opened(&folder);
        for (from, to, expected) in [
            (0, 5, vec![aborted(0, 9)]),
            (0, 200, vec![aborted(0, 9), aborted(5, 14), aborted(90, 110), aborted(111, 120)]),
            (10, 15, vec![aborted(5, 14)]),
            (20, 95, vec![aborted(90, 110)]),
            (15, 90, vec![]),
        ] {
            assert_eq!(index.between(0, from, to).unwrap(), expected, "{from}..{to}");
            assert_eq!(reopened.between(0, from, to).unwrap(), expected, "{from}..{to} after a restart");
        }
        assert_eq!(reopened.between(100, 100, 200).unwrap(), [aborted(90, 110), aborted(111, 120)]);
    }

    #[test]
    fn many_entries_are_searched_as_a_list_would_be() {
        let folder = tempfile::tempdir().unwrap();
        let mut index = opened(&folder);
        let all: Vec<AbortedTransaction> = (0..500).map(|number| aborted(number * 3, number * 3 + 2)).collect();
        for entry in &all {
            index.add(0, entry).unwrap();
        }
        for from in (0..1_500).step_by(37) {
            let to = from + 400;
            let reaches = |entry: &&AbortedTransaction| entry.last_offset >= from && entry.first_offset < to;
            let expected: Vec<AbortedTransaction> = all.iter().filter(reaches).copied().collect();
            assert_eq!(index.between(0, from, to).unwrap(), expected, "from {from}");
        }
    }

    #[test]
    fn what_is_cut_off_is_gone_and_what_comes_then_takes_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let mut index = opened(&folder);
        for entry in [aborted(0, 9), aborted(10, 19), aborted(20, 29)] {
            index.add(0, &entry).unwrap();
        }
        index.add(100, &aborted(100, 110)).unwrap();
        index.truncate_from(19).unwrap();
        assert_eq!(offsets_of(&folder.path().into(), SUFFIX).unwrap(), [0]);
        index.add(0, &aborted(15, 18)).unwrap();
        let expected = [aborted(0, 9), aborted(15, 18)];
        assert_eq!(index.between(0, 0, 200).unwrap(), expected);
        assert_eq!(opened(&folder).between(0, 0, 200).unwrap(), expected);
    }

    #[test]
    fn a_file_that_cannot_be_right_is_told() {
        let good = [aborted(0, 9).to_bytes(), aborted(10, 19).to_bytes()].concat();
        let mut other_version = good.clone();
        other_version[1] = 1;
        let swapped = [aborted(10, 19).to_bytes(), aborted(0, 9).to_bytes()].concat();
        for (bytes, damaged) in [
            (good.clone(), None),
            (good[..40].to_vec(), Some(0)),
            (vec![0; TRANSACTION_ENTRY_BYTES], Some(0)),
            (other_version, Some(0)),
            (swapped, Some(0)),
        ] {
            let folder = tempfile::tempdir().unwrap();
            fs::write(path_of(folder.path(), 0, SUFFIX), &bytes).unwrap();
            assert_eq!(AbortedIndex::open(&folder.path().into()).unwrap().1, damaged, "{bytes:?}");
        }
    }

    #[test]
    fn an_entry_that_cannot_be_written_is_found_all_the_same_and_written_later() {
        let folder = tempfile::tempdir().unwrap();
        let mut index = opened(&folder);
        index.add(0, &aborted(0, 9)).unwrap();
        let in_the_way = path_of(folder.path(), 100, SUFFIX);
        fs::create_dir(&in_the_way).unwrap();
        assert!(index.add(100, &aborted(90, 110)).is_err());
        assert!(index.add(100, &aborted(111, 120)).is_err());
        let all = [aborted(0, 9), aborted(90, 110), aborted(111, 120)];
        assert_eq!(index.between(0, 0, 200).unwrap(), all);
        fs::remove_dir(&in_the_way).unwrap();
        index.write_pending().unwrap();
        assert_eq!(index.between(0, 0, 200).unwrap(), all);
        let flush = index.start_flush();
        assert_eq!(flush.segments, [0, 100]);
        flush.run().unwrap();
        assert_eq!(index.start_flush().segments, []);
        assert_eq!(opened(&folder).between(0, 0, 200).unwrap(), all);
    }
}
