//! A power loss takes the end of a transaction and leaves what was written behind it: what a start makes of the rest, and
//! what becomes of the records whose commit was in the hole.
//!
//! ```text
//!   0 record of producer 1 | 1 its commit | 2 record | 3 record of producer 1 | 4 its abort | 5 record
//!                            ^ lost
//! ```

use std::fs::{self, OpenOptions};
use std::sync::Arc;

use log::RecoveryStart;
use wire::record_batch::{BatchBuilder, BatchHeader};

use crate::testing::{NOW_MS, Place, all_headers, append_as_coordinator, config, fetch, marker};
use crate::{Isolation, Partition, PartitionConfig, ReadRequest};

const PAGE_BYTES: usize = 4096;
const UNCLEAN: RecoveryStart = RecoveryStart { clean: false, recovery_point: 0, log_start_offset: 0 };

/// A batch of one record that fills a page.
fn page(builder: BatchBuilder) -> Vec<u8> {
    let with = |value_bytes| builder.clone().record(Some(b"key"), Some(&vec![b'x'; value_bytes]), NOW_MS, &[]).build();
    let batch = with(2 * PAGE_BYTES - with(PAGE_BYTES).len());
    assert_eq!(batch.len(), PAGE_BYTES);
    batch
}

fn transactional(sequence: i32) -> Vec<u8> {
    page(BatchBuilder::new().producer(1, 0, sequence).transactional())
}

fn write(partition: &Partition, config: &PartitionConfig) {
    let batches = [
        transactional(0),
        marker(1, true),
        page(BatchBuilder::new()),
        transactional(1),
        marker(1, false),
        page(BatchBuilder::new()),
    ];
    for (offset, batch) in (0..).zip(batches) {
        assert_eq!(append_as_coordinator(partition, batch).base_offset, offset);
    }
    assert_eq!(aborted(partition), [(3, 4)], "{config:?}");
}

/// First offset and marker's offset of each transaction that a reader from the start must drop.
fn aborted(partition: &Partition) -> Vec<(i64, i64)> {
    let mut all = Vec::new();
    let mut offset = 0;
    while offset < partition.last_stable_offset() {
        let request = ReadRequest { isolation: Isolation::ReadCommitted, ..fetch(offset) };
        let outcome = partition.read(&request).unwrap();
        all.extend(outcome.aborted.iter().flatten().map(|aborted| (aborted.first_offset, aborted.last_offset)));
        offset = crate::testing::headers(&outcome).last().unwrap().last_offset() + 1;
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// A record fills a segment, with its marker where it has one: 0, 2, 3, 5.
fn rolling() -> PartitionConfig {
    let mut config = config();
    config.log.segment_bytes = PAGE_BYTES as u32 + 100;
    config
}

/// In one segment the pages of the commit are zeros; of several, the first has lost the commit, exactly.
fn after_power_loss(config: PartitionConfig) -> (Place, Arc<Partition>) {
    let place = Place::new();
    let partition = place.open(config.clone());
    write(&partition, &config);
    drop(partition);
    let path = place.folder().join("00000000000000000000.log");
    match place.offsets(".log").as_slice() {
        [0] => {
            let mut bytes = fs::read(&path).unwrap();
            bytes[PAGE_BYTES..2 * PAGE_BYTES].fill(0);
            let behind = PAGE_BYTES + marker(1, true).len() + PAGE_BYTES;
            assert_eq!(BatchHeader::parse(&bytes[behind..]).unwrap().base_offset, 3, "whole batches follow");
            fs::write(&path, bytes).unwrap();
        }
        segments => {
            assert_eq!(segments, [0, 2, 3, 5]);
            OpenOptions::new().write(true).open(&path).unwrap().set_len(PAGE_BYTES as u64).unwrap();
        }
    }
    let partition = place.open_with(config, UNCLEAN);
    (place, partition)
}

#[test]
fn what_lies_behind_is_cut_and_a_commit_that_is_sent_again_counts() {
    for config in [config(), rolling()] {
        let (place, partition) = after_power_loss(config);
        assert_eq!((partition.log_end_offset(), partition.last_stable_offset()), (1, 0));
        assert_eq!(place.offsets(".txnindex"), [], "the abort went with its marker");
        assert_eq!(append_as_coordinator(&partition, marker(1, true)).base_offset, 1);
        assert_eq!((partition.last_stable_offset(), aborted(&partition)), (2, vec![]));
        append_as_coordinator(&partition, transactional(1));
        append_as_coordinator(&partition, marker(1, false));
        assert_eq!((partition.last_stable_offset(), aborted(&partition)), (4, vec![(2, 3)]));
        partition.close().unwrap();
        assert_eq!(aborted(&place.open(rolling())), [(2, 3)]);
    }
}

/// Logs that are compacted have gaps, and are read on behind them, as Apache Kafka does with all.
#[test]
fn kept_it_would_abort_what_was_committed() {
    let (_place, partition) = after_power_loss(PartitionConfig { compacted: true, ..rolling() });
    let offsets: Vec<i64> = all_headers(&partition).iter().map(|header| header.base_offset).collect();
    assert_eq!(offsets, [0, 2, 3, 4, 5]);
    assert_eq!(aborted(&partition), [(0, 4)]);
}

/// Of a commit that is lost, and that its coordinator holds for written, nothing tells any more.
#[test]
fn a_lost_end_that_is_not_sent_again_is_decided_by_the_next_one() {
    for (committed, expected) in [(true, vec![]), (false, vec![(0, 2)])] {
        let (_place, partition) = after_power_loss(config());
        append_as_coordinator(&partition, transactional(1));
        append_as_coordinator(&partition, marker(1, committed));
        assert_eq!((partition.last_stable_offset(), aborted(&partition)), (3, expected));
    }
}
