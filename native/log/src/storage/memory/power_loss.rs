//! What a disk that loses power may still hold: what was flushed for certain, of the rest any part.
//!
//! Writes that were not flushed arrive sector by sector, in any selection; later ones do not wait for earlier ones.
//! Names arrive apart from contents: a file may be there without its bytes, or its bytes without a name.
//! Invariant: whatever was flushed is there, exactly.

use std::ffi::OsString;

use super::folder::{Entry, Names};
use super::pages::Pages;
use super::random::Random;

/// A write within a sector arrives whole or not at all.
const SECTOR_BYTES: usize = 512;

#[derive(Clone, Debug)]
pub(super) enum Change {
    Write { position: u64, bytes: Vec<u8> },
    Resize { size_bytes: u64 },
}

impl Change {
    pub(super) fn apply(&self, pages: &mut Pages) {
        match self {
            Self::Write { position, bytes } => pages.write(bytes, *position),
            Self::Resize { size_bytes } => pages.resize(*size_bytes),
        }
    }
}

/// A file's contents as they are on the disk, and what has happened since.
#[derive(Clone, Debug, Default)]
pub(super) struct Unflushed {
    flushed: Pages,
    changes: Vec<Change>,
}

impl Unflushed {
    pub(super) fn flushed(pages: Pages) -> Self {
        Self { flushed: pages, changes: Vec::new() }
    }

    pub(super) fn add(&mut self, change: Change) {
        self.changes.push(change);
    }

    pub(super) fn flush(&mut self) {
        for change in self.changes.drain(..) {
            change.apply(&mut self.flushed);
        }
    }

    pub(super) fn survivor(&self, random: &mut Random) -> Pages {
        let mut pages = self.flushed.clone();
        // Often all or nothing arrives; else each part by its own luck.
        let luck = Luck::draw(random);
        for change in &self.changes {
            match change {
                Change::Resize { .. } if luck.holds(random) => change.apply(&mut pages),
                Change::Resize { .. } => {}
                Change::Write { position, bytes } => {
                    let mut position = *position;
                    for sector in sectors(bytes, position) {
                        if luck.holds(random) {
                            pages.write(sector, position);
                        }
                        position += sector.len() as u64;
                    }
                }
            }
        }
        pages
    }
}

/// `bytes` in pieces that end where sectors do.
fn sectors(bytes: &[u8], position: u64) -> impl Iterator<Item = &[u8]> {
    let first = SECTOR_BYTES - (position % SECTOR_BYTES as u64) as usize;
    let (first, rest) = bytes.split_at(first.min(bytes.len()));
    std::iter::once(first).chain(rest.chunks(SECTOR_BYTES))
}

#[derive(Clone, Copy, Debug)]
enum Luck {
    Nothing,
    Everything,
    OneIn(u64),
}

impl Luck {
    fn draw(random: &mut Random) -> Self {
        match random.below(6) {
            0 => Self::Nothing,
            1 => Self::Everything,
            other => Self::OneIn(other.min(4)),
        }
    }

    fn holds(self, random: &mut Random) -> bool {
        match self {
            Self::Nothing => false,
            Self::Everything => true,
            // 2: half of them; 3 and 4: most of them.
            Self::OneIn(2) => random.one_in(2),
            Self::OneIn(times) => !random.one_in(times),
        }
    }
}

/// In which selections changes of names that were not flushed arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameOrder {
    /// The first so many in each folder, as file systems with a journal keep it (ext4, XFS).
    Journal,
    /// Any.
    Any,
}

/// One step: a name goes, comes, or both.
#[derive(Clone, Debug)]
pub(super) struct NameChange {
    pub(super) removed: Option<OsString>,
    pub(super) put: Option<(OsString, Entry)>,
}

impl NameChange {
    pub(super) fn apply(&self, names: &mut Names) {
        if let Some(removed) = &self.removed {
            names.remove(removed);
        }
        if let Some((name, entry)) = &self.put {
            names.insert(name.clone(), entry.clone());
        }
    }
}

/// A folder's names as they are on the disk, and what has happened since.
#[derive(Clone, Debug, Default)]
pub(super) struct UnflushedNames {
    flushed: Names,
    changes: Vec<NameChange>,
}

impl UnflushedNames {
    pub(super) fn flushed(names: Names) -> Self {
        Self { flushed: names, changes: Vec::new() }
    }

    pub(super) fn add(&mut self, change: NameChange) {
        self.changes.push(change);
    }

    pub(super) fn flush(&mut self) {
        for change in self.changes.drain(..) {
            change.apply(&mut self.flushed);
        }
    }

    pub(super) fn survivor(&self, order: NameOrder, random: &mut Random) -> Names {
        let mut names = self.flushed.clone();
        let first = match order {
            NameOrder::Journal => random.below(self.changes.len() as u64 + 1) as usize,
            NameOrder::Any => self.changes.len(),
        };
        let luck = if order == NameOrder::Journal { Luck::Everything } else { Luck::draw(random) };
        for change in self.changes.iter().take(first) {
            if luck.holds(random) {
                change.apply(&mut names);
            }
        }
        names
    }

    pub(super) fn copy(&self, copy: &mut dyn FnMut(&Entry) -> Entry) -> Self {
        let flushed = self.flushed.iter().map(|(name, entry)| (name.clone(), copy(entry))).collect();
        let changes = self.changes.iter().map(|change| NameChange {
            removed: change.removed.clone(),
            put: change.put.as_ref().map(|(name, entry)| (name.clone(), copy(entry))),
        });
        Self { flushed, changes: changes.collect() }
    }
}
