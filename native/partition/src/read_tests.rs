use log::LogConfig;
use wire::ErrorCode;
use wire::record_batch::BatchBuilder;

use crate::testing::{
    LEADER_EPOCH, NOW_MS, Place, append, append_as_coordinator, batch, config, fetch, headers, marker, records,
};
use crate::{EpochEndOffset, Isolation, Partition, PartitionConfig, ReadRequest};

fn committed(offset: i64) -> ReadRequest {
    ReadRequest { isolation: Isolation::ReadCommitted, ..fetch(offset) }
}

fn error(partition: &Partition, request: ReadRequest) -> ErrorCode {
    partition.read(&request).unwrap_err().error_code
}

#[test]
fn a_read_starts_at_the_batch_that_holds_the_offset() {
    let place = Place::new();
    let partition = place.open(config());
    for _ in 0..3 {
        append(&partition, batch(2)).unwrap();
    }
    for (offset, first, count) in [(0, 0, 3), (1, 0, 3), (2, 2, 2), (5, 4, 1)] {
        let outcome = partition.read(&fetch(offset)).unwrap();
        let read = headers(&outcome);
        assert_eq!((read[0].base_offset, read.len()), (first, count), "offset {offset}");
        assert_eq!((outcome.high_watermark, outcome.last_stable_offset, outcome.log_start_offset), (6, 6, 0));
        assert_eq!(outcome.aborted, None);
    }
}

#[test]
fn the_end_is_empty_and_beyond_it_is_out_of_range() {
    let place = Place::new();
    let partition = place.open(config());
    assert!(partition.read(&fetch(0)).unwrap().slice.is_none());
    assert_eq!(error(&partition, fetch(1)), ErrorCode::OFFSET_OUT_OF_RANGE);
    append(&partition, batch(2)).unwrap();
    assert!(partition.read(&fetch(2)).unwrap().slice.is_none());
    assert_eq!(error(&partition, fetch(3)), ErrorCode::OFFSET_OUT_OF_RANGE);
    assert_eq!(error(&partition, fetch(-1)), ErrorCode::OFFSET_OUT_OF_RANGE);
}

#[test]
fn a_caller_with_another_leader_epoch_is_refused() {
    let place = Place::new();
    let partition = place.open(config());
    for (epoch, expected) in [
        (-1, None),
        (LEADER_EPOCH, None),
        (LEADER_EPOCH - 1, Some(ErrorCode::FENCED_LEADER_EPOCH)),
        (LEADER_EPOCH + 1, Some(ErrorCode::UNKNOWN_LEADER_EPOCH)),
    ] {
        let read = partition.read(&ReadRequest { current_leader_epoch: epoch, ..fetch(0) });
        assert_eq!(read.err().map(|refusal| refusal.error_code), expected, "epoch {epoch}");
    }
}

#[test]
fn max_bytes_is_kept_unless_the_first_batch_needs_more() {
    let place = Place::new();
    let partition = place.open(config());
    append(&partition, batch(10)).unwrap();
    append(&partition, batch(10)).unwrap();
    let limited = ReadRequest { max_bytes: 10, ..fetch(0) };
    assert_eq!(headers(&partition.read(&limited).unwrap()).len(), 1);
    let strict = partition.read(&ReadRequest { at_least_one_batch: false, ..limited }).unwrap();
    assert!(strict.slice.is_none(), "a cut first batch is an error to consumers");
}

#[test]
fn a_diverging_reader_is_told_where_to_truncate() {
    let place = Place::new();
    let partition = place.open(config());
    append(&partition, batch(5)).unwrap();
    let from = |offset, last_fetched_epoch| ReadRequest { last_fetched_epoch, ..fetch(offset) };
    let same = partition.read(&from(5, LEADER_EPOCH)).unwrap();
    assert_eq!(same.diverging, None);
    // The log begins with our epoch: what the reader has from an older one ends where ours begins.
    let older = partition.read(&from(3, LEADER_EPOCH - 1)).unwrap();
    assert_eq!(older.diverging, Some(EpochEndOffset { leader_epoch: LEADER_EPOCH - 1, end_offset: 0 }));
    assert!(older.slice.is_none());
    let too_far = partition.read(&from(9, LEADER_EPOCH)).unwrap();
    assert_eq!(too_far.diverging, Some(EpochEndOffset { leader_epoch: LEADER_EPOCH, end_offset: 5 }));
    assert_eq!(error(&partition, from(5, LEADER_EPOCH + 1)), ErrorCode::OFFSET_OUT_OF_RANGE);
    assert_eq!(error(&partition, from(-1, LEADER_EPOCH)), ErrorCode::OFFSET_OUT_OF_RANGE);
}

#[test]
fn available_bytes_are_those_beyond_the_limits_too() {
    let place = Place::new();
    let size_bytes = batch(1).len();
    let log = LogConfig { segment_bytes: 2 * size_bytes as u32, ..LogConfig::default() };
    let partition = place.open(PartitionConfig { log, ..config() });
    let available = |request: &ReadRequest| partition.read(request).unwrap().available_bytes;
    assert_eq!(available(&fetch(0)), 0);
    append(&partition, batch(1)).unwrap();
    append(&partition, batch(1)).unwrap();
    let small = ReadRequest { max_bytes: 1, at_least_one_batch: false, ..fetch(0) };
    assert!(partition.read(&small).unwrap().slice.is_none());
    assert_eq!(available(&small), 2 * size_bytes as u64);
    assert_eq!(available(&fetch(1)), size_bytes as u64);
    append(&partition, batch(1)).unwrap();
    assert_eq!(available(&fetch(1)), u64::MAX, "the end lies in the next segment");
    assert_eq!(available(&fetch(2)), size_bytes as u64);
    assert_eq!(available(&fetch(3)), 0);
}

#[test]
fn an_open_transaction_holds_read_committed_back() {
    let place = Place::new();
    let partition = place.open(config());
    append(&partition, batch(2)).unwrap();
    let transactional = records(BatchBuilder::new().producer(7, 0, 0).transactional(), 3, NOW_MS);
    append_as_coordinator(&partition, transactional.clone());
    append(&partition, batch(1)).unwrap();

    let outcome = partition.read(&committed(0)).unwrap();
    assert_eq!((outcome.last_stable_offset, outcome.high_watermark), (2, 6));
    assert_eq!(headers(&outcome).len(), 1);
    assert_eq!(outcome.aborted, Some(vec![]));
    assert!(partition.read(&committed(2)).unwrap().slice.is_none());
    assert_eq!(headers(&partition.read(&fetch(0)).unwrap()).len(), 3);

    append_as_coordinator(&partition, marker(7, true));
    let outcome = partition.read(&committed(0)).unwrap();
    assert_eq!((outcome.last_stable_offset, headers(&outcome).len()), (7, 4));
}

#[test]
fn damage_in_an_old_segment_costs_its_records_and_no_others() {
    let small = PartitionConfig { log: LogConfig { segment_bytes: 200, ..LogConfig::default() }, ..config() };
    let place = Place::new();
    let partition = place.open(small.clone());
    for _ in 0..3 {
        append(&partition, batch(4)).unwrap();
    }
    assert_eq!(place.offsets(".log"), [0, 4, 8]);
    partition.close().unwrap();
    let second = place.folder().join("00000000000000000004.log");
    let whole = std::fs::read(&second).unwrap();

    // Its end is lost: as if it had never been written.
    std::fs::write(&second, &whole[..whole.len() - 1]).unwrap();
    let partition = place.open(small.clone());
    assert_eq!(headers(&partition.read(&fetch(5)).unwrap())[0].base_offset, 8);
    drop(partition);

    // Not a batch: the reader is told, and goes on behind it.
    std::fs::write(&second, vec![0; whole.len()]).unwrap();
    let partition = place.open(small);
    assert_eq!(error(&partition, fetch(5)), ErrorCode::CORRUPT_MESSAGE);
    assert_eq!(headers(&partition.read(&fetch(8)).unwrap())[0].base_offset, 8);
    assert_eq!(append(&partition, batch(1)).unwrap().base_offset, 12);
}
