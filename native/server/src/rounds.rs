//! When something is due that comes again and again: retention, checkpoints. Asked at every tick of the broker.

use std::time::{Duration, Instant};

use parking_lot::Mutex;

pub struct Rounds {
    interval: Duration,
    /// Since when to wait, and how long.
    waiting: Mutex<(Instant, Duration)>,
}

impl Rounds {
    /// `first`: how long until the first round.
    pub fn new(interval: Duration, first: Duration) -> Rounds {
        Rounds { interval, waiting: Mutex::new((Instant::now(), first)) }
    }

    /// True once a round; the next one is waited for from now on.
    pub fn take_turn(&self) -> bool {
        let mut waiting = self.waiting.lock();
        let is_due = waiting.0.elapsed() >= waiting.1;
        if is_due {
            *waiting = (Instant::now(), self.interval);
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_wait_is_its_own() {
        let at_once = Rounds::new(Duration::ZERO, Duration::ZERO);
        assert!(at_once.take_turn() && at_once.take_turn());
        assert!(!Rounds::new(Duration::ZERO, Duration::MAX).take_turn());
        let once = Rounds::new(Duration::MAX, Duration::ZERO);
        assert_eq!([once.take_turn(), once.take_turn()], [true, false]);
    }
}
