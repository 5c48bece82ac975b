//! Bounds the memory of frames that are larger than a read buffer, over all connections of a broker.
//!
//! Past the limit connections wait for others to finish; one of them at a time holds the overdraft and may grow all the
//! same, so that connections which each hold half a frame cannot block each other for ever.
//!
//! Invariant: granted bytes stay below the limit, but for the one connection with the overdraft.

use std::sync::Arc;

use parking_lot::Mutex;

use crate::signal::Signal;

#[derive(Default)]
struct State {
    granted_bytes: usize,
    overdraft_held: bool,
    waiting: Vec<Arc<Signal>>,
    /// How often all who waited were told to try again.
    rounds: u64,
}

pub struct BufferBudget {
    bytes_max: usize,
    state: Mutex<State>,
}

/// What one connection was granted beyond its read buffer.
#[derive(Default)]
pub struct Grant {
    bytes: usize,
    overdraft: bool,
    /// The round in which the connection waits.
    waits_in_round: Option<u64>,
}

impl Grant {
    pub fn is_overdraft(&self) -> bool {
        self.overdraft
    }
}

impl BufferBudget {
    pub fn new(bytes_max: usize) -> BufferBudget {
        BufferBudget { bytes_max, state: Mutex::default() }
    }

    /// What all connections hold together.
    pub fn granted_bytes(&self) -> usize {
        self.state.lock().granted_bytes
    }

    /// Adds `bytes` to a grant; false: wait for `signal`, raised when memory comes back.
    pub fn grow(&self, grant: &mut Grant, bytes: usize, signal: &Arc<Signal>) -> bool {
        let mut state = self.state.lock();
        if !grant.overdraft && state.granted_bytes + bytes > self.bytes_max {
            if state.overdraft_held {
                if grant.waits_in_round.replace(state.rounds) != Some(state.rounds) {
                    state.waiting.push(Arc::clone(signal));
                }
                return false;
            }
            state.overdraft_held = true;
            grant.overdraft = true;
        }
        state.granted_bytes += bytes;
        grant.bytes += bytes;
        true
    }

    /// Takes a grant back and lets those who wait try again.
    pub fn release(&self, grant: &mut Grant) {
        if grant.bytes == 0 && !grant.overdraft {
            return;
        }
        let waiting = {
            let mut state = self.state.lock();
            state.granted_bytes -= grant.bytes.min(state.granted_bytes);
            state.overdraft_held &= !grant.overdraft;
            state.rounds += 1;
            std::mem::take(&mut state.waiting)
        };
        *grant = Grant::default();
        for signal in waiting {
            signal.raise();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn past_the_limit_one_connection_goes_on_and_the_others_wait() {
        let budget = BufferBudget::new(100);
        let signal = Arc::new(Signal::default());
        let (mut first, mut second, mut third) = (Grant::default(), Grant::default(), Grant::default());
        assert!(budget.grow(&mut first, 90, &signal));
        assert!(budget.grow(&mut second, 20, &signal));
        assert!(second.is_overdraft());
        assert!(!budget.grow(&mut third, 20, &signal));
        assert!(budget.grow(&mut second, 500, &signal), "the overdraft goes on");
        budget.release(&mut second);
        assert!(!budget.grow(&mut third, 5, &signal) || !third.is_overdraft());
        budget.release(&mut first);
        assert!(budget.grow(&mut third, 20, &signal));
    }

    #[test]
    fn asking_again_takes_no_second_place_among_those_who_wait() {
        let budget = BufferBudget::new(0);
        let signal = Arc::new(Signal::default());
        let (mut holder, mut other) = (Grant::default(), Grant::default());
        assert!(budget.grow(&mut holder, 1, &signal));
        for _ in 0..2 {
            for _ in 0..100 {
                assert!(!budget.grow(&mut other, 1, &signal));
            }
            assert_eq!(budget.state.lock().waiting.len(), 1);
            budget.release(&mut holder);
            assert!(budget.grow(&mut holder, 1, &signal));
        }
    }
}
