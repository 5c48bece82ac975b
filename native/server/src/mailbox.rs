//! Frames for the control plane: many at a time, announced by one doorbell; and the way back for its replies.
//!
//! Events leave packed one behind another, little-endian, ready to cross the seam as one buffer:
//!
//! ```text
//!   length u32 │ kind u8 │ token u64 │ payload (length - 9 bytes)
//!
//!   kind 1 request     payload: connection u64 │ host length u8 │ host │ frame (header and body)
//!   kind 2 completed   payload: JSON list of failures; token names the command
//!   kind 3 log         payload: level u8 (pino's: 30 info, 40 warn, 50 error) │ text
//!   kind 4 fatal       payload: text
//!   kind 5 verify      payload: what `verification` asks; answered like a request, by an i16 for each partition
//!   kind 6 directory failed  payload: directory id
//!   kind 7 moved       payload: partition u32 │ directory id length u8 │ directory id │ topic
//! ```
//!
//! Invariant: at most one doorbell is outstanding; it rings again only after a drain.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use parking_lot::Mutex;

use crate::signal::Signal;

const EVENT_HEADER_BYTES: usize = 13;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum EventKind {
    Request = 1,
    Completed = 2,
    Log = 3,
    Fatal = 4,
    Verify = 5,
    DirectoryFailed = 6,
    Moved = 7,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum LogLevel {
    Info = 30,
    Warn = 40,
    Error = 50,
}

/// Tells the control plane, from any thread and without a payload, that events wait.
pub trait Doorbell: Send + Sync {
    fn ring(&self);
}

/// What the control plane made of a request.
#[derive(Debug, PartialEq, Eq)]
pub enum MailboxReply {
    /// Response header and body, without the size field.
    Bytes(Vec<u8>),
    /// The request could not be answered; Kafka closes the connection.
    Close,
}

/// Where one request's reply arrives; shared by its connection and the mailbox.
pub struct ReplySlot {
    token: u64,
    reply: Mutex<Option<MailboxReply>>,
    signal: Arc<Signal>,
}

impl ReplySlot {
    pub fn take(&self) -> Option<MailboxReply> {
        self.reply.lock().take()
    }
}

#[derive(Default)]
struct Events {
    packed: Vec<u8>,
    /// Whose frames found no room; raised at the next drain.
    without_room: Vec<Arc<Signal>>,
}

pub struct Mailbox {
    events: Mutex<Events>,
    rung: AtomicBool,
    doorbell: Box<dyn Doorbell>,
    bytes_max: usize,
    next_token: AtomicU64,
    waiting: Mutex<HashMap<u64, Arc<ReplySlot>>>,
}

impl Mailbox {
    pub fn new(doorbell: Box<dyn Doorbell>, bytes_max: usize) -> Mailbox {
        Mailbox {
            events: Mutex::default(),
            rung: AtomicBool::new(false),
            doorbell,
            bytes_max,
            next_token: AtomicU64::new(1),
            waiting: Mutex::default(),
        }
    }

    /// Hands a frame to the control plane. None: the mailbox is full; `signal` is raised at the next drain, to try again.
    pub fn request(&self, connection: u64, host: &str, frame: &[u8], signal: &Arc<Signal>) -> Option<Arc<ReplySlot>> {
        let host_length = u8::try_from(host.len()).unwrap_or(0);
        let parts: [&[u8]; 4] = [
            &connection.to_le_bytes(),
            &[host_length],
            host.as_bytes().get(..usize::from(host_length)).unwrap_or_default(),
            frame,
        ];
        self.ask(EventKind::Request, &parts, signal)
    }

    /// Asks a transaction's coordinator about partitions. None: as for `request`.
    pub fn verify(&self, question: &[u8], signal: &Arc<Signal>) -> Option<Arc<ReplySlot>> {
        self.ask(EventKind::Verify, &[question], signal)
    }

    fn ask(&self, kind: EventKind, parts: &[&[u8]], signal: &Arc<Signal>) -> Option<Arc<ReplySlot>> {
        let token = self.next_token.fetch_add(1, Ordering::Relaxed);
        let slot = Arc::new(ReplySlot { token, reply: Mutex::new(None), signal: Arc::clone(signal) });
        {
            let mut events = self.events.lock();
            let bytes: usize = parts.iter().map(|part| part.len()).sum();
            if !events.packed.is_empty() && events.packed.len() + bytes > self.bytes_max {
                if !events.without_room.iter().any(|known| Arc::ptr_eq(known, signal)) {
                    events.without_room.push(Arc::clone(signal));
                }
                return None;
            }
            self.waiting.lock().insert(token, Arc::clone(&slot));
            put(&mut events.packed, kind, token, parts);
        }
        self.ring();
        Some(slot)
    }

    /// The connection is gone: nobody waits for this reply any more.
    pub fn forget(&self, slot: &ReplySlot) {
        self.waiting.lock().remove(&slot.token);
    }

    pub fn completed(&self, token: u64, failures_json: &str) {
        self.event(EventKind::Completed, token, &[failures_json.as_bytes()]);
    }

    pub fn log(&self, level: LogLevel, text: &str) {
        self.event(EventKind::Log, 0, &[&[level as u8], text.as_bytes()]);
    }

    /// A bug of ours: the control plane says so and stops the broker.
    pub fn fatal(&self, text: &str) {
        self.event(EventKind::Fatal, 0, &[text.as_bytes()]);
    }

    /// A replica lives in another log directory from now on.
    pub fn moved(&self, topic: &str, partition: i32, directory_id: &str) {
        let length = u8::try_from(directory_id.len()).unwrap_or(0);
        let parts: [&[u8]; 4] = [&partition.to_le_bytes(), &[length], directory_id.as_bytes(), topic.as_bytes()];
        self.event(EventKind::Moved, 0, &parts);
    }

    /// A log directory is offline, and others are not.
    pub fn directory_failed(&self, directory_id: &str) {
        self.event(EventKind::DirectoryFailed, 0, &[directory_id.as_bytes()]);
    }

    /// All waiting events, packed.
    pub fn drain(&self) -> Vec<u8> {
        self.rung.store(false, Ordering::Release);
        let events = std::mem::take(&mut *self.events.lock());
        for signal in events.without_room {
            signal.raise();
        }
        events.packed
    }

    /// Requests that the control plane has not answered yet.
    pub fn waiting_count(&self) -> usize {
        self.waiting.lock().len()
    }

    /// Delivers packed replies: `token u64 │ length u32 │ bytes`, little-endian; length u32::MAX closes the connection.
    /// A reply whose connection is gone is dropped.
    pub fn submit(&self, mut replies: &[u8]) {
        while let Some((token, reply, rest)) = next_reply(replies) {
            replies = rest;
            let slot = self.waiting.lock().remove(&token);
            if let Some(slot) = slot {
                *slot.reply.lock() = Some(reply);
                slot.signal.raise();
            }
        }
    }

    fn event(&self, kind: EventKind, token: u64, parts: &[&[u8]]) {
        put(&mut self.events.lock().packed, kind, token, parts);
        self.ring();
    }

    fn ring(&self) {
        if !self.rung.swap(true, Ordering::AcqRel) {
            self.doorbell.ring();
        }
    }
}

fn put(events: &mut Vec<u8>, kind: EventKind, token: u64, parts: &[&[u8]]) {
    let payload: usize = parts.iter().map(|part| part.len()).sum();
    let length = u32::try_from(EVENT_HEADER_BYTES - 4 + payload).unwrap_or(u32::MAX);
    events.reserve(EVENT_HEADER_BYTES + payload);
    events.extend_from_slice(&length.to_le_bytes());
    events.push(kind as u8);
    events.extend_from_slice(&token.to_le_bytes());
    for part in parts {
        events.extend_from_slice(part);
    }
}

fn next_reply(bytes: &[u8]) -> Option<(u64, MailboxReply, &[u8])> {
    let (token, bytes) = bytes.split_first_chunk::<8>()?;
    let (length, bytes) = bytes.split_first_chunk::<4>()?;
    let token = u64::from_le_bytes(*token);
    match u32::from_le_bytes(*length) {
        u32::MAX => Some((token, MailboxReply::Close, bytes)),
        length => {
            let (reply, rest) = bytes.split_at_checked(length as usize)?;
            Some((token, MailboxReply::Bytes(reply.to_vec()), rest))
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;

    struct Counter(Arc<AtomicUsize>);

    impl Doorbell for Counter {
        fn ring(&self) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn mailbox(bytes_max: usize) -> (Mailbox, Arc<AtomicUsize>) {
        let rings = Arc::new(AtomicUsize::new(0));
        (Mailbox::new(Box::new(Counter(Arc::clone(&rings))), bytes_max), rings)
    }

    #[test]
    fn many_events_ring_once_until_drained() {
        let (mailbox, rings) = mailbox(1024);
        let signal = Arc::new(Signal::default());
        for _ in 0..3 {
            mailbox.request(7, "127.0.0.1", b"frame", &signal).unwrap();
        }
        assert_eq!(rings.load(Ordering::Relaxed), 1);
        let events = mailbox.drain();
        assert_eq!(events.len(), 3 * (EVENT_HEADER_BYTES + 8 + 1 + 9 + 5));
        assert!(events.ends_with(b"127.0.0.1frame"));
        mailbox.log(LogLevel::Info, "text");
        assert_eq!(rings.load(Ordering::Relaxed), 2);
    }

    #[test]
    fn a_full_mailbox_refuses_but_always_takes_one_frame() {
        let (mailbox, _) = mailbox(16);
        let signal = Arc::new(Signal::default());
        assert!(mailbox.request(1, "", &[0; 100], &signal).is_some());
        assert!(mailbox.request(1, "", &[0; 1], &signal).is_none());
        mailbox.drain();
        assert!(mailbox.request(1, "", &[0; 1], &signal).is_some());
    }

    #[test]
    fn replies_reach_their_slots_and_unknown_tokens_are_dropped() {
        let (mailbox, _) = mailbox(1024);
        let signal = Arc::new(Signal::default());
        let first = mailbox.request(1, "", b"a", &signal).unwrap();
        let second = mailbox.request(1, "", b"b", &signal).unwrap();
        let gone = mailbox.request(1, "", b"c", &signal).unwrap();
        mailbox.forget(&gone);
        let mut packed = Vec::new();
        for (token, bytes) in [(second.token, &b"two"[..]), (gone.token, b"x"), (99, b"")] {
            packed.extend(token.to_le_bytes());
            packed.extend((bytes.len() as u32).to_le_bytes());
            packed.extend(bytes);
        }
        packed.extend(first.token.to_le_bytes());
        packed.extend(u32::MAX.to_le_bytes());
        mailbox.submit(&packed);
        assert_eq!(second.take(), Some(MailboxReply::Bytes(b"two".to_vec())));
        assert_eq!(first.take(), Some(MailboxReply::Close));
        assert_eq!(gone.take(), None);
        assert!(mailbox.waiting.lock().is_empty());
    }
}
