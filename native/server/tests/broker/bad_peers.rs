//! Peers that send nonsense, too much, too little or nothing: their connection ends where Kafka ends it, and nobody
//! else notices.

use std::io::Write;
use std::time::{Duration, Instant};

use server::{ConnectionLimits, Limits};
use wire::codec::Records;

use crate::support::{
    Client, FetchRequestSpec, PATIENCE, Random, TestBroker, batch_of, frame, produce, produced, read_response, stored,
    wait_until, write_produce,
};

const REQUEST_BYTES_MAX: usize = 2 * 1024 * 1024;

fn broker() -> TestBroker {
    let broker = TestBroker::with_limits(Limits { request_bytes_max: REQUEST_BYTES_MAX, ..Limits::default() });
    broker.open("others", 1);
    broker
}

fn sized(bytes: &[u8]) -> Vec<u8> {
    [&(bytes.len() as i32).to_be_bytes()[..], bytes].concat()
}

/// A request without a body, from a client without a name.
fn bare(api_key: i16, version: i16) -> Vec<u8> {
    let head = [api_key.to_be_bytes(), version.to_be_bytes()].concat();
    sized(&[&head[..], &[0, 0, 0, 1, 0xff, 0xff]].concat())
}

/// Frames that end a connection.
fn bad_frames() -> Vec<(&'static str, Vec<u8>)> {
    let good = frame(0, 9, 1, Some("test"), |writer| {
        write_produce(writer, 9, -1, &[("others", 0, Records::Bytes(&batch_of(50, 1)))]);
    });
    let absurd_array = frame(2, 1, 1, None, |writer| {
        writer.int32(-1);
        writer.int32(i32::MAX);
    });
    vec![
        ("an unknown API key", bare(99, 1)),
        ("a negative API key", bare(-1, 0)),
        ("a version that was removed", bare(1, 3)),
        ("a version that is only advertised", bare(0, 2)),
        ("a version from the future", bare(1, 19)),
        ("a negative version", bare(0, -1)),
        ("a negative size", vec![0xff; 4]),
        ("the smallest size", i32::MIN.to_be_bytes().to_vec()),
        ("a size beyond the limit", (REQUEST_BYTES_MAX as i32 + 1).to_be_bytes().to_vec()),
        ("an empty frame", sized(&[])),
        ("half a header", sized(&[0, 18, 0])),
        ("no body", bare(0, 9)),
        ("a body that is cut", sized(&good[4..good.len() - 30])),
        ("an array longer than its frame", absurd_array),
        ("words", b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec()),
    ]
}

#[test]
fn bad_frames_end_their_connection_and_no_other() {
    let broker = broker();
    let (mut consumer, mut producer) = (broker.connect(), broker.connect());
    for (offset, (what, bytes)) in bad_frames().into_iter().enumerate() {
        let waiting = FetchRequestSpec::new(&[("others", 0, offset as i64)]).waiting(1).send(&mut consumer);
        let mut peer = broker.connect();
        peer.ping();
        peer.write(&bytes);
        peer.expect_closed();
        let one = batch_of(10, offset as u64);
        assert_eq!(produce(&mut producer, "others", 0, &one).error_code, 0, "after {what}");
        assert_eq!(read_response(&mut consumer, 18, waiting).only().records, stored(&one, offset as i64));
    }
    wait_until("only the others are left", || broker.broker.connections.count() == 2);
}

#[test]
fn what_was_asked_before_a_bad_frame_is_answered() {
    let broker = broker();
    for (what, bad) in bad_frames() {
        let mut peer = broker.connect();
        let mut bytes = Vec::new();
        let mut sent = Vec::new();
        for _ in 0..3 {
            let (correlation_id, request) = peer.prepare(0, 9, |writer| {
                write_produce(writer, 9, -1, &[("others", 0, Records::Bytes(&batch_of(10, 1)))]);
            });
            bytes.extend(request);
            sent.push(correlation_id);
        }
        bytes.extend(bad);
        peer.write(&bytes);
        for correlation_id in sent {
            assert_eq!(produced(&mut peer, 9, correlation_id)[0].error_code, 0, "before {what}");
        }
        peer.expect_closed();
    }
}

#[test]
fn random_bytes_do_no_harm() {
    let seed = std::process::id().into();
    println!("seed {seed}");
    let mut random = Random::new(seed);
    let broker = broker();
    let good = frame(0, 13, 1, Some("test"), |writer| {
        write_produce(writer, 13, 1, &[("others", 0, Records::Bytes(&batch_of(300, 1)))]);
    });
    for round in 0..200 {
        let mut peer = broker.connect();
        let bytes: Vec<u8> = match round % 2 {
            0 => (0..random.below(2000)).map(|_| random.next() as u8).collect(),
            _ => {
                let mut changed = good.clone();
                for _ in 0..=random.below(4) {
                    let position = 4 + random.below(changed.len() - 4);
                    changed[position] = random.next() as u8;
                }
                changed
            }
        };
        // The broker may have closed already.
        let _ = peer.stream.write_all(&bytes);
    }
    broker.connect().ping();
    assert!(!broker.broker.has_failed());
    wait_until("all are gone", || broker.broker.connections.count() == 0);
}

#[test]
fn half_a_frame_blocks_nobody_and_goes_with_its_connection() {
    let broker = broker();
    let whole = frame(0, 9, 1, Some("test"), |writer| {
        write_produce(writer, 9, 1, &[("others", 0, Records::Bytes(&batch_of(500_000, 1)))]);
    });
    let mut peers: Vec<Client> = (0..20).map(|_| broker.connect()).collect();
    for (index, peer) in peers.iter_mut().enumerate() {
        peer.write(&whole[..index * 25_000 + 1]);
    }
    assert_eq!(produce(&mut broker.connect(), "others", 0, &batch_of(100_000, 2)).error_code, 0);
    drop(peers);
    wait_until("they are gone", || broker.broker.connections.count() == 0);
    assert_eq!(broker.broker.buffer_budget.granted_bytes(), 0);
}

#[test]
fn large_frames_share_a_small_budget_and_all_get_through() {
    let broker = TestBroker::with_limits(Limits { buffered_bytes_max: 300_000, ..Limits::default() });
    broker.open("others", 1);
    let mut peers: Vec<(Client, i32, Vec<u8>)> = (0..20)
        .map(|seed| {
            let mut peer = broker.connect();
            let (correlation_id, bytes) = peer.prepare(0, 9, |writer| {
                write_produce(writer, 9, 1, &[("others", 0, Records::Bytes(&batch_of(400_000, seed)))]);
            });
            (peer, correlation_id, bytes)
        })
        .collect();
    for (peer, _, bytes) in &mut peers {
        peer.write(&bytes[..200_000]);
    }
    broker.connect().ping();
    assert_eq!(produce(&mut broker.connect(), "others", 0, &batch_of(100, 1)).error_code, 0, "small ones need none");
    for (peer, _, bytes) in &mut peers {
        peer.write(&bytes[200_000..]);
    }
    for (peer, correlation_id, _) in &mut peers {
        assert_eq!(produced(peer, 9, *correlation_id)[0].error_code, 0);
    }
    wait_until("all memory is back", || broker.broker.buffer_budget.granted_bytes() == 0);
}

#[test]
fn who_holds_the_last_memory_and_sends_nothing_is_cut_off() {
    let limits =
        Limits { buffered_bytes_max: 0, connection_idle_ms_max: None, overdraft_ms_max: 100, ..Limits::default() };
    let broker = TestBroker::with_limits(limits);
    broker.open("others", 1);
    let whole = frame(0, 9, 1, Some("test"), |writer| {
        write_produce(writer, 9, 1, &[("others", 0, Records::Bytes(&batch_of(200_000, 1)))]);
    });
    let mut holder = broker.connect();
    holder.write(&whole[..100_000]);
    wait_until("the memory is taken", || broker.broker.buffer_budget.granted_bytes() > 0);
    assert_eq!(produce(&mut broker.connect(), "others", 0, &batch_of(200_000, 2)).error_code, 0);
    holder.expect_closed();
}

#[test]
fn a_reader_that_never_drains_its_socket_harms_nobody() {
    let broker = broker();
    let mut producer = broker.connect();
    for _ in 0..10 {
        assert_eq!(produce(&mut producer, "others", 0, &batch_of(1_000_000, 1)).error_code, 0);
    }
    let request = FetchRequestSpec::new(&[("others", 0, 0)]);
    let mut lazy: Vec<Client> = (0..8).map(|_| broker.connect()).collect();
    for peer in &mut lazy {
        for _ in 0..5 {
            request.send(peer);
        }
    }
    for _ in 0..20 {
        assert_eq!(produce(&mut producer, "others", 0, &batch_of(100, 1)).error_code, 0);
        let mut reader = broker.connect();
        let sent = request.send(&mut reader);
        assert!(read_response(&mut reader, 18, sent).only().records.len() > 9_000_000);
    }
}

#[test]
fn silent_and_stuck_connections_are_closed_when_idle() {
    let limits = Limits { connection_idle_ms_max: Some(300), ..Limits::default() };
    let broker = TestBroker::with_limits(limits);
    broker.open("others", 1);
    let start = Instant::now();
    let silent = broker.connect();
    let mut busy = broker.connect();
    let mut stuck = broker.connect();
    stuck.write(&[0, 0, 1]);
    // As in Apache Kafka, one whose request takes longer than the limit is idle, too.
    let mut waiting = broker.connect();
    FetchRequestSpec::new(&[("others", 0, 0)]).waiting(1).send(&mut waiting);
    while broker.broker.connections.count() > 1 || start.elapsed() < Duration::from_millis(450) {
        busy.ping();
        std::thread::sleep(Duration::from_millis(5));
        assert!(start.elapsed() < PATIENCE);
    }
    [silent, stuck, waiting].iter_mut().for_each(Client::expect_closed);
    busy.ping();
}

#[test]
fn a_reader_that_drains_nothing_is_idle() {
    let limits = Limits { connection_idle_ms_max: Some(300), ..Limits::default() };
    let broker = TestBroker::with_limits(limits);
    broker.open("others", 1);
    let one = batch_of(1_000_000, 1);
    for _ in 0..10 {
        assert_eq!(produce(&mut broker.connect(), "others", 0, &one).error_code, 0);
    }
    let mut lazy = broker.connect();
    let request = FetchRequestSpec::new(&[("others", 0, 0)]);
    for _ in 0..3 {
        request.send(&mut lazy);
    }
    wait_until("it is closed", || broker.broker.connections.count() == 0);
}

#[test]
fn beyond_max_connections_clients_wait_for_a_place() {
    let broker = TestBroker::start();
    broker.broker.connections.limit(ConnectionLimits { connections_max: 2, ..ConnectionLimits::default() });
    let (mut first, mut second) = (broker.connect(), broker.connect());
    first.ping();
    second.ping();
    let mut third = broker.connect();
    let asked = third.send(18, 0, |_| {});
    first.ping();
    second.ping();
    third.expect_silence();
    first.close();
    third.receive_body(18, 0, asked);
    second.ping();
    assert_eq!(broker.broker.connections.count(), 2);
}

#[test]
fn beyond_max_connections_per_ip_clients_are_closed() {
    let broker = TestBroker::start();
    broker.broker.connections.limit(ConnectionLimits { connections_per_ip_max: 2, ..ConnectionLimits::default() });
    let (mut first, mut second) = (broker.connect(), broker.connect());
    first.ping();
    second.ping();
    broker.connect().expect_closed();
    first.close();
    wait_until("its place is free", || broker.broker.connections.count() == 1);
    broker.connect().ping();
    second.ping();
}

#[test]
fn raised_limits_let_in_those_who_wait() {
    let broker = TestBroker::start();
    broker.broker.connections.limit(ConnectionLimits { connections_max: 1, ..ConnectionLimits::default() });
    let mut first = broker.connect();
    first.ping();
    let mut second = broker.connect();
    let asked = second.send(18, 0, |_| {});
    second.expect_silence();
    broker.broker.connections.limit(ConnectionLimits::default());
    second.receive_body(18, 0, asked);
    first.ping();
}

#[test]
fn one_host_has_its_own_limit() {
    let broker = TestBroker::start();
    let here = std::net::IpAddr::from([127, 0, 0, 1]);
    broker.broker.connections.limit(ConnectionLimits {
        connections_per_ip_max: 0,
        per_ip_overrides: [(here, 1)].into(),
        ..ConnectionLimits::default()
    });
    let mut first = broker.connect();
    first.ping();
    broker.connect().expect_closed();
    first.ping();
}
