//! Transactions as a partition's callers see them: what is appended, how far a read_committed reader gets, what a
//! restart finds. One record a batch, so that offsets count batches.

use std::fs;
use std::sync::Arc;

use wire::ErrorCode;
use wire::record_batch::BatchBuilder;

use crate::testing::{
    NOW_MS, Place, append, append_as_coordinator, batch, config, coordinator_request, fetch, marker, records, request,
};
use crate::{AbortedTransaction, AppendRequest, Isolation, Partition, PartitionConfig, ReadRequest, Verification};

/// Segments of two batches.
fn rolling() -> PartitionConfig {
    let mut config = config();
    config.log.segment_bytes = 220;
    config
}

fn durable() -> PartitionConfig {
    PartitionConfig { flush_messages: 1, ..config() }
}

/// A batch of one record in a transaction, with its coordinator's word.
fn write(partition: &Partition, producer_id: i64, sequence: i32) -> i64 {
    let mut batch = transactional(producer_id, sequence);
    let header = wire::record_batch::BatchHeader::parse(&batch).unwrap();
    let guard = partition.start_verification(&header, false, NOW_MS).unwrap();
    let verification = guard.map_or(Verification::Missing, Verification::Guarded);
    partition.append(&mut batch, AppendRequest { verification, ..request(-1) }).unwrap().base_offset
}

fn transactional(producer_id: i64, sequence: i32) -> Vec<u8> {
    records(BatchBuilder::new().producer(producer_id, 0, sequence).transactional(), 1, NOW_MS)
}

fn end(partition: &Partition, producer_id: i64, committed: bool) -> i64 {
    append_as_coordinator(partition, marker(producer_id, committed)).base_offset
}

fn committed(offset: i64) -> ReadRequest {
    ReadRequest { isolation: Isolation::ReadCommitted, ..fetch(offset) }
}

/// Producer, first offset, marker's offset.
type Aborted = (i64, i64, i64);

/// The aborted transactions that a reader from `offset` on must drop.
fn aborted(partition: &Partition, offset: i64) -> Vec<Aborted> {
    let outcome = partition.read(&committed(offset)).unwrap();
    let told = |aborted: &AbortedTransaction| (aborted.producer_id, aborted.first_offset, aborted.last_offset);
    outcome.aborted.unwrap().iter().map(told).collect()
}

#[test]
fn a_transaction_is_written_read_and_aborted_without_a_restart() {
    let place = Place::new();
    let partition = place.open(config());
    let refused = append(&partition, transactional(1, 0)).unwrap_err();
    assert_eq!(refused.error_code, ErrorCode::INVALID_TXN_STATE);
    assert_eq!(write(&partition, 1, 0), 0);
    assert_eq!(write(&partition, 2, 0), 1);
    assert_eq!(write(&partition, 1, 1), 2);
    assert_eq!((partition.high_watermark(), partition.last_stable_offset()), (3, 0));
    assert!(partition.read(&committed(0)).unwrap().slice.is_none());
    assert_eq!(end(&partition, 1, false), 3);
    assert_eq!(partition.last_stable_offset(), 1);
    assert_eq!(aborted(&partition, 0), [(1, 0, 3)]);
    assert_eq!(end(&partition, 2, true), 4);
    assert_eq!(partition.last_stable_offset(), 5);
    assert_eq!(aborted(&partition, 0), [(1, 0, 3)]);
    assert_eq!(aborted(&partition, 4), []);
    assert_eq!(place.offsets(".txnindex"), [0]);
    assert_eq!(fs::metadata(place.folder().join("00000000000000000000.txnindex")).unwrap().len(), 34);
}

#[test]
fn a_reader_that_waits_is_woken_by_the_marker() {
    let place = Place::new();
    let partition = place.open(config());
    write(&partition, 1, 0);
    let (bell, waiter) = crate::testing::Bell::new();
    assert!(partition.park(&waiter, 0, Isolation::ReadCommitted));
    append(&partition, batch(1)).unwrap();
    assert!(partition.park(&waiter, 0, Isolation::ReadCommitted), "nothing new is stable");
    let rung = bell.rung();
    end(&partition, 1, true);
    assert_eq!(bell.rung(), rung + 1);
    assert!(!partition.park(&waiter, 0, Isolation::ReadCommitted));
}

#[test]
fn where_records_count_once_flushed_markers_do_too() {
    let place = Place::new();
    let partition = place.open(durable());
    write(&partition, 1, 0);
    let outcome = append_as_coordinator(&partition, marker(1, false));
    assert!(outcome.must_wait());
    partition.flush().unwrap();
    assert_eq!((partition.high_watermark(), partition.last_stable_offset()), (2, 2));
    assert_eq!(aborted(&partition, 0), [(1, 0, 1)]);
}

/// Aborted, committed and open transactions over several segments.
fn history(partition: &Partition) {
    for round in 0..6 {
        write(partition, 1, round);
        write(partition, 2, 2 * round);
        end(partition, 1, round % 2 == 0);
        write(partition, 2, 2 * round + 1);
        end(partition, 2, round % 3 == 0);
    }
    write(partition, 3, 0);
    append(partition, batch(1)).unwrap();
    write(partition, 1, 6);
    end(partition, 1, false);
}

fn seen(partition: &Partition) -> (i64, Vec<Vec<Aborted>>) {
    let stable = partition.last_stable_offset();
    (stable, (0..stable).map(|offset| aborted(partition, offset)).collect())
}

#[test]
fn every_restart_sees_the_same_transactions() {
    for (config, segments) in [(config(), 1), (rolling(), 17), (durable(), 1)] {
        let place = Place::new();
        let partition = place.open(config.clone());
        history(&partition);
        partition.flush().unwrap();
        let expected = seen(&partition);
        assert_eq!((expected.0, place.offsets(".log").len()), (30, segments));
        drop(partition);
        for clean in [false, true, true, false] {
            let partition = if clean { place.open(config.clone()) } else { place.open_unclean(config.clone()) };
            assert_eq!(seen(&partition), expected, "{segments} segments, clean: {clean}");
            let open = partition.describe_producers().unwrap();
            let open = open.iter().filter(|producer| producer.transaction_first_offset >= 0);
            assert_eq!(open.map(|producer| producer.producer_id).collect::<Vec<_>>(), [3]);
            if clean {
                partition.close().unwrap();
            }
        }
        let partition = place.open(config);
        end(&partition, 3, false);
        partition.flush().unwrap();
        assert_eq!(partition.last_stable_offset(), 35);
        assert!(aborted(&partition, 30).contains(&(3, 30, 34)));
    }
}

#[test]
fn damaged_and_lost_index_files_are_made_anew() {
    for recovery_clean in [true, false] {
        let place = Place::new();
        let partition = place.open(rolling());
        history(&partition);
        let expected = seen(&partition);
        partition.close().unwrap();
        let indexes = place.offsets(".txnindex");
        assert!(indexes.len() > 4);
        let path = |offset: i64| place.folder().join(format!("{offset:020}.txnindex"));
        fs::write(path(indexes[1]), [7; 34]).unwrap();
        fs::write(path(indexes[3]), [0; 20]).unwrap();
        fs::write(path(indexes[4]), [0; 34]).unwrap();
        if !recovery_clean {
            fs::remove_file(path(indexes[0])).unwrap();
        }
        let partition = if recovery_clean { place.open(rolling()) } else { place.open_unclean(rolling()) };
        assert_eq!(seen(&partition), expected);
    }
}

#[test]
fn what_a_crash_cut_off_was_not_aborted() {
    let place = Place::new();
    let partition = place.open(config());
    write(&partition, 1, 0);
    append(&partition, batch(1)).unwrap();
    let end_before_marker = partition.size_bytes();
    end(&partition, 1, false);
    assert_eq!(aborted(&partition, 0), [(1, 0, 2)]);
    drop(partition);
    let log = fs::OpenOptions::new().write(true).open(place.folder().join("00000000000000000000.log")).unwrap();
    log.set_len(end_before_marker).unwrap();
    let partition = place.open_unclean(config());
    assert_eq!((partition.log_end_offset(), partition.last_stable_offset()), (2, 0));
    assert_eq!(end(&partition, 1, true), 2);
    assert_eq!(aborted(&partition, 0), [], "the commit took the place of the abort");
}

#[test]
fn deleted_records_and_segments_take_their_transactions_along() {
    let place = Place::new();
    let partition = place.open(rolling());
    history(&partition);
    let (stable, before) = seen(&partition);
    assert_eq!(partition.delete_records(13), Ok(13));
    assert_eq!(aborted(&partition, 13), before[13]);
    let removed = partition.delete_old_segments(NOW_MS).unwrap();
    assert!(removed > 3);
    let first = place.offsets(".log")[0];
    assert!(place.offsets(".txnindex").iter().all(|segment| *segment >= first));
    for offset in 13..stable {
        assert_eq!(aborted(&partition, offset), before[offset as usize], "offset {offset}");
    }
    assert_eq!(partition.delete_records(-1), Ok(34));
    assert_eq!(partition.last_stable_offset(), 34, "the log starts behind the open transaction");
    write(&partition, 3, 1);
    assert_eq!(partition.last_stable_offset(), 34);
    end(&partition, 3, true);
    assert_eq!(partition.last_stable_offset(), 36);
}

#[test]
fn a_marker_is_appended_whatever_the_topic_compresses_and_stamps() {
    use wire::compression::Compression;
    use wire::validate::{TargetCompression, TimestampType};
    let place = Place::new();
    let compression = TargetCompression::Codec { compression: Compression::Gzip, level: 6 };
    let timestamp_type = TimestampType::LogAppendTime;
    let partition = place.open(PartitionConfig { compression, timestamp_type, compacted: true, ..config() });
    write(&partition, 1, 0);
    end(&partition, 1, true);
    let headers = crate::testing::all_headers(&partition);
    assert_eq!(headers[0].compression(), Ok(Compression::Gzip));
    assert_eq!((headers[1].compression(), headers[1].is_control()), (Ok(Compression::None), true));
    assert_eq!(headers[1].timestamp_type(), TimestampType::LogAppendTime);
}

#[test]
fn an_old_coordinators_marker_ends_nothing() {
    let place = Place::new();
    let partition = place.open(config());
    write(&partition, 1, 0);
    let versioned = AppendRequest { transaction_version: 2, ..coordinator_request() };
    let refused = partition.append(&mut marker(1, true), versioned).unwrap_err();
    assert_eq!(refused.error_code, ErrorCode::INVALID_PRODUCER_EPOCH);
    assert_eq!((partition.log_end_offset(), partition.last_stable_offset()), (1, 0));
}

#[test]
fn a_partition_out_of_service_verifies_and_describes_nothing() {
    let place = Place::new();
    let partition: Arc<Partition> = place.open(config());
    partition.close().unwrap();
    let header = wire::record_batch::BatchHeader::parse(&transactional(1, 0)).unwrap();
    assert!(partition.start_verification(&header, true, NOW_MS).is_err());
    assert!(partition.describe_producers().is_err());
}
