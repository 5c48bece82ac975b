//! Record batches against an independent codec, the crate `kafka-protocol`: what it writes is read, what is
//! written it reads, in every compression.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::ops::ControlFlow;

use bytes::{Bytes, BytesMut};
use kafka_protocol::indexmap::IndexMap;
use kafka_protocol::protocol::StrBytes;
use kafka_protocol::records::{self as oracle, RecordBatchDecoder, RecordBatchEncoder, RecordEncodeOptions};
use proptest::prelude::*;
use wire::compression::Compression;
use wire::record_batch::{BatchBuilder, BatchHeader, TimestampType, for_each_record, uncompressed, verify_crc};
use wire::validate::{Origin, TargetCompression, ValidationRules, validate};

const PRODUCER: (i64, i16, i32) = (4711, 3, 100);

/// A record as both sides see it.
#[derive(Clone, Debug, PartialEq)]
struct Content {
    timestamp: i64,
    key: Option<Vec<u8>>,
    value: Option<Vec<u8>>,
    headers: Vec<(String, Option<Vec<u8>>)>,
}

fn content() -> impl Strategy<Value = Content> {
    let bytes = || proptest::option::of(proptest::collection::vec(prop_oneof![Just(b'a'), any::<u8>()], 0..300));
    let headers = proptest::collection::btree_map("[a-z]{0,8}", bytes(), 0..4);
    (0..2_000_000_000_000_i64, bytes(), bytes(), headers).prop_map(|(timestamp, key, value, headers)| Content {
        timestamp,
        key,
        value,
        headers: headers.into_iter().collect(),
    })
}

fn oracle_compression(compression: Compression) -> oracle::Compression {
    match compression {
        Compression::None => oracle::Compression::None,
        Compression::Gzip => oracle::Compression::Gzip,
        Compression::Snappy => oracle::Compression::Snappy,
        Compression::Lz4 => oracle::Compression::Lz4,
        Compression::Zstd => oracle::Compression::Zstd,
    }
}

fn write_with_oracle(contents: &[Content], compression: Compression) -> Vec<u8> {
    let records: Vec<oracle::Record> = contents
        .iter()
        .enumerate()
        .map(|(index, content)| oracle::Record {
            transactional: false,
            control: false,
            delete_horizon: false,
            partition_leader_epoch: -1,
            producer_id: PRODUCER.0,
            producer_epoch: PRODUCER.1,
            timestamp_type: oracle::TimestampType::Creation,
            offset: index as i64,
            sequence: PRODUCER.2 + index as i32,
            timestamp: content.timestamp,
            key: content.key.clone().map(Bytes::from),
            value: content.value.clone().map(Bytes::from),
            headers: content
                .headers
                .iter()
                .map(|(key, value)| (StrBytes::from_string(key.clone()), value.clone().map(Bytes::from)))
                .collect::<IndexMap<_, _>>(),
        })
        .collect();
    let mut output = BytesMut::new();
    let options = RecordEncodeOptions { version: 2, compression: oracle_compression(compression) };
    RecordBatchEncoder::encode(&mut output, &records, &options).unwrap();
    output.to_vec()
}

fn read_with_oracle(batch: &[u8]) -> Vec<Content> {
    let set = RecordBatchDecoder::decode(&mut Bytes::copy_from_slice(batch)).unwrap();
    set.records
        .into_iter()
        .enumerate()
        .map(|(index, record)| {
            assert_eq!(record.offset, index as i64);
            Content {
                timestamp: record.timestamp,
                key: record.key.map(|bytes| bytes.to_vec()),
                value: record.value.map(|bytes| bytes.to_vec()),
                headers: record
                    .headers
                    .into_iter()
                    .map(|(key, value)| (key.to_string(), value.map(|bytes| bytes.to_vec())))
                    .collect(),
            }
        })
        .collect()
}

fn write(contents: &[Content], compression: Compression) -> Vec<u8> {
    let mut builder = BatchBuilder::new().compression(compression).producer(PRODUCER.0, PRODUCER.1, PRODUCER.2);
    for content in contents {
        let headers: Vec<(&[u8], Option<&[u8]>)> =
            content.headers.iter().map(|(key, value)| (key.as_bytes(), value.as_deref())).collect();
        builder = builder.record(content.key.as_deref(), content.value.as_deref(), content.timestamp, &headers);
    }
    builder.build()
}

fn read(batch: &[u8]) -> Vec<Content> {
    let header = BatchHeader::parse(batch).unwrap();
    let mut contents = Vec::new();
    for_each_record(batch, |record| {
        assert_eq!(record.offset_delta as usize, contents.len());
        contents.push(Content {
            timestamp: header.timestamp_of(record.timestamp_delta),
            key: record.key.map(<[u8]>::to_vec),
            value: record.value.map(<[u8]>::to_vec),
            headers: record
                .headers
                .iter()
                .map(|(key, value)| (String::from_utf8(key.to_vec()).unwrap(), value.map(<[u8]>::to_vec)))
                .collect(),
        });
        ControlFlow::Continue(())
    })
    .unwrap();
    contents
}

fn rules(compression: TargetCompression) -> ValidationRules {
    ValidationRules {
        max_message_bytes: 1 << 20,
        compacted: false,
        timestamp_type: TimestampType::CreateTime,
        timestamp_before_max_ms: i64::MAX,
        timestamp_after_max_ms: i64::MAX,
        compression,
        origin: Origin::Client,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_the_oracle_writes_is_valid_and_read(contents in proptest::collection::vec(content(), 1..40)) {
        for compression in Compression::ALL {
            let mut batch = write_with_oracle(&contents, compression);
            prop_assert!(verify_crc(&batch));
            prop_assert_eq!(&read(&batch), &contents);
            prop_assert_eq!(&read(&uncompressed(&batch).unwrap()), &contents);
            let sent = batch.clone();
            let validated = validate(&mut batch, &rules(TargetCompression::Producer), 13, 0).unwrap();
            prop_assert!(validated.replacement.is_none());
            prop_assert_eq!(&batch, &sent, "a right batch stays as it was");
        }
    }

    #[test]
    fn the_oracle_reads_what_is_written(contents in proptest::collection::vec(content(), 1..40)) {
        for compression in Compression::ALL {
            let batch = write(&contents, compression);
            prop_assert_eq!(&read_with_oracle(&batch), &contents);
            let header = BatchHeader::parse(&batch).unwrap();
            prop_assert_eq!((header.producer_id, header.producer_epoch, header.base_sequence), PRODUCER);
            prop_assert_eq!(header.last_sequence(), PRODUCER.2 + contents.len() as i32 - 1);
        }
    }

    #[test]
    fn the_oracle_reads_what_was_recompressed(contents in proptest::collection::vec(content(), 1..40)) {
        let mut batch = write_with_oracle(&contents, Compression::Snappy);
        for compression in Compression::ALL {
            let target = TargetCompression::Codec { compression, level: 3 };
            let validated = validate(&mut batch, &rules(target), 13, 0).unwrap();
            let appended = validated.replacement.as_deref().unwrap_or(&batch);
            prop_assert_eq!(&read_with_oracle(appended), &contents);
        }
    }

    #[test]
    fn uncompressed_batches_are_the_same_bytes(mut contents in proptest::collection::vec(content(), 1..40)) {
        // The oracle's base timestamp is the earliest one, a client's is the first one.
        contents.sort_by_key(|content| content.timestamp);
        prop_assert_eq!(write(&contents, Compression::None), write_with_oracle(&contents, Compression::None));
    }
}

/// Bytes written by hand from the format's description.
#[test]
fn a_fixed_batch() {
    let batch = BatchBuilder::new().producer(1, 2, 3).record(Some(b"k"), Some(b"v"), 1000, &[(b"h", None)]).build();
    let mut expected = vec![0; 8];
    expected.extend_from_slice(&60_i32.to_be_bytes());
    expected.extend_from_slice(&[0xff, 0xff, 0xff, 0xff, 2]);
    let mut covered = vec![0, 0, 0, 0, 0, 0];
    covered.extend_from_slice(&1000_i64.to_be_bytes());
    covered.extend_from_slice(&1000_i64.to_be_bytes());
    covered.extend_from_slice(&[0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 0, 0, 0, 3, 0, 0, 0, 1]);
    covered.extend_from_slice(&[0x16, 0, 0, 0, 0x02, b'k', 0x02, b'v', 0x02, 0x02, b'h', 0x01]);
    expected[8..12].copy_from_slice(&((9 + covered.len()) as i32).to_be_bytes());
    expected.extend_from_slice(&wire::crc::crc32c(&covered).to_be_bytes());
    expected.extend_from_slice(&covered);
    assert_eq!(batch, expected);
    assert_eq!(wire::crc::crc32c(b"123456789"), 0xe306_9283, "the check value of CRC-32C");
}
