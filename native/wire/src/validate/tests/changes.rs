//! What is changed in a batch that is appended as it came.

use super::*;
use crate::record_batch::field;

#[test]
fn log_append_time_replaces_every_timestamp() {
    let rules = ValidationRules { timestamp_type: TimestampType::LogAppendTime, ..rules() };
    for compression in Compression::ALL {
        let batch = batch_of(compression, 5).build();
        let (validated, appended) = accepted(batch.clone(), &rules);
        assert_eq!(validated.header.timestamp_type(), TimestampType::LogAppendTime);
        assert_eq!((validated.header.max_timestamp, validated.offset_delta_of_max_timestamp), (NOW_MS, 0));
        assert!(contents(&appended).iter().all(|content| content.1 == NOW_MS));
        assert_eq!(validated.header.base_timestamp, BatchHeader::parse(&batch).unwrap().base_timestamp);
        assert_eq!(validated.header.compression(), Ok(compression));
        assert_eq!((validated.header.producer_id, validated.header.base_sequence), (9, 77));
    }
}

#[test]
fn a_wrong_max_timestamp_is_corrected() {
    let mut batch = batch_of(Compression::Lz4, 5).record(Some(b"k"), None, NOW_MS, &[]).build();
    field::write(&mut batch, field::MAX_TIMESTAMP, 7_i64.to_be_bytes());
    patch_crc(&mut batch);
    let (validated, _) = accepted(batch, &rules());
    assert_eq!((validated.header.max_timestamp, validated.offset_delta_of_max_timestamp), (NOW_MS + 4, 4));
}

#[test]
fn the_first_record_with_the_max_timestamp_is_named() {
    let mut builder = BatchBuilder::new();
    for timestamp in [5, 9, 9, 3] {
        builder = builder.record(None, None, timestamp, &[]);
    }
    let (validated, _) = accepted(builder.build(), &rules());
    assert_eq!((validated.header.max_timestamp, validated.offset_delta_of_max_timestamp), (9, 1));
}

#[test]
fn a_batch_without_timestamps_stays_without() {
    let batch = BatchBuilder::new().record(None, None, -1, &[]).record(None, None, -1, &[]).build();
    let (validated, appended) = accepted(batch.clone(), &rules());
    assert_eq!((validated.header.max_timestamp, validated.offset_delta_of_max_timestamp), (-1, 0));
    assert_eq!(appended, batch);
}

#[test]
fn a_coordinator_gets_its_crc_written_and_may_have_offsets() {
    let coordinator = ValidationRules { origin: Origin::Coordinator, ..rules() };
    let mut batch = batch_of(Compression::None, 3).base_offset(12).build();
    let expected = batch.clone();
    field::write(&mut batch, field::CRC, [0; 4]);
    assert_eq!(accepted(batch, &coordinator).1, expected);
}

#[test]
fn offset_deltas_that_do_not_count_up_are_written_anew() {
    for compression in Compression::ALL {
        let good = batch_of(compression, 3).build();
        let mut records = Vec::new();
        for_each_record(&good, |record| {
            let (key, value) = (record.key, record.value);
            crate::record::write_record(&mut records, 0, record.timestamp_delta, key, value, record.headers.iter());
            ControlFlow::Continue(())
        })
        .unwrap();
        let header = BatchHeader::parse(&good).unwrap();
        let compressed = crate::compression::compress(compression, None, &records).unwrap();
        let mut batch = BatchHeader { batch_length: (49 + compressed.len()) as i32, ..header }.to_bytes().to_vec();
        batch.extend_from_slice(&compressed);
        patch_crc(&mut batch);
        let (validated, appended) = accepted(batch, &rules());
        assert_eq!(contents(&appended), contents(&good), "{compression:?}");
        assert_eq!(validated.header.compression(), Ok(compression));
    }
}
