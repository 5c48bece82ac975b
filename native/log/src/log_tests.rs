//! Tests of a log that is neither damaged nor interrupted.

use crate::config::LogConfig;
use crate::error::{ReadError, StorageError};
use crate::leader_epoch_checkpoint::EpochEntry;
use crate::log::Log;
use crate::position::{LogPosition, TimestampOffset};
use crate::storage::memory::Random;
use crate::test_batches::{CLEAN, TOPIC_ID, UNCLEAN, append, batch, batch_with, filled, header, open, read_all, small};
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

fn file_names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder.join("t-0")).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn read_at(log: &Log, offset: i64, max_bytes: usize, at_least_one_batch: bool) -> Option<(u64, u32)> {
    let slice = log.read(offset, max_bytes, log.end_position(), at_least_one_batch).unwrap();
    slice.map(|slice| (slice.position, slice.length))
}

#[test]
fn an_idle_log_has_no_files_and_stays_small() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = open(folder.path(), UNCLEAN);
    log.assign_leader_epoch(3).unwrap();
    assert_eq!((log.log_start_offset(), log.log_end_offset(), log.size_bytes()), (0, 0, 0));
    assert!(log.read(0, 1000, log.end_position(), true).unwrap().is_none());
    log.flush().unwrap();
    log.close().unwrap();
    assert!(!folder.path().join("t-0").exists());
    assert!(size_of::<Log>() <= 320, "{}", size_of::<Log>());
    append(&mut log, &batch_with(0, &[1], 3, 10));
    assert_eq!(
        file_names(folder.path()),
        ["00000000000000000000.log", "leader-epoch-checkpoint", "partition.metadata"]
    );
    assert_eq!(log.epoch_entries(), [EpochEntry { epoch: 3, start_offset: 0 }]);
}

#[test]
fn appends_and_reads_back_across_segments() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = filled(folder.path(), 40);
    let expected: Vec<Vec<u8>> = (0..40).map(|number| batch(number * 5, 5)).collect();
    assert!(log.segment_base_offsets().count() > 4);
    for max_bytes in [1, 100, 500, 1 << 20] {
        assert_eq!(read_all(&log, 0, max_bytes), expected, "{max_bytes}");
    }
    assert_eq!(read_all(&log, 43, 300), expected[8..]);
    log.close().unwrap();
    let log = open(folder.path(), CLEAN);
    assert_eq!(log.log_end_offset(), 200);
    assert_eq!(read_all(&log, 0, 500), expected);
}

#[test]
fn says_where_batches_went() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = open(folder.path(), UNCLEAN);
    let first = batch(0, 5);
    let size = first.len() as u64;
    let appended = log.append(&first, &header(&first), 0).unwrap();
    assert_eq!(appended.position, LogPosition { offset: 0, segment_base_offset: 0, position: 0 });
    assert!(!appended.rolled);
    assert_eq!(log.end_position(), LogPosition { offset: 5, segment_base_offset: 0, position: size });
    let second = batch_with(5, &[1], 0, 2000);
    let appended = log.append(&second, &header(&second), 0).unwrap();
    assert_eq!(appended.position, LogPosition { offset: 5, segment_base_offset: 5, position: 0 });
    assert!(appended.rolled);
    assert_eq!(log.position_of(3).unwrap(), LogPosition { offset: 3, segment_base_offset: 0, position: 0 });
    assert_eq!(log.position_of(5).unwrap(), appended.position);
    assert_eq!(log.position_of(6).unwrap(), log.end_position());
}

#[test]
fn reads_are_bounded_by_size_end_and_segment() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = filled(folder.path(), 3);
    let size = batch(0, 5).len() as u32;
    assert_eq!(read_at(&log, 0, 10, false), None);
    assert_eq!(read_at(&log, 0, size as usize + 10, false), Some((0, size + 10)));
    assert_eq!(read_at(&log, 0, 10, true), Some((0, size)));
    assert_eq!(read_at(&log, 0, 0, false), None);
    assert_eq!(read_at(&log, 7, size as usize + 10, true), Some((u64::from(size), size + 10)));
    assert_eq!(read_at(&log, 0, usize::MAX, true), Some((0, 3 * size)));
    assert_eq!(read_at(&log, 15, 1000, true), None);

    let end = log.position_of(5).unwrap();
    let bounded = |log: &Log, offset| log.read(offset, 1000, end, true).unwrap().map(|slice| slice.length);
    assert_eq!([bounded(&log, 0), bounded(&log, 5), bounded(&log, 12)], [Some(size), None, None]);

    let old_end = log.end_position();
    log.roll(0).unwrap();
    append(&mut log, &batch(15, 5));
    assert_eq!(read_at(&log, 0, 10_000, true), Some((0, 3 * size)));
    assert_eq!(read_at(&log, 15, 10_000, true), Some((0, size)));
    assert!(log.read(15, 1000, old_end, true).unwrap().is_none());
}

#[test]
fn offsets_outside_the_log_are_out_of_range() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = filled(folder.path(), 4);
    log.set_log_start_offset(7).unwrap();
    for offset in [-1, 0, 6, 21, i64::MAX] {
        let error = log.read(offset, 1000, log.end_position(), true).unwrap_err();
        let expected = matches!(error, ReadError::OutOfRange { log_start_offset: 7, log_end_offset: 20, .. });
        assert!(expected, "{error}");
    }
    assert_eq!(read_all(&log, 7, 1000).len(), 3);
}

#[test]
fn readers_of_the_tail_and_of_gaps_find_their_place() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = open(folder.path(), UNCLEAN);
    append(&mut log, &batch(0, 5));
    append(&mut log, &batch(100, 5));
    log.roll(0).unwrap();
    append(&mut log, &batch(200, 5));
    for (offset, base_offset) in [(4, 0), (5, 100), (99, 100), (104, 100), (105, 200), (199, 200), (204, 200)] {
        assert_eq!(header(&read_all(&log, offset, 1000)[0]).base_offset, base_offset, "{offset}");
    }
    for number in 0..50 {
        let offset = log.log_end_offset();
        assert!(log.read(offset, 1000, log.end_position(), true).unwrap().is_none());
        append(&mut log, &batch(offset, 5));
        assert_eq!(read_all(&log, offset, 1000), [batch(offset, 5)], "{number}");
    }
}

#[test]
fn refuses_offsets_that_go_back_and_sizes_that_lie() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = filled(folder.path(), 2);
    let again = batch(9, 1);
    assert!(matches!(log.append(&again, &header(&again), 0), Err(StorageError::OffsetOrder { .. })));
    let next = batch(10, 1);
    assert!(log.append(&next[..next.len() - 1], &header(&next), 0).is_err());
    append(&mut log, &next);
    assert_eq!(log.log_end_offset(), 11);
}

#[test]
fn rolls_by_time_of_the_records() {
    let folder = tempfile::tempdir().unwrap();
    let config = LogConfig { segment_ms: 1000, ..LogConfig::default() };
    let mut log = Log::open(folder.path().join("t-0"), TOPIC_ID, config, UNCLEAN, 0).unwrap();
    for (offset, timestamp) in [(0, 5000), (1, 6000), (2, 6001), (3, 7000), (4, 9000)] {
        append(&mut log, &batch_with(offset, &[timestamp], 0, 10));
    }
    assert_eq!(log.segment_base_offsets().collect::<Vec<_>>(), [0, 2, 4]);
    log.close().unwrap();
    let mut log = Log::open(folder.path().join("t-0"), TOPIC_ID, config, CLEAN, 0).unwrap();
    append(&mut log, &batch_with(5, &[9500], 0, 10));
    append(&mut log, &batch_with(6, &[10_001], 0, 10));
    assert_eq!(log.segment_base_offsets().collect::<Vec<_>>(), [0, 2, 4, 6]);
}

#[test]
fn rolls_by_the_brokers_time_where_records_have_none() {
    let folder = tempfile::tempdir().unwrap();
    let config = LogConfig { segment_ms: 1000, ..LogConfig::default() };
    let mut log = Log::open(folder.path().join("t-0"), TOPIC_ID, config, UNCLEAN, 0).unwrap();
    for (offset, now_ms) in [(0, 10_000), (1, 11_000), (2, 11_001)] {
        let batch = batch_with(offset, &[-1], 0, 10);
        log.append(&batch, &header(&batch), now_ms).unwrap();
    }
    assert_eq!(log.segment_base_offsets().collect::<Vec<_>>(), [0, 2]);
    assert_eq!(log.max_timestamp().unwrap(), None);
}

#[test]
fn jitter_rolls_earlier_but_not_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let config = LogConfig { segment_ms: 1000, segment_jitter_ms: 900, ..LogConfig::default() };
    let mut log = Log::open(folder.path().join("t-0"), TOPIC_ID, config, UNCLEAN, 0).unwrap();
    for offset in 0..1000 {
        append(&mut log, &batch_with(offset, &[offset * 10], 0, 10));
    }
    let bases: Vec<i64> = log.segment_base_offsets().collect();
    let ages: Vec<i64> = bases.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(ages.iter().all(|age| (10..=101).contains(age)), "{ages:?}");
    assert!(ages.iter().any(|age| *age != ages[0]), "{ages:?}");
}

/// How much older than its first batch the newest may be in the segment of a log with this name.
fn rolls_beyond_ms(name: &str, config: LogConfig) -> i64 {
    let folder = tempfile::tempdir().unwrap();
    let rolls = |age_ms: i64| {
        let path = folder.path().join(age_ms.to_string()).join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut log = Log::open(path, TOPIC_ID, config, UNCLEAN, 0).unwrap();
        append(&mut log, &batch_with(0, &[1_000], 0, 10));
        append(&mut log, &batch_with(1, &[1_000 + age_ms], 0, 10));
        log.segment_base_offsets().count() > 1
    };
    let (mut stays, mut goes) = (-1, config.segment_ms + 1);
    assert!(rolls(goes), "older than segment.ms");
    while goes - stays > 1 {
        let middle = (stays + goes) / 2;
        if rolls(middle) { goes = middle } else { stays = middle }
    }
    stays
}

/// Kafka's rule: a segment rolls when it is older than segment.ms less a jitter below the smaller of segment.jitter.ms
/// and segment.ms, drawn for each segment.
#[test]
fn jitter_is_below_the_smaller_of_its_limit_and_the_age() {
    let mut random = Random::new(7);
    for segment_jitter_ms in [0, 100, 1_000, 5_000] {
        let config = LogConfig { segment_ms: 1_000, segment_jitter_ms, ..LogConfig::default() };
        let limit = segment_jitter_ms.min(1_000);
        let mut quarters = [0; 4];
        for _ in 0..32 {
            let name = format!("topic{}-{}", random.below(1_000), random.below(64));
            let jitter = 1_000 - rolls_beyond_ms(&name, config);
            assert!((0..limit.max(1)).contains(&jitter), "{name}: {jitter} of {limit}");
            quarters[(jitter * 4 / limit.max(1)) as usize] += 1;
        }
        assert!(limit == 0 || quarters.iter().all(|count| *count > 0), "{limit}: {quarters:?}");
    }
}

#[test]
fn rolls_when_an_index_is_full_or_offsets_are_too_far_apart() {
    let folder = tempfile::tempdir().unwrap();
    let config = LogConfig { segment_index_bytes: 40, index_interval_bytes: 0, ..LogConfig::default() };
    let mut log = Log::open(folder.path().join("t-0"), TOPIC_ID, config, UNCLEAN, 0).unwrap();
    (0..12).for_each(|number| append(&mut log, &batch(number * 5, 5)));
    // 40 bytes are three time entries, one of them kept for the end: a batch without entry and two with one.
    assert_eq!(log.segment_base_offsets().collect::<Vec<_>>(), [0, 15, 30, 45]);

    append(&mut log, &batch_with(1 << 40, &[0], 0, 10));
    append(&mut log, &batch_with((1 << 40) + i64::from(i32::MAX), &[0], 0, 10));
    append(&mut log, &batch_with((1 << 40) + (1 << 31), &[0], 0, 10));
    assert_eq!(log.segment_base_offsets().skip(4).collect::<Vec<_>>(), [1 << 40, (1 << 40) + (1 << 31)]);
    log.roll(0).unwrap();
    // The empty segment cannot hold it and gives way.
    append(&mut log, &batch_with(1 << 50, &[0], 0, 10));
    assert_eq!(log.segment_base_offsets().skip(5).collect::<Vec<_>>(), [(1 << 40) + (1 << 31), 1 << 50]);
}

#[test]
fn index_files_hold_what_kafka_would_write() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = filled(folder.path(), 4);
    let size = batch(0, 5).len() as i32;
    assert!(size < 200 && 2 * size > 200);
    log.roll(0).unwrap();
    // More than 200 bytes have passed at the third batch only.
    let index = fs::read(folder.path().join("t-0/00000000000000000000.index")).unwrap();
    assert_eq!(index, [14_i32.to_be_bytes(), (2 * size).to_be_bytes()].concat());
    let time_index = fs::read(folder.path().join("t-0/00000000000000000000.timeindex")).unwrap();
    let entry = |timestamp: i64, offset: i32| [&timestamp.to_be_bytes()[..], &offset.to_be_bytes()[..]].concat();
    assert_eq!(time_index, [entry(14_000, 14), entry(19_000, 19)].concat());
}

#[test]
fn finds_records_by_timestamp() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = open(folder.path(), UNCLEAN);
    for number in 0..60 {
        // Timestamps go up and down inside batches and between them.
        let start = (number * 100) ^ 64;
        append(&mut log, &batch_with(number * 3, &[start + 20, start, start + 50], number as i32 / 20, 10));
    }
    let expected = |timestamp: i64| {
        (0..60).find_map(|number| {
            let start = (number * 100) ^ 64;
            let found = [start + 20, start, start + 50].iter().position(|candidate| *candidate >= timestamp)?;
            let offset = number * 3 + found as i64;
            let timestamp = [start + 20, start, start + 50][found];
            Some(TimestampOffset { timestamp, offset, leader_epoch: number as i32 / 20 })
        })
    };
    for timestamp in (-10..6200).step_by(7) {
        assert_eq!(log.offset_for_timestamp(timestamp).unwrap(), expected(timestamp), "{timestamp}");
    }
    let largest = log.max_timestamp().unwrap();
    assert_eq!(largest, expected(largest.unwrap().timestamp));
    log.set_log_start_offset(100).unwrap();
    assert_eq!(log.offset_for_timestamp(0).unwrap().unwrap().offset, 100);
}

#[test]
fn walks_over_headers_until_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let log = filled(folder.path(), 20);
    let mut seen = Vec::new();
    let mut visit = |header: &wire::record_batch::BatchHeader, place: LogPosition| {
        assert_eq!(log.position_of(header.base_offset).unwrap(), place);
        seen.push(header.base_offset);
        if header.base_offset == 80 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    log.for_each_batch(33, &mut visit).unwrap();
    assert_eq!(seen, [30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80]);
    log.for_each_batch(100, &mut |_, _| panic!("nothing is there")).unwrap();
}

#[test]
fn truncates_and_goes_on() {
    for offset in [0, 1, 5, 47, 50, 99, 100, 500] {
        let folder = tempfile::tempdir().unwrap();
        let mut log = filled(folder.path(), 20);
        log.flush().unwrap();
        log.truncate_to(offset).unwrap();
        let end = if offset >= 100 { 100 } else { offset / 5 * 5 };
        assert_eq!((log.log_end_offset(), log.recovery_point()), (end, end), "{offset}");
        assert_eq!(read_all(&log, 0, 300).len() as i64, end / 5);
        assert_eq!(log.max_timestamp().unwrap().map(|largest| largest.offset), (end > 0).then_some(end - 1));
        (0..10).for_each(|number| append(&mut log, &batch(end + number * 5, 5)));
        let expected = read_all(&log, 0, 300);
        assert_eq!(expected.len() as i64, end / 5 + 10);
        drop(log);
        let mut log = open(folder.path(), UNCLEAN);
        assert_eq!(read_all(&log, 0, 300), expected);
        log.truncate_to(0).unwrap();
        drop(log);
        assert_eq!(open(folder.path(), UNCLEAN).log_end_offset(), 0);
    }
}

#[test]
fn a_truncated_log_remembers_its_end_without_records() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = open(folder.path(), UNCLEAN);
    append(&mut log, &batch(100, 5));
    log.truncate_to(50).unwrap();
    drop(log);
    assert_eq!(open(folder.path(), UNCLEAN).log_end_offset(), 50);
}

#[test]
fn epochs_follow_the_batches() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = open(folder.path(), UNCLEAN);
    for (offset, epoch) in [(0, 1), (1, 1), (2, 4), (3, 4)] {
        append(&mut log, &batch_with(offset, &[1], epoch, 10));
    }
    log.assign_leader_epoch(6).unwrap();
    assert_eq!(
        [1, 3, 4, 6, 7].map(|epoch| log.end_offset_for_epoch(epoch)),
        [(1, 2), (1, 2), (4, 4), (6, 4), (-1, -1)]
    );
    assert_eq!((log.latest_epoch(), log.epoch_of_offset(1)), (Some(6), Some(1)));
    log.close().unwrap();
    let mut log = open(folder.path(), CLEAN);
    assert_eq!(log.latest_epoch(), Some(6));
    log.truncate_to(2).unwrap();
    assert_eq!(log.epoch_entries(), [EpochEntry { epoch: 1, start_offset: 0 }]);
    log.set_log_start_offset(1).unwrap();
    let start = crate::log::RecoveryStart { log_start_offset: 1, ..CLEAN };
    assert_eq!(open(folder.path(), start).epoch_entries(), [EpochEntry { epoch: 1, start_offset: 1 }]);
}

#[test]
fn flushing_moves_the_recovery_point() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = filled(folder.path(), 20);
    assert_eq!(log.recovery_point(), 0);
    let pending = log.start_flush().unwrap().unwrap();
    assert_eq!(pending.offset(), 100);
    append(&mut log, &batch(100, 5));
    pending.run().unwrap();
    log.finish_flush(pending);
    assert_eq!(log.recovery_point(), 100);
    log.flush().unwrap();
    assert_eq!(log.recovery_point(), 105);
    assert!(log.start_flush().unwrap().is_none());

    append(&mut log, &batch(105, 5));
    let overtaken = log.start_flush().unwrap().unwrap();
    log.truncate_to(50).unwrap();
    append(&mut log, &batch(50, 5));
    overtaken.run().unwrap();
    log.finish_flush(overtaken);
    assert_eq!(log.recovery_point(), 50);
}

#[test]
fn preallocated_segments_keep_their_size() {
    let folder = tempfile::tempdir().unwrap();
    let config = LogConfig { preallocate: true, segment_bytes: 1 << 20, ..small() };
    let mut log = Log::open(folder.path().join("t-0"), TOPIC_ID, config, UNCLEAN, 0).unwrap();
    append(&mut log, &batch(0, 5));
    let length = fs::metadata(folder.path().join("t-0/00000000000000000000.log")).unwrap().len();
    assert_eq!(length, log.size_bytes());
    log.close().unwrap();
    assert_eq!(open(folder.path(), CLEAN).log_end_offset(), 5);
}

#[test]
fn deleting_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), 20).delete().unwrap();
    open(folder.path(), CLEAN).delete().unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);

    let long = folder.path().join(format!("{}-12", "x".repeat(249)));
    let mut log = Log::open(long, TOPIC_ID, small(), UNCLEAN, 0).unwrap();
    append(&mut log, &batch(0, 5));
    log.delete().unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_folder_of_another_topic_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    drop(filled(folder.path(), 1));
    let other = wire::Uuid([8; 16]);
    let error = Log::open(folder.path().join("t-0"), other, small(), CLEAN, 0).unwrap_err();
    assert!(matches!(error, StorageError::TopicIdMismatch { .. }), "{error}");
}

#[test]
fn indexes_that_somebody_removes_only_shorten_the_way() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = filled(folder.path(), 40);
    log.close().unwrap();
    let mut log = open(folder.path(), CLEAN);
    for name in file_names(folder.path()).iter().filter(|name| name.ends_with("index")) {
        fs::remove_file(folder.path().join("t-0").join(name)).unwrap();
    }
    let check = |log: &Log, batches: i64| {
        assert_eq!(read_all(log, 0, 1000), (0..batches).map(|number| batch(number * 5, 5)).collect::<Vec<_>>());
        for offset in [0, 7, 101, batches * 5 - 1] {
            let found = log.offset_for_timestamp(offset * 1000).unwrap().unwrap();
            assert_eq!((found.offset, found.timestamp), (offset, offset * 1000));
            assert!(log.read(offset, 1000, log.end_position(), true).unwrap().is_some());
        }
    };
    check(&log, 40);
    let segments = log.segment_base_offsets().count();
    (40..60).for_each(|number| append(&mut log, &batch(number * 5, 5)));
    assert!(log.segment_base_offsets().count() > segments, "the segment without indexes was completed");
    check(&log, 60);
    log.close().unwrap();
    let mut log = open(folder.path(), CLEAN);
    check(&log, 60);
    let rebuilt = log.take_recovery_report().unwrap().indexes_rebuilt.len();
    assert_eq!(rebuilt, segments - 1, "all but the one that was completed since");
}
