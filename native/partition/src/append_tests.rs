use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use wire::ErrorCode;
use wire::record_batch::BatchBuilder;
use wire::validate::TimestampType;

use crate::testing::{
    Bell, LEADER_EPOCH, NOW_MS, Place, all_headers, append, batch, config, fetch, headers, records, request, sequenced,
};
use crate::{Isolation, Partition, PartitionConfig};

fn refused(partition: &Partition, batch: Vec<u8>) -> ErrorCode {
    append(partition, batch).unwrap_err().error_code
}

#[test]
fn offsets_and_the_leader_epoch_are_written_into_the_batch() {
    let place = Place::new();
    let partition = place.open(config());
    for (count, base_offset) in [(3, 0), (1, 3), (2, 4)] {
        let outcome = append(&partition, batch(count)).unwrap();
        assert_eq!((outcome.base_offset, outcome.last_offset), (base_offset, base_offset + i64::from(count) - 1));
        assert_eq!(
            (outcome.required_offset, outcome.high_watermark),
            (outcome.last_offset + 1, outcome.last_offset + 1)
        );
        assert!(!outcome.must_wait() && !outcome.duplicate && !outcome.flush_due);
        assert_eq!((outcome.log_append_time_ms, outcome.log_start_offset), (-1, 0));
    }
    let offsets: Vec<(i64, i32)> =
        all_headers(&partition).iter().map(|header| (header.base_offset, header.partition_leader_epoch)).collect();
    assert_eq!(offsets, [(0, LEADER_EPOCH), (3, LEADER_EPOCH), (4, LEADER_EPOCH)]);
}

#[test]
fn a_repeated_batch_is_answered_with_its_first_offset() {
    let place = Place::new();
    let partition = place.open(config());
    for sequence in 0..6 {
        append(&partition, sequenced(9, sequence, 1)).unwrap();
    }
    let outcome = append(&partition, sequenced(9, 2, 1)).unwrap();
    assert!(outcome.duplicate);
    assert_eq!((outcome.base_offset, outcome.last_offset, outcome.required_offset), (2, 2, 3));
    assert_eq!(refused(&partition, sequenced(9, 0, 1)), ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER);
    assert_eq!(refused(&partition, sequenced(9, 7, 1)), ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER);
    assert_eq!(partition.log_end_offset(), 6);
}

#[test]
fn refusals_leave_the_log_as_it_was() {
    let place = Place::new();
    let small = PartitionConfig { max_message_bytes: 200, ..config() };
    let partition = place.open(small);
    let mut damaged = batch(1);
    *damaged.last_mut().unwrap() ^= 1;
    assert_eq!(refused(&partition, damaged), ErrorCode::CORRUPT_MESSAGE);
    assert_eq!(refused(&partition, batch(20)), ErrorCode::MESSAGE_TOO_LARGE);
    let transactional = records(BatchBuilder::new().producer(1, 0, 0).transactional(), 1, NOW_MS);
    assert_eq!(refused(&partition, transactional), ErrorCode::INVALID_TXN_STATE);
    assert_eq!(partition.log_end_offset(), 0);
    assert!(!place.folder().join("00000000000000000000.log").exists(), "no file before the first append");
}

#[test]
fn a_batch_larger_than_a_segment_is_refused() {
    let place = Place::new();
    let mut small = config();
    small.log.segment_bytes = 150;
    let partition = place.open(small);
    assert_eq!(refused(&partition, batch(5)), ErrorCode::RECORD_LIST_TOO_LARGE);
    append(&partition, batch(1)).unwrap();
}

#[test]
fn min_insync_replicas_counts_no_more_than_the_replicas_that_exist() {
    let place = Place::new();
    let partition = place.open(PartitionConfig { min_insync_replicas: 2, ..config() });
    append(&partition, batch(1)).unwrap();
}

#[test]
fn log_append_time_is_answered() {
    let place = Place::new();
    let partition = place.open(PartitionConfig { timestamp_type: TimestampType::LogAppendTime, ..config() });
    let outcome = append(&partition, records(BatchBuilder::new(), 2, 5)).unwrap();
    assert_eq!(outcome.log_append_time_ms, NOW_MS);
    assert_eq!(all_headers(&partition)[0].max_timestamp, NOW_MS);
}

#[test]
fn only_acks_all_waits_for_the_high_watermark() {
    let place = Place::new();
    let partition = place.open(config());
    for (acks, required_offset) in [(0, 0), (1, 0), (-1, 3)] {
        assert_eq!(partition.append(&mut batch(1), request(acks)).unwrap().required_offset, required_offset);
    }
}

#[test]
fn durable_replies_wait_for_the_flush() {
    let place = Place::new();
    let partition = place.open(PartitionConfig { flush_messages: 1, ..config() });
    let (bell, waiter) = Bell::new();
    assert!(partition.park(&waiter, 0, Isolation::ReadUncommitted));

    let first = partition.append(&mut batch(2), request(1)).unwrap();
    assert!(first.must_wait() && first.flush_due);
    let second = partition.append(&mut batch(1), request(-1)).unwrap();
    assert!(second.must_wait() && !second.flush_due, "one flush serves both");
    assert!(!partition.append(&mut batch(1), request(0)).unwrap().must_wait());
    assert_eq!(bell.rung(), 0);
    assert!(partition.read(&fetch(0)).unwrap().slice.is_none(), "nothing is committed");

    assert!(!partition.flush_requested().unwrap(), "nothing came meanwhile");
    assert_eq!(bell.rung(), 1);
    assert_eq!(partition.high_watermark(), 4);
    assert_eq!(headers(&partition.read(&fetch(0)).unwrap()).len(), 3);
    assert!(partition.append(&mut batch(1), request(1)).unwrap().flush_due);
}

#[test]
fn fewer_than_flush_messages_records_are_committed_without_a_flush() {
    let place = Place::new();
    let partition = place.open(PartitionConfig { flush_messages: 3, ..config() });
    let add = |count| {
        let outcome = partition.append(&mut batch(count), request(1)).unwrap();
        (outcome.flush_due, outcome.must_wait(), partition.high_watermark())
    };
    assert_eq!(add(1), (false, false, 1));
    assert_eq!(add(1), (false, false, 2));
    assert_eq!(add(1), (true, true, 2));
    assert_eq!(add(1), (false, true, 2));
    assert!(!partition.flush_requested().unwrap());
    assert_eq!(partition.checkpoint().recovery_point, 4);
    assert_eq!(add(2), (false, false, 6));
    assert_eq!(add(9), (true, true, 6));
}

#[test]
fn a_parked_fetch_is_woken_once_by_the_next_append() {
    let place = Place::new();
    let partition = place.open(config());
    let (bell, waiter) = Bell::new();
    assert!(partition.park(&waiter, 0, Isolation::ReadUncommitted));
    assert_eq!(bell.rung(), 0);
    append(&partition, batch(1)).unwrap();
    append(&partition, batch(1)).unwrap();
    assert_eq!(bell.rung(), 1);
    assert!(!partition.park(&waiter, 0, Isolation::ReadUncommitted), "there is more already");
    assert!(partition.park(&waiter, 2, Isolation::ReadUncommitted));
    partition.close().unwrap();
    assert_eq!(bell.rung(), 2);
    assert!(!partition.park(&waiter, 2, Isolation::ReadUncommitted), "closed");
}

#[test]
fn many_threads_append_and_read() {
    const PRODUCERS: i64 = 8;
    const BATCHES: i32 = 300;
    let place = Place::new();
    let mut small = config();
    small.log.segment_bytes = 20_000;
    let partition = place.open(small);
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let readers: Vec<_> = (0..2).map(|_| scope.spawn(|| read_until(&partition, &done))).collect();
        let writers: Vec<_> = (0..PRODUCERS).map(|id| scope.spawn(move_append(&partition, id, BATCHES))).collect();
        writers.into_iter().for_each(|writer| writer.join().unwrap());
        done.store(true, Ordering::SeqCst);
        for reader in readers {
            assert_eq!(reader.join().unwrap(), partition.log_end_offset());
        }
    });
    let mut next_offset = 0;
    let mut next_sequence = [0; PRODUCERS as usize];
    for header in all_headers(&partition) {
        assert_eq!(header.base_offset, next_offset);
        next_offset = header.last_offset() + 1;
        let sequence = &mut next_sequence[header.producer_id as usize];
        assert_eq!(header.base_sequence, *sequence, "producer {}", header.producer_id);
        *sequence += header.record_count;
    }
    assert_eq!(next_offset, PRODUCERS * i64::from(BATCHES) * 2);
}

/// Appends, and repeats every seventh batch as a client that lost the answer would.
fn move_append(partition: &Arc<Partition>, producer_id: i64, batches: i32) -> impl FnOnce() + Send + use<> {
    let partition = Arc::clone(partition);
    move || {
        for index in 0..batches {
            let first = append(&partition, sequenced(producer_id, index * 2, 2)).unwrap();
            if index % 7 == 0 {
                let again = append(&partition, sequenced(producer_id, index * 2, 2)).unwrap();
                assert!(again.duplicate);
                assert_eq!(again.base_offset, first.base_offset);
            }
        }
    }
}

/// Follows the log, sleeping on its waiter, and answers how far it came.
fn read_until(partition: &Partition, done: &AtomicBool) -> i64 {
    let mut next_offset = 0;
    loop {
        let finished = done.load(Ordering::SeqCst);
        let read = headers(&partition.read(&fetch(next_offset)).unwrap());
        for header in &read {
            assert_eq!(header.base_offset, next_offset);
            next_offset = header.last_offset() + 1;
        }
        if read.is_empty() && finished {
            return next_offset;
        }
        if read.is_empty() {
            thread::yield_now();
        }
    }
}
