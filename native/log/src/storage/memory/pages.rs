//! The bytes of one file in memory, in chunks that never move: a large file grows without being copied. A file of the
//! real disk may lie below: it is read where nothing was written over it, and never written.
//!
//! A clone shares the chunks; whoever writes to one that is shared copies it first.
//! Invariant: chunk `n` holds the bytes from `n * CHUNK_BYTES` on. What neither a chunk nor the file below holds is zero.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crate::storage::system;

const CHUNK_BYTES: usize = 64 * 1024;

#[derive(Clone, Debug, Default)]
pub(super) struct Pages {
    chunks: BTreeMap<usize, Arc<Vec<u8>>>,
    size_bytes: u64,
    below: Option<Below>,
}

#[derive(Clone, Debug)]
struct Below {
    path: Arc<PathBuf>,
    /// How much of it counts.
    size_bytes: u64,
}

impl Pages {
    pub(super) fn over(path: PathBuf, size_bytes: u64) -> Self {
        let below = Some(Below { path: Arc::new(path), size_bytes });
        Self { chunks: BTreeMap::new(), size_bytes, below }
    }

    pub(super) fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    pub(super) fn read(&self, bytes: &mut [u8], position: u64) -> io::Result<()> {
        if position.saturating_add(bytes.len() as u64) > self.size_bytes {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut done = 0;
        while let Some(rest) = bytes.get_mut(done..).filter(|rest| !rest.is_empty()) {
            let position = position + done as u64;
            let (chunk, start) = place(position);
            let length = rest.len().min(CHUNK_BYTES - start);
            let (target, _) = rest.split_at_mut(length);
            match self.chunks.get(&chunk) {
                Some(chunk) => {
                    let held = chunk.get(start..).unwrap_or_default();
                    let (known, zeros) = target.split_at_mut(held.len().min(length));
                    known.copy_from_slice(held.get(..known.len()).unwrap_or_default());
                    zeros.fill(0);
                }
                None => self.read_below(target, position)?,
            }
            done += length;
        }
        Ok(())
    }

    fn read_below(&self, target: &mut [u8], position: u64) -> io::Result<()> {
        let known = self.below.as_ref().map_or(0, |below| below.size_bytes.saturating_sub(position));
        let known = usize::try_from(known).unwrap_or(usize::MAX).min(target.len());
        let (known, zeros) = target.split_at_mut(known);
        zeros.fill(0);
        match &self.below {
            Some(below) if !known.is_empty() => {
                system::read_exact_at(&fs::File::open(below.path.as_path())?, known, position)
            }
            _ => Ok(()),
        }
    }

    /// Brings what lies below a coming write into memory.
    pub(super) fn prepare(&mut self, position: u64, length: usize) -> io::Result<()> {
        let Some(below) = &self.below else { return Ok(()) };
        let end = position.saturating_add(length as u64).min(below.size_bytes);
        let mut start = position - position % CHUNK_BYTES as u64;
        while start < end {
            let (chunk, _) = place(start);
            if !self.chunks.contains_key(&chunk) {
                let known = self.below.as_ref().map_or(0, |below| below.size_bytes - start).min(CHUNK_BYTES as u64);
                let mut bytes = vec![0; known as usize];
                self.read_below(&mut bytes, start)?;
                self.chunks.insert(chunk, Arc::new(bytes));
            }
            start += CHUNK_BYTES as u64;
        }
        Ok(())
    }

    pub(super) fn write(&mut self, bytes: &[u8], position: u64) {
        let mut done = 0;
        while let Some(rest) = bytes.get(done..).filter(|rest| !rest.is_empty()) {
            let (chunk, start) = place(position + done as u64);
            let length = rest.len().min(CHUNK_BYTES - start);
            let chunk = Arc::make_mut(self.chunks.entry(chunk).or_default());
            if chunk.len() < start + length {
                chunk.resize(start + length, 0);
            }
            if let (Some(target), Some(source)) = (chunk.get_mut(start..start + length), rest.get(..length)) {
                target.copy_from_slice(source);
            }
            done += length;
        }
        self.size_bytes = self.size_bytes.max(position + bytes.len() as u64);
    }

    pub(super) fn resize(&mut self, size_bytes: u64) {
        if size_bytes < self.size_bytes {
            let (chunk, start) = place(size_bytes);
            self.chunks.split_off(&(chunk + 1));
            if let Some(last) = self.chunks.get_mut(&chunk) {
                Arc::make_mut(last).truncate(start);
            }
            if let Some(below) = &mut self.below {
                below.size_bytes = below.size_bytes.min(size_bytes);
            }
        }
        self.size_bytes = size_bytes;
    }
}

fn place(position: u64) -> (usize, usize) {
    let chunk = usize::try_from(position / CHUNK_BYTES as u64).unwrap_or(usize::MAX);
    (chunk, (position % CHUNK_BYTES as u64) as usize)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn behaves_like(mut pages: Pages, mut model: Vec<u8>) {
        let mut random = super::super::Random::new(7);
        for step in 0..500_u64 {
            let position = random.below(3 * CHUNK_BYTES as u64) as usize;
            if random.one_in(5) {
                pages.resize(position as u64);
                model.resize(position, 0);
            } else {
                let bytes = vec![step as u8 | 1; random.below(2 * CHUNK_BYTES as u64) as usize + 1];
                pages.prepare(position as u64, bytes.len()).unwrap();
                pages.write(&bytes, position as u64);
                model.resize(model.len().max(position + bytes.len()), 0);
                model[position..position + bytes.len()].copy_from_slice(&bytes);
            }
            let mut read = vec![9; model.len()];
            pages.read(&mut read, 0).unwrap();
            assert!(read == model, "step {step}");
            assert!(pages.read(&mut [0], model.len() as u64).is_err());
        }
    }

    #[test]
    fn behaves_like_one_row_of_bytes() {
        behaves_like(Pages::default(), Vec::new());
    }

    #[test]
    fn a_clone_shares_what_neither_has_written_since() {
        let mut pages = Pages::default();
        pages.write(&[1; 2 * CHUNK_BYTES], 0);
        let mut clone = pages.clone();
        clone.write(&[2], 0);
        pages.write(&[3], 1);
        pages.resize(CHUNK_BYTES as u64 + 7);
        let (mut old, mut new) = ([0; 3], [0; 3]);
        pages.read(&mut old, 0).unwrap();
        clone.read(&mut new, 0).unwrap();
        assert_eq!((old, new), ([1, 3, 1], [2, 1, 1]));
        assert_eq!((pages.chunks[&1].len(), clone.chunks[&1].len()), (7, CHUNK_BYTES));
        let another = clone.clone();
        assert!(Arc::ptr_eq(&another.chunks[&0], &clone.chunks[&0]));
    }

    #[test]
    fn a_file_below_is_read_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        for size in [0, 1, CHUNK_BYTES, 2 * CHUNK_BYTES + 7] {
            let bytes: Vec<u8> = (0..size).map(|number| (number % 251) as u8 + 1).collect();
            fs::write(&path, &bytes).unwrap();
            behaves_like(Pages::over(path.clone(), size as u64), bytes.clone());
            assert_eq!(fs::read(&path).unwrap(), bytes);
        }
    }
}
