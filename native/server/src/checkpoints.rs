//! The offset checkpoints of the log directory: where recovery and reading start after the next start.
//!
//! Invariant: entries of partitions that are not open but have a folder are kept as they were read; one that was forgotten after its
//! partition left the topic table does not come back.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use log::{CheckpointEntry, CheckpointName, LogDirectory, PartitionFolder, RecoveryStart, StorageError};
use parking_lot::Mutex;
use partition::Partition;

use crate::topics::METADATA_TOPIC;

type Offsets = HashMap<(String, i32), i64>;

pub struct Checkpoints {
    clean: bool,
    /// Held from looking at what is open to writing it.
    writing: Mutex<()>,
    recovery_points: Mutex<Offsets>,
    log_starts: Mutex<Offsets>,
    high_watermarks: Mutex<Offsets>,
    /// Up to where logs have been compacted.
    cleaned: Mutex<Offsets>,
    /// The cleaned offsets have changed since they were written.
    cleaned_changed: AtomicBool,
    /// Up to where those had records whose folders the start did not find; until the files are written anew.
    without_folder: Mutex<Offsets>,
}

impl Checkpoints {
    /// A damaged file counts as empty, as in Apache Kafka: more is scanned then, and nothing is lost. The texts say so.
    /// `folders`: all that the directory has.
    pub fn read(
        directory: &LogDirectory,
        folders: &[PartitionFolder],
    ) -> Result<(Checkpoints, Vec<String>), StorageError> {
        let mut damage = Vec::new();
        let mut read = |name| -> Result<Mutex<Offsets>, StorageError> {
            let entries = match directory.read_checkpoint(name) {
                Ok(entries) => entries,
                Err(error @ StorageError::Corrupt { .. }) => {
                    damage.push(format!("a damaged checkpoint counts as empty: {error}"));
                    Vec::new()
                }
                Err(error) => return Err(error),
            };
            Ok(Mutex::new(entries.into_iter().map(|entry| ((entry.topic, entry.partition), entry.offset)).collect()))
        };
        let checkpoints = Checkpoints {
            clean: directory.was_clean(),
            writing: Mutex::default(),
            recovery_points: read(CheckpointName::RecoveryPoint)?,
            log_starts: read(CheckpointName::LogStart)?,
            high_watermarks: read(CheckpointName::HighWatermark)?,
            cleaned: read(CheckpointName::Cleaned)?,
            cleaned_changed: AtomicBool::default(),
            without_folder: Mutex::default(),
        };
        checkpoints.forget_without_folder(directory, folders)?;
        Ok((checkpoints, damage))
    }

    /// A partition was deleted and the broker died before it wrote these files, or nothing of it was ever flushed and a
    /// power loss took it: the next of its name begins at 0, and what the files say must not outlive that beginning.
    /// The metadata log is never deleted: without its folder there is no start.
    fn forget_without_folder(&self, directory: &LogDirectory, folders: &[PartitionFolder]) -> Result<(), StorageError> {
        let folders: HashSet<(&str, i32)> =
            folders.iter().map(|folder| (folder.topic.as_str(), folder.partition)).collect();
        let is_gone = |name: &(String, i32)| name.0 != METADATA_TOPIC && !folders.contains(&(name.0.as_str(), name.1));
        let had_records: Offsets = self
            .high_watermarks
            .lock()
            .iter()
            .filter(|(name, end)| is_gone(name) && **end > 0)
            .map(|(name, end)| (name.clone(), *end))
            .collect();
        let mut forgotten = 0;
        for offsets in [&self.recovery_points, &self.log_starts, &self.high_watermarks] {
            forgotten += offsets.lock().extract_if(|name, _| is_gone(name)).count();
        }
        let cleaned = self.cleaned.lock().extract_if(|name, _| is_gone(name)).count();
        self.cleaned_changed.store(cleaned > 0, Ordering::Release);
        if forgotten + cleaned > 0 {
            self.write(directory, Vec::new)?;
        }
        *self.without_folder.lock() = had_records;
        Ok(())
    }

    /// Up to where a partition had records whose folder the start did not find.
    pub fn take_without_folder(&self, topic: &str, partition: i32) -> Option<i64> {
        let mut without_folder = self.without_folder.lock();
        if without_folder.is_empty() { None } else { without_folder.remove(&(topic.to_owned(), partition)) }
    }

    /// Where a partition's log starts and from where it must be scanned.
    pub fn recovery_start(&self, topic: &str, partition: i32) -> RecoveryStart {
        let key = (topic.to_owned(), partition);
        let of = |offsets: &Mutex<Offsets>| offsets.lock().get(&key).copied().unwrap_or(0);
        RecoveryStart {
            clean: self.clean,
            recovery_point: of(&self.recovery_points),
            log_start_offset: of(&self.log_starts),
        }
    }

    pub fn forget(&self, topic: &str, partition: i32) {
        let _writing = self.writing.lock();
        let key = (topic.to_owned(), partition);
        for offsets in [&self.recovery_points, &self.log_starts, &self.high_watermarks] {
            offsets.lock().remove(&key);
        }
        if self.cleaned.lock().remove(&key).is_some() {
            self.cleaned_changed.store(true, Ordering::Release);
        }
    }

    /// Where the last cleaning of a log ended.
    pub fn cleaned_to(&self, topic: &str, partition: i32) -> Option<i64> {
        self.cleaned.lock().get(&(topic.to_owned(), partition)).copied()
    }

    /// Notes where a cleaning ended, on the disk, too. Not for a partition that has left the table meanwhile.
    pub fn set_cleaned_to(
        &self,
        directory: &LogDirectory,
        (topic, partition): (&str, i32),
        offset: i64,
        is_open: impl FnOnce() -> bool,
    ) -> Result<(), StorageError> {
        let _writing = self.writing.lock();
        if is_open() {
            self.cleaned.lock().insert((topic.to_owned(), partition), offset);
            self.cleaned_changed.store(true, Ordering::Release);
        }
        self.write_cleaned(directory)
    }

    fn write_cleaned(&self, directory: &LogDirectory) -> Result<(), StorageError> {
        if !self.cleaned_changed.swap(false, Ordering::AcqRel) {
            return Ok(());
        }
        write(directory, CheckpointName::Cleaned, &self.cleaned).inspect_err(|_| {
            self.cleaned_changed.store(true, Ordering::Release);
        })
    }

    /// Writes the files anew with the partitions that `open` names.
    pub fn write(
        &self,
        directory: &LogDirectory,
        open: impl FnOnce() -> Vec<Arc<Partition>>,
    ) -> Result<(), StorageError> {
        let _writing = self.writing.lock();
        self.without_folder.lock().clear();
        for partition in open() {
            let checkpoint = partition.checkpoint();
            let key = || (partition.topic().to_string(), partition.partition());
            self.recovery_points.lock().insert(key(), checkpoint.recovery_point);
            self.high_watermarks.lock().insert(key(), checkpoint.high_watermark);
            // Kafka lists a log start only where records were deleted by request; elsewhere the segments tell it.
            if checkpoint.log_start_offset > 0 {
                self.log_starts.lock().insert(key(), checkpoint.log_start_offset);
            }
        }
        // The log starts first: what lies before one needs no recovery, so a recovery point may count on it.
        write(directory, CheckpointName::LogStart, &self.log_starts)?;
        write(directory, CheckpointName::RecoveryPoint, &self.recovery_points)?;
        write(directory, CheckpointName::HighWatermark, &self.high_watermarks)?;
        self.write_cleaned(directory)
    }
}

fn write(directory: &LogDirectory, name: CheckpointName, offsets: &Mutex<Offsets>) -> Result<(), StorageError> {
    let mut entries: Vec<CheckpointEntry> = offsets
        .lock()
        .iter()
        .map(|((topic, partition), offset)| CheckpointEntry {
            topic: topic.clone(),
            partition: *partition,
            offset: *offset,
        })
        .collect();
    entries.sort_by(|one, other| (&one.topic, one.partition).cmp(&(&other.topic, other.partition)));
    directory.write_checkpoint(name, &entries)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use log::DirectoryIdentity;

    use super::*;

    #[test]
    fn a_damaged_checkpoint_counts_as_empty_and_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let identity = DirectoryIdentity { cluster_id: None, node_id: 1 };
        drop(LogDirectory::open(folder.path(), &identity).unwrap());
        std::fs::write(folder.path().join("recovery-point-offset-checkpoint"), "0\nmany\n").unwrap();
        std::fs::write(folder.path().join("log-start-offset-checkpoint"), "0\n1\nt 0 7\n").unwrap();
        std::fs::create_dir(folder.path().join("t-0")).unwrap();
        let directory = LogDirectory::open(folder.path(), &identity).unwrap();
        let (checkpoints, damage) = Checkpoints::read(&directory, &directory.list_partitions().unwrap()).unwrap();
        assert_eq!(damage.len(), 1);
        let start = checkpoints.recovery_start("t", 0);
        assert_eq!((start.recovery_point, start.log_start_offset), (0, 7));
    }

    #[test]
    fn what_has_no_folder_is_forgotten_for_good() {
        let folder = tempfile::tempdir().unwrap();
        let identity = DirectoryIdentity { cluster_id: None, node_id: 1 };
        let directory = LogDirectory::open(folder.path(), &identity).unwrap();
        let path = folder.path().join("log-start-offset-checkpoint");
        std::fs::write(&path, "0\n2\nt 0 7\nt 1 8\n").unwrap();
        let end = folder.path().join("replication-offset-checkpoint");
        std::fs::write(end, "0\n3\nt 0 9\nt 1 9\n__cluster_metadata 0 5\n").unwrap();
        std::fs::write(folder.path().join("recovery-point-offset-checkpoint"), "0\n1\n__cluster_metadata 0 5\n")
            .unwrap();
        std::fs::create_dir(folder.path().join("t-1")).unwrap();
        let (checkpoints, _) = Checkpoints::read(&directory, &directory.list_partitions().unwrap()).unwrap();
        assert_eq!(checkpoints.recovery_start("t", 0).log_start_offset, 0);
        assert_eq!(checkpoints.recovery_start(METADATA_TOPIC, 0).recovery_point, 5);
        let lost = [0, 1, 0].map(|partition| checkpoints.take_without_folder("t", partition));
        assert_eq!(lost, [Some(9), None, None]);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "0\n1\nt 1 8\n");
    }
}
