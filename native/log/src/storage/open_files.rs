//! The files that logs keep open between uses, as many as a limit allows: the one that was longest not used is closed
//! first, and opened again by its next use.
//!
//! ```text
//!   segment, index ── KeptFile (weak) ──► OpenFile ◄── OpenFiles (a ring with a hand: files used since it last passed stay)
//!   fetch, flush under way ── Arc ───────────┘
//! ```
//! There is one [`OpenFiles`] for the real disk, since the limit is the process's, and one for each disk in memory.
//!
//! An error of writing back that the kernel meets while a file is closed is told to the next flush of it, for as long as
//! the kernel remembers the file.
//!
//! Invariant: the ring holds at most `limit` files; one that left the ring stays readable for whoever still holds it,
//! also after it was renamed or removed, and is closed with the last of them.

use std::cell::RefCell;
use std::fmt;
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Weak};

use parking_lot::Mutex;

use super::file::File;

/// What is closed at once where the system gives no more handles, of all that are kept.
const SHARE_GIVEN_BACK: usize = 8;

#[derive(Clone, Debug)]
pub struct OpenFiles {
    shared: Arc<Shared>,
}

struct Shared {
    limit: AtomicUsize,
    /// In the ring or still held by somebody.
    open_count: AtomicUsize,
    ring: Mutex<Ring>,
}

#[derive(Default)]
struct Ring {
    places: Vec<Option<Arc<OpenFile>>>,
    vacant: Vec<u32>,
    hand: usize,
    count: usize,
}

/// An open file of a log; it can be held beyond its time in the ring.
pub struct OpenFile {
    file: File,
    /// Since the hand last passed.
    used: AtomicBool,
    /// In the ring.
    place: AtomicU32,
    files: Arc<Shared>,
}

impl Default for OpenFiles {
    fn default() -> Self {
        let limit = AtomicUsize::new(usize::MAX);
        Self { shared: Arc::new(Shared { limit, open_count: AtomicUsize::new(0), ring: Mutex::default() }) }
    }
}

impl OpenFiles {
    /// How many files are kept open from now on.
    pub fn set_limit(&self, count: usize) {
        self.shared.limit.store(count, Ordering::Relaxed);
        drop(self.shared.ring.lock().shrink_to(count));
    }

    pub fn limit(&self) -> usize {
        self.shared.limit.load(Ordering::Relaxed)
    }

    /// How many are open, also those that only a reply or a flush under way still holds.
    pub fn open_count(&self) -> usize {
        self.shared.open_count.load(Ordering::Relaxed)
    }

    /// Whether replies and flushes under way hold so many files beside those that are kept that they should take no more.
    pub fn are_scarce(&self) -> bool {
        let limit = self.limit();
        self.open_count() > limit.saturating_add(limit / 2)
    }

    /// Closes some files, for others that the system has no handles for. False: none was open.
    pub fn give_back(&self) -> bool {
        let closed = {
            let mut ring = self.shared.ring.lock();
            let kept = ring.count - ring.count.div_ceil(SHARE_GIVEN_BACK);
            ring.shrink_to(kept)
        };
        !closed.is_empty()
    }

    fn keep(&self, file: File) -> Arc<OpenFile> {
        self.shared.open_count.fetch_add(1, Ordering::Relaxed);
        let files = Arc::clone(&self.shared);
        let file = Arc::new(OpenFile { file, used: AtomicBool::new(false), place: AtomicU32::new(u32::MAX), files });
        let limit = self.shared.limit.load(Ordering::Relaxed);
        let mut ring = self.shared.ring.lock();
        let closed = ring.shrink_to(limit.saturating_sub(1));
        if limit > 0 {
            ring.put(&file);
        }
        drop(ring);
        // Closing is a system call: not under the lock.
        drop(closed);
        file
    }
}

impl Ring {
    fn put(&mut self, file: &Arc<OpenFile>) {
        let place = self.vacant.pop().unwrap_or_else(|| {
            self.places.push(None);
            u32::try_from(self.places.len() - 1).unwrap_or(u32::MAX)
        });
        if let Some(vacant) = self.places.get_mut(place as usize) {
            file.place.store(place, Ordering::Relaxed);
            *vacant = Some(Arc::clone(file));
            self.count += 1;
        }
    }

    fn take(&mut self, place: usize) -> Option<Arc<OpenFile>> {
        let file = self.places.get_mut(place)?.take()?;
        self.vacant.extend(u32::try_from(place));
        self.count -= 1;
        Some(file)
    }

    /// Takes out what was longest not used, until so many are left.
    fn shrink_to(&mut self, count: usize) -> Vec<Arc<OpenFile>> {
        let mut taken = Vec::new();
        while self.count > count {
            let place = self.hand;
            self.hand = if place + 1 < self.places.len() { place + 1 } else { 0 };
            let found = self.places.get(place).and_then(Option::as_ref);
            if found.is_some_and(|file| !file.used.swap(false, Ordering::Relaxed)) {
                taken.extend(self.take(place));
            }
        }
        taken
    }
}

impl Deref for OpenFile {
    type Target = File;

    fn deref(&self) -> &File {
        &self.file
    }
}

impl fmt::Debug for OpenFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.file.fmt(formatter)
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("OpenFiles").field("open_count", &self.open_count).finish_non_exhaustive()
    }
}

impl Drop for OpenFile {
    fn drop(&mut self) {
        self.files.open_count.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A place for a file that is opened when it is needed and may be closed between two uses. Closed when it is dropped.
#[derive(Debug, Default)]
pub(crate) struct KeptFile(RefCell<Weak<OpenFile>>);

impl KeptFile {
    /// The file, if it is open.
    pub(crate) fn get(&self) -> Option<Arc<OpenFile>> {
        let file = self.0.borrow().upgrade()?;
        // Looked at first, so that a file in use is not written to by every use.
        if !file.used.load(Ordering::Relaxed) {
            file.used.store(true, Ordering::Relaxed);
        }
        Some(file)
    }

    /// The file, which was just opened; it is kept among `files`.
    pub(crate) fn put(&self, files: &OpenFiles, file: File) -> Arc<OpenFile> {
        let file = files.keep(file);
        self.0.replace(Arc::downgrade(&file));
        file
    }

    /// Closes the file until it is used again.
    pub(crate) fn release(&self) {
        let Some(file) = self.0.take().upgrade() else { return };
        let mut ring = file.files.ring.lock();
        let place = file.place.load(Ordering::Relaxed) as usize;
        let is_there = ring.places.get(place).and_then(Option::as_ref).is_some_and(|there| Arc::ptr_eq(there, &file));
        let taken = if is_there { ring.take(place) } else { None };
        drop(ring);
        drop(taken);
    }
}

impl Drop for KeptFile {
    fn drop(&mut self) {
        self.release();
    }
}

#[cfg(test)]
#[path = "open_files_tests.rs"]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests;
