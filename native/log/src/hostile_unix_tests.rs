//! As `hostile_tests`, with what only Unix has: links and pipes in a data directory.

#![cfg(unix)]

use crate::hostile_tests::{all_twenty, closed};
use crate::test_batches::{CLEAN, TOPIC_ID, UNCLEAN, open, read_all, small};
use crate::{DirectoryIdentity, Log, LogDirectory};
use std::fs;

#[test]
fn a_partition_behind_a_symbolic_link_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    closed(elsewhere.path());
    let identity = DirectoryIdentity { cluster_id: None, node_id: 1 };
    drop(LogDirectory::open(folder.path(), &identity).unwrap());
    std::os::unix::fs::symlink(elsewhere.path().join("t-0"), folder.path().join("t-0")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path().join("nowhere"), folder.path().join("t-1")).unwrap();
    fs::write(folder.path().join("t-2"), "a file").unwrap();
    let directory = LogDirectory::open(folder.path(), &identity).unwrap();
    let found: Vec<i32> = directory.list_partitions().unwrap().iter().map(|found| found.partition).collect();
    assert_eq!(found, [0]);
    // A deletion takes the link, and what it leads to stays.
    open(folder.path(), CLEAN).delete().unwrap();
    assert!(!folder.path().join("t-0").exists());
    assert_eq!(read_all(&open(elsewhere.path(), CLEAN), 0, 300), all_twenty());
}

#[test]
fn a_pipe_in_the_place_of_a_file_is_told_and_not_waited_for() {
    for name in ["partition.metadata", "leader-epoch-checkpoint", "00000000000000000045.log"] {
        let folder = tempfile::tempdir().unwrap();
        closed(folder.path());
        let path = folder.path().join("t-0").join(name);
        fs::remove_file(&path).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        let opened = Log::open(folder.path().join("t-0"), TOPIC_ID, small(), UNCLEAN, 0);
        match name {
            // It has no bytes, and none can be cut off it.
            "00000000000000000045.log" => assert!(opened.is_err()),
            name => {
                let error = opened.unwrap_err().to_string();
                assert!(error.contains(name) && error.contains("something else is in its place"), "{error}");
            }
        }
    }
}
