use std::fs;
use std::sync::Arc;

use log::RecoveryStart;
use log::storage::memory::{MemoryDisk, NameOrder, Random};
use log::storage::{Disk, Folder};
use wire::record_batch::BatchBuilder;
use wire::{ErrorCode, Uuid};

use crate::open::NEXT_LEADER_EPOCH;
use crate::testing::{
    NOW_MS, Place, all_headers, append, append_as_coordinator, batch, config, fetch, headers, marker, records,
    sequenced,
};
use crate::{Isolation, OpenPartition, Partition, PartitionConfig, ReadRequest};

/// Segments of a few batches.
fn rolling() -> PartitionConfig {
    let mut config = config();
    config.log.segment_bytes = 300;
    config
}

/// What the partition says to batches of producer 5 with one record each: `=offset` for a repeated one.
fn answers(partition: &Partition, sequences: &[i32]) -> Vec<String> {
    let answer = |sequence: &i32| match append(partition, sequenced(5, *sequence, 1)) {
        Ok(outcome) if outcome.duplicate => format!("={}", outcome.base_offset),
        Ok(outcome) => outcome.base_offset.to_string(),
        Err(refusal) if refusal.error_code == ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER => "out of order".to_string(),
        Err(refusal) => panic!("{refusal}"),
    };
    sequences.iter().map(answer).collect()
}

#[test]
fn a_log_that_elects_itself_moves_to_the_next_epoch_at_every_start() {
    let place = Place::new();
    let epochs = (0..3).map(|_| {
        let partition = open_electing_itself(&place);
        append(&partition, batch(1)).unwrap();
        partition.close().unwrap();
        partition.leader_epoch()
    });
    assert_eq!(epochs.collect::<Vec<_>>(), [1, 2, 3]);
    let written: Vec<i32> =
        all_headers(&place.open(config())).iter().map(|header| header.partition_leader_epoch).collect();
    assert_eq!(written, [1, 2, 3]);
}

fn open_electing_itself(place: &Place) -> Arc<Partition> {
    let opened = Partition::open(OpenPartition {
        faults: None,
        directory: 0,
        folder: place.folder().into(),
        topic: Arc::from("events"),
        topic_id: Uuid([7; 16]),
        partition: 0,
        leader_epoch: NEXT_LEADER_EPOCH,
        config: Arc::new(config()),
        recovery: RecoveryStart { clean: true, recovery_point: 0, log_start_offset: 0 },
        now_ms: NOW_MS,
    });
    opened.unwrap()
}

#[test]
fn an_idle_partition_leaves_no_files() {
    let place = Place::new();
    let partition = place.open(config());
    partition.tick(NOW_MS).unwrap();
    partition.flush().unwrap();
    partition.close().unwrap();
    assert!(!place.folder().exists());
}

#[test]
fn a_clean_restart_knows_the_last_batch_of_each_producer() {
    let place = Place::new();
    let partition = place.open(config());
    assert_eq!(answers(&partition, &[0, 1, 2]), ["0", "1", "2"]);
    partition.close().unwrap();
    assert_eq!(place.offsets(".snapshot"), [3]);

    let partition = place.open(config());
    assert_eq!(answers(&partition, &[2, 1, 3, 2]), ["=2", "out of order", "3", "=2"]);
    partition.close().unwrap();
    assert_eq!(place.offsets(".snapshot"), [3, 4]);
    place.open(config());
    assert_eq!(place.offsets(".snapshot"), [4], "the older stray is superseded");
}

#[test]
fn after_a_crash_the_log_tells_the_last_five() {
    let place = Place::new();
    let partition = place.open(config());
    answers(&partition, &[0, 1, 2, 3, 4, 5, 6]);
    drop(partition);
    let partition = place.open_unclean(config());
    assert_eq!(answers(&partition, &[2, 6, 1, 7, 9]), ["=2", "=6", "out of order", "7", "out of order"]);
}

#[test]
fn each_new_segment_gets_a_snapshot() {
    let place = Place::new();
    let partition = place.open(rolling());
    answers(&partition, &[0, 1, 2, 3, 4, 5, 6, 7, 8]);
    let segments = place.offsets(".log");
    assert!(segments.len() > 2);
    assert_eq!(place.offsets(".snapshot"), segments[1..]);

    // The snapshots stand for the segments before them: with the first segments' state gone from memory, a restart
    // from the newest one still knows the producer.
    let newest = *segments.last().unwrap();
    let recovery = RecoveryStart { clean: false, recovery_point: newest, log_start_offset: 0 };
    drop(partition);
    let partition = place.open_with(rolling(), recovery);
    assert_eq!(answers(&partition, &[8, 9]), ["=8", "9"]);
}

#[test]
fn a_corrupt_snapshot_is_replaced_by_an_older_one() {
    let place = Place::new();
    let partition = place.open(rolling());
    answers(&partition, &[0, 1, 2, 3, 4, 5, 6, 7, 8]);
    partition.close().unwrap();
    let mut snapshots = place.offsets(".snapshot");
    for offset in snapshots.split_off(1) {
        fs::write(place.folder().join(format!("{offset:020}.snapshot")), b"\x00\x01 not a snapshot").unwrap();
    }
    let partition = place.open(rolling());
    assert_eq!(place.offsets(".snapshot"), snapshots, "the corrupt ones are gone");
    assert_eq!(answers(&partition, &[4, 8, 9]), ["=4", "=8", "9"]);
}

#[test]
fn names_that_only_look_like_ours_are_passed_over() {
    let place = Place::new();
    let partition = place.open(config());
    answers(&partition, &[0, 1]);
    partition.close().unwrap();
    let names = ["2.snapshot", "+1.snapshot", "0.txnindex", "-0000000000000000001.snapshot"];
    names.iter().for_each(|name| fs::write(place.folder().join(name), "x").unwrap());
    assert_eq!(answers(&place.open(config()), &[1, 2]), ["=1", "2"]);
    assert!(names.iter().all(|name| place.folder().join(name).exists()));
}

#[test]
fn a_file_of_absurd_size_is_made_again() {
    let place = Place::new();
    let partition = place.open(rolling());
    answers(&partition, &[0, 1, 2, 3]);
    append_as_coordinator(&partition, records(BatchBuilder::new().producer(1, 0, 0).transactional(), 1, NOW_MS)); // 4
    append_as_coordinator(&partition, marker(1, false)); // 5
    partition.close().unwrap();
    let [index] = place.offsets(".txnindex")[..] else { panic!("one index") };
    for clean in [true, false] {
        for name in [format!("{:020}.snapshot", 6), format!("{index:020}.txnindex")] {
            let file = fs::File::create(place.folder().join(&name)).unwrap();
            file.set_len(1 << 40).unwrap();
        }
        let partition = if clean { place.open(rolling()) } else { place.open_unclean(rolling()) };
        let outcome = partition.read(&ReadRequest { isolation: Isolation::ReadCommitted, ..fetch(4) }).unwrap();
        assert_eq!(outcome.aborted.unwrap().len(), 1, "clean {clean}");
        assert_eq!(answers(&partition, &[3]), ["=3"]);
        assert_eq!(fs::metadata(place.folder().join(format!("{index:020}.txnindex"))).unwrap().len(), 34);
    }
}

#[test]
fn damage_that_is_replayed_costs_what_is_damaged() {
    for damaged_bytes in [[0xff; 4].as_slice(), &[]] {
        let place = Place::new();
        let partition = place.open(rolling());
        answers(&partition, &[0, 1, 2, 3, 4, 5, 6, 7, 8]);
        partition.close().unwrap();
        let segments = place.offsets(".log");
        let path = place.folder().join(format!("{:020}.log", segments[1]));
        let mut bytes = fs::read(&path).unwrap();
        match damaged_bytes {
            [] => bytes.truncate(bytes.len() - 1),
            damage => bytes[14..18].copy_from_slice(damage),
        }
        fs::write(&path, bytes).unwrap();
        for offset in place.offsets(".snapshot") {
            fs::remove_file(place.folder().join(format!("{offset:020}.snapshot"))).unwrap();
        }
        let partition = place.open(rolling());
        assert_eq!(answers(&partition, &[8, 9]), ["=8", "9"]);
    }
}

#[test]
fn snapshots_beyond_the_log_are_removed() {
    let place = Place::new();
    let partition = place.open(config());
    answers(&partition, &[0, 1]);
    partition.close().unwrap();
    fs::copy(
        place.folder().join("00000000000000000002.snapshot"),
        place.folder().join("00000000000000000009.snapshot"),
    )
    .unwrap();
    let partition = place.open(config());
    assert_eq!(place.offsets(".snapshot"), [2]);
    assert_eq!(answers(&partition, &[1, 2]), ["=1", "2"]);
}

#[test]
fn transactions_of_a_foreign_log_are_found_again() {
    let place = Place::new();
    let partition = place.open(rolling());
    let transactional = |producer_id, sequence| {
        records(BatchBuilder::new().producer(producer_id, 0, sequence).transactional(), 1, NOW_MS)
    };
    append_as_coordinator(&partition, transactional(1, 0)); // 0
    append(&partition, batch(1)).unwrap(); // 1
    append_as_coordinator(&partition, marker(1, false)); // 2: aborts 0
    append_as_coordinator(&partition, transactional(2, 0)); // 3
    append_as_coordinator(&partition, transactional(1, 1)); // 4
    append_as_coordinator(&partition, marker(2, true)); // 5: commits 3
    append(&partition, batch(1)).unwrap(); // 6
    assert_eq!(partition.last_stable_offset(), 4);
    drop(partition);

    for clean in [false, true] {
        let partition = if clean { place.open(rolling()) } else { place.open_unclean(rolling()) };
        assert_eq!(partition.last_stable_offset(), 4, "clean {clean}");
        let committed = ReadRequest { isolation: Isolation::ReadCommitted, ..fetch(0) };
        let outcome = partition.read(&committed).unwrap();
        let aborted: Vec<(i64, i64)> =
            outcome.aborted.unwrap().iter().map(|aborted| (aborted.producer_id, aborted.first_offset)).collect();
        assert_eq!(aborted, [(1, 0)]);
        partition.close().unwrap();
    }
}

#[test]
fn a_restart_keeps_every_record() {
    let place = Place::new();
    let partition = place.open(rolling());
    for count in 1..20 {
        append(&partition, batch(count % 3 + 1)).unwrap();
    }
    let before = all_headers(&partition);
    let offsets = partition.offsets();
    partition.close().unwrap();
    assert_eq!(partition.offsets(), offsets, "the last known offsets stay");
    let partition = place.open(rolling());
    assert_eq!(all_headers(&partition), before);
    assert_eq!(partition.offsets(), offsets);
    assert_eq!(headers(&partition.read(&fetch(offsets.log_end_offset)).unwrap()), []);
}

#[test]
fn a_log_start_at_the_end_of_all_offsets_opens() {
    for clean in [true, false] {
        let place = Place::new();
        append(&place.open(rolling()), batch(3)).unwrap();
        let recovery = RecoveryStart { clean, recovery_point: 0, log_start_offset: i64::MAX };
        let partition = place.open_with(rolling(), recovery);
        assert_eq!((partition.log_start_offset(), partition.log_end_offset()), (i64::MAX, i64::MAX));
        assert!(append(&partition, batch(1)).is_err());
    }
}

#[test]
fn a_recovery_point_that_the_start_moves_does_not_pass_what_it_removed() {
    let disk = MemoryDisk::with_history();
    let seam = Disk::Memory(disk.clone());
    let folder = Folder::new(seam.clone(), "/data/events-0");
    seam.create_folders("/data".as_ref()).unwrap();
    seam.sync_folder("/".as_ref()).unwrap();
    let open = |flush_messages| {
        Partition::open(OpenPartition {
            faults: None,
            directory: 0,
            folder: folder.clone(),
            topic: Arc::from("events"),
            topic_id: Uuid([7; 16]),
            partition: 0,
            leader_epoch: 0,
            config: Arc::new(PartitionConfig { flush_messages, ..rolling() }),
            recovery: RecoveryStart { clean: false, recovery_point: 0, log_start_offset: 0 },
            now_ms: NOW_MS,
        })
        .unwrap()
    };
    let partition = open(i64::MAX);
    for sequence in 0..12 {
        append(&partition, sequenced(5, sequence, 1)).unwrap();
    }
    partition.flush().unwrap();
    drop(partition);
    // A power loss took the newest segment, and not what was taken of the producers before it.
    let newest =
        |suffix: &str| disk.files().into_iter().rfind(|path| path.to_string_lossy().ends_with(suffix)).unwrap();
    let (log, snapshot) = (newest(".log"), newest(".snapshot"));
    assert_eq!(log.file_stem(), snapshot.file_stem());
    seam.remove_file(&log).unwrap();
    let before = newest(".log");
    let whole = seam.open(&before).unwrap();
    whole.set_len(whole.size_bytes().unwrap() - 1).unwrap();
    seam.sync_folder(&folder).unwrap();
    let partition = open(1);
    assert!(partition.checkpoint().recovery_point > 0);
    let mut random = Random::new(1);
    for _ in 0..20 {
        let files = disk.after_power_loss(NameOrder::Journal, &mut random).files();
        assert!(!files.contains(&snapshot), "{} is back", snapshot.display());
    }
}
