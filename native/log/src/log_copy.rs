//! Copying a log's folder into another log directory while the log is written, and putting the copy in its place.
//!
//! Called by the partition: most bytes go over without its mutex, the rest and the swap under it. Files are copied byte
//! for byte, so that positions stay what they were. Nobody may remove or replace segments meanwhile.
//! Invariant: the copy is wholly on the disk before it gets the live name; a crash leaves the log under its name in at
//! least one of the two directories, and where in both, both are whole.

use std::collections::{HashMap, HashSet};
use std::io::ErrorKind;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::atomic_file::{sync_file, sync_folder};
use crate::deletion::{delete_folder, remove_folder};
use crate::error::{StorageError, failed};
use crate::file_names::{self, CLEANED, DELETED, LOG, OFFSET_INDEX, SWAP, TEMPORARY, TIME_INDEX, TRANSACTION_INDEX};
use crate::log::Log;
use crate::storage::{File, Folder, OpenFile};

const CHUNK_BYTES: usize = 1 << 20;
/// Files that only pass through a folder.
const PASSING: [&str; 4] = [DELETED, CLEANED, SWAP, TEMPORARY];

/// A segment as it is at one moment.
#[derive(Debug)]
pub struct SegmentToCopy {
    pub base_offset: i64,
    pub size_bytes: u64,
    /// Where the next one begins, or the log ends.
    pub end_offset: i64,
    /// Appends still go into it.
    pub is_active: bool,
    file: Arc<OpenFile>,
}

impl Log {
    /// The first segment from `base_offset` on.
    pub fn segment_to_copy(&self, base_offset: i64) -> Result<Option<SegmentToCopy>, StorageError> {
        let index = self.segments.partition_point(|segment| segment.base_offset < base_offset);
        let Some(segment) = self.segments.get(index) else { return Ok(None) };
        let next = self.segments.get(index + 1);
        Ok(Some(SegmentToCopy {
            base_offset: segment.base_offset,
            size_bytes: segment.size_bytes,
            end_offset: next.map_or(self.log_end_offset, |next| next.base_offset),
            is_active: next.is_none(),
            file: segment.file()?,
        }))
    }

    /// Writes what the active segment's indexes hold in memory; the log stays usable.
    pub fn complete_files(&mut self) -> Result<(), StorageError> {
        let config = *self.config();
        self.segments.last_mut().map_or(Ok(()), |active| active.complete_if_changed(&config))
    }
}

/// A folder that is being copied.
pub struct FolderCopy {
    source: Folder,
    target: Folder,
    /// How much of each log file is there.
    log_bytes: HashMap<i64, u64>,
    /// Files that are there and change no more.
    whole: HashSet<String>,
    written: HashSet<String>,
    total_bytes: u64,
}

impl FolderCopy {
    /// Whatever lies in the target's place is removed.
    pub fn begin(source: &Folder, target: Folder) -> Result<Self, StorageError> {
        remove_folder(&target)?;
        target.disk().create_folder(&target).map_err(failed("creating the folder", &target))?;
        let (log_bytes, whole, written) = (HashMap::new(), HashSet::new(), HashSet::new());
        Ok(Self { source: source.clone(), target, log_bytes, whole, written, total_bytes: 0 })
    }

    /// Bytes of log files that are there.
    pub fn total_bytes(&self) -> u64 {
        self.total_bytes
    }

    pub fn missing_bytes(&self, segment: &SegmentToCopy) -> u64 {
        segment.size_bytes - self.log_bytes.get(&segment.base_offset).copied().unwrap_or(0).min(segment.size_bytes)
    }

    /// Takes over the next bytes of a segment, a chunk at most.
    pub fn copy_chunk(&mut self, segment: &SegmentToCopy) -> Result<(), StorageError> {
        self.copy_log(segment.base_offset, &segment.file, segment.size_bytes, CHUNK_BYTES)
    }

    /// What lies beside the log file of a segment that is no longer appended to.
    pub fn finish_segment(&mut self, segment: &SegmentToCopy) -> Result<(), StorageError> {
        for suffix in [OFFSET_INDEX, TIME_INDEX, TRANSACTION_INDEX] {
            self.copy_whole(&name_of(segment.base_offset, suffix))?;
        }
        self.whole.insert(name_of(segment.base_offset, LOG));
        Ok(())
    }

    /// Everything that is not there yet; the log must not change from here on.
    pub fn copy_rest(&mut self) -> Result<(), StorageError> {
        let entries = self.source.disk().list(&self.source).map_err(failed("listing", &self.source))?;
        for entry in entries.into_iter().filter(|entry| !entry.is_folder) {
            let Ok(name) = entry.name.into_string() else { continue };
            if self.whole.contains(&name) || PASSING.iter().any(|suffix| name.ends_with(suffix)) {
                continue;
            }
            match file_names::parse(&name) {
                Some((base_offset, LOG)) => {
                    let path = self.source.join(&name);
                    let file = self.source.disk().open_read_only(&path).map_err(failed("opening", &path))?;
                    let size_bytes = file.size_bytes().map_err(failed("reading", &path))?;
                    self.copy_log(base_offset, &file, size_bytes, usize::MAX)?;
                }
                _ => self.copy_whole(&name)?,
            }
        }
        self.sync()?;
        sync_folder(self.target.disk(), &self.target)
    }

    /// Gives the copy the live name in its directory; the source stays where it is.
    pub fn put_into_place(self, live: &Folder) -> Result<(), StorageError> {
        self.target.disk().rename(&self.target, live).map_err(failed("renaming the copy to", live))?;
        live.parent().map_or(Ok(()), |parent| sync_folder(live.disk(), parent))
    }

    /// Removes what was copied.
    pub fn abandon(self) -> Result<(), StorageError> {
        remove_folder(&self.target)
    }

    fn copy_log(
        &mut self,
        base_offset: i64,
        source: &File,
        size_bytes: u64,
        bytes_max: usize,
    ) -> Result<(), StorageError> {
        let name = name_of(base_offset, LOG);
        let path = self.target.join(&name);
        let target = self.target.disk().open_or_create(&path).map_err(failed("creating", &path))?;
        let position = self.log_bytes.get(&base_offset).copied().unwrap_or(0);
        let end = size_bytes.min(position.saturating_add(bytes_max as u64));
        self.copy_range(&name, (source, &target), position..end)?;
        self.total_bytes += end.saturating_sub(position);
        self.log_bytes.insert(base_offset, end.max(position));
        Ok(())
    }

    /// A file that does not grow; one that is not there needs no copy.
    fn copy_whole(&mut self, name: &str) -> Result<(), StorageError> {
        let (from, to) = (self.source.join(name), self.target.join(name));
        let source = match self.source.disk().open_read_only(&from) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            opened => opened.map_err(failed("opening", &from))?,
        };
        let size_bytes = source.size_bytes().map_err(failed("reading", &from))?;
        let target = self.target.disk().create(&to).map_err(failed("creating", &to))?;
        self.copy_range(name, (&source, &target), 0..size_bytes)?;
        self.whole.insert(name.to_owned());
        Ok(())
    }

    fn copy_range(
        &mut self,
        name: &str,
        (source, target): (&File, &File),
        range: Range<u64>,
    ) -> Result<(), StorageError> {
        let mut position = range.start;
        let mut chunk = vec![0; CHUNK_BYTES.min(range.end.saturating_sub(position) as usize)];
        while position < range.end {
            let length = chunk.len().min((range.end - position) as usize);
            let bytes = chunk.get_mut(..length).unwrap_or_default();
            source.read_exact_at(bytes, position).map_err(failed("reading", &self.source.join(name)))?;
            target.write_all_at(bytes, position).map_err(failed("writing", &self.target.join(name)))?;
            position += length as u64;
        }
        self.written.insert(name.to_owned());
        Ok(())
    }

    /// Brings to the disk what is there by now.
    pub fn sync(&mut self) -> Result<(), StorageError> {
        for name in self.written.drain() {
            sync_file(self.target.disk(), &self.target.join(name))?;
        }
        Ok(())
    }
}

/// Removes the folder of a log that lives elsewhere now; its name is free, also on the disk, before its files go.
pub fn remove_moved(source: &Folder) -> Result<(), StorageError> {
    delete_folder(source)
}

fn name_of(base_offset: i64, suffix: &str) -> String {
    file_names::path(Path::new(""), base_offset, suffix).display().to_string()
}

#[cfg(test)]
#[path = "log_copy_tests.rs"]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
