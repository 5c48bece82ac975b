//! What one small append costs: nanoseconds per 200-byte batch through `Partition::append`, and how much of it is
//! validation. Runs at smoke size with the tests; for a figure:
//! `MILLRACE_BENCH_APPENDS=1000000 cargo test --release -p partition --test append_cost -- --nocapture`

#![allow(clippy::unwrap_used)]

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use log::RecoveryStart;
use partition::{AppendRequest, OpenPartition, Partition, PartitionConfig};
use wire::Uuid;
use wire::record_batch::BatchBuilder;
use wire::validate::{Origin, ValidationRules, validate};

const SMOKE_APPENDS: i32 = 2_000;
const NOW_MS: i64 = 1_700_000_000_000;

fn rules(config: &PartitionConfig) -> ValidationRules {
    ValidationRules {
        max_message_bytes: config.max_message_bytes,
        compacted: config.compacted,
        timestamp_type: config.timestamp_type,
        timestamp_before_max_ms: config.timestamp_before_max_ms,
        timestamp_after_max_ms: config.timestamp_after_max_ms,
        compression: config.compression,
        origin: Origin::Client,
    }
}

/// One record, 200 bytes in all.
fn small_batch(builder: BatchBuilder) -> Vec<u8> {
    builder.record(None, Some(&[b'x'; 130]), NOW_MS, &[]).build()
}

fn nanoseconds_each(count: i32, mut action: impl FnMut(i32)) -> f64 {
    let start = Instant::now();
    (0..count).for_each(&mut action);
    start.elapsed().as_nanos() as f64 / f64::from(count)
}

fn open(folder: &std::path::Path) -> Arc<Partition> {
    let open = OpenPartition {
        faults: None,
        directory: 0,
        folder: folder.join("bench-0").into(),
        topic: Arc::from("bench"),
        topic_id: Uuid([1; 16]),
        partition: 0,
        leader_epoch: 0,
        config: Arc::default(),
        recovery: RecoveryStart { clean: true, recovery_point: 0, log_start_offset: 0 },
        now_ms: NOW_MS,
    };
    Partition::open(open).unwrap()
}

#[test]
fn cost_of_a_small_append() {
    let appends = std::env::var("MILLRACE_BENCH_APPENDS").ok().and_then(|count| count.parse().ok());
    let appends: i32 = appends.unwrap_or(SMOKE_APPENDS);
    let request = AppendRequest {
        acks: -1,
        origin: Origin::Client,
        api_version: 13,
        verification: partition::Verification::Missing,
        transaction_version: 0,
        now_ms: NOW_MS,
    };
    let mut batch = small_batch(BatchBuilder::new());
    assert_eq!(batch.len(), 200);

    let rules = rules(&PartitionConfig::default());
    let validate_ns = nanoseconds_each(appends, |_| {
        black_box(validate(black_box(&mut batch), &rules, 13, NOW_MS).is_ok());
    });
    let folder = tempfile::tempdir().unwrap();
    let partition = open(folder.path());
    let append_ns = nanoseconds_each(appends, |_| {
        // The base offset of a produced batch is 0; the append before this one has overwritten it.
        wire::record_batch::patch_base_offset(&mut batch, 0);
        partition.append(&mut batch, request).unwrap();
    });
    assert_eq!(partition.log_end_offset(), i64::from(appends));

    let idempotent: Vec<Vec<u8>> =
        (0..appends).map(|sequence| small_batch(BatchBuilder::new().producer(1, 0, sequence))).collect();
    let mut idempotent = idempotent.into_iter();
    let folder = tempfile::tempdir().unwrap();
    let partition = open(folder.path());
    let idempotent_ns = nanoseconds_each(appends, |_| {
        let mut batch = idempotent.next().unwrap();
        partition.append(&mut batch, request).unwrap();
    });
    println!(
        "append of 200 B: {append_ns:.0} ns, of which validate {validate_ns:.0} ns, write and bookkeeping {:.0} ns; \
         idempotent {idempotent_ns:.0} ns ({appends} appends)",
        append_ns - validate_ns
    );
}
