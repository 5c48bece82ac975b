//! The bytes of one file in memory, in chunks that never move: a large file grows without being copied.
//!
//! Invariant: chunk `n` holds the bytes from `n * CHUNK_BYTES` on; what a chunk does not hold is zero.

const CHUNK_BYTES: usize = 64 * 1024;

#[derive(Clone, Debug, Default)]
pub(super) struct Pages {
    chunks: Vec<Vec<u8>>,
    size_bytes: u64,
}

impl Pages {
    pub(super) fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    /// Whether there were as many bytes.
    pub(super) fn read(&self, bytes: &mut [u8], position: u64) -> bool {
        if position.saturating_add(bytes.len() as u64) > self.size_bytes {
            return false;
        }
        let mut done = 0;
        while let Some(rest) = bytes.get_mut(done..).filter(|rest| !rest.is_empty()) {
            let (chunk, start) = place(position + done as u64);
            let length = rest.len().min(CHUNK_BYTES - start);
            let (target, _) = rest.split_at_mut(length);
            let held = self.chunks.get(chunk).and_then(|chunk| chunk.get(start..)).unwrap_or_default();
            let (known, zeros) = target.split_at_mut(held.len().min(length));
            known.copy_from_slice(held.get(..known.len()).unwrap_or_default());
            zeros.fill(0);
            done += length;
        }
        true
    }

    pub(super) fn write(&mut self, bytes: &[u8], position: u64) {
        let mut done = 0;
        while let Some(rest) = bytes.get(done..).filter(|rest| !rest.is_empty()) {
            let (chunk, start) = place(position + done as u64);
            let length = rest.len().min(CHUNK_BYTES - start);
            if self.chunks.len() <= chunk {
                self.chunks.resize_with(chunk + 1, Vec::new);
            }
            if let Some(chunk) = self.chunks.get_mut(chunk) {
                if chunk.len() < start + length {
                    chunk.resize(start + length, 0);
                }
                if let (Some(target), Some(source)) = (chunk.get_mut(start..start + length), rest.get(..length)) {
                    target.copy_from_slice(source);
                }
            }
            done += length;
        }
        self.size_bytes = self.size_bytes.max(position + bytes.len() as u64);
    }

    pub(super) fn resize(&mut self, size_bytes: u64) {
        if size_bytes < self.size_bytes {
            let (chunk, start) = place(size_bytes);
            self.chunks.truncate(chunk + 1);
            if let Some(last) = self.chunks.get_mut(chunk) {
                last.truncate(start);
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

    #[test]
    fn behaves_like_one_row_of_bytes() {
        let mut pages = Pages::default();
        let mut model: Vec<u8> = Vec::new();
        let mut random = super::super::Random::new(7);
        for step in 0..500_u64 {
            let position = random.below(3 * CHUNK_BYTES as u64) as usize;
            if random.one_in(5) {
                pages.resize(position as u64);
                model.resize(position, 0);
            } else {
                let bytes = vec![step as u8 | 1; random.below(2 * CHUNK_BYTES as u64) as usize + 1];
                pages.write(&bytes, position as u64);
                model.resize(model.len().max(position + bytes.len()), 0);
                model[position..position + bytes.len()].copy_from_slice(&bytes);
            }
            let mut read = vec![9; model.len()];
            assert!(pages.read(&mut read, 0) && read == model, "step {step}");
            assert!(!pages.read(&mut [0], model.len() as u64));
        }
    }
}
