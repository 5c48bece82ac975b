//! Tests of opening logs whose files are not what a clean stop leaves.

use crate::leader_epoch_checkpoint::EpochEntry;
use crate::log::{Log, RecoveryStart};
use crate::recovery::RecoveryReport;
use crate::storage::Disk;
use crate::test_batches::{CLEAN, UNCLEAN, append, batch, batch_with, filled, open, read_all};
use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};

fn file(folder: &Path, base_offset: i64, suffix: &str) -> PathBuf {
    folder.join(format!("t-0/{base_offset:020}{suffix}"))
}

fn write_at(path: &Path, position: u64, bytes: &[u8]) {
    Disk::Real.open(path).unwrap().write_all_at(bytes, position).unwrap();
}

fn set_length(path: &Path, length: u64) {
    OpenOptions::new().write(true).open(path).unwrap().set_len(length).unwrap();
}

fn opened(folder: &Path, start: RecoveryStart) -> (Log, RecoveryReport) {
    let mut log = open(folder, start);
    let report = log.take_recovery_report().unwrap_or_default();
    assert!(log.take_recovery_report().is_none());
    (log, report)
}

/// The log holds exactly the first `batches` of `filled`, finds each of them, and can go on and be reopened.
fn assert_usable(folder: &Path, mut log: Log, batches: i64) {
    let expected: Vec<Vec<u8>> = (0..batches).map(|number| batch(number * 5, 5)).collect();
    assert_eq!(read_all(&log, 0, 300), expected);
    for offset in 0..batches * 5 {
        assert_eq!(log.offset_for_timestamp(offset * 1000).unwrap().unwrap().offset, offset);
    }
    append(&mut log, &batch(batches * 5, 5));
    log.close().unwrap();
    let (log, report) = opened(folder, CLEAN);
    assert_eq!(report, RecoveryReport::default());
    assert_eq!(read_all(&log, 0, 300).len() as i64, batches + 1);
}

/// Twenty batches in segments 0, 45 and 90, closed.
fn closed(folder: &Path) -> Vec<i64> {
    let mut log = filled(folder, 20);
    log.close().unwrap();
    log.segment_base_offsets().collect()
}

#[test]
fn nothing_is_done_after_a_clean_stop() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(closed(folder.path()), [0, 45, 90]);
    let before = fs::metadata(folder.path().join("t-0/leader-epoch-checkpoint")).unwrap().modified().unwrap();
    let (mut log, report) = opened(folder.path(), CLEAN);
    assert_eq!(report, RecoveryReport::default());
    assert_eq!(log.recovery_point(), 100);
    assert!(log.segments.iter().all(|segment| segment.file_for_tests().get().is_none()));
    assert!(log.start_flush().unwrap().is_none());
    let after = fs::metadata(folder.path().join("t-0/leader-epoch-checkpoint")).unwrap().modified().unwrap();
    assert_eq!(before, after);
    assert_usable(folder.path(), log, 20);
}

#[test]
fn an_unclean_stop_keeps_every_whole_batch() {
    let folder = tempfile::tempdir().unwrap();
    drop(filled(folder.path(), 20));
    let (log, report) = opened(folder.path(), UNCLEAN);
    assert_eq!(report.segments_scanned, 3);
    assert_eq!((report.bytes_scanned, report.bytes_cut), (log.size_bytes(), 0));
    assert_eq!(log.recovery_point(), 0);
    assert_usable(folder.path(), log, 20);
}

#[test]
fn only_segments_from_the_recovery_point_on_are_scanned() {
    for (recovery_point, scanned) in [(0, 3), (44, 3), (45, 2), (89, 2), (90, 1), (100, 1), (5000, 1)] {
        let folder = tempfile::tempdir().unwrap();
        closed(folder.path());
        let (log, report) = opened(folder.path(), RecoveryStart { recovery_point, ..UNCLEAN });
        assert_eq!(report.segments_scanned, scanned, "{recovery_point}");
        assert_eq!(log.recovery_point(), recovery_point.min(100));
        assert_usable(folder.path(), log, 20);
    }
}

#[test]
fn a_torn_tail_is_cut_wherever_it_was_torn() {
    let size = batch(0, 5).len() as u64;
    for kept in [1, 11, 12, 60, 61, 62, size - 1] {
        let folder = tempfile::tempdir().unwrap();
        drop(filled(folder.path(), 20));
        set_length(&file(folder.path(), 90, ".log"), size + kept);
        let (log, report) = opened(folder.path(), UNCLEAN);
        assert_eq!(report.bytes_cut, kept);
        assert!(report.cut_reason.unwrap().contains("00000000000000000090.log"));
        assert_usable(folder.path(), log, 19);
    }
}

#[test]
fn zeros_behind_the_last_batch_are_cut() {
    let folder = tempfile::tempdir().unwrap();
    let log = filled(folder.path(), 20);
    let size = log.end_position().position;
    drop(log);
    set_length(&file(folder.path(), 90, ".log"), size + 10_000);
    let (log, report) = opened(folder.path(), UNCLEAN);
    assert_eq!(report.bytes_cut, 10_000);
    assert_usable(folder.path(), log, 20);
}

#[test]
fn a_flipped_byte_cuts_there_and_removes_later_segments() {
    let size = batch(0, 5).len() as u64;
    // Base offset, length, magic, CRC, attributes, a record.
    for byte in [0, 8, 10, 16, 17, 22, 70] {
        let folder = tempfile::tempdir().unwrap();
        drop(filled(folder.path(), 20));
        let path = file(folder.path(), 45, ".log");
        let position = 2 * size + byte;
        let mut original = [0];
        Disk::Real.open(&path).unwrap().read_exact_at(&mut original, position).unwrap();
        write_at(&path, position, &[original[0] ^ 0x81]);
        let (log, report) = opened(folder.path(), UNCLEAN);
        assert_eq!(report.segments_removed, [90], "{byte}");
        assert_eq!(report.bytes_cut, 7 * size);
        assert!(!file(folder.path(), 90, ".log").exists() && !file(folder.path(), 90, ".index").exists());
        assert_usable(folder.path(), log, 11);
    }
}

#[test]
fn a_bad_first_batch_leaves_an_empty_segment() {
    let folder = tempfile::tempdir().unwrap();
    drop(filled(folder.path(), 20));
    write_at(&file(folder.path(), 45, ".log"), 30, &[0xff; 8]);
    let (log, report) = opened(folder.path(), RecoveryStart { recovery_point: 45, ..UNCLEAN });
    assert_eq!((report.segments_scanned, report.segments_removed), (1, vec![90]));
    assert_eq!(log.segment_base_offsets().collect::<Vec<_>>(), [0, 45]);
    assert_usable(folder.path(), log, 9);
}

#[test]
fn an_empty_last_segment_is_fine() {
    for start in [CLEAN, UNCLEAN] {
        let folder = tempfile::tempdir().unwrap();
        let mut log = filled(folder.path(), 20);
        log.roll(0).unwrap();
        log.close().unwrap();
        drop(log);
        let (log, _) = opened(folder.path(), start);
        assert_eq!((log.log_end_offset(), log.end_position().position), (100, 0));
        assert_usable(folder.path(), log, 20);
    }
}

#[test]
fn an_index_that_is_missing_or_wrong_is_rebuilt() {
    let damages: [&dyn Fn(&Path); 5] = [
        &|path| fs::remove_file(path).unwrap(),
        &|path| fs::write(path, [0; 10_000]).unwrap(),
        &|path| fs::write(path, [0xff; 240]).unwrap(),
        &|path| fs::write(path, b"garbage").unwrap(),
        // Preallocated by Kafka: right entries, then zeros.
        &|path| set_length(path, 24_000),
    ];
    for damage in damages {
        for suffix in [".index", ".timeindex"] {
            for base_offset in [0, 45, 90] {
                let folder = tempfile::tempdir().unwrap();
                closed(folder.path());
                let path = file(folder.path(), base_offset, suffix);
                let before = fs::read(&path).unwrap();
                damage(&path);
                let (log, report) = opened(folder.path(), CLEAN);
                assert_eq!(report.indexes_rebuilt, [base_offset], "{suffix}");
                assert_eq!((report.segments_scanned, report.damage.len()), (0, 0));
                assert_eq!(fs::read(&path).unwrap(), before);
                assert_usable(folder.path(), log, 20);
            }
        }
    }
}

#[test]
fn damage_is_rebuilt_after_an_unclean_stop_too() {
    let folder = tempfile::tempdir().unwrap();
    closed(folder.path());
    fs::write(file(folder.path(), 0, ".index"), [0; 4096]).unwrap();
    fs::write(file(folder.path(), 90, ".timeindex"), [0; 4096]).unwrap();
    let (log, report) = opened(folder.path(), RecoveryStart { recovery_point: 95, ..UNCLEAN });
    assert_eq!((report.segments_scanned, report.indexes_rebuilt), (1, vec![0]));
    assert_usable(folder.path(), log, 20);
}

#[test]
fn index_entries_that_lead_nowhere_are_ignored() {
    let folder = tempfile::tempdir().unwrap();
    closed(folder.path());
    // The last entry stays right, so that nothing is noticed when opening.
    write_at(&file(folder.path(), 0, ".index"), 0, &[0, 0, 0, 14, 0, 0, 0, 17]);
    let (log, report) = opened(folder.path(), CLEAN);
    assert_eq!(report, RecoveryReport::default());
    assert_usable(folder.path(), log, 20);
}

#[test]
fn damage_in_an_old_segment_is_told_but_nothing_is_thrown_away() {
    let folder = tempfile::tempdir().unwrap();
    closed(folder.path());
    let size = batch(0, 5).len() as u64;
    write_at(&file(folder.path(), 0, ".log"), 4 * size + 8, &[0xff]);
    fs::remove_file(file(folder.path(), 0, ".index")).unwrap();
    let (log, report) = opened(folder.path(), CLEAN);
    assert!(report.damage[0].contains(&format!("00000000000000000000.log at byte {}", 4 * size)), "{report:?}");
    assert_eq!(log.log_end_offset(), 100);
    assert_eq!(log.size_bytes(), 20 * size);
    assert_eq!(read_all(&log, 45, 300).len(), 11);
    let error = log.read(22, 1000, log.end_position(), true).unwrap_err().to_string();
    assert!(error.contains("is damaged at byte") && error.contains("restore"), "{error}");
}

#[test]
fn a_last_segment_that_is_not_whole_is_recovered_even_after_a_clean_stop() {
    let folder = tempfile::tempdir().unwrap();
    closed(folder.path());
    let path = file(folder.path(), 90, ".log");
    set_length(&path, fs::metadata(&path).unwrap().len() - 3);
    let (log, report) = opened(folder.path(), CLEAN);
    assert_eq!((report.segments_scanned, report.bytes_cut > 0), (1, true));
    assert_usable(folder.path(), log, 19);
}

#[test]
fn a_missing_segment_is_a_gap() {
    let folder = tempfile::tempdir().unwrap();
    closed(folder.path());
    fs::remove_file(file(folder.path(), 45, ".log")).unwrap();
    let (log, report) = opened(folder.path(), CLEAN);
    assert_eq!(report.leftovers, ["00000000000000000045.index", "00000000000000000045.timeindex"]);
    let batches = read_all(&log, 0, 300);
    assert_eq!(batches, [0, 1, 2, 3, 4, 5, 6, 7, 8, 18, 19].map(|number| batch(number * 5, 5)));
    assert_eq!(read_all(&log, 60, 300).len(), 2);
}

#[test]
fn a_lost_batch_that_holds_the_log_start_is_a_hole() {
    let size = batch(0, 5).len() as u64;
    // Moving the log start moved the recovery point, too: into batch 40 to 44, the last of its segment.
    for (log_start_offset, removed, end_offset) in [(43, vec![90, 45, 0], 43), (45, vec![], 100)] {
        let folder = tempfile::tempdir().unwrap();
        closed(folder.path());
        set_length(&file(folder.path(), 0, ".log"), 8 * size);
        let start = RecoveryStart { recovery_point: log_start_offset, log_start_offset, ..UNCLEAN };
        let (log, report) = opened(folder.path(), start);
        assert_eq!(report.segments_removed, removed);
        assert_eq!((log.log_start_offset(), log.log_end_offset()), (log_start_offset, end_offset));
    }
}

#[test]
fn a_missing_first_segment_moves_the_log_start() {
    let folder = tempfile::tempdir().unwrap();
    closed(folder.path());
    fs::remove_file(file(folder.path(), 0, ".log")).unwrap();
    let (log, _) = opened(folder.path(), CLEAN);
    assert_eq!((log.log_start_offset(), log.log_end_offset()), (45, 100));
}

#[test]
fn a_log_start_behind_the_end_empties_the_log() {
    let folder = tempfile::tempdir().unwrap();
    closed(folder.path());
    let start = RecoveryStart { log_start_offset: 500, ..UNCLEAN };
    let (mut log, report) = opened(folder.path(), start);
    assert_eq!(report.segments_removed, [90, 45, 0]);
    assert_eq!((log.log_start_offset(), log.log_end_offset(), log.size_bytes()), (500, 500, 0));
    append(&mut log, &batch(500, 5));
    drop(log);
    let (log, _) = opened(folder.path(), start);
    assert_eq!(log.log_end_offset(), 505);
}

#[test]
fn epochs_come_back_from_the_batches_and_end_with_the_log() {
    for damage in ["", "0\n1\ngarbage\n", "0\n0\n"] {
        let folder = tempfile::tempdir().unwrap();
        let mut log = open(folder.path(), UNCLEAN);
        for (offset, epoch) in [(0, 0), (1, 0), (2, 3), (3, 5)] {
            append(&mut log, &batch_with(offset, &[1], epoch, 10));
        }
        let size = log.size_bytes();
        drop(log);
        fs::write(folder.path().join("t-0/leader-epoch-checkpoint"), damage).unwrap();
        set_length(&file(folder.path(), 0, ".log"), size - 1);
        let (log, report) = opened(folder.path(), UNCLEAN);
        let entries = [EpochEntry { epoch: 0, start_offset: 0 }, EpochEntry { epoch: 3, start_offset: 2 }];
        assert_eq!(log.epoch_entries(), entries);
        assert_eq!(report.epochs_rebuilt, damage != "0\n0\n");
        drop(log);
        assert_eq!(open(folder.path(), CLEAN).epoch_entries(), entries);
    }
}

#[test]
fn leftovers_are_cleared_away() {
    let folder = tempfile::tempdir().unwrap();
    closed(folder.path());
    for name in ["00000000000000000000.log.deleted", "00000000000000000045.log.cleaned", "partition.metadata.tmp"] {
        fs::write(folder.path().join("t-0").join(name), "x").unwrap();
    }
    let (log, report) = opened(folder.path(), CLEAN);
    assert_eq!(report.leftovers.len(), 3);
    assert_usable(folder.path(), log, 20);
}

#[test]
fn partition_metadata_is_written_where_it_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    closed(folder.path());
    fs::remove_file(folder.path().join("t-0/partition.metadata")).unwrap();
    drop(opened(folder.path(), CLEAN));
    let found = crate::partition_metadata::read_partition_metadata(&folder.path().join("t-0").into()).unwrap();
    assert_eq!(found, Some(crate::test_batches::TOPIC_ID));
}

#[test]
fn an_empty_folder_is_an_empty_log() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("t-0")).unwrap();
    let (log, _) = opened(folder.path(), UNCLEAN);
    assert_eq!(log.log_end_offset(), 0);
    assert_usable(folder.path(), log, 0);
}
