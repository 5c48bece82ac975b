//! Broken bytes: cut, random, damaged, with absurd lengths. Decoding answers or gives a `DecodeError`, and asks
//! the allocator for no more than the frame's size justifies.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[rustfmt::skip]
#[path = "generated/messages.rs"]
mod generated;
#[path = "support/vectors.rs"]
mod vectors;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use generated::MESSAGES;
use proptest::prelude::*;
use vectors::{Vector, vectors};
use wire::codec::{ARRAY_LENGTH_MAX, DecodeError, Reader, TAGGED_FIELDS_MAX, Writer};

thread_local! {
    static REQUESTED: Cell<usize> = const { Cell::new(0) };
}

/// Counts the bytes that a thread asks for.
struct Counting;

// SAFETY: every call is handed to the system allocator unchanged; counting touches only a constant-initialised
// thread-local cell, which neither allocates nor unwinds.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = REQUESTED.try_with(|requested| requested.set(requested.get() + layout.size()));
        // SAFETY: the caller's promises about `layout` are passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: `pointer` came from `System.alloc` with this layout.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The largest element in memory for its fewest bytes on the wire, for each level of nested arrays.
const MEMORY_PER_BYTE: usize = 120;

/// Decodes, checks what was allocated meanwhile, and says whether the bytes made sense.
fn decodes(vector: &Vector, bytes: &[u8]) -> bool {
    let mut writer = Writer::with_buffer(Vec::with_capacity(2 * bytes.len() + 64));
    let before = REQUESTED.get();
    let result = (vector.message().reencode)(&mut Reader::new(bytes), &mut writer, vector.version);
    let requested = REQUESTED.get() - before;
    let bound = MEMORY_PER_BYTE * bytes.len() + 512;
    assert!(requested <= bound, "{vector}: {requested} bytes for {} on the wire", bytes.len());
    result.is_ok()
}

#[test]
fn cut_at_every_length() {
    for vector in vectors() {
        for length in 0..vector.bytes.len() {
            assert!(!decodes(vector, &vector.bytes[..length]), "{vector}, cut to {length}");
        }
    }
}

#[test]
fn absurd_lengths_at_every_position() {
    for vector in vectors() {
        for position in 0..vector.bytes.len() {
            for claim in [&[0x7f, 0xff, 0xff, 0xff][..], &[0xff, 0xff, 0xff, 0xff, 0x07], &[0xff, 0xff, 0xff, 0xff]] {
                decodes(vector, &[&vector.bytes[..position], claim, &vector.bytes[position..]].concat());
            }
        }
    }
}

#[test]
fn versions_that_do_not_exist() {
    let bytes = [0; 100];
    for message in MESSAGES {
        for version in [i16::MIN, message.min_version - 1, message.max_version + 1, i16::MAX] {
            let result = (message.reencode)(&mut Reader::new(&bytes), &mut Writer::new(), version);
            assert_eq!(result, Err(DecodeError::UnsupportedVersion { version }), "{}", message.name);
        }
    }
}

#[test]
fn more_elements_than_allowed_although_the_bytes_are_there() {
    let mut bytes = vec![0; ARRAY_LENGTH_MAX + 100];
    bytes[..4].copy_from_slice(&(ARRAY_LENGTH_MAX as u32 + 1).to_be_bytes());
    assert!(Reader::new(&bytes).array(false, 1, Reader::int8).is_err());
    bytes[..4].copy_from_slice(&(ARRAY_LENGTH_MAX as u32).to_be_bytes());
    assert_eq!(Reader::new(&bytes).array(false, 1, Reader::int8).unwrap().len(), ARRAY_LENGTH_MAX);
}

#[test]
fn more_tagged_fields_than_allowed_although_the_bytes_are_there() {
    for (count, allowed) in [(TAGGED_FIELDS_MAX, true), (TAGGED_FIELDS_MAX + 1, false)] {
        let mut writer = Writer::new();
        writer.unsigned_varint(count as u32);
        writer.raw(&vec![0; 4 * TAGGED_FIELDS_MAX]);
        assert_eq!(Reader::new(writer.as_slice()).skip_tagged_fields().is_ok(), allowed);
    }
}

proptest! {
    // A failure prints its smallest input; nothing is written into the tree.
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes(index: prop::sample::Index, bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        decodes(index.get(vectors()), &bytes);
    }

    #[test]
    fn damaged_bytes(index: prop::sample::Index, damage in prop::collection::vec(any::<(prop::sample::Index, u8)>(), 1..4)) {
        let all: Vec<_> = vectors().iter().filter(|vector| !vector.bytes.is_empty()).collect();
        let vector = index.get(&all);
        let mut bytes = vector.bytes.clone();
        for (position, byte) in damage {
            let position = position.index(bytes.len());
            bytes[position] = byte;
        }
        decodes(vector, &bytes);
    }
}
