//! Topic name and topic id → open partitions: what Produce, Fetch and ListOffsets look up for every partition.
//! Written by the control plane's commands, read by all I/O threads.
//!
//! Invariant: a topic is found by its id exactly when it is found by its name.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::RwLock;
use partition::Partition;
use wire::{ErrorCode, Uuid};

/// The topic whose log is the control plane's own; no client reads or writes it through the broker's listeners.
pub const METADATA_TOPIC: &str = "__cluster_metadata";
const CONSUMER_OFFSETS_TOPIC: &str = "__consumer_offsets";
const TRANSACTION_STATE_TOPIC: &str = "__transaction_state";
const SHARE_STATE_TOPIC: &str = "__share_group_state";

pub struct Topic {
    pub name: Arc<str>,
    pub id: Uuid,
    partitions: Vec<Option<Arc<Partition>>>,
    /// Those whose disk did not let them open.
    offline: Vec<i32>,
}

impl Topic {
    pub fn partition(&self, index: i32) -> Option<&Arc<Partition>> {
        self.partitions.get(usize::try_from(index).ok()?)?.as_ref()
    }

    /// As a client is to be told.
    pub fn served(&self, index: i32) -> Result<&Arc<Partition>, ErrorCode> {
        self.partition(index).ok_or(match self.offline.contains(&index) {
            true => ErrorCode::KAFKA_STORAGE_ERROR,
            false => ErrorCode::UNKNOWN_TOPIC_OR_PARTITION,
        })
    }

    pub fn partitions(&self) -> impl Iterator<Item = &Arc<Partition>> {
        self.partitions.iter().flatten()
    }

    /// Topics that only the broker itself (or the admin client id) may produce to.
    pub fn is_internal(&self) -> bool {
        matches!(&*self.name, CONSUMER_OFFSETS_TOPIC | TRANSACTION_STATE_TOPIC | SHARE_STATE_TOPIC)
    }
}

#[derive(Default)]
struct Tables {
    by_name: HashMap<Arc<str>, Arc<Topic>>,
    by_id: HashMap<Uuid, Arc<Topic>>,
}

impl Tables {
    fn put(&mut self, topic: Topic) {
        let topic = Arc::new(topic);
        self.by_name.insert(Arc::clone(&topic.name), Arc::clone(&topic));
        self.by_id.insert(topic.id, topic);
    }

    fn remove(&mut self, name: &str) -> Option<Arc<Topic>> {
        let topic = self.by_name.remove(name)?;
        self.by_id.remove(&topic.id);
        Some(topic)
    }
}

#[derive(Default)]
pub struct Topics {
    tables: RwLock<Tables>,
}

impl Topics {
    /// A topic that clients may see.
    pub fn by_name(&self, name: &str) -> Option<Arc<Topic>> {
        if name == METADATA_TOPIC {
            return None;
        }
        self.any_by_name(name)
    }

    /// A topic that clients may see.
    pub fn by_id(&self, id: Uuid) -> Option<Arc<Topic>> {
        let topic = self.tables.read().by_id.get(&id).cloned()?;
        (&*topic.name != METADATA_TOPIC).then_some(topic)
    }

    /// Any topic, for the control plane.
    pub fn any_by_name(&self, name: &str) -> Option<Arc<Topic>> {
        self.tables.read().by_name.get(name).cloned()
    }

    pub fn all(&self) -> Vec<Arc<Topic>> {
        self.tables.read().by_name.values().cloned().collect()
    }

    /// A partition that clients may see.
    pub fn served(&self, name: &str, index: i32) -> Result<Arc<Partition>, ErrorCode> {
        let topic = self.by_name(name).ok_or(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION)?;
        topic.served(index).cloned()
    }

    /// Adds partitions of one topic in one step; None: it could not be opened. A topic of the same name and another id is
    /// replaced.
    pub fn add(&self, name: &str, id: Uuid, added: impl IntoIterator<Item = (i32, Option<Arc<Partition>>)>) {
        let mut tables = self.tables.write();
        let known = tables.remove(name).filter(|topic| topic.id == id);
        let mut partitions = known.as_ref().map(|topic| topic.partitions.clone()).unwrap_or_default();
        let mut offline = known.as_ref().map(|topic| topic.offline.clone()).unwrap_or_default();
        for (number, partition) in added {
            offline.retain(|known| *known != number);
            let Some(partition) = partition else {
                offline.push(number);
                continue;
            };
            let Ok(index) = usize::try_from(number) else { continue };
            if partitions.len() <= index {
                partitions.resize(index + 1, None);
            }
            if let Some(slot) = partitions.get_mut(index) {
                *slot = Some(partition);
            }
        }
        let name = known.map_or_else(|| Arc::from(name), |topic| Arc::clone(&topic.name));
        tables.put(Topic { name, id, partitions, offline });
    }

    /// Takes one partition out of service; the topic goes with its last one.
    pub fn remove(&self, name: &str, index: i32) -> Option<Arc<Partition>> {
        let mut tables = self.tables.write();
        let topic = tables.remove(name)?;
        let mut partitions = topic.partitions.clone();
        let position = usize::try_from(index);
        let removed = position.ok().and_then(|position| partitions.get_mut(position)).and_then(Option::take);
        let mut offline = topic.offline.clone();
        offline.retain(|known| *known != index);
        if !offline.is_empty() || partitions.iter().any(Option::is_some) {
            tables.put(Topic { name: Arc::clone(&topic.name), id: topic.id, partitions, offline });
        }
        removed
    }

    /// Takes everything out of service.
    pub fn clear(&self) -> Vec<Arc<Partition>> {
        let tables = std::mem::take(&mut *self.tables.write());
        tables.by_name.values().flat_map(|topic| topic.partitions.iter().flatten().cloned()).collect()
    }
}
