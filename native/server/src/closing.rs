//! The end of all partitions: their files are completed, brought to the disk and closed, several at a time.
//!
//! Where many partitions have something that is not on the disk, one flush of the whole file system replaces seven
//! flushes for each of them.
//!
//! Called by the broker's close, when nothing else uses the partitions. Invariant: a directory counts as clean only
//! where everything of each of its partitions is on the disk.

use std::collections::HashSet;
use std::sync::Arc;

use log::StorageError;
use parking_lot::Mutex;
use partition::{ClosingFlush, Partition};

use crate::broker::Broker;
use crate::directories::Directory;
use crate::limits::CLOSE_FILE_BY_FILE_MAX;
use crate::mailbox::LogLevel;

/// So many partitions are worth a thread.
const PARTITIONS_PER_THREAD_MIN: usize = 64;

impl Broker {
    /// The indexes of directories that are not to be marked clean.
    pub(crate) fn close_partitions(&self, partitions: &[Arc<Partition>]) -> HashSet<usize> {
        let unclean = Mutex::new(HashSet::new());
        for directory in self.directories.all() {
            if let Err(error) = self.flush_together(directory, partitions) {
                let line = format!("the stop is not clean, the next start checks what is not on the disk: {error}");
                self.mailbox.log(LogLevel::Error, &line);
            }
        }
        self.in_parallel(partitions, |partition| {
            let was_told = partition.failure().is_some();
            let Err(error) = partition.close() else { return };
            unclean.lock().insert(partition.directory());
            if !was_told {
                let (topic, number) = (partition.topic(), partition.partition());
                self.mailbox.log(LogLevel::Error, &format!("{topic}-{number}: {error}"));
            }
        });
        unclean.into_inner()
    }

    /// Brings the partitions of a directory to the disk at once, if they are many. A partition whose files cannot be
    /// completed is left to its close, which says so.
    fn flush_together(&self, directory: &Directory, partitions: &[Arc<Partition>]) -> Result<(), StorageError> {
        let Some(opened) = directory.online().filter(|opened| opened.log.can_sync_file_system()) else {
            return Ok(());
        };
        let here = partitions.iter().filter(|partition| partition.directory() == directory.index);
        let unflushed: Vec<_> = here.filter(|partition| !partition.is_flushed()).collect();
        if unflushed.len() <= CLOSE_FILE_BY_FILE_MAX {
            return Ok(());
        }
        let flushes: Mutex<Vec<(&Partition, ClosingFlush)>> = Mutex::default();
        self.in_parallel(&unflushed, |partition| {
            if let Ok(flush) = partition.begin_close() {
                flushes.lock().extend(flush.map(|flush| (&***partition, flush)));
            }
        });
        let flushes = flushes.into_inner();
        if let Err(error) = opened.log.sync_file_system() {
            // The kernel may have dropped pages of any of them, and another flush would not say so.
            flushes.iter().for_each(|(partition, _)| partition.stop_offline(&error.to_string()));
            return Err(error);
        }
        flushes.into_iter().for_each(|(partition, flush)| partition.all_is_flushed(flush));
        Ok(())
    }

    fn in_parallel<'a, T: Sync>(&self, items: &'a [T], act: impl Fn(&'a T) + Sync) {
        let thread_count = self.background.worker_count().min(items.len() / PARTITIONS_PER_THREAD_MIN).max(1);
        let chunk_size = items.len().div_ceil(thread_count).max(1);
        std::thread::scope(|scope| {
            for items in items.chunks(chunk_size) {
                scope.spawn(|| items.iter().for_each(&act));
            }
        });
    }
}
