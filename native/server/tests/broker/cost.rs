//! What the hot paths cost: microseconds of the I/O threads' processor time per request. Runs at smoke size with the
//! tests; for figures:
//! `MILLRACE_BENCH_REQUESTS=200000 cargo test --release -p server --test broker cost -- --nocapture --test-threads 1`

#![cfg(target_os = "linux")]

use std::fs;
use std::io::{Read, Write};

use wire::codec::Records;

use crate::support::{Client, FetchRequestSpec, TestBroker, batch_of, fetch, produce, read_response, sent_produce};

const SMOKE_REQUESTS: usize = 200;

fn request_count() -> usize {
    std::env::var("MILLRACE_BENCH_REQUESTS").ok().and_then(|count| count.parse().ok()).unwrap_or(SMOKE_REQUESTS)
}

/// Nanoseconds for which the I/O threads of this process have run.
fn io_thread_nanoseconds() -> u64 {
    let threads = fs::read_dir("/proc/self/task").unwrap().map(|entry| entry.unwrap().path());
    let io_threads =
        threads.filter(|task| fs::read_to_string(task.join("comm")).is_ok_and(|name| name.starts_with("millrace-io")));
    let ran = |statistics: String| statistics.split(' ').next().unwrap().parse::<u64>().unwrap();
    io_threads.filter_map(|task| fs::read_to_string(task.join("schedstat")).ok()).map(ran).sum()
}

fn measure(what: &str, count: usize, action: impl FnOnce()) {
    let before = io_thread_nanoseconds();
    action();
    let spent = io_thread_nanoseconds() - before;
    println!("cost: {what}: {:.2} us of the I/O threads each, over {count}", spent as f64 / 1000.0 / count as f64);
}

/// The bytes of one request and the size of its reply, to be sent and received without any codec.
fn exchange(client: &mut Client, request: &[u8], reply_bytes: usize, count: usize) {
    let mut reply = vec![0; reply_bytes];
    for _ in 0..count {
        client.stream.write_all(request).unwrap();
        client.stream.read_exact(&mut reply).unwrap();
    }
}

#[test]
fn small_produce_requests() {
    let broker = TestBroker::with_topic("cost");
    let mut client = broker.connect();
    let batch = batch_of(100, 1);
    let (_, request) = client.prepare(0, 9, |writer| {
        crate::support::write_produce(writer, 9, -1, &[("cost", 0, Records::Bytes(&batch))]);
    });
    client.write(&request);
    let reply_bytes = client.receive().len() + 4;
    let count = request_count();
    measure("small produce request, one after the other", count, || {
        exchange(&mut client, &request, reply_bytes, count)
    });
    let many = request.repeat(20);
    measure("small produce request, 20 at once", count, || {
        exchange(&mut client, &many, 20 * reply_bytes, count / 20);
    });
}

#[test]
fn fetches_at_the_tail() {
    let broker = TestBroker::start();
    broker.open("cost", 1);
    broker.open("wide", 100);
    let mut client = broker.connect();
    let count = request_count();
    let mut repeat = |what: &str, request: FetchRequestSpec<'_>| {
        let (_, bytes) = client.prepare(1, request.version, |writer| request.write(writer));
        client.write(&bytes);
        let reply_bytes = client.receive().len() + 4;
        measure(what, count, || exchange(&mut client, &bytes, reply_bytes, count));
    };
    repeat("fetch that finds nothing and does not wait", FetchRequestSpec::new(&[("cost", 0, 0)]));
    let wide: Vec<(&str, i32, i64)> = (0..100).map(|index| ("wide", index, 0)).collect();
    repeat("the same of 100 partitions", FetchRequestSpec::new(&wide));
    let mut producer = broker.connect();
    for partition in 0..100 {
        produce(&mut producer, "wide", partition, &batch_of(300, 1));
    }
    repeat("the same with 300 bytes of news in each", FetchRequestSpec::new(&wide));
}

#[test]
fn long_polls() {
    let broker = TestBroker::with_topic("cost");
    let (mut producer, mut consumer) = (broker.connect(), broker.connect());
    let batch = batch_of(100, 1);
    let session = fetch(&mut consumer, &FetchRequestSpec::new(&[("cost", 0, 0)]).in_session(0, 0)).session_id;
    let count = request_count();
    measure("long poll in a session, woken by a small produce request", count, || {
        for round in 0..count {
            let offset = round as i64;
            let request =
                FetchRequestSpec::new(&[("cost", 0, offset)]).waiting(1).in_session(session, round as i32 + 1);
            let polled = request.send(&mut consumer);
            let sent = sent_produce(&mut producer, 9, -1, &[("cost", 0, Records::Bytes(&batch))]);
            crate::support::produced(&mut producer, 9, sent);
            assert_eq!(read_response(&mut consumer, request.version, polled).only().records.len(), batch.len());
        }
    });
}
