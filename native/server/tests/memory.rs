//! What peers can make the broker hold in memory, measured on this process: a file of its own, with one test, so that
//! nothing else allocates meanwhile.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[allow(dead_code, unused_imports)]
#[path = "broker/support/mod.rs"]
mod support;

use std::fs;

use support::{Client, FetchRequestSpec, TestBroker, batch_of, fetch, produce, wait_until};

const PAGE_BYTES: i64 = 4096;
const MEGABYTE: i64 = 1024 * 1024;

fn resident_bytes() -> i64 {
    let statistics = fs::read_to_string("/proc/self/statm").unwrap();
    statistics.split(' ').nth(1).unwrap().parse::<i64>().unwrap() * PAGE_BYTES
}

fn grown_by(what: &str, action: impl FnOnce()) -> i64 {
    let before = resident_bytes();
    action();
    let grown = resident_bytes() - before;
    println!("memory: {what}: {grown} bytes");
    grown
}

#[test]
fn what_peers_do_is_bounded() {
    let broker = TestBroker::with_topic("memory");
    let mut producer = broker.connect();
    assert_eq!(produce(&mut producer, "memory", 0, &batch_of(15_000, 1)).error_code, 0);
    fetch(&mut producer, &FetchRequestSpec::new(&[("memory", 0, 0)]));

    silent_connections(&broker);
    claimed_sizes(&broker);
    replies_that_nobody_reads(&broker);
    drop(producer);
    wait_until("all are gone", || broker.broker.connections.count() == 0);
    assert_eq!(broker.broker.buffer_budget.granted_bytes(), 0);
}

/// Connections that have worked and are silent hold no buffers.
fn silent_connections(broker: &TestBroker) {
    let mut silent: Vec<Client> = Vec::new();
    let mut add = |count: usize| {
        for _ in 0..count {
            let mut client = broker.connect();
            fetch(&mut client, &FetchRequestSpec::new(&[("memory", 0, 0)]));
            silent.push(client);
        }
    };
    // The allocator and the threads' pools take their share first.
    add(100);
    let grown = grown_by("300 silent connections", || add(300));
    assert!(grown < 300 * 4 * 1024, "{} bytes each", grown / 300);
    drop(silent);
    wait_until("they are gone", || broker.broker.connections.count() == 1);
}

/// What a peer claims to send costs nothing, what it has sent costs that.
fn claimed_sizes(broker: &TestBroker) {
    let mut claiming: Vec<Client> = Vec::new();
    let grown = grown_by("200 claims of 100 MB", || {
        for _ in 0..200 {
            let mut client = broker.connect();
            client.write(&100_000_000_i32.to_be_bytes());
            client.write(&[0; 500]);
            claiming.push(client);
        }
        wait_until("all are connected", || broker.broker.connections.count() > 200);
    });
    assert!(grown < 20 * MEGABYTE);
}

/// Requests behind a reply that is not read are not performed: their replies would pile up.
fn replies_that_nobody_reads(broker: &TestBroker) {
    let mut lazy: Vec<Client> = Vec::new();
    let grown = grown_by("40 clients that ask for 12 MB each and read nothing", || {
        for _ in 0..40 {
            let mut client = broker.connect();
            let request = FetchRequestSpec::new(&[("memory", 0, 0)]);
            let (_, bytes) = client.prepare(1, 18, |writer| request.write(writer));
            client.write(&bytes.repeat(800));
            lazy.push(client);
        }
        broker.connect().ping();
        broker.connect().ping();
    });
    assert!(grown < 60 * MEGABYTE);
}
