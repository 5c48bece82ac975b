//! Fetch without waiting: every version, byte limits, the ways of the bytes, what each isolation sees.

use log::LogConfig;
use partition::{AppendRequest, PartitionConfig, Verification};
use wire::ErrorCode;
use wire::record_batch::BatchBuilder;
use wire::validate::Origin;

use crate::support::{
    Client, FetchRequestSpec, TestBroker, batch, batch_of, fetch, partition_config, produce, stored, topic_id,
};

/// Produces batches with these sizes of values; answers what the partition then holds.
fn fill(client: &mut Client, topic: &str, partition: i32, value_sizes: &[usize]) -> Vec<u8> {
    let mut held = Vec::new();
    for (offset, size) in value_sizes.iter().enumerate() {
        let one = batch_of(*size, (*size + offset) as u64);
        assert_eq!(produce(client, topic, partition, &one).base_offset, offset as i64);
        held.extend(stored(&one, offset as i64));
    }
    held
}

#[test]
fn every_version_gives_the_bytes_by_name_and_by_id() {
    let broker = TestBroker::with_topic("versions");
    let mut client = broker.connect();
    let held = fill(&mut client, "versions", 0, &[10, 500, 3]);
    for version in 4..=18 {
        let fetched = fetch(&mut client, &FetchRequestSpec::new(&[("versions", 0, 0)]).version(version));
        assert_eq!((fetched.error_code, fetched.session_id), (0, 0));
        let partition = fetched.only();
        let name = if version >= 13 { topic_id("versions").to_string() } else { "versions".to_owned() };
        assert_eq!((&partition.topic, partition.partition, partition.error_code), (&name, 0, 0));
        assert_eq!((partition.high_watermark, partition.last_stable_offset), (3, 3));
        assert_eq!(partition.log_start_offset, if version >= 5 { 0 } else { -1 });
        assert_eq!(partition.aborted, None);
        assert_eq!(partition.records, held, "version {version}");
        let at_end = fetch(&mut client, &FetchRequestSpec::new(&[("versions", 0, 3)]).version(version));
        assert_eq!((at_end.only().error_code, at_end.only().records.len()), (0, 0));
    }
}

#[test]
fn errors_stay_with_their_partition() {
    let broker = TestBroker::with_topic("there");
    broker.open("__cluster_metadata", 1);
    let mut client = broker.connect();
    let held = fill(&mut client, "there", 0, &[10]);
    for (version, unknown) in [(4, 3), (12, 3), (13, 100), (18, 100)] {
        let items = [("missing", 0, 0), ("__cluster_metadata", 0, 0), ("there", 4, 0), ("there", 0, 0)];
        let fetched = fetch(&mut client, &FetchRequestSpec::new(&items).version(version));
        let codes: Vec<i16> = fetched.partitions.iter().map(|partition| partition.error_code).collect();
        assert_eq!(codes, [unknown, unknown, 3, 0]);
        assert_eq!(fetched.partitions[3].records, held);
        assert_eq!((fetched.partitions[0].high_watermark, fetched.partitions[0].log_start_offset), (-1, -1));
    }
    for offset in [-1, 2, i64::MAX] {
        let fetched = fetch(&mut client, &FetchRequestSpec::new(&[("there", 0, offset)]).waiting(1));
        assert_eq!(ErrorCode(fetched.only().error_code), ErrorCode::OFFSET_OUT_OF_RANGE, "told at once");
    }
}

#[test]
fn the_first_batch_comes_whole_and_what_does_not_fit_is_left_out() {
    let broker = TestBroker::start();
    broker.open("limits", 3);
    let mut client = broker.connect();
    let held: Vec<Vec<u8>> = (0..3).map(|index| fill(&mut client, "limits", index, &[1000, 1000])).collect();
    let one = held[0].len() / 2;
    let all = [("limits", 0, 0), ("limits", 1, 0), ("limits", 2, 0)];
    let limit = |max: usize| i32::try_from(max).unwrap();
    let mut check = |max_bytes: usize, partition_max_bytes: usize, expected: [usize; 3]| {
        let (max_bytes, partition_max_bytes) = (limit(max_bytes), limit(partition_max_bytes));
        let request = FetchRequestSpec { max_bytes, partition_max_bytes, ..FetchRequestSpec::new(&all) };
        let fetched = fetch(&mut client, &request);
        assert_eq!(fetched.sizes(), expected, "max_bytes {max_bytes}, partition_max_bytes {partition_max_bytes}");
        for (partition, held) in fetched.partitions.iter().zip(&held) {
            assert_eq!(partition.records, held[..partition.records.len()]);
            assert_eq!((partition.error_code, partition.high_watermark), (0, 2));
        }
    };
    let plenty = i32::MAX as usize;
    check(plenty, plenty, [2 * one, 2 * one, 2 * one]);
    // One batch at least, and only the first partition may go beyond the limits.
    check(0, plenty, [one, 0, 0]);
    check(1, plenty, [one, 0, 0]);
    check(plenty, 0, [one, 0, 0]);
    check(plenty, 1, [one, 0, 0]);
    // A batch behind a whole one may be cut, as Apache Kafka does.
    check(one + 10, plenty, [one + 10, 0, 0]);
    check(plenty, one + 10, [one + 10, one + 10, one + 10]);
    // What is left for a later partition does not hold one whole batch: nothing, not half a batch.
    check(2 * one + 10, plenty, [2 * one, 0, 0]);
    check(3 * one, plenty, [2 * one, one, 0]);
    check(4 * one, one, [one, one, one]);
    check(2 * one + 10, one, [one, one, 0]);
}

#[test]
fn empty_partitions_do_not_use_up_the_right_to_one_batch() {
    let broker = TestBroker::start();
    broker.open("empty", 1);
    broker.open("full", 1);
    let mut client = broker.connect();
    let held = fill(&mut client, "full", 0, &[1000]);
    let request = FetchRequestSpec { max_bytes: 1, ..FetchRequestSpec::new(&[("empty", 0, 0), ("full", 0, 0)]) };
    assert_eq!(fetch(&mut client, &request).sizes(), [0, held.len()]);
}

#[test]
fn small_and_large_regions_leave_in_any_mixture() {
    let broker = TestBroker::start();
    let large = PartitionConfig { max_message_bytes: 2 << 20, ..partition_config() };
    // Value sizes for each partition: copied behind their headers, sent from the file, or both in one reply.
    let mixtures: [&[usize]; 8] = [
        &[10, 20, 30],
        &[0, 16_000],
        &[20_000],
        &[50, 100_000],
        &[100_000, 50],
        &[70_000, 10, 0, 4_000, 4_200, 200_000, 1],
        &[3_900; 40],
        &[1_000_000, 3_000, 1_000_000],
    ];
    for (index, mixture) in mixtures.iter().enumerate() {
        let topic = format!("mixture-{index}");
        let partitions = mixture.len() as i32 + 1;
        broker.open_with(&topic, partitions, large.clone());
        let mut client = broker.connect();
        // The last partition is empty.
        let fill_one = |(partition, size): (usize, &usize)| fill(&mut client, &topic, partition as i32, &[*size]);
        let held: Vec<Vec<u8>> = mixture.iter().enumerate().map(fill_one).chain([Vec::new()]).collect();
        let items: Vec<(&str, i32, i64)> = (0..partitions).map(|partition| (topic.as_str(), partition, 0)).collect();
        for version in [4, 12, 18] {
            let fetched = fetch(&mut client, &FetchRequestSpec::new(&items).version(version));
            let records: Vec<&[u8]> = fetched.partitions.iter().map(|partition| &*partition.records).collect();
            assert!(records == held, "mixture {index}, version {version}: {:?}", fetched.sizes());
        }
    }
}

#[test]
fn a_log_is_read_across_its_segments() {
    let broker = TestBroker::start();
    let log = LogConfig { segment_bytes: 3000, ..LogConfig::default() };
    broker.open_with("segments", 1, PartitionConfig { log, ..partition_config() });
    let mut client = broker.connect();
    let held = fill(&mut client, "segments", 0, &[1000; 11]);
    let one = held.len() / 11;
    let mut read: Vec<u8> = Vec::new();
    while read.len() < held.len() {
        let offset = (read.len() / one) as i64;
        // No later segment is waited for, however many bytes the request wants.
        let min_bytes = if offset < 10 { i32::MAX } else { 1 };
        let fetched = fetch(&mut client, &FetchRequestSpec::new(&[("segments", 0, offset)]).waiting(min_bytes));
        assert_eq!(fetched.only().error_code, 0);
        assert_eq!(fetched.sizes(), [if offset < 10 { 2 * one } else { one }], "a reply ends with its segment");
        read.extend(&fetched.only().records);
    }
    assert!(read == held);
}

#[test]
fn read_committed_ends_at_the_last_stable_offset() {
    let broker = TestBroker::with_topic("committed");
    let mut client = broker.connect();
    let plain = batch(&["plain"]);
    produce(&mut client, "committed", 0, &plain);
    let mut committed = |version: i16| {
        let request = FetchRequestSpec { isolation_level: 1, ..FetchRequestSpec::new(&[("committed", 0, 0)]) };
        fetch(&mut client, &request.version(version)).partitions.remove(0)
    };
    for version in 4..=18 {
        let fetched = committed(version);
        assert_eq!((fetched.high_watermark, fetched.last_stable_offset), (1, 1));
        assert_eq!((fetched.aborted, fetched.records), (Some(Vec::new()), stored(&plain, 0)));
    }
    // Transactions are not served to clients yet: the log gets one from a coordinator.
    let append = |mut batch: Vec<u8>| {
        let request = AppendRequest {
            acks: -1,
            origin: Origin::Coordinator,
            api_version: i16::MAX,
            verification: Verification::NotRequired,
            transaction_version: 0,
            now_ms: 0,
        };
        broker.partition("committed", 0).append(&mut batch, request).unwrap();
    };
    append(BatchBuilder::new().producer(70, 0, 0).transactional().record(None, Some(b"open"), 0, &[]).build());
    let open = committed(18);
    assert_eq!((open.high_watermark, open.last_stable_offset), (2, 1));
    assert_eq!(open.records, stored(&plain, 0));
    let commit: [u8; 4] = [0, 0, 0, 1];
    let marker = BatchBuilder::new().producer(70, 0, -1).transactional().control();
    append(marker.record(Some(&commit), Some(&[0, 0, 0, 0, 0, 1]), 0, &[]).build());
    for version in 4..=18 {
        let all = committed(version);
        assert_eq!((all.high_watermark, all.last_stable_offset, all.aborted), (3, 3, Some(Vec::new())));
        assert!(all.records.len() > 2 * stored(&plain, 0).len());
    }
}
