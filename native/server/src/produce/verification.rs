//! A produce request that waits for the word of its transaction's coordinator: which partitions begin a transaction,
//! the question that goes up to the control plane, and what the answer means to the client.
//!
//! ```text
//!   question, little-endian:
//!   producer id i64 │ epoch i16 │ adds partitions u8 │ id length u16 │ transactional id │
//!   partition count u32 │ count × (topic length u16 │ topic │ partition i32)
//! ```
//! Invariant: the frame stays in the connection's buffer until the request is appended; nothing is appended before all
//! of the request's partitions have their word.
//! Source: Kafka's `ReplicaManager.handleProduceAppend` and `AddPartitionsToTxnManager` (KIP-890).

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use partition::{AppendError, Verification};
use wire::ErrorCode;
use wire::record_batch::BatchHeader;

use super::request::{ParsedRequest, PartitionAppend, refusal};
use crate::broker::Broker;
use crate::dispatch::RequestHead;
use crate::mailbox::{Mailbox, MailboxReply, ReplySlot};
use crate::signal::Signal;

/// From this version on a client is told that its transaction can only be aborted.
const VERSION_WITH_ABORTABLE: i16 = 11;
/// From this version on writing adds the partition to the transaction.
const VERSION_THAT_ADDS_PARTITIONS: i16 = 12;

/// What a request's transactional batches ask for.
pub enum Begun {
    /// Nothing is left to ask.
    Settled(ParsedRequest),
    Waits(Box<PendingVerification>),
    /// The mailbox was full: the request is to be performed anew.
    NoRoom,
}

/// What became of a wait.
pub enum Progress {
    Waits,
    /// Look again after so many milliseconds at the latest.
    LooksAgain(u64),
    Answered,
}

/// A request between question and answer.
pub struct PendingVerification {
    pub head: RequestHead,
    pub request: ParsedRequest,
    /// Places of the partitions that were asked about: topic and partition within the request.
    asked: Vec<(usize, usize)>,
    question: Vec<u8>,
    slot: Option<Arc<ReplySlot>>,
    since: Instant,
}

/// Marks every transactional partition of the request: refused, open already, or waiting for the coordinator.
pub fn begin(
    broker: &Broker,
    head: &RequestHead,
    mut request: ParsedRequest,
    frame: &[u8],
    signal: &Arc<Signal>,
) -> Begun {
    let Some(transactional_id) = request.transactional_id.take() else {
        // Nobody may write in a transaction without a name.
        return refuse_all(request, ErrorCode::TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
    };
    let Some(producer) = only_producer(&request, frame) else {
        return refuse_all(request, ErrorCode::INVALID_PRODUCER_ID_MAPPING);
    };
    let adds_partitions = head.api_version >= VERSION_THAT_ADDS_PARTITIONS;
    // Looked at once, so that a request is begun and appended under the same rule.
    let verifies = broker.verifies_partitions.load(Ordering::Relaxed);
    if !verifies {
        trust(&mut request);
    }
    if !adds_partitions && !verifies {
        return Begun::Settled(request);
    }
    let asked = start(broker, &mut request, frame, adds_partitions);
    if asked.is_empty() {
        return Begun::Settled(request);
    }
    let question = question(&transactional_id, &producer, adds_partitions, &request, &asked);
    let Some(slot) = broker.mailbox.verify(&question, signal) else { return Begun::NoRoom };
    let (slot, since) = (Some(slot), Instant::now());
    Begun::Waits(Box::new(PendingVerification { head: *head, request, asked, question, slot, since }))
}

/// No partition needs a word.
fn trust(request: &mut ParsedRequest) {
    for partition in request.topics.iter_mut().flat_map(|topic| &mut topic.partitions) {
        partition.verification = Verification::NotRequired;
    }
}

fn refuse_all(mut request: ParsedRequest, error_code: ErrorCode) -> Begun {
    for partition in request.topics.iter_mut().flat_map(|topic| &mut topic.partitions) {
        partition.outcome = Some(Err(refusal(error_code, None)));
    }
    Begun::Settled(request)
}

/// One producer in one epoch has written all transactional batches of a request, or there is none.
fn only_producer(request: &ParsedRequest, frame: &[u8]) -> Option<BatchHeader> {
    let partitions = request.topics.iter().flat_map(|topic| &topic.partitions);
    let mut batches = partitions.filter_map(|partition| partition.transactional_batch(frame));
    let first = batches.next()?;
    let is_same =
        |batch: BatchHeader| (first.producer_id, first.producer_epoch) == (batch.producer_id, batch.producer_epoch);
    batches.all(is_same).then_some(first)
}

/// Gives the partitions their guards; answers which of them the coordinator must be asked about.
fn start(broker: &Broker, request: &mut ParsedRequest, frame: &[u8], adds_partitions: bool) -> Vec<(usize, usize)> {
    let now_ms = broker.now_ms();
    let mut asked = Vec::new();
    for (topic_at, topic) in request.topics.iter_mut().enumerate() {
        let Ok(found) = &topic.found else { continue };
        for (partition_at, append) in topic.partitions.iter_mut().enumerate() {
            let (Some(batch), Some(partition)) = (append.transactional_batch(frame), found.partition(append.index))
            else {
                continue;
            };
            match partition.start_verification(&batch, adds_partitions, now_ms) {
                Ok(None) => {}
                Ok(Some(guard)) => {
                    if append.verification == Verification::Missing {
                        append.verification = Verification::Guarded(guard);
                    }
                    asked.push((topic_at, partition_at));
                }
                Err(error) => append.outcome = Some(Err(AppendError::from(error))),
            }
        }
    }
    asked
}

fn question(
    transactional_id: &str,
    producer: &BatchHeader,
    adds_partitions: bool,
    request: &ParsedRequest,
    asked: &[(usize, usize)],
) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(64);
    bytes.extend_from_slice(&producer.producer_id.to_le_bytes());
    bytes.extend_from_slice(&producer.producer_epoch.to_le_bytes());
    bytes.push(u8::from(adds_partitions));
    put_text(&mut bytes, transactional_id);
    bytes.extend_from_slice(&u32::try_from(asked.len()).unwrap_or(0).to_le_bytes());
    for (topic, append) in asked.iter().filter_map(|place| at(request, *place)) {
        put_text(&mut bytes, topic);
        bytes.extend_from_slice(&append.index.to_le_bytes());
    }
    bytes
}

fn put_text(bytes: &mut Vec<u8>, text: &str) {
    let length = u16::try_from(text.len()).unwrap_or(0);
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(text.as_bytes().get(..usize::from(length)).unwrap_or_default());
}

fn at(request: &ParsedRequest, (topic_at, partition_at): (usize, usize)) -> Option<(&str, &PartitionAppend)> {
    let topic = request.topics.get(topic_at)?;
    Some((&topic.name, topic.partitions.get(partition_at)?))
}

impl PendingVerification {
    /// `expired`: the time that was last asked for has passed.
    pub fn settle(&mut self, broker: &Broker, signal: &Arc<Signal>, expired: bool) -> Progress {
        let limits = &broker.limits;
        let Some(slot) = &self.slot else {
            return if expired { self.ask_again(broker, signal) } else { Progress::Waits };
        };
        let codes = match slot.take() {
            Some(MailboxReply::Bytes(bytes)) => Self::codes(&bytes),
            Some(MailboxReply::Close) => Vec::new(),
            None if expired => {
                self.forget(&broker.mailbox);
                Vec::new()
            }
            None => return Progress::Waits,
        };
        let retry_ms_max = limits.verification_retry_ms_max.min(limits.request_timeout_ms);
        let may_retry = self.adds_partitions() && self.since.elapsed() < Duration::from_millis(retry_ms_max);
        if may_retry && codes.contains(&ErrorCode::CONCURRENT_TRANSACTIONS) {
            // Very common while the markers of the transaction before are on their way, and soon over.
            self.slot = None;
            return Progress::LooksAgain(limits.verification_retry_backoff_ms);
        }
        self.take_answer(&codes);
        Progress::Answered
    }

    fn ask_again(&mut self, broker: &Broker, signal: &Arc<Signal>) -> Progress {
        self.slot = broker.mailbox.verify(&self.question, signal);
        match &self.slot {
            Some(_) => Progress::LooksAgain(broker.limits.request_timeout_ms),
            None => Progress::LooksAgain(broker.limits.verification_retry_backoff_ms),
        }
    }

    fn codes(bytes: &[u8]) -> Vec<ErrorCode> {
        bytes.as_chunks::<2>().0.iter().map(|code| ErrorCode(i16::from_le_bytes(*code))).collect()
    }

    /// An answer that is missing is one that did not come in time.
    fn take_answer(&mut self, codes: &[ErrorCode]) {
        for (position, (topic_at, partition_at)) in self.asked.iter().enumerate() {
            let code = codes.get(position).copied().unwrap_or(ErrorCode::NETWORK_EXCEPTION);
            let topic = self.request.topics.get_mut(*topic_at);
            let Some(append) = topic.and_then(|topic| topic.partitions.get_mut(*partition_at)) else { continue };
            if code != ErrorCode::NONE {
                append.outcome = Some(Err(told(code, self.head.api_version)));
            }
        }
    }

    fn adds_partitions(&self) -> bool {
        self.head.api_version >= VERSION_THAT_ADDS_PARTITIONS
    }

    /// Nobody waits for the answer any more.
    pub fn forget(&self, mailbox: &Mailbox) {
        if let Some(slot) = &self.slot {
            mailbox.forget(slot);
        }
    }
}

/// What a client of this version is told of the coordinator's refusal. Old clients retry no coordinator's error of a
/// produce request, but they do retry NOT_ENOUGH_REPLICAS, and look up no metadata for it.
fn told(code: ErrorCode, api_version: i16) -> AppendError {
    let code = match code {
        ErrorCode::PRODUCER_FENCED => ErrorCode::INVALID_PRODUCER_EPOCH,
        ErrorCode::TRANSACTION_ABORTABLE if api_version < VERSION_WITH_ABORTABLE => ErrorCode::INVALID_TXN_STATE,
        code => code,
    };
    let passes = match code {
        ErrorCode::NETWORK_EXCEPTION
        | ErrorCode::COORDINATOR_LOAD_IN_PROGRESS
        | ErrorCode::COORDINATOR_NOT_AVAILABLE
        | ErrorCode::NOT_COORDINATOR => true,
        ErrorCode::CONCURRENT_TRANSACTIONS => api_version < VERSION_THAT_ADDS_PARTITIONS,
        _ => false,
    };
    if passes {
        let message =
            format!("Unable to verify the partition has been added to the transaction (error code {})", code.0);
        return refusal(ErrorCode::NOT_ENOUGH_REPLICAS, Some(&message));
    }
    let message = (code == ErrorCode::INVALID_TXN_STATE).then_some("The partition is not in the transaction");
    refusal(code, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_clients_hear_what_they_understand() {
        let told = |code, version| told(code, version).error_code;
        for (code, expected) in [
            (ErrorCode::PRODUCER_FENCED, [ErrorCode::INVALID_PRODUCER_EPOCH; 3]),
            (ErrorCode::NOT_COORDINATOR, [ErrorCode::NOT_ENOUGH_REPLICAS; 3]),
            (ErrorCode::COORDINATOR_LOAD_IN_PROGRESS, [ErrorCode::NOT_ENOUGH_REPLICAS; 3]),
            (ErrorCode::COORDINATOR_NOT_AVAILABLE, [ErrorCode::NOT_ENOUGH_REPLICAS; 3]),
            (ErrorCode::NETWORK_EXCEPTION, [ErrorCode::NOT_ENOUGH_REPLICAS; 3]),
            (ErrorCode::INVALID_PRODUCER_ID_MAPPING, [ErrorCode::INVALID_PRODUCER_ID_MAPPING; 3]),
            (
                ErrorCode::TRANSACTION_ABORTABLE,
                [ErrorCode::INVALID_TXN_STATE, ErrorCode::TRANSACTION_ABORTABLE, ErrorCode::TRANSACTION_ABORTABLE],
            ),
            (
                ErrorCode::CONCURRENT_TRANSACTIONS,
                [ErrorCode::NOT_ENOUGH_REPLICAS, ErrorCode::NOT_ENOUGH_REPLICAS, ErrorCode::CONCURRENT_TRANSACTIONS],
            ),
        ] {
            assert_eq!([10, 11, 12].map(|version| told(code, version)), expected, "{code:?}");
        }
    }
}
