//! The control plane's own appends: one write on its thread, and where the partition holds replies, an answer once the
//! flush has covered it, so that the event loop never waits for the disk. Called by the binding.
//!
//! Invariant: whoever waits is answered exactly once: when the high watermark has passed the append, or when the
//! partition has gone out of service before it did.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::Mutex;
use partition::{AppendError, AppendRequest, Isolation, Partition, PartitionError, Verification, Waiter};
use wire::ErrorCode;
use wire::validate::Origin;

use crate::broker::Broker;

/// What became of an append that was taken.
pub struct ControlAppended {
    pub base_offset: i64,
    /// False: `done` is called later.
    pub committed: bool,
}

/// Called once, on any thread, with why the append cannot be committed, if it cannot.
type Done = Box<dyn FnOnce(Result<(), PartitionError>) + Send>;

/// Those who wait; partitions hold their waiters weakly.
#[derive(Default)]
pub(crate) struct CommitWaits {
    waits: Arc<Mutex<HashMap<u64, Arc<dyn Waiter>>>>,
    next: AtomicU64,
}

struct CommitWait {
    id: u64,
    partition: Arc<Partition>,
    required_offset: i64,
    done: Mutex<Option<Done>>,
    waits: Arc<Mutex<HashMap<u64, Arc<dyn Waiter>>>>,
}

impl Broker {
    /// Appends a batch of the control plane's own; fills in its CRC. When the answer is not committed yet, `done` is
    /// called once it is, else it is dropped.
    pub fn control_append(
        &self,
        topic: &str,
        partition: i32,
        batch: &mut [u8],
        done: impl FnOnce(Result<(), PartitionError>) + Send + 'static,
    ) -> Result<ControlAppended, AppendError> {
        let partition = self.control_partition(topic, partition)?;
        wire::record_batch::patch_crc(batch);
        let request = AppendRequest {
            acks: -1,
            origin: Origin::Coordinator,
            api_version: i16::MAX,
            verification: Verification::NotRequired,
            transaction_version: 0,
            now_ms: self.now_ms(),
        };
        let outcome = partition.append(batch, request)?;
        if outcome.flush_due {
            self.flusher.flush(&partition);
        }
        let committed = !outcome.must_wait();
        if !committed {
            self.commit_waits.wait(partition, outcome.required_offset, Box::new(done));
        }
        Ok(ControlAppended { base_offset: outcome.base_offset, committed })
    }
}

impl CommitWaits {
    /// Calls `done` once the high watermark is at `required_offset` or beyond, or never will be.
    pub(crate) fn wait(&self, partition: Arc<Partition>, required_offset: i64, done: Done) {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let done = Mutex::new(Some(done));
        let wait = Arc::new(CommitWait { id, partition, required_offset, done, waits: Arc::clone(&self.waits) });
        let waiter: Arc<dyn Waiter> = Arc::clone(&wait) as Arc<dyn Waiter>;
        self.waits.lock().insert(id, Arc::clone(&waiter));
        wait.settle(&waiter);
    }
}

impl CommitWait {
    fn settle(&self, waiter: &Arc<dyn Waiter>) {
        if self.partition.park(waiter, self.required_offset - 1, Isolation::ReadUncommitted) {
            return;
        }
        self.waits.lock().remove(&self.id);
        let Some(done) = self.done.lock().take() else { return };
        done(self.outcome());
    }

    /// The partition has committed the append, or serves no longer.
    fn outcome(&self) -> Result<(), PartitionError> {
        if self.partition.high_watermark() >= self.required_offset {
            return Ok(());
        }
        let (error_code, message) = match self.partition.failure() {
            Some(failure) => (ErrorCode::KAFKA_STORAGE_ERROR, failure),
            None => (ErrorCode::NOT_LEADER_OR_FOLLOWER, "The partition is closed".to_owned()),
        };
        Err(PartitionError { error_code, message })
    }
}

impl Waiter for CommitWait {
    fn wake(&self) {
        let waiter = self.waits.lock().get(&self.id).cloned();
        if let Some(waiter) = waiter {
            self.settle(&waiter);
        }
    }
}
