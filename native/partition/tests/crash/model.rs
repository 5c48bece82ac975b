//! What one partition must hold, as its appends were answered.
//!
//! Invariant: `batches` is in the order of offsets and reaches back to offset 0, also where the log no longer does.

use std::collections::{BTreeMap, BTreeSet};

use wire::Uuid;
use wire::record_batch::{BatchHeader, for_each_record, patch_base_offset};

/// A batch as it was written: its bytes with final offsets.
#[derive(Clone, Debug)]
pub struct Written {
    pub header: BatchHeader,
    pub bytes: Vec<u8>,
    /// Of a transaction marker: whether it commits.
    pub commits: Option<bool>,
}

impl Written {
    pub fn new(bytes: Vec<u8>, commits: Option<bool>) -> Written {
        Written { header: BatchHeader::parse(&bytes).unwrap(), bytes, commits }
    }

    /// The batch as its producer would send it once more.
    pub fn as_sent(&self) -> Vec<u8> {
        let mut bytes = self.bytes.clone();
        patch_base_offset(&mut bytes, 0);
        bytes
    }

    /// By offset.
    pub fn records(&self) -> BTreeMap<i64, KeyAndValue> {
        let mut records = BTreeMap::new();
        for_each_record(&self.bytes, |record| {
            let offset = self.header.base_offset + i64::from(record.offset_delta);
            records.insert(offset, (record.key.map(<[u8]>::to_vec), record.value.map(<[u8]>::to_vec)));
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
        records
    }

    /// Offset and timestamp of each record; compaction may have left out offsets.
    pub fn timestamps(&self) -> Vec<(i64, i64)> {
        let mut timestamps = Vec::new();
        for_each_record(&self.bytes, |record| {
            let offset = self.header.base_offset + i64::from(record.offset_delta);
            timestamps.push((offset, self.header.timestamp_of(record.timestamp_delta)));
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
        timestamps
    }
}

pub type KeyAndValue = (Option<Vec<u8>>, Option<Vec<u8>>);

#[derive(Clone, Debug)]
pub struct Model {
    pub topic_id: Uuid,
    pub batches: Vec<Written>,
    /// The batch whose append was not answered: it may be there, whole.
    pub unanswered: Option<Written>,
    end: i64,
    pub compacted: bool,
    /// What lies below may have been compacted.
    pub cleaned_below: i64,
    /// Everything below was flushed, and its flush was answered.
    pub flushed_end: i64,
    /// The log start that the checkpoint file holds for certain.
    pub start_checkpointed: i64,
    /// The largest log start so far: what lies before it may be gone.
    pub start_max: i64,
    /// What lies below may have come back without its transaction index: retention had removed it, and of the new names of
    /// its files a disk without an order of names kept that of the index only.
    pub unindexed_below: i64,
}

/// An ended transaction that was aborted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Aborted {
    pub producer_id: i64,
    pub first_offset: i64,
    pub marker_offset: i64,
}

impl Model {
    pub fn new(topic_id: Uuid, compacted: bool) -> Model {
        let (batches, unanswered) = (Vec::new(), None);
        Model {
            topic_id,
            batches,
            unanswered,
            end: 0,
            compacted,
            cleaned_below: 0,
            flushed_end: 0,
            start_checkpointed: 0,
            start_max: 0,
            unindexed_below: 0,
        }
    }

    /// The log end.
    pub fn end(&self) -> i64 {
        self.end
    }

    pub fn answered(&mut self, batch: Written) {
        self.unanswered = None;
        self.end = batch.header.last_offset() + 1;
        self.batches.push(batch);
    }

    /// The batch that begins at this offset, with the one that may be there.
    pub fn batch_at(&self, base_offset: i64) -> Option<&Written> {
        let found = self.batches.binary_search_by_key(&base_offset, |batch| batch.header.base_offset);
        let unanswered = self.unanswered.as_ref().filter(|batch| batch.header.base_offset == base_offset);
        found.ok().and_then(|index| self.batches.get(index)).or(unanswered)
    }

    /// What is left after a start: the log goes from here to there now.
    pub fn settle(&mut self, may_have_holes: bool, found: &[Written], log_start_offset: i64, log_end_offset: i64) {
        self.end = log_end_offset;
        self.start_max = self.start_max.min(log_end_offset).max(log_start_offset);
        let unanswered = self.unanswered.take().filter(|batch| batch.header.last_offset() < log_end_offset);
        self.batches.retain(|batch| batch.header.last_offset() < log_end_offset);
        self.batches.extend(unanswered);
        let there = |batch: &Written| found.iter().any(|found| found.header.base_offset == batch.header.base_offset);
        let cleaned_below = if may_have_holes { self.cleaned_below.min(self.flushed_end) } else { self.cleaned_below };
        let from = self.start_max.max(cleaned_below);
        self.batches.retain(|batch| batch.header.last_offset() < from || there(batch));
        self.cleaned_below = self.cleaned_below.min(log_end_offset);
    }

    /// As if only these batches had been written.
    pub fn left(&self, found: &[Written]) -> Model {
        let there: BTreeSet<i64> = found.iter().map(|batch| batch.header.base_offset).collect();
        let mut left = self.clone();
        left.batches.retain(|batch| there.contains(&batch.header.base_offset));
        left
    }

    pub fn last_of(&self, producer_id: i64) -> Option<&Written> {
        self.batches.iter().rev().find(|batch| batch.header.producer_id == producer_id && batch.commits.is_none())
    }

    /// The newest epoch, also where a marker is all that is left of it.
    pub fn epoch_of(&self, producer_id: i64) -> Option<i16> {
        let of_producer = self.batches.iter().filter(|batch| batch.header.producer_id == producer_id);
        of_producer.map(|batch| batch.header.producer_epoch).max()
    }

    /// Producers with an open transaction and where it begins, of what lies at `from` or later.
    pub fn open_transactions(&self, from: i64) -> BTreeMap<i64, i64> {
        self.transactions(from).0
    }

    pub fn aborted(&self, from: i64) -> Vec<Aborted> {
        self.transactions(from).1
    }

    /// Offsets of the last record of every key, of those that no transaction holds back or has aborted.
    pub fn last_records(&self, end_offset: i64) -> BTreeSet<i64> {
        let open = self.open_transactions(0);
        let aborted = self.aborted(0);
        let counts = |batch: &&Written| {
            let (producer_id, offset) = (batch.header.producer_id, batch.header.base_offset);
            let is_open = open.get(&producer_id).is_some_and(|first| *first <= offset);
            let is_aborted = aborted.iter().any(|aborted| {
                aborted.producer_id == producer_id && (aborted.first_offset..aborted.marker_offset).contains(&offset)
            });
            batch.commits.is_none() && !(batch.header.is_transactional() && (is_open || is_aborted))
        };
        let mut last = BTreeMap::new();
        let there = self.batches.iter().filter(|batch| batch.header.last_offset() < end_offset);
        for batch in there.filter(counts) {
            last.extend(batch.records().into_iter().map(|(offset, (key, _))| (key, offset)));
        }
        last.into_values().collect()
    }

    /// Whether a transaction that began at `first_offset` has a batch at `left`, from which on all may be left of it.
    pub fn is_first_left(&self, producer_id: i64, first_offset: i64, left: i64) -> bool {
        left > first_offset && self.batch_at(left).is_some_and(|batch| batch.header.producer_id == producer_id)
    }

    fn transactions(&self, from: i64) -> (BTreeMap<i64, i64>, Vec<Aborted>) {
        let (mut open, mut aborted) = (BTreeMap::new(), Vec::new());
        for batch in self.batches.iter().filter(|batch| batch.header.last_offset() >= from) {
            let (producer_id, base_offset) = (batch.header.producer_id, batch.header.base_offset);
            match batch.commits {
                None if batch.header.is_transactional() => drop(open.entry(producer_id).or_insert(base_offset)),
                None => {}
                Some(commits) => {
                    if let (Some(first_offset), false) = (open.remove(&producer_id), commits) {
                        aborted.push(Aborted { producer_id, first_offset, marker_offset: base_offset });
                    }
                }
            }
        }
        (open, aborted)
    }
}
