//! Tests of removing segments from the front: by age, by size, before the log start; and of a crash in between.

use crate::leader_epoch_checkpoint::EpochEntry;
use crate::log::{Log, RecoveryStart};
use crate::log_retention::{DeletedSegment, Retention};
use crate::test_batches::{CLEAN, UNCLEAN, append, batch, batch_with, filled, open, read_all};
use std::fs;
use std::path::Path;

const KEEP_ALL: Retention = Retention { deletes: true, time_ms: -1, size_bytes: -1 };

fn delete(log: &mut Log, retention: Retention, now_ms: i64) -> Vec<DeletedSegment> {
    let mut deleted = Vec::new();
    log.delete_old_segments(&retention, log.log_end_offset(), now_ms, &mut deleted).unwrap();
    deleted
}

fn bases(log: &Log) -> Vec<i64> {
    log.segment_base_offsets().collect()
}

fn names(folder: &Path, suffix: &str) -> Vec<String> {
    let entries = fs::read_dir(folder.join("t-0")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(suffix)).collect();
    names.sort();
    names
}

#[test]
fn segments_whose_newest_record_is_too_old_go() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = filled(folder.path(), 40);
    let before = bases(&log);
    // Timestamps are offsets in seconds: the newest of the second segment is just old enough to stay.
    let newest_of_second = (before[2] - 1) * 1000;
    let retention = Retention { time_ms: 5_000, ..KEEP_ALL };
    assert_eq!(delete(&mut log, retention, newest_of_second + 5_000).len(), 1);
    assert_eq!(bases(&log), before[1..]);
    assert_eq!(log.log_start_offset(), before[1]);
    assert_eq!(log.epoch_entries(), [EpochEntry { epoch: 0, start_offset: before[1] }]);
    assert!(log.read(before[1] - 1, 1000, log.end_position(), true).is_err());
    assert_eq!(read_all(&log, before[1], 1 << 20).len() as i64, 40 - before[1] / 5);
    assert!(delete(&mut log, Retention { deletes: false, ..retention }, i64::MAX).is_empty());
    assert!(delete(&mut log, KEEP_ALL, i64::MAX).is_empty());
}

#[test]
fn a_log_that_has_expired_begins_anew_at_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = filled(folder.path(), 40);
    let count = bases(&log).len();
    let retention = Retention { time_ms: 0, ..KEEP_ALL };
    assert_eq!(delete(&mut log, retention, 1 << 40).len(), count);
    assert_eq!((bases(&log), log.log_start_offset(), log.log_end_offset()), (vec![200], 200, 200));
    assert_eq!(log.recovery_point(), 200);
    assert!(delete(&mut log, retention, 1 << 40).is_empty(), "an empty segment stays");
    drop(log);
    let mut log = open(folder.path(), UNCLEAN);
    assert_eq!((log.log_start_offset(), log.log_end_offset()), (200, 200));
    append(&mut log, &batch(200, 5));
    assert_eq!(read_all(&log, 200, 1000), [batch(200, 5)]);
}

#[test]
fn a_log_keeps_at_least_its_size() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = filled(folder.path(), 40);
    let (before, size_bytes) = (bases(&log), log.size_bytes() as i64);
    let first_bytes = fs::metadata(folder.path().join("t-0/00000000000000000000.log")).unwrap().len() as i64;
    let keep = |size_bytes| Retention { size_bytes, ..KEEP_ALL };
    assert!(delete(&mut log, keep(size_bytes), 0).is_empty());
    assert!(delete(&mut log, keep(size_bytes - first_bytes + 1), 0).is_empty());
    assert_eq!(delete(&mut log, keep(size_bytes - first_bytes), 0).len(), 1);
    assert_eq!(bases(&log), before[1..]);
    assert!(delete(&mut log, Retention { deletes: false, ..keep(0) }, 0).is_empty());
    assert_eq!(delete(&mut log, keep(0), 0).len(), before.len() - 1);
    assert_eq!((log.size_bytes(), log.log_start_offset()), (0, 200));
}

#[test]
fn segments_before_the_log_start_go_under_every_policy() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = filled(folder.path(), 40);
    let before = bases(&log);
    let none = Retention { deletes: false, ..KEEP_ALL };
    log.set_log_start_offset(before[2] + 1).unwrap();
    assert_eq!(delete(&mut log, none, 0).len(), 2);
    assert_eq!((bases(&log), log.log_start_offset()), (before[2..].to_vec(), before[2] + 1));
    log.set_log_start_offset(200).unwrap();
    let _ = delete(&mut log, none, 0);
    assert_eq!(bases(&log), before[before.len() - 1..], "the active segment stays");
    drop(log);
    let log = open(folder.path(), RecoveryStart { log_start_offset: 200, ..UNCLEAN });
    assert_eq!((log.log_start_offset(), log.log_end_offset()), (200, 200));
}

#[test]
fn what_is_not_below_the_high_watermark_stays() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = filled(folder.path(), 40);
    let before = bases(&log);
    let mut deleted = Vec::new();
    let retention = Retention { time_ms: 0, ..KEEP_ALL };
    log.delete_old_segments(&retention, before[2] - 1, 1 << 40, &mut deleted).unwrap();
    assert_eq!(bases(&log), before[1..]);
}

#[test]
fn records_without_time_age_by_their_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = open(folder.path(), UNCLEAN);
    append(&mut log, &batch_with(0, &[-1], 0, 10));
    let retention = Retention { time_ms: 60_000, ..KEEP_ALL };
    let modified = fs::metadata(folder.path().join("t-0/00000000000000000000.log")).unwrap().modified().unwrap();
    let written_ms = modified.duration_since(std::time::UNIX_EPOCH).unwrap().as_millis() as i64;
    assert!(delete(&mut log, retention, written_ms + 60_000).is_empty());
    assert_eq!(delete(&mut log, retention, written_ms + 60_001).len(), 1);
}

#[test]
fn a_reader_goes_on_and_files_go_later_or_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = filled(folder.path(), 40);
    log.close().unwrap();
    let slice = log.read(0, 1 << 20, log.end_position(), true).unwrap().unwrap();
    let retention = Retention { size_bytes: 2000, ..KEEP_ALL };
    let deleted = delete(&mut log, retention, 0);
    assert_eq!(names(folder.path(), ".log.deleted").len(), deleted.len());
    assert_eq!(names(folder.path(), ".timeindex.deleted").len(), deleted.len());
    deleted[0].remove_files().unwrap();
    deleted[0].remove_files().unwrap();
    assert_eq!(names(folder.path(), ".log.deleted").len(), deleted.len() - 1);
    let mut bytes = Vec::new();
    slice.read_into(&mut bytes).unwrap();
    assert_eq!(bytes[..batch(0, 5).len()], batch(0, 5));
    let (kept, batches) = (bases(&log), read_all(&log, log.log_start_offset(), 1000));
    drop(log);
    let log = open(folder.path(), CLEAN);
    assert!(names(folder.path(), ".deleted").is_empty());
    assert_eq!((bases(&log), log.log_start_offset()), (kept.clone(), kept[0]));
    assert_eq!(read_all(&log, kept[0], 1000), batches);
}

/// As after a crash: every number of renames, in the order in which they happen.
#[test]
fn a_crash_between_any_two_renames_leaves_a_log_without_a_hole() {
    let whole = tempfile::tempdir().unwrap();
    let mut log = filled(whole.path(), 40);
    log.close().unwrap();
    let segments = bases(&log);
    let renames: Vec<String> = segments[..3]
        .iter()
        .flat_map(|base| [".log", ".index", ".timeindex"].map(|suffix| format!("{base:020}{suffix}")))
        .collect();
    for count in 0..=renames.len() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("t-0")).unwrap();
        for entry in fs::read_dir(whole.path().join("t-0")).unwrap() {
            let name = entry.unwrap().file_name();
            fs::copy(whole.path().join("t-0").join(&name), folder.path().join("t-0").join(&name)).unwrap();
        }
        for name in &renames[..count] {
            let path = folder.path().join("t-0").join(name);
            fs::rename(&path, folder.path().join("t-0").join(format!("{name}.deleted"))).unwrap();
        }
        for start in [UNCLEAN, CLEAN] {
            let log = open(folder.path(), start);
            let first = count.div_ceil(3);
            assert_eq!((bases(&log), log.log_start_offset()), (segments[first..].to_vec(), segments[first]), "{count}");
            assert_eq!(read_all(&log, segments[first], 1000).len() as i64, 40 - segments[first] / 5);
            assert!(names(folder.path(), ".deleted").is_empty());
        }
    }
}
