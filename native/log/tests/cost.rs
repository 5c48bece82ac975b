//! What appending and reading cost, in nanoseconds. Runs small in the test suite, so that it cannot rot.
//!
//! `MILLRACE_COST_MEGABYTES=2000 cargo test --release -p millrace-log --test cost -- --nocapture` measures.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use millrace_log::{Log, LogConfig, RecoveryStart};
use std::time::Instant;
use wire::Uuid;
use wire::record_batch::{BatchBuilder, BatchHeader, patch_base_offset};

fn batch_of(bytes: usize) -> Vec<u8> {
    let value = vec![b'x'; bytes - 70];
    BatchBuilder::new().record(None, Some(&value), 1, &[]).build()
}

/// Processor time of this thread, kernel included, so that other work on the machine does not count.
struct Stopwatch(u64);

impl Stopwatch {
    fn start() -> Self {
        Self(Self::processor_ns())
    }

    fn ns_each(&self, count: i64) -> u64 {
        (Self::processor_ns() - self.0) / count as u64
    }

    fn processor_ns() -> u64 {
        let schedule = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
        let running = schedule.and_then(|text| text.split(' ').next()?.parse().ok());
        running.unwrap_or_else(|| BEGINNING.elapsed().as_nanos() as u64)
    }
}

static BEGINNING: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);

fn measure(batch_bytes: usize, total_bytes: usize) {
    let folder = tempfile::tempdir().unwrap();
    let config = LogConfig { segment_bytes: 512 << 20, ..LogConfig::default() };
    let open = |clean| {
        let start = RecoveryStart { clean, recovery_point: 0, log_start_offset: 0 };
        Log::open(folder.path().join("t-0"), Uuid::ZERO, config, start, 0).unwrap()
    };
    let mut log = open(false);
    let mut batch = batch_of(batch_bytes);
    let mut header = BatchHeader::parse(&batch).unwrap();
    let count = (total_bytes / batch.len()) as i64;

    let started = Stopwatch::start();
    for offset in 0..count {
        patch_base_offset(&mut batch, offset);
        header.base_offset = offset;
        log.append(&batch, &header, 0).unwrap();
    }
    let append = started.ns_each(count);

    let lookups = count.min(200_000);
    let started = Stopwatch::start();
    for number in 0..lookups {
        let offset = number * 7919 % count;
        assert!(log.read(offset, 1 << 20, log.end_position(), false).unwrap().is_some());
    }
    let lookup = started.ns_each(lookups);

    let started = Stopwatch::start();
    for _ in 0..lookups {
        assert!(log.read(count, 1 << 20, log.end_position(), false).unwrap().is_none());
    }
    let at_end = started.ns_each(lookups);

    let size_bytes = log.size_bytes();
    drop(log);
    let started = Instant::now();
    let mut log = open(false);
    let recovered = started.elapsed();
    assert_eq!(log.log_end_offset(), count);
    log.close().unwrap();
    let started = Instant::now();
    assert_eq!(open(true).log_end_offset(), count);
    let reopened = started.elapsed();
    println!(
        "{} B batches, {} MB: append {append} ns, read lookup {lookup} ns, read at the end {at_end} ns, \
         recovery {:.0} MB/s, clean open {} us",
        batch.len(),
        size_bytes >> 20,
        size_bytes as f64 / 1e6 / recovered.as_secs_f64(),
        reopened.as_micros(),
    );
}

fn measure_idle(logs: usize) {
    let folder = tempfile::tempdir().unwrap();
    let started = Stopwatch::start();
    let opened: Vec<Log> = (0..logs)
        .map(|number| {
            let path = folder.path().join(format!("t-{number}"));
            let mut log = Log::open(path, Uuid::ZERO, LogConfig::default(), RecoveryStart::default(), 0).unwrap();
            log.assign_leader_epoch(0).unwrap();
            log
        })
        .collect();
    let each = started.ns_each(logs as i64);
    println!("{} idle logs: {each} ns to open, {} bytes each", opened.len(), size_of::<Log>());
}

#[test]
fn cost() {
    let megabytes = std::env::var("MILLRACE_COST_MEGABYTES").ok().and_then(|text| text.parse().ok()).unwrap_or(4);
    measure(16 * 1024, megabytes << 20);
    measure(200, (megabytes << 20) / 4);
    measure_idle(megabytes * 50);
}
