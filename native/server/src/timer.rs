//! A point in time for which a connection's task waits, set anew again and again: a fetch's longest wait, the next look
//! at an idle connection.
//!
//! Invariant: the runtime's entry is made once and moved from then on; moving it to a later time costs no lock. An entry
//! that was cleared stays and wakes the task once for nothing.

use std::future::Future;
use std::pin::Pin;
use std::task::Context;

use tokio::time::{Instant, Sleep, sleep_until};

#[derive(Default)]
pub struct Timer {
    sleep: Option<Pin<Box<Sleep>>>,
    is_set: bool,
}

impl Timer {
    pub fn set(&mut self, at: Instant) {
        match &mut self.sleep {
            Some(sleep) => sleep.as_mut().reset(at),
            None => self.sleep = Some(Box::pin(sleep_until(at))),
        }
        self.is_set = true;
    }

    pub fn clear(&mut self) {
        self.is_set = false;
    }

    /// False once the time has come.
    pub fn is_set(&self) -> bool {
        self.is_set
    }

    /// True when the time has come, once.
    pub fn poll_passed(&mut self, context: &mut Context<'_>) -> bool {
        let passed = self.is_set && self.sleep.as_mut().is_some_and(|sleep| sleep.as_mut().poll(context).is_ready());
        self.is_set &= !passed;
        passed
    }
}
