//! What a storage fault of one partition means for the log directory under it: where the directory can no longer be
//! written, all its partitions go offline, and where no directory is left, the broker stops, as Apache Kafka does.
//!
//! Faults come from partitions, under their locks, and are looked at on the background workers.
//! Invariant: of a directory that goes offline the operator hears once, in one line.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Arc, Weak};

use log::StorageError;
use parking_lot::Mutex;
use partition::FaultListener;

use crate::broker::Broker;
use crate::directories::Directory;
use crate::limits::DAMAGED_FILES_TOLD_MAX;
use crate::mailbox::LogLevel;
use crate::topics::METADATA_TOPIC;

/// The ear of one directory.
pub(crate) struct DirectoryFaults {
    index: usize,
    broker: Weak<Broker>,
    /// Each is told once, however often it is read.
    damaged: Mutex<HashSet<PathBuf>>,
}

impl DirectoryFaults {
    pub(crate) fn listener(index: usize, broker: &Arc<Broker>) -> Arc<dyn FaultListener> {
        Arc::new(DirectoryFaults { index, broker: Arc::downgrade(broker), damaged: Mutex::default() })
    }
}

impl FaultListener for DirectoryFaults {
    fn partition_failed(&self, error: &StorageError) {
        let Some(broker) = self.broker.upgrade() else { return };
        let (index, reason, worker) = (self.index, error.to_string(), Arc::clone(&broker));
        broker.background.run(move || {
            worker.mailbox.log(LogLevel::Error, &format!("a partition is offline: {reason}"));
            worker.storage_fault(index, &reason);
        });
    }

    fn damage_found(&self, damage: &StorageError) {
        let (Some(broker), StorageError::Corrupt { path, .. }) = (self.broker.upgrade(), damage) else { return };
        let mut damaged = self.damaged.lock();
        if damaged.len() < DAMAGED_FILES_TOLD_MAX && damaged.insert(path.clone()) {
            broker.mailbox.log(LogLevel::Error, &format!("some records cannot be read: {damage}"));
        }
    }
}

impl Broker {
    /// Something in the directory failed for this reason. May block.
    pub(crate) fn storage_fault(&self, index: usize, reason: &str) {
        let Some(directory) = self.directories.get(index) else { return };
        let Some(opened) = directory.online() else { return };
        if let Err(error) = opened.log.probe()
            && directory.fail(&error.to_string())
        {
            self.directory_failed(directory, reason);
        }
    }

    fn directory_failed(&self, directory: &Directory, reason: &str) {
        let open = self.open_now();
        let (gone, left): (Vec<_>, Vec<_>) =
            open.iter().partition(|partition| partition.directory() == directory.index);
        for partition in &gone {
            partition.stop_offline(reason);
        }
        let path = directory.folder.display();
        self.mailbox.log(
            LogLevel::Error,
            &format!("log directory {path} is offline and with it {} partitions: {reason}", gone.len()),
        );
        let metadata_is_left = left.iter().any(|partition| &**partition.topic() == METADATA_TOPIC);
        if !self.directories.any_online() {
            self.fail(&format!("all log directories are offline, the last one was {path}: {reason}"));
        } else if !metadata_is_left {
            self.fail(&format!("the log directory of the metadata log, {path}, is offline: {reason}"));
        } else if let Some(id) = directory.id() {
            self.mailbox.directory_failed(&id.to_string());
        }
    }
}
