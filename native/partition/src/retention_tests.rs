use std::sync::Arc;

use log::{LogConfig, RecoveryStart};
use wire::ErrorCode;

use crate::testing::{NOW_MS, Place, all_headers, append, batch, config, fetch, sequenced};
use crate::{Checkpoint, Partition, PartitionConfig};

const DAY_MS: i64 = 86_400_000;

/// A new segment for every batch; what is older than a day goes.
fn daily() -> PartitionConfig {
    PartitionConfig {
        log: LogConfig { segment_bytes: 300, ..LogConfig::default() },
        retention_ms: DAY_MS,
        file_delete_delay_ms: 1_000,
        producer_id_expiration_ms: 7 * DAY_MS,
        ..config()
    }
}

fn filled(place: &Place) -> Arc<Partition> {
    let partition = place.open(daily());
    for sequence in 0..4 {
        append(&partition, sequenced(1, sequence * 5, 5)).unwrap();
    }
    partition
}

#[test]
fn expired_segments_go_with_their_snapshots_and_files_go_later() {
    let place = Place::new();
    let partition = filled(&place);
    assert_eq!(place.offsets(".snapshot"), [5, 10, 15]);
    assert_eq!(partition.delete_old_segments(NOW_MS + DAY_MS).unwrap(), 0);
    assert_eq!(partition.delete_old_segments(NOW_MS + DAY_MS + 1).unwrap(), 4);
    assert_eq!((partition.log_start_offset(), partition.log_end_offset(), partition.size_bytes()), (20, 20, 0));
    assert_eq!(place.offsets(".snapshot"), [20]);
    assert_eq!(place.offsets(".log.deleted"), [0, 5, 10, 15]);
    assert_eq!(partition.read(&fetch(19)).unwrap_err().error_code, ErrorCode::OFFSET_OUT_OF_RANGE);
    partition.tick(NOW_MS + DAY_MS + 1_000).unwrap();
    assert_eq!(place.offsets(".log.deleted").len(), 4);
    partition.tick(NOW_MS + DAY_MS + 1_001).unwrap();
    assert_eq!(place.offsets(".log.deleted").len(), 0);
    assert!(append(&partition, sequenced(1, 15, 5)).unwrap().duplicate, "producers outlive their records");
    assert_eq!(append(&partition, sequenced(1, 20, 5)).unwrap().base_offset, 20);
    assert_eq!(all_headers(&partition).len(), 1);
}

#[test]
fn closing_takes_files_along_and_a_crash_leaves_them_to_the_next_start() {
    for clean in [true, false] {
        let place = Place::new();
        let partition = filled(&place);
        let half = (partition.size_bytes() / 2) as i64;
        partition.configure(Arc::new(PartitionConfig { retention_bytes: half, ..daily() }));
        assert_eq!(partition.delete_old_segments(NOW_MS).unwrap(), 2);
        let before = all_headers(&partition);
        if clean {
            partition.close().unwrap();
            assert_eq!(place.offsets(".log.deleted").len(), 0);
        }
        drop(partition);
        let partition = place.open_with(daily(), RecoveryStart { clean, recovery_point: 0, log_start_offset: 0 });
        assert_eq!(place.offsets(".log.deleted").len(), 0);
        assert_eq!((partition.log_start_offset(), all_headers(&partition)), (10, before));
        assert_eq!(append(&partition, sequenced(1, 20, 5)).unwrap().base_offset, 20);
    }
}

#[test]
fn without_the_policy_nothing_expires_and_overrides_act_at_once() {
    let place = Place::new();
    let partition = filled(&place);
    for compacted in [true, false] {
        let kept = PartitionConfig { deletes: false, compacted, retention_ms: 0, retention_bytes: 0, ..daily() };
        partition.configure(Arc::new(kept));
        assert_eq!(partition.delete_old_segments(i64::MAX).unwrap(), 0);
    }
    partition.configure(Arc::new(PartitionConfig { compacted: true, ..daily() }));
    assert_eq!(partition.delete_old_segments(i64::MAX).unwrap(), 4);
}

#[test]
fn deleted_records_are_gone_at_once_and_their_segments_with_the_next_round() {
    let place = Place::new();
    let partition = filled(&place);
    assert_eq!(partition.delete_records(7), Ok(7));
    assert_eq!(partition.delete_records(3), Ok(7), "the log start never moves back");
    assert_eq!(partition.read(&fetch(6)).unwrap_err().error_code, ErrorCode::OFFSET_OUT_OF_RANGE);
    assert_eq!(partition.read(&fetch(7)).unwrap().log_start_offset, 7);
    for offset in [21, -2, i64::MAX, i64::MIN] {
        assert_eq!(partition.delete_records(offset).unwrap_err().error_code, ErrorCode::OFFSET_OUT_OF_RANGE);
    }
    assert_eq!(partition.delete_old_segments(NOW_MS).unwrap(), 1);
    assert_eq!((place.offsets(".log"), partition.log_start_offset()), (vec![5, 10, 15], 7));
    assert_eq!(partition.delete_records(-1), Ok(20));
    assert_eq!(partition.checkpoint(), Checkpoint { recovery_point: 20, log_start_offset: 20, high_watermark: 20 });
    drop(partition);
    let start = RecoveryStart { clean: false, recovery_point: 0, log_start_offset: 20 };
    let partition = place.open_with(daily(), start);
    assert_eq!((partition.log_start_offset(), partition.log_end_offset()), (20, 20));
    assert_eq!(append(&partition, batch(1)).unwrap().base_offset, 20);
}

#[test]
fn records_of_a_compacted_log_are_not_deleted_by_request() {
    let place = Place::new();
    let partition = place.open(PartitionConfig { compacted: true, deletes: false, ..config() });
    append(&partition, batch(3)).unwrap();
    assert_eq!(partition.delete_records(1).unwrap_err().error_code, ErrorCode::POLICY_VIOLATION);
    partition.configure(Arc::new(PartitionConfig { deletes: true, ..config() }));
    assert_eq!(partition.delete_records(1), Ok(1));
    partition.close().unwrap();
    assert_eq!(partition.delete_records(1).unwrap_err().error_code, ErrorCode::NOT_LEADER_OR_FOLLOWER);
    assert_eq!(partition.delete_old_segments(NOW_MS), Ok(0));
}
