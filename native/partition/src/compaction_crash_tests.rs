//! A cleaning that dies, loses power or meets an error at each of its calls to the disk: afterwards every key has its
//! last value at its offset, no offset is there twice, and the next cleaning comes to the same end as one undisturbed.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use log::storage::memory::{Fault, MemoryDisk, NameOrder, Random};
use log::storage::{Disk, Folder};
use log::{OffsetMap, RecoveryStart};
use wire::Uuid;
use wire::record_batch::{BatchBuilder, BatchHeader, for_each_record};

use crate::testing::{NOW_MS, append, append_as_coordinator, config, fetch, marker};
use crate::{CleanerTools, OpenPartition, Partition, PartitionConfig};

const BATCHES: usize = 40;
const NO_SPACE: i32 = 28;
const INPUT_OUTPUT: i32 = 5;

/// Offset → key; aborted records are not in it.
type Contents = Vec<(i64, u8)>;

fn compacted() -> Arc<PartitionConfig> {
    let mut config = config();
    // Two or three segments of what is cleaned become one.
    config.log.segment_bytes = 900;
    config.compacted = true;
    config.deletes = false;
    config.cleaning.min_cleanable_ratio = 0.0;
    Arc::new(config)
}

fn open(disk: &MemoryDisk, recovery_point: i64) -> Arc<Partition> {
    let opened = Partition::open(OpenPartition {
        faults: None,
        directory: 0,
        folder: Folder::new(Disk::Memory(disk.clone()), "/data/events-0"),
        topic: Arc::from("events"),
        topic_id: Uuid([7; 16]),
        partition: 0,
        leader_epoch: 4,
        config: compacted(),
        recovery: RecoveryStart { clean: false, recovery_point, log_start_offset: 0 },
        now_ms: NOW_MS,
    });
    opened.unwrap()
}

/// A log of several segments, one of them cleaned before, with an aborted transaction; all of it flushed.
fn written() -> (MemoryDisk, i64) {
    let disk = MemoryDisk::with_history();
    let seam = Disk::Memory(disk.clone());
    seam.create_folders(Path::new("/data")).unwrap();
    seam.sync_folder(Path::new("/")).unwrap();
    let partition = open(&disk, 0);
    let write = |key: usize| {
        append(&partition, BatchBuilder::new().record(Some(&[key as u8]), Some(&[b'v'; 30]), NOW_MS, &[]).build())
            .unwrap();
    };
    // Keys that stay, in every segment: what replaces a group must never stand beside a part of it.
    (0..BATCHES / 2).for_each(|number| write(if number % 4 == 3 { number + 10 } else { number % 3 }));
    clean(&partition, 0);
    let aborted = BatchBuilder::new().producer(9, 0, 0).transactional();
    append_as_coordinator(&partition, aborted.record(Some(&[1]), Some(b"aborted"), NOW_MS, &[]).build());
    append_as_coordinator(&partition, marker(9, false));
    (0..BATCHES / 2).for_each(|number| write(number % 5));
    partition.flush().unwrap();
    let end_offset = partition.log_end_offset();
    partition.tick(i64::MAX).unwrap();
    // The folder as it is now, on the disk.
    seam.sync_folder(Path::new("/data/events-0")).unwrap();
    (disk, end_offset)
}

fn clean(partition: &Partition, checkpoint: i64) -> bool {
    let mut tools = CleanerTools { map: OffsetMap::new(24 * 100, 0.9).unwrap(), chunk_bytes: 500 };
    let cleaned = partition.clean(Some(checkpoint), &mut tools, NOW_MS, &mut |_| ControlFlow::Continue(()));
    cleaned.is_ok_and(|cleaned| cleaned.is_some())
}

/// All records; fails where offsets do not grow.
fn contents(partition: &Partition) -> Contents {
    let mut contents = Vec::new();
    let mut offset = 0;
    while let Some(slice) = partition.read(&fetch(offset)).unwrap().slice {
        let mut bytes = Vec::new();
        slice.read_into(&mut bytes).unwrap();
        let mut rest = bytes.as_slice();
        while let Ok(header) = BatchHeader::parse(rest)
            && header.size_bytes() <= rest.len()
        {
            assert!(header.last_offset() >= offset, "offset {} after {offset}", header.last_offset());
            if !header.is_control() && !header.is_transactional() {
                for_each_record(rest, |record| {
                    contents.push((header.base_offset + i64::from(record.offset_delta), record.key.unwrap()[0]));
                    ControlFlow::Continue(())
                })
                .unwrap();
            }
            offset = header.last_offset() + 1;
            rest = &rest[header.size_bytes()..];
        }
    }
    contents
}

fn last_offsets(contents: &Contents) -> HashMap<u8, i64> {
    contents.iter().map(|(offset, key)| (*key, *offset)).collect()
}

struct Expected {
    before: Contents,
    after: Contents,
    end_offset: i64,
}

impl Expected {
    /// What a disk holds after a cleaning that was disturbed.
    fn check(&self, disk: &MemoryDisk, what: &str) {
        let partition = open(disk, self.end_offset);
        assert_eq!(partition.log_end_offset(), self.end_offset, "{what}");
        let found = contents(&partition);
        assert!(found.is_sorted(), "{what}: {found:?}");
        assert!(found.iter().all(|record| self.before.contains(record)), "{what}");
        assert_eq!(last_offsets(&found), last_offsets(&self.before), "{what}");
        let leftovers: Vec<_> = disk.files().into_iter().filter(|path| is_leftover(path)).collect();
        assert_eq!(leftovers, Vec::<std::path::PathBuf>::new(), "{what}");
        // Already as clean as can be, or it can be made so.
        clean(&partition, 0);
        assert_eq!(contents(&partition), self.after, "{what}");
        partition.close().unwrap();
    }
}

fn is_leftover(path: &Path) -> bool {
    path.extension().is_some_and(|extension| ["cleaned", "swap", "deleted"].iter().any(|suffix| extension == *suffix))
}

/// The undisturbed cleaning, and how many calls it makes.
fn expected(base: &MemoryDisk, end_offset: i64) -> (Expected, u64) {
    let disk = base.after_kill();
    let partition = open(&disk, end_offset);
    let before = contents(&partition);
    let first_call = disk.call_count();
    assert!(clean(&partition, 0));
    let calls = disk.call_count() - first_call;
    let after = contents(&partition);
    assert!(after.len() < before.len() && calls > 40, "{} {} {calls}", after.len(), before.len());
    (Expected { before, after, end_offset }, calls)
}

/// Cleans a copy of the log, with `fault` at the call of this number.
fn disturbed(base: &MemoryDisk, end_offset: i64, number: u64, fault: Fault) -> (MemoryDisk, Arc<Partition>) {
    let disk = base.after_kill();
    let partition = open(&disk, end_offset);
    let at = disk.call_count() + number;
    let is_death = matches!(fault, Fault::Death { .. });
    disk.set_faults(move |call| (call.number == at || (is_death && call.number > at)).then_some(fault));
    clean(&partition, 0);
    disk.clear_faults();
    (disk, partition)
}

#[test]
fn a_death_at_any_call_loses_nothing() {
    let (base, end_offset) = written();
    let (expected, calls) = expected(&base, end_offset);
    for number in 0..calls {
        for bytes in [0, 70] {
            let (disk, _partition) = disturbed(&base, end_offset, number, Fault::Death { bytes });
            expected.check(&disk.after_kill(), &format!("killed at call {number}"));
        }
    }
}

#[test]
fn a_power_loss_at_any_call_loses_nothing() {
    let (base, end_offset) = written();
    let (expected, calls) = expected(&base, end_offset);
    for number in 0..calls {
        for seed in 0..8 {
            let order = if seed < 2 { NameOrder::Journal } else { NameOrder::Any };
            let (disk, _partition) = disturbed(&base, end_offset, number, Fault::Death { bytes: 0 });
            let mut random = Random::new(number * 10 + seed);
            let survivor = disk.after_power_loss(order, &mut random);
            expected.check(&survivor, &format!("power lost at call {number}, {order:?}, seed {seed}"));
        }
    }
}

#[test]
fn an_error_at_any_call_leaves_the_log_or_takes_it_offline() {
    let (base, end_offset) = written();
    let (expected, calls) = expected(&base, end_offset);
    for number in 0..calls {
        for error in [NO_SPACE, INPUT_OUTPUT] {
            let (disk, partition) = disturbed(&base, end_offset, number, Fault::Error(error));
            if partition.is_serving() {
                let found = contents(&partition);
                assert_eq!(last_offsets(&found), last_offsets(&expected.before), "error {error} at call {number}");
                append(&partition, BatchBuilder::new().record(Some(&[1]), Some(b"on"), NOW_MS, &[]).build()).unwrap();
            } else {
                assert!(partition.failure().is_some(), "error {error} at call {number}");
                expected.check(&disk.after_kill(), &format!("error {error} at call {number}"));
            }
        }
    }
}
