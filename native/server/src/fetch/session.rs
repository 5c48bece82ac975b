//! Incremental fetch sessions (KIP-227): the broker remembers what a consumer reads, so that requests and replies name
//! only what changed. Kafka's FetchSessionCache.
//!
//! Invariant: a session is used by one request at a time, in the order of its epochs; partitions that delivered
//! records go to the end of its order, so that all get their turn within the byte limits.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use parking_lot::Mutex;
use wire::ErrorCode;

use super::read::PartitionRead;
use super::{FetchItem, TopicName};

/// A session that was used within this time is not evicted (`min.incremental.fetch.session.eviction.ms`).
const EVICTION_AGE_MS: i64 = 120_000;

/// `epoch` of a request that opens a session.
pub const INITIAL_EPOCH: i32 = 0;
/// `epoch` of a request that uses no session, and closes the one it names.
pub const FINAL_EPOCH: i32 = -1;
/// `session id` of a request or reply without a session.
pub const NO_SESSION: i32 = 0;

type PartitionKey = (TopicName, i32);

struct CachedPartition {
    item: FetchItem,
    high_watermark: i64,
    log_start_offset: i64,
}

pub struct FetchSession {
    pub id: i32,
    epoch: i32,
    by_id: bool,
    next_order: u64,
    order_of: HashMap<PartitionKey, u64>,
    partitions: BTreeMap<u64, CachedPartition>,
    last_used_ms: i64,
}

impl FetchSession {
    fn new(id: i32, by_id: bool, items: &[FetchItem], now_ms: i64) -> FetchSession {
        let mut session = FetchSession {
            id,
            epoch: next_epoch(INITIAL_EPOCH),
            by_id,
            next_order: 0,
            order_of: HashMap::new(),
            partitions: BTreeMap::new(),
            last_used_ms: now_ms,
        };
        session.update(items, &[]);
        session
    }

    /// Applies an incremental request: partitions added or changed, partitions forgotten.
    pub fn update(&mut self, items: &[FetchItem], forgotten: &[(TopicName, i32)]) {
        for key in forgotten {
            if let Some(order) = self.order_of.remove(key) {
                self.partitions.remove(&order);
            }
        }
        for item in items {
            let key = (item.topic.clone(), item.partition);
            let known = self.order_of.get(&key).and_then(|order| self.partitions.get_mut(order));
            match known {
                Some(cached) => cached.item = item.clone(),
                None => {
                    let cached = CachedPartition { item: item.clone(), high_watermark: -1, log_start_offset: -1 };
                    self.order_of.insert(key, self.next_order);
                    self.partitions.insert(self.next_order, cached);
                    self.next_order += 1;
                }
            }
        }
    }

    pub fn items(&self) -> Vec<FetchItem> {
        self.partitions.values().map(|cached| cached.item.clone()).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.partitions.is_empty()
    }

    /// Marks the reads that have news, and remembers what the client now knows. `full`: the session's first reply
    /// tells everything.
    pub fn settle(&mut self, items: &[FetchItem], reads: &mut [PartitionRead], full: bool) {
        for (item, read) in items.iter().zip(reads) {
            let key = (item.topic.clone(), item.partition);
            let Some(order) = self.order_of.get(&key).copied() else { continue };
            let Some(cached) = self.partitions.get_mut(&order) else { continue };
            read.included = full
                || read.record_bytes() > 0
                || read.must_reply()
                || cached.high_watermark != read.high_watermark
                || cached.log_start_offset != read.log_start_offset;
            // After an error the next good answer is news again.
            cached.high_watermark = if read.error_code == ErrorCode::NONE { read.high_watermark } else { -1 };
            cached.log_start_offset = read.log_start_offset;
            if read.record_bytes() > 0 {
                self.move_to_end(key, order);
            }
        }
    }

    fn move_to_end(&mut self, key: PartitionKey, order: u64) {
        if let Some(cached) = self.partitions.remove(&order) {
            self.partitions.insert(self.next_order, cached);
            self.order_of.insert(key, self.next_order);
            self.next_order += 1;
        }
    }
}

fn next_epoch(epoch: i32) -> i32 {
    if epoch == i32::MAX { 1 } else { epoch + 1 }
}

/// All sessions of one broker.
pub struct FetchSessions {
    sessions_max: usize,
    sessions: Mutex<HashMap<i32, Arc<Mutex<FetchSession>>>>,
    next_id: Mutex<u32>,
}

impl FetchSessions {
    pub fn new(sessions_max: usize, seed: u32) -> FetchSessions {
        FetchSessions { sessions_max, sessions: Mutex::default(), next_id: Mutex::new(seed) }
    }

    /// A new session, or None when all slots are in use by sessions too young to evict.
    pub fn create(&self, by_id: bool, items: &[FetchItem], now_ms: i64) -> Option<Arc<Mutex<FetchSession>>> {
        let mut sessions = self.sessions.lock();
        if sessions.len() >= self.sessions_max {
            let oldest = sessions.iter().map(|(id, session)| (session.lock().last_used_ms, *id)).min()?;
            if now_ms - oldest.0 < EVICTION_AGE_MS {
                return None;
            }
            sessions.remove(&oldest.1);
        }
        let id = self.unused_id(&sessions);
        let session = Arc::new(Mutex::new(FetchSession::new(id, by_id, items, now_ms)));
        sessions.insert(id, Arc::clone(&session));
        Some(session)
    }

    /// The session that an incremental request goes on with; its epoch moves on.
    pub fn resume(&self, id: i32, epoch: i32, by_id: bool, now_ms: i64) -> Result<Arc<Mutex<FetchSession>>, ErrorCode> {
        let session = self.sessions.lock().get(&id).cloned().ok_or(ErrorCode::FETCH_SESSION_ID_NOT_FOUND)?;
        {
            let mut held = session.lock();
            if held.epoch != epoch {
                return Err(ErrorCode::INVALID_FETCH_SESSION_EPOCH);
            }
            if held.by_id != by_id {
                return Err(ErrorCode::FETCH_SESSION_TOPIC_ID_ERROR);
            }
            held.epoch = next_epoch(epoch);
            held.last_used_ms = now_ms;
        }
        Ok(session)
    }

    pub fn remove(&self, id: i32) {
        self.sessions.lock().remove(&id);
    }

    /// Ids look random to clients but need no randomness: a full-period walk over 31 bits.
    fn unused_id(&self, sessions: &HashMap<i32, Arc<Mutex<FetchSession>>>) -> i32 {
        let mut next_id = self.next_id.lock();
        loop {
            *next_id = next_id.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let id = i32::try_from(*next_id >> 1).unwrap_or(i32::MAX);
            if id != NO_SESSION && !sessions.contains_key(&id) {
                return id;
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn item(name: &str, partition: i32, fetch_offset: i64) -> FetchItem {
        FetchItem {
            topic: TopicName::Name(Arc::from(name)),
            partition,
            current_leader_epoch: -1,
            fetch_offset,
            last_fetched_epoch: -1,
            bytes_max: 1000,
        }
    }

    fn read(bytes: u32, high_watermark: i64, error_code: ErrorCode) -> PartitionRead {
        PartitionRead::for_test(bytes, high_watermark, error_code)
    }

    fn included(reads: &[PartitionRead]) -> Vec<bool> {
        reads.iter().map(|read| read.included).collect()
    }

    #[test]
    fn only_news_is_told() {
        let sessions = FetchSessions::new(10, 1);
        let items = [item("a", 0, 0), item("a", 1, 0), item("b", 0, 0)];
        let session = sessions.create(false, &items, 0).unwrap();
        let mut session = session.lock();
        let mut reads = [read(0, 5, ErrorCode::NONE), read(0, 5, ErrorCode::NONE), read(0, 5, ErrorCode::NONE)];
        session.settle(&items, &mut reads, true);
        assert_eq!(included(&reads), [true, true, true]);
        let mut reads = [read(0, 5, ErrorCode::NONE), read(0, 6, ErrorCode::NONE), read(7, 5, ErrorCode::NONE)];
        session.settle(&items, &mut reads, false);
        assert_eq!(included(&reads), [false, true, true]);
        let mut reads =
            [read(0, -1, ErrorCode::OFFSET_OUT_OF_RANGE), read(0, 6, ErrorCode::NONE), read(0, 5, ErrorCode::NONE)];
        session.settle(&items, &mut reads, false);
        assert_eq!(included(&reads), [true, false, false]);
        let mut reads = [read(0, 5, ErrorCode::NONE), read(0, 6, ErrorCode::NONE), read(0, 5, ErrorCode::NONE)];
        session.settle(&items, &mut reads, false);
        assert_eq!(included(&reads), [true, false, false], "good again after an error");
    }

    #[test]
    fn partitions_that_delivered_go_to_the_end_and_forgotten_ones_go() {
        let sessions = FetchSessions::new(10, 1);
        let items = [item("a", 0, 0), item("a", 1, 0), item("b", 0, 0)];
        let session = sessions.create(false, &items, 0).unwrap();
        let mut session = session.lock();
        let mut reads = [read(9, 5, ErrorCode::NONE), read(0, 5, ErrorCode::NONE), read(0, 5, ErrorCode::NONE)];
        session.settle(&items, &mut reads, true);
        let order = |session: &FetchSession| session.items().iter().map(|item| item.partition).collect::<Vec<_>>();
        assert_eq!(order(&session), [1, 0, 0]);
        session.update(&[item("a", 1, 77)], &[(TopicName::Name(Arc::from("a")), 0)]);
        assert_eq!(session.items()[0].fetch_offset, 77);
        assert_eq!(session.items().len(), 2);
    }

    #[test]
    fn epochs_ids_and_slots_are_guarded() {
        let sessions = FetchSessions::new(1, 1);
        let first = sessions.create(false, &[item("a", 0, 0)], 0).unwrap();
        let id = first.lock().id;
        assert!(sessions.create(false, &[], EVICTION_AGE_MS - 1).is_none(), "all slots in use");
        let resume = |id, epoch, by_id| sessions.resume(id, epoch, by_id, 0).map(|_| ());
        assert_eq!(resume(id + 1, 1, false), Err(ErrorCode::FETCH_SESSION_ID_NOT_FOUND));
        assert_eq!(resume(id, 2, false), Err(ErrorCode::INVALID_FETCH_SESSION_EPOCH));
        assert_eq!(resume(id, 1, true), Err(ErrorCode::FETCH_SESSION_TOPIC_ID_ERROR));
        assert_eq!(resume(id, 1, false), Ok(()));
        first.lock().epoch = i32::MAX;
        assert_eq!(resume(id, i32::MAX, false), Ok(()));
        assert_eq!(resume(id, 1, false), Ok(()), "the epoch wraps to 1");
        let second = sessions.create(false, &[], EVICTION_AGE_MS).unwrap();
        assert_eq!(resume(id, 2, false), Err(ErrorCode::FETCH_SESSION_ID_NOT_FOUND));
        assert_ne!(second.lock().id, id);
    }
}
