//! Batches for tests: final offsets, epoch and CRC, as the partition hands them to the log.

use wire::record_batch::{BatchBuilder, BatchHeader, patch_base_offset, patch_leader_epoch};

/// `count` records from `base_offset` on, each with its offset as timestamp in seconds.
pub(crate) fn batch(base_offset: i64, count: i32) -> Vec<u8> {
    batch_with(base_offset, count, base_offset * 1000, 0, 10)
}

/// Records of `value_bytes` bytes whose timestamps count up from `first_timestamp`.
pub(crate) fn batch_with(
    base_offset: i64,
    count: i32,
    first_timestamp: i64,
    epoch: i32,
    value_bytes: usize,
) -> Vec<u8> {
    let mut builder = BatchBuilder::new();
    for number in 0..i64::from(count) {
        builder = builder.record(None, Some(&vec![number as u8; value_bytes]), first_timestamp + number, &[]);
    }
    let mut batch = builder.build();
    patch_base_offset(&mut batch, base_offset);
    patch_leader_epoch(&mut batch, epoch);
    batch
}

pub(crate) fn header(batch: &[u8]) -> BatchHeader {
    BatchHeader::parse(batch).unwrap()
}
