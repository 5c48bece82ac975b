//! The background workers of one broker: threads that serve partitions with what may block (open and recovery, flush,
//! delete, housekeeping), so that I/O threads never do.
//!
//! Invariant: a job that panics is a bug of ours and fails the broker; the worker itself goes on.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use parking_lot::Mutex;

type Job = Box<dyn FnOnce() + Send>;
/// Called when a job panicked.
type OnPanic = Arc<dyn Fn() + Send + Sync>;

pub struct Background {
    jobs: Mutex<Option<Sender<Job>>>,
    ticking: Mutex<Option<Sender<()>>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    worker_count: usize,
}

impl Background {
    pub fn start(worker_count: usize, on_panic: OnPanic) -> std::io::Result<Background> {
        let (sender, receiver) = channel::<Job>();
        let receiver = Arc::new(Mutex::new(receiver));
        let mut threads = Vec::new();
        for index in 0..worker_count {
            let (receiver, on_panic) = (Arc::clone(&receiver), Arc::clone(&on_panic));
            let worker = move || {
                while let Some(job) = next_job(&receiver) {
                    guarded(job, &on_panic);
                }
            };
            threads.push(Builder::new().name(format!("millrace-work-{index}")).spawn(worker)?);
        }
        Ok(Background {
            jobs: Mutex::new(Some(sender)),
            ticking: Mutex::default(),
            threads: Mutex::new(threads),
            worker_count,
        })
    }

    pub fn worker_count(&self) -> usize {
        self.worker_count
    }

    /// Runs `tick` on a thread of its own every `interval`, until `stop`.
    pub fn tick_every(
        &self,
        interval: Duration,
        tick: impl Fn() + Send + 'static,
        on_panic: OnPanic,
    ) -> std::io::Result<()> {
        let (sender, stopped) = channel::<()>();
        let ticker = move || {
            while stopped.recv_timeout(interval) == Err(RecvTimeoutError::Timeout) {
                guarded(&tick, &on_panic);
            }
        };
        self.threads.lock().push(Builder::new().name("millrace-tick".to_owned()).spawn(ticker)?);
        *self.ticking.lock() = Some(sender);
        Ok(())
    }

    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        if let Some(jobs) = &*self.jobs.lock() {
            // Fails only when every worker ended, which happens only after `stop`.
            let _ = jobs.send(Box::new(job));
        }
    }

    /// Runs `each` for every item on the workers, several at a time, then `done` with the results in the items' order.
    /// Gives items and `done` back when the workers have ended.
    pub fn run_all<I, R, D>(
        &self,
        items: Vec<I>,
        each: impl Fn(I) -> R + Send + Sync + 'static,
        done: D,
    ) -> Result<(), (Vec<I>, D)>
    where
        I: Send + 'static,
        R: Send + 'static,
        D: FnOnce(Vec<R>) + Send + 'static,
    {
        let guard = self.jobs.lock();
        let Some(jobs) = &*guard else { return Err((items, done)) };
        let give = |job: Job| {
            // Fails only when every worker ended, which happens only after `stop`.
            let _ = jobs.send(job);
        };
        let count = items.len();
        if count == 0 {
            give(Box::new(move || done(Vec::new())));
            return Ok(());
        }
        let batch_size = count.div_ceil(self.worker_count.max(1) * 4);
        let shared =
            Arc::new((each, Mutex::new((0, (0..count).map(|_| None).collect::<Vec<Option<R>>>(), Some(done)))));
        let mut items = items.into_iter().enumerate().peekable();
        while items.peek().is_some() {
            let batch: Vec<(usize, I)> = items.by_ref().take(batch_size).collect();
            let shared = Arc::clone(&shared);
            give(Box::new(move || {
                let results: Vec<(usize, R)> =
                    batch.into_iter().map(|(index, item)| (index, (shared.0)(item))).collect();
                let mut state = shared.1.lock();
                for (index, result) in results {
                    state.0 += 1;
                    if let Some(slot) = state.1.get_mut(index) {
                        *slot = Some(result);
                    }
                }
                if state.0 == count
                    && let Some(done) = state.2.take()
                {
                    let results = std::mem::take(&mut state.1);
                    drop(state);
                    done(results.into_iter().flatten().collect());
                }
            }));
        }
        Ok(())
    }

    /// Ends the ticker and, after the jobs already given, the workers. Must not be called from one of them.
    pub fn stop(&self) {
        self.ticking.lock().take();
        self.jobs.lock().take();
        for thread in std::mem::take(&mut *self.threads.lock()) {
            // A panic inside a job was caught and reported; the thread itself ends without one.
            let _ = thread.join();
        }
    }
}

fn next_job(receiver: &Mutex<Receiver<Job>>) -> Option<Job> {
    receiver.lock().recv().ok()
}

fn guarded(job: impl FnOnce(), on_panic: &OnPanic) {
    if catch_unwind(AssertUnwindSafe(job)).is_err() {
        on_panic();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items_and_a_panic_is_told() {
        let panics = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&panics);
        let background = Background::start(
            3,
            Arc::new(move || {
                counter.fetch_add(1, Ordering::Relaxed);
            }),
        )
        .unwrap();
        let (sender, receiver) = channel();
        background.run(|| panic!("a bug on purpose"));
        let given =
            background.run_all((0..100).collect(), |number| number * 2, move |results| sender.send(results).unwrap());
        assert!(given.is_ok());
        assert_eq!(receiver.recv().unwrap(), (0..100).map(|number| number * 2).collect::<Vec<i32>>());
        background.stop();
        assert_eq!(panics.load(Ordering::Relaxed), 1);
        let late = background.run_all(vec![1, 2], |number| number, |_: Vec<i32>| {});
        assert_eq!(late.err().map(|(items, _)| items), Some(vec![1, 2]), "the workers have ended");
    }
}
