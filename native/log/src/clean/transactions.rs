//! Which transactions a pass over the log is in, from the list of aborted ones: whether a batch was aborted, and
//! whether a marker is still needed.
//!
//! Used by both passes of the cleaner, each with its own. Nothing at or beyond the last stable offset is passed, so
//! the fate of every batch is known.
//! Invariant: a marker is needed for as long as the pass met a batch of its transaction, were it an aborted one that
//! this pass removes: the next pass meets none. Source: Kafka's CleanedTransactionMetadata.

use crate::transaction_index::AbortedTransaction;
use std::collections::{HashMap, HashSet, VecDeque};
use wire::record_batch::{BatchHeader, for_each_record};

const ABORT: i16 = 0;
const COMMIT: i16 = 1;

#[derive(Debug, Default)]
pub struct PassedTransactions {
    /// Not reached yet, by first offset.
    ahead: VecDeque<AbortedTransaction>,
    /// By producer; whether a batch of it was met.
    aborted: HashMap<i64, (AbortedTransaction, bool)>,
    /// Producers of which a batch was met that was not aborted.
    committed: HashSet<i64>,
}

/// What a marker means to the pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marker {
    /// Batches of its transaction are there; for an aborted one, the index entry stays with it.
    Needed(Option<AbortedTransaction>),
    /// Nothing of its transaction is left.
    Idle,
}

impl PassedTransactions {
    /// For a pass over everything below some offset that is stable, with the transactions aborted below it.
    pub fn new(mut aborted: Vec<AbortedTransaction>) -> Self {
        aborted.sort_by_key(|transaction| transaction.first_offset);
        Self { ahead: aborted.into(), ..Self::default() }
    }

    /// Takes in a batch that is no control batch; whether it was aborted.
    pub(crate) fn pass_data(&mut self, header: &BatchHeader) -> bool {
        self.reach(header.last_offset());
        if !header.is_transactional() {
            return false;
        }
        match self.aborted.get_mut(&header.producer_id) {
            Some((_, met)) => {
                *met = true;
                true
            }
            None => {
                self.committed.insert(header.producer_id);
                false
            }
        }
    }

    /// Takes in a control batch.
    pub(crate) fn pass_control(&mut self, header: &BatchHeader, batch: &[u8]) -> Marker {
        self.reach(header.last_offset());
        match control_type(batch) {
            // Emptied by an earlier cleaning.
            None if header.record_count == 0 => Marker::Idle,
            Some(ABORT) => match self.aborted.remove(&header.producer_id) {
                Some((transaction, true)) => Marker::Needed(Some(transaction)),
                _ => Marker::Idle,
            },
            Some(COMMIT) if !self.committed.remove(&header.producer_id) => Marker::Idle,
            _ => Marker::Needed(None),
        }
    }

    fn reach(&mut self, offset: i64) {
        while let Some(next) = self.ahead.front()
            && next.first_offset <= offset
        {
            self.aborted.entry(next.producer_id).or_insert((*next, false));
            self.ahead.pop_front();
        }
    }
}

/// Key of a control record: version i16, type i16.
fn control_type(batch: &[u8]) -> Option<i16> {
    let mut found = None;
    let read = for_each_record(batch, |record| {
        found = record.key.and_then(|key| key.get(2..4)?.first_chunk::<2>().map(|bytes| i16::from_be_bytes(*bytes)));
        std::ops::ControlFlow::Break(())
    });
    read.ok().and(found)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use wire::record_batch::{BatchBuilder, write_empty};

    fn data(producer_id: i64, base_offset: i64) -> BatchHeader {
        let builder = BatchBuilder::new().producer(producer_id, 0, 0).transactional().base_offset(base_offset);
        BatchHeader::parse(&builder.record(Some(b"k"), None, 0, &[]).build()).unwrap()
    }

    fn marker(producer_id: i64, base_offset: i64, kind: i16) -> Vec<u8> {
        let builder =
            BatchBuilder::new().producer(producer_id, 0, -1).transactional().control().base_offset(base_offset);
        builder.record(Some(&[0, 0, 0, kind as u8]), Some(&[0; 6]), 0, &[]).build()
    }

    fn pass(transactions: &mut PassedTransactions, batch: &[u8]) -> Marker {
        transactions.pass_control(&BatchHeader::parse(batch).unwrap(), batch)
    }

    fn aborted(producer_id: i64, first_offset: i64, last_offset: i64) -> AbortedTransaction {
        AbortedTransaction { producer_id, first_offset, last_offset, last_stable_offset: last_offset + 1 }
    }

    #[test]
    fn aborted_batches_are_known_and_their_marker_stays_with_them() {
        let entry = aborted(7, 10, 12);
        let mut transactions = PassedTransactions::new(vec![aborted(7, 30, 31), entry]);
        assert!(!transactions.pass_data(&data(7, 5)), "before the transaction");
        assert!(transactions.pass_data(&data(7, 10)));
        assert!(!transactions.pass_data(&data(8, 11)), "another producer");
        assert_eq!(pass(&mut transactions, &marker(7, 12, ABORT)), Marker::Needed(Some(entry)));
        assert!(!transactions.pass_data(&data(7, 13)), "the next transaction");
        assert_eq!(pass(&mut transactions, &marker(7, 14, COMMIT)), Marker::Needed(None));
        assert_eq!(pass(&mut transactions, &marker(7, 31, ABORT)), Marker::Idle, "its batches are gone");
    }

    #[test]
    fn a_commit_without_batches_is_idle_and_so_is_an_emptied_marker() {
        let mut transactions = PassedTransactions::new(Vec::new());
        assert_eq!(pass(&mut transactions, &marker(7, 4, COMMIT)), Marker::Idle);
        assert!(!transactions.pass_data(&data(7, 5)));
        assert_eq!(pass(&mut transactions, &marker(7, 6, COMMIT)), Marker::Needed(None));
        assert_eq!(pass(&mut transactions, &marker(7, 7, COMMIT)), Marker::Idle);
        let mut empty = Vec::new();
        write_empty(&BatchHeader::parse(&marker(7, 8, ABORT)).unwrap(), &mut empty);
        assert_eq!(pass(&mut transactions, &empty), Marker::Idle);
        assert_eq!(pass(&mut transactions, &marker(7, 9, 5)), Marker::Needed(None), "a marker of another kind");
    }
}
