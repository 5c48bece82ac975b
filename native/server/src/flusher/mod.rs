//! Threads that do nothing but flush partitions: what replies wait for where `flush.messages` is small. Fed by the
//! I/O threads, the control plane's appends and the tick.
//!
//! ```text
//!   due ───► two threads, each takes all that waits ──► one partition: its own files are flushed
//!                                                   └─► several: a round in the journal of their log directory
//!   alone ─► many threads, one by one: what a round does not take, and what is in a file of the journal that is full
//! ```
//! A partition is in one round at a time; all that its producers append meanwhile goes into its next one.
//!
//! Invariant: a partition that was handed over is flushed, however many wait before it, also while the broker closes.

mod queue;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{Builder, JoinHandle};

use log::StorageError;
use parking_lot::{Condvar, Mutex, MutexGuard};
use partition::{GroupFlush, Partition, Settling};

use self::queue::{Alone, Kind, Left, Queue, Settles, Work};
use crate::limits::ROUNDS_AT_ONCE_MAX;
use crate::topics::METADATA_TOPIC;

/// So many partitions are flushed one by one at a time. Beyond it more threads gain nothing: the file system is the limit.
const ALONE_AT_ONCE_MAX: usize = 16;

/// Told of a panic.
type OnPanic = Arc<dyn Fn() + Send + Sync>;
/// Told why the journal of a log directory is used no more.
type OnTrouble = Arc<dyn Fn(&StorageError) + Send + Sync>;

pub struct Flusher(Arc<Shared>);

struct Shared {
    queue: Mutex<Queue>,
    /// Something is due, or alone, or it is time to end.
    due_came: Condvar,
    alone_came: Condvar,
    threads: Mutex<Vec<JoinHandle<()>>>,
    /// Of each log directory; None: its partitions are flushed one by one.
    groups: Vec<Option<GroupFlush>>,
    on_panic: OnPanic,
    on_trouble: OnTrouble,
}

/// While it lives no flush begins.
pub struct FlushesHeld(Arc<Shared>);

impl Flusher {
    /// `groups`: of each log directory, where there is one.
    pub fn new(groups: Vec<Option<GroupFlush>>, on_panic: OnPanic, on_trouble: OnTrouble) -> Flusher {
        let queue = Queue { numbers: (0..ROUNDS_AT_ONCE_MAX).collect(), ..Queue::default() };
        let (queue, threads) = (Mutex::new(queue), Mutex::default());
        let (due_came, alone_came) = (Condvar::new(), Condvar::new());
        Flusher(Arc::new(Shared { queue, due_came, alone_came, threads, groups, on_panic, on_trouble }))
    }

    /// Flushes soon, and again while the partition asks for it. After `stop` it does nothing: closing a partition
    /// flushes it.
    pub fn flush(&self, partition: &Arc<Partition>) {
        let mut queue = self.0.queue.lock();
        if queue.stopping {
            return;
        }
        // A start looks at this one before it may put anything back from a journal.
        if **partition.topic() == *METADATA_TOPIC {
            queue.alone.push_front(Alone { partition: Arc::clone(partition), settles: None });
            return self.0.call(queue, (0, 1));
        }
        queue.due.push_back(Arc::clone(partition));
        self.0.call(queue, (1, 0));
    }

    /// For whoever must see what happens before a flush.
    pub fn hold(&self) -> FlushesHeld {
        self.0.queue.lock().held = true;
        FlushesHeld(Arc::clone(&self.0))
    }

    /// Flushes what was handed over and ends the threads. Must not be called from one of them.
    pub fn stop(&self) {
        self.0.queue.lock().stopping = true;
        self.0.wake_all();
        loop {
            let threads = std::mem::take(&mut *self.0.threads.lock());
            if threads.is_empty() {
                break;
            }
            for thread in threads {
                // A panic inside was caught and told; the thread itself ends without one.
                let _ = thread.join();
            }
        }
        self.0.groups.iter().flatten().for_each(GroupFlush::close);
    }
}

impl Shared {
    fn serve(self: &Arc<Self>, kind: Kind) {
        while let Some(work) = self.next(kind) {
            let left = self.perform(kind, work);
            if left.again.is_empty() && left.alone.is_empty() {
                continue;
            }
            // What is due again this thread takes itself, if it is of that kind.
            let called = (usize::from(matches!(kind, Kind::Alone) && !left.again.is_empty()), left.alone.len());
            let mut queue = self.queue.lock();
            queue.put(left);
            self.call(queue, called);
        }
    }

    /// None: the thread is to end.
    fn next(&self, kind: Kind) -> Option<Work> {
        let mut queue = self.queue.lock();
        loop {
            if let Some(work) = queue.take(kind) {
                return Some(work);
            }
            if queue.stopping {
                queue.leave(kind);
                return None;
            }
            queue.crew(kind).waiting += 1;
            match kind {
                Kind::Rounds(_) => self.due_came.wait(&mut queue),
                Kind::Alone => self.alone_came.wait(&mut queue),
            }
            queue.crew(kind).waiting -= 1;
        }
    }

    /// Sees to it that so many threads of each kind look into the queue. Those who are at work look when they are ready.
    fn call(self: &Arc<Self>, mut queue: MutexGuard<'_, Queue>, (due, alone): (usize, usize)) {
        let (woken_rounds, started_rounds) = queue.rounds.called(due, ROUNDS_AT_ONCE_MAX);
        let (woken_alone, started_alone) = queue.alones.called(alone, ALONE_AT_ONCE_MAX);
        let numbers: Vec<usize> = (0..started_rounds).filter_map(|_| queue.numbers.pop()).collect();
        drop(queue);
        (0..woken_rounds).for_each(|_| _ = self.due_came.notify_one());
        (0..woken_alone).for_each(|_| _ = self.alone_came.notify_one());
        numbers.into_iter().for_each(|number| self.start_thread(Kind::Rounds(number)));
        (0..started_alone).for_each(|_| self.start_thread(Kind::Alone));
    }

    fn wake_all(&self) {
        self.due_came.notify_all();
        self.alone_came.notify_all();
    }

    fn start_thread(self: &Arc<Self>, kind: Kind) {
        let shared = Arc::clone(self);
        match Builder::new().name("millrace-flush".to_owned()).spawn(move || shared.serve(kind)) {
            Ok(thread) => self.threads.lock().push(thread),
            Err(_) => self.without_thread(kind),
        }
    }

    /// The system gives no more threads: those of the kind that run serve all; without any, the caller does it itself.
    fn without_thread(&self, kind: Kind) {
        self.queue.lock().leave(kind);
        while let Some(work) = self.work_of_nobody(kind) {
            let left = self.perform(kind, work);
            self.queue.lock().put(left);
        }
        self.wake_all();
    }

    fn work_of_nobody(&self, kind: Kind) -> Option<Work> {
        let mut queue = self.queue.lock();
        if queue.crew(kind).count > 0 {
            return None;
        }
        queue.take(kind).or_else(|| if queue.alones.count > 0 { None } else { queue.take(Kind::Alone) })
    }

    fn perform(&self, kind: Kind, work: Work) -> Left {
        let performing = std::panic::AssertUnwindSafe(|| match work {
            Work::Due { partitions, is_group } => {
                let number = if let Kind::Rounds(number) = kind { number } else { 0 };
                self.flush_due(number, partitions, is_group)
            }
            Work::Alone(Alone { partition, settles: Some(settles) }) => {
                self.settle(&partition, &settles);
                Left::default()
            }
            Work::Alone(Alone { partition, settles: None }) => {
                Left { again: flush_each(vec![partition]), alone: Vec::new() }
            }
        });
        std::panic::catch_unwind(performing).unwrap_or_else(|_| {
            (self.on_panic)();
            Left::default()
        })
    }

    fn flush_due(&self, number: usize, partitions: Vec<Arc<Partition>>, is_group: bool) -> Left {
        let directory = partitions.first().map_or(0, |first| first.directory());
        let Some(Some(group)) = self.groups.get(directory).filter(|_| is_group) else {
            return Left { again: flush_each(partitions), alone: Vec::new() };
        };
        let mut flushed = group.flush(number, partitions);
        if let Some(error) = flushed.error {
            (self.on_trouble)(&error);
        }
        let mut alone: Vec<Alone> = Vec::new();
        alone.extend(flushed.alone.drain(..).map(|partition| Alone { partition, settles: None }));
        if let Some(Settling { partitions, file }) = flushed.settling {
            let left = AtomicUsize::new(partitions.len());
            let settles = Arc::new(Settles { directory, file, left, has_failed: AtomicBool::new(false) });
            let settle = |partition| Alone { partition, settles: Some(Arc::clone(&settles)) };
            alone.extend(partitions.into_iter().map(settle));
        }
        Left { again: flushed.again, alone }
    }

    fn settle(&self, partition: &Partition, settles: &Settles) {
        if partition.flush().is_err() {
            settles.has_failed.store(true, Ordering::Release);
        }
        if settles.left.fetch_sub(1, Ordering::AcqRel) == 1
            && !settles.has_failed.load(Ordering::Acquire)
            && let Some(Some(group)) = self.groups.get(settles.directory)
        {
            group.settled(settles.file);
        }
    }
}

/// Those that are to be flushed again. A failure has taken a partition out of service, which it tells itself.
fn flush_each(mut partitions: Vec<Arc<Partition>>) -> Vec<Arc<Partition>> {
    partitions.retain(|partition| partition.flush_requested().unwrap_or(false));
    partitions
}

impl Drop for FlushesHeld {
    fn drop(&mut self) {
        self.0.queue.lock().held = false;
        self.0.wake_all();
    }
}
