//! Apache Kafka's own DumpLogSegments reads what this crate writes and finds nothing wrong.
//!
//! Needs Java and Kafka's jars where the client tests install them (`.cache/kafka/libs`); says so when it skips.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use millrace_log::{
    CleaningRules, CleaningStats, CopyPass, LastRecords, Log, LogConfig, OffsetMap, PassedTransactions, RecoveryStart,
};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use wire::Uuid;
use wire::compression::Compression;
use wire::record_batch::{BatchBuilder, BatchHeader, patch_base_offset, patch_leader_epoch};

const UNCLEAN: RecoveryStart = RecoveryStart { clean: false, recovery_point: 0, log_start_offset: 0 };

fn config() -> LogConfig {
    LogConfig { segment_bytes: 20_000, index_interval_bytes: 600, ..LogConfig::default() }
}

fn kafka_libraries() -> Option<PathBuf> {
    let libraries = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.cache/kafka/libs");
    let java = Command::new("java").arg("-version").output().is_ok_and(|output| output.status.success());
    (java && libraries.is_dir()).then_some(libraries)
}

fn write_log(folder: &Path) -> Log {
    let mut log = Log::open(folder.join("t-0"), Uuid([7; 16]), config(), UNCLEAN, 0).unwrap();
    let codecs = [Compression::None, Compression::Gzip, Compression::Snappy, Compression::Lz4, Compression::Zstd];
    for number in 0..300_i64 {
        let mut builder = BatchBuilder::new().compression(codecs[number as usize % codecs.len()]);
        for record in 0..=number % 7 {
            let timestamp = 1_700_000_000_000 + number * 10 + (record * 37) % 11 - number % 3 * 50;
            let value = format!("value {number} {record} {}", "x".repeat((number * 31 % 400) as usize));
            builder = builder.record(Some(b"key"), Some(value.as_bytes()), timestamp, &[]);
        }
        let mut batch = builder.build();
        patch_base_offset(&mut batch, log.log_end_offset());
        patch_leader_epoch(&mut batch, number as i32 / 100);
        log.append(&batch, &BatchHeader::parse(&batch).unwrap(), 0).unwrap();
    }
    log
}

/// One run of the tool over all files: starting Java is what takes time.
fn dump(libraries: &Path, files: &[PathBuf]) -> String {
    let names: Vec<&str> = files.iter().map(|path| path.to_str().unwrap()).collect();
    let output = Command::new("java")
        .arg("-cp")
        .arg(libraries.join("*"))
        .args(["org.apache.kafka.tools.DumpLogSegments", "--deep-iteration", "--files", &names.join(",")])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}");
    for complaint in ["ismatch", "not found", "non-consecutive", "out of order", "nvalid bytes", "Exception"] {
        assert!(!text.contains(complaint), "{complaint}: {text}");
    }
    text
}

fn files_ending(folder: &Path, suffix: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder.join("t-0")).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.to_str().unwrap().ends_with(suffix));
    paths.sort();
    paths
}

fn check(libraries: &Path, folder: &Path, batches: usize) {
    let logs = files_ending(folder, ".log");
    assert!(logs.len() > 3);
    let files = [logs.clone(), files_ending(folder, ".index"), files_ending(folder, ".timeindex")].concat();
    let text = dump(libraries, &files);
    let count_of = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
    assert_eq!(text.matches("isvalid: true").count(), batches, "{text}");
    assert!(count_of("offset: ") > logs.len() && count_of("timestamp: ") > logs.len(), "{text}");
}

#[test]
fn dump_log_segments_finds_nothing_wrong() {
    let Some(libraries) = kafka_libraries() else {
        println!("skipped: needs java and .cache/kafka/libs, which the client tests install");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let mut log = write_log(folder.path());
    log.close().unwrap();
    check(&libraries, folder.path(), 300);

    // The same after indexes came back from the batches.
    drop(log);
    for path in files_ending(folder.path(), "index") {
        std::fs::remove_file(path).unwrap();
    }
    let mut log = Log::open(folder.path().join("t-0"), Uuid([7; 16]), config(), UNCLEAN, 0).unwrap();
    assert!(log.take_recovery_report().unwrap().segments_scanned > 3);
    check(&libraries, folder.path(), 300);
}

/// Batches of three records in every codec; of each, one or two records are the last of their key, or a tombstone.
fn write_keyed_log(folder: &Path) -> Log {
    let mut log = Log::open(folder.join("t-0"), Uuid([7; 16]), config(), UNCLEAN, 0).unwrap();
    let codecs = [Compression::None, Compression::Gzip, Compression::Snappy, Compression::Lz4, Compression::Zstd];
    for number in 0..600_i64 {
        let mut builder = BatchBuilder::new().compression(codecs[number as usize % codecs.len()]);
        for key in [format!("once {number}"), format!("again {}", number % 9), format!("gone {}", number / 2)] {
            let value = (!(key.starts_with("gone") && number % 2 == 1)).then(|| format!("value {number} ").repeat(8));
            let value = value.as_ref().map(String::as_bytes);
            builder = builder.record(Some(key.as_bytes()), value, 1_700_000_000_000 + number * 10, &[]);
        }
        let mut batch = builder.build();
        patch_base_offset(&mut batch, log.log_end_offset());
        patch_leader_epoch(&mut batch, 3);
        log.append(&batch, &BatchHeader::parse(&batch).unwrap(), 0).unwrap();
    }
    log
}

/// One cleaning, as the partition goes through it.
fn clean(log: &mut Log) -> CleaningStats {
    let now_ms = 1_800_000_000_000;
    let rules = CleaningRules {
        min_cleanable_ratio: 0.0,
        min_compaction_lag_ms: 0,
        max_compaction_lag_ms: i64::MAX,
        delete_retention_ms: 86_400_000,
    };
    let cleanable = log.cleanable(Some(0), log.log_end_offset(), &rules, now_ms).unwrap();
    let cleaning = log.start_cleaning(&cleanable, &rules, now_ms).unwrap();
    let (mut map, mut stats) = (OffsetMap::new(1 << 20, 0.9).unwrap(), CleaningStats::default());
    let mut pace = |_| ControlFlow::Continue(());
    let end_offset = cleaning.index_keys(&mut map, &[], 4096, &mut stats, &mut pace).unwrap();
    let mut transactions = PassedTransactions::default();
    for group in cleaning.groups(end_offset) {
        let (map, transactions, stats) = (&map, &mut transactions, &mut stats);
        let mut pass = CopyPass { cleaning: &cleaning, map, transactions, chunk_bytes: 4096, stats };
        let mut cleaned = pass.copy_group(&group, &LastRecords::default(), &mut pace).unwrap();
        cleaned.decide().unwrap();
        let mut deleted = Vec::new();
        log.swap_in(cleaned, now_ms, &mut deleted).unwrap();
        deleted.iter().for_each(|segment| segment.remove_files().unwrap());
    }
    stats
}

#[test]
fn dump_log_segments_finds_nothing_wrong_with_a_cleaned_log() {
    let Some(libraries) = kafka_libraries() else {
        println!("skipped: needs java and .cache/kafka/libs, which the client tests install");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let mut log = write_keyed_log(folder.path());
    let stats = clean(&mut log);
    assert!(stats.records_kept > 500 && stats.records_kept < stats.records_read * 3 / 4, "{stats:?}");
    log.close().unwrap();
    check(&libraries, folder.path(), 600);
}
