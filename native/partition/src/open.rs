//! Opening a partition: its log, then what the log says about producers and transactions. Called by the server's
//! background workers, several partitions in parallel.
//!
//! Invariant: an empty partition costs no file and no allocation beyond itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize};

use arc_swap::ArcSwap;
use log::storage::Folder;
use log::{Log, LogConfig, RecoveryStart, StorageError};
use parking_lot::Mutex;
use wire::Uuid;

use crate::config::PartitionConfig;
use crate::faults::FaultListener;
use crate::partition::Partition;
use crate::recovery::recover_producers;
use crate::replication::Replication;
use crate::state::{FlushState, Service, State};
use crate::waiters::Waiters;

/// For a log whose leadership nothing else records: a metadata quorum of one elects itself at every start.
pub const NEXT_LEADER_EPOCH: i32 = -1;
/// As in KRaft, whose epoch 0 has no leader.
const FIRST_ELECTED_EPOCH: i32 = 1;

pub struct OpenPartition {
    /// `topic-partition` in the log directory; need not exist.
    pub folder: Folder,
    /// Told of the storage fault that takes the partition out of service.
    pub faults: Option<Arc<dyn FaultListener>>,
    /// What `Partition::directory` answers: which of the server's log directories holds the folder.
    pub directory: usize,
    pub topic: Arc<str>,
    pub topic_id: Uuid,
    pub partition: i32,
    /// `NEXT_LEADER_EPOCH`: the one after the last in the log.
    pub leader_epoch: i32,
    /// One for all partitions of a topic.
    pub config: Arc<PartitionConfig>,
    pub recovery: RecoveryStart,
    pub now_ms: i64,
}

impl Partition {
    /// Opens and, after an unclean stop, repairs.
    pub fn open(open: OpenPartition) -> Result<Arc<Partition>, StorageError> {
        let config = LogConfig { compacted: open.config.compacted, ..open.config.log };
        let mut log = Log::open(open.folder, open.topic_id, config, open.recovery, open.now_ms)?;
        let recovered = recover_producers(&log, open.recovery, open.config.producer_id_expiration_ms, open.now_ms)?;
        if open.config.holds_replies() {
            // What recovery found may never have been flushed; nobody reads it before it is. Not before all of recovery has
            // ended: what it removes must be off the disk when the recovery point moves.
            log.flush()?;
        }
        // An idle partition holds none.
        log.release_files();
        let leader_epoch = match open.leader_epoch {
            NEXT_LEADER_EPOCH => log.latest_epoch().map_or(FIRST_ELECTED_EPOCH, |latest| latest.saturating_add(1)),
            given => given,
        };
        let state = State {
            leader_epoch,
            replication: Replication::alone(log.end_position()),
            waiters: Waiters::default(),
            producers: recovered.producers,
            aborted: recovered.aborted,
            snapshot_offset: recovered.snapshot_offset,
            snapshot_missed: false,
            flush: FlushState::default(),
            doomed: Vec::new(),
            faults: open.faults,
            relocation_count: 0,
            service: Service::Serving(log),
        };
        Ok(Arc::new(Partition {
            topic: open.topic,
            topic_id: open.topic_id,
            partition: open.partition,
            directory: AtomicUsize::new(open.directory),
            config: ArcSwap::new(open.config),
            state: Mutex::new(state),
            cleaning: Mutex::default(),
            uncleanable: AtomicBool::default(),
        }))
    }
}

#[cfg(test)]
#[path = "open_tests.rs"]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
