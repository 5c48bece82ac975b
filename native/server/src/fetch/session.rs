//! Incremental fetch sessions (KIP-227): the broker remembers what a consumer reads, so that requests and replies name
//! only what changed. Kafka's FetchSessionCache.
//!
//! Invariant: a session is used by one request at a time, in the order of its epochs; partitions that delivered
//! records go to the end of its order, so that all get their turn within the byte limits.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

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
    /// About what the partitions take in memory.
    held_bytes: usize,
    is_closed: bool,
}

impl FetchSession {
    fn new(id: i32, by_id: bool, now_ms: i64) -> FetchSession {
        FetchSession {
            id,
            epoch: next_epoch(INITIAL_EPOCH),
            by_id,
            next_order: 0,
            order_of: HashMap::new(),
            partitions: BTreeMap::new(),
            last_used_ms: now_ms,
            held_bytes: 0,
            is_closed: false,
        }
    }

    /// Applies a request: partitions added or changed, then partitions forgotten.
    fn update(&mut self, items: &[FetchItem], forgotten: &[PartitionKey]) {
        for item in items {
            let key = (item.topic.clone(), item.partition);
            let order = self.order_of.get(&key).copied();
            match order.and_then(|order| self.partitions.get_mut(&order)) {
                Some(cached) => cached.item = FetchItem { session_order: cached.item.session_order, ..item.clone() },
                None => self.add(key, item),
            }
        }
        for key in forgotten {
            if let Some(order) = self.order_of.remove(key) {
                self.partitions.remove(&order);
                self.held_bytes -= held_bytes(&key.0).min(self.held_bytes);
            }
        }
    }

    fn add(&mut self, key: PartitionKey, item: &FetchItem) {
        let order = self.next_order;
        self.next_order += 1;
        self.held_bytes += held_bytes(&key.0);
        self.order_of.insert(key, order);
        let item = FetchItem { session_order: order, ..item.clone() };
        self.partitions.insert(order, CachedPartition { item, high_watermark: -1, log_start_offset: -1 });
    }

    pub fn items(&self) -> Vec<FetchItem> {
        self.partitions.values().map(|cached| cached.item.clone()).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.partitions.is_empty()
    }

    /// Marks the reads that have news, and remembers what the client now knows. `full`: the session's first reply
    /// tells everything. `items` are what `items` gave for these reads.
    pub fn settle(&mut self, items: &[FetchItem], reads: &mut [PartitionRead], full: bool) {
        for (item, read) in items.iter().zip(reads) {
            let Some(cached) = self.partitions.get_mut(&item.session_order) else { continue };
            read.included = full
                || read.record_bytes() > 0
                || read.must_reply()
                || cached.high_watermark != read.high_watermark
                || cached.log_start_offset != read.log_start_offset;
            // After an error the next good answer is news again.
            cached.high_watermark = if read.error_code == ErrorCode::NONE { read.high_watermark } else { -1 };
            cached.log_start_offset = read.log_start_offset;
            if read.record_bytes() > 0 {
                self.move_to_end(item.session_order);
            }
        }
    }

    fn move_to_end(&mut self, order: u64) {
        if self.partitions.last_key_value().is_some_and(|(last, _)| *last == order) {
            return;
        }
        let Some(mut cached) = self.partitions.remove(&order) else { return };
        cached.item.session_order = self.next_order;
        self.order_of.insert((cached.item.topic.clone(), cached.item.partition), self.next_order);
        self.partitions.insert(self.next_order, cached);
        self.next_order += 1;
    }
}

/// About what one partition takes in a session.
fn held_bytes(topic: &TopicName) -> usize {
    const PARTITION_BYTES: usize = 256;
    match topic {
        TopicName::Name(name) => PARTITION_BYTES + name.len(),
        TopicName::Id(_) => PARTITION_BYTES,
    }
}

fn next_epoch(epoch: i32) -> i32 {
    if epoch == i32::MAX { 1 } else { epoch + 1 }
}

/// All sessions of one broker.
pub struct FetchSessions {
    sessions_max: usize,
    bytes_max: usize,
    sessions: Mutex<HashMap<i32, Arc<Mutex<FetchSession>>>>,
    /// About what all sessions take in memory.
    held_bytes: AtomicUsize,
    next_id: Mutex<u32>,
}

impl FetchSessions {
    pub fn new(sessions_max: usize, bytes_max: usize, seed: u32) -> FetchSessions {
        FetchSessions {
            sessions_max,
            bytes_max,
            sessions: Mutex::default(),
            held_bytes: AtomicUsize::new(0),
            next_id: Mutex::new(seed),
        }
    }

    /// A new session, or None when all slots are in use by sessions too young to evict, or all memory is.
    pub fn create(&self, by_id: bool, items: &[FetchItem], now_ms: i64) -> Option<Arc<Mutex<FetchSession>>> {
        let mut sessions = self.sessions.lock();
        if sessions.len() >= self.sessions_max {
            let oldest = sessions.iter().map(|(id, session)| (session.lock().last_used_ms, *id)).min()?;
            if now_ms - oldest.0 < EVICTION_AGE_MS {
                return None;
            }
            self.close(sessions.remove(&oldest.1));
        }
        let mut session = FetchSession::new(self.unused_id(&sessions), by_id, now_ms);
        let has_room = self.apply(&mut session, items, &[]);
        let id = session.id;
        let session = Arc::new(Mutex::new(session));
        if !has_room {
            self.close(Some(session));
            return None;
        }
        sessions.insert(id, Arc::clone(&session));
        Some(session)
    }

    /// Applies a request to its session. False, and the session is closed, where that would take too much memory.
    pub fn update(&self, session: &Mutex<FetchSession>, items: &[FetchItem], forgotten: &[(TopicName, i32)]) -> bool {
        let (id, has_room) = {
            let mut held = session.lock();
            (held.id, !held.is_closed && self.apply(&mut held, items, forgotten))
        };
        if !has_room {
            self.remove(id);
        }
        has_room
    }

    /// Answers whether the memory of all sessions stays below its limit.
    fn apply(&self, session: &mut FetchSession, items: &[FetchItem], forgotten: &[(TopicName, i32)]) -> bool {
        let before = session.held_bytes;
        session.update(items, forgotten);
        let grown = session.held_bytes.saturating_sub(before);
        let shrunk = before.saturating_sub(session.held_bytes);
        let all = self.held_bytes.fetch_add(grown, Ordering::Relaxed) + grown;
        self.held_bytes.fetch_sub(shrunk, Ordering::Relaxed);
        grown == 0 || all <= self.bytes_max
    }

    fn close(&self, session: Option<Arc<Mutex<FetchSession>>>) {
        let Some(session) = session else { return };
        let mut held = session.lock();
        if !held.is_closed {
            held.is_closed = true;
            self.held_bytes.fetch_sub(held.held_bytes, Ordering::Relaxed);
        }
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
        let removed = self.sessions.lock().remove(&id);
        self.close(removed);
    }

    pub fn count(&self) -> usize {
        self.sessions.lock().len()
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
            session_order: 0,
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
        let sessions = FetchSessions::new(10, usize::MAX, 1);
        let items = [item("a", 0, 0), item("a", 1, 0), item("b", 0, 0)];
        let session = sessions.create(false, &items, 0).unwrap();
        let mut session = session.lock();
        let items = session.items();
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
        let sessions = FetchSessions::new(10, usize::MAX, 1);
        let items = [item("a", 0, 0), item("a", 1, 0), item("b", 0, 0)];
        let session = sessions.create(false, &items, 0).unwrap();
        let mut session = session.lock();
        let items = session.items();
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
        let sessions = FetchSessions::new(1, usize::MAX, 1);
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
    #[test]
    fn what_all_sessions_remember_is_bounded() {
        let sessions = FetchSessions::new(10, 1000, 1);
        let three = [item("a", 0, 0), item("a", 1, 0), item("a", 2, 0)];
        let session = sessions.create(false, &three, 0).unwrap();
        let id = session.lock().id;
        assert!(sessions.create(false, &three, 0).is_none(), "no room: the client goes on without a session");
        assert!(sessions.update(&session, &[item("a", 0, 9)], &[]), "what is known takes no more room");
        assert!(sessions.update(&session, &[], &[(TopicName::Name(Arc::from("a")), 2)]));
        assert!(!sessions.update(
            &session,
            &three.clone().map(|item| FetchItem { partition: item.partition + 3, ..item }),
            &[]
        ));
        assert_eq!(sessions.resume(id, 1, false, 0).map(|_| ()), Err(ErrorCode::FETCH_SESSION_ID_NOT_FOUND));
        assert_eq!(sessions.held_bytes.load(Ordering::Relaxed), 0);
        assert!(!sessions.update(&session, &three, &[]), "closed is closed");
        assert_eq!(sessions.held_bytes.load(Ordering::Relaxed), 0);
    }
}
