//! Replicas on their way from one log directory into another (AlterReplicaLogDirs): one thread copies them one after
//! another while they serve. Asked by the binding, and at the opening of a partition whose move a stop interrupted.
//!
//! Invariant: a partition moves to one directory at a time; the control plane hears of a move once it is over, and a
//! move that failed leaves the partition where it was.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Weak};
use std::thread::{Builder, JoinHandle};

use log::StorageError;
use log::storage::Folder;
use parking_lot::{Condvar, Mutex};
use partition::{Partition, Relocated, Relocation};
use wire::ErrorCode;

use crate::broker::Broker;
use crate::describe_directories::ReplicaDescription;
use crate::directories::Directory;
use crate::mailbox::LogLevel;

/// Of a folder's name, which the future folder's must not pass.
const NAME_BYTES_MAX: usize = 255;
const FUTURE_NAME_BYTES: usize = ".-future".len() + 32;

/// A replica that is to live in the directory at this path.
pub struct ReplicaMove {
    pub topic: String,
    pub partition: i32,
    pub path: String,
}

#[derive(Default)]
pub(crate) struct Mover {
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<Moves>,
    changed: Condvar,
}

#[derive(Default)]
struct Moves {
    queue: VecDeque<Arc<Move>>,
    /// Waiting and under way.
    all: HashMap<(Arc<str>, i32), Arc<Move>>,
    stopping: bool,
}

struct Move {
    partition: Arc<Partition>,
    target: Arc<Directory>,
    /// There from the first moment on, so that a move is known after a restart.
    future: Folder,
    cancelled: AtomicBool,
    copied_bytes: AtomicU64,
    copied_to: AtomicI64,
}

impl Move {
    fn key(&self) -> (Arc<str>, i32) {
        (Arc::clone(self.partition.topic()), self.partition.partition())
    }
}

impl Broker {
    /// Begins moves, or ends those whose target is where the replica is; an error code for each.
    pub fn move_replicas(self: &Arc<Self>, moves: &[ReplicaMove]) -> Vec<ErrorCode> {
        moves.iter().map(|wanted| self.move_replica(wanted).err().unwrap_or(ErrorCode::NONE)).collect()
    }

    /// The order of the checks is that of Kafka's ReplicaManager.
    fn move_replica(self: &Arc<Self>, wanted: &ReplicaMove) -> Result<(), ErrorCode> {
        let name_bytes = format!("{}-{}", wanted.topic, wanted.partition).len();
        if name_bytes + FUTURE_NAME_BYTES > NAME_BYTES_MAX {
            return Err(ErrorCode::INVALID_TOPIC_EXCEPTION);
        }
        let target = self.directories.at_path(&wanted.path).ok_or(ErrorCode::LOG_DIR_NOT_FOUND)?;
        if target.online().is_none() {
            return Err(ErrorCode::KAFKA_STORAGE_ERROR);
        }
        let topic = self.topics.by_name(&wanted.topic);
        let partition = topic.as_ref().and_then(|topic| topic.partition(wanted.partition));
        let partition = partition.ok_or(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION)?;
        if partition.failure().is_some() {
            return Err(ErrorCode::KAFKA_STORAGE_ERROR);
        }
        self.begin_move(partition, target).map_err(|_| ErrorCode::KAFKA_STORAGE_ERROR)
    }

    /// Goes on with a move that the last stop interrupted.
    pub(crate) fn resume_move(self: &Arc<Self>, partition: &Arc<Partition>) {
        let Some(target) = self.directories.take_interrupted_move(partition.topic(), partition.partition()) else {
            return;
        };
        if let Err(error) = self.begin_move(partition, &target) {
            self.mailbox.log(LogLevel::Error, &format!("a move does not go on: {error}"));
        }
    }

    fn begin_move(self: &Arc<Self>, partition: &Arc<Partition>, target: &Arc<Directory>) -> Result<(), StorageError> {
        let Some(opened) = target.online() else { return Ok(()) };
        self.mover.begin(partition, target, &|| opened.log.create_future(partition.topic(), partition.partition()))?;
        self.mover.ensure_thread(self);
        Ok(())
    }

    fn run_move(&self, moving: &Move) {
        let partition = &moving.partition;
        let name = format!("{}-{}", partition.topic(), partition.partition());
        let from = partition.directory();
        let outcome = self.relocate(moving);
        self.mover.ended(moving);
        match outcome {
            Ok(Relocated::Stopped) => self.mover.left(moving),
            Ok(Relocated::Moved) => self.moved(partition, from, &moving.target),
            Err(error) => {
                let target = moving.target.folder.display();
                self.mailbox.log(LogLevel::Error, &format!("{name} could not be moved to {target}: {error}"));
                self.storage_fault(moving.target.index, &error.to_string());
            }
        }
    }

    fn relocate(&self, moving: &Move) -> Result<Relocated, StorageError> {
        let Some(opened) = moving.target.online() else { return Ok(Relocated::Stopped) };
        let (topic, number) = (moving.partition.topic(), moving.partition.partition());
        let relocation = Relocation {
            future: moving.future.clone(),
            live: opened.log.partition_folder(topic, number),
            directory: moving.target.index,
            faults: self.directories.listener(moving.target.index),
        };
        moving.partition.relocate(relocation, self.now_ms(), &|bytes, end_offset| {
            moving.copied_bytes.store(bytes, Ordering::Relaxed);
            moving.copied_to.store(end_offset, Ordering::Relaxed);
            !moving.cancelled.load(Ordering::Acquire)
        })
    }

    /// The checkpoints of both directories know it before the control plane does.
    fn moved(&self, partition: &Arc<Partition>, from: usize, target: &Directory) {
        let (topic, number) = (partition.topic(), partition.partition());
        self.directories.moved_over(topic, number, from, target.index);
        if let Some(opened) = self.directories.get(from).and_then(|directory| directory.online()) {
            opened.checkpoints.forget(topic, number);
        }
        self.write_checkpoints();
        if let Some(id) = target.id() {
            self.mailbox.moved(topic, number, &id.to_string());
        }
    }

    /// Replicas on their way into a directory.
    pub(crate) fn future_replicas(&self, index: usize) -> Vec<ReplicaDescription> {
        let moves = self.mover.shared.state.lock();
        let into = moves.all.values().filter(|moving| moving.target.index == index);
        into.map(|moving| ReplicaDescription {
            topic: moving.partition.topic().to_string(),
            partition: moving.partition.partition(),
            size_bytes: moving.copied_bytes.load(Ordering::Relaxed),
            offset_lag: (moving.partition.log_end_offset() - moving.copied_to.load(Ordering::Relaxed).max(0)).max(0),
            is_future: true,
        })
        .collect()
    }
}

impl Mover {
    /// A move to elsewhere that is under way ends.
    fn begin(
        &self,
        partition: &Arc<Partition>,
        target: &Arc<Directory>,
        create_future: &dyn Fn() -> Result<Folder, StorageError>,
    ) -> Result<(), StorageError> {
        let key = (Arc::clone(partition.topic()), partition.partition());
        let mut moves = self.shared.state.lock();
        if let Some(known) = moves.all.get(&key) {
            if known.target.index == target.index {
                return Ok(());
            }
            known.cancelled.store(true, Ordering::Release);
            moves.all.remove(&key);
        }
        if partition.directory() == target.index {
            return Ok(());
        }
        let moving = Arc::new(Move {
            partition: Arc::clone(partition),
            target: Arc::clone(target),
            future: create_future()?,
            cancelled: AtomicBool::new(false),
            copied_bytes: AtomicU64::new(0),
            copied_to: AtomicI64::new(0),
        });
        moves.all.insert(moving.key(), Arc::clone(&moving));
        moves.queue.push_back(moving);
        drop(moves);
        self.shared.changed.notify_one();
        Ok(())
    }

    /// A move that was stopped leaves its folder for the next start, if that is why, and else nothing.
    fn left(&self, moving: &Move) {
        let disk = moving.future.disk();
        // What cannot be done here is done by the next start, at the latest.
        let _ = if self.shared.state.lock().stopping {
            disk.create_folders(&moving.future)
        } else {
            disk.remove_folder(&moving.future)
        };
    }

    fn ended(&self, moving: &Move) {
        let mut moves = self.shared.state.lock();
        let key = moving.key();
        if moves.all.get(&key).is_some_and(|known| std::ptr::eq(Arc::as_ptr(known), moving)) {
            moves.all.remove(&key);
        }
    }

    fn ensure_thread(&self, broker: &Arc<Broker>) {
        let mut thread = self.thread.lock();
        if thread.is_some() {
            return;
        }
        let (shared, weak) = (Arc::clone(&self.shared), Arc::downgrade(broker));
        match Builder::new().name("millrace-move".to_owned()).spawn(move || serve(&shared, &weak)) {
            Ok(started) => *thread = Some(started),
            Err(error) => broker.mailbox.log(LogLevel::Error, &format!("replicas cannot be moved: {error}")),
        }
    }

    /// Ends the moves; the next start begins them anew.
    pub(crate) fn stop(&self) {
        {
            let mut moves = self.shared.state.lock();
            moves.stopping = true;
            moves.queue.clear();
            moves.all.values().for_each(|moving| moving.cancelled.store(true, Ordering::Release));
        }
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.lock().take() {
            // A panic inside was caught and told; the thread itself ends without one.
            let _ = thread.join();
        }
    }
}

fn serve(shared: &Shared, broker: &Weak<Broker>) {
    while let Some(moving) = next(shared) {
        let Some(broker) = broker.upgrade() else { return };
        if moving.cancelled.load(Ordering::Acquire) {
            broker.mover.left(&moving);
            continue;
        }
        let run = std::panic::AssertUnwindSafe(|| broker.run_move(&moving));
        if std::panic::catch_unwind(run).is_err() {
            broker.fail("moving a replica ended in a bug; see the panic message on standard error");
        }
    }
}

/// None: the thread is to end.
fn next(shared: &Shared) -> Option<Arc<Move>> {
    let mut moves = shared.state.lock();
    loop {
        if moves.stopping {
            return None;
        }
        if let Some(moving) = moves.queue.pop_front() {
            return Some(moving);
        }
        shared.changed.wait(&mut moves);
    }
}
