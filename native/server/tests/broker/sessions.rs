//! Fetch sessions (KIP-227) over the wire.

use server::Limits;
use wire::ErrorCode;

use crate::support::{
    Client, FetchRequestSpec, Fetched, TestBroker, batch_of, fetch, produce, read_response, stored, wait_until,
};

const ALL: [(&str, i32, i64); 3] = [("news", 0, 0), ("news", 1, 0), ("news", 2, 0)];

fn broker() -> TestBroker {
    let broker = TestBroker::start();
    broker.open("news", 3);
    broker
}

fn open(client: &mut Client, version: i16) -> i32 {
    let fetched = fetch(client, &FetchRequestSpec::new(&ALL).version(version).in_session(0, 0));
    assert_eq!((fetched.error_code, fetched.indexes()), (0, vec![0, 1, 2]), "the first reply tells everything");
    assert_ne!(fetched.session_id, 0);
    fetched.session_id
}

fn go_on(client: &mut Client, version: i16, session_id: i32, epoch: i32, items: &[(&str, i32, i64)]) -> Fetched {
    fetch(client, &FetchRequestSpec::new(items).version(version).in_session(session_id, epoch))
}

fn error(client: &mut Client, version: i16, session_id: i32, epoch: i32) -> ErrorCode {
    let fetched = go_on(client, version, session_id, epoch, &[]);
    assert_eq!((fetched.session_id, fetched.partitions.len()), (0, 0));
    ErrorCode(fetched.error_code)
}

#[test]
fn only_news_is_told() {
    let broker = broker();
    let (mut client, mut producer) = (broker.connect(), broker.connect());
    for version in 7..=18 {
        let session = open(&mut client, version);
        // Everything that earlier rounds wrote is read once.
        let read = go_on(&mut client, version, session, 1, &[]);
        assert_eq!(read.session_id, session);
        let end = broker.partition("news", 1).log_end_offset();
        assert_eq!(read.indexes(), if end == 0 { vec![] } else { vec![1] });
        let none = go_on(&mut client, version, session, 2, &[("news", 1, end)]);
        assert_eq!((none.error_code, none.session_id, none.indexes()), (0, session, vec![]));
        let one = batch_of(20, version as u64);
        produce(&mut producer, "news", 1, &one);
        let news = go_on(&mut client, version, session, 3, &[]);
        assert_eq!((news.only().partition, &news.only().records), (1, &stored(&one, end)));
        // Until the consumer moves on, the same records are news again.
        assert_eq!(go_on(&mut client, version, session, 4, &[]).only().records, stored(&one, end));
        assert_eq!(go_on(&mut client, version, session, 5, &[("news", 1, end + 1)]).indexes(), Vec::<i32>::new());
        // An error is told each time, and its end once.
        let out_of_range = go_on(&mut client, version, session, 6, &[("news", 2, 99)]);
        assert_eq!((out_of_range.only().partition, out_of_range.only().error_code), (2, 1));
        assert_eq!(go_on(&mut client, version, session, 7, &[]).only().error_code, 1);
        assert_eq!(go_on(&mut client, version, session, 8, &[("news", 2, 0)]).only().error_code, 0);
        assert_eq!(go_on(&mut client, version, session, 9, &[]).indexes(), Vec::<i32>::new());
    }
}

#[test]
fn a_waiting_fetch_in_a_session_brings_the_news_alone() {
    let broker = broker();
    let (mut client, mut producer) = (broker.connect(), broker.connect());
    let session = open(&mut client, 18);
    for round in 0..5 {
        let items: &[(&str, i32, i64)] = if round == 0 { &[] } else { &[("news", 2, i64::from(round))] };
        let sent = FetchRequestSpec::new(items).in_session(session, round + 1).waiting(1).send(&mut client);
        let partition = broker.partition("news", 2);
        wait_until("the fetch is parked", || partition.parked_count() == 1);
        let one = batch_of(20, round as u64);
        produce(&mut producer, "news", 2, &one);
        let news = read_response(&mut client, 18, sent);
        assert_eq!((news.only().partition, &news.only().records), (2, &stored(&one, i64::from(round))));
    }
}

#[test]
fn partitions_take_turns_within_the_limits() {
    let broker = broker();
    let mut client = broker.connect();
    let one = batch_of(1000, 1);
    for partition in 0..3 {
        produce(&mut client, "news", partition, &one);
    }
    let session = open(&mut client, 18);
    let mut turns = Vec::new();
    for epoch in 1..=6 {
        let request = FetchRequestSpec { max_bytes: 1, ..FetchRequestSpec::new(&[]).in_session(session, epoch) };
        turns.push(fetch(&mut client, &request).only().partition);
    }
    assert_eq!(turns, [0, 1, 2, 0, 1, 2]);
}

#[test]
fn forgotten_partitions_are_not_told_any_more_and_an_empty_session_ends() {
    let broker = broker();
    let mut client = broker.connect();
    for version in [7, 12, 13, 18] {
        let session = open(&mut client, version);
        for partition in 0..3 {
            produce(&mut client, "news", partition, &batch_of(10, 1));
        }
        let forget = |forgotten: Vec<(&'static str, i32)>, epoch: i32| FetchRequestSpec {
            forgotten,
            ..FetchRequestSpec::new(&[]).version(version).in_session(session, epoch)
        };
        let fetched = fetch(&mut client, &forget(vec![("news", 0), ("other", 0), ("news", 7)], 1));
        assert_eq!((fetched.session_id, fetched.indexes()), (session, vec![1, 2]));
        let fetched = fetch(&mut client, &forget(vec![("news", 1), ("news", 2)], 2));
        assert_eq!((fetched.error_code, fetched.session_id, fetched.indexes()), (0, 0, vec![]));
        assert_eq!(error(&mut client, version, session, 3), ErrorCode::FETCH_SESSION_ID_NOT_FOUND);
    }
    assert_eq!(broker.broker.fetch_sessions.count(), 0);
}

#[test]
fn ids_epochs_and_kinds_of_names_are_guarded() {
    let broker = broker();
    let mut client = broker.connect();
    for (version, other) in [(12, 13), (13, 12), (7, 18), (18, 7)] {
        let session = open(&mut client, version);
        assert_eq!(error(&mut client, version, session ^ 1, 1), ErrorCode::FETCH_SESSION_ID_NOT_FOUND);
        assert_eq!(error(&mut client, version, 0, 1), ErrorCode::FETCH_SESSION_ID_NOT_FOUND);
        for epoch in [2, 7, i32::MAX, -2] {
            assert_eq!(error(&mut client, version, session, epoch), ErrorCode::INVALID_FETCH_SESSION_EPOCH);
        }
        assert_eq!(error(&mut client, other, session, 1), ErrorCode::FETCH_SESSION_TOPIC_ID_ERROR);
        assert_eq!(go_on(&mut client, version, session, 1, &[]).session_id, session, "no error moves the epoch");
    }
}

#[test]
fn a_full_fetch_closes_the_session_that_it_names() {
    let broker = broker();
    let mut client = broker.connect();
    let first = open(&mut client, 18);
    let second = go_on(&mut client, 18, first, 0, &ALL).session_id;
    assert!(second != 0 && second != first);
    assert_eq!(error(&mut client, 18, first, 1), ErrorCode::FETCH_SESSION_ID_NOT_FOUND);
    let last = go_on(&mut client, 18, second, -1, &ALL);
    assert_eq!((last.session_id, last.indexes()), (0, vec![0, 1, 2]));
    assert_eq!(error(&mut client, 18, second, 1), ErrorCode::FETCH_SESSION_ID_NOT_FOUND);
    assert_eq!(broker.broker.fetch_sessions.count(), 0);
}

#[test]
fn without_a_free_slot_a_consumer_is_served_without_a_session() {
    let broker = TestBroker::with_limits(Limits { fetch_sessions_max: 2, ..Limits::default() });
    broker.open("news", 3);
    let mut client = broker.connect();
    let sessions = [open(&mut client, 18), open(&mut client, 18)];
    let third = go_on(&mut client, 18, 0, 0, &ALL);
    assert_eq!((third.error_code, third.session_id, third.indexes()), (0, 0, vec![0, 1, 2]));
    // A client that closes its own session makes room.
    go_on(&mut client, 18, sessions[0], -1, &[]);
    open(&mut client, 18);
    assert_eq!(go_on(&mut client, 18, sessions[1], 1, &[]).session_id, sessions[1]);
}
