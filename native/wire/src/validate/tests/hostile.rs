//! Bytes that no client would send: never a panic, never memory beyond the bounds.

use proptest::prelude::*;

use super::*;
use crate::record_batch::{BATCH_HEADER_SIZE, for_each_timestamp, uncompressed};

fn any_rules() -> impl Strategy<Value = ValidationRules> {
    let target = prop_oneof![
        Just(TargetCompression::Producer),
        (0..5_i16, -10..30)
            .prop_map(|(id, level)| TargetCompression::Codec { compression: Compression::from_id(id).unwrap(), level }),
    ];
    let origin = prop_oneof![Just(Origin::Client), Just(Origin::Coordinator)];
    (target, origin, any::<bool>(), any::<bool>(), 100..200_000_usize).prop_map(
        |(compression, origin, compacted, log_append_time, max_message_bytes)| ValidationRules {
            max_message_bytes,
            compacted,
            timestamp_type: if log_append_time { TimestampType::LogAppendTime } else { TimestampType::CreateTime },
            compression,
            origin,
            ..rules()
        },
    )
}

/// Validates; whatever is accepted must be a batch whose records can be read.
fn check(mut records: Vec<u8>, rules: &ValidationRules) {
    let Ok(validated) = validate(&mut records, rules, PRODUCE_VERSION, NOW_MS) else {
        return;
    };
    let batch = validated.replacement.as_deref().unwrap_or(&records);
    assert!(batch.len() <= rules.max_message_bytes || validated.replacement.is_none());
    let batch = &batch[..validated.header.size_bytes()];
    assert!(verify_crc(batch));
    assert_eq!(contents(batch).len() as i32, validated.header.record_count.max(0));
}

fn read_everything(bytes: &[u8]) {
    let _ = for_each_record(bytes, |_| ControlFlow::Continue(()));
    let _ = for_each_timestamp(bytes, |_, _| ControlFlow::Continue(()));
    let _ = uncompressed(bytes);
}

proptest! {
    #[test]
    fn random_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..1000), rules in any_rules()) {
        read_everything(&bytes);
        check(bytes, &rules);
    }

    #[test]
    fn flipped_bits_under_a_right_crc(
        id in 0..5_i16,
        count in 1..200,
        flips in proptest::collection::vec(any::<u32>(), 1..6),
        in_records: bool,
        rules in any_rules(),
    ) {
        let mut batch = batch_of(Compression::from_id(id).unwrap(), count).build();
        let start = if in_records { BATCH_HEADER_SIZE } else { 12 };
        let bits = (batch.len() - start) * 8;
        for flip in flips {
            let bit = flip as usize % bits;
            batch[start + bit / 8] ^= 1 << (bit % 8);
        }
        patch_crc(&mut batch);
        read_everything(&batch);
        check(batch, &rules);
    }

    #[test]
    fn random_records_in_every_codec(
        id in 0..5_i16,
        count in 1..20,
        records in proptest::collection::vec(prop_oneof![Just(0_u8), 0..32_u8, any::<u8>()], 0..400),
        rules in any_rules(),
    ) {
        let compression = Compression::from_id(id).unwrap();
        let compressed = crate::compression::compress(compression, None, &records).unwrap();
        let mut batch = batch_of(compression, count).build();
        batch.truncate(BATCH_HEADER_SIZE);
        batch.extend_from_slice(&compressed);
        let length = (batch.len() - 12) as i32;
        crate::record_batch::field::write(&mut batch, crate::record_batch::field::LENGTH, length.to_be_bytes());
        patch_crc(&mut batch);
        read_everything(&batch);
        check(batch, &rules);
    }

    #[test]
    fn truncated_batches(id in 0..5_i16, keep in 0.0..1.0_f64, rules in any_rules()) {
        let batch = batch_of(Compression::from_id(id).unwrap(), 50).build();
        let kept = batch[..(batch.len() as f64 * keep) as usize].to_vec();
        read_everything(&kept);
        check(kept, &rules);
    }
}
