//! The cleaner threads of one broker: each takes the dirtiest compacted partition, cleans it, and looks again; when
//! nothing is due it waits `log.cleaner.backoff.ms`.
//!
//! ```text
//!   thread ─► choice: dirtiest partition that is due ─► Partition::clean ─► cleaner-offset-checkpoint
//!                                                         └ throttle: all threads together
//! ```
//! Started with the broker, stopped before its partitions close. Invariant: a partition is with one thread at a time;
//! one that cannot be cleaned is told of once and left alone, everything else goes on. Source: Kafka's LogCleaner.

mod choice;
mod report;
mod throttle;

use std::collections::HashSet;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Weak};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use parking_lot::{Condvar, Mutex};

use self::choice::PartitionKey;
use self::throttle::Throttle;
use crate::broker::Broker;

/// How long a thread waits at most before it looks whether it is to stop.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// The broker's configs of the cleaner; all of them may change while it runs.
#[derive(Clone, Debug, PartialEq)]
pub struct CleanerSettings {
    /// `log.cleaner.threads`; 0 where `log.cleaner.enable` is false.
    pub thread_count: usize,
    /// `log.cleaner.dedupe.buffer.size`: of all threads together.
    pub dedupe_buffer_bytes: usize,
    /// `log.cleaner.io.buffer.load.factor`: how full the offset map may get.
    pub load_factor: f64,
    /// `log.cleaner.io.buffer.size`: of all threads together, read and written.
    pub io_buffer_bytes: usize,
    /// `log.cleaner.io.max.bytes.per.second`: of all threads together, read and written.
    pub bytes_per_second_max: f64,
    /// `log.cleaner.backoff.ms`
    pub backoff_ms: u64,
}

pub struct LogCleaner {
    shared: Arc<Shared>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

struct Shared {
    settings: ArcSwap<CleanerSettings>,
    throttle: Throttle,
    /// With a thread at this moment.
    in_progress: Mutex<HashSet<PartitionKey>>,
    stopping: Mutex<bool>,
    /// The broker stops, or the settings are others.
    changed: Condvar,
}

impl LogCleaner {
    pub fn new(settings: CleanerSettings) -> LogCleaner {
        let shared = Arc::new(Shared {
            settings: ArcSwap::from_pointee(settings),
            throttle: Throttle::default(),
            in_progress: Mutex::default(),
            stopping: Mutex::default(),
            changed: Condvar::new(),
        });
        LogCleaner { shared, threads: Mutex::default() }
    }

    /// As many threads as the settings say; those that are too many end after what they do.
    pub fn start(&self, broker: &Weak<Broker>) -> io::Result<()> {
        let mut threads = self.threads.lock();
        let wanted = self.shared.settings.load().thread_count;
        for index in 0..wanted {
            if threads.get(index).is_some_and(|thread| !thread.is_finished()) {
                continue;
            }
            let (shared, broker) = (Arc::clone(&self.shared), Weak::clone(broker));
            let name = format!("millrace-clean-{index}");
            let thread = Builder::new().name(name).spawn(move || shared.run(index, &broker))?;
            match threads.get_mut(index) {
                Some(ended) => *ended = thread,
                None => threads.push(thread),
            }
        }
        Ok(())
    }

    /// Holds from the next cleaning on; the rate at once.
    pub fn configure(&self, settings: CleanerSettings, broker: &Weak<Broker>) -> io::Result<()> {
        self.shared.settings.store(Arc::new(settings));
        // Under the lock: no thread is between looking at the old settings and its wait.
        drop(self.shared.stopping.lock());
        self.shared.changed.notify_all();
        self.start(broker)
    }

    /// Ends the threads, and what they are cleaning with the next bytes they read or write.
    pub fn stop(&self) {
        *self.shared.stopping.lock() = true;
        self.shared.changed.notify_all();
        for thread in std::mem::take(&mut *self.threads.lock()) {
            // A panic was caught and told.
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn run(&self, index: usize, broker: &Weak<Broker>) {
        while !self.is_stopping() && index < self.settings.load().thread_count {
            let Some(broker) = broker.upgrade() else { return };
            let found_work = match catch_unwind(AssertUnwindSafe(|| self.clean_dirtiest(&broker))) {
                Ok(found_work) => found_work,
                Err(_) => {
                    broker.fail("the log cleaner ended in a bug; see the panic message on standard error");
                    return;
                }
            };
            drop(broker);
            if !found_work {
                self.back_off();
            }
        }
    }

    fn is_stopping(&self) -> bool {
        *self.stopping.lock()
    }

    /// For `log.cleaner.backoff.ms` as it is now and may become meanwhile; the broker's stop ends it.
    fn back_off(&self) {
        let started = Instant::now();
        let mut stopping = self.stopping.lock();
        while !*stopping {
            let left = Duration::from_millis(self.settings.load().backoff_ms).saturating_sub(started.elapsed());
            if left.is_zero() {
                return;
            }
            self.changed.wait_for(&mut stopping, left);
        }
    }

    /// At most so long, or until something changes.
    fn wait(&self, duration: Duration) {
        let mut stopping = self.stopping.lock();
        if !*stopping {
            self.changed.wait_for(&mut stopping, duration);
        }
    }
}
