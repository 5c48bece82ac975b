use wire::ErrorCode;
use wire::record_batch::BatchBuilder;

use crate::testing::{LEADER_EPOCH, Place, append, append_as_coordinator, batch, config, records};
use crate::{EpochEndOffset, Isolation, ListOffsetRequest, ListedOffset, Partition};

fn ask(timestamp_ms: i64) -> ListOffsetRequest {
    ListOffsetRequest { timestamp_ms, isolation: Isolation::ReadUncommitted, current_leader_epoch: -1, api_version: 11 }
}

/// (timestamp, offset, leader epoch)
fn listed(partition: &Partition, timestamp_ms: i64) -> (i64, i64, i32) {
    let ListedOffset { timestamp_ms, offset, leader_epoch } = partition.list_offset(&ask(timestamp_ms)).unwrap();
    (timestamp_ms, offset, leader_epoch)
}

#[test]
fn an_empty_partition() {
    let place = Place::new();
    let partition = place.open(config());
    for (timestamp_ms, expected) in [
        (-1, (-1, 0, LEADER_EPOCH)),
        (-2, (-1, 0, LEADER_EPOCH)),
        (-3, (-1, -1, -1)),
        (-4, (-1, 0, LEADER_EPOCH)),
        (-5, (-1, -1, -1)),
        (-6, (-1, -1, -1)),
        (0, (-1, -1, -1)),
    ] {
        assert_eq!(listed(&partition, timestamp_ms), expected, "timestamp {timestamp_ms}");
    }
}

#[test]
fn offsets_by_time() {
    let place = Place::new();
    let partition = place.open(config());
    for timestamp_ms in [1_000, 3_000, 2_000, 3_000] {
        append(&partition, records(BatchBuilder::new(), 2, timestamp_ms)).unwrap();
    }
    for (timestamp_ms, expected) in [
        (-1, (-1, 8, LEADER_EPOCH)),
        (-2, (-1, 0, LEADER_EPOCH)),
        (-3, (3_000, 2, LEADER_EPOCH)),
        (-4, (-1, 0, LEADER_EPOCH)),
        (-5, (-1, -1, -1)),
        (0, (1_000, 0, LEADER_EPOCH)),
        (1_000, (1_000, 0, LEADER_EPOCH)),
        (1_001, (3_000, 2, LEADER_EPOCH)),
        (3_000, (3_000, 2, LEADER_EPOCH)),
        (3_001, (-1, -1, -1)),
    ] {
        assert_eq!(listed(&partition, timestamp_ms), expected, "timestamp {timestamp_ms}");
    }
}

#[test]
fn read_committed_sees_to_the_last_stable_offset() {
    let place = Place::new();
    let partition = place.open(config());
    append(&partition, records(BatchBuilder::new(), 1, 1_000)).unwrap();
    append_as_coordinator(&partition, records(BatchBuilder::new().producer(7, 0, 0).transactional(), 1, 2_000));
    let committed = |timestamp_ms| {
        let request = ListOffsetRequest { isolation: Isolation::ReadCommitted, ..ask(timestamp_ms) };
        partition.list_offset(&request).unwrap().offset
    };
    assert_eq!([committed(-1), committed(1_000), committed(2_000), committed(-3)], [1, 0, -1, -1]);
}

#[test]
fn versions_know_different_special_timestamps() {
    let place = Place::new();
    let partition = place.open(config());
    for (timestamp_ms, first_version) in [(-1, 1), (-2, 1), (-3, 7), (-4, 8), (-5, 9), (-6, 11), (5, 1)] {
        for api_version in 1..=11 {
            let answer = partition.list_offset(&ListOffsetRequest { api_version, ..ask(timestamp_ms) });
            assert_eq!(answer.is_ok(), api_version >= first_version, "{timestamp_ms} in v{api_version}");
        }
    }
    let unknown = partition.list_offset(&ask(-7)).unwrap_err();
    assert_eq!(unknown.error_code, ErrorCode::UNSUPPORTED_VERSION);
}

#[test]
fn a_caller_with_another_leader_epoch_is_refused() {
    let place = Place::new();
    let partition = place.open(config());
    for (epoch, expected) in
        [(LEADER_EPOCH - 1, ErrorCode::FENCED_LEADER_EPOCH), (LEADER_EPOCH + 1, ErrorCode::UNKNOWN_LEADER_EPOCH)]
    {
        let request = ListOffsetRequest { current_leader_epoch: epoch, ..ask(-1) };
        assert_eq!(partition.list_offset(&request).unwrap_err().error_code, expected);
        assert_eq!(partition.end_offset_for_epoch(0, epoch).unwrap_err().error_code, expected);
    }
}

#[test]
fn epochs_end_where_the_next_begins() {
    let place = Place::new();
    let partition = place.open(config());
    let end = |epoch| partition.end_offset_for_epoch(epoch, -1).unwrap();
    let at = |leader_epoch, end_offset| EpochEndOffset { leader_epoch, end_offset };
    assert_eq!(end(LEADER_EPOCH), at(LEADER_EPOCH, 0));
    append(&partition, batch(3)).unwrap();
    assert_eq!(end(LEADER_EPOCH), at(LEADER_EPOCH, 3));
    assert_eq!(end(LEADER_EPOCH - 1), at(LEADER_EPOCH - 1, 0), "nothing of an older epoch is here");
    assert_eq!(end(LEADER_EPOCH + 1), EpochEndOffset::UNDEFINED);
    assert_eq!(end(-1), EpochEndOffset::UNDEFINED);
}
