//! What a fetch request means for sessions: without one, opening one, or going on with one. Kafka's FetchContext.

use std::sync::Arc;

use parking_lot::Mutex;
use wire::ErrorCode;
use wire::generated::fetch::{FetchRequest, FetchTopic};

use super::read::PartitionRead;
use super::session::{FINAL_EPOCH, FetchSession, INITIAL_EPOCH, NO_SESSION};
use super::{FetchItem, TopicName, VERSION_WITH_TOPIC_IDS};
use crate::broker::Broker;
use crate::dispatch::RequestHead;

pub enum FetchContext {
    Sessionless,
    Session { session: Arc<Mutex<FetchSession>>, full: bool },
}

impl FetchContext {
    /// The context of a request and the partitions that it reads.
    pub fn open(
        broker: &Broker,
        head: &RequestHead,
        request: &FetchRequest<'_>,
    ) -> Result<(FetchContext, Vec<FetchItem>), ErrorCode> {
        let by_id = head.api_version >= VERSION_WITH_TOPIC_IDS;
        let items = items(request, by_id);
        if matches!(request.session_epoch, INITIAL_EPOCH | FINAL_EPOCH) {
            return Ok(FetchContext::full(broker, request, by_id, items));
        }
        let sessions = &broker.fetch_sessions;
        let session = sessions.resume(request.session_id, request.session_epoch, by_id, broker.now_ms())?;
        if !sessions.update(&session, &items, &forgotten(request, by_id)) {
            return Err(ErrorCode::FETCH_SESSION_ID_NOT_FOUND);
        }
        let items = session.lock().items();
        if items.is_empty() {
            sessions.remove(request.session_id);
            return Ok((FetchContext::Sessionless, items));
        }
        Ok((FetchContext::Session { session, full: false }, items))
    }

    fn full(
        broker: &Broker,
        request: &FetchRequest<'_>,
        by_id: bool,
        items: Vec<FetchItem>,
    ) -> (FetchContext, Vec<FetchItem>) {
        if request.session_id != NO_SESSION {
            broker.fetch_sessions.remove(request.session_id);
        }
        if request.session_epoch == FINAL_EPOCH || items.is_empty() {
            return (FetchContext::Sessionless, items);
        }
        match broker.fetch_sessions.create(by_id, &items, broker.now_ms()) {
            None => (FetchContext::Sessionless, items),
            Some(session) => {
                let items = session.lock().items();
                (FetchContext::Session { session, full: true }, items)
            }
        }
    }

    /// Marks what the reply includes; returns the session id that the reply carries.
    pub fn settle(&self, items: &[FetchItem], reads: &mut [PartitionRead]) -> i32 {
        match self {
            FetchContext::Sessionless => NO_SESSION,
            FetchContext::Session { session, full } => {
                let mut session = session.lock();
                session.settle(items, reads, *full);
                session.id
            }
        }
    }
}

fn items(request: &FetchRequest<'_>, by_id: bool) -> Vec<FetchItem> {
    let name = |topic: &FetchTopic<'_>| {
        if by_id { TopicName::Id(topic.topic_id) } else { TopicName::Name(Arc::from(topic.topic)) }
    };
    let of_topic = |topic: &FetchTopic<'_>| {
        let name = name(topic);
        topic
            .partitions
            .iter()
            .map(|partition| FetchItem {
                topic: name.clone(),
                partition: partition.partition,
                current_leader_epoch: partition.current_leader_epoch,
                fetch_offset: partition.fetch_offset,
                last_fetched_epoch: partition.last_fetched_epoch,
                bytes_max: partition.partition_max_bytes,
                session_order: 0,
            })
            .collect::<Vec<_>>()
    };
    request.topics.iter().flat_map(of_topic).collect()
}

fn forgotten(request: &FetchRequest<'_>, by_id: bool) -> Vec<(TopicName, i32)> {
    let mut forgotten = Vec::new();
    for topic in &request.forgotten_topics_data {
        let name = if by_id { TopicName::Id(topic.topic_id) } else { TopicName::Name(Arc::from(topic.topic)) };
        forgotten.extend(topic.partitions.iter().map(|partition| (name.clone(), *partition)));
    }
    forgotten
}
