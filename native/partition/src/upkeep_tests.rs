use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use log::RecoveryStart;
use wire::ErrorCode;

use crate::testing::{Bell, NOW_MS, Place, all_headers, append, batch, config, fetch, open, sequenced};
use crate::{Checkpoint, Isolation, Partition, PartitionConfig};

fn append_error(partition: &Partition) -> ErrorCode {
    append(partition, batch(1)).unwrap_err().error_code
}

#[test]
fn the_checkpoint_follows_the_flush() {
    let place = Place::new();
    let partition = place.open(config());
    append(&partition, batch(3)).unwrap();
    let expected = Checkpoint { recovery_point: 0, log_start_offset: 0, high_watermark: 3 };
    assert_eq!(partition.checkpoint(), expected);
    partition.flush().unwrap();
    assert_eq!(partition.checkpoint(), Checkpoint { recovery_point: 3, ..expected });
    append(&partition, batch(1)).unwrap();
    partition.close().unwrap();
    let closed = Checkpoint { recovery_point: 4, log_start_offset: 0, high_watermark: 4 };
    assert_eq!(partition.checkpoint(), closed);
}

#[test]
fn a_flush_is_due_once_records_are_old() {
    let place = Place::new();
    let partition = place.open(PartitionConfig { flush_ms: 1_000, ..config() });
    append(&partition, batch(1)).unwrap();
    assert!(!partition.take_flush_by_age(NOW_MS + 999));
    assert!(partition.take_flush_by_age(NOW_MS + 1_000));
    assert!(!partition.take_flush_by_age(NOW_MS + 1_000), "somebody is at it");
    assert!(!partition.flush_requested().unwrap());
    assert_eq!(partition.checkpoint().recovery_point, 1);
    assert!(!partition.take_flush_by_age(NOW_MS + 9_000), "nothing is unflushed");
}

#[test]
fn silent_producers_are_forgotten_by_the_tick() {
    let place = Place::new();
    let partition = place.open(config());
    append(&partition, sequenced(1, 0, 1)).unwrap();
    partition.tick(NOW_MS + 86_399_000).unwrap();
    assert_eq!(append(&partition, sequenced(1, 5, 1)).unwrap_err().error_code, ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER);
    partition.tick(NOW_MS + 2 * 86_400_000).unwrap();
    assert!(partition.state.lock().producers.is_none());
    append(&partition, sequenced(1, 5, 1)).unwrap();
}

#[test]
fn a_closed_partition_answers_that_it_does_not_lead() {
    let place = Place::new();
    let partition = place.open(config());
    append(&partition, batch(1)).unwrap();
    partition.close().unwrap();
    partition.close().unwrap();
    assert_eq!(append_error(&partition), ErrorCode::NOT_LEADER_OR_FOLLOWER);
    assert_eq!(partition.read(&fetch(0)).unwrap_err().error_code, ErrorCode::NOT_LEADER_OR_FOLLOWER);
    partition.flush().unwrap();
    partition.tick(NOW_MS).unwrap();
    assert_eq!(partition.failure(), None);
}

#[test]
fn a_deleted_partition_is_gone() {
    let place = Place::new();
    let partition = place.open(config());
    append(&partition, batch(1)).unwrap();
    let (bell, waiter) = Bell::new();
    assert!(partition.park(&waiter, 1, Isolation::ReadUncommitted));
    partition.delete().unwrap();
    assert_eq!(bell.rung(), 1);
    assert_eq!(append_error(&partition), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    assert_eq!(fs::read_dir(place.folder().parent().unwrap()).unwrap().count(), 0);
    partition.delete().unwrap();
}

#[test]
fn a_storage_fault_stops_only_this_partition() {
    let (place, other_place) = (Place::new(), Place::new());
    let (partition, other) = (place.open(config()), other_place.open(config()));
    append(&partition, batch(1)).unwrap();
    let (bell, waiter) = Bell::new();
    assert!(partition.park(&waiter, 1, Isolation::ReadUncommitted));

    let fault =
        log::StorageError::Corrupt { path: place.folder(), position: 0, reason: "made up".to_string(), advice: "none" };
    let (refusal, wakeups) = partition.state.lock().refuse(crate::error::Refused::Storage(fault));
    wakeups.wake();
    assert_eq!(refusal.error_code, ErrorCode::KAFKA_STORAGE_ERROR);
    assert_eq!(bell.rung(), 1);
    assert_eq!(append_error(&partition), ErrorCode::KAFKA_STORAGE_ERROR);
    assert_eq!(partition.read(&fetch(0)).unwrap_err().error_code, ErrorCode::KAFKA_STORAGE_ERROR);
    assert!(partition.failure().unwrap().contains("made up"));
    assert_eq!(partition.log_end_offset(), 1);
    append(&other, batch(1)).unwrap();

    let reopened = place.open_unclean(config());
    assert_eq!(append(&reopened, batch(1)).unwrap().base_offset, 1);
    drop(reopened);
    partition.delete().unwrap();
}

/// Appends until the disk is full, makes room, and goes on. Needs the right to mount a small tmpfs.
#[test]
fn a_full_disk_refuses_appends_until_there_is_room_again() {
    let Some(disk) = SmallDisk::mount() else {
        println!("skipped: mounting a tmpfs is not allowed here");
        return;
    };
    let ballast = disk.path().join("ballast");
    fs::write(&ballast, vec![1; 256 << 10]).unwrap();
    let mut small = config();
    small.log.segment_bytes = 60_000;
    let unclean = RecoveryStart { clean: false, recovery_point: 0, log_start_offset: 0 };
    let partition = open(&disk.path().join("events-0"), small.clone(), unclean);

    let mut sequence = 0;
    let refused = loop {
        match append(&partition, sequenced(1, sequence, 100)) {
            Ok(_) => sequence += 100,
            Err(refused) => break refused,
        }
    };
    assert_eq!(refused.error_code, ErrorCode::KAFKA_STORAGE_ERROR);
    assert_eq!(append(&partition, sequenced(1, sequence, 100)).unwrap_err().error_code, ErrorCode::KAFKA_STORAGE_ERROR);
    assert_eq!(partition.failure(), None, "a full disk is not a broken one");
    assert_eq!(partition.log_end_offset(), i64::from(sequence));
    assert_eq!(all_headers(&partition).len(), sequence as usize / 100, "reads go on");

    fs::remove_file(&ballast).unwrap();
    assert_eq!(append(&partition, sequenced(1, sequence, 100)).unwrap().base_offset, i64::from(sequence));
    partition.tick(NOW_MS).unwrap();
    let before = all_headers(&partition);
    drop(partition);
    let partition = open(&disk.path().join("events-0"), small, unclean);
    assert_eq!(all_headers(&partition), before);
    assert!(append(&partition, sequenced(1, sequence, 100)).unwrap().duplicate);
}

struct SmallDisk {
    folder: tempfile::TempDir,
}

impl SmallDisk {
    fn mount() -> Option<SmallDisk> {
        let folder = tempfile::tempdir().unwrap();
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(folder.path()).output();
        mount.is_ok_and(|output| output.status.success()).then_some(SmallDisk { folder })
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.folder.path()).status();
    }
}

#[test]
fn configs_take_effect_at_once() {
    let place = Place::new();
    let partition = place.open(PartitionConfig { flush_messages: 1, ..config() });
    append(&partition, batch(1)).unwrap();
    let (bell, waiter) = Bell::new();
    assert!(partition.park(&waiter, 0, Isolation::ReadUncommitted));
    partition.configure(Arc::new(PartitionConfig { max_message_bytes: 100, ..config() }));
    assert_eq!(bell.rung(), 1, "nothing has to be flushed first any more");
    assert_eq!(append(&partition, batch(9)).unwrap_err().error_code, ErrorCode::MESSAGE_TOO_LARGE);
}

#[test]
fn an_idle_partition_is_small() {
    let size_bytes = std::mem::size_of::<Partition>();
    println!("size_of::<Partition>() = {size_bytes}, of which the log {}", std::mem::size_of::<log::Log>());
    assert!(size_bytes <= 1024, "{size_bytes} bytes");
}
