//! Topic name and topic id → open partitions: what Produce, Fetch and ListOffsets look up for every partition.
//! Written by the control plane's commands, read by all I/O threads.
//!
//! Invariant: a topic is found by its id exactly when it is found by its name.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::RwLock;
use partition::Partition;
use wire::Uuid;

/// The topic whose log is the control plane's own; no client reads or writes it through the broker's listeners.
pub const METADATA_TOPIC: &str = "__cluster_metadata";
const CONSUMER_OFFSETS_TOPIC: &str = "__consumer_offsets";
const TRANSACTION_STATE_TOPIC: &str = "__transaction_state";
const SHARE_STATE_TOPIC: &str = "__share_group_state";

pub struct Topic {
    pub name: Arc<str>,
    pub id: Uuid,
    partitions: Vec<Option<Arc<Partition>>>,
}

impl Topic {
    pub fn partition(&self, index: i32) -> Option<&Arc<Partition>> {
        self.partitions.get(usize::try_from(index).ok()?)?.as_ref()
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

    /// Adds open partitions of one topic in one step. A topic of the same name and another id is replaced.
    pub fn add(&self, name: &str, id: Uuid, opened: impl IntoIterator<Item = (i32, Arc<Partition>)>) {
        let mut tables = self.tables.write();
        let known = tables.remove(name).filter(|topic| topic.id == id);
        let mut partitions = known.as_ref().map(|topic| topic.partitions.clone()).unwrap_or_default();
        for (index, partition) in opened {
            let Ok(index) = usize::try_from(index) else { continue };
            if partitions.len() <= index {
                partitions.resize(index + 1, None);
            }
            if let Some(slot) = partitions.get_mut(index) {
                *slot = Some(partition);
            }
        }
        let name = known.map_or_else(|| Arc::from(name), |topic| Arc::clone(&topic.name));
        tables.put(Topic { name, id, partitions });
    }

    /// Takes one partition out of service; the topic goes with its last one.
    pub fn remove(&self, name: &str, index: i32) -> Option<Arc<Partition>> {
        let mut tables = self.tables.write();
        let topic = tables.remove(name)?;
        let mut partitions = topic.partitions.clone();
        let removed = usize::try_from(index).ok().and_then(|index| partitions.get_mut(index)).and_then(Option::take);
        if partitions.iter().any(Option::is_some) {
            tables.put(Topic { name: Arc::clone(&topic.name), id: topic.id, partitions });
        }
        removed
    }

    /// Takes everything out of service.
    pub fn clear(&self) -> Vec<Arc<Partition>> {
        let tables = std::mem::take(&mut *self.tables.write());
        tables.by_name.values().flat_map(|topic| topic.partitions.iter().flatten().cloned()).collect()
    }
}
