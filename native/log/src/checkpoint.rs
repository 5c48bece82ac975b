//! Offset checkpoint files of a log directory: one offset per partition. Also the line format that they share
//! with `leader-epoch-checkpoint`.
//!
//! ```text
//!   0                     version
//!   1                     number of entries
//!   topic 0 1500          topic, partition, offset
//! ```
//! Used by the log directory. Invariant: a file is replaced whole and is on the disk when writing returns.
//! Source: Kafka's CheckpointFile and OffsetCheckpointFile.

use crate::atomic_file::{self, Durability};
use crate::error::StorageError;
use crate::storage::Disk;
use std::fmt::Write;
use std::path::Path;

/// One line of a checkpoint file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckpointEntry {
    pub topic: String,
    pub partition: i32,
    pub offset: i64,
}

/// The checkpoint files that a log directory holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckpointName {
    /// Up to where each log is known to be on the disk.
    RecoveryPoint,
    LogStart,
    HighWatermark,
    /// Up to where compaction has cleaned each log.
    Cleaned,
}

impl CheckpointName {
    pub fn file_name(self) -> &'static str {
        match self {
            Self::RecoveryPoint => "recovery-point-offset-checkpoint",
            Self::LogStart => "log-start-offset-checkpoint",
            Self::HighWatermark => "replication-offset-checkpoint",
            Self::Cleaned => "cleaner-offset-checkpoint",
        }
    }
}

/// The entries of a file; none when it does not exist or is empty, as Kafka creates it.
pub(crate) fn read(disk: &Disk, path: &Path) -> Result<Vec<CheckpointEntry>, StorageError> {
    match atomic_file::read(disk, path)? {
        None => Ok(Vec::new()),
        Some(text) if text.is_empty() => Ok(Vec::new()),
        Some(text) => parse(&text).map_err(|reason| StorageError::Corrupt {
            path: path.to_path_buf(),
            position: 0,
            reason,
            advice: "remove that file: the broker then reads the logs themselves",
        }),
    }
}

pub(crate) fn write(disk: &Disk, path: &Path, entries: &[CheckpointEntry]) -> Result<(), StorageError> {
    let lines = entries.iter().map(|entry| format!("{} {} {}", entry.topic, entry.partition, entry.offset));
    atomic_file::replace(disk, path, render(lines).as_bytes(), Durability::Disk)
}

fn parse(text: &str) -> Result<Vec<CheckpointEntry>, String> {
    Lines::parse(text)?.map(|line| line.and_then(parse_line)).collect()
}

fn parse_line(line: &str) -> Result<CheckpointEntry, String> {
    let mut fields = line.split(' ');
    let entry = (|| {
        let topic = fields.next()?.to_owned();
        let partition = fields.next()?.parse().ok()?;
        let offset = fields.next()?.parse().ok()?;
        fields.next().is_none().then_some(CheckpointEntry { topic, partition, offset })
    })();
    entry.ok_or_else(|| format!("'{line}' is not a topic, a partition and an offset"))
}

/// Version, number of lines, lines.
pub(crate) fn render(lines: impl ExactSizeIterator<Item = String>) -> String {
    let mut text = String::with_capacity(16 + lines.len() * 32);
    let _ = writeln!(text, "{VERSION}\n{}", lines.len());
    lines.for_each(|line| {
        text.push_str(&line);
        text.push('\n');
    });
    text
}

const VERSION: u32 = 0;

/// The lines behind version and count; a file with more or fewer lines than it says ends in an error.
pub(crate) struct Lines<'a> {
    lines: std::str::Lines<'a>,
    remaining: usize,
}

impl<'a> Lines<'a> {
    pub(crate) fn parse(text: &'a str) -> Result<Self, String> {
        let mut lines = text.lines();
        let version = lines.next().and_then(|line| line.trim().parse::<u32>().ok());
        if version != Some(VERSION) {
            return Err("the first line is not the version 0".to_owned());
        }
        let count = lines.next().and_then(|line| line.trim().parse().ok());
        Ok(Self { lines, remaining: count.ok_or("the second line is not a number of entries")? })
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Result<&'a str, String>;

    fn next(&mut self) -> Option<Self::Item> {
        let line = self.lines.next();
        match (line, self.remaining.checked_sub(1)) {
            (Some(line), Some(remaining)) => {
                self.remaining = remaining;
                Some(Ok(line))
            }
            (None, None) => None,
            (Some(line), None) => (!line.is_empty()).then(|| Err(format!("'{line}' is one line too many"))),
            (None, Some(_)) => {
                let missing = std::mem::take(&mut self.remaining);
                Some(Err(format!("{missing} entries are missing")))
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn entry(topic: &str, partition: i32, offset: i64) -> CheckpointEntry {
        CheckpointEntry { topic: topic.to_owned(), partition, offset }
    }

    #[test]
    fn round_trip_in_kafkas_lines() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(CheckpointName::RecoveryPoint.file_name());
        assert_eq!(read(&Disk::Real, &path).unwrap(), []);
        let entries = [entry("a.b", 0, 0), entry("c_d-1", 12, i64::MAX)];
        write(&Disk::Real, &path, &entries).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text, "0\n2\na.b 0 0\nc_d-1 12 9223372036854775807\n");
        assert_eq!(read(&Disk::Real, &path).unwrap(), entries);
        write(&Disk::Real, &path, &[]).unwrap();
        assert_eq!(read(&Disk::Real, &path).unwrap(), []);
    }

    #[test]
    fn damage_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("checkpoint");
        let check = |text: &str, expected: &str| {
            std::fs::write(&path, text).unwrap();
            let error = read(&Disk::Real, &path).unwrap_err().to_string();
            assert!(error.contains(expected) && error.contains("checkpoint") && error.contains("remove"), "{error}");
        };
        std::fs::write(&path, "").unwrap();
        assert_eq!(read(&Disk::Real, &path).unwrap(), []);
        check("\n", "version");
        check("7\n0\n", "version");
        check("0\nmany\n", "number of entries");
        check("0\n3\na 0 0\n", "2 entries are missing");
        check("0\n1\na 0 0\nb 0 0\n", "one line too many");
        check("0\n1\na 0\n", "not a topic");
        check("0\n1\na 0 0 0\n", "not a topic");
        check("0\n1\n\0\0\0\0\n", "not a topic");
    }
}
