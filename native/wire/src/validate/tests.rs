//! What the validator accepts, refuses and changes; one file per theme.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod changes;
mod hostile;
mod recompression;
mod refusals;

use std::ops::ControlFlow;

use super::*;
use crate::record_batch::{BatchBuilder, for_each_record, verify_crc};

pub(super) const NOW_MS: i64 = 1_700_000_000_000;
pub(super) const PRODUCE_VERSION: i16 = 13;

/// The rules of a topic with default settings.
pub(super) fn rules() -> ValidationRules {
    ValidationRules {
        max_message_bytes: 1_048_588,
        compacted: false,
        timestamp_type: TimestampType::CreateTime,
        timestamp_before_max_ms: i64::MAX,
        timestamp_after_max_ms: 3_600_000,
        compression: TargetCompression::Producer,
        origin: Origin::Client,
    }
}

/// A batch of `count` records, with keys and headers, their timestamps counting up from `NOW_MS`.
pub(super) fn batch_of(compression: Compression, count: i32) -> BatchBuilder {
    let mut builder = BatchBuilder::new().compression(compression).producer(9, 2, 77);
    for index in 0..count {
        let value = format!("value {index} of a batch with repeating words, words, words").into_bytes();
        let headers: &[(&[u8], Option<&[u8]>)] = &[(b"trace", Some(b"1234")), (b"empty", None)];
        builder = builder.record(Some(b"key"), Some(&value), NOW_MS + i64::from(index), headers);
    }
    builder
}

/// A record for comparison: offset delta, timestamp, key, value, number of headers.
pub(super) type Content = (i32, i64, Option<Vec<u8>>, Option<Vec<u8>>, usize);

pub(super) fn contents(batch: &[u8]) -> Vec<Content> {
    let header = BatchHeader::parse(batch).unwrap();
    let mut contents = Vec::new();
    for_each_record(batch, |record| {
        let timestamp = header.timestamp_of(record.timestamp_delta);
        let (key, value) = (record.key.map(<[u8]>::to_vec), record.value.map(<[u8]>::to_vec));
        contents.push((record.offset_delta, timestamp, key, value, record.headers.len()));
        ControlFlow::Continue(())
    })
    .unwrap();
    contents
}

/// Validates and gives the batch that would be appended, after checking that it is one.
pub(super) fn accepted(mut records: Vec<u8>, rules: &ValidationRules) -> (Validated, Vec<u8>) {
    let mut validated = validate(&mut records, rules, PRODUCE_VERSION, NOW_MS).unwrap();
    let batch = validated.replacement.take().unwrap_or(records);
    let batch = batch[..validated.header.size_bytes()].to_vec();
    assert!(verify_crc(&batch));
    assert_eq!(BatchHeader::parse(&batch).unwrap(), validated.header);
    assert_eq!(contents(&batch).len() as i32, validated.header.record_count);
    (validated, batch)
}

pub(super) fn refused(mut records: Vec<u8>, rules: &ValidationRules) -> InvalidBatch {
    validate(&mut records, rules, PRODUCE_VERSION, NOW_MS).unwrap_err()
}

#[test]
fn accepts_every_codec_unchanged() {
    for compression in Compression::ALL {
        for count in [1, 2, 1000] {
            let batch = batch_of(compression, count).build();
            let (validated, appended) = accepted(batch.clone(), &rules());
            assert_eq!(appended, batch, "{compression:?} with {count} records");
            assert_eq!(validated.offset_delta_of_max_timestamp, count - 1);
        }
    }
}

#[test]
fn accepts_records_larger_than_any_window() {
    for compression in Compression::ALL {
        let large: Vec<u8> = (0..900_000_u32).map(|index| (index / 3) as u8).collect();
        let builder = batch_of(compression, 3).record(Some(&large[..100_000]), Some(&large), NOW_MS, &[]);
        let batch = builder.record(None, None, NOW_MS, &[(b"big", Some(&large[..300_000]))]).build();
        let rules = ValidationRules { max_message_bytes: 4 << 20, ..rules() };
        assert_eq!(accepted(batch.clone(), &rules).1, batch, "{compression:?}");
    }
}

#[test]
fn accepts_null_and_empty_keys_and_values() {
    for compression in Compression::ALL {
        let builder = BatchBuilder::new().compression(compression).record(None, None, NOW_MS, &[]);
        let batch = builder.record(Some(b""), Some(b""), NOW_MS, &[(b"", Some(b""))]).build();
        assert_eq!(accepted(batch.clone(), &rules()).1, batch);
    }
}

#[test]
fn ignores_bytes_behind_the_batch_that_are_no_batch() {
    let batch = batch_of(Compression::None, 3).build();
    let mut records = batch.clone();
    records.extend_from_slice(&batch[..batch.len() - 1]);
    assert_eq!(accepted(records, &rules()).1, batch);
    let mut records = batch.clone();
    records.extend_from_slice(&[1; 11]);
    assert_eq!(accepted(records, &rules()).1, batch);
}
