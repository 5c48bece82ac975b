//! Snapshots beside a log that begins at them, undisturbed and with a death, a power loss or an error at each call to
//! the disk: what the log does not hold any more is in a snapshot that can be read.

use std::path::Path;
use std::sync::Arc;

use log::storage::memory::{Fault, MemoryDisk, NameOrder, Random};
use log::storage::{Disk, Folder};
use log::{LogConfig, RecoveryStart};
use wire::Uuid;
use wire::record_batch::{BatchBuilder, BatchHeader};

use crate::open::NEXT_LEADER_EPOCH;
use crate::testing::{NOW_MS, append_as_coordinator, batch, config};
use crate::{OpenPartition, Partition, PartitionConfig};

/// As the metadata log's: flushed before anything is committed, nothing goes by age; here with short segments.
fn metadata_config() -> Arc<PartitionConfig> {
    let log = LogConfig { segment_bytes: 300, ..LogConfig::default() };
    Arc::new(PartitionConfig { log, deletes: false, ..config() })
}

fn open(disk: &MemoryDisk, recovery_point: i64) -> Arc<Partition> {
    let opened = Partition::open(OpenPartition {
        faults: None,
        directory: 0,
        folder: Folder::new(Disk::Memory(disk.clone()), "/data/metadata-0"),
        topic: Arc::from("metadata"),
        topic_id: Uuid([7; 16]),
        partition: 0,
        leader_epoch: NEXT_LEADER_EPOCH,
        config: metadata_config(),
        recovery: RecoveryStart { clean: false, recovery_point, log_start_offset: 0 },
        now_ms: NOW_MS,
    });
    opened.unwrap()
}

/// What stands for the state before `end_offset`.
fn state(end_offset: i64) -> Vec<u8> {
    BatchBuilder::new().record(None, Some(&end_offset.to_be_bytes()), NOW_MS, &[]).build()
}

/// Eight batches of five records, a segment each, and a snapshot of the first ten.
fn written() -> MemoryDisk {
    let disk = MemoryDisk::with_history();
    let seam = Disk::Memory(disk.clone());
    seam.create_folders(Path::new("/data")).unwrap();
    seam.sync_folder(Path::new("/")).unwrap();
    let partition = open(&disk, 0);
    for _ in 0..8 {
        append_as_coordinator(&partition, batch(5));
    }
    partition.flush().unwrap();
    partition.write_state_snapshot(10, state(10)).unwrap();
    seam.sync_folder(Path::new("/data")).unwrap();
    seam.sync_folder(Path::new("/data/metadata-0")).unwrap();
    disk
}

const END: i64 = 40;

fn snapshot_and_cut(partition: &Partition) {
    if partition.write_state_snapshot(30, state(30)).is_ok() {
        let _ = partition.begin_at_state_snapshot(30, NOW_MS);
    }
}

/// Whoever starts from the newest snapshot finds it whole, and everything behind it in the log.
fn check(disk: &MemoryDisk, what: &str) {
    let partition = open(disk, END);
    assert_eq!(partition.log_end_offset(), END, "{what}");
    let snapshots = partition.state_snapshots().unwrap();
    let newest = snapshots.last().unwrap_or_else(|| panic!("{what}: no snapshot")).id.end_offset;
    assert!(newest == 10 || newest == 30, "{what}: {newest}");
    assert!(partition.log_start_offset() <= newest, "{what}: the log begins behind {newest}");
    let bytes = partition.read_state_snapshot(newest, usize::MAX).unwrap();
    assert!(bytes.ends_with(&state(newest)[BatchHeader::parse(&bytes).unwrap().size_bytes() - 20..]), "{what}");
    assert!(disk.files().iter().all(|path| !path.to_string_lossy().ends_with(".part")), "{what}");
    // And it can be done again.
    partition.write_state_snapshot(30, state(30)).unwrap();
    partition.begin_at_state_snapshot(30, NOW_MS).unwrap();
    assert_eq!(partition.log_start_offset(), 30, "{what}");
}

#[test]
fn the_log_begins_at_a_snapshot_and_older_ones_go() {
    let disk = written();
    let partition = open(&disk, END);
    partition.write_state_snapshot(30, state(30)).unwrap();
    assert_eq!(partition.state_snapshots().unwrap().len(), 2);
    partition.begin_at_state_snapshot(30, NOW_MS).unwrap();
    let left: Vec<i64> = partition.state_snapshots().unwrap().iter().map(|found| found.id.end_offset).collect();
    assert_eq!((partition.log_start_offset(), left), (30, vec![30]));
    let first_segment = disk.files().into_iter().filter(|path| path.extension().is_some_and(|end| end == "log")).min();
    assert!(first_segment.unwrap().ends_with("00000000000000000030.log"));
}

#[test]
fn what_is_not_committed_or_not_there_is_refused() {
    let partition = open(&written(), END);
    for end_offset in [END + 1, 0, -1] {
        assert!(partition.write_state_snapshot(end_offset, state(0)).is_err(), "{end_offset}");
    }
    assert!(partition.read_state_snapshot(11, 1).unwrap_err().message.contains("offset 11"));
    assert!(partition.begin_at_state_snapshot(11, NOW_MS).is_err());
    assert_eq!(partition.log_start_offset(), 0);
}

#[test]
fn a_log_that_ends_before_its_snapshot_goes_on_there() {
    let disk = written();
    let partition = open(&disk, END);
    partition.write_state_snapshot(30, state(30)).unwrap();
    drop(partition);
    let seam = Disk::Memory(disk.clone());
    for path in disk.files() {
        let name = path.to_string_lossy();
        if !name.ends_with(".checkpoint") && !name.ends_with("metadata") {
            seam.remove_file(&path).unwrap();
        }
    }
    for round in 0..2 {
        let partition = open(&disk, 0);
        assert_eq!((partition.log_start_offset(), partition.log_end_offset()), (30, 30), "start {round}");
        assert_eq!(partition.leader_epoch(), 2, "one after the snapshot's");
    }
    let partition = open(&disk, 0);
    assert_eq!(append_as_coordinator(&partition, batch(5)).base_offset, 30);
    partition.close().unwrap();
    assert_eq!(open(&disk, 0).log_end_offset(), 35);
}

/// The snapshot and the cut on a copy, with `fault` at the call of this number.
fn disturbed(base: &MemoryDisk, number: u64, fault: Fault) -> (MemoryDisk, Arc<Partition>) {
    let disk = base.after_kill();
    let partition = open(&disk, END);
    let at = disk.call_count() + number;
    let is_death = matches!(fault, Fault::Death { .. });
    disk.set_faults(move |call| (call.number == at || (is_death && call.number > at)).then_some(fault));
    snapshot_and_cut(&partition);
    disk.clear_faults();
    (disk, partition)
}

fn calls(base: &MemoryDisk) -> u64 {
    let disk = base.after_kill();
    let partition = open(&disk, END);
    let first = disk.call_count();
    snapshot_and_cut(&partition);
    let calls = disk.call_count() - first;
    assert!(calls > 20, "{calls}");
    calls
}

#[test]
fn a_death_at_any_call_leaves_a_snapshot_to_start_from() {
    let base = written();
    for number in 0..calls(&base) {
        for bytes in [0, 40] {
            let (disk, _partition) = disturbed(&base, number, Fault::Death { bytes });
            check(&disk.after_kill(), &format!("killed at call {number}"));
        }
    }
}

#[test]
fn a_power_loss_at_any_call_leaves_a_snapshot_to_start_from() {
    let base = written();
    for number in 0..calls(&base) {
        for seed in 0..8 {
            let order = if seed < 2 { NameOrder::Journal } else { NameOrder::Any };
            let (disk, _partition) = disturbed(&base, number, Fault::Death { bytes: 0 });
            let survivor = disk.after_power_loss(order, &mut Random::new(number * 10 + seed));
            check(&survivor, &format!("power lost at call {number}, {order:?}, seed {seed}"));
        }
    }
}

#[test]
fn an_error_at_any_call_leaves_a_snapshot_to_start_from() {
    const NO_SPACE: i32 = 28;
    const INPUT_OUTPUT: i32 = 5;
    let base = written();
    for number in 0..calls(&base) {
        for error in [NO_SPACE, INPUT_OUTPUT] {
            let (disk, _partition) = disturbed(&base, number, Fault::Error(error));
            check(&disk.after_kill(), &format!("error {error} at call {number}"));
        }
    }
}
