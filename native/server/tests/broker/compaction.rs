//! The cleaner threads beside clients, other topics, deletion and closing.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use log::CleaningRules;
use partition::PartitionConfig;
use server::CleanerSettings;
use wire::record_batch::{BatchBuilder, BatchHeader};

use crate::support::{
    Client, FetchRequestSpec, TestBroker, cleaner_settings, fetch, partition_config, produce, wait_until,
};

/// Small segments, cleaned whenever anything is dirty.
fn compacted() -> PartitionConfig {
    let config = partition_config();
    PartitionConfig {
        log: log::LogConfig { segment_bytes: 1000, ..config.log },
        compacted: true,
        deletes: false,
        file_delete_delay_ms: 0,
        cleaning: CleaningRules { min_cleanable_ratio: 0.01, ..config.cleaning },
        ..config
    }
}

fn keyed(key: usize, value_bytes: usize) -> Vec<u8> {
    let now_ms = crate::support::NOW_MS;
    BatchBuilder::new().record(Some(&key.to_be_bytes()), Some(&vec![b'v'; value_bytes]), now_ms, &[]).build()
}

fn fill(client: &mut Client, topic: &str, count: usize) {
    for number in 0..count {
        assert_eq!(produce(client, topic, 0, &keyed(number % 3, 100)).error_code, 0);
    }
}

/// Where the cleaning of the topic's first partition has come to, on the disk.
fn checkpoint(directory: &Path, topic: &str) -> Option<i64> {
    let text = fs::read_to_string(directory.join("cleaner-offset-checkpoint")).ok()?;
    let line = text.lines().skip(2).find(|line| line.starts_with(&format!("{topic} 0 ")))?.to_owned();
    Some(line.rsplit(' ').next()?.parse().unwrap())
}

fn has_suffix(folder: &Path, suffix: &str) -> bool {
    let names = fs::read_dir(folder).map(|names| names.map(|name| name.unwrap().file_name()).collect::<Vec<_>>());
    names.unwrap_or_default().iter().any(|name| name.to_string_lossy().ends_with(suffix))
}

#[test]
fn dirty_logs_are_cleaned_and_clients_find_the_last_records() {
    let directory = tempfile::tempdir().unwrap();
    let broker = TestBroker::on_directory(directory.path());
    let mut client = broker.connect();
    for topic in ["one", "two", "plain"] {
        broker.open_with(topic, 1, PartitionConfig { compacted: topic != "plain", ..compacted() });
        fill(&mut client, topic, 60);
    }
    for topic in ["one", "two"] {
        let partition = broker.partition(topic, 0);
        wait_until("the topic is clean", || {
            let cleaned_to = checkpoint(directory.path(), topic);
            cleaned_to.is_some_and(|to| partition.cleanable(Some(to), i64::MAX).unwrap().unwrap().cleanable_bytes == 0)
        });
        let cleaned_to = checkpoint(directory.path(), topic).unwrap();
        let fetched = fetch(&mut client, &FetchRequestSpec::new(&[(topic, 0, 0)]));
        let records = fetched.only().records.clone();
        let mut offsets = Vec::new();
        let mut rest = records.as_slice();
        while let Ok(header) = BatchHeader::parse(rest)
            && header.size_bytes() <= rest.len()
        {
            offsets.push(header.base_offset);
            rest = &rest[header.size_bytes()..];
        }
        assert_eq!(offsets[0], cleaned_to - 3);
    }
    assert_eq!(checkpoint(directory.path(), "plain"), None);
    // A deleted topic leaves the checkpoint, so that one of its name begins anew.
    broker.delete("one", 0);
    assert_eq!(checkpoint(directory.path(), "one"), None);
    assert!(checkpoint(directory.path(), "two").is_some());
}

#[test]
fn a_log_that_cannot_be_cleaned_is_told_of_once_and_served_on() {
    let directory = tempfile::tempdir().unwrap();
    let broker = TestBroker::on_directory(directory.path());
    broker.broker.configure_cleaner(CleanerSettings { thread_count: 0, ..cleaner_settings() });
    let mut client = broker.connect();
    for topic in ["damaged", "sound"] {
        broker.open_with(topic, 1, compacted());
        fill(&mut client, topic, 30);
    }
    let path = directory.path().join("damaged-0/00000000000000000000.log");
    let mut bytes = fs::read(&path).unwrap();
    bytes[100] ^= 1;
    fs::write(&path, bytes).unwrap();
    broker.broker.configure_cleaner(CleanerSettings { thread_count: 2, ..cleaner_settings() });
    wait_until("the damage is found", || !broker.partition("damaged", 0).is_cleanable());
    wait_until("the other log is clean", || checkpoint(directory.path(), "sound").is_some());
    fill(&mut client, "damaged", 30);
    fill(&mut client, "sound", 30);
    let before = checkpoint(directory.path(), "sound");
    wait_until("the other log is clean again", || checkpoint(directory.path(), "sound") > before);
    let told = || broker.control.logged().into_iter().filter(|line| line.contains("damaged-0")).collect::<Vec<_>>();
    wait_until("the line came", || !told().is_empty());
    let lines = told();
    assert_eq!(lines.len(), 1, "{lines:?}");
    let left = format!("bytes in {} are not cleaned any more", directory.path().display());
    for part in ["00000000000000000000.log", "byte 0", "offset 0", "restore the file", "; 1 partitions with ", &left] {
        assert!(lines[0].contains(part), "{lines:?}");
    }
    assert_eq!(checkpoint(directory.path(), "damaged"), None);
}

#[test]
fn a_cleaning_that_would_take_days_holds_up_neither_deletion_nor_closing() {
    let directory = tempfile::tempdir().unwrap();
    let broker = TestBroker::on_directory(directory.path());
    broker.broker.configure_cleaner(CleanerSettings {
        bytes_per_second_max: 1.0,
        thread_count: 2,
        ..cleaner_settings()
    });
    let mut client = broker.connect();
    for topic in ["deleted", "closed"] {
        broker.open_with(topic, 1, compacted());
        fill(&mut client, topic, 30);
    }
    let started = Instant::now();
    broker.delete("deleted", 0);
    broker.open_with("deleted", 1, compacted());
    assert_eq!(produce(&mut client, "deleted", 0, &keyed(1, 10)).base_offset, 0);
    broker.broker.close().unwrap();
    assert!(started.elapsed() < Duration::from_secs(8), "{:?}", started.elapsed());
    for topic in ["deleted-0", "closed-0"] {
        assert!(!has_suffix(&directory.path().join(topic), ".cleaned"));
    }
}

#[test]
fn another_backoff_holds_at_once() {
    let directory = tempfile::tempdir().unwrap();
    let broker = TestBroker::on_directory(directory.path());
    broker.broker.configure_cleaner(CleanerSettings { backoff_ms: u64::MAX, ..cleaner_settings() });
    let mut client = broker.connect();
    broker.open_with("patient", 1, compacted());
    fill(&mut client, "patient", 60);
    assert_eq!(checkpoint(directory.path(), "patient"), None);
    broker.broker.configure_cleaner(cleaner_settings());
    wait_until("the topic is clean", || checkpoint(directory.path(), "patient").is_some_and(|to| to > 50));
}

#[test]
fn the_rate_bounds_all_threads_together() {
    let directory = tempfile::tempdir().unwrap();
    let broker = TestBroker::on_directory(directory.path());
    broker.broker.configure_cleaner(CleanerSettings { thread_count: 0, ..cleaner_settings() });
    let mut client = broker.connect();
    let mut bytes = 0;
    for topic in ["one", "two"] {
        broker.open_with(topic, 1, compacted());
        fill(&mut client, topic, 200);
        bytes += broker.partition(topic, 0).size_bytes();
    }
    // Both are read twice, so this takes a second and more.
    let settings = CleanerSettings { thread_count: 2, bytes_per_second_max: bytes as f64 * 1.5, ..cleaner_settings() };
    let started = Instant::now();
    broker.broker.configure_cleaner(settings);
    wait_until("both are clean", || ["one", "two"].iter().all(|topic| checkpoint(directory.path(), topic).is_some()));
    assert!(started.elapsed() > Duration::from_millis(900), "{:?}", started.elapsed());
}

#[test]
fn retention_and_the_cleaner_share_a_log() {
    let directory = tempfile::tempdir().unwrap();
    let broker = TestBroker::on_directory(directory.path());
    let mut client = broker.connect();
    broker.open_with("both", 1, PartitionConfig { deletes: true, retention_bytes: 6000, ..compacted() });
    let partition = broker.partition("both", 0);
    for round in 0..20 {
        for number in 0..50 {
            assert_eq!(produce(&mut client, "both", 0, &keyed(round * 50 + number % 7, 100)).error_code, 0);
        }
    }
    wait_until("retention has removed segments", || partition.log_start_offset() > 0);
    wait_until("the cleaner has come far", || checkpoint(directory.path(), "both").is_some_and(|to| to > 900));
    partition.configure(Arc::new(PartitionConfig { deletes: true, retention_bytes: 0, ..compacted() }));
    wait_until("all is removed", || partition.log_start_offset() == partition.log_end_offset());
    assert_eq!(partition.failure(), None);
    let broker_log = broker.control.logged();
    assert!(broker_log.iter().all(|line| !line.contains("could not")), "{broker_log:?}");
}
