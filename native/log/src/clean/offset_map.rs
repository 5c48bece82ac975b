//! Key → offset of its last record, for the keys of the part of a log that is being cleaned. Holds hashes, not keys.
//!
//! ```text
//!   hash, 128 bits ─► shard (top bits) ─► slots of (hash, offset), searched from the hash's place on
//! ```
//! Filled by the key pass, asked by the copy pass. The shards grow on their own, so that few keys take little memory
//! and growing never needs a second map.
//! Invariant: the slots of all shards never take more than the bytes given. Two keys with one hash would cost the older
//! one its record: 128 bits under a seed of this process make that as unlikely as in Kafka's SkimpyOffsetMap (MD5).

use crate::error::StorageError;
use crate::random;
use twox_hash::XxHash3_128;

/// A slot: 16 bytes of hash, 8 of offset; as in Kafka, so that a buffer holds as many keys.
const SLOT_BYTES: usize = 24;
const SHARDS_MAX: usize = 64;
/// Below this many slots a shard more is not worth it.
const SHARD_SLOTS_MIN: usize = 1024;
const FIRST_SLOTS: usize = 64;

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    hash: [u64; 2],
    /// The offset and one, so that fresh zeroed memory is free slots.
    offset_and_one: u64,
}

#[derive(Debug)]
pub struct OffsetMap {
    seed: u64,
    shards: Vec<Shard>,
    /// Of one shard: how many slots it may have, and how many of them may be taken.
    slots_max: usize,
    load_factor: f64,
    /// Everything up to here has been looked at; -1: nothing.
    pub latest_offset: i64,
}

/// The key did not fit: the map holds as many as it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

impl OffsetMap {
    /// A map of at most `bytes_max`, of which `load_factor` (above 0, at most 1) may be filled.
    pub fn new(bytes_max: usize, load_factor: f64) -> Result<Self, StorageError> {
        let [a, b, c, d, e, f, g, h, ..] = random::bytes()?;
        Ok(Self::with_seed(u64::from_ne_bytes([a, b, c, d, e, f, g, h]), bytes_max, load_factor))
    }

    fn with_seed(seed: u64, bytes_max: usize, load_factor: f64) -> Self {
        let slots = bytes_max / SLOT_BYTES;
        let shard_count = (slots / SHARD_SLOTS_MIN).clamp(1, SHARDS_MAX);
        // While one shard grows, its old slots are still there: a share is kept for them.
        let slots_max = (slots / (shard_count + 1)).max(2);
        let load_factor = load_factor.clamp(0.01, 1.0);
        let shards = (0..shard_count).map(|_| Shard::default()).collect();
        Self { seed, shards, slots_max, load_factor, latest_offset: -1 }
    }

    /// Forgets all keys and gives their memory back.
    pub fn clear(&mut self) {
        self.shards.iter_mut().for_each(|shard| *shard = Shard::default());
        self.latest_offset = -1;
    }

    pub fn len(&self) -> usize {
        self.shards.iter().map(|shard| shard.taken).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How full it is, of what it may hold.
    pub fn utilization(&self) -> f64 {
        self.len() as f64 / (self.taken_max(self.slots_max) * self.shards.len()).max(1) as f64
    }

    /// Notes that the key's record is at `offset`. A key that is there already always fits.
    pub fn put(&mut self, key: &[u8], offset: i64) -> Result<(), Full> {
        let hash = self.hash(key);
        let number = self.shard_number(hash);
        let (slots_max, load_factor) = (self.slots_max, self.load_factor);
        let Some(shard) = self.shards.get_mut(number) else { return Err(Full) };
        let offset_and_one = offset.unsigned_abs() + 1;
        if let Some(slot) = shard.slot_mut(hash)
            && slot.offset_and_one != 0
        {
            slot.offset_and_one = offset_and_one;
            return Ok(());
        }
        if shard.taken >= taken_max(shard.slots.len(), load_factor) {
            shard.grow(slots_max)?;
        }
        let Some(slot) = shard.slot_mut(hash) else { return Err(Full) };
        *slot = Slot { hash, offset_and_one };
        shard.taken += 1;
        Ok(())
    }

    /// The offset noted last for the key.
    pub fn get(&self, key: &[u8]) -> Option<i64> {
        let hash = self.hash(key);
        let slot = self.shards.get(self.shard_number(hash))?.slot(hash)?;
        Some(i64::try_from(slot.offset_and_one.checked_sub(1)?).unwrap_or(i64::MAX))
    }

    fn hash(&self, key: &[u8]) -> [u64; 2] {
        let hash = XxHash3_128::oneshot_with_seed(self.seed, key);
        [(hash >> 64) as u64, hash as u64]
    }

    /// By the first half of the hash; the place in the shard goes by the second.
    fn shard_number(&self, hash: [u64; 2]) -> usize {
        scaled(hash[0], self.shards.len())
    }

    fn taken_max(&self, slots: usize) -> usize {
        taken_max(slots, self.load_factor)
    }
}

/// At least one slot stays free: a search ends there.
fn taken_max(slots: usize, load_factor: f64) -> usize {
    ((slots as f64 * load_factor) as usize).min(slots.saturating_sub(1))
}

/// A number below `count`, evenly.
fn scaled(hash: u64, count: usize) -> usize {
    ((u128::from(hash) * count as u128) >> 64) as usize
}

#[derive(Debug, Default)]
struct Shard {
    slots: Vec<Slot>,
    taken: usize,
}

impl Shard {
    /// The hash's slot, or the free one where it would be.
    fn slot(&self, hash: [u64; 2]) -> Option<&Slot> {
        self.slots.get(self.place(hash)?)
    }

    fn slot_mut(&mut self, hash: [u64; 2]) -> Option<&mut Slot> {
        let place = self.place(hash)?;
        self.slots.get_mut(place)
    }

    fn place(&self, hash: [u64; 2]) -> Option<usize> {
        let first = scaled(hash[1], self.slots.len());
        let (before, from) = self.slots.split_at_checked(first)?;
        let ends = |slot: &Slot| slot.offset_and_one == 0 || slot.hash == hash;
        match from.iter().position(ends) {
            Some(distance) => Some(first + distance),
            None => before.iter().position(ends),
        }
    }

    /// Twice the slots, within the limit.
    fn grow(&mut self, slots_max: usize) -> Result<(), Full> {
        let wanted = (self.slots.len() * 2).max(FIRST_SLOTS).min(slots_max);
        if wanted <= self.slots.len() {
            return Err(Full);
        }
        let old = std::mem::replace(&mut self.slots, vec![Slot::default(); wanted]);
        for slot in old.into_iter().filter(|slot| slot.offset_and_one != 0) {
            if let Some(place) = self.slot_mut(slot.hash) {
                *place = slot;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    fn key(number: u64) -> Vec<u8> {
        format!("key-{number}").into_bytes()
    }

    #[test]
    fn the_last_offset_of_every_key() {
        let mut map = OffsetMap::new(4 << 20, 0.9).unwrap();
        let mut model = HashMap::new();
        for number in 0..100_000_u64 {
            let key = key(number.wrapping_mul(0x9e37_79b9) % 30_000);
            map.put(&key, number as i64).unwrap();
            model.insert(key, number as i64);
        }
        assert_eq!(map.len(), model.len());
        for (key, offset) in &model {
            assert_eq!(map.get(key), Some(*offset));
        }
        assert_eq!(map.get(b"another"), None);
        map.clear();
        assert_eq!((map.len(), map.get(&key(1)), map.latest_offset), (0, None, -1));
    }

    /// Of one seed in two thousand, a shard is full before the others are nearly so.
    #[test]
    fn is_full_at_its_load_and_still_takes_known_keys() {
        for (bytes_max, load_factor) in [(1 << 20, 0.9), (1 << 20, 0.5), (200_000, 0.9), (4800, 1.0), (100, 0.9)] {
            let mut map = OffsetMap::with_seed(3, bytes_max, load_factor);
            let fitted = (0..).take_while(|number| map.put(&key(*number), *number as i64).is_ok()).count();
            assert_eq!(map.len(), fitted);
            let slot_bytes: usize = map.shards.iter().map(|shard| shard.slots.len() * SLOT_BYTES).sum();
            assert!(slot_bytes <= bytes_max, "{slot_bytes} of {bytes_max}");
            let wanted = (bytes_max / SLOT_BYTES) as f64 * load_factor;
            let enough = if bytes_max < 5000 { 0.25 } else { 0.8 };
            assert!(fitted as f64 > wanted * enough && fitted as f64 <= wanted.max(1.0), "{fitted} of {wanted}");
            assert!(map.utilization() > 0.5);
            map.put(&key(0), 77).unwrap();
            assert_eq!(map.get(&key(0)), Some(77));
        }
    }

    #[test]
    fn a_few_keys_take_little_memory() {
        let mut map = OffsetMap::new(128 << 20, 0.9).unwrap();
        (0..1000).for_each(|number| map.put(&key(number), 0).unwrap());
        let slots: usize = map.shards.iter().map(|shard| shard.slots.len()).sum();
        assert!(slots * SLOT_BYTES < 200_000, "{slots}");
    }
}
