//! Tests of opening folders that hold what nobody of ours writes: odd names, numbers that lie.

use crate::config::LogConfig;
use crate::log::{Log, RecoveryStart};
use crate::recovery::RecoveryReport;
use crate::storage::memory::MemoryDisk;
use crate::storage::{Disk, Folder};
use crate::test_batches::{CLEAN, TOPIC_ID, UNCLEAN, append, batch, filled, open, read_all, small};
use crate::{CheckpointName, DirectoryIdentity, LogDirectory, SnapshotId, StorageError, state_snapshots};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Twenty batches in segments 0, 45 and 90, closed.
pub(crate) fn closed(folder: &Path) {
    filled(folder, 20).close().unwrap();
}

pub(crate) fn all_twenty() -> Vec<Vec<u8>> {
    (0..20).map(|number| batch(number * 5, 5)).collect()
}

#[test]
fn names_that_only_look_like_ours_are_passed_over() {
    for start in [CLEAN, UNCLEAN] {
        let folder = tempfile::tempdir().unwrap();
        closed(folder.path());
        let names = ["90.log", "0.index", "000000000000000000045.log", "7.log", "٣.log", "90 .log"];
        for name in names {
            fs::write(folder.path().join("t-0").join(name), "x").unwrap();
        }
        let log = open(folder.path(), start);
        assert_eq!(log.segment_base_offsets().collect::<Vec<_>>(), [0, 45, 90]);
        assert_eq!(read_all(&log, 0, 300), all_twenty());
        for name in names {
            assert_eq!(fs::read(folder.path().join("t-0").join(name)).unwrap(), b"x", "{name}");
        }
    }
}

#[test]
fn an_index_entry_that_leads_behind_the_file_hides_nothing() {
    for base_offset in [0, 45, 90] {
        let folder = tempfile::tempdir().unwrap();
        closed(folder.path());
        let path = folder.path().join(format!("t-0/{base_offset:020}.index"));
        let mut index = fs::read(&path).unwrap();
        let entry_count = index.len() / 8;
        // All but the last, whose position is looked at when the log is opened.
        for entry in index.chunks_exact_mut(8).take(entry_count.saturating_sub(1)) {
            entry[4] ^= 0x40;
        }
        fs::write(&path, index).unwrap();
        let log = open(folder.path(), CLEAN);
        for offset in 0..100 {
            let slice = log.read(offset, 1, log.end_position(), true).unwrap().unwrap();
            let mut bytes = Vec::new();
            slice.read_into(&mut bytes).unwrap();
            assert_eq!(bytes, batch(offset / 5 * 5, 5), "{base_offset} {offset}");
        }
    }
}

#[test]
fn a_partition_has_one_name() {
    let folder = tempfile::tempdir().unwrap();
    let identity = DirectoryIdentity { cluster_id: None, node_id: 1 };
    drop(LogDirectory::open(folder.path(), &identity).unwrap());
    for name in ["t-0", "t-00", "t-01", "t-+1", "t-2147483648", "t--1"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    let found = LogDirectory::open(folder.path(), &identity).unwrap().list_partitions().unwrap();
    let found: Vec<_> = found.iter().map(|found| (found.topic.as_str(), found.partition)).collect();
    assert_eq!(found, [("t", 0), ("t-", 1)]);
}

#[test]
fn a_snapshot_that_cannot_be_read_ends_no_log() {
    let damages: [&dyn Fn(&Path); 3] =
        [&|path| fs::write(path, "").unwrap(), &|path| fs::write(path, [0; 500]).unwrap(), &|path| {
            let mut bytes = fs::read(path).unwrap();
            bytes[70] ^= 1;
            fs::write(path, bytes).unwrap();
        }];
    for (end_offset, damage) in [150, i64::MAX].into_iter().flat_map(|end| damages.map(|damage| (end, damage))) {
        for start in [CLEAN, UNCLEAN] {
            let folder = tempfile::tempdir().unwrap();
            closed(folder.path());
            let id = SnapshotId { end_offset, epoch: 1 };
            let partition: Folder = folder.path().join("t-0").into();
            state_snapshots::write(&partition, id, batch(0, 3)).unwrap();
            damage(&id.path(&partition));
            let mut log = open(folder.path(), start);
            assert_eq!((log.log_start_offset(), log.log_end_offset()), (0, 100), "{end_offset}");
            assert_eq!(read_all(&log, 0, 300), all_twenty());
            append(&mut log, &batch(100, 5));
        }
    }
}

#[test]
fn the_newest_snapshot_that_can_be_read_begins_the_log() {
    let folder = tempfile::tempdir().unwrap();
    closed(folder.path());
    let partition: Folder = folder.path().join("t-0").into();
    let ids = [50, 140, 150, 160].map(|end_offset| SnapshotId { end_offset, epoch: 1 });
    ids.iter().for_each(|id| state_snapshots::write(&partition, *id, batch(0, 3)).unwrap());
    fs::write(ids[3].path(&partition), "").unwrap();
    let log = open(folder.path(), UNCLEAN);
    assert_eq!((log.log_start_offset(), log.log_end_offset(), log.size_bytes()), (150, 150, 0));
}

#[test]
fn a_length_that_lies_is_not_allocated() {
    let disk = MemoryDisk::new();
    let folder = Folder::new(Disk::Memory(disk.clone()), "/t-0");
    let mut log = Log::open(folder.clone(), TOPIC_ID, small(), UNCLEAN, 0).unwrap();
    append(&mut log, &batch(0, 5));
    append(&mut log, &batch(5, 5));
    let (path, size_bytes) = (folder.join("00000000000000000000.log"), log.size_bytes());
    drop(log);
    let file = folder.disk().open(&path).unwrap();
    let claimed: i32 = 64 << 20;
    file.write_all_at(&claimed.to_be_bytes(), size_bytes / 2 + 8).unwrap();
    file.set_len(size_bytes + claimed.unsigned_abs() as u64).unwrap();
    let largest = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&largest);
    disk.set_faults(move |call| {
        seen.fetch_max(call.bytes, Ordering::Relaxed);
        None
    });
    // As if it had been flushed, and asked for a time that only the damaged batch can have.
    let log = Log::open(folder.clone(), TOPIC_ID, small(), CLEAN, 0).unwrap();
    let error = log.offset_for_timestamp(9_000).unwrap_err().to_string();
    assert!(error.contains("the CRC does not match"), "{error}");
    drop(log);
    let mut log = Log::open(folder, TOPIC_ID, small(), UNCLEAN, 0).unwrap();
    assert_eq!(log.log_end_offset(), 5);
    assert!(log.take_recovery_report().unwrap().cut_reason.unwrap().contains("CRC"));
    assert!(largest.load(Ordering::Relaxed) <= 1 << 20, "read {} bytes at once", largest.load(Ordering::Relaxed));
}

#[test]
fn segments_that_overlap_are_read_to_the_end_of_the_log_and_no_further() {
    // Two copies of one log that were cut into segments at other places, mixed by somebody.
    for (start, expected_end) in [(CLEAN, 100), (UNCLEAN, 100)] {
        let folder = tempfile::tempdir().unwrap();
        closed(folder.path());
        let twice: Vec<u8> = (0..11).flat_map(|number| batch(number * 5, 5)).collect();
        fs::write(folder.path().join("t-0/00000000000000000000.log"), twice).unwrap();
        let log = open(folder.path(), start);
        assert_eq!(log.log_end_offset(), expected_end);
        assert_eq!(read_all(&log, 0, 300), all_twenty(), "{start:?}");
    }
}

#[test]
fn offsets_that_checkpoints_cannot_mean_harm_nobody() {
    for (recovery_point, log_start_offset) in
        [(-1, 0), (i64::MIN, i64::MIN), (i64::MAX, 0), (0, -7), (i64::MAX, i64::MIN)]
    {
        for clean in [true, false] {
            let folder = tempfile::tempdir().unwrap();
            closed(folder.path());
            let start = RecoveryStart { clean, recovery_point, log_start_offset };
            let mut log = open(folder.path(), start);
            assert_eq!((log.log_start_offset(), log.log_end_offset()), (0, 100), "{start:?}");
            assert!((0..=100).contains(&log.recovery_point()), "{start:?}");
            assert_eq!(read_all(&log, 0, 300), all_twenty());
            append(&mut log, &batch(100, 5));
            fs::remove_dir_all(folder.path().join("t-0")).unwrap();
            let mut log = open(folder.path(), start);
            assert_eq!((log.log_start_offset(), log.log_end_offset()), (0, 0), "{start:?}");
            append(&mut log, &batch(0, 5));
            log.close().unwrap();
            let mut log = open(folder.path(), CLEAN);
            assert_eq!(log.take_recovery_report().unwrap_or_default(), RecoveryReport::default());
        }
    }
}

fn sparse(path: &Path) {
    fs::File::create(path).unwrap().set_len(1 << 40).unwrap();
}

#[test]
fn a_small_file_of_absurd_size_counts_as_damaged() {
    for start in [CLEAN, UNCLEAN] {
        let folder = tempfile::tempdir().unwrap();
        closed(folder.path());
        for name in ["leader-epoch-checkpoint", "partition.metadata", "00000000000000000150-0000000001.checkpoint"] {
            sparse(&folder.path().join("t-0").join(name));
        }
        let log = open(folder.path(), start);
        assert_eq!(read_all(&log, 0, 300), all_twenty());
        assert_eq!(log.latest_epoch(), Some(0));
    }
    let folder = tempfile::tempdir().unwrap();
    let identity = DirectoryIdentity { cluster_id: None, node_id: 1 };
    let directory = LogDirectory::open(folder.path(), &identity).unwrap();
    sparse(&folder.path().join("recovery-point-offset-checkpoint"));
    let error = directory.read_checkpoint(CheckpointName::RecoveryPoint).unwrap_err();
    assert!(matches!(error, StorageError::Corrupt { .. }), "{error}");
    drop(directory);
    sparse(&folder.path().join("meta.properties"));
    let error = LogDirectory::open(folder.path(), &identity).unwrap_err();
    assert!(matches!(error, StorageError::Corrupt { .. }), "{error}");
}

#[test]
fn a_time_index_that_is_longer_than_its_log_is_made_again() {
    let index = |base_offset: i64| format!("t-0/{base_offset:020}.timeindex");
    for (batches, base_offset) in [(19, 90), (20, 45)] {
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        filled(folder.path(), batches).close().unwrap();
        // The same log, but further.
        let far = LogConfig { segment_bytes: 1 << 20, ..small() };
        let mut log = Log::open(other.path().join("t-0"), TOPIC_ID, far, UNCLEAN, 0).unwrap();
        (base_offset / 5..40).for_each(|number| append(&mut log, &batch(number * 5, 5)));
        log.close().unwrap();
        fs::copy(other.path().join(index(base_offset)), folder.path().join(index(base_offset))).unwrap();
        let mut log = open(folder.path(), CLEAN);
        let last = batches * 5 - 1;
        assert_eq!(log.max_timestamp().unwrap().unwrap().offset, last, "{base_offset}");
        assert_eq!(log.take_recovery_report().unwrap().indexes_rebuilt, [base_offset]);
        log.close().unwrap();
        assert_eq!(open(folder.path(), CLEAN).take_recovery_report(), None);
    }
}

#[test]
fn a_lost_end_after_a_clean_stop_costs_no_batch_before_it() {
    let folder = tempfile::tempdir().unwrap();
    closed(folder.path());
    let path = folder.path().join("t-0/00000000000000000090.log");
    let mut bytes = fs::read(&path).unwrap();
    let first = batch(90, 5).len();
    // A record of the first batch, and the last byte of the second.
    bytes[first - 1] ^= 1;
    bytes.pop();
    let damaged = bytes[..first].to_vec();
    fs::write(&path, bytes).unwrap();
    let mut log = open(folder.path(), CLEAN);
    assert_eq!(log.log_end_offset(), 95);
    assert_eq!(fs::read(&path).unwrap(), damaged);
    append(&mut log, &batch(95, 5));
    assert_eq!(read_all(&log, 95, 300), [batch(95, 5)]);
}

#[test]
fn a_folder_among_the_files_stays_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    closed(folder.path());
    for name in ["old.deleted", "00000000000000000045.log.cleaned", "00000000000000000045.log.swap", "notes"] {
        fs::create_dir(folder.path().join("t-0").join(name)).unwrap();
    }
    let mut log = open(folder.path(), CLEAN);
    assert_eq!(log.take_recovery_report(), None);
    assert_eq!(read_all(&log, 0, 300), all_twenty());
    // In the place of a segment it is told: without that segment the log would have a hole.
    fs::remove_file(folder.path().join("t-0/00000000000000000045.log")).unwrap();
    fs::create_dir(folder.path().join("t-0/00000000000000000045.log")).unwrap();
    let error = Log::open(folder.path().join("t-0"), TOPIC_ID, small(), UNCLEAN, 0).unwrap_err().to_string();
    assert!(error.contains("45.log") && error.contains("something else is in its place"), "{error}");
}
