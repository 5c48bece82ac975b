//! Many partitions of one log directory brought to the disk with one flush, that of the directory's journal. Called by the
//! server's flusher threads.
//!
//! Invariant: nothing is committed by it before its round is on the disk; a file of the journal is begun anew only once
//! every partition with something in it has been flushed itself; after an error nothing is written to it any more, and
//! what is in it stays for the next start.

use std::collections::HashMap;
use std::sync::Arc;

use log::{Journal, Round, StorageError, UnflushedTail};
use parking_lot::Mutex;

use crate::partition::Partition;
use crate::state::Service;

/// What one partition may bring into a round. Measured with 32 producers on 100 partitions: batches of 16 KB are flushed
/// half as fast again together, of 50 KB a tenth more slowly, since all of it is written twice.
const TAIL_BYTES_MAX: u32 = 32 << 10;
/// What one round takes; whoever comes behind that is flushed itself.
const ROUND_BYTES_MAX: usize = 4 << 20;

pub struct GroupFlush {
    /// Index of the log directory.
    directory: usize,
    state: Mutex<State>,
}

struct State {
    journal: Journal,
    /// Of each file, those that have something in it, by their addresses.
    written: [HashMap<usize, Arc<Partition>>; 2],
    is_retired: bool,
}

/// What came of a round.
#[derive(Default)]
pub struct GroupFlushed {
    /// So much was appended meanwhile that they are to be flushed again.
    pub again: Vec<Arc<Partition>>,
    /// They have to be flushed themselves.
    pub alone: Vec<Arc<Partition>>,
    /// A file of the journal whose partitions are to be flushed now.
    pub settling: Option<Settling>,
    /// Why the journal is used no more.
    pub error: Option<StorageError>,
}

/// A file of the journal, to be handed back with `settled` once `Partition::flush` has succeeded for all of these.
pub struct Settling {
    pub partitions: Vec<Arc<Partition>>,
    pub file: usize,
}

/// A partition's part in a round.
struct Part {
    tail: UnflushedTail,
    relocation_count: u32,
}

impl GroupFlush {
    /// With the journal of the log directory of this index.
    pub fn new(directory: usize, journal: Journal) -> GroupFlush {
        let state = State { journal, written: Default::default(), is_retired: false };
        GroupFlush { directory, state: Mutex::new(state) }
    }

    /// Waits for the disk. `flusher` counts from 0, and nobody else uses that number meanwhile.
    pub fn flush(&self, flusher: usize, partitions: Vec<Arc<Partition>>) -> GroupFlushed {
        let mut flushed = GroupFlushed::default();
        let (mut round, mut parts) = (Round::default(), Vec::with_capacity(partitions.len()));
        for partition in partitions {
            match partition.begin_group_flush(self.directory, &mut round) {
                Some(part) => parts.push((partition, part)),
                None => flushed.alone.push(partition),
            }
        }
        if parts.is_empty() {
            return flushed;
        }
        match self.to_disk(flusher, &mut round, &parts, &mut flushed) {
            Ok(true) => {
                let again = |(partition, part): (Arc<Partition>, Part)| {
                    partition.finish_group_flush(&part).then_some(partition)
                };
                flushed.again.extend(parts.into_iter().filter_map(again));
            }
            Ok(false) => flushed.alone.extend(parts.into_iter().map(|(partition, _)| partition)),
            Err(error) => {
                flushed.error = Some(error);
                flushed.alone.extend(parts.into_iter().map(|(partition, _)| partition));
            }
        }
        flushed
    }

    /// False: the journal takes nothing now.
    fn to_disk(
        &self,
        flusher: usize,
        round: &mut Round,
        parts: &[(Arc<Partition>, Part)],
        flushed: &mut GroupFlushed,
    ) -> Result<bool, StorageError> {
        let written = {
            let mut state = self.state.lock();
            if state.is_retired {
                return Ok(false);
            }
            let written = state.journal.write(round);
            state.is_retired |= written.is_err();
            let Some(written) = written? else { return Ok(false) };
            if let Some(members) = state.written.get_mut(written.file) {
                for (partition, _) in parts {
                    members.entry(Arc::as_ptr(partition).addr()).or_insert_with(|| Arc::clone(partition));
                }
            }
            // The other file is full, and nobody has been told yet.
            if let Some(members) = state.written.get_mut(1 - written.file)
                && !members.is_empty()
            {
                let partitions = std::mem::take(members).into_values().collect();
                flushed.settling = Some(Settling { partitions, file: 1 - written.file });
            }
            written
        };
        written.sync(flusher).inspect_err(|_| self.state.lock().is_retired = true)?;
        Ok(true)
    }

    /// Nothing is written any more; the files stay for whoever marks the directory clean, or for the next start.
    pub fn close(&self) {
        let mut state = self.state.lock();
        state.is_retired = true;
        state.written.iter_mut().for_each(HashMap::clear);
        state.journal.close();
    }

    /// All partitions of a `Settling` have been flushed.
    pub fn settled(&self, file: usize) {
        self.state.lock().journal.settled(file);
    }
}

impl Partition {
    /// Puts what is to be flushed into the round. None: the partition has to be flushed itself.
    fn begin_group_flush(&self, directory: usize, round: &mut Round) -> Option<Part> {
        let mut state = self.state.lock();
        if self.directory() != directory || round.size_bytes() > ROUND_BYTES_MAX {
            return None;
        }
        let relocation_count = state.relocation_count;
        let Service::Serving(log) = &mut state.service else { return None };
        let tail = log.unflushed_tail(TAIL_BYTES_MAX).ok()??;
        state.flush.oldest_unflushed_ms = None;
        drop(state);
        tail.put_into(round).ok()?;
        Some(Part { tail, relocation_count })
    }

    /// The round is on the disk. True: the partition is to be flushed again.
    fn finish_group_flush(&self, part: &Part) -> bool {
        let config = self.config.load();
        let mut state = self.state.lock();
        state.flush.requested = false;
        let is_moved = state.relocation_count != part.relocation_count;
        let Service::Serving(log) = &mut state.service else { return false };
        let mut wakeups = None;
        if !is_moved {
            log.finish_journalled(&part.tail);
            wakeups = Some((state.advance_high_watermark(part.tail.end()), state.commit(&config)));
        }
        let again = state.request_flush(&config);
        drop(state);
        if let Some((flushed, appended_meanwhile)) = wakeups {
            flushed.wake();
            appended_meanwhile.wake();
        }
        again
    }
}
