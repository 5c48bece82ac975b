//! One broker's data plane: what its connections, its background workers and the control plane share.
//!
//! Invariant: after `fail` (a bug of ours) nothing more is acknowledged: connections end and the control plane is told.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use arc_swap::ArcSwap;
use log::storage::Folder;
use log::{DirectoryIdentity, StorageError};
use parking_lot::Mutex;
use partition::Partition;
use tokio::sync::Notify;

use crate::acceptor;
use crate::api_table::ApiTable;
use crate::background::Background;
use crate::buffer_budget::BufferBudget;
use crate::cleaner::{CleanerSettings, LogCleaner};
use crate::connections::Connections;
use crate::control_append::CommitWaits;
use crate::directories::{Directories, Directory};
use crate::fetch::FetchSessions;
use crate::file_handles;
use crate::flusher::Flusher;
use crate::io_threads::{IoThread, io_threads};
use crate::limits::{FETCH_SESSION_BYTES_MAX, Limits};
use crate::mailbox::{Doorbell, LogLevel, Mailbox};
use crate::markers::MarkerQueue;
use crate::mover::Mover;
use crate::rounds::Rounds;
use crate::topics::{Topic, Topics};

const TICK_INTERVAL: Duration = Duration::from_secs(1);
/// How long `close` waits for connections to end before it closes the partitions under them.
const CONNECTIONS_END_WITHIN: Duration = Duration::from_secs(5);

pub struct BrokerOptions {
    /// `log.dirs`; the first one holds the metadata log.
    pub log_dirs: Vec<Folder>,
    pub identity: DirectoryIdentity,
    pub limits: Limits,
    /// `millrace.io.threads`; 0: one per core. The first broker of the process decides.
    pub io_thread_count: usize,
    /// Threads for recovery, flushing and housekeeping (`num.recovery.threads.per.data.dir`, at least 1).
    pub worker_count: usize,
    /// `log.flush.offset.checkpoint.interval.ms`
    pub checkpoint_interval_ms: u64,
    /// The first one after a start (`log.initial.task.delay.ms`).
    pub first_checkpoint_after_ms: u64,
    /// `log.retention.check.interval.ms`
    pub retention_check_interval_ms: u64,
    /// The first one after a start (`log.initial.task.delay.ms`).
    pub first_retention_check_after_ms: u64,
    pub cleaner: CleanerSettings,
}

/// Why a broker did not start or listen: one sentence for the operator.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error("threads cannot be started: {0}")]
    Threads(io::Error),
    #[error("cannot listen on {host}:{port}: {error}")]
    Listen { host: String, port: u16, error: io::Error },
}

pub struct Broker {
    pub limits: Limits,
    /// `transaction.partition.verification.enable`, which operators change while the broker runs.
    pub verifies_partitions: AtomicBool,
    pub topics: Topics,
    pub mailbox: Mailbox,
    pub apis: ArcSwap<ApiTable>,
    pub fetch_sessions: FetchSessions,
    pub buffer_budget: BufferBudget,
    pub connections: Connections,
    pub background: Background,
    pub flusher: Flusher,
    pub(crate) mover: Mover,
    cleaner: LogCleaner,
    pub(crate) commit_waits: CommitWaits,
    pub(crate) marker_queue: MarkerQueue,
    pub directories: Directories,
    pub(crate) io_threads: &'static [IoThread],
    pub(crate) closing: AtomicBool,
    failed: AtomicBool,
    stop_listening: Notify,
    /// How many sockets listen.
    listeners: Arc<AtomicUsize>,
    pub(crate) retention_rounds: Rounds,
    checkpoint_rounds: Rounds,
    /// How far this broker's time is ahead of the machine's.
    pub(crate) clock_shift_ms: AtomicI64,
}

impl Broker {
    /// Opens and locks the log directory and starts the threads. Nothing is served before `listen`.
    pub fn start(options: BrokerOptions, doorbell: Box<dyn Doorbell>) -> Result<Arc<Broker>, StartError> {
        file_handles::share_out();
        let (directories, damage) = Directories::open(&options.log_dirs, &options.identity)?;
        let io_threads = io_threads(options.io_thread_count).map_err(StartError::Threads)?;
        let failing = Arc::new(Mutex::new(None::<std::sync::Weak<Broker>>));
        let running = {
            let failing = Arc::clone(&failing);
            move || failing.lock().as_ref().and_then(std::sync::Weak::upgrade)
        };
        let on_panic = {
            let running = running.clone();
            Arc::new(move || {
                if let Some(broker) = running() {
                    broker.fail("background work ended in a bug; see the panic message on standard error");
                }
            })
        };
        let on_trouble = Arc::new(move |error: &StorageError| {
            if let Some(broker) = running() {
                let line =
                    format!("until the next start durable partitions are flushed one by one, more slowly: {error}");
                broker.mailbox.log(LogLevel::Error, &line);
            }
        });
        let journal_file_bytes_max = options.limits.journal_file_bytes_max;
        let groups = directories.all().iter().map(|directory| directory.group_flush(journal_file_bytes_max)).collect();
        let background =
            Background::start(options.worker_count.max(1), on_panic.clone()).map_err(StartError::Threads)?;
        let seed = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |since| since.subsec_nanos());
        let broker = Arc::new(Broker {
            topics: Topics::default(),
            mailbox: Mailbox::new(doorbell, options.limits.mailbox_bytes_max),
            apis: ArcSwap::default(),
            fetch_sessions: FetchSessions::new(options.limits.fetch_sessions_max, FETCH_SESSION_BYTES_MAX, seed),
            buffer_budget: BufferBudget::new(options.limits.buffered_bytes_max),
            connections: Connections::default(),
            background,
            flusher: Flusher::new(groups, on_panic.clone(), on_trouble),
            mover: Mover::default(),
            cleaner: LogCleaner::new(options.cleaner),
            commit_waits: CommitWaits::default(),
            marker_queue: MarkerQueue::default(),
            directories,
            io_threads,
            closing: AtomicBool::new(false),
            failed: AtomicBool::new(false),
            stop_listening: Notify::new(),
            listeners: Arc::default(),
            retention_rounds: Rounds::new(
                Duration::from_millis(options.retention_check_interval_ms),
                Duration::from_millis(options.first_retention_check_after_ms),
            ),
            checkpoint_rounds: Rounds::new(
                Duration::from_millis(options.checkpoint_interval_ms.max(1)),
                Duration::from_millis(options.first_checkpoint_after_ms.max(1)),
            ),
            clock_shift_ms: AtomicI64::new(0),
            limits: options.limits,
            verifies_partitions: AtomicBool::new(true),
        });
        *failing.lock() = Some(Arc::downgrade(&broker));
        broker.directories.listen(&broker);
        for text in damage {
            broker.mailbox.log(LogLevel::Warn, &text);
        }
        let ticked = Arc::downgrade(&broker);
        let tick = move || {
            if let Some(broker) = ticked.upgrade() {
                broker.tick();
            }
        };
        broker.background.tick_every(TICK_INTERVAL, tick, on_panic).map_err(StartError::Threads)?;
        broker.cleaner.start(&Arc::downgrade(&broker)).map_err(StartError::Threads)?;
        Ok(broker)
    }

    /// Serves clients on `host:port`; returns the port that was bound.
    pub fn listen(self: &Arc<Self>, host: &str, port: u16) -> Result<u16, StartError> {
        let failed = |error| StartError::Listen { host: host.to_owned(), port, error };
        let listener = acceptor::bind(host, port).map_err(failed)?;
        let bound = listener.local_addr().map_err(failed)?.port();
        if let Some(thread) = self.io_threads.first() {
            let listening = acceptor::Listening::new(&self.listeners);
            thread.spawn(acceptor::accept(Arc::clone(self), listener, listening));
        }
        Ok(bound)
    }

    /// Resolves when the broker accepts no more connections.
    pub async fn stopped_listening(&self) {
        let notified = self.stop_listening.notified();
        if !self.is_ending() {
            notified.await;
        }
    }

    pub fn now_ms(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let shift_ms = self.clock_shift_ms.load(Ordering::Relaxed);
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX).saturating_add(shift_ms)
    }

    /// A bug of ours: stop acknowledging, say so, and let the control plane stop the broker.
    pub fn fail(&self, what: &str) {
        if !self.failed.swap(true, Ordering::AcqRel) {
            self.stop_listening.notify_waiters();
            self.connections.close_all();
            self.mailbox.fatal(what);
        }
    }

    pub fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Acquire)
    }

    fn is_ending(&self) -> bool {
        self.has_failed() || self.closing.load(Ordering::Acquire)
    }

    /// Ends connections, closes every partition, writes the checkpoints and the clean-shutdown marker, unlocks the
    /// directory. Blocks; call it from a thread of its own. Calling it again does nothing.
    pub fn close(&self) -> Result<(), StorageError> {
        if self.closing.swap(true, Ordering::AcqRel) {
            return Ok(());
        }
        let outcome = self.close_all();
        for opened in self.directories.all().iter().filter_map(|directory| directory.opened()) {
            opened.log.unlock();
        }
        outcome
    }

    fn close_all(&self) -> Result<(), StorageError> {
        self.stop_listening.notify_waiters();
        self.connections.close_all();
        let deadline = Instant::now() + CONNECTIONS_END_WITHIN;
        let served = || self.connections.count() > 0 || self.listeners.load(Ordering::Acquire) > 0;
        while served() && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(1));
        }
        self.cleaner.stop();
        self.background.stop();
        self.mover.stop();
        self.flusher.stop();
        let partitions = self.topics.clear();
        let unclean = self.close_partitions(&partitions);
        for directory in self.directories.all() {
            let Some(opened) = directory.online() else { continue };
            opened.checkpoints.write(&opened.log, || in_directory(&partitions, directory.index))?;
            if !self.has_failed() && !unclean.contains(&directory.index) {
                opened.log.mark_clean()?;
            }
        }
        Ok(())
    }

    fn tick(&self) {
        let now_ms = self.now_ms();
        for topic in self.topics.all() {
            for partition in topic.partitions() {
                // A storage failure takes the partition offline, which its clients are told.
                let _ = partition.tick(now_ms);
                if partition.take_flush_by_age(now_ms) {
                    self.flusher.flush(partition);
                }
            }
        }
        self.enforce_retention();
        if let Some(_round) = self.checkpoint_rounds.begin() {
            self.write_checkpoints();
        }
    }

    /// A failure is the operator's to hear of: the next start only has more to scan. Closing writes them itself, last.
    pub(crate) fn write_checkpoints(&self) {
        for directory in self.directories.all() {
            self.write_checkpoints_of(directory);
        }
    }

    pub(crate) fn write_checkpoints_of(&self, directory: &Directory) {
        let Some(opened) = directory.online() else { return };
        if self.closing.load(Ordering::Acquire) {
            return;
        }
        if let Err(error) = opened.checkpoints.write(&opened.log, || in_directory(&self.open_now(), directory.index)) {
            self.mailbox.log(LogLevel::Error, &error.to_string());
            self.storage_fault(directory.index, &error.to_string());
        }
    }

    /// Other settings for the cleaner, from its next cleaning on.
    pub fn configure_cleaner(self: &Arc<Self>, settings: CleanerSettings) {
        if let Err(error) = self.cleaner.configure(settings, &Arc::downgrade(self)) {
            self.mailbox.log(LogLevel::Error, &format!("cleaner threads cannot be started: {error}"));
        }
    }

    /// A failure is the operator's to hear of: after a restart more is cleaned again.
    pub(crate) fn set_cleaned_to(&self, partition: &Arc<Partition>, offset: i64) {
        let name = (&**partition.topic(), partition.partition());
        let is_open = || {
            let topic = self.topics.any_by_name(name.0);
            topic.as_ref().and_then(|topic| topic.partition(name.1)).is_some_and(|open| Arc::ptr_eq(open, partition))
        };
        let Some(opened) = self.directories.get(partition.directory()).and_then(|directory| directory.online()) else {
            return;
        };
        if let Err(error) = opened.checkpoints.set_cleaned_to(&opened.log, name, offset, is_open) {
            self.mailbox.log(LogLevel::Error, &error.to_string());
        }
    }

    /// Up to where the cleaner has come in a partition, by the checkpoint of its directory.
    pub(crate) fn cleaned_to(&self, partition: &Partition) -> Option<i64> {
        let opened = self.directories.get(partition.directory())?.opened()?;
        opened.checkpoints.cleaned_to(partition.topic(), partition.partition())
    }

    pub(crate) fn compacted_now(&self) -> Vec<Arc<Partition>> {
        let of_topic = |topic: &Arc<Topic>| topic.partitions().filter(|open| open.is_compacted()).cloned().collect();
        self.topics.all().iter().flat_map(|topic| -> Vec<_> { of_topic(topic) }).collect()
    }

    pub(crate) fn open_now(&self) -> Vec<Arc<Partition>> {
        self.topics.all().iter().flat_map(|topic| topic.partitions().cloned().collect::<Vec<_>>()).collect()
    }
}

fn in_directory(partitions: &[Arc<Partition>], index: usize) -> Vec<Arc<Partition>> {
    partitions.iter().filter(|partition| partition.directory() == index).cloned().collect()
}
