//! ListOffsets and OffsetForLeaderEpoch on a real log, in every version.

use wire::ErrorCode;
use wire::codec::Reader;
use wire::generated::list_offsets::{ListOffsetsPartition, ListOffsetsRequest, ListOffsetsResponse, ListOffsetsTopic};
use wire::generated::offset_for_leader_epoch::OffsetForLeaderPartition;
use wire::record_batch::BatchBuilder;

use crate::support::{Client, LEADER_EPOCH, TestBroker, end_of_epoch, list_offset, produce};

/// Offsets 0 to 5 with the timestamps 100, 200, 150; 300, 900, 400.
fn broker() -> (TestBroker, Client) {
    let broker = TestBroker::with_topic("times");
    let mut client = broker.connect();
    for timestamps in [[100, 200, 150], [300, 900, 400]] {
        let add = |builder: BatchBuilder, timestamp| builder.record(None, Some(b"value"), timestamp, &[]);
        let batch = timestamps.into_iter().fold(BatchBuilder::new(), add).build();
        assert_eq!(produce(&mut client, "times", 0, &batch).error_code, 0);
    }
    (broker, client)
}

fn at(timestamp: i64) -> ListOffsetsPartition {
    ListOffsetsPartition { timestamp, ..ListOffsetsPartition::default() }
}

#[test]
fn offsets_are_found_by_time_in_every_version() {
    let (_broker, mut client) = broker();
    for version in 1..=11 {
        let epoch = if version >= 4 { LEADER_EPOCH } else { -1 };
        let mut check = |timestamp: i64, expected: (i64, i64, i32)| {
            let found = list_offset(&mut client, version, "times", at(timestamp), 0);
            assert_eq!(found.error_code, 0, "version {version}, {timestamp}");
            let told = (found.offset, found.timestamp, found.leader_epoch);
            assert_eq!(told, expected, "version {version}, {timestamp}");
        };
        check(-1, (6, -1, epoch));
        check(-2, (0, -1, epoch));
        check(0, (0, 100, epoch));
        check(101, (1, 200, epoch));
        check(250, (3, 300, epoch));
        check(900, (4, 900, epoch));
        check(901, (-1, -1, -1));
    }
}

#[test]
fn special_timestamps_come_with_their_versions() {
    let (_broker, mut client) = broker();
    let epoch = LEADER_EPOCH;
    let specials = [(-3, 7, (4, 900, epoch)), (-4, 8, (0, -1, epoch)), (-5, 9, (-1, -1, -1)), (-6, 11, (-1, -1, -1))];
    for version in 1..=11 {
        for (timestamp, since, expected) in specials {
            let found = list_offset(&mut client, version, "times", at(timestamp), 0);
            let told = (found.error_code, found.offset, found.timestamp, found.leader_epoch);
            let refused = (ErrorCode::UNSUPPORTED_VERSION.0, -1, -1, -1);
            let expected = if version >= since { (0, expected.0, expected.1, expected.2) } else { refused };
            assert_eq!(told, expected, "version {version}, {timestamp}");
        }
        let unknown = list_offset(&mut client, version, "times", at(-7), 0);
        assert_eq!(ErrorCode(unknown.error_code), ErrorCode::UNSUPPORTED_VERSION);
    }
}

#[test]
fn errors_of_listing_are_those_of_the_partition() {
    let (_broker, mut client) = broker();
    let code = |client: &mut Client, topic: &str, partition: ListOffsetsPartition| {
        ErrorCode(list_offset(client, 11, topic, partition, 0).error_code)
    };
    assert_eq!(code(&mut client, "missing", at(-1)), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    let other = ListOffsetsPartition { partition_index: 1, ..at(-1) };
    assert_eq!(code(&mut client, "times", other), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    for (difference, expected) in
        [(-1, ErrorCode::FENCED_LEADER_EPOCH), (0, ErrorCode::NONE), (1, ErrorCode::UNKNOWN_LEADER_EPOCH)]
    {
        let partition = ListOffsetsPartition { current_leader_epoch: LEADER_EPOCH + difference, ..at(-1) };
        assert_eq!(code(&mut client, "times", partition), expected);
    }
}

#[test]
fn a_partition_that_is_named_twice_is_refused() {
    let (_broker, mut client) = broker();
    let partitions = vec![at(-1), at(-2), ListOffsetsPartition { partition_index: 5, ..at(-1) }];
    let topics = vec![ListOffsetsTopic { name: "times", partitions }];
    let request = ListOffsetsRequest { replica_id: -1, topics, ..ListOffsetsRequest::default() };
    let body = client.call(2, 6, |writer| request.encode(writer, 6));
    let response = ListOffsetsResponse::decode(&mut Reader::new(&body), 6).unwrap();
    let codes: Vec<i16> = response.topics[0].partitions.iter().map(|partition| partition.error_code).collect();
    assert_eq!(codes, [42, 42, 3]);
}

#[test]
fn read_committed_lists_up_to_the_last_stable_offset() {
    let (broker, mut client) = broker();
    let mut open = BatchBuilder::new().producer(7, 0, 0).transactional().record(None, Some(b"x"), 950, &[]).build();
    let request = partition::AppendRequest {
        acks: -1,
        origin: wire::validate::Origin::Coordinator,
        api_version: i16::MAX,
        verification: partition::Verification::NotRequired,
        transaction_version: 0,
        now_ms: 0,
    };
    broker.partition("times", 0).append(&mut open, request).unwrap();
    for version in 2..=11 {
        assert_eq!(list_offset(&mut client, version, "times", at(-1), 0).offset, 7);
        assert_eq!(list_offset(&mut client, version, "times", at(-1), 1).offset, 6);
        assert_eq!(list_offset(&mut client, version, "times", at(901), 0).offset, 6);
        assert_eq!(list_offset(&mut client, version, "times", at(901), 1).offset, -1);
    }
}

#[test]
fn epochs_end_where_the_log_says() {
    let (_broker, mut client) = broker();
    for version in 2..=4 {
        let mut check = |leader_epoch: i32, current_leader_epoch: i32, expected: (i16, i32, i64)| {
            let asked = OffsetForLeaderPartition { partition: 0, current_leader_epoch, leader_epoch };
            let end = end_of_epoch(&mut client, version, "times", asked);
            assert_eq!((end.error_code, end.leader_epoch, end.end_offset), expected, "version {version}");
        };
        check(LEADER_EPOCH, -1, (0, LEADER_EPOCH, 6));
        check(LEADER_EPOCH, LEADER_EPOCH, (0, LEADER_EPOCH, 6));
        check(LEADER_EPOCH + 1, -1, (0, -1, -1));
        check(LEADER_EPOCH - 1, -1, (0, LEADER_EPOCH - 1, 0));
        check(LEADER_EPOCH, LEADER_EPOCH - 1, (74, -1, -1));
        check(LEADER_EPOCH, LEADER_EPOCH + 1, (75, -1, -1));
        let other = OffsetForLeaderPartition { partition: 3, current_leader_epoch: -1, leader_epoch: 0 };
        assert_eq!(end_of_epoch(&mut client, version, "times", other).error_code, 3);
    }
}
