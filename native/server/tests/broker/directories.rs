//! Several log directories: where partitions go, and what a directory that fails takes with it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;

use log::LogConfig;
use partition::PartitionConfig;
use server::{DirectoryDescription, ReplicaMove};
use wire::codec::Records;
use wire::{ErrorCode, Uuid};

use crate::support::{PATIENCE, TestBroker, batch_of, partition_config, produce, sent_produce, wait_until};

const STORAGE_ERROR: i16 = 56;
/// So small that every other batch begins a segment.
const SEGMENT_BYTES: u32 = 600;

fn small_segments() -> PartitionConfig {
    PartitionConfig { log: LogConfig { segment_bytes: SEGMENT_BYTES, ..LogConfig::default() }, ..partition_config() }
}

fn paths(base: &Path, count: usize) -> Vec<PathBuf> {
    (0..count).map(|index| base.join(format!("directory-{index}"))).collect()
}

fn described(broker: &TestBroker) -> Vec<DirectoryDescription> {
    let (sender, receiver) = channel();
    broker.broker.describe_directories(move |directories| sender.send(directories).unwrap());
    receiver.recv_timeout(PATIENCE).unwrap()
}

fn partitions_in(broker: &TestBroker) -> Vec<Vec<i32>> {
    let numbers =
        |directory: &DirectoryDescription| directory.replicas.iter().map(|replica| replica.partition).collect();
    described(broker).iter().map(numbers).collect()
}

#[test]
fn new_partitions_go_where_the_fewest_are_and_are_found_again() {
    let base = tempfile::tempdir().unwrap();
    let mut directories = paths(base.path(), 3);
    let before = {
        let broker = TestBroker::on_directories(&directories);
        broker.open("first", 4);
        broker.open("second", 5);
        let counts: Vec<usize> = partitions_in(&broker).iter().map(Vec::len).collect();
        assert_eq!(counts, [3, 3, 3]);
        let mut client = broker.connect();
        for partition in 0..5 {
            assert_eq!(produce(&mut client, "second", partition, &batch_of(10, 1)).error_code, 0);
        }
        broker.partition("second", 3).directory()
    };
    directories.reverse();
    let broker = TestBroker::on_directories(&directories);
    broker.open("second", 5);
    assert_eq!(broker.partition("second", 3).directory(), 2 - before);
    let ends: Vec<i64> = (0..5).map(|partition| broker.partition("second", partition).log_end_offset()).collect();
    assert_eq!(ends, [1; 5]);
    assert!(described(&broker).iter().all(|directory| directory.is_online && directory.usable_bytes > 0));
}

#[test]
fn a_partition_goes_where_the_metadata_says_and_nowhere_else() {
    let base = tempfile::tempdir().unwrap();
    let broker = TestBroker::on_directories(&paths(base.path(), 2));
    let second = broker.broker.directories.get(1).unwrap().id().unwrap();
    assert!(broker.opened_in("given", second).moved.is_empty());
    assert_eq!(broker.partition("given", 0).directory(), 1);
    let taken_away = broker.opened_in("taken-away", Uuid([9; 16]));
    assert!(taken_away.failures[0].message.contains("is not among those online"), "{taken_away:?}");
    let chosen = broker.opened_in("chosen", Uuid::ZERO);
    let first = broker.broker.directories.get(0).unwrap().id();
    assert_eq!(chosen.moved.iter().map(|moved| Some(moved.directory_id)).collect::<Vec<_>>(), [first]);
}

#[test]
fn a_directory_that_fails_takes_its_partitions_offline_and_no_others() {
    let base = tempfile::tempdir().unwrap();
    let directories = paths(base.path(), 2);
    let broker = TestBroker::on_directories(&directories);
    broker.open("__cluster_metadata", 1);
    broker.open_with("events", 4, small_segments());
    let mut client = broker.connect();
    let mut produced = |partition| produce(&mut client, "events", partition, &batch_of(400, 1)).error_code;
    assert_eq!([0, 1, 2, 3].map(&mut produced), [0; 4]);
    fs::remove_dir_all(&directories[1]).unwrap();
    let lost: Vec<i32> = (0..4).filter(|index| broker.partition("events", *index).directory() == 1).collect();
    assert_eq!(lost.len(), 2);
    assert_eq!(produced(lost[0]), STORAGE_ERROR, "it has no folder to begin a segment in");
    wait_until("the others hear of it", || broker.partition("events", lost[1]).failure().is_some());
    for partition in 0..4 {
        assert_eq!(produced(partition), if lost.contains(&partition) { STORAGE_ERROR } else { 0 });
    }
    let told = described(&broker);
    assert_eq!([told[0].is_online, told[1].is_online], [true, false]);
    assert!(told[1].replicas.is_empty());
    wait_until("the operator hears of it, once", || {
        let lines = broker.control.logged();
        lines.iter().filter(|line| line.contains("is offline and with it 2 partitions")).count() == 1
    });
    wait_until("the control plane hears of it", || broker.control.failed_directories() == 1);
    assert!(broker.control.fatal().is_empty());
}

#[test]
fn without_a_directory_left_the_broker_stops() {
    let base = tempfile::tempdir().unwrap();
    let directories = paths(base.path(), 1);
    let broker = TestBroker::on_directories(&directories);
    broker.open_with("events", 1, small_segments());
    let mut client = broker.connect();
    assert_eq!(produce(&mut client, "events", 0, &batch_of(400, 1)).error_code, 0);
    fs::remove_dir_all(&directories[0]).unwrap();
    // The connection ends, before or after the refusal.
    sent_produce(&mut client, 9, 1, &[("events", 0, Records::Bytes(&batch_of(400, 2)))]);
    wait_until("the control plane hears of it", || broker.control.fatal().len() == 1);
    assert!(broker.control.fatal()[0].starts_with("all log directories are offline"), "{:?}", broker.control.fatal());
}

#[test]
fn a_directory_that_cannot_be_opened_is_offline_and_the_first_one_must_open() {
    let base = tempfile::tempdir().unwrap();
    let directories = paths(base.path(), 3);
    fs::write(&directories[1], "a file in its place").unwrap();
    let broker = TestBroker::on_directories(&directories);
    let online: Vec<bool> = described(&broker).iter().map(|directory| directory.is_online).collect();
    assert_eq!(online, [true, false, true]);
    wait_until("the operator hears of it", || {
        broker.control.logged().iter().any(|line| line.contains("directory-1 is offline"))
    });
    broker.open("events", 4);
    assert_eq!(partitions_in(&broker).iter().map(Vec::len).collect::<Vec<_>>(), [2, 0, 2]);
    drop(broker);
    fs::remove_dir_all(&directories[0]).unwrap();
    fs::write(&directories[0], "a file in its place").unwrap();
    let error = TestBroker::try_on_directories(&directories).err().unwrap();
    assert!(error.to_string().contains("directory-0"), "{error}");
}

#[test]
fn a_copy_of_a_directory_is_refused() {
    let base = tempfile::tempdir().unwrap();
    let directories = paths(base.path(), 2);
    drop(TestBroker::on_directories(&directories[..1]));
    fs::create_dir(&directories[1]).unwrap();
    fs::copy(directories[0].join("meta.properties"), directories[1].join("meta.properties")).unwrap();
    let error = TestBroker::try_on_directories(&directories).err().unwrap().to_string();
    assert!(error.contains("directory.id") && error.contains("directory-0"), "{error}");
}

fn move_to(broker: &TestBroker, topic: &str, path: &Path) -> ErrorCode {
    let path = path.display().to_string();
    broker.broker.move_replicas(&[ReplicaMove { topic: topic.to_owned(), partition: 0, path }])[0]
}

#[test]
fn a_replica_moves_under_load_and_stays_moved() {
    let base = tempfile::tempdir().unwrap();
    let directories = paths(base.path(), 2);
    {
        let broker = TestBroker::on_directories(&directories);
        broker.open_with("events", 1, small_segments());
        let mut client = broker.connect();
        for round in 0..4 {
            let target = 1 - broker.partition("events", 0).directory();
            assert_eq!(move_to(&broker, "events", &directories[target]), ErrorCode::NONE);
            for _ in 0..20 {
                assert_eq!(produce(&mut client, "events", 0, &batch_of(100, 1)).error_code, 0);
            }
            wait_until("it has moved", || broker.control.moved() == round + 1);
            assert_eq!(broker.partition("events", 0).directory(), target);
            let told = described(&broker);
            assert_eq!((told[target].replicas.len(), told[1 - target].replicas.len()), (1, 0));
            assert!(!told[target].replicas[0].is_future && told[target].replicas[0].size_bytes > 2000);
        }
        assert_eq!(move_to(&broker, "events", &directories[0]), ErrorCode::NONE, "it is there");
    }
    let broker = TestBroker::on_directories(&directories);
    broker.open_with("events", 1, small_segments());
    assert_eq!((broker.partition("events", 0).directory(), broker.partition("events", 0).log_end_offset()), (0, 80));
    assert_eq!(broker.control.moved(), 0);
}

#[test]
fn a_move_that_a_stop_interrupted_goes_on_after_the_start() {
    let base = tempfile::tempdir().unwrap();
    let directories = paths(base.path(), 2);
    let fill = |broker: &TestBroker| {
        let mut client = broker.connect();
        (0..20).for_each(|_| assert_eq!(produce(&mut client, "events", 0, &batch_of(100, 1)).error_code, 0));
    };
    {
        let broker = TestBroker::on_directories(&directories);
        broker.open("events", 1);
        fill(&broker);
    }
    let future = directories[1].join("events-0.0123456789abcdef0123456789abcdef-future");
    fs::create_dir(&future).unwrap();
    fs::write(future.join("00000000000000000000.log"), "the first bytes").unwrap();
    let broker = TestBroker::on_directories(&directories);
    broker.open("events", 1);
    wait_until("it has moved", || broker.control.moved() == 1);
    assert_eq!((broker.partition("events", 0).directory(), broker.partition("events", 0).log_end_offset()), (1, 20));
    assert!(!future.exists() && !directories[0].join("events-0").exists());
}

#[test]
fn of_two_folders_of_a_partition_one_is_set_aside() {
    let base = tempfile::tempdir().unwrap();
    let directories = paths(base.path(), 2);
    {
        let broker = TestBroker::on_directories(&directories);
        broker.open("events", 1);
        assert_eq!(produce(&mut broker.connect(), "events", 0, &batch_of(100, 1)).error_code, 0);
    }
    fs::create_dir(directories[1].join("events-0")).unwrap();
    for entry in fs::read_dir(directories[0].join("events-0")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, directories[1].join("events-0").join(path.file_name().unwrap())).unwrap();
    }
    let broker = TestBroker::on_directories(&directories);
    let second = broker.broker.directories.get(1).unwrap().id().unwrap();
    assert!(broker.opened_in("events", second).failures.is_empty());
    assert_eq!((broker.partition("events", 0).directory(), broker.partition("events", 0).log_end_offset()), (1, 1));
    let names = fs::read_dir(&directories[0]).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(names.filter(|name| name.starts_with("events-0.") && name.ends_with("-stray")).count(), 1);
}

#[test]
fn folders_of_no_topic_are_set_aside() {
    let base = tempfile::tempdir().unwrap();
    let directories = paths(base.path(), 2);
    TestBroker::on_directories(&directories).broker.close().unwrap();
    for directory in &directories {
        for name in ["gone-0", "events-2", "failed-0", "other.0123-future"] {
            fs::create_dir(directory.join(name)).unwrap();
        }
    }
    let broker = TestBroker::on_directories(&directories);
    broker.open("events", 2);
    let known = [("events", 2), ("failed", 1)].map(|(name, count)| (name.to_owned(), count)).into();
    let (sender, receiver) = channel();
    broker.broker.set_strays_aside(known, move |failures| sender.send(failures.len()).unwrap());
    assert_eq!(receiver.recv_timeout(PATIENCE), Ok(0));
    for directory in &directories {
        let names: Vec<String> =
            fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        let is_there = |name: &str| names.iter().any(|found| found == name);
        let is_aside = |name: &str| names.iter().any(|found| found.starts_with(name) && found.ends_with("-stray"));
        assert!(
            is_aside("gone-0.") && is_aside("events-2.") && !is_there("gone-0") && !is_there("events-2"),
            "{names:?}"
        );
        assert!(is_there("failed-0") && is_there("other.0123-future"), "{names:?}");
    }
    assert_eq!(broker.partition("events", 1).log_end_offset(), 0);
}

#[test]
fn the_folder_of_a_deleted_partition_that_never_opened_is_set_aside() {
    let base = tempfile::tempdir().unwrap();
    let directories = paths(base.path(), 2);
    let broker = TestBroker::on_directories(&directories);
    let folder = directories[1].join("events-0");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("00000000000000000000.log"), "nothing that opens").unwrap();
    broker.delete("events", 0);
    let names = fs::read_dir(&directories[1]).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names: Vec<String> = names.filter(|name| name.starts_with("events-0")).collect();
    assert!(matches!(names.as_slice(), [only] if only.ends_with("-stray")), "{names:?}");
}

#[test]
fn moves_that_cannot_be_are_refused_as_kafka_does() {
    let base = tempfile::tempdir().unwrap();
    let directories = paths(base.path(), 2);
    let broker = TestBroker::on_directories(&directories);
    broker.open("events", 1);
    assert_eq!(move_to(&broker, "events", &base.path().join("elsewhere")), ErrorCode::LOG_DIR_NOT_FOUND);
    assert_eq!(move_to(&broker, "unknown", &directories[1]), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    assert_eq!(move_to(&broker, &"x".repeat(249), &directories[1]), ErrorCode::INVALID_TOPIC_EXCEPTION);
    broker.broker.directories.get(1).unwrap().fail("made up");
    assert_eq!(move_to(&broker, "events", &directories[1]), ErrorCode::KAFKA_STORAGE_ERROR);
}
