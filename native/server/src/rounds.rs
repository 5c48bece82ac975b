//! When something is due that comes again and again: retention, checkpoints. Asked at every tick of the broker.
//!
//! Invariant: at most one round is under way; one that falls due meanwhile is due when that has ended.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use parking_lot::Mutex;

pub struct Rounds {
    interval: Duration,
    /// Since when to wait, and how long.
    waiting: Mutex<(Instant, Duration)>,
    under_way: Arc<AtomicBool>,
}

/// Under way until it is dropped.
pub struct Round(Arc<AtomicBool>);

impl Drop for Round {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

impl Rounds {
    /// `first`: how long until the first round.
    pub fn new(interval: Duration, first: Duration) -> Rounds {
        Rounds { interval, waiting: Mutex::new((Instant::now(), first)), under_way: Arc::default() }
    }

    /// The round that is due; the next one is waited for from now on.
    pub fn begin(&self) -> Option<Round> {
        let mut waiting = self.waiting.lock();
        if waiting.0.elapsed() < waiting.1 || self.under_way.swap(true, Ordering::AcqRel) {
            return None;
        }
        *waiting = (Instant::now(), self.interval);
        Some(Round(Arc::clone(&self.under_way)))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_first_wait_is_its_own() {
        let at_once = Rounds::new(Duration::ZERO, Duration::ZERO);
        assert!(at_once.begin().is_some() && at_once.begin().is_some());
        assert!(Rounds::new(Duration::ZERO, Duration::MAX).begin().is_none());
        let once = Rounds::new(Duration::MAX, Duration::ZERO);
        assert_eq!([once.begin(), once.begin()].map(|round| round.is_some()), [true, false]);
    }

    #[test]
    fn a_round_that_falls_due_under_another_begins_when_that_has_ended() {
        let rounds = Rounds::new(Duration::ZERO, Duration::ZERO);
        let long = rounds.begin().unwrap();
        // From here on a round that begins is the last one for ever.
        let rounds = Rounds { interval: Duration::MAX, ..rounds };
        assert!(rounds.begin().is_none() && rounds.begin().is_none());
        drop(long);
        assert!(rounds.begin().is_some(), "it is still due");
        assert!(rounds.begin().is_none());
    }
}
