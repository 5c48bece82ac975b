//! The files of a cleaned segment and their names: `.cleaned` while it is written, `.swap` from when it counts on,
//! then none.
//!
//! Invariant: dropped before they were named `.swap`, they are gone; afterwards only `Log::swap_in`, or opening the
//! log, decides about them. Source: Kafka's LogSegment.changeFileSuffixes.

use crate::atomic_file::{remove, sync_folder};
use crate::error::{StorageError, failed};
use crate::file_names::{self, CLEANED, LOG, OFFSET_INDEX, SWAP, TIME_INDEX, TRANSACTION_INDEX};
use crate::storage::Folder;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;

/// The log file last: until it has the new name too, the rest of the files shows that the naming was interrupted.
const SUFFIXES: [&str; 4] = [OFFSET_INDEX, TIME_INDEX, TRANSACTION_INDEX, LOG];

#[derive(Debug)]
pub(crate) struct CleanedFiles {
    pub(crate) folder: Arc<Folder>,
    pub(crate) base_offset: i64,
    counts: bool,
}

impl CleanedFiles {
    pub(super) fn new(folder: &Arc<Folder>, base_offset: i64) -> Self {
        Self { folder: Arc::clone(folder), base_offset, counts: false }
    }

    /// Names them `.swap`, also on the disk.
    pub(super) fn decide(&mut self) -> Result<(), StorageError> {
        // Those that are still `.cleaned` after power loss must be seen to be so.
        sync_folder(self.folder.disk(), &self.folder)?;
        SUFFIXES.iter().try_for_each(|suffix| self.rename(suffix, CLEANED, SWAP))?;
        self.counts = true;
        sync_folder(self.folder.disk(), &self.folder)
    }

    /// Takes files away again that were named `.swap`.
    pub(super) fn discard(&self) -> Result<(), StorageError> {
        SUFFIXES.iter().rev().try_for_each(|suffix| remove(self.folder.disk(), &self.path(suffix, SWAP)))
    }

    /// Gives them the names that they keep; the log file first, as indexes without one are leftovers.
    pub(super) fn settle(&self) -> Result<(), StorageError> {
        SUFFIXES.iter().rev().try_for_each(|suffix| self.rename(suffix, SWAP, ""))
    }

    fn rename(&self, suffix: &str, from: &str, to: &str) -> Result<(), StorageError> {
        let (path, target) = (self.path(suffix, from), self.path(suffix, to));
        match self.folder.disk().rename(&path, &target) {
            // Most segments have no aborted transactions.
            Err(error) if suffix == TRANSACTION_INDEX && error.kind() == ErrorKind::NotFound => Ok(()),
            renamed => renamed.map_err(failed("renaming a cleaned file to", &target)),
        }
    }

    pub(super) fn path(&self, suffix: &str, state: &str) -> PathBuf {
        file_names::path(&self.folder, self.base_offset, &format!("{suffix}{state}"))
    }
}

impl Drop for CleanedFiles {
    fn drop(&mut self) {
        if !self.counts {
            // What cannot be removed now is removed when the log is opened; the log file first shows it unfinished.
            SUFFIXES.iter().rev().for_each(|suffix| drop(remove(self.folder.disk(), &self.path(suffix, SWAP))));
            SUFFIXES.iter().for_each(|suffix| drop(remove(self.folder.disk(), &self.path(suffix, CLEANED))));
        }
    }
}
