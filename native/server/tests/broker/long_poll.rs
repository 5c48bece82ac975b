//! Fetches that wait: what wakes them, what they wait for, and that nothing of them stays behind.

use std::time::{Duration, Instant};

use wire::codec::Records;

use crate::support::{
    Client, FetchRequestSpec, METADATA, TestBroker, batch_of, fetch, produce, produced, read_response, sent_produce,
    stored, wait_until,
};

fn wait_until_parked(broker: &TestBroker, topic: &str, count: usize) {
    let partition = broker.partition(topic, 0);
    wait_until("parked fetches", || partition.parked_count() == count);
}

#[test]
fn an_append_wakes_it() {
    let broker = TestBroker::with_topic("wake");
    let (mut consumer, mut producer) = (broker.connect(), broker.connect());
    for version in 4..=18 {
        let offset = i64::from(version - 4);
        let request = FetchRequestSpec::new(&[("wake", 0, offset)]).waiting(1).version(version);
        let sent = request.send(&mut consumer);
        wait_until_parked(&broker, "wake", 1);
        consumer.expect_silence();
        let one = batch_of(50, version as u64);
        produce(&mut producer, "wake", 0, &one);
        assert_eq!(read_response(&mut consumer, version, sent).only().records, stored(&one, offset));
    }
}

#[test]
fn time_ends_it() {
    let broker = TestBroker::with_topic("time");
    let mut consumer = broker.connect();
    for _ in 0..3 {
        let start = Instant::now();
        let request = FetchRequestSpec { max_wait_ms: 60, ..FetchRequestSpec::new(&[("time", 0, 0)]).waiting(1) };
        let fetched = fetch(&mut consumer, &request);
        assert_eq!((fetched.only().error_code, fetched.only().records.len()), (0, 0));
        let waited = start.elapsed();
        assert!(waited >= Duration::from_millis(60) && waited < Duration::from_secs(5), "{waited:?}");
    }
}

#[test]
fn it_waits_for_as_many_bytes_as_it_wants() {
    let broker = TestBroker::with_topic("bytes");
    let (mut consumer, mut producer) = (broker.connect(), broker.connect());
    let one = batch_of(100, 1);
    let sent = FetchRequestSpec::new(&[("bytes", 0, 0)]).waiting(3 * one.len() as i32).send(&mut consumer);
    let mut held = Vec::new();
    for offset in 0..3 {
        wait_until_parked(&broker, "bytes", 1);
        consumer.expect_silence();
        produce(&mut producer, "bytes", 0, &one);
        held.extend(stored(&one, offset));
    }
    assert_eq!(read_response(&mut consumer, 18, sent).only().records, held);
}

#[test]
fn what_the_reply_has_no_room_for_counts_too() {
    let broker = TestBroker::start();
    broker.open("room", 2);
    let mut client = broker.connect();
    let one = batch_of(1000, 1);
    for partition in 0..2 {
        produce(&mut client, "room", partition, &one);
    }
    let both = FetchRequestSpec::new(&[("room", 0, 0), ("room", 1, 0)]);
    let half = one.len() as i32 + one.len() as i32 / 2;
    let request = FetchRequestSpec { max_bytes: half, ..both.clone().waiting(half) };
    assert_eq!(fetch(&mut client, &request).sizes(), [one.len(), 0]);
    // More cannot be asked for than the reply may hold.
    let request = FetchRequestSpec { max_bytes: 100, ..both.waiting(i32::MAX) };
    assert_eq!(fetch(&mut client, &request).sizes(), [one.len(), 0]);
}

#[test]
fn a_connection_that_closes_takes_its_waiters_along() {
    let broker = TestBroker::with_topic("gone");
    let partition = broker.partition("gone", 0);
    for _ in 0..20 {
        let mut clients: Vec<Client> = (0..10).map(|_| broker.connect()).collect();
        let parked = partition.parked_count();
        for client in &mut clients {
            FetchRequestSpec::new(&[("gone", 0, 0)]).waiting(1).send(client);
        }
        wait_until("a fetch is parked", || partition.parked_count() > 0 && partition.parked_count() != parked);
        drop(clients);
        wait_until("the connections end", || broker.broker.connections.count() == 0);
    }
    assert!(partition.parked_count() <= 60, "{} of 200 waiters are left", partition.parked_count());
    produce(&mut broker.connect(), "gone", 0, &batch_of(10, 1));
    assert_eq!(partition.parked_count(), 0);
}

#[test]
fn partitions_without_news_remember_a_consumer_once() {
    let broker = TestBroker::start();
    broker.open("hot", 1);
    broker.open("cold", 20);
    let (mut consumer, mut producer) = (broker.connect(), broker.connect());
    let one = batch_of(10, 1);
    let cold: Vec<(&str, i32, i64)> = (0..20).map(|partition| ("cold", partition, 0)).collect();
    for offset in 0..100 {
        let items: Vec<_> = [("hot", 0, offset)].into_iter().chain(cold.iter().copied()).collect();
        let sent = FetchRequestSpec::new(&items).waiting(1).send(&mut consumer);
        wait_until_parked(&broker, "hot", 1);
        produce(&mut producer, "hot", 0, &one);
        assert_eq!(read_response(&mut consumer, 18, sent).partitions[0].records, stored(&one, offset));
    }
    for partition in 0..20 {
        assert!(broker.partition("cold", partition).parked_count() <= 1);
    }
}

#[test]
fn a_partition_that_is_deleted_ends_it() {
    for (version, error_code) in [(4, 3), (12, 3), (13, 100), (18, 100)] {
        let broker = TestBroker::with_topic("deleted");
        let mut consumer = broker.connect();
        let sent = FetchRequestSpec::new(&[("deleted", 0, 0)]).waiting(1).version(version).send(&mut consumer);
        wait_until_parked(&broker, "deleted", 1);
        broker.delete("deleted", 0);
        assert_eq!(read_response(&mut consumer, version, sent).only().error_code, error_code);
    }
}

#[test]
fn a_broker_that_closes_ends_it() {
    let broker = TestBroker::with_topic("closing");
    let mut consumer = broker.connect();
    FetchRequestSpec::new(&[("closing", 0, 0)]).waiting(1).send(&mut consumer);
    wait_until_parked(&broker, "closing", 1);
    let start = Instant::now();
    broker.broker.close().unwrap();
    assert!(start.elapsed() < Duration::from_secs(3));
    consumer.expect_closed();
}

/// A client that asks for more than its socket takes, then for something that waits, and does not read.
fn blocked_behind_a_large_reply(broker: &TestBroker, waiting: impl FnOnce(&mut Client) -> (i32, Vec<u8>)) -> Client {
    let mut client = broker.connect();
    let large = batch_of(1_000_000, 1);
    for _ in 0..24 {
        assert_eq!(produce(&mut client, "large", 0, &large).error_code, 0);
    }
    let request = FetchRequestSpec::new(&[("large", 0, 0)]);
    let (_, mut bytes) = client.prepare(1, 18, |writer| request.write(writer));
    bytes.extend(waiting(&mut client).1);
    client.write(&bytes);
    client
}

/// Every I/O thread has gone round since.
fn let_the_threads_run(broker: &TestBroker) {
    let mut clients: Vec<Client> = (0..4).map(|_| broker.connect()).collect();
    clients.iter_mut().for_each(Client::ping);
    clients.iter_mut().for_each(Client::ping);
}

#[test]
fn news_that_come_while_an_earlier_reply_is_stuck_are_not_lost() {
    let broker = TestBroker::with_topic("large");
    broker.open("news", 1);
    let request = FetchRequestSpec::new(&[("news", 0, 0)]).waiting(1);
    let mut client =
        blocked_behind_a_large_reply(&broker, |client| client.prepare(1, 18, |writer| request.write(writer)));
    wait_until_parked(&broker, "news", 1);
    let one = batch_of(10, 1);
    let mut producer = broker.connect();
    let sent = sent_produce(&mut producer, 13, -1, &[("news", 0, Records::Bytes(&one))]);
    produced(&mut producer, 13, sent);
    let_the_threads_run(&broker);
    assert!(client.receive().len() > 20_000_000);
    let second = client.receive();
    assert!(second.ends_with(&[0]) && second.len() > one.len(), "the records of the second reply");
}

#[test]
fn an_answer_of_the_control_plane_that_comes_while_an_earlier_reply_is_stuck_is_not_lost() {
    let broker = TestBroker::with_topic("large");
    broker.control.set(crate::support::Hearing::Keep);
    let mut client =
        blocked_behind_a_large_reply(&broker, |client| client.prepare(METADATA, 1, |writer| writer.raw(b"question")));
    let request = broker.control.next_request();
    broker.control.reply(request.token, b"answer");
    let_the_threads_run(&broker);
    assert!(client.receive().len() > 20_000_000);
    assert_eq!(client.receive(), b"answer");
}
