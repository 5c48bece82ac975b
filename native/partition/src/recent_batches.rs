//! The last batches of one producer, oldest first: what a repeated batch is recognised by. Held by value in
//! `producer_state`, so that a producer costs no allocation of its own.

/// Kafka's producers have at most five requests in flight per connection.
pub(crate) const BATCHES_REMEMBERED: usize = 5;
const NO_SEQUENCE: i32 = -1;

/// What is remembered of one appended batch (Kafka's `BatchMetadata`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct BatchMark {
    pub last_sequence: i32,
    /// Last offset minus first offset; also last sequence minus first sequence.
    pub offset_delta: i32,
    pub last_offset: i64,
    pub timestamp_ms: i64,
}

impl BatchMark {
    pub(crate) fn first_offset(&self) -> i64 {
        self.last_offset - i64::from(self.offset_delta)
    }

    /// Sequences go from `i32::MAX` to 0.
    pub(crate) fn first_sequence(&self) -> i32 {
        if self.last_sequence >= self.offset_delta {
            return self.last_sequence - self.offset_delta;
        }
        i32::MAX - (self.offset_delta - self.last_sequence) + 1
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RecentBatches {
    marks: [BatchMark; BATCHES_REMEMBERED],
    count: u8,
}

impl RecentBatches {
    pub(crate) fn push(&mut self, mark: BatchMark) {
        if usize::from(self.count) == BATCHES_REMEMBERED {
            self.marks.rotate_left(1);
            self.count -= 1;
        }
        if let Some(slot) = self.marks.get_mut(usize::from(self.count)) {
            *slot = mark;
            self.count += 1;
        }
    }

    pub(crate) fn clear(&mut self) {
        self.count = 0;
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &BatchMark> {
        self.marks.iter().take(usize::from(self.count))
    }

    pub(crate) fn last(&self) -> Option<&BatchMark> {
        self.marks.get(usize::from(self.count).checked_sub(1)?)
    }

    /// -1 when no batch is known.
    pub(crate) fn last_sequence(&self) -> i32 {
        self.last().map_or(NO_SEQUENCE, |mark| mark.last_sequence)
    }

    /// The batch with exactly these sequences.
    pub(crate) fn find(&self, first_sequence: i32, last_sequence: i32) -> Option<&BatchMark> {
        self.iter().find(|mark| mark.last_sequence == last_sequence && mark.first_sequence() == first_sequence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(last_sequence: i32, offset_delta: i32) -> BatchMark {
        BatchMark { last_sequence, offset_delta, last_offset: 100, timestamp_ms: 0 }
    }

    #[test]
    fn the_first_sequence_wraps_below_zero() {
        for (last, delta, first) in
            [(9, 9, 0), (9, 0, 9), (0, 1, i32::MAX), (1, 3, i32::MAX - 1), (i32::MAX, 0, i32::MAX)]
        {
            assert_eq!(mark(last, delta).first_sequence(), first, "last {last} delta {delta}");
        }
    }

    #[test]
    fn only_the_last_five_are_found() {
        let mut recent = RecentBatches::default();
        assert_eq!(recent.last_sequence(), -1);
        for sequence in 0..7 {
            recent.push(mark(sequence, 0));
        }
        let found: Vec<i32> = recent.iter().map(|mark| mark.last_sequence).collect();
        assert_eq!(found, [2, 3, 4, 5, 6]);
        assert!(recent.find(1, 1).is_none());
        assert!(recent.find(2, 2).is_some());
        assert!(recent.find(2, 3).is_none());
        recent.clear();
        assert_eq!(recent.last(), None);
    }
}
