//! One open partition, shared by all threads. Its verbs live in the files named after them: `append`, `read`,
//! `list_offset`, `upkeep`.
//!
//! Invariant: `state` is locked for the time of one write or lookup and never while something waits.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use arc_swap::ArcSwap;
use log::RecoveryReport;
use parking_lot::Mutex;
use wire::Uuid;

use crate::config::PartitionConfig;
use crate::error::PartitionError;
use crate::producer_state::ProducerDescription;
use crate::read::Isolation;
use crate::state::{Service, State, StopReason};
use crate::waiters::Waiter;

pub struct Partition {
    pub(crate) topic: Arc<str>,
    pub(crate) topic_id: Uuid,
    pub(crate) partition: i32,
    pub(crate) directory: AtomicUsize,
    pub(crate) config: ArcSwap<PartitionConfig>,
    pub(crate) state: Mutex<State>,
    /// Held by whoever removes or replaces segments before the active one: retention, a cleaning.
    pub(crate) cleaning: Mutex<()>,
    /// A cleaning has failed for good.
    pub(crate) uncleanable: AtomicBool,
}

/// All at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartitionOffsets {
    pub log_start_offset: i64,
    pub log_end_offset: i64,
    pub high_watermark: i64,
    pub last_stable_offset: i64,
}

impl PartitionOffsets {
    /// Where reading with `isolation` ends.
    pub fn visible_end(&self, isolation: Isolation) -> i64 {
        match isolation {
            Isolation::ReadUncommitted => self.high_watermark,
            Isolation::ReadCommitted => self.last_stable_offset,
            Isolation::LogEnd => self.log_end_offset,
        }
    }
}

impl Partition {
    pub fn topic(&self) -> &Arc<str> {
        &self.topic
    }

    pub fn topic_id(&self) -> Uuid {
        self.topic_id
    }

    pub fn partition(&self) -> i32 {
        self.partition
    }

    /// The index that it was opened with.
    pub fn directory(&self) -> usize {
        self.directory.load(Ordering::Acquire)
    }

    pub fn config(&self) -> Arc<PartitionConfig> {
        self.config.load_full()
    }

    /// Whether `cleanup.policy` holds `compact`.
    pub fn is_compacted(&self) -> bool {
        self.config.load().compacted
    }

    /// The last known offsets once the partition is out of service.
    pub fn offsets(&self) -> PartitionOffsets {
        self.state.lock().offsets()
    }

    pub fn log_start_offset(&self) -> i64 {
        self.offsets().log_start_offset
    }

    pub fn log_end_offset(&self) -> i64 {
        self.offsets().log_end_offset
    }

    pub fn high_watermark(&self) -> i64 {
        self.offsets().high_watermark
    }

    pub fn last_stable_offset(&self) -> i64 {
        self.offsets().last_stable_offset
    }

    /// The producers that are remembered here, in no order.
    pub fn describe_producers(&self) -> Result<Vec<ProducerDescription>, PartitionError> {
        let state = self.state.lock();
        state.service.log()?;
        Ok(state.producers.as_ref().map_or_else(Vec::new, |producers| producers.describe()))
    }

    /// Everything below this offset is on the disk, in the partition's files or in the journal of its log directory.
    pub fn durable_offset(&self) -> i64 {
        self.state.lock().service.log().map_or(0, log::Log::durable_offset)
    }

    pub fn leader_epoch(&self) -> i32 {
        self.state.lock().leader_epoch
    }

    pub fn size_bytes(&self) -> u64 {
        self.state.lock().service.log().map_or(0, log::Log::size_bytes)
    }

    /// The storage fault that took this partition out of service. To serve again it is opened anew (unclean).
    pub fn failure(&self) -> Option<String> {
        match &self.state.lock().service {
            Service::Stopped(stopped) => match &stopped.reason {
                StopReason::Failed(message) => Some(message.clone()),
                StopReason::Closed | StopReason::Deleted => None,
            },
            Service::Serving(_) => None,
        }
    }

    /// How many waiters are parked here.
    pub fn parked_count(&self) -> usize {
        self.state.lock().waiters.count()
    }

    /// What opening had to repair; the first call takes it.
    pub fn take_recovery_report(&self) -> Option<RecoveryReport> {
        self.state.lock().service.log_mut().ok()?.take_recovery_report()
    }

    /// Wakes `waiter` once, when more than `seen_end` is visible or the partition goes out of service. `seen_end` is
    /// the end that the caller's read answered (or `required_offset - 1` for a reply that waits for acks).
    ///
    /// Answers false, and does not park, when that is so already: the caller goes on at once. Only a weak reference
    /// is kept: dropping the waiter cancels.
    pub fn park(&self, waiter: &Arc<dyn Waiter>, seen_end: i64, isolation: Isolation) -> bool {
        let mut state = self.state.lock();
        let ready = state.service.log().is_err() || state.offsets().visible_end(isolation) > seen_end;
        if !ready {
            state.waiters.park(waiter);
        }
        !ready
    }
}
