//! Wakes one connection's task from any thread: a parked fetch that has data, a reply from the control plane, a stop.
//!
//! Invariant: a raise between two polls is never lost, and raises in a row cost one wake-up.

use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Context;

use parking_lot::Mutex;

use crate::wake_list::Wake;

#[derive(Default)]
pub struct Signal {
    raised: AtomicBool,
    closing: AtomicBool,
    task: Mutex<Option<Wake>>,
}

impl Signal {
    pub fn raise(&self) {
        if self.raised.swap(true, Ordering::AcqRel) {
            return;
        }
        // Waking only puts the task on its thread's list; it does not run here.
        if let Some(task) = &*self.task.lock() {
            task.wake();
        }
    }

    /// Asks the connection to end as soon as its task runs.
    pub fn close(&self) {
        self.closing.store(true, Ordering::Release);
        self.raise();
    }

    pub fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Acquire)
    }

    /// Registers the polling task, then takes the signal: true if it was raised since the last time.
    pub fn poll_take(&self, context: &Context<'_>) -> bool {
        {
            let mut task = self.task.lock();
            if !task.as_ref().is_some_and(|known| known.is_of(context)) {
                *task = Some(Wake::of(context));
            }
        }
        self.raised.swap(false, Ordering::AcqRel)
    }
}

impl partition::Waiter for Signal {
    fn wake(&self) {
        self.raise();
    }
}
