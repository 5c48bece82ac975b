//! A broker without its sockets: a log directory on a disk in memory, its checkpoints, its partitions, and the models of
//! what they must hold. It keeps checkpoints and handles strays as the server does.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use log::storage::memory::{MemoryDisk, NameOrder, Random};
use log::storage::{Disk, Folder};
use log::{
    CheckpointEntry, CheckpointName, CleaningRules, DirectoryIdentity, LogConfig, LogDirectory, RecoveryStart,
    StorageError,
};
use partition::{GroupFlush, OpenPartition, Partition, PartitionConfig, Settling};
use wire::Uuid;
use wire::validate::{TargetCompression, TimestampType};

use crate::model::Model;
use crate::steps::Mix;

pub const PARTITIONS: usize = 3;
/// The one that is.
pub const COMPACTED: usize = 2;
const NODE: DirectoryIdentity = DirectoryIdentity { cluster_id: None, node_id: 1 };

/// What no batch is larger than.
const SEGMENT_BYTES_MIN: u32 = 1_000;

type Offsets = BTreeMap<(String, i32), i64>;

pub struct World {
    pub disk: MemoryDisk,
    pub random: Random,
    pub mix: Mix,
    pub now_ms: i64,
    pub leader_epoch: i32,
    pub models: Vec<Model>,
    pub configs: Vec<PartitionConfig>,
    pub told: Told,
    pub service: Option<InService>,
    pub failing: Failing,
    pub has_journal: bool,
    /// The metadata log has no such topic: its deletion is under way, and nobody makes it again before that has ended.
    deleting: Option<usize>,
    /// How the last life ended whose promises have not all been checked.
    pub unchecked: Option<Stop>,
    next_topic: u8,
}

/// What exists only while the broker runs.
pub struct InService {
    pub directory: LogDirectory,
    pub partitions: Vec<Arc<Partition>>,
    /// In a story with a journal.
    group: Option<GroupFlush>,
    /// Files of the journal that wait for their partitions to be flushed.
    pub settling: Vec<Settling>,
    recovery_points: Offsets,
    log_starts: Offsets,
    high_watermarks: Offsets,
    cleaned: Offsets,
    clean: bool,
}

/// The story of a seed.
#[derive(Default)]
pub struct Told {
    pub lines: Vec<String>,
    pub kills: u64,
    pub power_losses: u64,
}

impl Told {
    pub fn print(&self) {
        self.lines.iter().for_each(|line| eprintln!("{line}"));
    }
}

/// How a life ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    Clean,
    Kill,
    PowerLoss(NameOrder),
}

impl Stop {
    /// Two ends, nothing having been checked in between.
    pub fn and(self, next: Stop) -> Stop {
        match (self, next) {
            (Stop::PowerLoss(NameOrder::Any), _) | (_, Stop::PowerLoss(NameOrder::Any)) => {
                Stop::PowerLoss(NameOrder::Any)
            }
            (Stop::PowerLoss(_), _) => self,
            _ => next,
        }
    }
}

/// Whether errors of the disk are a part of the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failing {
    Refused,
    Tolerated,
}

/// The disk is dead, or failed: what was under way is unknown.
#[derive(Debug)]
pub struct Died;

fn entries(offsets: &Offsets) -> Vec<CheckpointEntry> {
    let entry = |((topic, partition), offset): (&(String, i32), &i64)| CheckpointEntry {
        topic: topic.clone(),
        partition: *partition,
        offset: *offset,
    };
    offsets.iter().map(entry).collect()
}

pub fn topic(index: usize) -> String {
    format!("t{index}")
}

impl World {
    pub fn new(seed: u64) -> World {
        let mut random = Random::new(seed);
        let has_journal = seed % 3 == 2;
        let mut world = World {
            disk: MemoryDisk::with_history(),
            mix: Mix::draw(&mut random, has_journal),
            has_journal,
            random,
            now_ms: 1_700_000_000_000,
            leader_epoch: 0,
            models: Vec::new(),
            configs: Vec::new(),
            told: Told::default(),
            service: None,
            failing: Failing::Refused,
            deleting: None,
            unchecked: None,
            next_topic: 0,
        };
        // Files are closed between any two uses, or some of them, or never.
        let open_files_max = [0, 1, 2, 5, usize::MAX][(seed % 5) as usize];
        world.disk.open_files().set_limit(open_files_max);
        for index in 0..PARTITIONS {
            let config = world.random_config(index);
            let model = Model::new(world.new_topic_id(), index == COMPACTED);
            world.models.push(model);
            world.configs.push(config);
        }
        // The folder that the operator made.
        Disk::Memory(world.disk.clone()).create_folders("/data".as_ref()).unwrap();
        Disk::Memory(world.disk.clone()).sync_folder("/".as_ref()).unwrap();
        world
    }

    pub fn tell(&mut self, line: impl FnOnce() -> String) {
        let line = format!("{:>6} {}", self.disk.call_count(), line());
        self.told.lines.push(line);
    }

    pub fn folder(&self) -> Folder {
        Folder::new(Disk::Memory(self.disk.clone()), "/data")
    }

    pub fn new_topic_id(&mut self) -> Uuid {
        self.next_topic += 1;
        Uuid([self.next_topic; 16])
    }

    pub fn random_config(&mut self, index: usize) -> PartitionConfig {
        let random = &mut self.random;
        let compacted = index == COMPACTED;
        let log = LogConfig {
            segment_bytes: SEGMENT_BYTES_MIN + if random.one_in(3) { 0 } else { random.below(2_500) as u32 },
            segment_ms: if random.one_in(4) { 5_000 } else { i64::MAX },
            segment_jitter_ms: 0,
            index_interval_bytes: random.below(400) as u32,
            segment_index_bytes: if random.one_in(4) { 96 } else { 10 << 20 },
            compacted: false,
            preallocate: random.one_in(4),
        };
        PartitionConfig {
            log,
            max_message_bytes: 1_048_588,
            compacted,
            deletes: !compacted || random.one_in(3),
            retention_ms: if random.one_in(3) { 20_000 } else { -1 },
            retention_bytes: if random.one_in(3) { random.below(6_000) as i64 } else { -1 },
            file_delete_delay_ms: random.below(3) as i64 * 2_000,
            cleaning: CleaningRules {
                min_cleanable_ratio: 0.0,
                min_compaction_lag_ms: 0,
                max_compaction_lag_ms: i64::MAX,
                delete_retention_ms: 5_000,
            },
            timestamp_type: TimestampType::CreateTime,
            timestamp_before_max_ms: i64::MAX,
            timestamp_after_max_ms: i64::MAX,
            compression: TargetCompression::Producer,
            min_insync_replicas: 1,
            flush_messages: if random.one_in(2) { 1 } else { i64::MAX },
            flush_ms: if random.one_in(3) { 3_000 } else { i64::MAX },
            producer_id_expiration_ms: i64::MAX,
            producer_id_expiration_check_interval_ms: 600_000,
        }
    }

    /// While the broker is down, as far as it is concerned: a start reads them before it opens partitions.
    pub fn alter_configs(&mut self) {
        for index in 0..PARTITIONS {
            self.configs[index] = self.random_config(index);
        }
    }

    /// `Err` when the disk died under it, or fails in a story where it may; any other error is one that must not be.
    pub fn expect<T>(&self, what: &str, outcome: Result<T, impl std::fmt::Display>) -> Result<T, Died> {
        outcome.map_err(|error| {
            assert!(self.disk.is_dead() || self.failing == Failing::Tolerated, "{what}: {error}");
            Died
        })
    }

    /// Some have room for one round, and hardly any for all of a life.
    fn journal_file_bytes_max(&mut self) -> u64 {
        let spread_bytes = if self.random.one_in(3) { 1_500 } else { 200 };
        300 + self.random.below(spread_bytes)
    }

    pub fn group(&self) -> &GroupFlush {
        self.service.as_ref().unwrap().group.as_ref().unwrap()
    }

    pub fn partition(&self, index: usize) -> Arc<Partition> {
        Arc::clone(&self.service.as_ref().unwrap().partitions[index])
    }

    pub fn start(&mut self) -> Result<(), Died> {
        let directory = self.expect("opening the log directory", LogDirectory::open(self.folder(), &NODE))?;
        let read = |name| -> Result<Offsets, Died> {
            let entries = self.expect("reading a checkpoint", directory.read_checkpoint(name))?;
            Ok(entries.into_iter().map(|entry| ((entry.topic, entry.partition), entry.offset)).collect())
        };
        let mut service = InService {
            recovery_points: read(CheckpointName::RecoveryPoint)?,
            log_starts: read(CheckpointName::LogStart)?,
            high_watermarks: read(CheckpointName::HighWatermark)?,
            cleaned: read(CheckpointName::Cleaned)?,
            clean: directory.was_clean(),
            group: self.has_journal.then(|| GroupFlush::new(0, directory.journal(self.journal_file_bytes_max(), 2))),
            settling: Vec::new(),
            directory,
            partitions: Vec::new(),
        };
        self.forget_those_without_folder(&mut service)?;
        if let Some(index) = self.deleting {
            self.set_stray_aside(&mut service, index)?;
        }
        for index in 0..PARTITIONS {
            let partition = self.open_partition(&service, index)?;
            service.partitions.push(partition);
        }
        self.service = Some(service);
        Ok(())
    }

    /// A partition that was never flushed may be gone, or its topic was deleted: the next of its name must not begin at its
    /// offsets.
    fn forget_those_without_folder(&mut self, service: &mut InService) -> Result<(), Died> {
        let folders = self.expect("listing", service.directory.list_partitions())?;
        let lost = |index: &usize| {
            let is_there = folders.iter().any(|folder| folder.topic == topic(*index));
            !is_there && service.log_starts.contains_key(&(topic(*index), 0))
        };
        let lost: Vec<usize> = (0..PARTITIONS).filter(lost).collect();
        for index in &lost {
            service.forget(*index);
            self.models[*index].start_checkpointed = 0;
        }
        if lost.is_empty() { Ok(()) } else { self.write(service) }
    }

    /// What is left of a topic that the metadata log does not have; then somebody makes it again.
    fn set_stray_aside(&mut self, service: &mut InService, index: usize) -> Result<(), Died> {
        let folder = service.directory.partition_folder(&topic(index), 0);
        let folders = self.expect("listing", service.directory.list_partitions())?;
        if folders.iter().any(|found| found.topic == topic(index)) {
            self.tell(|| format!("{} is set aside", folder.display()));
            self.expect("setting aside", log::set_aside(&folder))?;
        }
        service.forget(index);
        self.write(service)?;
        self.create_topic(index);
        Ok(())
    }

    /// As the metadata log has it.
    fn create_topic(&mut self, index: usize) {
        self.models[index] = Model::new(self.new_topic_id(), index == COMPACTED);
        self.deleting = None;
    }

    fn open_partition(&mut self, service: &InService, index: usize) -> Result<Arc<Partition>, Died> {
        let partition = self.expect("opening a partition", self.open_as_it_stands(service, index))?;
        if let Some(report) = partition.take_recovery_report() {
            self.tell(|| format!("t{index}: {report:?}"));
        }
        Ok(partition)
    }

    fn open_as_it_stands(&self, service: &InService, index: usize) -> Result<Arc<Partition>, StorageError> {
        let name = (topic(index), 0);
        let of = |offsets: &Offsets| offsets.get(&name).copied().unwrap_or(0);
        Partition::open(OpenPartition {
            faults: None,
            directory: 0,
            folder: service.directory.partition_folder(&name.0, 0),
            topic: name.0.as_str().into(),
            topic_id: self.models[index].topic_id,
            partition: 0,
            leader_epoch: self.leader_epoch,
            config: Arc::new(self.configs[index].clone()),
            recovery: RecoveryStart {
                clean: service.clean,
                recovery_point: of(&service.recovery_points),
                log_start_offset: of(&service.log_starts),
            },
            now_ms: self.now_ms,
        })
    }

    /// Without a partition that is being deleted.
    pub fn write_checkpoints(&mut self, deleted: Option<usize>) -> Result<(), Died> {
        let service = self.service.as_mut().unwrap();
        for (index, partition) in service.partitions.iter().enumerate() {
            if deleted == Some(index) {
                continue;
            }
            let (name, checkpoint) = ((topic(index), 0), partition.checkpoint());
            service.recovery_points.insert(name.clone(), checkpoint.recovery_point);
            service.high_watermarks.insert(name.clone(), checkpoint.high_watermark);
            if checkpoint.log_start_offset > 0 {
                service.log_starts.insert(name, checkpoint.log_start_offset);
            }
        }
        let service = self.service.take().unwrap();
        let outcome = self.write(&service);
        self.service = Some(service);
        outcome
    }

    fn write(&mut self, service: &InService) -> Result<(), Died> {
        let write = |name, offsets: &Offsets| {
            self.expect("writing a checkpoint", service.directory.write_checkpoint(name, &entries(offsets)))
        };
        write(CheckpointName::LogStart, &service.log_starts)?;
        write(CheckpointName::RecoveryPoint, &service.recovery_points)?;
        write(CheckpointName::HighWatermark, &service.high_watermarks)?;
        write(CheckpointName::Cleaned, &service.cleaned)?;
        for (index, model) in self.models.iter_mut().enumerate() {
            let log_start_offset = service.log_starts.get(&(topic(index), 0)).copied().unwrap_or(0);
            model.start_checkpointed = model.start_checkpointed.max(log_start_offset);
        }
        Ok(())
    }

    pub fn cleaned(&self, index: usize) -> Option<i64> {
        self.service.as_ref().unwrap().cleaned.get(&(topic(index), 0)).copied()
    }

    pub fn note_cleaned(&mut self, index: usize, end_offset: i64) -> Result<(), Died> {
        let mut service = self.service.take().unwrap();
        service.cleaned.insert((topic(index), 0), end_offset);
        let entries = entries(&service.cleaned);
        let outcome = service.directory.write_checkpoint(CheckpointName::Cleaned, &entries);
        self.service = Some(service);
        self.expect("writing the cleaner's checkpoint", outcome)
    }

    pub fn restart_cleanly(&mut self) -> Result<(), Died> {
        self.stop_cleanly()?;
        self.leader_epoch += 1;
        self.start()
    }

    /// As the server does.
    pub fn stop_cleanly(&mut self) -> Result<(), Died> {
        for index in 0..PARTITIONS {
            self.expect("closing", self.partition(index).close())?;
            let end = self.models[index].end();
            self.models[index].flushed_end = end;
        }
        self.write_checkpoints(None)?;
        let service = self.service.take().unwrap();
        self.expect("marking clean", service.directory.mark_clean())
    }

    /// Deletes a topic and creates another one of the same name, as the server does it.
    pub fn replace_topic(&mut self, index: usize) -> Result<(), Died> {
        self.deleting = Some(index);
        self.service.as_mut().unwrap().forget(index);
        self.expect("deleting", self.partition(index).delete())?;
        self.write_checkpoints(Some(index))?;
        self.create_topic(index);
        let mut service = self.service.take().unwrap();
        service.partitions[index] = self.open_partition(&service, index)?;
        self.service = Some(service);
        Ok(())
    }

    /// Contents of every file but the lock.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let disk = Disk::Memory(self.disk.clone());
        self.disk.files().into_iter().map(|path| (path.clone(), disk.read(&path).unwrap())).collect()
    }
}

impl InService {
    fn forget(&mut self, index: usize) {
        let InService { recovery_points, log_starts, high_watermarks, cleaned, .. } = self;
        for offsets in [recovery_points, log_starts, high_watermarks, cleaned] {
            offsets.remove(&(topic(index), 0));
        }
    }
}
