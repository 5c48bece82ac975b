//! Several log directories: where partitions go, and what a directory that fails takes with it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;

use log::LogConfig;
use partition::PartitionConfig;
use server::DirectoryDescription;
use wire::Uuid;

use crate::support::{PATIENCE, TestBroker, batch_of, partition_config, produce, wait_until};

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
    assert_eq!(produce(&mut client, "events", 0, &batch_of(400, 2)).error_code, STORAGE_ERROR);
    client.expect_closed();
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
