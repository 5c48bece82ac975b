//! Batches and small logs for tests: final offsets, epoch and CRC, as the partition hands them to the log.

use crate::config::LogConfig;
use crate::log::{Log, RecoveryStart};
use std::path::Path;
use wire::Uuid;
use wire::record_batch::{BatchBuilder, BatchHeader, patch_base_offset, patch_leader_epoch, whole_batches};

pub(crate) const TOPIC_ID: Uuid = Uuid([7; 16]);
pub(crate) const CLEAN: RecoveryStart = RecoveryStart { clean: true, recovery_point: 0, log_start_offset: 0 };
pub(crate) const UNCLEAN: RecoveryStart = RecoveryStart { clean: false, recovery_point: 0, log_start_offset: 0 };

/// `count` records from `base_offset` on; the timestamp of each is a thousand times its offset.
pub(crate) fn batch(base_offset: i64, count: i32) -> Vec<u8> {
    let timestamps: Vec<i64> = (0..i64::from(count)).map(|number| (base_offset + number) * 1000).collect();
    batch_with(base_offset, &timestamps, 0, 10)
}

/// One record of `value_bytes` bytes for each timestamp.
pub(crate) fn batch_with(base_offset: i64, timestamps: &[i64], epoch: i32, value_bytes: usize) -> Vec<u8> {
    let value = vec![timestamps.len() as u8; value_bytes];
    let builder = timestamps
        .iter()
        .fold(BatchBuilder::new(), |builder, timestamp| builder.record(None, Some(&value), *timestamp, &[]));
    let mut batch = builder.build();
    patch_base_offset(&mut batch, base_offset);
    patch_leader_epoch(&mut batch, epoch);
    batch
}

pub(crate) fn header(batch: &[u8]) -> BatchHeader {
    BatchHeader::parse(batch).unwrap()
}

pub(crate) fn append(log: &mut Log, batch: &[u8]) {
    log.append(batch, &header(batch), 0).unwrap();
}

/// Small segments with many index entries.
pub(crate) fn small() -> LogConfig {
    LogConfig { segment_bytes: 1450, index_interval_bytes: 200, ..LogConfig::default() }
}

pub(crate) fn open(folder: &Path, start: RecoveryStart) -> Log {
    Log::open(folder.join("t-0"), TOPIC_ID, small(), start, 0).unwrap()
}

/// A log of `batches` batches of five records each, never closed.
pub(crate) fn filled(folder: &Path, batches: i64) -> Log {
    let mut log = open(folder, UNCLEAN);
    for number in 0..batches {
        append(&mut log, &batch(number * 5, 5));
    }
    log
}

/// Every batch that reading from `offset` in steps of `max_bytes` gives.
pub(crate) fn read_all(log: &Log, mut offset: i64, max_bytes: usize) -> Vec<Vec<u8>> {
    let mut batches = Vec::new();
    while let Some(slice) = log.read(offset, max_bytes, log.end_position(), true).unwrap() {
        let mut bytes = Vec::new();
        slice.read_into(&mut bytes).unwrap();
        for (header, batch) in whole_batches(&bytes) {
            batches.push(batch.to_vec());
            offset = header.last_offset() + 1;
        }
    }
    batches
}
