//! The part of a batch's decompressed records that is in memory: filled at one end by a decoder, consumed
//! at the other by the record reader.
//!
//! ```text
//! | consumed | available (start..end) | room |
//! ```
//!
//! One per thread, reused from batch to batch, so that a batch costs no allocation. It grows only when a
//! decoder asks for more room than there is; every decoder's request is bounded by its format.

/// A larger buffer than this is not kept for the next batch.
const RETAINED_BYTES_MAX: usize = 8 << 20;

#[derive(Default)]
pub(crate) struct Window {
    bytes: Vec<u8>,
    start: usize,
    end: usize,
}

impl Window {
    /// Forgets what is in it, and gives memory back that only an unusual batch needed.
    pub(crate) fn reset(&mut self) {
        self.start = 0;
        self.end = 0;
        if self.bytes.len() > RETAINED_BYTES_MAX {
            self.bytes = Vec::new();
        }
    }

    /// What is decompressed and not yet consumed.
    #[inline]
    pub(crate) fn available(&self) -> &[u8] {
        self.bytes.get(self.start..self.end).unwrap_or_default()
    }

    /// Drops the first `count` available bytes.
    #[inline]
    pub(crate) fn consume(&mut self, count: usize) {
        self.start = self.end.min(self.start + count);
    }

    /// At least `count` writable bytes behind the available ones; `commit` makes them available.
    pub(crate) fn room(&mut self, count: usize) -> &mut [u8] {
        if self.start == self.end {
            self.start = 0;
            self.end = 0;
        }
        if self.bytes.len() - self.end < count {
            self.make_room(count);
        }
        self.bytes.get_mut(self.end..).unwrap_or_default()
    }

    fn make_room(&mut self, count: usize) {
        let held = self.end - self.start;
        if held + count <= self.bytes.len() {
            self.bytes.copy_within(self.start..self.end, 0);
        } else {
            // A fresh zeroed allocation costs no writes until it is used; growing the old one would.
            let mut larger = vec![0; (held + count).next_power_of_two()];
            if let (Some(target), Some(source)) = (larger.get_mut(..held), self.bytes.get(self.start..self.end)) {
                target.copy_from_slice(source);
            }
            self.bytes = larger;
        }
        self.start = 0;
        self.end = held;
    }

    /// Makes the first `count` bytes of the room available.
    pub(crate) fn commit(&mut self, count: usize) {
        self.end = self.bytes.len().min(self.end + count);
    }

    /// The last `count` available bytes.
    pub(crate) fn newest(&self, count: usize) -> &[u8] {
        self.bytes.get(self.end.saturating_sub(count)..self.end).unwrap_or_default()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn push(window: &mut Window, bytes: &[u8]) {
        window.room(bytes.len())[..bytes.len()].copy_from_slice(bytes);
        window.commit(bytes.len());
    }

    #[test]
    fn keeps_what_is_not_consumed_while_it_grows_and_moves() {
        let mut window = Window::default();
        push(&mut window, b"abcd");
        window.consume(2);
        assert_eq!(window.available(), b"cd");
        push(&mut window, b"efghij");
        assert_eq!(window.available(), b"cdefghij");
        assert_eq!(window.newest(3), b"hij");
        window.consume(8);
        assert!(window.available().is_empty());
        push(&mut window, &[7; 100]);
        assert_eq!(window.available(), [7; 100]);
    }

    #[test]
    fn gives_back_what_an_unusual_batch_needed() {
        let mut window = Window::default();
        window.room(RETAINED_BYTES_MAX + 1);
        window.reset();
        assert_eq!(window.bytes.capacity(), 0);
    }
}
