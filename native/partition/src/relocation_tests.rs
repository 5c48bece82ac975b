use std::sync::atomic::{AtomicBool, Ordering};

use log::LogConfig;
use log::storage::Folder;

use super::*;
use crate::testing::{NOW_MS, Place, all_headers, append, batch, config, sequenced};
use crate::{Isolation, PartitionConfig};

fn small_segments() -> PartitionConfig {
    PartitionConfig { log: LogConfig { segment_bytes: 2000, ..LogConfig::default() }, ..config() }
}

fn to(directory: &tempfile::TempDir) -> Relocation {
    let base = Folder::from(directory.path());
    Relocation {
        future: base.folder("events-0.1234-future"),
        live: base.folder("events-0"),
        directory: 1,
        faults: None,
    }
}

#[test]
fn a_partition_serves_on_from_its_new_folder() {
    let (place, other) = (Place::new(), tempfile::tempdir().unwrap());
    let partition = place.open(small_segments());
    for sequence in 0..50 {
        append(&partition, sequenced(1, sequence, 1)).unwrap();
    }
    let before = all_headers(&partition);
    assert_eq!(partition.relocate(to(&other), NOW_MS, &|_, _| true).unwrap(), Relocated::Moved);
    assert_eq!(partition.directory(), 1);
    assert!(!place.folder().exists());
    assert_eq!(all_headers(&partition), before);
    assert!(append(&partition, sequenced(1, 49, 1)).unwrap().duplicate, "the producer is known");
    assert_eq!(append(&partition, sequenced(1, 50, 1)).unwrap().base_offset, 50);
    partition.flush().unwrap();
    partition.close().unwrap();
    let names: Vec<_> = std::fs::read_dir(other.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["events-0"]);
}

#[test]
fn appends_and_flushes_go_on_during_a_move() {
    let (place, directories) = (Place::new(), [(); 2].map(|()| tempfile::tempdir().unwrap()));
    let partition = place.open(PartitionConfig { flush_messages: 1, ..small_segments() });
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    append(&partition, batch(3)).unwrap();
                    partition.flush().unwrap();
                    std::thread::yield_now();
                }
            });
        }
        for round in 0..4 {
            let relocated = partition.relocate(to(&directories[round % 2]), NOW_MS, &|_, _| true).unwrap();
            assert_eq!(relocated, Relocated::Moved);
        }
        stop.store(true, Ordering::Relaxed);
    });
    let offsets = partition.offsets();
    assert_eq!(
        (offsets.high_watermark, partition.checkpoint().recovery_point),
        (offsets.log_end_offset, offsets.log_end_offset)
    );
    let headers = all_headers(&partition);
    assert_eq!(headers.len() as i64 * 3, offsets.log_end_offset, "no record is lost and none is twice");
}

#[test]
fn a_move_that_is_stopped_leaves_everything_as_it_was() {
    let (place, other) = (Place::new(), tempfile::tempdir().unwrap());
    let partition = place.open(small_segments());
    (0..50).for_each(|_| {
        append(&partition, batch(2)).unwrap();
    });
    assert_eq!(partition.relocate(to(&other), NOW_MS, &|bytes, _| bytes < 1000).unwrap(), Relocated::Stopped);
    assert_eq!((partition.directory(), std::fs::read_dir(other.path()).unwrap().count()), (0, 0));
    append(&partition, batch(1)).unwrap();
    partition.delete().unwrap();
    assert_eq!(partition.relocate(to(&other), NOW_MS, &|_, _| true).unwrap(), Relocated::Stopped);
}

#[test]
fn an_empty_partition_begins_in_its_new_place() {
    let (place, other) = (Place::new(), tempfile::tempdir().unwrap());
    let partition = place.open(small_segments());
    assert_eq!(partition.relocate(to(&other), NOW_MS, &|_, _| true).unwrap(), Relocated::Moved);
    assert_eq!(append(&partition, batch(1)).unwrap().base_offset, 0);
    assert!(other.path().join("events-0").exists() && !place.folder().exists());
    assert!(!partition.park(&(crate::testing::Bell::new().1), 0, Isolation::ReadUncommitted));
}
