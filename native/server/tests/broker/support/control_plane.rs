//! A control plane on a thread: hears the doorbell, unpacks the mailbox's events, and answers as it was told to.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Weak};
use std::thread;

use parking_lot::{Condvar, Mutex};
use server::{Broker, Doorbell};
use wire::ErrorCode;

use super::PATIENCE;

/// The API key with which the tests speak to the control plane.
pub const METADATA: i16 = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hearing {
    /// Answers every request with the bytes of its frame.
    Echo,
    /// Keeps the requests for the test to answer.
    Keep,
    /// Does not drain the mailbox.
    Deaf,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub token: u64,
    pub connection: u64,
    pub host: String,
    pub frame: Vec<u8>,
}

/// A produce request that waits for its transaction's coordinator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    pub token: u64,
    pub transactional_id: String,
    pub producer_id: i64,
    pub producer_epoch: i16,
    pub adds_partitions: bool,
    pub partitions: Vec<(String, i32)>,
}

#[derive(Default)]
struct Heard {
    verifications: VecDeque<Verification>,
    requests: VecDeque<Request>,
    fatal: Vec<String>,
    logged: Vec<String>,
    failed_directories: usize,
    moved: usize,
}

pub struct ControlPlane {
    hearing: Arc<Mutex<Hearing>>,
    heard: Arc<(Mutex<Heard>, Condvar)>,
    doorbell: Sender<()>,
    broker: Weak<Broker>,
}

/// The bell that the broker gets; its rings end in the thread.
pub struct Bell(Mutex<Sender<()>>);

impl Doorbell for Bell {
    fn ring(&self) {
        // Nobody hears it once the test is over.
        let _ = self.0.lock().send(());
    }
}

/// The bell, and what starts the thread once the broker is there.
pub fn doorbell() -> (Box<dyn Doorbell>, impl FnOnce(&Arc<Broker>) -> ControlPlane) {
    let (sender, rings) = channel();
    let bell = Box::new(Bell(Mutex::new(sender.clone())));
    (bell, |broker| ControlPlane::start(broker, sender, rings))
}

impl ControlPlane {
    fn start(broker: &Arc<Broker>, doorbell: Sender<()>, rings: Receiver<()>) -> ControlPlane {
        let control = ControlPlane {
            hearing: Arc::new(Mutex::new(Hearing::Echo)),
            heard: Arc::default(),
            doorbell,
            broker: Arc::downgrade(broker),
        };
        let (hearing, heard, broker) =
            (Arc::clone(&control.hearing), Arc::clone(&control.heard), Arc::downgrade(broker));
        thread::spawn(move || {
            while rings.recv().is_ok() {
                let Some(broker) = broker.upgrade() else { return };
                let hearing = *hearing.lock();
                if hearing != Hearing::Deaf {
                    take(&broker, hearing, &heard);
                }
            }
        });
        control
    }

    /// From now on; what was not heard until now is heard at once.
    pub fn set(&self, hearing: Hearing) {
        *self.hearing.lock() = hearing;
        self.doorbell.send(()).unwrap();
    }

    /// The next request that was kept.
    #[track_caller]
    pub fn next_request(&self) -> Request {
        let (heard, changed) = &*self.heard;
        let mut heard = heard.lock();
        changed.wait_while_for(&mut heard, |heard| heard.requests.is_empty(), PATIENCE);
        heard.requests.pop_front().expect("no request came")
    }

    /// The next question to a coordinator.
    #[track_caller]
    pub fn next_verification(&self) -> Verification {
        let (heard, changed) = &*self.heard;
        let mut heard = heard.lock();
        changed.wait_while_for(&mut heard, |heard| heard.verifications.is_empty(), PATIENCE);
        heard.verifications.pop_front().expect("nobody asked")
    }

    pub fn verifications(&self) -> usize {
        self.heard.0.lock().verifications.len()
    }

    /// The coordinator's word on every partition of a question.
    pub fn answer(&self, verification: &Verification, codes: &[ErrorCode]) {
        let bytes: Vec<u8> = codes.iter().flat_map(|code| code.0.to_le_bytes()).collect();
        self.reply(verification.token, &bytes);
    }

    pub fn kept(&self) -> usize {
        self.heard.0.lock().requests.len()
    }

    /// How many directories the data plane has called failed.
    pub fn failed_directories(&self) -> usize {
        self.heard.0.lock().failed_directories
    }

    /// How many replicas have moved.
    pub fn moved(&self) -> usize {
        self.heard.0.lock().moved
    }

    /// What the data plane called fatal.
    pub fn fatal(&self) -> Vec<String> {
        self.heard.0.lock().fatal.clone()
    }

    /// The lines for the operator.
    pub fn logged(&self) -> Vec<String> {
        self.heard.0.lock().logged.clone()
    }

    pub fn reply(&self, token: u64, bytes: &[u8]) {
        let Some(broker) = self.broker.upgrade() else { return };
        let mut packed = token.to_le_bytes().to_vec();
        packed.extend((bytes.len() as u32).to_le_bytes());
        packed.extend(bytes);
        broker.mailbox.submit(&packed);
    }

    pub fn close_connection(&self, token: u64) {
        let Some(broker) = self.broker.upgrade() else { return };
        let packed = [&token.to_le_bytes()[..], &u32::MAX.to_le_bytes()].concat();
        broker.mailbox.submit(&packed);
    }
}

fn take(broker: &Broker, hearing: Hearing, heard: &(Mutex<Heard>, Condvar)) {
    let events = broker.mailbox.drain();
    let mut rest = events.as_slice();
    let mut replies = Vec::new();
    while !rest.is_empty() {
        let length = u32::from_le_bytes(rest[..4].try_into().unwrap()) as usize;
        let (event, behind) = rest[4..].split_at(length);
        let token = u64::from_le_bytes(event[1..9].try_into().unwrap());
        let payload = &event[9..];
        match event[0] {
            1 if hearing == Hearing::Echo => {
                let frame = request(token, payload).frame;
                replies.extend(token.to_le_bytes());
                replies.extend((frame.len() as u32).to_le_bytes());
                replies.extend(frame);
            }
            1 => heard.0.lock().requests.push_back(request(token, payload)),
            3 => heard.0.lock().logged.push(String::from_utf8_lossy(&payload[1..]).into_owned()),
            4 => heard.0.lock().fatal.push(String::from_utf8_lossy(payload).into_owned()),
            5 => heard.0.lock().verifications.push_back(verification(token, payload)),
            6 => heard.0.lock().failed_directories += 1,
            7 => heard.0.lock().moved += 1,
            kind => panic!("an event of kind {kind}"),
        }
        rest = behind;
    }
    heard.1.notify_all();
    broker.mailbox.submit(&replies);
}

fn request(token: u64, payload: &[u8]) -> Request {
    let host_end = 9 + usize::from(payload[8]);
    Request {
        token,
        connection: u64::from_le_bytes(payload[..8].try_into().unwrap()),
        host: String::from_utf8(payload[9..host_end].to_vec()).unwrap(),
        frame: payload[host_end..].to_vec(),
    }
}

fn verification(token: u64, payload: &[u8]) -> Verification {
    let mut at = 11;
    let transactional_id = text(payload, &mut at);
    let count = u32::from_le_bytes(payload[at..at + 4].try_into().unwrap());
    at += 4;
    let partitions = (0..count).map(|_| {
        let topic = text(payload, &mut at);
        at += 4;
        (topic, i32::from_le_bytes(payload[at - 4..at].try_into().unwrap()))
    });
    let partitions = partitions.collect();
    assert_eq!(at, payload.len());
    Verification {
        token,
        transactional_id,
        producer_id: i64::from_le_bytes(payload[..8].try_into().unwrap()),
        producer_epoch: i16::from_le_bytes(payload[8..10].try_into().unwrap()),
        adds_partitions: payload[10] == 1,
        partitions,
    }
}

fn text(payload: &[u8], at: &mut usize) -> String {
    let length = usize::from(u16::from_le_bytes(payload[*at..*at + 2].try_into().unwrap()));
    *at += 2 + length;
    String::from_utf8(payload[*at - length..*at].to_vec()).unwrap()
}
