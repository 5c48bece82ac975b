//! The I/O threads of the process, shared by all brokers in it. Each is a current-thread tokio runtime that owns the
//! connections given to it: the thread that reads a request performs it and writes its reply.
//!
//! Invariant: the threads live as long as the process; a broker that closes ends its tasks, never the threads.

use std::future::Future;
use std::io;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use parking_lot::Mutex;
use tokio::runtime::{Builder, Handle};

use crate::wake_list::WakeList;

pub struct IoThread {
    handle: Handle,
    connections: AtomicUsize,
}

/// One connection counted on its thread; the count falls when this is dropped.
pub struct ConnectionCount(&'static IoThread);

impl Drop for ConnectionCount {
    fn drop(&mut self) {
        self.0.connections.fetch_sub(1, Ordering::Relaxed);
    }
}

impl IoThread {
    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.handle.spawn(task);
    }

    pub fn count_connection(&'static self) -> ConnectionCount {
        self.connections.fetch_add(1, Ordering::Relaxed);
        ConnectionCount(self)
    }
}

static THREADS: OnceLock<Vec<IoThread>> = OnceLock::new();
/// Held while the threads start, so that brokers which start at the same moment share them.
static STARTING: Mutex<()> = Mutex::new(());

/// The threads of this process. The first caller decides how many; `count` 0 means one per core.
pub fn io_threads(count: usize) -> io::Result<&'static [IoThread]> {
    let _starting = STARTING.lock();
    if let Some(threads) = THREADS.get() {
        return Ok(threads);
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let wanted = if count == 0 { cores } else { count };
    let started = (0..wanted).map(start).collect::<io::Result<Vec<_>>>()?;
    Ok(THREADS.get_or_init(|| started))
}

pub fn least_loaded(threads: &'static [IoThread]) -> Option<&'static IoThread> {
    threads.iter().min_by_key(|thread| thread.connections.load(Ordering::Relaxed))
}

fn start(index: usize) -> io::Result<IoThread> {
    let runtime = Builder::new_current_thread().enable_io().enable_time().build()?;
    let handle = runtime.handle().clone();
    std::thread::Builder::new()
        .name(format!("millrace-io-{index}"))
        .spawn(move || runtime.block_on(WakeList::of_thread().serve()))?;
    Ok(IoThread { handle, connections: AtomicUsize::new(0) })
}
