//! Partition folders that no topic has: left of one that was deleted, or that lives in another directory by now.
//! Called by `control` at the end of the start, and where opening a partition meets the folder of another topic.
//!
//! Invariant: nothing is removed; the folder gets a name that Kafka and we pass over, as Kafka does with strays.

use std::collections::HashMap;
use std::sync::Arc;

use log::StorageError;

use crate::broker::Broker;
use crate::control::PartitionFailure;
use crate::directories::{Directory, Opened};
use crate::mailbox::LogLevel;

/// How many partitions each topic has that is known.
pub type PartitionCounts = HashMap<String, i32>;

impl Broker {
    /// Of the folders that the start found, sets those aside that hold no partition of a known topic, on a worker; `done`
    /// hears of those that it could not.
    /// A topic that gets its name later must not find one: whose it was may not have reached the disk.
    pub fn set_strays_aside(
        self: &Arc<Self>,
        known: PartitionCounts,
        done: impl FnOnce(Vec<PartitionFailure>) + Send + 'static,
    ) {
        let broker = Arc::clone(self);
        self.background.run(move || {
            let failures = broker.directories.all().iter().flat_map(|directory| broker.strays_of(directory, &known));
            done(failures.collect());
        });
    }

    fn strays_of(&self, directory: &Directory, known: &PartitionCounts) -> Vec<PartitionFailure> {
        let Some(opened) = directory.online() else { return Vec::new() };
        let (mut count, mut failures) = (0, Vec::new());
        for folder in opened.take_found() {
            let is_known = known.get(&folder.topic).is_some_and(|count| folder.partition < *count);
            let topic = self.topics.any_by_name(&folder.topic);
            if is_known || topic.is_some_and(|topic| topic.partition(folder.partition).is_some()) {
                continue;
            }
            count += 1;
            if let Err(error) = self.set_stray_aside(directory, opened, &folder.topic, folder.partition) {
                failures.push(PartitionFailure::storage(
                    (folder.topic, folder.partition),
                    self.open_failed(directory, &error),
                ));
            }
        }
        if count > 0 {
            self.write_checkpoints_of(directory);
        }
        failures
    }

    /// Of a partition that could not be deleted, because it was never opened, or by an error of the disk.
    pub(crate) fn set_remains_aside(&self, topic: &str, partition: i32) -> Result<(), StorageError> {
        for directory in self.directories.all() {
            let Some(opened) = directory.online() else { continue };
            let folder = opened.log.partition_folder(topic, partition);
            if folder.disk().facts(&folder).is_ok() {
                self.set_stray_aside(directory, opened, topic, partition)?;
            }
        }
        Ok(())
    }

    fn set_stray_aside(
        &self,
        directory: &Directory,
        opened: &Opened,
        topic: &str,
        partition: i32,
    ) -> Result<(), StorageError> {
        self.set_aside(opened, topic, partition, "belongs to no topic")?;
        self.directories.forget_folder(topic, partition, directory.index);
        Ok(())
    }

    /// `what`: how the operator is told why.
    pub(crate) fn set_aside(
        &self,
        opened: &Opened,
        topic: &str,
        partition: i32,
        what: &str,
    ) -> Result<(), StorageError> {
        let folder = opened.log.partition_folder(topic, partition);
        let aside = log::set_aside(&folder)?;
        opened.checkpoints.forget(topic, partition);
        let (folder, aside) = (folder.display(), aside.display());
        let line = format!("{folder} {what} and is now {aside}; remove that to free its space");
        self.mailbox.log(LogLevel::Warn, &line);
        Ok(())
    }
}
