//! What goes wrong, and when: a function of the test is asked before every call of the disk.

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use parking_lot::Mutex;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    Open,
    /// Opening a file that may have to be created.
    Create,
    Read,
    Write,
    Resize,
    Reserve,
    Sync,
    Facts,
    List,
    CreateFolder,
    Rename,
    RemoveFile,
    RemoveFolder,
    SyncFolder,
    SyncFileSystem,
}

/// What is about to happen.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// From 0.
    pub number: u64,
    pub operation: Operation,
    pub path: &'a Path,
    /// To be written or read.
    pub bytes: usize,
}

/// What happens instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An error of the system (an errno), and nothing else.
    Error(i32),
    /// A write of which only the first bytes arrive, and then an error.
    Torn { bytes: usize, error: i32 },
    /// The process dies: of a write so many bytes arrive, and nothing that comes later has an effect.
    Death { bytes: usize },
}

type Decide = Box<dyn FnMut(&Call<'_>) -> Option<Fault> + Send>;

/// What whoever goes on after the death hears.
fn dead() -> io::Error {
    io::Error::other("the process has died")
}

/// How a write ends that was not done whole.
#[derive(Debug)]
pub(super) struct Torn {
    pub(super) bytes: usize,
    pub(super) error: io::Error,
}

#[derive(Default)]
pub(super) struct Faults {
    call_count: AtomicU64,
    is_set: AtomicBool,
    is_dead: AtomicBool,
    decide: Mutex<Option<Decide>>,
}

impl fmt::Debug for Faults {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Faults").field("call_count", &self.call_count).finish_non_exhaustive()
    }
}

impl Faults {
    pub(super) fn set(&self, decide: Option<Decide>) {
        let mut current = self.decide.lock();
        self.is_set.store(decide.is_some(), Ordering::Release);
        *current = decide;
    }

    pub(super) fn is_dead(&self) -> bool {
        self.is_dead.load(Ordering::Relaxed)
    }

    pub(super) fn call_count(&self) -> u64 {
        self.call_count.load(Ordering::Relaxed)
    }

    /// `Some` for a write that is to be done in part.
    pub(super) fn begin(&self, operation: Operation, path: &Path, bytes: usize) -> io::Result<Option<Torn>> {
        let number = self.call_count.fetch_add(1, Ordering::Relaxed);
        if !self.is_set.load(Ordering::Acquire) {
            return Ok(None);
        }
        let mut decide = self.decide.lock();
        if self.is_dead.load(Ordering::Relaxed) {
            return Err(dead());
        }
        let fault = decide.as_mut().and_then(|decide| decide(&Call { number, operation, path, bytes }));
        if matches!(fault, Some(Fault::Death { .. })) {
            self.is_dead.store(true, Ordering::Relaxed);
        }
        let (bytes, error) = match fault {
            None => return Ok(None),
            Some(Fault::Error(error)) => (0, io::Error::from_raw_os_error(error)),
            Some(Fault::Torn { bytes, error }) => (bytes, io::Error::from_raw_os_error(error)),
            Some(Fault::Death { bytes }) => (bytes, dead()),
        };
        if operation == Operation::Write { Ok(Some(Torn { bytes, error })) } else { Err(error) }
    }
}
