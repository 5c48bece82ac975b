//! Which transactions are open in one partition, and so how far a read_committed consumer may read. Told by
//! `producer_state` about every transactional batch and every marker; asked by `read` and `list_offset`.
//!
//! Invariant: `ongoing` holds exactly the producers whose `transaction_first_offset` is set, by that offset.
//! Source: Kafka's `ProducerStateManager` (ongoing and unreplicated transactions).

use std::collections::BTreeMap;

pub use log::AbortedTransaction;

#[derive(Debug, Default)]
pub(crate) struct Transactions {
    /// First offset → producer id.
    ongoing: BTreeMap<i64, i64>,
    /// Ended, but the marker is not below the high watermark yet: (first offset, marker's offset).
    uncommitted_ends: Vec<(i64, i64)>,
}

impl Transactions {
    pub(crate) fn is_empty(&self) -> bool {
        self.ongoing.is_empty() && self.uncommitted_ends.is_empty()
    }

    pub(crate) fn begin(&mut self, first_offset: i64, producer_id: i64) {
        self.ongoing.insert(first_offset, producer_id);
    }

    /// Answers the transaction index entry of an aborted transaction.
    pub(crate) fn end(&mut self, first_offset: i64, marker_offset: i64, committed: bool) -> Option<AbortedTransaction> {
        let producer_id = self.ongoing.remove(&first_offset)?;
        self.uncommitted_ends.push((first_offset, marker_offset));
        if committed {
            return None;
        }
        let next_open = self.ongoing.first_key_value().map(|(first_offset, _)| *first_offset);
        let last_stable_offset = next_open.unwrap_or(marker_offset + 1);
        Some(AbortedTransaction { producer_id, first_offset, last_offset: marker_offset, last_stable_offset })
    }

    /// The first offset whose fate is open, or decided but not committed.
    pub(crate) fn first_unstable_offset(&self) -> Option<i64> {
        let ongoing = self.ongoing.first_key_value().map(|(first_offset, _)| *first_offset);
        let ended = self.uncommitted_ends.iter().map(|(first_offset, _)| *first_offset).min();
        ongoing.into_iter().chain(ended).min()
    }

    pub(crate) fn on_high_watermark(&mut self, high_watermark: i64) {
        self.uncommitted_ends.retain(|(_, marker_offset)| *marker_offset >= high_watermark);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earliest_open_transaction_holds_the_last_stable_offset() {
        let mut transactions = Transactions::default();
        transactions.begin(10, 1);
        transactions.begin(20, 2);
        assert_eq!(transactions.first_unstable_offset(), Some(10));

        let aborted = transactions.end(10, 30, false);
        let expected = AbortedTransaction { producer_id: 1, first_offset: 10, last_offset: 30, last_stable_offset: 20 };
        assert_eq!(aborted, Some(expected));
        assert_eq!(transactions.first_unstable_offset(), Some(10), "the marker is not committed");
        transactions.on_high_watermark(31);
        assert_eq!(transactions.first_unstable_offset(), Some(20));

        assert_eq!(transactions.end(20, 31, true), None);
        transactions.on_high_watermark(32);
        assert_eq!(transactions.first_unstable_offset(), None);
        assert!(transactions.is_empty());
    }

    #[test]
    fn a_marker_without_a_transaction_changes_nothing() {
        assert_eq!(Transactions::default().end(5, 9, false), None);
    }
}
