//! `leader-epoch-checkpoint`: at which offset each leader epoch began.
//!
//! ```text
//!   0                     version
//!   2                     number of entries
//!   0 0                   epoch, start offset
//!   3 1500
//! ```
//! Used by the log. Invariant: epochs and start offsets both grow from line to line.
//! Source: Kafka's LeaderEpochCheckpointFile and LeaderEpochFileCache.

use crate::atomic_file::{self, Durability};
use crate::checkpoint::{self, Lines};
use crate::error::StorageError;
use crate::storage::Folder;

pub const UNDEFINED_EPOCH: i32 = -1;
pub const UNDEFINED_EPOCH_OFFSET: i64 = -1;

pub(crate) const FILE_NAME: &str = "leader-epoch-checkpoint";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EpochEntry {
    pub epoch: i32,
    pub start_offset: i64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LeaderEpochs {
    entries: Vec<EpochEntry>,
}

impl LeaderEpochs {
    /// The entries in `folder`, `None` when there is no file or it is damaged: they can be had from the batches.
    pub(crate) fn read(folder: &Folder) -> Result<Option<Self>, StorageError> {
        let text = atomic_file::read(folder.disk(), &folder.join(FILE_NAME))?;
        Ok(text.and_then(|text| parse(&text).ok()))
    }

    pub(crate) fn write(&self, folder: &Folder) -> Result<(), StorageError> {
        let text =
            checkpoint::render(self.entries.iter().map(|entry| format!("{} {}", entry.epoch, entry.start_offset)));
        atomic_file::replace(folder.disk(), &folder.join(FILE_NAME), text.as_bytes(), Durability::Process)
    }

    pub(crate) fn entries(&self) -> &[EpochEntry] {
        &self.entries
    }

    pub(crate) fn latest(&self) -> Option<EpochEntry> {
        self.entries.last().copied()
    }

    /// Notes that `epoch` begins at `start_offset`; whether that was news. Only a later epoch is.
    pub(crate) fn assign(&mut self, epoch: i32, start_offset: i64) -> bool {
        if epoch < 0 || start_offset < 0 || self.latest().is_some_and(|latest| latest.epoch >= epoch) {
            return false;
        }
        // An epoch that wrote nothing gives its place to the next one.
        while self.latest().is_some_and(|latest| latest.start_offset >= start_offset) {
            self.entries.pop();
        }
        if self.entries.is_empty() {
            // Most logs have one.
            self.entries.reserve_exact(1);
        }
        self.entries.push(EpochEntry { epoch, start_offset });
        true
    }

    /// The epoch that `offset` was written in.
    pub(crate) fn epoch_of(&self, offset: i64) -> Option<i32> {
        let count = self.entries.partition_point(|entry| entry.start_offset <= offset);
        self.entries.get(count.checked_sub(1)?).map(|entry| entry.epoch)
    }

    /// The largest epoch not above `epoch` and where it ends; (-1, -1) when `epoch` is unknown.
    pub(crate) fn end_offset_of(&self, epoch: i32, log_end_offset: i64) -> (i32, i64) {
        let unknown = (UNDEFINED_EPOCH, UNDEFINED_EPOCH_OFFSET);
        if epoch == UNDEFINED_EPOCH {
            return unknown;
        }
        let count = self.entries.partition_point(|entry| entry.epoch <= epoch);
        match (count.checked_sub(1).and_then(|last| self.entries.get(last)), self.entries.get(count)) {
            (Some(floor), Some(next)) => (floor.epoch, next.start_offset),
            (Some(floor), None) if floor.epoch == epoch => (epoch, log_end_offset),
            (None, Some(next)) => (epoch, next.start_offset),
            (_, None) => unknown,
        }
    }

    /// Forgets epochs that begin at `end_offset` or later; whether there were any.
    pub(crate) fn truncate_from_end(&mut self, end_offset: i64) -> bool {
        let before = self.entries.len();
        self.entries.retain(|entry| entry.start_offset < end_offset);
        self.entries.len() < before
    }

    /// Lets the log begin at `start_offset`: the epoch of that offset begins there, earlier ones go.
    pub(crate) fn truncate_from_start(&mut self, start_offset: i64) -> bool {
        let count = self.entries.partition_point(|entry| entry.start_offset <= start_offset);
        let Some(last) = count.checked_sub(1) else {
            return false;
        };
        let unchanged = last == 0 && self.entries.first().is_some_and(|first| first.start_offset == start_offset);
        self.entries.drain(..last);
        if let Some(first) = self.entries.first_mut() {
            first.start_offset = start_offset;
        }
        !unchanged
    }
}

fn parse(text: &str) -> Result<LeaderEpochs, String> {
    let mut epochs = LeaderEpochs::default();
    for line in Lines::parse(text)? {
        let line = line?;
        let entry = line.split_once(' ').and_then(|(epoch, offset)| Some((epoch.parse().ok()?, offset.parse().ok()?)));
        let (epoch, start_offset) = entry.ok_or_else(|| format!("'{line}' is not an epoch and an offset"))?;
        let grows = epochs.latest().is_none_or(|latest| latest.epoch < epoch && latest.start_offset < start_offset);
        if !grows || !epochs.assign(epoch, start_offset) {
            return Err(format!("'{line}' is out of order"));
        }
    }
    Ok(epochs)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn epochs(entries: &[(i32, i64)]) -> LeaderEpochs {
        let mut epochs = LeaderEpochs::default();
        for (epoch, start_offset) in entries {
            assert!(epochs.assign(*epoch, *start_offset));
        }
        epochs
    }

    #[test]
    fn round_trip_in_kafkas_lines() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(LeaderEpochs::read(&folder.path().into()).unwrap(), None);
        let written = epochs(&[(0, 0), (3, 1500)]);
        written.write(&folder.path().into()).unwrap();
        assert_eq!(std::fs::read_to_string(folder.path().join(FILE_NAME)).unwrap(), "0\n2\n0 0\n3 1500\n");
        assert_eq!(LeaderEpochs::read(&folder.path().into()).unwrap(), Some(written));
    }

    #[test]
    fn damaged_files_are_no_files() {
        let folder = tempfile::tempdir().unwrap();
        for text in
            ["", "0\n", "1\n0\n", "0\n2\n0 0\n", "0\n1\nx 0\n", "0\n2\n1 5\n1 9\n", "0\n2\n1 5\n2 5\n", "0\n1\n0 0"]
        {
            std::fs::write(folder.path().join(FILE_NAME), text).unwrap();
            let expected = (text == "0\n1\n0 0").then(|| epochs(&[(0, 0)]));
            assert_eq!(LeaderEpochs::read(&folder.path().into()).unwrap(), expected, "{text:?}");
        }
    }

    #[test]
    fn only_a_later_epoch_is_news_and_an_empty_one_gives_way() {
        let mut epochs = epochs(&[(2, 10)]);
        assert!(!epochs.assign(2, 20) && !epochs.assign(1, 30) && !epochs.assign(-1, 30));
        assert!(epochs.assign(5, 10));
        assert_eq!(epochs.entries(), [EpochEntry { epoch: 5, start_offset: 10 }]);
    }

    #[test]
    fn answers_end_offsets_as_kafka_does() {
        let epochs = epochs(&[(2, 10), (4, 20), (5, 30)]);
        let check = |epoch, expected| assert_eq!(epochs.end_offset_of(epoch, 100), expected, "{epoch}");
        check(-1, (-1, -1));
        check(1, (1, 10));
        check(2, (2, 20));
        check(3, (2, 20));
        check(4, (4, 30));
        check(5, (5, 100));
        check(6, (-1, -1));
        assert_eq!(LeaderEpochs::default().end_offset_of(0, 100), (-1, -1));
        assert_eq!([epochs.epoch_of(9), epochs.epoch_of(10), epochs.epoch_of(29)], [None, Some(2), Some(4)]);
    }

    #[test]
    fn truncates_at_both_ends() {
        let mut epochs = epochs(&[(2, 10), (4, 20), (5, 30)]);
        assert!(!epochs.truncate_from_end(31) && !epochs.truncate_from_start(10) && !epochs.truncate_from_start(5));
        assert!(epochs.truncate_from_end(30));
        assert!(epochs.truncate_from_start(25));
        assert_eq!(epochs.entries(), [EpochEntry { epoch: 4, start_offset: 25 }]);
    }
}
