//! Single cleanings, each with one thing to show. What a client finds afterwards is `compaction_model_tests`.

use std::ops::ControlFlow;
use std::sync::Arc;

use log::{CleanError, CleaningRules, OffsetMap};
use wire::compression::Compression;
use wire::record_batch::BatchBuilder;

use crate::testing::{
    Bell, NOW_MS, Place, all_headers, append, append_as_coordinator, config, fetch, headers, marker, request, sequenced,
};
use crate::{Cleaned, CleanerTools, Isolation, Partition, PartitionConfig, ReadRequest};

const DAY_MS: i64 = 86_400_000;

/// Segments of about three batches of one record, cleaned whenever anything is dirty.
fn compacted() -> PartitionConfig {
    let mut config = config();
    config.log.segment_bytes = 300;
    config.compacted = true;
    config.deletes = false;
    config.cleaning.min_cleanable_ratio = 0.0;
    config
}

fn tools() -> CleanerTools {
    CleanerTools { map: OffsetMap::new(1 << 20, 0.9).unwrap(), chunk_bytes: 500 }
}

fn clean(partition: &Partition, checkpoint: i64, now_ms: i64) -> Option<Cleaned> {
    partition.clean(Some(checkpoint), &mut tools(), now_ms, &mut |_| ControlFlow::Continue(())).unwrap()
}

fn one(key: &str, value: Option<&str>) -> Vec<u8> {
    BatchBuilder::new().record(Some(key.as_bytes()), value.map(str::as_bytes), NOW_MS, &[]).build()
}

fn write(partition: &Partition, key: &str, value: Option<&str>) -> i64 {
    append(partition, one(key, value)).unwrap().base_offset
}

fn write_times(partition: &Partition, count: usize) {
    for _ in 0..count {
        write(partition, "a", Some("value"));
    }
}

/// Base offsets of all batches, with the number of their records.
fn shape(partition: &Partition) -> Vec<(i64, i32)> {
    all_headers(partition).iter().map(|header| (header.base_offset, header.record_count)).collect()
}

#[test]
fn the_last_record_of_a_key_stays_at_its_offset() {
    let place = Place::new();
    let partition = place.open(compacted());
    for number in 0..12 {
        write(&partition, ["a", "b", "c"][number % 3], Some("twenty bytes of value"));
    }
    let before = all_headers(&partition);
    let segments = place.offsets(".log");
    let active = *segments.last().unwrap();
    let cleaned = clean(&partition, 0, NOW_MS).unwrap();
    assert_eq!((cleaned.first_dirty_offset, cleaned.end_offset), (0, active));
    let kept = shape(&partition);
    let expected = before.iter().map(|header| (header.base_offset, 1)).filter(|(offset, _)| *offset >= active - 3);
    assert_eq!(kept, expected.collect::<Vec<_>>());
    assert!(place.offsets(".log.deleted").len() > 1);
    // A fetch at a lost offset finds the next record.
    assert_eq!(headers(&partition.read(&fetch(0)).unwrap())[0].base_offset, active - 3);
    assert!(clean(&partition, cleaned.end_offset, NOW_MS).is_none(), "nothing is dirty");

    partition.tick(NOW_MS + 60_000).unwrap();
    assert_eq!(place.offsets(".log.deleted"), []);
    partition.close().unwrap();
    for clean in [true, false] {
        let recovery = log::RecoveryStart { clean, recovery_point: 0, log_start_offset: 0 };
        assert_eq!(shape(&place.open_with(compacted(), recovery)), kept);
    }
}

#[test]
fn segments_that_shrank_become_one() {
    let place = Place::new();
    let partition = place.open(compacted());
    write_times(&partition, 30);
    let segments = place.offsets(".log").len();
    let first = clean(&partition, 0, NOW_MS).unwrap();
    assert_eq!(place.offsets(".log").len(), segments, "by what they were before");
    write_times(&partition, 4);
    clean(&partition, first.end_offset, NOW_MS).unwrap();
    assert!(place.offsets(".log").len() < 5, "{:?}", place.offsets(".log"));
    assert!(place.offsets(".snapshot").iter().all(|offset| place.offsets(".log").contains(offset)));
    assert_eq!(shape(&partition).iter().filter(|(offset, _)| *offset < first.end_offset).count(), 0);
}

#[test]
fn tombstones_stay_for_delete_retention_after_the_first_cleaning() {
    let place = Place::new();
    let partition = place.open(compacted());
    write(&partition, "a", Some("value"));
    let tombstone = write(&partition, "a", None);
    let fill = |count: i32| {
        for number in 0..count {
            write(&partition, &format!("fill {number}"), Some("v"));
        }
    };
    let has_tombstone = || shape(&partition).contains(&(tombstone, 1));
    fill(10);
    let first = clean(&partition, 0, NOW_MS).unwrap();
    assert!(has_tombstone() && !shape(&partition).contains(&(0, 1)));
    let horizon =
        all_headers(&partition).iter().find(|header| header.base_offset == tombstone).unwrap().delete_horizon_ms();
    assert_eq!(horizon, Some(NOW_MS + DAY_MS));
    fill(10);
    let second = clean(&partition, first.end_offset, NOW_MS + DAY_MS - 1).unwrap();
    assert!(has_tombstone());
    fill(10);
    clean(&partition, second.end_offset, NOW_MS + DAY_MS).unwrap();
    assert!(!has_tombstone());
}

#[test]
fn the_last_batch_of_a_producer_stays_without_records() {
    let place = Place::new();
    let partition = place.open(compacted());
    append(&partition, sequenced(9, 0, 1)).unwrap();
    let last = append(&partition, sequenced(9, 1, 1)).unwrap().base_offset;
    // The same key from nobody in particular.
    let key = 0_i32.to_be_bytes();
    for _ in 0..9 {
        append(&partition, BatchBuilder::new().record(Some(&key), Some(b"v"), NOW_MS, &[]).build()).unwrap();
    }
    clean(&partition, 0, NOW_MS).unwrap();
    assert_eq!(shape(&partition)[0], (last, 0));
    partition.close().unwrap();
    drop(partition);
    for name in place.offsets(".snapshot") {
        std::fs::remove_file(place.folder().join(format!("{name:020}.snapshot"))).unwrap();
    }
    let reopened = place.open_unclean(compacted());
    assert!(append(&reopened, sequenced(9, 1, 1)).unwrap().duplicate);
    assert!(append(&reopened, sequenced(9, 7, 1)).is_err());
    append(&reopened, sequenced(9, 2, 1)).unwrap();
}

#[test]
fn aborted_records_go_and_markers_follow_later() {
    let place = Place::new();
    let partition = place.open(compacted());
    let transactional = |key: &str| {
        let builder = BatchBuilder::new().producer(5, 0, 0).transactional();
        append_as_coordinator(&partition, builder.record(Some(key.as_bytes()), Some(b"v"), NOW_MS, &[]).build())
            .base_offset
    };
    let fill = |count: i32| {
        for number in 0..count {
            write(&partition, &format!("fill {number}"), Some("v"));
        }
    };
    let kept = write(&partition, "a", Some("committed before"));
    let aborted = transactional("a");
    let abort_marker = append_as_coordinator(&partition, marker(5, false)).base_offset;
    let committed = transactional("b");
    let commit_marker = append_as_coordinator(&partition, marker(5, true)).base_offset;
    transactional("c");
    append_as_coordinator(&partition, marker(5, true));
    fill(9);
    let offsets = || shape(&partition).into_iter().map(|(offset, _)| offset).collect::<Vec<_>>();
    let first = clean(&partition, 0, NOW_MS).unwrap();
    let found = offsets();
    assert!(found.contains(&kept) && !found.contains(&aborted), "{found:?}");
    assert!([abort_marker, committed, commit_marker].iter().all(|offset| found.contains(offset)), "{found:?}");
    assert_eq!(place.offsets(".txnindex"), [0], "the marker is still there");

    // Now nothing of the aborted transaction is left: its marker gets a horizon, and goes after it.
    fill(9);
    let second = clean(&partition, first.end_offset, NOW_MS).unwrap();
    assert!(offsets().contains(&abort_marker));
    assert_eq!(place.offsets(".txnindex"), []);
    fill(9);
    clean(&partition, second.end_offset, NOW_MS + DAY_MS).unwrap();
    let found = offsets();
    assert!(
        !found.contains(&abort_marker) && found.contains(&committed) && found.contains(&commit_marker),
        "{found:?}"
    );
}

#[test]
fn nothing_beyond_an_open_transaction_is_cleaned() {
    let place = Place::new();
    let partition = place.open(compacted());
    write_times(&partition, 7);
    let builder = BatchBuilder::new().producer(5, 0, 0).transactional();
    let open =
        append_as_coordinator(&partition, builder.record(Some(b"a"), Some(b"v"), NOW_MS, &[]).build()).base_offset;
    write_times(&partition, 7);
    let cleanable = partition.cleanable(Some(0), NOW_MS).unwrap().unwrap();
    assert!(cleanable.first_uncleanable_offset <= open && cleanable.first_uncleanable_offset > 0);
    let cleaned = clean(&partition, 0, NOW_MS).unwrap();
    assert_eq!(cleaned.end_offset, cleanable.first_uncleanable_offset);
    let after = shape(&partition);
    assert!((cleaned.end_offset..15).all(|offset| after.contains(&(offset, 1))), "{after:?}");
    // What was cleaned ends with its last batch, empty.
    assert_eq!(after[0], (cleaned.end_offset - 1, 1));
}

#[test]
fn young_segments_wait_and_old_ones_do_not() {
    let place = Place::new();
    let lag = |min_compaction_lag_ms, max_compaction_lag_ms, min_cleanable_ratio| {
        let cleaning =
            CleaningRules { min_compaction_lag_ms, max_compaction_lag_ms, min_cleanable_ratio, ..compacted().cleaning };
        Arc::new(PartitionConfig { cleaning, ..compacted() })
    };
    let partition = place.open(compacted());
    write_times(&partition, 9);
    partition.configure(lag(1000, i64::MAX, 0.0));
    let cleanable = |now_ms| partition.cleanable(Some(0), now_ms).unwrap().unwrap();
    assert_eq!(cleanable(NOW_MS + 999).cleanable_bytes, 0);
    assert!(cleanable(NOW_MS + 1000).cleanable_bytes > 0);
    partition.configure(lag(0, 5000, 1.0));
    let is_due = |now_ms| cleanable(now_ms).is_due(&partition.config().cleaning);
    assert!(!is_due(NOW_MS + 5000) && is_due(NOW_MS + 5001));
    partition.configure(Arc::new(PartitionConfig { compacted: false, ..compacted() }));
    assert_eq!(partition.cleanable(Some(0), NOW_MS).unwrap(), None);
}

#[test]
fn a_checkpoint_of_another_log_is_replaced() {
    let place = Place::new();
    let partition = place.open(PartitionConfig { deletes: true, ..compacted() });
    write_times(&partition, 9);
    let cleanable = |checkpoint| partition.cleanable(checkpoint, NOW_MS).unwrap().unwrap();
    assert_eq!((cleanable(Some(10)).resets_checkpoint, cleanable(Some(10)).first_dirty_offset), (true, 0));
    assert!(!cleanable(Some(9)).resets_checkpoint && !cleanable(None).resets_checkpoint);
    partition.delete_records(4).unwrap();
    assert_eq!((cleanable(Some(2)).resets_checkpoint, cleanable(Some(2)).first_dirty_offset), (true, 4));
}

#[test]
fn a_small_map_cleans_as_far_as_it_reaches() {
    let place = Place::new();
    let partition = place.open(compacted());
    for round in 0..2 {
        for number in 0..60 {
            write(&partition, &format!("key {number}"), Some(&format!("value {round}")));
        }
    }
    let mut tools = CleanerTools { map: OffsetMap::new(24 * 50, 1.0).unwrap(), chunk_bytes: 500 };
    let mut checkpoint = 0;
    let mut rounds = 0;
    while let Some(cleaned) =
        partition.clean(Some(checkpoint), &mut tools, NOW_MS, &mut |_| ControlFlow::Continue(())).unwrap()
    {
        assert!(cleaned.end_offset > checkpoint);
        checkpoint = cleaned.end_offset;
        rounds += 1;
    }
    assert!(rounds > 2, "{rounds}");
    let offsets: Vec<i64> = shape(&partition).into_iter().map(|(offset, _)| offset).collect();
    let active = *place.offsets(".log").last().unwrap();
    let expected: Vec<i64> = (active - 60..120).collect();
    assert_eq!(offsets, expected);
}

#[test]
fn a_batch_with_more_keys_than_fit_is_told() {
    let place = Place::new();
    let mut config = compacted();
    config.log.segment_bytes = 5000;
    let partition = place.open(config);
    let many =
        (0..100_u8).fold(BatchBuilder::new(), |builder, key| builder.record(Some(&[key]), Some(b"v"), NOW_MS, &[]));
    let many = many.build();
    for _ in 0..10 {
        append(&partition, many.clone()).unwrap();
    }
    let mut tools = CleanerTools { map: OffsetMap::new(24 * 50, 0.9).unwrap(), chunk_bytes: 500 };
    let error = partition.clean(Some(0), &mut tools, NOW_MS, &mut |_| ControlFlow::Continue(())).unwrap_err();
    assert!(error.to_string().contains("log.cleaner.dedupe.buffer.size"), "{error}");
}

#[test]
fn a_damaged_batch_stops_the_cleaning_and_not_the_partition() {
    let place = Place::new();
    let partition = place.open(compacted());
    write_times(&partition, 9);
    let path = place.folder().join("00000000000000000000.log");
    let mut bytes = std::fs::read(&path).unwrap();
    let position = all_headers(&partition)[0].size_bytes();
    bytes[position + 70] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let error =
        partition.clean(Some(0), &mut tools(), NOW_MS, &mut |_| ControlFlow::Continue(())).unwrap_err().to_string();
    for part in ["00000000000000000000.log", "offset 1", &format!("byte {position}"), "restore"] {
        assert!(error.contains(part), "{error}");
    }
    assert!(!partition.is_cleanable());
    assert_eq!(partition.cleanable(Some(0), NOW_MS).unwrap(), None);
    write(&partition, "a", Some("value"));
    assert_eq!(place.offsets(".log.cleaned"), []);
}

#[test]
fn what_lies_before_the_log_start_is_not_looked_at() {
    let place = Place::new();
    let partition = place.open(PartitionConfig { deletes: true, ..compacted() });
    write_times(&partition, 30);
    let segments = place.offsets(".log");
    partition.delete_records(segments[2] + 1).unwrap();
    // Nobody has flushed them, and nobody will: a power loss may leave zeros in their place.
    for base_offset in &segments[..2] {
        let path = place.folder().join(format!("{base_offset:020}.log"));
        std::fs::write(&path, vec![0; std::fs::metadata(&path).unwrap().len() as usize]).unwrap();
    }
    let active = *segments.last().unwrap();
    assert_eq!(clean(&partition, 0, NOW_MS).unwrap().end_offset, active);
    assert!(partition.is_cleanable());
    assert_eq!(shape(&partition).first(), Some(&(active - 1, 1)));
}

#[test]
fn a_stop_and_a_close_leave_nothing_behind() {
    let place = Place::new();
    let partition = place.open(compacted());
    write_times(&partition, 30);
    let before = shape(&partition);
    for stop_at in 0..40 {
        let mut calls = 0;
        let mut pace = |_| {
            calls += 1;
            if calls > stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let outcome = partition.clean(Some(0), &mut tools(), NOW_MS, &mut pace);
        assert_eq!(place.offsets(".log.cleaned"), []);
        match outcome {
            Err(CleanError::Stopped) => {}
            Ok(_) => break,
            Err(error) => panic!("{error}"),
        }
        assert!(stop_at < 39);
    }
    assert!(shape(&partition).len() < before.len());
    write_times(&partition, 30);
    let closing = Arc::clone(&partition);
    let mut pace = |_| {
        // The cleaning is what `close` waits for.
        let _ = closing.state.lock().stop(crate::state::StopReason::Closed);
        ControlFlow::Continue(())
    };
    let outcome = partition.clean(Some(0), &mut tools(), NOW_MS, &mut pace);
    assert!(matches!(outcome, Err(CleanError::Stopped | CleanError::Overtaken)), "{outcome:?}");
    assert_eq!((place.offsets(".log.cleaned"), place.offsets(".log.swap")), (vec![], vec![]));
}

#[test]
fn retention_passes_by_while_a_cleaning_is_under_way() {
    let place = Place::new();
    let partition = place.open(PartitionConfig { deletes: true, retention_bytes: 0, ..compacted() });
    write_times(&partition, 20);
    let mut removed = Vec::new();
    let mut pace = |_| {
        removed.push(partition.delete_old_segments(NOW_MS).unwrap());
        ControlFlow::Continue(())
    };
    partition.clean(Some(0), &mut tools(), NOW_MS, &mut pace).unwrap().unwrap();
    assert!(!removed.is_empty() && removed.iter().all(|count| *count == 0));
    assert!(partition.delete_old_segments(NOW_MS).unwrap() > 0);
}

#[test]
fn readers_and_waiters_do_not_notice() {
    let place = Place::new();
    let partition = place.open(compacted());
    for number in 0..20 {
        write(&partition, "a", Some(&format!("value {number}")));
    }
    let slice = partition.read(&fetch(0)).unwrap().slice.unwrap();
    let mut before = Vec::new();
    slice.read_into(&mut before).unwrap();
    let (bell, waiter) = Bell::new();
    assert!(partition.park(&waiter, 20, Isolation::ReadUncommitted));
    clean(&partition, 0, NOW_MS).unwrap();
    partition.tick(NOW_MS + 60_000).unwrap();
    let mut after = Vec::new();
    slice.read_into(&mut after).unwrap();
    assert!(before == after && bell.rung() == 0);
    write(&partition, "b", Some("value"));
    assert_eq!(bell.rung(), 1);
    let read = partition.read(&ReadRequest { offset: 19, ..fetch(19) }).unwrap();
    assert_eq!(headers(&read).last().unwrap().base_offset, 20);
}

#[test]
fn batches_keep_their_codec() {
    let place = Place::new();
    let mut config = compacted();
    config.log.segment_bytes = 2000;
    let partition = place.open(config);
    for compression in Compression::ALL {
        let mut builder = BatchBuilder::new().compression(compression);
        for key in ["a", compression_key(compression)] {
            builder = builder.record(Some(key.as_bytes()), Some(&[b'v'; 200]), NOW_MS, &[]);
        }
        append(&partition, builder.build()).unwrap();
    }
    for _ in 0..10 {
        write(&partition, "a", Some(&"v".repeat(300)));
    }
    clean(&partition, 0, NOW_MS).unwrap();
    let kept = all_headers(&partition);
    for (header, compression) in kept.iter().zip(Compression::ALL) {
        assert_eq!((header.compression().unwrap(), header.record_count), (compression, 1));
    }
}

fn compression_key(compression: Compression) -> &'static str {
    ["none", "gzip", "snappy", "lz4", "zstd"][compression as usize]
}

#[test]
fn a_durable_partition_reads_on_behind_its_high_watermark() {
    let place = Place::new();
    let partition = place.open(PartitionConfig { flush_messages: 1, ..compacted() });
    for _ in 0..9 {
        let mut batch = one("a", Some("value"));
        partition.append(&mut batch, request(-1)).unwrap();
    }
    partition.flush().unwrap();
    // These roll, and are not flushed.
    for _ in 0..9 {
        let mut batch = one("a", Some("value"));
        partition.append(&mut batch, request(-1)).unwrap();
    }
    clean(&partition, 0, NOW_MS).unwrap();
    let visible = all_headers(&partition);
    assert!(visible.iter().all(|header| header.last_offset() < partition.high_watermark()));
    assert_eq!(visible.last().unwrap().last_offset(), partition.high_watermark() - 1);
    partition.flush().unwrap();
    assert_eq!(all_headers(&partition).last().unwrap().last_offset(), 17);
}
