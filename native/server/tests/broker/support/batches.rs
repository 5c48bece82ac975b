//! Batches as clients send them and as the log stores them, and the settings of test partitions.

use partition::PartitionConfig;
use wire::record_batch::{BatchBuilder, patch_base_offset, patch_leader_epoch};

use super::LEADER_EPOCH;

pub const NOW_MS: i64 = 1_700_000_000_000;

pub fn partition_config() -> PartitionConfig {
    PartitionConfig { retention_ms: -1, timestamp_after_max_ms: i64::MAX, ..PartitionConfig::default() }
}

/// `flush.messages=1`: a reply waits for the flush that covers it.
pub fn durable() -> PartitionConfig {
    PartitionConfig { flush_messages: 1, ..partition_config() }
}

/// One batch with a record for each value.
pub fn batch(values: &[&str]) -> Vec<u8> {
    let add = |builder: BatchBuilder, value: &&str| builder.record(None, Some(value.as_bytes()), NOW_MS, &[]);
    values.iter().fold(BatchBuilder::new(), add).build()
}

/// One batch with one record of this many bytes, different for every seed.
pub fn batch_of(value_size: usize, seed: u64) -> Vec<u8> {
    let mut random = Random::new(seed);
    let value: Vec<u8> = (0..value_size.div_ceil(8)).flat_map(|_| random.next().to_le_bytes()).collect();
    BatchBuilder::new().record(Some(b"key"), Some(&value[..value_size]), NOW_MS, &[]).build()
}

/// The same batch as a consumer gets it back: the broker has put in its offset and its leader epoch.
pub fn stored(batch: &[u8], base_offset: i64) -> Vec<u8> {
    let mut stored = batch.to_vec();
    patch_base_offset(&mut stored, base_offset);
    patch_leader_epoch(&mut stored, LEADER_EPOCH);
    stored
}

/// Repeatable numbers: splitmix64.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}
