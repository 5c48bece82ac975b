//! Batches that are refused, and with which code.

use super::*;
use crate::record::write_record;
use crate::record_batch::{BATCH_HEADER_SIZE, field, patch_base_offset};
use crate::varint::write_varint;

/// `change` applied to a good batch, the CRC made right again.
fn changed(change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    let mut batch = batch_of(Compression::None, 3).build();
    change(&mut batch);
    patch_crc(&mut batch);
    batch
}

fn check(records: Vec<u8>, expected: ErrorCode) -> InvalidBatch {
    let error = refused(records, &rules());
    assert_eq!(error.error_code, expected, "{error:?}");
    error
}

fn check_field<const SIZE: usize>(position: usize, value: [u8; SIZE], expected: ErrorCode) {
    check(changed(|batch| field::write(batch, position, value)), expected);
}

#[test]
fn no_batch_at_all() {
    check(Vec::new(), ErrorCode::INVALID_RECORD);
    check(vec![0; 11], ErrorCode::INVALID_RECORD);
    let batch = batch_of(Compression::None, 3).build();
    check(batch[..batch.len() - 1].to_vec(), ErrorCode::INVALID_RECORD);
    check(batch[..16].to_vec(), ErrorCode::INVALID_RECORD);
}

#[test]
fn more_than_one_batch() {
    let mut records = batch_of(Compression::None, 3).build();
    records.extend_from_slice(&records.clone());
    check(records, ErrorCode::INVALID_RECORD);
    let mut records = batch_of(Compression::None, 3).build();
    records.extend_from_slice(&[0; 12]);
    check(records, ErrorCode::CORRUPT_MESSAGE);
}

#[test]
fn other_magics() {
    check_field(field::MAGIC, [0], ErrorCode::INVALID_RECORD);
    check_field(field::MAGIC, [1], ErrorCode::INVALID_RECORD);
    check_field(field::MAGIC, [3], ErrorCode::CORRUPT_MESSAGE);
    check_field(field::MAGIC, [0xff], ErrorCode::CORRUPT_MESSAGE);
}

#[test]
fn lengths_that_no_batch_has() {
    check_field(field::LENGTH, 13_i32.to_be_bytes(), ErrorCode::CORRUPT_MESSAGE);
    check_field(field::LENGTH, (-1_i32).to_be_bytes(), ErrorCode::CORRUPT_MESSAGE);
    check_field(field::LENGTH, i32::MAX.to_be_bytes(), ErrorCode::INVALID_RECORD);
    let mut short = batch_of(Compression::None, 1).build();
    short.truncate(BATCH_HEADER_SIZE - 1);
    field::write(&mut short, field::LENGTH, 48_i32.to_be_bytes());
    check(short, ErrorCode::CORRUPT_MESSAGE);
}

#[test]
fn zstd_before_produce_version_7() {
    let mut batch = batch_of(Compression::Zstd, 1).build();
    let error = validate(&mut batch, &rules(), 6, NOW_MS).unwrap_err();
    assert_eq!(error.error_code, ErrorCode::UNSUPPORTED_COMPRESSION_TYPE);
    assert!(validate(&mut batch, &rules(), 7, NOW_MS).is_ok());
}

#[test]
fn a_base_offset() {
    check(changed(|batch| patch_base_offset(batch, 5)), ErrorCode::INVALID_RECORD);
}

#[test]
fn a_wrong_crc() {
    for position in [field::CRC, field::ATTRIBUTES, field::PRODUCER_ID, BATCH_HEADER_SIZE, 100] {
        let mut batch = batch_of(Compression::None, 3).build();
        batch[position] ^= 1;
        check(batch, ErrorCode::CORRUPT_MESSAGE);
    }
}

#[test]
fn a_batch_over_the_limit() {
    let batch = batch_of(Compression::None, 3).build();
    let exact = ValidationRules { max_message_bytes: batch.len(), ..rules() };
    assert_eq!(accepted(batch.clone(), &exact).1, batch);
    let smaller = ValidationRules { max_message_bytes: batch.len() - 1, ..rules() };
    assert_eq!(refused(batch, &smaller).error_code, ErrorCode::MESSAGE_TOO_LARGE);
}

#[test]
fn counts_that_do_not_agree() {
    for (last_offset_delta, record_count) in [(2, 2), (3, 3), (-1, 0), (-1, 3), (2, -3), (i32::MAX, i32::MIN), (2, 4)] {
        let batch = changed(|batch| {
            field::write(batch, field::LAST_OFFSET_DELTA, i32::to_be_bytes(last_offset_delta));
            field::write(batch, field::RECORD_COUNT, i32::to_be_bytes(record_count));
        });
        check(batch, ErrorCode::INVALID_RECORD);
    }
}

#[test]
fn counts_that_do_not_fit_the_records() {
    for compression in Compression::ALL {
        for count in [1, 2, 4, i32::MAX] {
            let mut batch = batch_of(compression, 3).build();
            field::write(&mut batch, field::LAST_OFFSET_DELTA, (count - 1).to_be_bytes());
            field::write(&mut batch, field::RECORD_COUNT, count.to_be_bytes());
            patch_crc(&mut batch);
            check(batch, ErrorCode::INVALID_RECORD);
        }
    }
}

#[test]
fn control_batches_and_negative_sequences_of_clients() {
    let control = BatchBuilder::new().control().record(Some(&[0; 4]), Some(&[0; 6]), NOW_MS, &[]).build();
    check(control.clone(), ErrorCode::INVALID_RECORD);
    let coordinator = ValidationRules { origin: Origin::Coordinator, ..rules() };
    assert_eq!(accepted(control.clone(), &coordinator).1, control);
    check(batch_of(Compression::None, 3).producer(9, 2, -1).build(), ErrorCode::INVALID_RECORD);
    assert!(validate(&mut batch_of(Compression::None, 3).producer(-1, -1, -1).build(), &rules(), 13, NOW_MS).is_ok());
}

#[test]
fn unknown_and_wrong_compression() {
    for id in 5..8_i16 {
        check_field(field::ATTRIBUTES, id.to_be_bytes(), ErrorCode::UNKNOWN_SERVER_ERROR);
    }
    for id in [1, 3, 4_i16] {
        check_field(field::ATTRIBUTES, id.to_be_bytes(), ErrorCode::UNKNOWN_SERVER_ERROR);
    }
}

/// A batch whose one record has exactly these bytes, in each codec.
fn check_record_bytes(record: &[u8]) {
    for compression in Compression::ALL {
        let records = crate::compression::compress(compression, None, record).unwrap();
        let mut batch = BatchBuilder::new().record(None, None, NOW_MS, &[]).build();
        batch.truncate(BATCH_HEADER_SIZE);
        batch.extend_from_slice(&records);
        let length = (batch.len() - 12) as i32;
        field::write(&mut batch, field::LENGTH, length.to_be_bytes());
        field::write(&mut batch, field::ATTRIBUTES, compression.id().to_be_bytes());
        patch_crc(&mut batch);
        let error = refused(batch, &rules());
        assert_eq!(error.error_code, ErrorCode::INVALID_RECORD, "{compression:?} {record:02x?}: {error:?}");
    }
}

#[test]
fn records_whose_framing_is_wrong() {
    // length, attributes, timestamp delta, offset delta, key length, value length, header count
    check_record_bytes(&[]);
    check_record_bytes(&[0x80]);
    check_record_bytes(&[0x80, 0x80, 0x80, 0x80, 0x80, 0x80]);
    check_record_bytes(&[0x01, 0, 0, 0, 1, 1, 0]);
    check_record_bytes(&[0x0e, 0, 0, 0, 1, 1, 0]);
    check_record_bytes(&[0x0a, 0, 0, 0, 1, 1, 0]);
    check_record_bytes(&[0x0c, 0, 0, 0, 1, 1, 0, 0]);
    check_record_bytes(&[0x0c, 0, 0, 0, 2, 1, 0]);
    check_record_bytes(&[0x0c, 0, 0, 0, 1, 0x20, 0]);
    check_record_bytes(&[0x0c, 0, 0, 0, 1, 1, 2]);
    check_record_bytes(&[0x0c, 0, 0, 0, 1, 1, 1]);
    check_record_bytes(&[0x10, 0, 0, 0, 1, 1, 2, 1, 1]);
}

#[test]
fn large_records_whose_framing_is_wrong() {
    let mut good = Vec::new();
    let headers = [(&b"h"[..], Some(&[7_u8; 70_000][..]))];
    write_record(&mut good, 0, 0, Some(&[1; 70_000]), Some(&[2; 200_000]), headers.into_iter());
    // The timestamp delta, the key's length, the value's length and the key's length of the header.
    for (position, byte) in [(4, 0xff), (6, 0x85), (70_009, 0xff), (good.len() - 70_005, 0x01)] {
        let mut bad = good.clone();
        bad[position] = byte;
        assert_ne!(bad, good);
        check_record_bytes(&bad);
    }
    check_record_bytes(&good[..good.len() - 1]);
    let mut longer = Vec::new();
    write_varint(&mut longer, (good.len() - 3) as i32 + 1);
    longer.extend_from_slice(&good[3..]);
    longer.push(0);
    check_record_bytes(&longer);
}

#[test]
fn compacted_topics_need_keys() {
    let compacted = ValidationRules { compacted: true, ..rules() };
    for compression in Compression::ALL {
        let good = batch_of(compression, 3).build();
        assert_eq!(accepted(good.clone(), &compacted).1, good);
        let builder = batch_of(compression, 2).record(None, Some(b"v"), NOW_MS, &[]);
        let batch = builder.record(Some(b""), None, NOW_MS, &[]).record(None, None, NOW_MS, &[]).build();
        let error = refused(batch, &compacted);
        assert_eq!(error.error_code, ErrorCode::INVALID_RECORD);
        assert_eq!(error.record_errors.iter().map(|error| error.batch_index).collect::<Vec<_>>(), [2, 4]);
    }
}

#[test]
fn create_time_has_bounds() {
    let bounded = ValidationRules { timestamp_before_max_ms: 1000, timestamp_after_max_ms: 10, ..rules() };
    let batch = |timestamp| BatchBuilder::new().record(None, None, timestamp, &[]).build();
    for timestamp in [NOW_MS, NOW_MS - 1000, NOW_MS + 10, -1] {
        assert!(validate(&mut batch(timestamp), &bounded, 13, NOW_MS).is_ok(), "{timestamp}");
    }
    for timestamp in [NOW_MS - 1001, NOW_MS + 11, i64::MAX, i64::MIN, -2] {
        let error = refused(batch(timestamp), &bounded);
        assert_eq!(error.error_code, ErrorCode::INVALID_TIMESTAMP, "{timestamp}");
        assert_eq!(error.record_errors.len(), 1);
        assert!(error.record_errors[0].message.contains(&timestamp.to_string()));
    }
    let log_append = ValidationRules { timestamp_type: TimestampType::LogAppendTime, ..bounded };
    assert!(validate(&mut batch(NOW_MS - 1001), &log_append, 13, NOW_MS).is_ok());
}

#[test]
fn one_bad_timestamp_makes_the_whole_batch_a_timestamp_error() {
    let rules = ValidationRules { compacted: true, timestamp_before_max_ms: 1000, ..rules() };
    let builder = batch_of(Compression::Lz4, 2).record(None, None, NOW_MS, &[]).record(Some(b"k"), None, 5, &[]);
    let error = refused(builder.build(), &rules);
    assert_eq!(error.error_code, ErrorCode::INVALID_TIMESTAMP);
    assert_eq!(error.record_errors.iter().map(|error| error.batch_index).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn producers_do_not_set_log_append_time() {
    let append_time = ValidationRules { timestamp_type: TimestampType::LogAppendTime, ..rules() };
    let with_timestamps = || batch_of(Compression::Gzip, 2).timestamp_type(TimestampType::LogAppendTime);
    assert_eq!(refused(with_timestamps().build(), &append_time).error_code, ErrorCode::INVALID_TIMESTAMP);
    let without = BatchBuilder::new().record(None, None, -1, &[]).timestamp_type(TimestampType::LogAppendTime);
    assert_eq!(refused(without.build(), &rules()).error_code, ErrorCode::INVALID_TIMESTAMP);

    // A topic with create times overlooks it where the record has one, and stores the type that is true.
    let mut batch = with_timestamps().build();
    let validated = validate(&mut batch, &rules(), 7, NOW_MS).unwrap();
    assert_eq!(validated.header.timestamp_type(), TimestampType::CreateTime);
    assert!(crate::crc::verify_crc(&batch));
}

#[test]
fn record_errors_are_bounded() {
    let mut builder = BatchBuilder::new().compression(Compression::Zstd);
    for _ in 0..RECORD_ERRORS_MAX + 500 {
        builder = builder.record(None, None, NOW_MS, &[]);
    }
    let error = refused(builder.build(), &ValidationRules { compacted: true, ..rules() });
    assert_eq!(error.record_errors.len(), RECORD_ERRORS_MAX);
    assert!(error.message.contains("1500"), "{}", error.message);
}
