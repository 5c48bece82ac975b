//! Produce: every version, acks, refusals, pipelining, frames of every size.

use wire::ErrorCode;
use wire::codec::Records;

use crate::support::{
    FetchRequestSpec, TestBroker, batch, batch_of, fetch, partition_config, produce, produced, sent_produce, stored,
    topic_id,
};

#[test]
fn every_version_with_every_acks_stores_the_bytes() {
    let broker = TestBroker::start();
    let mut client = broker.connect();
    for version in 3..=13 {
        let topic = format!("version-{version}");
        broker.open(&topic, 1);
        let batches: Vec<Vec<u8>> = (0..3).map(|seed| batch_of(200, seed)).collect();
        let mut expected = Vec::new();
        for (offset, (acks, batch)) in [0, 1, -1].iter().zip(&batches).enumerate() {
            let sent = sent_produce(&mut client, version, *acks, &[(&topic, 0, Records::Bytes(batch))]);
            expected.extend(stored(batch, offset as i64));
            if *acks == 0 {
                continue;
            }
            let answer = produced(&mut client, version, sent).remove(0);
            let name = if version >= 13 { topic_id(&topic).to_string() } else { topic.clone() };
            let told = (answer.topic, answer.error_code, answer.base_offset, answer.log_append_time_ms);
            assert_eq!(told, (name, 0, offset as i64, -1), "version {version}, acks {acks}");
            assert_eq!(answer.log_start_offset, if version >= 5 { 0 } else { -1 });
        }
        assert_eq!(fetch(&mut client, &FetchRequestSpec::new(&[(&topic, 0, 0)])).only().records, expected);
    }
}

#[test]
fn topics_that_are_not_there_are_told_by_name_and_by_id() {
    let broker = TestBroker::with_topic("there");
    broker.open("__cluster_metadata", 1);
    let mut client = broker.connect();
    let one = batch(&["value"]);
    let mut code = |version: i16, topic: &str, partition: i32| {
        let sent = sent_produce(&mut client, version, 1, &[(topic, partition, Records::Bytes(&one))]);
        let answer = produced(&mut client, version, sent).remove(0);
        assert_eq!((answer.base_offset, answer.log_append_time_ms, answer.log_start_offset), (-1, -1, -1));
        ErrorCode(answer.error_code)
    };
    for (topic, partition) in [("missing", 0), ("there", 1), ("there", -1), ("__cluster_metadata", 0)] {
        assert_eq!(code(12, topic, partition), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, "{topic}");
    }
    assert_eq!(code(13, "missing", 0), ErrorCode::UNKNOWN_TOPIC_ID);
    assert_eq!(code(13, "__cluster_metadata", 0), ErrorCode::UNKNOWN_TOPIC_ID);
    assert_eq!(code(13, "there", 1), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
}

#[test]
fn internal_topics_are_for_the_admin_client_alone() {
    let broker = TestBroker::start();
    for topic in ["__consumer_offsets", "__transaction_state", "__share_group_state"] {
        broker.open(topic, 1);
        for (client_id, error_code) in
            [(Some("test"), 17), (None, 17), (Some("__admin_client"), 0), (Some("__admin_client2"), 17)]
        {
            let mut client = broker.connect();
            client.client_id = client_id.map(str::to_owned);
            for version in [9, 13] {
                let sent = sent_produce(&mut client, version, -1, &[(topic, 0, Records::Bytes(&batch(&["x"])))]);
                assert_eq!(produced(&mut client, version, sent)[0].error_code, error_code, "{topic}, {client_id:?}");
            }
        }
    }
}

#[test]
fn one_partition_fails_and_the_others_do_not() {
    let broker = TestBroker::start();
    broker.open("left", 2);
    broker.open("right", 1);
    let mut client = broker.connect();
    let good = batch(&["one", "two"]);
    let mut corrupt = good.clone();
    *corrupt.last_mut().unwrap() ^= 1;
    for version in 3..=13 {
        let items = [
            ("left", 0, Records::Bytes(&good)),
            ("left", 1, Records::Bytes(&corrupt)),
            ("left", 2, Records::Bytes(&good)),
            ("right", 0, Records::Bytes(&good)),
        ];
        let sent = sent_produce(&mut client, version, -1, &items);
        let answers = produced(&mut client, version, sent);
        let base_offset = i64::from(version - 3) * 2;
        let told: Vec<_> = answers.iter().map(|answer| (answer.error_code, answer.base_offset)).collect();
        assert_eq!(told, [(0, base_offset), (2, -1), (3, -1), (0, base_offset)], "version {version}");
        assert_eq!(answers[1].message.is_some(), version >= 8);
    }
}

#[test]
fn records_at_fault_are_named() {
    let broker = TestBroker::start();
    broker.open_with("compacted", 1, partition::PartitionConfig { compacted: true, ..partition_config() });
    let mut client = broker.connect();
    for version in [7, 8, 13] {
        let without_keys = batch(&["one", "two"]);
        let sent = sent_produce(&mut client, version, 1, &[("compacted", 0, Records::Bytes(&without_keys))]);
        let answer = produced(&mut client, version, sent).remove(0);
        assert_eq!(ErrorCode(answer.error_code), ErrorCode::INVALID_RECORD);
        assert_eq!((answer.record_errors, answer.message.is_some()), if version >= 8 { (2, true) } else { (0, false) });
    }
}

#[test]
fn no_records_are_refused() {
    let broker = TestBroker::with_topic("none");
    let mut client = broker.connect();
    for records in [Records::Null, Records::Bytes(&[])] {
        for version in 3..=13 {
            let sent = sent_produce(&mut client, version, 1, &[("none", 0, records)]);
            let answer = produced(&mut client, version, sent).remove(0);
            assert_eq!(ErrorCode(answer.error_code), ErrorCode::INVALID_RECORD);
        }
    }
    let sent = sent_produce(&mut client, 9, 1, &[]);
    assert_eq!(produced(&mut client, 9, sent), []);
}

#[test]
fn other_acks_than_kafkas_are_refused_and_nothing_is_written() {
    let broker = TestBroker::with_topic("acks");
    let mut client = broker.connect();
    for acks in [2, -2, i16::MAX] {
        let one = batch(&["x"]);
        let items = [("acks", 0, Records::Bytes(&one)), ("acks", 9, Records::Bytes(&one))];
        let sent = sent_produce(&mut client, 9, acks, &items);
        let codes: Vec<i16> = produced(&mut client, 9, sent).iter().map(|answer| answer.error_code).collect();
        assert_eq!(codes, [21, 3]);
    }
    assert_eq!(broker.partition("acks", 0).log_end_offset(), 0);
}

#[test]
fn a_failure_without_acks_closes_the_connection_after_the_replies_before_it() {
    let broker = TestBroker::with_topic("quiet");
    let mut client = broker.connect();
    let one = batch(&["x"]);
    let (first, mut bytes) = client.prepare(0, 9, |writer| {
        crate::support::write_produce(writer, 9, -1, &[("quiet", 0, Records::Bytes(&one))]);
    });
    let (_, failing) = client.prepare(0, 9, |writer| {
        crate::support::write_produce(writer, 9, 0, &[("quiet", 5, Records::Bytes(&one))]);
    });
    bytes.extend(failing);
    client.write(&bytes);
    assert_eq!(produced(&mut client, 9, first)[0].error_code, 0);
    client.expect_closed();
}

#[test]
fn pipelined_requests_are_answered_in_order() {
    let broker = TestBroker::start();
    broker.open("pipe", 3);
    let mut client = broker.connect();
    let mut bytes = Vec::new();
    let mut expected = Vec::new();
    for index in 0..300 {
        let one = batch(&["value"]);
        let (correlation_id, request) = client.prepare(0, 9, |writer| {
            crate::support::write_produce(writer, 9, -1, &[("pipe", index % 3, Records::Bytes(&one))]);
        });
        bytes.extend(request);
        expected.push((correlation_id, i64::from(index / 3)));
    }
    client.write(&bytes);
    for (correlation_id, base_offset) in expected {
        let answer = produced(&mut client, 9, correlation_id).remove(0);
        assert_eq!((answer.error_code, answer.base_offset), (0, base_offset));
    }
}

#[test]
fn a_request_may_arrive_byte_by_byte() {
    let broker = TestBroker::with_topic("drops");
    let mut client = broker.connect();
    for round in 0..2 {
        let one = batch_of(100, round);
        let (correlation_id, request) = client.prepare(0, 13, |writer| {
            crate::support::write_produce(writer, 13, -1, &[("drops", 0, Records::Bytes(&one))]);
        });
        for byte in request {
            client.write(&[byte]);
        }
        assert_eq!(produced(&mut client, 13, correlation_id)[0].base_offset, round as i64);
        let fetched = fetch(&mut client, &FetchRequestSpec::new(&[("drops", 0, round as i64)]));
        assert_eq!(fetched.only().records, stored(&one, round as i64));
    }
}

#[test]
fn frames_of_every_size_around_the_buffers_go_in_and_come_back() {
    let broker = TestBroker::start();
    let large = partition::PartitionConfig { max_message_bytes: 4 << 20, ..partition_config() };
    broker.open_with("sizes", 1, large);
    let mut client = broker.connect();
    // The frame is 131 bytes and more larger than the value: the first of these just fill one read buffer, or two.
    let around = |size: usize| (size - 150..size - 100).step_by(7);
    let sizes = [1, 2, 1000].into_iter().chain(around(65_536)).chain(around(131_072));
    for (offset, size) in sizes.chain([300_000, 1_048_576, 2_000_000, 5]).enumerate() {
        let one = batch_of(size, size as u64);
        let answer = produce(&mut client, "sizes", 0, &one);
        assert_eq!((answer.error_code, answer.base_offset), (0, offset as i64), "{size}");
        let request =
            FetchRequestSpec { partition_max_bytes: 1, ..FetchRequestSpec::new(&[("sizes", 0, offset as i64)]) };
        assert!(fetch(&mut client, &request).only().records == stored(&one, offset as i64), "{size}");
    }
}

#[test]
fn a_batch_beyond_the_limits_is_refused() {
    let broker = TestBroker::start();
    let log = log::LogConfig { segment_bytes: 500, ..log::LogConfig::default() };
    broker.open_with("small", 1, partition::PartitionConfig { max_message_bytes: 1000, log, ..partition_config() });
    let mut client = broker.connect();
    let code = |answer: crate::support::Produced| ErrorCode(answer.error_code);
    assert_eq!(code(produce(&mut client, "small", 0, &batch_of(1000, 1))), ErrorCode::MESSAGE_TOO_LARGE);
    assert_eq!(code(produce(&mut client, "small", 0, &batch_of(600, 1))), ErrorCode::RECORD_LIST_TOO_LARGE);
    assert_eq!(code(produce(&mut client, "small", 0, &batch_of(300, 1))), ErrorCode::NONE);
}
