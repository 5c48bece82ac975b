//! Which files stay open, and for whom.

use std::path::Path;
use std::sync::Arc;

use super::{KeptFile, OpenFile, OpenFiles};
use crate::storage::Disk;
use crate::storage::memory::MemoryDisk;

fn some(count: usize) -> Vec<KeptFile> {
    (0..count).map(|_| KeptFile::default()).collect()
}

fn open(files: &OpenFiles, kept: &KeptFile) -> Arc<OpenFile> {
    let disk = Disk::Memory(MemoryDisk::new());
    kept.put(files, disk.create(Path::new("/file")).unwrap())
}

fn opened(kept: &[KeptFile]) -> Vec<usize> {
    (0..kept.len()).filter(|index| kept[*index].0.borrow().strong_count() > 0).collect()
}

#[test]
fn what_was_longest_not_used_is_closed() {
    let (files, kept) = (OpenFiles::default(), some(6));
    files.set_limit(4);
    kept[..4].iter().for_each(|kept| drop(open(&files, kept)));
    assert!(kept[0].get().is_some() && kept[2].get().is_some());
    drop(open(&files, &kept[4]));
    assert_eq!(opened(&kept), [0, 2, 3, 4]);
    drop(open(&files, &kept[5]));
    assert_eq!((opened(&kept), files.open_count()), (vec![0, 2, 4, 5], 4));
    assert!(kept[1].get().is_none());
}

#[test]
fn a_file_that_is_held_outlives_its_place() {
    let (files, kept) = (OpenFiles::default(), some(2));
    files.set_limit(1);
    let held = open(&files, &kept[0]);
    held.write_all_at(b"there", 0).unwrap();
    drop(open(&files, &kept[1]));
    assert_eq!(files.open_count(), 2);
    assert!(files.are_scarce());
    kept[0].release();
    let mut bytes = [0; 5];
    held.read_exact_at(&mut bytes, 0).unwrap();
    assert_eq!(&bytes, b"there");
    drop(held);
    assert_eq!((files.open_count(), files.are_scarce()), (1, false));
}

#[test]
fn what_is_released_or_dropped_is_closed_and_its_place_taken_again() {
    let (files, kept) = (OpenFiles::default(), some(3));
    for _ in 0..5 {
        kept.iter().for_each(|kept| drop(open(&files, kept)));
        kept[1].release();
        assert_eq!((opened(&kept), files.open_count()), (vec![0, 2], 2));
        drop(open(&files, &kept[1]));
        kept.iter().for_each(KeptFile::release);
    }
    assert_eq!(files.shared.ring.lock().places.len(), 3);
    drop(open(&files, &kept[0]));
    drop(kept);
    assert_eq!(files.open_count(), 0);
}

#[test]
fn a_lower_limit_and_giving_back_close_files_at_once() {
    let (files, kept) = (OpenFiles::default(), some(20));
    kept.iter().for_each(|kept| drop(open(&files, kept)));
    files.set_limit(16);
    assert_eq!(files.open_count(), 16);
    assert!(files.give_back());
    assert_eq!(files.open_count(), 14);
    files.set_limit(0);
    assert!(!files.give_back());
    drop(open(&files, &kept[0]));
    assert_eq!(files.open_count(), 0);
}
