//! A journal of one log directory: what many partitions have appended goes to the disk with one flush, and into their own
//! files when the system or a later flush writes them. Written by the group flush of the crate `partition`; what a power
//! loss took from the segments is put back from it by `journal_replay`, before any log is opened.
//!
//! ```text
//!   .millrace_journal_0, .millrace_journal_1      taken in turns, removed by a clean stop
//! ```
//! Invariant: a file is written over only once everything in it is on the disk in its partition, by the word of whoever
//! calls `settled`; rounds of one file carry one generation, and a reader stops at the first that is another's or torn.

use crate::atomic_file::{self, sync_folder};
use crate::error::{StorageError, failed, failed_at};
use crate::journal_round::{Entry, Round, turn};
use crate::storage::{File, Folder, FolderEntry};
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;

pub(crate) const NAMES: [&str; 2] = [".millrace_journal_0", ".millrace_journal_1"];
/// Zeros ahead of what is written: a flush that neither moves the end of the file nor takes blocks needs no commit of the
/// file system's own journal.
const ZEROS_AHEAD_BYTES: usize = 128 << 10;

/// The writer. Its files come into being with the first round.
pub struct Journal {
    folder: Folder,
    file_bytes_max: u64,
    /// So many may flush at a time.
    flusher_count: usize,
    files: [Option<JournalFile>; 2],
    active: usize,
    generation: u64,
}

struct JournalFile {
    /// One for each who flushes: the system tells an error of writing once to each open file, and everybody must hear.
    handles: Arc<[File]>,
    end: u64,
    zeros_end: u64,
    is_settled: bool,
}

/// A round that is in the file and not yet on the disk.
pub struct WrittenRound {
    /// Which of the two files.
    pub file: usize,
    handles: Arc<[File]>,
    path: PathBuf,
}

impl WrittenRound {
    /// Waits for the disk. When it returns, this round and all before it in its file are there.
    pub fn sync(&self, flusher: usize) -> Result<(), StorageError> {
        let Some(handle) = self.handles.get(flusher) else {
            return Err(failed("flushing", &self.path)(ErrorKind::InvalidInput.into()));
        };
        handle.sync_data().map_err(failed("flushing", &self.path))
    }
}

impl Journal {
    pub(crate) fn new(folder: Folder, file_bytes_max: u64, flusher_count: usize) -> Self {
        Self { folder, file_bytes_max, flusher_count, files: [None, None], active: 0, generation: 0 }
    }

    /// Appends the round. `None`: there is no room, before the other file is settled or on the disk.
    pub fn write(&mut self, round: &mut Round) -> Result<Option<WrittenRound>, StorageError> {
        let size_bytes = round.size_bytes() as u64;
        if size_bytes > self.file_bytes_max {
            return Ok(None);
        }
        let is_full = |file: &JournalFile| file.end + size_bytes > self.file_bytes_max;
        let begins_turn =
            self.generation == 0 || self.files.get(self.active).is_some_and(|file| file.as_ref().is_some_and(is_full));
        let written = if begins_turn { self.begin_turn() } else { Ok(true) };
        match written.and_then(|has_room| if has_room { self.append(round) } else { Ok(None) }) {
            // What is half written lies behind the end, and the next round over it.
            Err(error) if error.is_of_full_disk() => Ok(None),
            written => written,
        }
    }

    fn append(&mut self, round: &mut Round) -> Result<Option<WrittenRound>, StorageError> {
        let path = self.path(self.active);
        let Some(Some(file)) = self.files.get_mut(self.active) else { return Ok(None) };
        let Some(handle) = file.handles.first() else { return Ok(None) };
        let end = file.end + round.size_bytes() as u64;
        while file.zeros_end < end {
            let missing = usize::try_from(self.file_bytes_max - file.zeros_end).unwrap_or(ZEROS_AHEAD_BYTES);
            let zeros = vec![0; missing.min(ZEROS_AHEAD_BYTES)];
            handle.write_all_at(&zeros, file.zeros_end).map_err(failed_at("writing", &path, file.zeros_end))?;
            file.zeros_end += zeros.len() as u64;
        }
        let position = file.end;
        handle
            .write_all_at(round.complete(self.generation), position)
            .map_err(failed_at("writing", &path, position))?;
        file.end = end;
        Ok(Some(WrittenRound { file: self.active, handles: Arc::clone(&file.handles), path }))
    }

    /// Everything that this file's turn holds is on the disk in its partition.
    pub fn settled(&mut self, file: usize) {
        if let Some(Some(file)) = self.files.get_mut(file) {
            file.is_settled = true;
        }
    }

    /// Closes the files, which stay where they are. Nothing may be written any more.
    pub fn close(&mut self) {
        self.files = [None, None];
    }

    /// Goes over to the other file; false: that still holds something.
    fn begin_turn(&mut self) -> Result<bool, StorageError> {
        let next = if self.generation == 0 { 0 } else { 1 - self.active };
        if self.files.get(next).is_some_and(|file| file.as_ref().is_some_and(|file| !file.is_settled)) {
            return Ok(false);
        }
        if self.files.get(next).is_some_and(Option::is_none) {
            let created = self.create(next)?;
            if let Some(file) = self.files.get_mut(next) {
                *file = Some(created);
            }
        }
        if let Some(Some(file)) = self.files.get_mut(next) {
            file.end = 0;
            file.is_settled = false;
        }
        self.active = next;
        self.generation += 1;
        Ok(true)
    }

    fn create(&self, index: usize) -> Result<JournalFile, StorageError> {
        let path = self.path(index);
        let disk = self.folder.disk();
        let mut handles = vec![disk.create(&path).map_err(failed("creating", &path))?];
        while handles.len() < self.flusher_count {
            handles.push(disk.open(&path).map_err(failed("opening", &path))?);
        }
        sync_folder(disk, &self.folder)?;
        Ok(JournalFile { handles: handles.into(), end: 0, zeros_end: 0, is_settled: false })
    }

    fn path(&self, index: usize) -> PathBuf {
        self.folder.join(NAMES.get(index).copied().unwrap_or_default())
    }
}

/// Whether there is one in the folder of these.
pub(crate) fn is_among(entries: &[FolderEntry]) -> bool {
    entries.iter().any(|entry| NAMES.iter().any(|name| entry.name == *name))
}

/// For good: a power loss that brought one back would have it put back over what was written since.
pub(crate) fn remove(folder: &Folder) -> Result<(), StorageError> {
    let disk = folder.disk();
    let there: Vec<PathBuf> =
        NAMES.iter().map(|name| folder.join(name)).filter(|path| disk.facts(path).is_ok()).collect();
    if there.is_empty() {
        return Ok(());
    }
    there.iter().try_for_each(|path| atomic_file::remove(disk, path))?;
    sync_folder(disk, folder)
}

/// All entries in the order in which they were written.
pub(crate) fn read(folder: &Folder) -> Result<Vec<Entry>, StorageError> {
    let mut turns = Vec::new();
    for name in NAMES {
        let path = folder.join(name);
        match folder.disk().read(&path) {
            Ok(bytes) => turns.extend(turn(&bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(failed("reading", &path)(error)),
        }
    }
    turns.sort_by_key(|(generation, _)| *generation);
    Ok(turns.into_iter().flat_map(|(_, entries)| entries).collect())
}

#[cfg(test)]
#[path = "journal_tests.rs"]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
