//! Any bytes in any file of a log: opening answers or refuses, reading what opened answers or refuses, nothing panics,
//! and no number in a file is believed before it is checked.

use crate::storage::memory::MemoryDisk;
use crate::storage::{Disk, Folder};
use crate::test_batches::{TOPIC_ID, append, batch, small};
use crate::{CheckpointName, DirectoryIdentity, Log, LogDirectory, RecoveryStart};
use proptest::prelude::*;
use proptest::test_runner::Config;
use std::ops::ControlFlow;

const FILES: [&str; 6] = [
    "00000000000000000000.log",
    "00000000000000000000.index",
    "00000000000000000000.timeindex",
    "leader-epoch-checkpoint",
    "partition.metadata",
    "00000000000000000020.log.swap",
];
const CHECKPOINTS: [CheckpointName; 4] =
    [CheckpointName::RecoveryPoint, CheckpointName::LogStart, CheckpointName::HighWatermark, CheckpointName::Cleaned];
const CHECKPOINT_FILES: [&str; 4] = [
    "recovery-point-offset-checkpoint",
    "log-start-offset-checkpoint",
    "replication-offset-checkpoint",
    "cleaner-offset-checkpoint",
];

/// A closed log of several segments.
fn filled() -> Folder {
    let folder = Folder::new(Disk::Memory(MemoryDisk::new()), "/t-0");
    let mut log = Log::open(folder.clone(), TOPIC_ID, small(), RecoveryStart::default(), 0).unwrap();
    (0..40).for_each(|number| append(&mut log, &batch(number * 5, 5)));
    log.close().unwrap();
    folder
}

fn replace(folder: &Folder, name: &str, bytes: &[u8]) {
    folder.disk().create(&folder.join(name)).unwrap().write_all_at(bytes, 0).unwrap();
}

/// Opens what is there and asks it everything.
fn ask(folder: &Folder, start: RecoveryStart) {
    let Ok(mut log) = Log::open(folder.clone(), TOPIC_ID, small(), start, 0) else { return };
    let _ = log.for_each_batch(log.log_start_offset(), &mut |_, _| ControlFlow::Continue(()));
    let span = log.log_end_offset().saturating_sub(log.log_start_offset()).min(300);
    for offset in (0..=span).map(|number| log.log_start_offset() + number) {
        if let Ok(Some(slice)) = log.read(offset, 1000, log.end_position(), true) {
            assert!(u64::from(slice.length) <= log.size_bytes());
        }
    }
    for timestamp in [i64::MIN, 0, 1_000, i64::MAX] {
        let _ = log.offset_for_timestamp(timestamp);
    }
    let _ = (log.max_timestamp(), log.end_offset_for_epoch(0), log.roll(0), log.close());
}

fn text_like() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..600),
        "[0-9 \\n:a-z_-]{0,80}".prop_map(String::into_bytes),
        "0\\n[0-9]{1,19}\\n([a-z]{0,3} ?-?[0-9]{0,20} ?-?[0-9]{0,20}\\n){0,4}".prop_map(String::into_bytes),
    ]
}

proptest! {
    #![proptest_config(Config { cases: 200, failure_persistence: None, ..Config::default() })]

    #[test]
    fn any_bytes_in_a_file_of_a_log(
        file in 0..FILES.len(), bytes in text_like(), clean: bool, recovery_point in -1..300_i64, log_start_offset in -1..300_i64,
    ) {
        let folder = filled();
        replace(&folder, FILES[file], &bytes);
        ask(&folder, RecoveryStart { clean, recovery_point, log_start_offset });
    }

    #[test]
    fn a_few_bytes_changed_in_a_file_of_a_log(
        file in 0..3_usize, changes in prop::collection::vec((any::<u16>(), any::<u8>()), 1..8), clean: bool,
    ) {
        let folder = filled();
        let path = folder.join(FILES[file]);
        let mut bytes = folder.disk().read(&path).unwrap();
        for (position, value) in changes {
            let position = usize::from(position) % bytes.len().max(1);
            if let Some(byte) = bytes.get_mut(position) {
                *byte = value;
            }
        }
        replace(&folder, FILES[file], &bytes);
        ask(&folder, RecoveryStart { clean, recovery_point: 0, log_start_offset: 0 });
    }

    #[test]
    fn any_bytes_in_a_file_of_a_log_directory(checkpoint in 0..CHECKPOINTS.len(), bytes in text_like()) {
        let folder = Folder::new(Disk::Memory(MemoryDisk::new()), "/data");
        let identity = DirectoryIdentity { cluster_id: None, node_id: 1 };
        drop(LogDirectory::open(folder.clone(), &identity).unwrap());
        replace(&folder, CHECKPOINT_FILES[checkpoint], &bytes);
        let directory = LogDirectory::open(folder.clone(), &identity).unwrap();
        let _ = directory.read_checkpoint(CHECKPOINTS[checkpoint]);
        drop(directory);
        replace(&folder, "meta.properties", &bytes);
        let _ = LogDirectory::open(folder, &identity);
    }
}
