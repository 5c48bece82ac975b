//! The format of a log directory's journal: rounds, each with what several partitions have at their ends. Written by
//! `journal`, read by `journal_replay`.
//!
//! ```text
//!   round:  magic u32 │ CRC-32C of the rest u32 │ generation u64 │ length of the body u32 │ body
//!   body:   entries of (topic id 16 B │ segment base offset i64 │ position u64 │
//!                       folder name length u16 │ name │ length u32 │ bytes of the segment from there on)
//! ```
//! Invariant: nothing that a round says is believed before its CRC, and no length beyond the bytes that are there.

use std::io::ErrorKind;
use wire::Uuid;
use wire::crc::crc32c;

const MAGIC: u32 = 0x4d4a_524e;
/// Before what the CRC is of.
const PREFIX_BYTES: usize = 8;
const HEADER_BYTES: usize = 20;

/// What is to be flushed together.
pub struct Round {
    pub(crate) bytes: Vec<u8>,
}

impl Default for Round {
    fn default() -> Self {
        Self { bytes: vec![0; HEADER_BYTES] }
    }
}

/// Where bytes of a round belong.
pub(crate) struct Place<'a> {
    pub(crate) topic_id: Uuid,
    pub(crate) folder_name: &'a str,
    pub(crate) segment_base_offset: i64,
    pub(crate) position: u64,
}

impl Round {
    pub fn size_bytes(&self) -> usize {
        self.bytes.len()
    }

    /// Adds `length` bytes that `read` fills in; where it fails the round is as before.
    pub(crate) fn add(
        &mut self,
        place: &Place<'_>,
        length: u32,
        read: impl FnOnce(&mut [u8]) -> std::io::Result<()>,
    ) -> std::io::Result<()> {
        let before = self.bytes.len();
        let name_length = u16::try_from(place.folder_name.len()).map_err(|_| ErrorKind::InvalidInput)?;
        self.bytes.extend_from_slice(&place.topic_id.0);
        self.bytes.extend_from_slice(&place.segment_base_offset.to_be_bytes());
        self.bytes.extend_from_slice(&place.position.to_be_bytes());
        self.bytes.extend_from_slice(&name_length.to_be_bytes());
        self.bytes.extend_from_slice(place.folder_name.as_bytes());
        self.bytes.extend_from_slice(&length.to_be_bytes());
        let contents = self.bytes.len();
        self.bytes.resize(contents + length as usize, 0);
        let filled = read(self.bytes.get_mut(contents..).unwrap_or_default());
        if filled.is_err() {
            self.bytes.truncate(before);
        }
        filled
    }

    /// The round as it is written.
    pub(crate) fn complete(&mut self, generation: u64) -> &[u8] {
        let length = u32::try_from(self.bytes.len() - HEADER_BYTES).unwrap_or(u32::MAX);
        self.set(PREFIX_BYTES, &generation.to_be_bytes());
        self.set(PREFIX_BYTES + 8, &length.to_be_bytes());
        let crc = crc32c(self.bytes.get(PREFIX_BYTES..).unwrap_or_default());
        self.set(0, &MAGIC.to_be_bytes());
        self.set(4, &crc.to_be_bytes());
        &self.bytes
    }

    fn set(&mut self, position: usize, field: &[u8]) {
        if let Some(target) = self.bytes.get_mut(position..position + field.len()) {
            target.copy_from_slice(field);
        }
    }
}

/// An entry as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) topic_id: Uuid,
    pub(crate) folder_name: String,
    pub(crate) segment_base_offset: i64,
    pub(crate) position: u64,
    pub(crate) bytes: Vec<u8>,
}

/// The rounds of one file up to the first that is torn, or left from an earlier turn.
pub(crate) fn turn(mut bytes: &[u8]) -> Option<(u64, Vec<Entry>)> {
    let (mut generation, mut entries) = (None, Vec::new());
    while let Some((of, body, rest)) = split_round(bytes) {
        if *generation.get_or_insert(of) != of {
            break;
        }
        let mut body = body;
        while let Some((entry, rest)) = split_entry(body) {
            entries.push(entry);
            body = rest;
        }
        bytes = rest;
    }
    generation.map(|generation| (generation, entries))
}

fn split_round(bytes: &[u8]) -> Option<(u64, &[u8], &[u8])> {
    let (magic, bytes) = bytes.split_first_chunk()?;
    let (crc, checked) = bytes.split_first_chunk()?;
    let (generation, bytes) = checked.split_first_chunk()?;
    let (length, bytes) = bytes.split_first_chunk()?;
    let (body, rest) = bytes.split_at_checked(u32::from_be_bytes(*length) as usize)?;
    let checked = checked.get(..HEADER_BYTES - PREFIX_BYTES + body.len())?;
    let is_whole = u32::from_be_bytes(*magic) == MAGIC && u32::from_be_bytes(*crc) == crc32c(checked);
    is_whole.then_some((u64::from_be_bytes(*generation), body, rest))
}

fn split_entry(bytes: &[u8]) -> Option<(Entry, &[u8])> {
    let (topic_id, bytes) = bytes.split_first_chunk()?;
    let (segment_base_offset, bytes) = bytes.split_first_chunk()?;
    let (position, bytes) = bytes.split_first_chunk()?;
    let (name_length, bytes) = bytes.split_first_chunk()?;
    let (name, bytes) = bytes.split_at_checked(usize::from(u16::from_be_bytes(*name_length)))?;
    let (length, bytes) = bytes.split_first_chunk()?;
    let (contents, rest) = bytes.split_at_checked(u32::from_be_bytes(*length) as usize)?;
    let entry = Entry {
        topic_id: Uuid(*topic_id),
        folder_name: std::str::from_utf8(name).ok()?.to_owned(),
        segment_base_offset: i64::from_be_bytes(*segment_base_offset),
        position: u64::from_be_bytes(*position),
        bytes: contents.to_vec(),
    };
    Some((entry, rest))
}
