//! A stop with many partitions that are not on the disk, which flushes the file system once: what is promised after it,
//! and what is not where the flush fails.

use std::path::Path;

use log::CheckpointName;
use log::storage::Disk;
use log::storage::memory::{Fault, MemoryDisk, NameOrder, Operation, Random};

use crate::support::{TestBroker, batch_of, produce, wait_until};

/// More than are flushed one by one.
const PARTITIONS: i32 = 40;
const SEED: u64 = 11;
const EIO: i32 = 5;

/// A disk on which each partition has a record that nobody has flushed, and the lines that its broker logged.
fn after_a_stop(fault: Option<Fault>) -> (MemoryDisk, Vec<String>) {
    let disk = MemoryDisk::with_history();
    let broker = TestBroker::on_disk(&disk);
    broker.open("many", PARTITIONS);
    let mut client = broker.connect();
    for partition in 0..PARTITIONS {
        assert_eq!(produce(&mut client, "many", partition, &batch_of(50, 1)).error_code, 0);
    }
    disk.set_faults(move |call| fault.filter(|_| call.operation == Operation::SyncFileSystem));
    broker.broker.close().unwrap();
    disk.clear_faults();
    wait_until("the control plane hears of it", || fault.is_none() || !broker.control.logged().is_empty());
    (disk, broker.control.logged())
}

fn recovery_points(disk: &MemoryDisk) -> String {
    let path = Path::new("/data").join(CheckpointName::RecoveryPoint.file_name());
    String::from_utf8(Disk::Memory(disk.clone()).read(&path).unwrap()).unwrap()
}

/// The log ends that a start on the disk finds, and whether it believes the stop clean.
fn found_on(disk: &MemoryDisk) -> (Vec<i64>, bool) {
    let broker = TestBroker::on_disk(disk);
    broker.open("many", PARTITIONS);
    let ends = (0..PARTITIONS).map(|partition| broker.partition("many", partition).log_end_offset()).collect();
    (ends, broker.broker.directories.were_clean())
}

#[test]
fn one_flush_of_the_file_system_outlives_a_power_loss() {
    let (disk, logged) = after_a_stop(None);
    assert!(logged.iter().all(|line| !line.contains("failed")), "{logged:?}");
    let points = recovery_points(&disk);
    assert_eq!(points.lines().filter(|line| line.starts_with("many ") && line.ends_with(" 1")).count(), 40, "{points}");
    let survivor = disk.after_power_loss(NameOrder::Journal, &mut Random::new(SEED));
    assert_eq!(found_on(&survivor), (vec![1; 40], true));
}

#[test]
fn a_flush_that_fails_leaves_nothing_that_vouches_for_the_records() {
    let (disk, logged) = after_a_stop(Some(Fault::Error(EIO)));
    let told = logged.iter().filter(|line| line.contains("flushing the file system of /data failed"));
    assert_eq!(told.count(), 1, "once for all: {logged:?}");
    let points = recovery_points(&disk);
    assert!(points.lines().all(|line| !line.starts_with("many ") || line.ends_with(" 0")), "{points}");
    // The process has only stopped: its records are still in the page cache.
    assert_eq!(found_on(&disk.after_kill()), (vec![1; 40], false));
    // Whatever a power loss leaves is found by reading it.
    let (ends, was_clean) = found_on(&disk.after_power_loss(NameOrder::Journal, &mut Random::new(SEED)));
    assert!(!was_clean && ends.iter().all(|end| (0..=1).contains(end)), "{ends:?}");
}
