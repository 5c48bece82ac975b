//! What is in the log directories: sizes, lags and the room that is left, as DescribeLogDirs asks. Called by the
//! binding; the file systems are asked on the workers.
//!
//! The metadata log is not among the replicas, as in Apache Kafka.

use std::collections::HashMap;
use std::sync::Arc;

use partition::Partition;
use wire::Uuid;

use crate::broker::Broker;
use crate::directories::Directory;
use crate::topics::METADATA_TOPIC;

#[derive(Clone, Debug)]
pub struct DirectoryDescription {
    pub path: String,
    /// None: it could not be opened at the start.
    pub id: Option<Uuid>,
    pub is_online: bool,
    /// -1: unknown.
    pub total_bytes: i64,
    pub usable_bytes: i64,
    pub replicas: Vec<ReplicaDescription>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplicaDescription {
    pub topic: String,
    pub partition: i32,
    pub size_bytes: u64,
    /// How many records it is behind: the high watermark for a current replica, the current one for a future replica.
    pub offset_lag: i64,
    pub is_future: bool,
}

impl Broker {
    /// Every directory in the order of `log.dirs`, its replicas by name and number.
    pub fn describe_directories(self: &Arc<Self>, done: impl FnOnce(Vec<DirectoryDescription>) + Send + 'static) {
        let broker = Arc::clone(self);
        self.background.run(move || {
            let mut replicas: HashMap<usize, Vec<ReplicaDescription>> = HashMap::new();
            for partition in broker.open_now().iter().filter(|partition| &**partition.topic() != METADATA_TOPIC) {
                replicas.entry(partition.directory()).or_default().push(describe(partition));
            }
            for directory in broker.directories.all() {
                replicas.entry(directory.index).or_default().extend(broker.future_replicas(directory.index));
            }
            let describe = |directory: &Arc<Directory>| {
                describe_directory(directory, replicas.remove(&directory.index).unwrap_or_default())
            };
            done(broker.directories.all().iter().map(describe).collect());
        });
    }
}

fn describe_directory(directory: &Directory, mut replicas: Vec<ReplicaDescription>) -> DirectoryDescription {
    replicas.sort_unstable_by(|one, other| (&one.topic, one.partition).cmp(&(&other.topic, other.partition)));
    let online = directory.online();
    let space = online.and_then(|opened| opened.log.space());
    let bytes = |count: Option<u64>| count.map_or(-1, |count| i64::try_from(count).unwrap_or(i64::MAX));
    DirectoryDescription {
        path: directory.folder.display().to_string(),
        id: directory.id(),
        is_online: online.is_some(),
        total_bytes: bytes(space.map(|space| space.total_bytes)),
        usable_bytes: bytes(space.map(|space| space.usable_bytes)),
        replicas: if online.is_some() { replicas } else { Vec::new() },
    }
}

fn describe(partition: &Partition) -> ReplicaDescription {
    let offsets = partition.offsets();
    ReplicaDescription {
        topic: partition.topic().to_string(),
        partition: partition.partition(),
        size_bytes: partition.size_bytes(),
        offset_lag: (offsets.high_watermark - offsets.log_end_offset).max(0),
        is_future: false,
    }
}
