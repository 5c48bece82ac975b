//! A broker that fails, and closing and opening again.

use std::fs;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use server::PartitionSpec;

use crate::support::{
    Client, FetchRequestSpec, PATIENCE, TestBroker, batch_of, fetch, partition_config, produce, stored, topic_id,
    wait_until,
};

#[test]
fn a_broker_that_fails_ends_its_connections_and_says_so() {
    let directory = tempfile::tempdir().unwrap();
    {
        let broker = TestBroker::on_directory(directory.path());
        broker.open("failing", 1);
        let mut clients: Vec<Client> = (0..10).map(|_| broker.connect()).collect();
        assert_eq!(produce(&mut clients[0], "failing", 0, &batch_of(10, 1)).error_code, 0);
        FetchRequestSpec::new(&[("failing", 0, 1)]).waiting(1).send(&mut clients[1]);
        clients[2].write(&[0, 0, 0]);
        clients.iter_mut().skip(3).for_each(Client::ping);
        broker.broker.fail("a bug on purpose");
        broker.broker.fail("a second one");
        clients.iter_mut().for_each(Client::expect_closed);
        wait_until("the control plane hears of it", || broker.control.fatal() == ["a bug on purpose"]);
        if let Ok(mut late) = TcpStream::connect(("127.0.0.1", broker.port)) {
            let read = std::io::Read::read(&mut late, &mut [0]);
            assert!(!matches!(read, Ok(1..)), "nobody is served any more");
        }
    }
    let broker = TestBroker::on_directory(directory.path());
    assert!(!broker.broker.directories.were_clean(), "what failed is checked at the next start");
    broker.open("failing", 1);
    assert_eq!(broker.partition("failing", 0).log_end_offset(), 1);
}

#[test]
fn closing_is_quick_and_may_be_repeated_and_what_follows_is_clean() {
    let directory = tempfile::tempdir().unwrap();
    let batches: Vec<Vec<u8>> = (0..20).map(|seed| batch_of(500, seed)).collect();
    let port = {
        let broker = TestBroker::on_directory(directory.path());
        broker.open("kept", 2);
        let mut clients: Vec<Client> = (0..50).map(|_| broker.connect()).collect();
        for batch in &batches {
            assert_eq!(produce(&mut clients[0], "kept", 1, batch).error_code, 0);
        }
        for client in clients.iter_mut().skip(10) {
            FetchRequestSpec::new(&[("kept", 0, 0)]).waiting(1).send(client);
        }
        clients[1].write(&[0]);
        let start = Instant::now();
        broker.broker.close().unwrap();
        assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
        broker.broker.close().unwrap();
        clients.iter_mut().for_each(Client::expect_closed);
        assert!(TcpStream::connect(("127.0.0.1", broker.port)).is_err(), "nobody listens any more");
        broker.port
    };
    let broker = TestBroker::on_directory(directory.path());
    assert!(broker.broker.directories.were_clean());
    // The address is free as soon as the broker has closed.
    broker.broker.listen("127.0.0.1", port).unwrap();
    broker.open("kept", 2);
    assert!(broker.partition("kept", 1).take_recovery_report().is_none());
    let held: Vec<u8> = (0..).zip(&batches).flat_map(|(offset, batch)| stored(batch, offset)).collect();
    let fetched = fetch(&mut Client::connect(port), &FetchRequestSpec::new(&[("kept", 1, 0)]));
    assert!(fetched.only().records == held);
}

#[test]
fn many_partitions_are_closed_together_and_nothing_is_left_to_recover() {
    const PARTITIONS: i32 = 300;
    let directory = tempfile::tempdir().unwrap();
    {
        let broker = TestBroker::on_directory(directory.path());
        broker.open("many", PARTITIONS);
        let mut client = broker.connect();
        for partition in 0..PARTITIONS {
            assert_eq!(produce(&mut client, "many", partition, &batch_of(50, 1)).error_code, 0);
        }
    }
    let checkpoint = fs::read_to_string(directory.path().join("recovery-point-offset-checkpoint")).unwrap();
    assert_eq!(checkpoint.lines().filter(|line| line.starts_with("many ") && line.ends_with(" 1")).count(), 300);
    for name in ["00000000000000000000.index", "00000000000000000000.timeindex", "00000000000000000001.snapshot"] {
        assert!(directory.path().join("many-299").join(name).exists(), "{name}");
    }
    let broker = TestBroker::on_directory(directory.path());
    assert!(broker.broker.directories.were_clean());
    broker.open("many", PARTITIONS);
    assert!(broker.control.logged().iter().all(|line| !line.contains("recovered")));
    assert!((0..PARTITIONS).all(|partition| broker.partition("many", partition).log_end_offset() == 1));
}

#[test]
fn a_closed_broker_opens_and_deletes_nothing_and_says_so() {
    let broker = TestBroker::with_topic("closed");
    broker.broker.close().unwrap();
    let spec = PartitionSpec {
        directory_id: wire::Uuid::default(),
        topic: Arc::from("late"),
        topic_id: topic_id("late"),
        partition: 0,
        leader_epoch: 0,
        config: Arc::new(partition_config()),
    };
    let (sender, told) = channel();
    let also = sender.clone();
    broker.broker.open_partitions(vec![spec], move |opened| sender.send(opened.failures).unwrap());
    broker.broker.delete_partitions(vec![("closed".to_owned(), 0)], move |failures| also.send(failures).unwrap());
    for topic in ["late", "closed"] {
        let failures = told.recv_timeout(PATIENCE).unwrap();
        assert_eq!((failures.len(), &*failures[0].topic, &*failures[0].message), (1, topic, "the broker is closed"));
    }
}

#[test]
fn a_deleted_partition_leaves_neither_files_nor_checkpoints() {
    let directory = tempfile::tempdir().unwrap();
    let checkpoint = directory.path().join("recovery-point-offset-checkpoint");
    {
        let broker = TestBroker::on_directory(directory.path());
        broker.open("deleted", 2);
        produce(&mut broker.connect(), "deleted", 0, &batch_of(10, 1));
    }
    assert!(fs::read_to_string(&checkpoint).unwrap().contains("deleted 0 1"));
    let broker = TestBroker::on_directory(directory.path());
    broker.open("deleted", 2);
    broker.delete("deleted", 0);
    let written = fs::read_to_string(&checkpoint).unwrap();
    assert!(
        !written.contains("deleted 0") && written.contains("deleted 1"),
        "at once, not only when closing: {written}"
    );
    assert!(!directory.path().join("deleted-0").exists());
    let mut client = broker.connect();
    assert_eq!(produce(&mut client, "deleted", 0, &batch_of(10, 1)).error_code, 3);
    assert_eq!(produce(&mut client, "deleted", 1, &batch_of(10, 1)).error_code, 0);
    broker.delete("deleted", 1);
    assert_eq!(produce(&mut client, "deleted", 1, &batch_of(10, 1)).error_code, 100, "the topic went with its last");
}
