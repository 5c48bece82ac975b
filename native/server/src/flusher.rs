//! Threads that do nothing but flush partitions: what replies wait for where `flush.messages` is small. Fed by the
//! I/O threads, the control plane's appends and the tick.
//!
//! A partition is flushed by one thread at a time; all that its producers append meanwhile goes into its next flush.
//! Different partitions flush beside each other, so that the file system writes many with one commit of its journal.
//!
//! Invariant: a partition that was handed over is flushed, however many wait before it, also while the broker closes.

use std::collections::VecDeque;
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};

use parking_lot::{Condvar, Mutex};
use partition::Partition;

/// So many flushes wait for the disk at once. Beyond it more threads gain nothing: the journal is the limit.
const THREADS_MAX: usize = 16;

/// Told of a panic.
type OnPanic = Arc<dyn Fn() + Send + Sync>;

pub struct Flusher {
    shared: Arc<Shared>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
    on_panic: OnPanic,
}

#[derive(Default)]
struct Queue {
    due: VecDeque<Arc<Partition>>,
    waiting_threads: usize,
    thread_count: usize,
    held: bool,
    stopping: bool,
}

/// While it lives no flush begins.
pub struct FlushesHeld(Arc<Shared>);

impl Flusher {
    pub fn new(on_panic: OnPanic) -> Flusher {
        let shared = Shared { queue: Mutex::default(), changed: Condvar::new(), on_panic };
        Flusher { shared: Arc::new(shared), threads: Mutex::default() }
    }

    /// Flushes soon, and again while the partition asks for it. After `stop` it does nothing: closing a partition
    /// flushes it.
    pub fn flush(&self, partition: &Arc<Partition>) {
        let mut queue = self.shared.queue.lock();
        if queue.stopping {
            return;
        }
        queue.due.push_back(Arc::clone(partition));
        let needs_thread = queue.due.len() > queue.waiting_threads && queue.thread_count < THREADS_MAX;
        queue.thread_count += usize::from(needs_thread);
        drop(queue);
        self.shared.changed.notify_one();
        if needs_thread {
            self.start_thread();
        }
    }

    /// For whoever must see what happens before a flush.
    pub fn hold(&self) -> FlushesHeld {
        self.shared.queue.lock().held = true;
        FlushesHeld(Arc::clone(&self.shared))
    }

    /// Flushes what was handed over and ends the threads. Must not be called from one of them.
    pub fn stop(&self) {
        self.shared.queue.lock().stopping = true;
        self.shared.changed.notify_all();
        for thread in std::mem::take(&mut *self.threads.lock()) {
            // A panic inside was caught and told; the thread itself ends without one.
            let _ = thread.join();
        }
    }

    fn start_thread(&self) {
        let shared = Arc::clone(&self.shared);
        match Builder::new().name("millrace-flush".to_owned()).spawn(move || shared.serve()) {
            Ok(thread) => self.threads.lock().push(thread),
            Err(_) => self.shared.without_thread(),
        }
    }
}

impl Shared {
    fn serve(&self) {
        while let Some(partition) = self.next() {
            let flushing = std::panic::AssertUnwindSafe(|| flush(&partition));
            match std::panic::catch_unwind(flushing) {
                Ok(true) => self.queue.lock().due.push_back(partition),
                Ok(false) => {}
                Err(_) => (self.on_panic)(),
            }
        }
    }

    /// None: the thread is to end.
    fn next(&self) -> Option<Arc<Partition>> {
        let mut queue = self.queue.lock();
        loop {
            if !queue.held
                && let Some(partition) = queue.due.pop_front()
            {
                return Some(partition);
            }
            if queue.stopping {
                return None;
            }
            queue.waiting_threads += 1;
            self.changed.wait(&mut queue);
            queue.waiting_threads -= 1;
        }
    }

    /// The system gives no more threads: those that run serve all; without any, the caller does it itself.
    fn without_thread(&self) {
        let alone = {
            let mut queue = self.queue.lock();
            queue.thread_count -= 1;
            if queue.thread_count > 0 { VecDeque::new() } else { std::mem::take(&mut queue.due) }
        };
        for partition in alone {
            while flush(&partition) {}
        }
    }
}

/// Whether the partition is to be flushed again. A failure has taken it out of service, which it tells itself.
fn flush(partition: &Partition) -> bool {
    partition.flush_requested().unwrap_or(false)
}

impl Drop for FlushesHeld {
    fn drop(&mut self) {
        self.0.queue.lock().held = false;
        self.0.changed.notify_all();
    }
}
