//! What goes from the front of logs: segments past their retention, in rounds on the background workers, and records
//! that a client asked to delete.
//!
//! Called by the broker's tick and by the binding. Invariant: the log starts that clients asked for are in the
//! checkpoint file before they are answered.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use partition::{Partition, PartitionError};
use wire::ErrorCode;

use crate::broker::Broker;

/// Everything before the offset is to go; -1: everything below the high watermark.
pub struct RecordsToDelete {
    pub topic: String,
    pub partition: i32,
    pub before_offset: i64,
}

/// Where a partition's log begins now, or why it is as it was.
pub struct DeletedRecords {
    pub topic: String,
    pub partition: i32,
    pub log_start_offset: Result<i64, PartitionError>,
}

impl Broker {
    /// Gives a round to the workers when it is due.
    pub(crate) fn enforce_retention(&self) {
        let Some(round) = self.retention_rounds.begin() else { return };
        let (partitions, now_ms) = (self.open_now(), self.now_ms());
        self.background.run(move || {
            for partition in partitions {
                // A storage failure takes the partition offline, which its clients are told.
                let _ = partition.delete_old_segments(now_ms);
            }
            drop(round);
        });
    }

    /// Moves this broker's time ahead of the machine's, and does at once what partitions do as time goes by. `done` is
    /// called when it is done.
    pub fn advance_clock(self: &Arc<Self>, ms: i64, done: impl FnOnce() + Send + 'static) {
        self.clock_shift_ms.fetch_add(ms.max(0), Ordering::Relaxed);
        let (partitions, now_ms) = (self.open_now(), self.now_ms());
        let pass_time = move |partition: Arc<Partition>| {
            // A storage failure takes the partition offline, which its clients are told.
            let _ = partition.tick(now_ms);
            let _ = partition.delete_old_segments(now_ms);
        };
        if let Err((_, done)) = self.background.run_all(partitions, pass_time, move |_| done()) {
            done(Vec::new());
        }
    }

    /// Moves log starts on the workers; `done` gets the outcomes in the order of the targets.
    pub fn delete_records(
        self: &Arc<Self>,
        targets: Vec<RecordsToDelete>,
        done: impl FnOnce(Vec<DeletedRecords>) + Send + 'static,
    ) {
        let (broker, checkpointer) = (Arc::clone(self), Arc::clone(self));
        let delete = move |target: RecordsToDelete| {
            let log_start_offset = broker.delete_partition_records(&target);
            DeletedRecords { topic: target.topic, partition: target.partition, log_start_offset }
        };
        let done = move |outcomes: Vec<DeletedRecords>| {
            if outcomes.iter().any(|outcome| outcome.log_start_offset.is_ok()) {
                checkpointer.write_checkpoints();
            }
            done(outcomes);
        };
        if let Err((targets, done)) = self.background.run_all(targets, delete, done) {
            done(targets.into_iter().map(|target| refused(target, "the broker is closed")).collect());
        }
    }

    fn delete_partition_records(&self, target: &RecordsToDelete) -> Result<i64, PartitionError> {
        let topic = self.topics.by_name(&target.topic);
        let partition = topic.as_ref().and_then(|topic| topic.partition(target.partition));
        partition.ok_or_else(|| unknown(target, "no such partition is open"))?.delete_records(target.before_offset)
    }
}

fn refused(target: RecordsToDelete, reason: &str) -> DeletedRecords {
    let log_start_offset = Err(unknown(&target, reason));
    DeletedRecords { topic: target.topic, partition: target.partition, log_start_offset }
}

fn unknown(target: &RecordsToDelete, reason: &str) -> PartitionError {
    PartitionError {
        error_code: ErrorCode::UNKNOWN_TOPIC_OR_PARTITION,
        message: format!("{}-{}: {reason}", target.topic, target.partition),
    }
}
