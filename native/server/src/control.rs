//! What the control plane asks for, besides replies: opening and deleting partitions, settings. Called by the binding.
//!
//! Invariant: a partition is in the topic table exactly while it is open.

use std::sync::Arc;

use log::StorageError;
use parking_lot::Mutex;
use partition::{OpenPartition, Partition, PartitionConfig, PartitionError, ProducerDescription};
use wire::{ErrorCode, Uuid};

use crate::broker::Broker;
use crate::directories::{Directory, Opened, PlacementError};
use crate::mailbox::LogLevel;
use crate::metadata_look::refuse_lost_end;
use crate::recovery_log::{PlainScans, recovery_line};
use crate::topics::METADATA_TOPIC;

const CLOSED: &str = "the broker is closed";

/// Topic and partition number.
pub type PartitionName = (String, i32);
/// What opening a partition gave; otherwise the reason for the operator.
type OpenOutcome = (PartitionSpec, Result<Arc<Partition>, String>);
/// A partition to open, and where.
type PlacedSpec = (PartitionSpec, Result<Arc<Directory>, PlacementError>);
/// Partitions of one topic on their way into the table.
type OpenedTopic = (Arc<str>, Uuid, Vec<(i32, Option<Arc<Partition>>)>);

/// A partition to open.
pub struct PartitionSpec {
    pub topic: Arc<str>,
    pub topic_id: Uuid,
    pub partition: i32,
    /// Where it is to live, by the metadata; one of Kafka's reserved ids where nobody has said.
    pub directory_id: Uuid,
    pub leader_epoch: i32,
    pub config: Arc<PartitionConfig>,
}

/// What became of the partitions that were to be opened.
#[derive(Debug, Default)]
pub struct OpenedPartitions {
    pub failures: Vec<PartitionFailure>,
    /// Those that live elsewhere than the metadata says.
    pub moved: Vec<MovedPartition>,
}

#[derive(Debug)]
pub struct MovedPartition {
    pub topic: String,
    pub partition: i32,
    pub directory_id: Uuid,
}

/// A partition that could not be opened or deleted, and why.
#[derive(Debug)]
pub struct PartitionFailure {
    pub topic: String,
    pub partition: i32,
    pub error_code: ErrorCode,
    pub message: String,
}

impl PartitionFailure {
    pub(crate) fn storage((topic, partition): PartitionName, message: String) -> PartitionFailure {
        PartitionFailure { topic, partition, error_code: ErrorCode::KAFKA_STORAGE_ERROR, message }
    }
}

pub struct ControlOffsets {
    pub log_start_offset: i64,
    pub high_watermark: i64,
    pub log_end_offset: i64,
    pub size_bytes: u64,
}

impl Broker {
    /// Opens partitions on the workers, several at a time; `done` hears of those that failed or live elsewhere.
    pub fn open_partitions(
        self: &Arc<Self>,
        specs: Vec<PartitionSpec>,
        done: impl FnOnce(OpenedPartitions) + Send + 'static,
    ) {
        let (opener, table) = (Arc::clone(self), Arc::clone(self));
        // In their order, whichever worker opens them: the partitions of a topic spread evenly.
        let placed = specs.into_iter().map(|spec| {
            let directory = self.directories.place(&spec.topic, spec.partition, spec.directory_id);
            (spec, directory)
        });
        let scans: Arc<Mutex<PlainScans>> = Arc::default();
        let all_scans = Arc::clone(&scans);
        let open = move |(spec, directory): PlacedSpec| {
            let opened = directory.map_err(|error| error.to_string());
            let opened = opened.and_then(|directory| opener.open_partition(&spec, &directory, &scans));
            (spec, opened)
        };
        let done = move |outcomes| {
            if let Some(line) = all_scans.lock().line() {
                table.mailbox.log(LogLevel::Info, &line);
            }
            done(table.put_into_service(outcomes));
        };
        if let Err((placed, done)) = self.background.run_all(placed.collect(), open, done) {
            done(placed.into_iter().map(|(spec, _)| (spec, Err(CLOSED.to_owned()))).collect());
        }
    }

    fn open_partition(
        &self,
        spec: &PartitionSpec,
        directory: &Directory,
        scans: &Mutex<PlainScans>,
    ) -> Result<Arc<Partition>, String> {
        let opened = match directory.online() {
            Some(online) => {
                self.open_in(spec, directory, online, scans).map_err(|error| self.open_failed(directory, &error))
            }
            None => Err(PlacementError::Offline(spec.directory_id).to_string()),
        };
        opened.inspect_err(|_| self.directories.leave(&spec.topic, spec.partition, directory.index, false))
    }

    /// What it says of the directory is looked at, too: perhaps nothing works there any more.
    pub(crate) fn open_failed(&self, directory: &Directory, error: &StorageError) -> String {
        let reason = error.to_string();
        if matches!(error, StorageError::Io { .. }) && !partition::is_passing(error) {
            self.storage_fault(directory.index, &reason);
        }
        reason
    }

    fn open_in(
        &self,
        spec: &PartitionSpec,
        directory: &Directory,
        opened: &Opened,
        scans: &Mutex<PlainScans>,
    ) -> Result<Arc<Partition>, StorageError> {
        for twin in self.directories.take_twins(&spec.topic, spec.partition, directory.index) {
            let Some(twin) = twin.online() else { continue };
            self.set_aside(twin, &spec.topic, spec.partition, "is a twin of the one in use")?;
        }
        let partition = match self.open_as_it_stands(spec, directory, opened) {
            Err(StorageError::TopicIdMismatch { .. }) => {
                self.set_aside(opened, &spec.topic, spec.partition, "was left from another topic")?;
                // Before there are records here that the other topic's offsets would be taken to speak of.
                self.write_checkpoints_of(directory);
                self.open_as_it_stands(spec, directory, opened)?
            }
            opened => opened?,
        };
        if let Some(report) = partition.take_recovery_report()
            && !scans.lock().take(&report)
        {
            let (level, line) = recovery_line(&format!("{}-{}", spec.topic, spec.partition), &report);
            self.mailbox.log(level, &line);
        }
        Ok(partition)
    }

    fn open_as_it_stands(
        &self,
        spec: &PartitionSpec,
        directory: &Directory,
        opened: &Opened,
    ) -> Result<Arc<Partition>, StorageError> {
        let recovery = opened.checkpoints.recovery_start(&spec.topic, spec.partition);
        let folder = opened.log.partition_folder(&spec.topic, spec.partition);
        let partition = Partition::open(OpenPartition {
            folder: folder.clone(),
            faults: self.directories.listener(directory.index),
            directory: directory.index,
            topic: Arc::clone(&spec.topic),
            topic_id: spec.topic_id,
            partition: spec.partition,
            leader_epoch: spec.leader_epoch,
            config: Arc::clone(&spec.config),
            recovery,
            now_ms: self.now_ms(),
        })?;
        if let Some(end) = opened.checkpoints.take_without_folder(&spec.topic, spec.partition) {
            let (topic, partition) = (&spec.topic, spec.partition);
            let line = format!(
                "{topic}-{partition} had records up to offset {end} and has no folder any more; it begins empty: to have \
                 them back, stop the broker and restore {}",
                folder.display()
            );
            self.mailbox.log(LogLevel::Error, &line);
        }
        if let Err(lost) = refuse_lost_end(&folder, partition.log_end_offset(), recovery.recovery_point) {
            // Topics would be gone, and clients make them again: better no broker than an empty one.
            if &*spec.topic == METADATA_TOPIC {
                return Err(lost);
            }
            self.mailbox.log(LogLevel::Error, &format!("acknowledged records are lost: {lost}"));
        }
        Ok(partition)
    }

    fn put_into_service(self: &Arc<Self>, outcomes: Vec<OpenOutcome>) -> OpenedPartitions {
        let (mut failures, mut moved) = (Vec::new(), Vec::new());
        let mut opened: Vec<OpenedTopic> = Vec::new();
        for (spec, outcome) in outcomes {
            let partition = match outcome {
                Err(message) => {
                    failures.push(PartitionFailure::storage((spec.topic.to_string(), spec.partition), message));
                    None
                }
                Ok(partition) => {
                    self.resume_move(&partition);
                    moved.extend(self.directories.moved(&spec, partition.directory()));
                    Some(partition)
                }
            };
            match opened.last_mut() {
                Some((topic, id, partitions)) if *topic == spec.topic && *id == spec.topic_id => {
                    partitions.push((spec.partition, partition));
                }
                _ => opened.push((spec.topic, spec.topic_id, vec![(spec.partition, partition)])),
            }
        }
        for (topic, id, partitions) in opened {
            self.topics.add(&topic, id, partitions);
        }
        OpenedPartitions { failures, moved }
    }

    /// Takes partitions out of service at once and removes their files on the workers.
    pub fn delete_partitions(
        self: &Arc<Self>,
        partitions: Vec<PartitionName>,
        done: impl FnOnce(Vec<PartitionFailure>) + Send + 'static,
    ) {
        let removed: Vec<(PartitionName, Option<Arc<Partition>>)> = partitions
            .into_iter()
            .map(|(topic, index)| {
                let partition = self.topics.remove(&topic, index);
                ((topic, index), partition)
            })
            .collect();
        let (broker, checkpointer) = (Arc::clone(self), Arc::clone(self));
        let delete = move |(name, partition)| broker.delete_partition(name, partition);
        // At once, as in Apache Kafka: a topic that takes the name before a crash must not find offsets of this one.
        let done = move |outcomes: Vec<Option<PartitionFailure>>| {
            checkpointer.write_checkpoints();
            done(outcomes.into_iter().flatten().collect());
        };
        if let Err((removed, done)) = self.background.run_all(removed, delete, done) {
            done(
                removed.into_iter().map(|(name, _)| Some(PartitionFailure::storage(name, CLOSED.to_owned()))).collect(),
            );
        }
    }

    /// `partition`: None where it is not open.
    fn delete_partition(
        &self,
        (topic, index): PartitionName,
        partition: Option<Arc<Partition>>,
    ) -> Option<PartitionFailure> {
        let is_open = partition.is_some();
        let deleted = partition.map_or(Ok(()), |partition| {
            let home = partition.directory();
            if let Some(opened) = self.directories.get(home).and_then(|directory| directory.opened()) {
                opened.checkpoints.forget(&topic, index);
            }
            self.directories.leave(&topic, index, home, true);
            partition.delete()
        });
        let is_gone = is_open && deleted.is_ok();
        let aside = if is_gone { Ok(()) } else { self.set_remains_aside(&topic, index) };
        let error = deleted.and(aside).err()?;
        Some(PartitionFailure::storage((topic, index), error.to_string()))
    }

    /// New settings for every open partition of a topic.
    pub fn configure_topic(&self, topic: &str, config: &Arc<PartitionConfig>) {
        if let Some(topic) = self.topics.any_by_name(topic) {
            for partition in topic.partitions() {
                partition.configure(Arc::clone(config));
            }
        }
    }

    pub fn control_offsets(&self, topic: &str, partition: i32) -> Result<ControlOffsets, PartitionError> {
        let partition = self.control_partition(topic, partition)?;
        Ok(ControlOffsets {
            log_start_offset: partition.log_start_offset(),
            high_watermark: partition.high_watermark(),
            log_end_offset: partition.log_end_offset(),
            size_bytes: partition.size_bytes(),
        })
    }

    /// What a partition that clients may see remembers of its producers.
    pub fn describe_producers(&self, topic: &str, partition: i32) -> Result<Vec<ProducerDescription>, PartitionError> {
        let found = self.topics.by_name(topic);
        let partition = found.as_ref().and_then(|found| found.partition(partition)).ok_or_else(|| PartitionError {
            error_code: ErrorCode::UNKNOWN_TOPIC_OR_PARTITION,
            message: format!("{topic}-{partition} is not open"),
        });
        partition?.describe_producers()
    }

    pub(crate) fn control_partition(&self, topic: &str, partition: i32) -> Result<Arc<Partition>, PartitionError> {
        let found = self.topics.any_by_name(topic);
        found.as_ref().and_then(|found| found.partition(partition)).cloned().ok_or_else(|| PartitionError {
            error_code: ErrorCode::UNKNOWN_TOPIC_OR_PARTITION,
            message: format!("{topic}-{partition} is not open"),
        })
    }
}
