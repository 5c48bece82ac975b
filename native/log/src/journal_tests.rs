use super::*;
use crate::checkpoint::CheckpointName;
use crate::journal_replay::replay;
use crate::journal_round::Place;
use crate::storage::memory::{Fault, MemoryDisk, NameOrder, Operation, Random};
use crate::storage::{DirectoryLock, Disk};
use proptest::prelude::*;
use proptest::test_runner::Config;
use wire::Uuid;
use wire::record_batch::BatchBuilder;

const TOPIC: Uuid = Uuid([7; 16]);
const ENOSPC: i32 = 28;
const SEGMENT: &str = "/data/t-0/00000000000000000000.log";

struct TestDirectory {
    disk: MemoryDisk,
    folder: Folder,
}

/// A directory with one partition whose segment holds its first batch on the disk.
fn directory() -> (TestDirectory, Vec<Vec<u8>>) {
    let disk = MemoryDisk::with_history();
    let folder = Folder::new(Disk::Memory(disk.clone()), "/data");
    let batches: Vec<Vec<u8>> = (0..4).map(batch).collect();
    let partition = folder.folder("t-0");
    folder.disk().create_folders(&partition).unwrap();
    crate::partition_metadata::write(&partition, TOPIC).unwrap();
    let segment = folder.disk().create(SEGMENT.as_ref()).unwrap();
    segment.write_all_at(&batches[0], 0).unwrap();
    segment.sync_all().unwrap();
    atomic_file::sync_file(folder.disk(), &partition.join(crate::partition_metadata::FILE_NAME)).unwrap();
    for named in ["/data/t-0", "/data", "/"] {
        sync_folder(folder.disk(), named.as_ref()).unwrap();
    }
    (TestDirectory { disk, folder }, batches)
}

fn batch(offset: i64) -> Vec<u8> {
    let mut batch = BatchBuilder::new().record(None, Some(&offset.to_be_bytes()), 1, &[]).build();
    wire::record_batch::patch_base_offset(&mut batch, offset);
    batch
}

fn round(entries: &[(u64, &[u8])]) -> Round {
    let mut round = Round::default();
    for (position, bytes) in entries {
        let place = Place { topic_id: TOPIC, folder_name: "t-0", segment_base_offset: 0, position: *position };
        let copy = |target: &mut [u8]| {
            target.copy_from_slice(bytes);
            Ok(())
        };
        round.add(&place, bytes.len() as u32, copy).unwrap();
    }
    round
}

fn flush(journal: &mut Journal, mut round: Round) -> WrittenRound {
    let written = journal.write(&mut round).unwrap().unwrap();
    written.sync(1).unwrap();
    written
}

fn journal(place: &TestDirectory, file_bytes_max: u64) -> Journal {
    Journal::new(place.folder.clone(), file_bytes_max, 2)
}

fn put_back(folder: &Folder) -> u64 {
    replay(folder, &DirectoryLock::take(folder).unwrap()).unwrap()
}

#[test]
fn what_a_power_loss_took_is_put_back() {
    let (place, batches) = directory();
    let length = batches[0].len() as u64;
    let segment = place.folder.disk().open(SEGMENT.as_ref()).unwrap();
    let mut journal = journal(&place, 1 << 16);
    for (index, batch) in batches.iter().enumerate().skip(1) {
        let position = index as u64 * length;
        segment.write_all_at(batch, position).unwrap();
        flush(&mut journal, round(&[(position, batch)]));
    }
    for seed in 0..50 {
        let after = place.disk.after_power_loss(NameOrder::Journal, &mut Random::new(seed));
        let folder = Folder::new(Disk::Memory(after.clone()), "/data");
        for _ in 0..2 {
            put_back(&folder);
            assert_eq!(folder.disk().read(SEGMENT.as_ref()).unwrap(), batches.concat(), "seed {seed}");
            assert!(NAMES.iter().all(|name| folder.disk().facts(&folder.join(name)).is_err()));
        }
        // And is there to stay.
        let again = after.after_power_loss(NameOrder::Any, &mut Random::new(seed));
        assert_eq!(Disk::Memory(again).read(SEGMENT.as_ref()).unwrap(), batches.concat(), "seed {seed}");
    }
}

#[test]
fn only_the_end_of_the_right_file_is_filled() {
    let (place, batches) = directory();
    let length = batches[0].len() as u64;
    let unchanged = |what: &str, entries: &[(u64, &[u8])], topic_id: Uuid| {
        let mut journal = journal(&place, 1 << 16);
        flush(&mut journal, round(entries));
        crate::partition_metadata::write(&place.folder.folder("t-0"), topic_id).unwrap();
        put_back(&place.folder);
        assert_eq!(place.folder.disk().read(SEGMENT.as_ref()).unwrap(), batches[0], "{what}");
    };
    unchanged("another topic", &[(length, &batches[1])], Uuid([8; 16]));
    unchanged("behind a hole", &[(2 * length, &batches[2])], TOPIC);
    unchanged("in the middle of what is there", &[(length - 1, &batches[1])], TOPIC);
    unchanged("offsets that are there", &[(length, &batches[0])], TOPIC);
    unchanged("no batch", &[(length, b"nothing of the kind")], TOPIC);
}

#[test]
fn what_compaction_has_cleaned_stays_as_it_is() {
    for (name, is_put_back) in [
        (CheckpointName::RecoveryPoint, true),
        (CheckpointName::Cleaned, false),
        (CheckpointName::LogStart, true),
        (CheckpointName::HighWatermark, true),
    ] {
        let (place, batches) = directory();
        flush(&mut journal(&place, 1 << 16), round(&[(batches[0].len() as u64, &batches[1])]));
        let checkpoint = format!("0\n2\nother 0 9\nt 0 {}\n", 2);
        let file = place.folder.disk().create(&place.folder.join(name.file_name())).unwrap();
        file.write_all_at(checkpoint.as_bytes(), 0).unwrap();
        assert_eq!(put_back(&place.folder), u64::from(is_put_back), "{name:?}");
    }
}

#[test]
fn a_name_that_leads_elsewhere_is_none() {
    let (place, batches) = directory();
    let mut round = Round::default();
    for folder_name in ["../data/t-0", "t-0/../t-0", ".", "t-0-future"] {
        let place = Place { topic_id: TOPIC, folder_name, segment_base_offset: 0, position: batches[0].len() as u64 };
        let copy = |target: &mut [u8]| {
            target.copy_from_slice(&batches[1]);
            Ok(())
        };
        round.add(&place, batches[1].len() as u32, copy).unwrap();
    }
    flush(&mut journal(&place, 1 << 16), round);
    assert_eq!(put_back(&place.folder), 0);
    assert_eq!(place.folder.disk().read(SEGMENT.as_ref()).unwrap(), batches[0]);
}

#[test]
fn a_full_disk_takes_no_round_and_takes_them_again_when_there_is_space() {
    for calls_before in 0..5 {
        let (place, batches) = directory();
        let mut journal = journal(&place, 1 << 16);
        let mut call_count = 0;
        place.disk.set_faults(move |call| {
            let takes_space = matches!(call.operation, Operation::Create | Operation::Write);
            call_count += usize::from(takes_space);
            let fault = if call.operation == Operation::Write {
                Fault::Torn { bytes: call.bytes / 2, error: ENOSPC }
            } else {
                Fault::Error(ENOSPC)
            };
            (takes_space && call_count > calls_before).then_some(fault)
        });
        let mut taken = Vec::new();
        for position in 1..5 {
            if let Some(written) = journal.write(&mut round(&[(position, &batches[1])])).unwrap() {
                written.sync(0).unwrap();
                taken.push(position);
            }
        }
        assert_eq!(taken.len(), calls_before.saturating_sub(2), "creating, zeros, and then one call a round");
        place.disk.clear_faults();
        flush(&mut journal, round(&[(9, &batches[2])]));
        taken.push(9);
        let positions: Vec<u64> = read(&place.folder).unwrap().iter().map(|entry| entry.position).collect();
        assert_eq!(positions, taken, "full after {calls_before} calls");
    }
}

#[test]
fn a_file_is_written_over_once_it_is_settled() {
    let (place, batches) = directory();
    let batch = &batches[1];
    let size_bytes = round(&[(0, batch)]).size_bytes() as u64;
    let mut journal = journal(&place, 2 * size_bytes);
    let mut turns = Vec::new();
    for _ in 0..4 {
        let written = flush(&mut journal, round(&[(0, batch)]));
        turns.push(written.file);
    }
    assert_eq!(turns, [0, 0, 1, 1]);
    assert!(journal.write(&mut round(&[(0, batch)])).unwrap().is_none(), "neither file is settled");
    journal.settled(0);
    assert_eq!(flush(&mut journal, round(&[(9, batch)])).file, 0);
    // Older first, and of the file that was begun again only what belongs to its new turn.
    let positions: Vec<u64> = read(&place.folder).unwrap().iter().map(|entry| entry.position).collect();
    assert_eq!(positions, [0, 0, 9]);
    assert!(journal.write(&mut round(&[(0, &vec![0; 1000])])).unwrap().is_none(), "larger than a file");
}

#[test]
fn a_torn_round_ends_the_file_at_every_byte() {
    let (place, batches) = directory();
    let mut journal = journal(&place, 1 << 16);
    let first = round(&[(1, &batches[1]), (2, &batches[2])]).size_bytes();
    flush(&mut journal, round(&[(1, &batches[1]), (2, &batches[2])]));
    flush(&mut journal, round(&[(3, &batches[3])]));
    let path = place.folder.join(NAMES[0]);
    let whole = place.folder.disk().read(&path).unwrap();
    let end = first + round(&[(3, &batches[3])]).size_bytes();
    for (byte, expected) in (0..end).map(|byte| (byte, if byte < first { 0 } else { 2 })) {
        let mut torn = whole.clone();
        torn[byte] ^= 1;
        assert_eq!(turn(&torn).map_or(0, |(_, entries)| entries.len()), expected, "byte {byte}");
        assert_eq!(turn(&whole[..byte]).map_or(0, |(_, entries)| entries.len()), expected, "cut at {byte}");
    }
}

/// What an entry may hold whose round is whole.
fn any_entry() -> impl Strategy<Value = (String, i64, u64, Vec<u8>)> {
    let names = prop_oneof![Just("t-0".to_owned()), "[a-z./-]{0,6}"];
    let base_offsets = prop_oneof![Just(0), any::<i64>()];
    let positions = prop_oneof![Just(batch(0).len() as u64), 0..400_u64, Just(u64::MAX), any::<u64>()];
    let contents = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        prop_oneof![Just(i64::MAX), any::<i64>()].prop_map(batch),
        (0..9_i64).prop_map(batch),
        (0..9_i64, 0..60_usize).prop_map(|(offset, cut)| batch(offset).split_off(cut)),
    ];
    (names, base_offsets, positions, contents)
}

proptest! {
    #![proptest_config(Config { cases: 500, failure_persistence: None, ..Config::default() })]

    #[test]
    fn whatever_a_journal_says_a_segment_keeps_what_it_has(
        entries in prop::collection::vec(any_entry(), 0..6), rubbish in prop::collection::vec(any::<u8>(), 0..60),
    ) {
        let (place, batches) = directory();
        let mut round = Round::default();
        for (folder_name, segment_base_offset, position, bytes) in &entries {
            let target = Place {
                topic_id: TOPIC, folder_name, segment_base_offset: *segment_base_offset, position: *position,
            };
            let copy = |target: &mut [u8]| {
                target.copy_from_slice(bytes);
                Ok(())
            };
            round.add(&target, bytes.len() as u32, copy).unwrap();
        }
        round.bytes.extend_from_slice(&rubbish);
        flush(&mut journal(&place, 1 << 16), round);
        put_back(&place.folder);
        prop_assert!(place.folder.disk().read(SEGMENT.as_ref()).unwrap().starts_with(&batches[0]));
    }

    #[test]
    fn any_bytes_are_a_journal(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let (place, batches) = directory();
        place.folder.disk().create(&place.folder.join(NAMES[1])).unwrap().write_all_at(&bytes, 0).unwrap();
        prop_assert_eq!(put_back(&place.folder), 0);
        prop_assert_eq!(place.folder.disk().read(SEGMENT.as_ref()).unwrap(), batches[0].clone());
    }
}
