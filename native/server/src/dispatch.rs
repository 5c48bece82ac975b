//! Frame → which API? The hot ones are performed here and now on the connection's thread; everything else goes to the
//! control plane's mailbox.

use std::sync::Arc;

use wire::codec::Reader;
use wire::generated;
use wire::generated::api_key::ApiKey;
use wire::generated::request_header::RequestHeader;

use crate::broker::Broker;
use crate::disconnect::Disconnect;
use crate::fetch::PendingFetch;
use crate::mailbox::ReplySlot;
use crate::outgoing::Outgoing;
use crate::produce::{PendingProduce, PendingVerification};
use crate::signal::Signal;
use crate::{api_versions, fetch, list_offsets, offset_for_leader_epoch, produce};

/// Whose request it is.
pub struct Origin<'a> {
    pub connection: u64,
    pub host: &'a str,
    pub signal: &'a Arc<Signal>,
}

/// The fields that lead every request.
#[derive(Clone, Copy, Debug)]
pub struct RequestHead {
    pub api_key: i16,
    pub api_version: i16,
    pub correlation_id: i32,
}

impl RequestHead {
    pub fn response_header_version(&self) -> i16 {
        generated::response_header_version(self.api_key, self.api_version).unwrap_or(0)
    }

    fn read(frame: &[u8]) -> Result<RequestHead, Disconnect> {
        let mut reader = Reader::new(frame);
        Ok(RequestHead { api_key: reader.int16()?, api_version: reader.int16()?, correlation_id: reader.int32()? })
    }
}

pub enum Dispatched {
    /// The reply is queued, or none is due.
    Done,
    AtControlPlane(Arc<ReplySlot>),
    MailboxFull,
    /// A produce request that waits for its transaction's coordinator, and for how many milliseconds at most.
    Verifying(Box<PendingVerification>, u64),
    /// Appended records that wait for their high watermark, and for how many milliseconds at most.
    Produced(Box<PendingProduce>, u64),
    /// A fetch that waits for bytes, and for how many milliseconds at most.
    Parked(Box<PendingFetch>, u64),
}

pub fn dispatch(
    broker: &Arc<Broker>,
    origin: &Origin<'_>,
    frame: &mut [u8],
    outgoing: &mut Outgoing,
) -> Result<Dispatched, Disconnect> {
    let head = RequestHead::read(frame)?;
    if !broker.apis.load().serves(head.api_key, head.api_version) {
        return refuse(broker, &head, outgoing);
    }
    match head.api_key {
        ApiKey::PRODUCE => produce::perform(broker, &head, frame, origin.signal, outgoing),
        ApiKey::FETCH => fetch::perform(broker, origin, &head, frame, outgoing),
        ApiKey::LIST_OFFSETS => list_offsets::perform(broker, &head, frame, outgoing).map(|()| Dispatched::Done),
        ApiKey::OFFSET_FOR_LEADER_EPOCH => {
            offset_for_leader_epoch::perform(broker, &head, frame, outgoing).map(|()| Dispatched::Done)
        }
        ApiKey::API_VERSIONS => api_versions::perform(broker, &head, frame, outgoing).map(|()| Dispatched::Done),
        _ => Ok(match broker.mailbox.request(origin.connection, origin.host, frame, origin.signal) {
            Some(slot) => Dispatched::AtControlPlane(slot),
            None => Dispatched::MailboxFull,
        }),
    }
}

/// A reader behind the request header, and the client id.
pub fn body<'a>(head: &RequestHead, frame: &'a [u8]) -> Result<(Reader<'a>, Option<&'a str>), Disconnect> {
    let mut reader = Reader::new(frame);
    let version = generated::request_header_version(head.api_key, head.api_version).unwrap_or(1);
    let header = RequestHeader::decode(&mut reader, version)?;
    Ok((reader, header.client_id))
}

/// Apache Kafka's socket server closes the connection, except for ApiVersions (KIP-511).
fn refuse(broker: &Broker, head: &RequestHead, outgoing: &mut Outgoing) -> Result<Dispatched, Disconnect> {
    if head.api_key == ApiKey::API_VERSIONS {
        api_versions::refuse_version(broker, head, outgoing)?;
        return Ok(Dispatched::Done);
    }
    Err(Disconnect::Unsupported { api_key: head.api_key, api_version: head.api_version })
}
