//! Fetch (key 1), versions 4-18: long poll, sessions (KIP-227), records by sendfile from the page cache.
//!
//! ```text
//!   request ─► session (session.rs): which partitions, from where
//!           ─► read each partition (read.rs): file regions, bounded by high watermark and byte limits
//!           ─► enough bytes, an error, or no time to wait? reply : park on the partitions, read again when woken
//! ```

mod context;
mod read;
mod session;

use std::sync::Arc;

use log::FileSlice;
use partition::{Isolation, Waiter};
use wire::generated::fetch::{FetchRequest, FetchResponse};
use wire::{ErrorCode, Uuid};

pub use context::FetchContext;
pub use session::FetchSessions;

use crate::broker::Broker;
use crate::disconnect::Disconnect;
use crate::dispatch::{Dispatched, Origin, RequestHead, body};
use crate::outgoing::Outgoing;
use crate::reply::reply;
use crate::signal::Signal;
use read::{PartitionRead, ReadLimits, read_all};

/// From this version on topics are named by id.
pub const VERSION_WITH_TOPIC_IDS: i16 = 13;
/// Below this version a storage error is answered as NOT_LEADER_OR_FOLLOWER.
const VERSION_WITH_STORAGE_ERROR: i16 = 6;

/// A topic as the request names it: by name below v13, by id from then on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TopicName {
    Name(Arc<str>),
    Id(Uuid),
}

/// One partition of a request or a session, and where to read on.
#[derive(Clone, Debug)]
pub struct FetchItem {
    pub topic: TopicName,
    pub partition: i32,
    pub current_leader_epoch: i32,
    pub fetch_offset: i64,
    pub last_fetched_epoch: i32,
    pub bytes_max: i32,
    /// Its place in the order of its session; unused without one.
    pub session_order: u64,
}

/// A fetch whose partitions are known, answered now or when enough bytes are there.
pub struct PendingFetch {
    head: RequestHead,
    context: FetchContext,
    items: Vec<FetchItem>,
    limits: ReadLimits,
    bytes_min: u64,
}

pub fn perform(
    broker: &Arc<Broker>,
    origin: &Origin<'_>,
    head: &RequestHead,
    frame: &[u8],
    outgoing: &mut Outgoing,
) -> Result<Dispatched, Disconnect> {
    let (mut reader, _) = body(head, frame)?;
    let request = FetchRequest::decode(&mut reader, head.api_version)?;
    let (context, items) = match FetchContext::open(broker, head, &request) {
        Ok(opened) => opened,
        Err(error_code) => return refuse(head, error_code, outgoing).map(|()| Dispatched::Done),
    };
    let bytes_max = request.max_bytes.min(broker.limits.fetch_bytes_max).max(0);
    let mut fetch = PendingFetch {
        head: *head,
        context,
        items,
        limits: ReadLimits {
            bytes_max,
            isolation: if request.isolation_level == 1 { Isolation::ReadCommitted } else { Isolation::ReadUncommitted },
        },
        bytes_min: u64::try_from(request.min_bytes.min(bytes_max)).unwrap_or(0),
    };
    let wait_ms = u64::try_from(request.max_wait_ms).unwrap_or(0);
    if fetch.settle(broker, origin.signal, wait_ms == 0, outgoing)? {
        return Ok(Dispatched::Done);
    }
    Ok(Dispatched::Parked(Box::new(fetch), wait_ms))
}

impl PendingFetch {
    /// Replies if there is enough to say or no time is left; otherwise parks on every partition. True when replied.
    pub fn settle(
        &mut self,
        broker: &Broker,
        signal: &Arc<Signal>,
        expired: bool,
        outgoing: &mut Outgoing,
    ) -> Result<bool, Disconnect> {
        let mut reads = read_all(broker, &self.items, &self.limits);
        if !expired && !self.items.is_empty() && !self.is_enough(&reads) {
            // What was appended since the reads refuses the parking: then look again.
            let waiter: Arc<dyn Waiter> = Arc::clone(signal) as Arc<dyn Waiter>;
            let all_parked = reads.iter().all(|read| read.park(&waiter, self.limits.isolation));
            if all_parked {
                return Ok(false);
            }
            reads = read_all(broker, &self.items, &self.limits);
            if !self.is_enough(&reads) {
                signal.raise();
                return Ok(false);
            }
        }
        self.respond(reads, outgoing)?;
        Ok(true)
    }

    /// As in Apache Kafka, what lies in a later segment than the records found is not waited for.
    fn is_enough(&self, reads: &[PartitionRead]) -> bool {
        let bytes = self.items.iter().zip(reads).map(|(item, read)| read.waited_bytes(item));
        bytes.fold(0, u64::saturating_add) >= self.bytes_min || reads.iter().any(PartitionRead::must_reply)
    }

    fn respond(&mut self, mut reads: Vec<PartitionRead>, outgoing: &mut Outgoing) -> Result<(), Disconnect> {
        if self.head.api_version < VERSION_WITH_STORAGE_ERROR {
            for read in &mut reads {
                if read.error_code == ErrorCode::KAFKA_STORAGE_ERROR {
                    read.error_code = ErrorCode::NOT_LEADER_OR_FOLLOWER;
                }
            }
        }
        let session_id = self.context.settle(&self.items, &mut reads);
        let regions: Vec<FileSlice> = reads.iter_mut().filter_map(PartitionRead::take_region).collect();
        let response = FetchResponse {
            session_id,
            responses: read::topic_responses(&self.items, &reads),
            ..FetchResponse::default()
        };
        reply(&self.head, outgoing, regions, |writer| response.encode(writer, self.head.api_version))
    }
}

/// A reply with a top-level error: the session is unknown or out of step.
fn refuse(head: &RequestHead, error_code: ErrorCode, outgoing: &mut Outgoing) -> Result<(), Disconnect> {
    let response = FetchResponse { error_code: error_code.0, ..FetchResponse::default() };
    reply(head, outgoing, Vec::new(), |writer| response.encode(writer, head.api_version))
}
