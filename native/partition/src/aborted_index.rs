//! `<segment>.txnindex`: the transactions that were aborted by a marker in that segment, for read_committed fetches.
//! Written by Apache Kafka's brokers, and by `recovery` for markers that the index lost; read by `read`.
//!
//! ```text
//! entry, 34 bytes: version i16 = 0 | producer id i64 | first offset i64 | last offset i64 | last stable offset i64
//! ```
//! Invariant: entries are in the order of their markers; only segments that have any are looked at, so a partition
//! without aborted transactions pays nothing.
//! Source: Kafka's `TransactionIndex` and `AbortedTxn`.

use log::StorageError;
use log::storage::Folder;

use crate::partition_files::{failed, offsets_of, path_of};
use crate::transactions::AbortedTransaction;

const SUFFIX: &str = ".txnindex";
const VERSION: i16 = 0;
const ENTRY_SIZE: usize = 34;

#[derive(Debug)]
pub(crate) struct AbortedIndex {
    folder: Folder,
    /// Base offsets of the segments that have entries, ascending.
    segments: Vec<i64>,
}

impl AbortedIndex {
    pub(crate) fn open(folder: &Folder) -> Result<AbortedIndex, StorageError> {
        let mut segments = offsets_of(folder, SUFFIX)?;
        segments.retain(|base_offset| {
            let facts = folder.disk().facts(&path_of(folder, *base_offset, SUFFIX));
            facts.is_ok_and(|file| file.size_bytes > 0)
        });
        Ok(AbortedIndex { folder: folder.clone(), segments })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// Aborted transactions that reach into `from_offset..to_offset`, which begins in the segment
    /// `segment_base_offset`. An entry whose last stable offset is at or past the end is the last that can matter.
    pub(crate) fn between(
        &self,
        segment_base_offset: i64,
        from_offset: i64,
        to_offset: i64,
    ) -> Result<Vec<AbortedTransaction>, StorageError> {
        let mut found = Vec::new();
        for base_offset in self.segments.iter().filter(|base_offset| **base_offset >= segment_base_offset) {
            for entry in self.entries(*base_offset)? {
                if entry.last_offset >= from_offset && entry.first_offset < to_offset {
                    found.push(entry);
                }
                if entry.last_stable_offset >= to_offset {
                    return Ok(found);
                }
            }
        }
        Ok(found)
    }

    /// The segments up to this one are gone, with their files.
    pub(crate) fn forget_through(&mut self, base_offset: i64) {
        self.segments.retain(|segment| *segment > base_offset);
    }

    /// Adds an entry, unless it is there.
    pub(crate) fn add(&mut self, base_offset: i64, aborted: &AbortedTransaction) -> Result<(), StorageError> {
        let is_known = self.segments.contains(&base_offset);
        if is_known && self.entries(base_offset)?.contains(aborted) {
            return Ok(());
        }
        let path = path_of(&self.folder, base_offset, SUFFIX);
        let file = self.folder.disk().open_or_create(&path);
        let written = file.and_then(|file| file.write_all_at(&encode(aborted), file.size_bytes()?));
        written.map_err(failed("writing", &path))?;
        if !is_known {
            self.segments.push(base_offset);
            self.segments.sort_unstable();
        }
        Ok(())
    }

    fn entries(&self, base_offset: i64) -> Result<Vec<AbortedTransaction>, StorageError> {
        let path = path_of(&self.folder, base_offset, SUFFIX);
        let bytes = self.folder.disk().read(&path).map_err(failed("reading", &path))?;
        Ok(bytes.chunks_exact(ENTRY_SIZE).filter_map(decode).collect())
    }
}

fn encode(aborted: &AbortedTransaction) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(ENTRY_SIZE);
    bytes.extend_from_slice(&VERSION.to_be_bytes());
    for value in [aborted.producer_id, aborted.first_offset, aborted.last_offset, aborted.last_stable_offset] {
        bytes.extend_from_slice(&value.to_be_bytes());
    }
    bytes
}

fn decode(entry: &[u8]) -> Option<AbortedTransaction> {
    let field = |position: usize| Some(i64::from_be_bytes(entry.get(position..position + 8)?.try_into().ok()?));
    Some(AbortedTransaction {
        producer_id: field(2)?,
        first_offset: field(10)?,
        last_offset: field(18)?,
        last_stable_offset: field(26)?,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn aborted(first_offset: i64, last_offset: i64) -> AbortedTransaction {
        AbortedTransaction { producer_id: 7, first_offset, last_offset, last_stable_offset: last_offset + 1 }
    }

    #[test]
    fn an_entry_has_kafkas_layout() {
        let bytes = encode(&aborted(1, 2));
        assert_eq!(bytes.len(), ENTRY_SIZE);
        assert_eq!(bytes[..10], [0, 0, 0, 0, 0, 0, 0, 0, 0, 7]);
        assert_eq!(decode(&bytes), Some(aborted(1, 2)));
    }

    #[test]
    fn a_fetch_gets_the_transactions_that_reach_into_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut index = AbortedIndex::open(&folder.path().into()).unwrap();
        assert!(index.is_empty());
        for (segment, entry) in
            [(0, aborted(0, 9)), (0, aborted(5, 14)), (100, aborted(90, 110)), (100, aborted(111, 120))]
        {
            index.add(segment, &entry).unwrap();
            index.add(segment, &entry).unwrap();
        }
        let reopened = AbortedIndex::open(&folder.path().into()).unwrap();
        assert_eq!(reopened.segments, [0, 100]);
        for (from, to, expected) in [
            (0, 5, vec![aborted(0, 9)]),
            (0, 200, vec![aborted(0, 9), aborted(5, 14), aborted(90, 110), aborted(111, 120)]),
            (10, 15, vec![aborted(5, 14)]),
            (20, 95, vec![aborted(90, 110)]),
            (15, 90, vec![]),
        ] {
            assert_eq!(reopened.between(0, from, to).unwrap(), expected, "{from}..{to}");
        }
        assert_eq!(reopened.between(100, 100, 200).unwrap(), [aborted(90, 110), aborted(111, 120)]);
    }
}
