//! Which partition is cleaned next: of those that are due the one with the largest dirty share.
//!
//! Invariant: what `grab` gives is nobody else's until it is dropped. Source: Kafka's
//! LogCleanerManager.grabFilthiestCompactedLog.

use std::sync::Arc;

use partition::Partition;

use super::Shared;
use crate::broker::Broker;

/// Topic and partition number.
pub(super) type PartitionKey = (Arc<str>, i32);

/// A partition in the hands of one thread.
pub(super) struct Grabbed<'a> {
    shared: &'a Shared,
    pub partition: Arc<Partition>,
    pub checkpoint: Option<i64>,
}

impl Drop for Grabbed<'_> {
    fn drop(&mut self) {
        self.shared.in_progress.lock().remove(&key(&self.partition));
    }
}

fn key(partition: &Partition) -> PartitionKey {
    (Arc::clone(partition.topic()), partition.partition())
}

impl Shared {
    pub(super) fn grab<'a>(&'a self, broker: &Broker) -> Option<Grabbed<'a>> {
        let now_ms = broker.now_ms();
        // Held while choosing: two threads must not choose the same.
        let mut in_progress = self.in_progress.lock();
        let mut dirtiest: Option<(f64, Arc<Partition>)> = None;
        for partition in broker.compacted_now() {
            let config = partition.config();
            if in_progress.contains(&key(&partition)) {
                continue;
            }
            let checkpoint = broker.cleaned_to(&partition);
            // A fault has taken it offline, which its clients are told.
            let Ok(Some(cleanable)) = partition.cleanable(checkpoint, now_ms) else { continue };
            if cleanable.resets_checkpoint {
                broker.set_cleaned_to(&partition, cleanable.first_dirty_offset);
            }
            let ratio = cleanable.ratio();
            if cleanable.is_due(&config.cleaning) && dirtiest.as_ref().is_none_or(|(largest, _)| *largest < ratio) {
                dirtiest = Some((ratio, partition));
            }
        }
        let (_, partition) = dirtiest?;
        in_progress.insert(key(&partition));
        drop(in_progress);
        let checkpoint = broker.cleaned_to(&partition);
        Some(Grabbed { shared: self, partition, checkpoint })
    }
}
