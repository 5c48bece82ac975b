//! Requests of the control plane: one at a time for each connection, in order, also where the mailbox is full or the
//! connection is gone.

use std::thread;
use std::time::{Duration, Instant};

use server::Limits;

use crate::support::{Client, Hearing, METADATA, TestBroker, wait_until};

#[test]
fn a_request_comes_whole_and_its_answer_goes_back_as_it_is() {
    let broker = TestBroker::start();
    broker.control.set(Hearing::Keep);
    let mut client = broker.connect();
    let (_, bytes) = client.prepare(METADATA, 12, |writer| writer.raw(b"a body of its own"));
    client.write(&bytes);
    let request = broker.control.next_request();
    assert_eq!((request.host.as_str(), &*request.frame), ("127.0.0.1", &bytes[4..]));
    broker.control.reply(request.token, b"answer");
    assert_eq!(client.receive(), b"answer");
    broker.control.reply(request.token, b"a second answer, which nobody waits for");
    for size in [0, 1, 1_000_000] {
        client.send(METADATA, 1, |_| {});
        broker.control.reply(broker.control.next_request().token, &vec![7; size]);
        assert!(client.receive() == vec![7; size]);
    }
}

#[test]
fn one_request_of_a_connection_at_a_time_in_order() {
    let broker = TestBroker::start();
    broker.control.set(Hearing::Keep);
    let mut client = broker.connect();
    let mut bytes = Vec::new();
    let mut frames = Vec::new();
    for index in 0..5 {
        let (_, request) = client.prepare(METADATA, 1, |writer| writer.int32(index));
        frames.push(request[4..].to_vec());
        bytes.extend(request);
    }
    let (asked, last) = client.prepare(18, 0, |_| {});
    bytes.extend(last);
    client.write(&bytes);
    let mut connection = None;
    for frame in &frames {
        let request = broker.control.next_request();
        assert_eq!(&request.frame, frame);
        assert_eq!(*connection.get_or_insert(request.connection), request.connection);
        // Others are served meanwhile, and nothing overtakes the request.
        broker.connect().ping();
        assert_eq!((broker.control.kept(), broker.broker.mailbox.waiting_count()), (0, 1));
        client.expect_silence();
        broker.control.reply(request.token, frame);
        assert_eq!(&client.receive(), frame);
    }
    client.receive_body(18, 0, asked);
}

#[test]
fn a_full_mailbox_takes_the_rest_after_a_drain() {
    let broker = TestBroker::with_limits(Limits { mailbox_bytes_max: 300, ..Limits::default() });
    broker.control.set(Hearing::Deaf);
    let mut clients: Vec<Client> = (0..20).map(|_| broker.connect()).collect();
    let mut frames = Vec::new();
    for client in &mut clients {
        let (_, bytes) = client.prepare(METADATA, 1, |writer| writer.raw(&[1; 100]));
        client.write(&bytes);
        frames.push(bytes[4..].to_vec());
    }
    wait_until("the mailbox is full", || broker.broker.mailbox.waiting_count() == 2);
    broker.connect().ping();
    broker.control.set(Hearing::Echo);
    for (client, frame) in clients.iter_mut().zip(&frames) {
        assert_eq!(&client.receive(), frame);
    }
    assert_eq!(broker.broker.mailbox.waiting_count(), 0);
}

#[test]
fn no_request_is_forgotten_when_the_mailbox_holds_one_at_a_time() {
    let broker = TestBroker::with_limits(Limits { mailbox_bytes_max: 1, ..Limits::default() });
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let mut client = broker.connect();
                (0..200).for_each(|_| client.echo("question"));
            });
        }
    });
}

#[test]
fn a_broker_closes_at_once_though_connections_wait_for_the_mailbox() {
    let broker = TestBroker::with_limits(Limits { mailbox_bytes_max: 1, ..Limits::default() });
    broker.control.set(Hearing::Deaf);
    let mut clients: Vec<Client> = (0..3).map(|_| broker.connect()).collect();
    for client in &mut clients {
        client.send(METADATA, 1, |_| {});
    }
    wait_until("one frame is in the mailbox", || broker.broker.mailbox.waiting_count() == 1);
    broker.connect().ping();
    let start = Instant::now();
    broker.broker.close().unwrap();
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
    clients.iter_mut().for_each(Client::expect_closed);
}

#[test]
fn an_answer_for_a_connection_that_is_gone_is_dropped() {
    let broker = TestBroker::start();
    broker.control.set(Hearing::Keep);
    let mut client = broker.connect();
    client.send(METADATA, 1, |_| {});
    let request = broker.control.next_request();
    client.close();
    wait_until("the connection ends", || broker.broker.connections.count() == 0);
    assert_eq!(broker.broker.mailbox.waiting_count(), 0);
    broker.control.reply(request.token, b"late");
    broker.control.reply(request.token + 1000, b"never asked");
    broker.connect().ping();
}

#[test]
fn the_control_plane_can_close_a_connection() {
    let broker = TestBroker::start();
    broker.control.set(Hearing::Keep);
    let mut client = broker.connect();
    let asked = client.send(18, 0, |_| {});
    client.send(METADATA, 1, |_| {});
    client.send(18, 0, |_| {});
    let request = broker.control.next_request();
    broker.control.close_connection(request.token);
    client.receive_body(18, 0, asked);
    client.expect_closed();
}
