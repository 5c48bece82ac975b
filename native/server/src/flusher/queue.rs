//! What waits to be flushed, and the threads that wait for it.
//!
//! Invariant: whatever is put in is taken by exactly one thread, and nothing while flushes are held.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize};

use partition::Partition;

#[derive(Default)]
pub(super) struct Queue {
    pub(super) due: VecDeque<Arc<Partition>>,
    pub(super) alone: VecDeque<Alone>,
    /// Several waited when the last ones were taken: one that waits alone now is none of a single producer.
    pub(super) is_busy: bool,
    pub(super) rounds: Crew,
    /// Of those who could still be started.
    pub(super) numbers: Vec<usize>,
    pub(super) alones: Crew,
    pub(super) held: bool,
    pub(super) stopping: bool,
}

/// Threads of one kind.
#[derive(Default)]
pub(super) struct Crew {
    pub(super) count: usize,
    pub(super) waiting: usize,
}

#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// Of this number among its like.
    Rounds(usize),
    Alone,
}

pub(super) struct Alone {
    pub(super) partition: Arc<Partition>,
    /// Not asked for by the partition, but by the journal.
    pub(super) settles: Option<Arc<Settles>>,
}

/// How many partitions of a journal's file are still to be flushed.
pub(super) struct Settles {
    pub(super) directory: usize,
    pub(super) file: usize,
    pub(super) left: AtomicUsize,
    pub(super) has_failed: AtomicBool,
}

pub(super) enum Work {
    Due { partitions: Vec<Arc<Partition>>, is_group: bool },
    Alone(Alone),
}

/// What is left of some work.
#[derive(Default)]
pub(super) struct Left {
    pub(super) again: Vec<Arc<Partition>>,
    pub(super) alone: Vec<Alone>,
}

impl Queue {
    pub(super) fn take(&mut self, kind: Kind) -> Option<Work> {
        if self.held {
            return None;
        }
        match kind {
            Kind::Rounds(_) if self.due.is_empty() => None,
            Kind::Rounds(_) => {
                let partitions = self.take_due();
                let is_group = partitions.len() > 1 || self.is_busy;
                self.is_busy = partitions.len() > 1;
                Some(Work::Due { partitions, is_group })
            }
            Kind::Alone => self.alone.pop_front().map(Work::Alone),
        }
    }

    pub(super) fn put(&mut self, left: Left) {
        self.due.extend(left.again);
        self.alone.extend(left.alone);
    }

    /// A thread of this kind ends.
    pub(super) fn leave(&mut self, kind: Kind) {
        self.crew(kind).count -= 1;
        if let Kind::Rounds(number) = kind {
            self.numbers.push(number);
        }
    }

    pub(super) fn crew(&mut self, kind: Kind) -> &mut Crew {
        match kind {
            Kind::Rounds(_) => &mut self.rounds,
            Kind::Alone => &mut self.alones,
        }
    }

    /// All that wait in one log directory.
    fn take_due(&mut self) -> Vec<Arc<Partition>> {
        let home = self.due.front().map(|first| first.directory());
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            self.due.drain(..).partition(|partition| Some(partition.directory()) == home);
        self.due.extend(elsewhere);
        here
    }
}

impl Crew {
    /// How many of its threads to wake and how many to start, so that `wanted` more are at work.
    pub(super) fn called(&mut self, wanted: usize, count_max: usize) -> (usize, usize) {
        let woken = wanted.min(self.waiting);
        let started = (wanted - woken).min(count_max.saturating_sub(self.count));
        self.count += started;
        (woken, started)
    }
}
