//! Who waits for this partition: fetches that want more bytes, produce replies that wait for the high watermark.
//! Parked under the partition's lock by `Partition::park`, taken out by whatever moves the high watermark or ends
//! the service, and woken after unlocking.
//!
//! Invariant: a waiter stands here at most once, is woken at most once per parking, and one that was dropped costs one
//! weak pointer until the next sweep; dead entries never outnumber the living ones by more than `SWEEP_SLACK` for long.

use std::sync::{Arc, Weak};

/// Woken at the next move of the high watermark, or when the partition goes out of service. Called without any of
/// the partition's locks held, on the thread that caused it: it should only pass a signal on.
pub trait Waiter: Send + Sync {
    fn wake(&self);
}

/// So many entries may gather before parking looks for dead ones.
const SWEEP_SLACK: usize = 32;

#[derive(Default)]
pub(crate) struct Waiters {
    parked: Vec<Weak<dyn Waiter>>,
    /// Entries alive after the last sweep.
    alive: usize,
}

impl Waiters {
    /// A consumer of many partitions parks on all of them again after each reply, also on those where it still stands.
    pub(crate) fn park(&mut self, waiter: &Arc<dyn Waiter>) {
        if self.parked.iter().any(|parked| std::ptr::addr_eq(parked.as_ptr(), Arc::as_ptr(waiter))) {
            return;
        }
        if self.parked.len() >= 2 * self.alive + SWEEP_SLACK {
            self.sweep();
        }
        self.parked.push(Arc::downgrade(waiter));
    }

    /// Forgets waiters that nobody holds any more.
    pub(crate) fn sweep(&mut self) {
        self.parked.retain(|waiter| waiter.strong_count() > 0);
        self.alive = self.parked.len();
        if self.parked.is_empty() {
            self.parked = Vec::new();
        }
    }

    /// Those who wait, and the dropped ones that were not swept yet.
    pub(crate) fn count(&self) -> usize {
        self.parked.len()
    }

    /// Takes everybody out, to be woken once the lock is released.
    pub(crate) fn take(&mut self) -> Wakeups {
        self.alive = 0;
        Wakeups(std::mem::take(&mut self.parked))
    }
}

/// Waiters on their way to be woken.
#[must_use = "waiters that were taken out must be woken"]
#[derive(Default)]
pub(crate) struct Wakeups(Vec<Weak<dyn Waiter>>);

impl Wakeups {
    pub(crate) fn wake(self) {
        for waiter in self.0.iter().filter_map(Weak::upgrade) {
            waiter.wake();
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[derive(Default)]
    struct Counter(AtomicUsize);

    impl Waiter for Counter {
        fn wake(&self) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }

    #[test]
    fn a_parked_waiter_is_woken_once() {
        let counter = Arc::new(Counter::default());
        let waiter: Arc<dyn Waiter> = counter.clone();
        let mut waiters = Waiters::default();
        waiters.park(&waiter);
        waiters.take().wake();
        waiters.take().wake();
        assert_eq!(counter.0.load(Ordering::SeqCst), 1);
        assert!(waiters.parked.is_empty());
    }

    #[test]
    fn parking_again_takes_no_second_place() {
        let waiters_of_connections: Vec<Arc<dyn Waiter>> =
            (0..3).map(|_| Arc::new(Counter::default()) as Arc<dyn Waiter>).collect();
        let mut waiters = Waiters::default();
        for _ in 0..1000 {
            waiters_of_connections.iter().for_each(|waiter| waiters.park(waiter));
        }
        assert_eq!(waiters.count(), 3);
    }

    #[test]
    fn a_dropped_waiter_is_not_woken_and_does_not_stay() {
        let living: Arc<dyn Waiter> = Arc::new(Counter::default());
        let mut waiters = Waiters::default();
        for round in 0..10_000 {
            let dropped: Arc<dyn Waiter> = Arc::new(Counter::default());
            waiters.park(&dropped);
            if round % 1000 == 0 {
                waiters.park(&living);
            }
        }
        assert!(waiters.parked.len() <= 2 * 11 + SWEEP_SLACK, "{} entries stayed", waiters.parked.len());
        drop(living);
        waiters.sweep();
        assert!(waiters.parked.is_empty());
        assert_eq!(waiters.parked.capacity(), 0);
    }
}
