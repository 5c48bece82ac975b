//! Topics whose `compression.type` is not the producer's.

use super::*;

fn to(compression: Compression, level: i32) -> ValidationRules {
    ValidationRules { compression: TargetCompression::Codec { compression, level }, ..rules() }
}

#[test]
fn every_codec_becomes_every_other() {
    for source in Compression::ALL {
        for target in Compression::ALL {
            let batch = batch_of(source, 3000).transactional().build();
            let (validated, appended) = accepted(batch.clone(), &to(target, 5));
            assert_eq!(validated.header.compression(), Ok(target), "{source:?} to {target:?}");
            assert_eq!(contents(&appended), contents(&batch));
            let before = BatchHeader::parse(&batch).unwrap();
            let expected = BatchHeader {
                batch_length: validated.header.batch_length,
                crc: validated.header.crc,
                attributes: validated.header.attributes,
                ..before
            };
            assert_eq!(validated.header, expected);
            assert!(validated.header.is_transactional());
            if source == target {
                assert_eq!(appended, batch);
            }
        }
    }
}

#[test]
fn levels_matter_and_kafkas_whole_range_is_accepted() {
    let batch = batch_of(Compression::None, 5000).build();
    let size = |compression, level| accepted(batch.clone(), &to(compression, level)).1.len();
    assert!(size(Compression::Gzip, 9) < size(Compression::Gzip, 1));
    assert!(size(Compression::Zstd, 19) < size(Compression::Zstd, -1000));
    for (compression, level) in [
        (Compression::Gzip, -1),
        (Compression::Lz4, 1),
        (Compression::Lz4, 17),
        (Compression::Zstd, -131_072),
        (Compression::Zstd, 22),
        (Compression::Snappy, 0),
        (Compression::None, 0),
    ] {
        assert!(size(compression, level) > 0, "{compression:?} {level}");
    }
}

#[test]
fn the_size_is_checked_again() {
    let batch = batch_of(Compression::Zstd, 3000).build();
    let rules = ValidationRules { max_message_bytes: batch.len() * 2, ..to(Compression::None, 0) };
    assert_eq!(refused(batch.clone(), &rules).error_code, ErrorCode::MESSAGE_TOO_LARGE);
    // A fault of a record is named first, as it is where nothing is recompressed.
    let rules = ValidationRules { timestamp_after_max_ms: 10, ..rules };
    assert_eq!(refused(batch, &rules).error_code, ErrorCode::INVALID_TIMESTAMP);
}

#[test]
fn log_append_time_holds_in_the_new_batch() {
    let rules = ValidationRules { timestamp_type: TimestampType::LogAppendTime, ..to(Compression::Lz4, 9) };
    let (validated, appended) = accepted(batch_of(Compression::Gzip, 100).build(), &rules);
    assert_eq!(validated.header.timestamp_type(), TimestampType::LogAppendTime);
    assert!(contents(&appended).iter().all(|content| content.1 == NOW_MS));
}

#[test]
fn control_records_stay_uncompressed() {
    let rules = ValidationRules { origin: Origin::Coordinator, ..to(Compression::Zstd, 3) };
    let batch = BatchBuilder::new().control().record(Some(&[0; 4]), Some(&[0; 6]), NOW_MS, &[]).build();
    assert_eq!(accepted(batch.clone(), &rules).1, batch);
}
