//! Ends of transactions that coordinators write into partitions, many at a time. Called by the binding.
//!
//! A few markers are written at once, on the caller's thread: each is one small write, and the client whose transaction
//! ends waits for them. More go to a background worker, so that the event loop stays free; while one is under way, all
//! later ones queue behind it.
//!
//! Invariant: markers are appended in the order of the calls; a call is answered once, when all of its markers are
//! committed or refused.

use std::collections::VecDeque;
use std::sync::Arc;

use parking_lot::Mutex;
use partition::{AppendOutcome, Partition, PartitionError, TransactionEnd};
use wire::ErrorCode;

use crate::broker::Broker;
use crate::control::PartitionName;

/// Written at once, where no others are under way.
const WRITTEN_AT_ONCE_MAX: usize = 32;

/// One transaction's end, and where it is to be written.
pub struct TransactionMarkers {
    pub end: TransactionEnd,
    pub partitions: Vec<PartitionName>,
}

/// What became of each marker in each of its partitions, in order; NONE: it is committed.
pub type MarkersWritten = Vec<ErrorCode>;

type Done = Box<dyn FnOnce(MarkersWritten) + Send>;
type Call = (Vec<TransactionMarkers>, Done);

/// Calls that a worker writes, one after another.
#[derive(Default)]
pub(crate) struct MarkerQueue {
    /// Present while a worker is at it.
    waiting: Mutex<Option<VecDeque<Call>>>,
}

impl Broker {
    /// Writes markers. Answers at once where all of them are committed then; else `done` is called later, on any thread.
    pub fn write_markers(
        self: &Arc<Self>,
        markers: Vec<TransactionMarkers>,
        done: impl FnOnce(MarkersWritten) + Send + 'static,
    ) -> Option<MarkersWritten> {
        let count: usize = markers.iter().map(|markers| markers.partitions.len()).sum();
        {
            let mut waiting = self.marker_queue.waiting.lock();
            if let Some(waiting) = &mut *waiting {
                waiting.push_back((markers, Box::new(done)));
                return None;
            }
            if count > WRITTEN_AT_ONCE_MAX {
                *waiting = Some(VecDeque::from([(markers, Box::new(done) as Done)]));
                drop(waiting);
                self.start_marker_worker();
                return None;
            }
        }
        self.write_now(&markers, Box::new(done))
    }

    fn start_marker_worker(self: &Arc<Self>) {
        let broker = Arc::clone(self);
        let given = self.background.run_all(vec![()], move |()| broker.write_waiting(), |_| {});
        if given.is_err() {
            // The broker has closed: no partition takes anything any more.
            self.write_waiting();
        }
    }

    fn write_waiting(&self) {
        while let Some((markers, done)) = self.next_markers() {
            let done = Arc::new(Mutex::new(Some(done)));
            let later = Arc::clone(&done);
            let answer = move |written| {
                let done = later.lock().take();
                if let Some(done) = done {
                    done(written);
                }
            };
            if let Some(written) = self.write_now(&markers, Box::new(answer.clone())) {
                answer(written);
            }
        }
    }

    /// The next call, or the end of the worker's turn.
    fn next_markers(&self) -> Option<Call> {
        let mut waiting = self.marker_queue.waiting.lock();
        let next = waiting.as_mut()?.pop_front();
        if next.is_none() {
            *waiting = None;
        }
        next
    }

    fn write_now(&self, markers: &[TransactionMarkers], done: Done) -> Option<MarkersWritten> {
        let now_ms = self.now_ms();
        let mut written = MarkersWritten::new();
        let mut uncommitted = Vec::new();
        for TransactionMarkers { end, partitions } in markers {
            for name in partitions {
                match self.write_marker(name, end, now_ms) {
                    Ok((partition, outcome)) if outcome.must_wait() => {
                        uncommitted.push((written.len(), partition, outcome.required_offset));
                        written.push(ErrorCode::NONE);
                    }
                    Ok(_) => written.push(ErrorCode::NONE),
                    Err(error_code) => written.push(error_code),
                }
            }
        }
        if uncommitted.is_empty() {
            return Some(written);
        }
        let waits = Arc::new(Mutex::new(CommitsAwaited { left: uncommitted.len(), written, done: Some(done) }));
        for (position, partition, required_offset) in uncommitted {
            let waits = Arc::clone(&waits);
            let committed = move |outcome| CommitsAwaited::one_ended(&waits, position, outcome);
            self.commit_waits.wait(partition, required_offset, Box::new(committed));
        }
        None
    }

    fn write_marker(
        &self,
        (topic, index): &PartitionName,
        end: &TransactionEnd,
        now_ms: i64,
    ) -> Result<(Arc<Partition>, AppendOutcome), ErrorCode> {
        let topic = self.topics.by_name(topic).ok_or(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION)?;
        let partition = topic.partition(*index).ok_or(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION)?;
        let outcome = partition.write_marker(end, now_ms).map_err(|error| error.error_code)?;
        if outcome.flush_due {
            self.flusher.flush(partition);
        }
        Ok((Arc::clone(partition), outcome))
    }
}

/// A call whose markers are in the logs and not all committed.
struct CommitsAwaited {
    left: usize,
    written: MarkersWritten,
    done: Option<Done>,
}

impl CommitsAwaited {
    fn one_ended(waits: &Mutex<CommitsAwaited>, position: usize, outcome: Result<(), PartitionError>) {
        let mut state = waits.lock();
        if let (Err(error), Some(written)) = (outcome, state.written.get_mut(position)) {
            *written = error.error_code;
        }
        state.left -= 1;
        if state.left > 0 {
            return;
        }
        let (written, done) = (std::mem::take(&mut state.written), state.done.take());
        drop(state);
        if let Some(done) = done {
            done(written);
        }
    }
}
