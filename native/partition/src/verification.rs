//! Whether a transactional append belongs to a transaction that its coordinator knows. A producer that has no open
//! transaction in this partition needs the coordinator's word first: the server asks for a guard, asks the
//! coordinator, and appends with the guard.
//!
//! Invariant: a guard holds until the producer's next transactional batch or end marker is appended; a word that the
//! coordinator gave before a marker can begin no transaction behind it (nothing would ever end that one).
//! Source: KIP-890; Kafka's `VerificationStateEntry`, `UnifiedLog.maybeStartTransactionVerification`.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

use wire::record_batch::BatchHeader;

use crate::error::PartitionError;
use crate::partition::Partition;
use crate::producer_state::Producers;

/// Names one verification of one producer; no two are the same in a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerificationGuard(u64);

impl VerificationGuard {
    fn new() -> VerificationGuard {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        VerificationGuard(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// What vouches for a transactional batch that begins a transaction in the partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verification {
    /// Nobody was asked: only a transaction that is open here already may be written to.
    Missing,
    /// The coordinator knows of this partition, as long as the guard holds.
    Guarded(VerificationGuard),
    /// Coordinators know their own transactions; clients need none where `transaction.partition.verification.enable`
    /// is off.
    NotRequired,
}

/// A verification that was asked for and has not ended in an append yet.
#[derive(Debug)]
pub(crate) struct VerificationEntry {
    guard: VerificationGuard,
    since_ms: i64,
    epoch: i16,
    /// Of the batches that asked: a higher one must not overtake a lower one whose verification failed.
    pub lowest_sequence: i32,
    /// The client's transactions raise the epoch (Produce v12 and later).
    pub adds_partitions: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Verifications {
    by_producer: HashMap<i64, VerificationEntry>,
}

impl Verifications {
    pub(crate) fn is_empty(&self) -> bool {
        self.by_producer.is_empty()
    }

    pub(crate) fn get(&self, producer_id: i64) -> Option<&VerificationEntry> {
        self.by_producer.get(&producer_id)
    }

    /// The guard under which `batch` may be appended once the coordinator agrees.
    pub(crate) fn start(&mut self, batch: &BatchHeader, adds_partitions: bool, now_ms: i64) -> VerificationGuard {
        let (epoch, sequence) = (batch.producer_epoch, batch.base_sequence);
        let entry = self.by_producer.entry(batch.producer_id).or_insert_with(|| VerificationEntry {
            guard: VerificationGuard::new(),
            since_ms: now_ms,
            epoch,
            lowest_sequence: sequence,
            adds_partitions,
        });
        if epoch > entry.epoch || (epoch == entry.epoch && sequence < entry.lowest_sequence) {
            entry.epoch = epoch;
            entry.lowest_sequence = sequence;
        }
        entry.guard
    }

    pub(crate) fn vouches_for(&self, batch: &BatchHeader, verification: Verification) -> bool {
        match verification {
            Verification::NotRequired => true,
            Verification::Missing => false,
            Verification::Guarded(guard) => self.get(batch.producer_id).is_some_and(|entry| entry.guard == guard),
        }
    }

    /// A transactional batch or a marker was appended. A marker in the epoch that is being verified ended the
    /// transaction before: where markers raise the epoch, the verification belongs to the next one.
    pub(crate) fn appended(&mut self, batch: &BatchHeader) {
        let is_of_next = |entry: &VerificationEntry| {
            entry.adds_partitions && batch.is_control() && entry.epoch == batch.producer_epoch
        };
        if !self.get(batch.producer_id).is_some_and(is_of_next) {
            self.by_producer.remove(&batch.producer_id);
        }
    }

    pub(crate) fn expire(&mut self, expiration_ms: i64, now_ms: i64) {
        self.by_producer.retain(|_, entry| now_ms.saturating_sub(entry.since_ms) < expiration_ms);
    }
}

impl Partition {
    /// Asks before a transactional batch is appended: `None` when its transaction is open here, so that no coordinator
    /// needs to be asked.
    ///
    /// Errors: INVALID_PRODUCER_EPOCH, and as for `append` when out of service.
    pub fn start_verification(
        &self,
        batch: &BatchHeader,
        adds_partitions: bool,
        now_ms: i64,
    ) -> Result<Option<VerificationGuard>, PartitionError> {
        let mut state = self.state.lock();
        state.service.log()?;
        let producers = state.producers.get_or_insert_with(Box::<Producers>::default);
        producers.start_verification(batch, adds_partitions, now_ms)
    }
}
