//! Indexes after a power loss: they say what the batches say, whichever of their writes arrived.

use crate::log::{Log, RecoveryStart};
use crate::recovery::RecoveryReport;
use crate::storage::memory::{MemoryDisk, NameOrder, Random};
use crate::storage::{Disk, Folder};
use crate::test_batches::{CLEAN, TOPIC_ID, UNCLEAN, append, batch, small};
use std::path::Path;

const SEEDS: u64 = 100;

fn open(disk: &MemoryDisk, start: RecoveryStart) -> (Log, RecoveryReport) {
    let folder = Folder::new(Disk::Memory(disk.clone()), "/t-0");
    let mut log = Log::open(folder, TOPIC_ID, small(), start, 0).unwrap();
    let report = log.take_recovery_report().unwrap_or_default();
    (log, report)
}

/// Batches of five records, from `from` on.
fn append_batches(log: &mut Log, from: i64, count: i64) {
    (0..count).for_each(|number| append(log, &batch(from + number * 5, 5)));
}

/// Every record below `end_offset` is found by its timestamp after each of many power losses.
fn check_power_losses(disk: &MemoryDisk, recovery_point: i64, end_offset: i64) {
    for seed in 0..SEEDS {
        let found = disk.after_power_loss(NameOrder::Journal, &mut Random::new(seed));
        let (log, report) = open(&found, RecoveryStart { recovery_point, ..UNCLEAN });
        assert!(log.log_end_offset() >= end_offset, "seed {seed}");
        for offset in 0..end_offset {
            let answer = log.offset_for_timestamp(offset * 1000).unwrap().map(|found| found.offset);
            assert_eq!(answer, Some(offset), "seed {seed}: {report:?}");
        }
    }
}

#[test]
fn a_segment_that_rolled_right_after_a_flush_has_whole_indexes() {
    let disk = MemoryDisk::with_history();
    let (mut log, _) = open(&disk, UNCLEAN);
    append_batches(&mut log, 0, 9);
    log.flush().unwrap();
    append_batches(&mut log, 45, 1);
    assert_eq!(log.segment_base_offsets().collect::<Vec<_>>(), [0, 45]);
    assert_eq!(log.recovery_point(), 45);
    check_power_losses(&disk, 45, 45);
    // The segment's data is not read again, and the next flush settles its indexes.
    log.flush().unwrap();
    let (_, report) = open(&disk.after_kill(), RecoveryStart { recovery_point: 45, ..UNCLEAN });
    assert_eq!((report.segments_scanned, report.indexes_rebuilt), (1, vec![0]));
    let (_, report) = open(&disk.after_kill(), RecoveryStart { recovery_point: 50, ..UNCLEAN });
    assert_eq!((report.segments_scanned, report.indexes_rebuilt), (1, vec![]));
    check_power_losses(&disk, 50, 50);
}

#[test]
fn what_lies_before_the_log_start_needs_no_indexes() {
    let disk = MemoryDisk::with_history();
    let (mut log, _) = open(&disk, UNCLEAN);
    append_batches(&mut log, 0, 10);
    log.flush().unwrap();
    let start = RecoveryStart { recovery_point: 45, log_start_offset: 45, ..UNCLEAN };
    let (_, report) = open(&disk.after_kill(), start);
    assert_eq!(report.indexes_rebuilt, []);
}

#[test]
fn rebuilt_indexes_are_on_the_disk() {
    let disk = MemoryDisk::with_history();
    let (mut log, _) = open(&disk, UNCLEAN);
    append_batches(&mut log, 0, 20);
    log.close().unwrap();
    let seam = Disk::Memory(disk.clone());
    for name in ["00000000000000000000.timeindex", "00000000000000000000.index"] {
        // Emptied and filled again under its name, which is on the disk already.
        seam.create(&Path::new("/t-0").join(name)).unwrap().write_all_at(b"garbage", 0).unwrap();
    }
    let (mut log, report) = open(&disk, CLEAN);
    assert_eq!(report.indexes_rebuilt, [0]);
    append_batches(&mut log, 100, 1);
    log.flush().unwrap();
    check_power_losses(&disk, 105, 105);
}
