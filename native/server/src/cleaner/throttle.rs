//! How fast the cleaner threads may read and write, all together.
//!
//! Invariant: over any longer time no more bytes pass than the rate allows; whoever passed bytes pays for them with
//! the wait before its next ones. Source: Kafka's Throttler, without its measuring intervals.

use std::time::{Duration, Instant};

use parking_lot::Mutex;

/// Longer is no wait that anybody sees the end of.
const WAIT_SECONDS_MAX: f64 = 1e9;

#[derive(Default)]
pub(super) struct Throttle {
    /// When everything that has passed is paid for.
    free_at: Mutex<Option<Instant>>,
}

impl Throttle {
    /// Until when whoever passed these bytes is to wait.
    pub(super) fn pass(&self, bytes: usize, bytes_per_second: f64, now: Instant) -> Instant {
        let seconds = (bytes as f64 / bytes_per_second.max(f64::MIN_POSITIVE)).min(WAIT_SECONDS_MAX);
        let cost = Duration::from_secs_f64(seconds);
        let mut free_at = self.free_at.lock();
        let begin = free_at.map_or(now, |free_at| free_at.max(now));
        let end = begin.checked_add(cost).unwrap_or(begin);
        *free_at = Some(end);
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_cost_time_and_time_that_passed_is_not_saved_up() {
        let (throttle, now) = (Throttle::default(), Instant::now());
        let second = Duration::from_secs(1);
        assert_eq!(throttle.pass(500, 1000.0, now), now + second / 2);
        assert_eq!(throttle.pass(500, 1000.0, now), now + second);
        assert_eq!(throttle.pass(1000, 1000.0, now + 10 * second), now + 11 * second);
        assert_eq!(throttle.pass(1 << 30, f64::MAX, now + 20 * second), now + 20 * second);
        throttle.pass(usize::MAX, 0.0, now);
    }
}
