//! What the tests of this crate share: a partition in a temporary folder, and batches to put into it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use log::{FileSlice, RecoveryStart};
use tempfile::TempDir;
use wire::Uuid;
use wire::record_batch::{BatchBuilder, BatchHeader, whole_batches};
use wire::validate::Origin;

use crate::{
    AppendError, AppendOutcome, AppendRequest, Isolation, OpenPartition, Partition, PartitionConfig, ReadOutcome,
    ReadRequest, Verification, Waiter,
};

pub(crate) const NOW_MS: i64 = 1_700_000_000_000;
pub(crate) const LEADER_EPOCH: i32 = 4;

/// Nothing goes by age: the times of these tests are of long ago.
pub(crate) fn config() -> PartitionConfig {
    PartitionConfig { retention_ms: -1, ..PartitionConfig::default() }
}

/// A partition's folder, which outlives the partitions opened on it.
pub(crate) struct Place {
    directory: TempDir,
}

impl Place {
    pub(crate) fn new() -> Place {
        Place { directory: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.directory.path().join("events-0")
    }

    pub(crate) fn open(&self, config: PartitionConfig) -> Arc<Partition> {
        self.open_with(config, RecoveryStart { clean: true, recovery_point: 0, log_start_offset: 0 })
    }

    pub(crate) fn open_unclean(&self, config: PartitionConfig) -> Arc<Partition> {
        self.open_with(config, RecoveryStart { clean: false, recovery_point: 0, log_start_offset: 0 })
    }

    pub(crate) fn open_with(&self, config: PartitionConfig, recovery: RecoveryStart) -> Arc<Partition> {
        open(&self.folder(), config, recovery)
    }

    /// The offsets of the files with this suffix, such as `.snapshot`.
    pub(crate) fn offsets(&self, suffix: &str) -> Vec<i64> {
        crate::partition_files::offsets_of(&self.folder().into(), suffix).unwrap()
    }
}

pub(crate) fn open(folder: &Path, config: PartitionConfig, recovery: RecoveryStart) -> Arc<Partition> {
    let opened = Partition::open(OpenPartition {
        faults: None,
        directory: 0,
        folder: folder.into(),
        topic: Arc::from("events"),
        topic_id: Uuid([7; 16]),
        partition: 0,
        leader_epoch: LEADER_EPOCH,
        config: Arc::new(config),
        recovery,
        now_ms: NOW_MS,
    });
    opened.unwrap()
}

/// `count` records of 20 bytes without a producer id.
pub(crate) fn batch(count: i32) -> Vec<u8> {
    records(BatchBuilder::new(), count, NOW_MS)
}

/// `count` records of an idempotent producer.
pub(crate) fn sequenced(producer_id: i64, sequence: i32, count: i32) -> Vec<u8> {
    records(BatchBuilder::new().producer(producer_id, 0, sequence), count, NOW_MS)
}

pub(crate) fn records(builder: BatchBuilder, count: i32, timestamp_ms: i64) -> Vec<u8> {
    let record = |builder: BatchBuilder, index: i32| {
        builder.record(Some(&index.to_be_bytes()), Some(b"sixteen bytes...".as_slice()), timestamp_ms, &[])
    };
    (0..count).fold(builder, record).build()
}

pub(crate) fn request(acks: i16) -> AppendRequest {
    AppendRequest {
        acks,
        origin: Origin::Client,
        api_version: 13,
        verification: Verification::Missing,
        transaction_version: 0,
        now_ms: NOW_MS,
    }
}

pub(crate) fn append(partition: &Partition, mut batch: Vec<u8>) -> Result<AppendOutcome, AppendError> {
    partition.append(&mut batch, request(-1))
}

pub(crate) fn append_as_coordinator(partition: &Partition, mut batch: Vec<u8>) -> AppendOutcome {
    partition.append(&mut batch, coordinator_request()).unwrap()
}

pub(crate) fn coordinator_request() -> AppendRequest {
    AppendRequest { origin: Origin::Coordinator, verification: Verification::NotRequired, ..request(-1) }
}

/// A transaction marker as a coordinator writes it.
pub(crate) fn marker(producer_id: i64, committed: bool) -> Vec<u8> {
    let key = [0, 0, 0, u8::from(committed)];
    BatchBuilder::new()
        .producer(producer_id, 0, -1)
        .transactional()
        .control()
        .record(Some(&key), Some(&[0, 0, 0, 0, 0, 1]), NOW_MS, &[])
        .build()
}

pub(crate) fn fetch(offset: i64) -> ReadRequest {
    ReadRequest {
        offset,
        max_bytes: 1 << 20,
        at_least_one_batch: true,
        isolation: Isolation::ReadUncommitted,
        current_leader_epoch: -1,
        last_fetched_epoch: -1,
    }
}

/// The headers of the whole batches that a read answered.
pub(crate) fn headers(outcome: &ReadOutcome) -> Vec<BatchHeader> {
    outcome.slice.as_ref().map(slice_headers).unwrap_or_default()
}

fn slice_headers(slice: &FileSlice) -> Vec<BatchHeader> {
    let mut bytes = Vec::new();
    slice.read_into(&mut bytes).unwrap();
    whole_batches(&bytes).map(|(header, _)| header).collect()
}

/// Every batch of the partition, read as a client would.
pub(crate) fn all_headers(partition: &Partition) -> Vec<BatchHeader> {
    let mut all: Vec<BatchHeader> = Vec::new();
    let mut offset = partition.log_start_offset();
    loop {
        let read = headers(&partition.read(&fetch(offset)).unwrap());
        let Some(last) = read.last() else { return all };
        offset = last.last_offset() + 1;
        all.extend(read);
    }
}

#[derive(Default)]
pub(crate) struct Bell {
    rung: AtomicUsize,
}

impl Bell {
    pub(crate) fn new() -> (Arc<Bell>, Arc<dyn Waiter>) {
        let bell = Arc::new(Bell::default());
        (Arc::clone(&bell), bell)
    }

    pub(crate) fn rung(&self) -> usize {
        self.rung.load(Ordering::SeqCst)
    }
}

impl Waiter for Bell {
    fn wake(&self) {
        self.rung.fetch_add(1, Ordering::SeqCst);
    }
}
