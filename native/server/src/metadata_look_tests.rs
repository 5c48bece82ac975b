use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use log::SnapshotId;
use wire::record_batch::{BatchBuilder, patch_base_offset};

use super::*;

/// A directory whose metadata log has eight batches of five records, two to a segment: 0, 10, 20, 30.
fn directory() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    let config = LogConfig { segment_bytes: 400, ..LogConfig::default() };
    let folder = directory.path().join("__cluster_metadata-0");
    let mut log = Log::open(folder, Uuid::ZERO, config, RecoveryStart::default(), 0).unwrap();
    for number in 0..8 {
        let batch = batch(number * 5, 5);
        log.append(&batch, &BatchHeader::parse(&batch).unwrap(), 0).unwrap();
    }
    log.close().unwrap();
    assert_eq!(log.segment_base_offsets().collect::<Vec<_>>(), [0, 10, 20, 30]);
    directory
}

fn batch(base_offset: i64, count: i64) -> Vec<u8> {
    let record = |builder: BatchBuilder, number| builder.record(None, Some(b"of metadata"), number, &[]);
    let mut batch = (0..count).fold(BatchBuilder::new(), record).build();
    patch_base_offset(&mut batch, base_offset);
    batch
}

fn snapshot(directory: &Path, end_offset: i64) -> PathBuf {
    let folder: Folder = directory.join("__cluster_metadata-0").into();
    let id = SnapshotId { end_offset, epoch: 1 };
    let footer = BatchBuilder::new().control().record(Some(b"0004"), Some(b"00"), 0, &[]).build();
    state_snapshots::write(&folder, id, [batch(0, 3), footer].concat()).unwrap();
    id.path(&folder)
}

fn segment(directory: &Path, base_offset: i64) -> PathBuf {
    log::log_path(&directory.join("__cluster_metadata-0"), base_offset)
}

fn checkpoint(directory: &Path, name: CheckpointName, lines: &[i64]) {
    let text: String = lines.iter().map(|offset| format!("__cluster_metadata 0 {offset}\n")).collect();
    fs::write(directory.join(name.file_name()), format!("0\n{}\n{text}", lines.len())).unwrap();
}

fn contents(directory: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let inner = fs::read_dir(directory.join("__cluster_metadata-0")).unwrap();
    let files = fs::read_dir(directory).unwrap().chain(inner).map(|entry| entry.unwrap().path());
    files.filter(|path| path.is_file()).map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

/// What the look says after `prepare`; every file is as before.
fn look_after(prepare: impl Fn(&Path)) -> Result<(), String> {
    let directory = directory();
    prepare(directory.path());
    let before = contents(directory.path());
    let outcome = refuse_damage(&directory.path().into());
    assert!(before == contents(directory.path()), "the look has written");
    outcome.map_err(|error| error.to_string())
}

fn clean(directory: &Path) {
    fs::write(directory.join(".kafka_cleanshutdown"), "").unwrap();
}

fn cut(path: &Path, bytes: usize) {
    let content = fs::read(path).unwrap();
    fs::write(path, &content[..content.len() - bytes]).unwrap();
}

fn begin_at_20(directory: &Path) {
    clean(directory);
    [0, 10].iter().for_each(|base_offset| fs::remove_file(segment(directory, *base_offset)).unwrap());
    checkpoint(directory, CheckpointName::LogStart, &[20]);
}

#[test]
fn what_is_whole_may_start() {
    assert_eq!(look_after(|_| {}), Ok(()));
    assert_eq!(look_after(clean), Ok(()));
    let with_snapshot = |directory: &Path| {
        begin_at_20(directory);
        snapshot(directory, 20);
    };
    assert_eq!(look_after(with_snapshot), Ok(()));
}

#[test]
fn the_last_of_several_lines_of_a_checkpoint_counts() {
    let twice = |lines: [i64; 2]| look_after(|directory| checkpoint(directory, CheckpointName::RecoveryPoint, &lines));
    assert_eq!(twice([500, 40]), Ok(()));
    assert!(twice([40, 500]).unwrap_err().contains("was on the disk up to 500"));
}

#[test]
fn a_start_needs_the_snapshot_that_the_log_begins_with() {
    let is_refused = |prepare: &dyn Fn(&Path)| {
        let refusal = look_after(prepare).unwrap_err();
        assert!(refusal.contains("no readable snapshot") && refusal.contains("restore"), "{refusal}");
    };
    is_refused(&begin_at_20);
    // The state of offset 10 is there, and nothing of what happened up to 20.
    is_refused(&|directory| {
        begin_at_20(directory);
        snapshot(directory, 10);
        cut(&snapshot(directory, 20), 1);
    });
    // As far as its last batch, the footer, the file is whole.
    is_refused(&|directory| {
        begin_at_20(directory);
        let newest = snapshot(directory, 20);
        let content = fs::read(&newest).unwrap();
        fs::write(&newest, &content[..BatchHeader::parse(&content).unwrap().size_bytes()]).unwrap();
    });
}

#[test]
fn a_snapshot_ahead_of_the_log_that_cannot_be_read_changes_nothing() {
    for end_offset in [50, i64::MAX] {
        let ahead = |directory: &Path| fs::write(snapshot(directory, end_offset), "").unwrap();
        assert_eq!(look_after(ahead), Ok(()));
    }
}

#[test]
fn records_that_are_missing_in_the_middle_are_told() {
    let refusal = |prepare: &dyn Fn(&Path)| {
        look_after(|directory| {
            clean(directory);
            prepare(directory);
        })
        .unwrap_err()
    };
    let removed = refusal(&|directory| fs::remove_file(segment(directory, 10)).unwrap());
    assert!(removed.contains("20.log is damaged at byte 0: offsets 10 to 19 before it are missing"), "{removed}");
    let short = refusal(&|directory| cut(&segment(directory, 10), 1));
    assert!(short.contains("10.log is damaged at byte") && short.contains("are left; restore that file"), "{short}");
}

#[test]
fn what_only_looks_like_batches_holds_nobody_up() {
    let good = batch(7, 3);
    let mut lying = good.clone();
    lying[30] ^= 1;
    let bytes = [lying.as_slice(), &lying, &good].concat();
    let first = |checked_bytes_max| first_whole_batch(&bytes, 5, checked_bytes_max);
    assert_eq!(first(3 * good.len()), Some(2 * good.len()));
    assert_eq!(first(2 * good.len()), None);
    assert_eq!(first_whole_batch(&bytes, 8, usize::MAX), None);
}
