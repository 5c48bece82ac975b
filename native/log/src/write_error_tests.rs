//! Tests of writes that fail or fall short.

use crate::error::StorageError;
use crate::log::Log;
use crate::storage::{Disk, File};
use crate::test_batches::{TOPIC_ID, UNCLEAN, append, batch, batch_with, filled, header, open, read_all, small};
use std::fs;
use std::io::Write;
use std::process::Command;

const INSIDE: &str = "MILLRACE_INSIDE_FILE_LIMIT";

/// A limit on file sizes lets the last write fall short and the next one fail, as a full disk does, without
/// needing a small file system. It holds for a whole process, so the test runs itself once more under it.
#[test]
#[cfg_attr(windows, ignore = "Windows has no such limit")]
fn a_write_that_falls_short_leaves_the_log_as_it_was() {
    if std::env::var_os(INSIDE).is_some() {
        return append_until_the_limit();
    }
    let name = "write_error_tests::a_write_that_falls_short_leaves_the_log_as_it_was";
    let limited = r#"trap "" XFSZ; ulimit -f 16; exec "$@""#;
    let program = std::env::current_exe().unwrap();
    let arguments = ["-c", limited, "sh", program.to_str().unwrap(), "--exact", name];
    let output = Command::new("sh").args(arguments).env(INSIDE, "1").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 passed"));
}

fn append_until_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    let config = crate::config::LogConfig { segment_bytes: 1 << 30, ..small() };
    let mut log = Log::open(folder.path().join("t-0"), TOPIC_ID, config, UNCLEAN, 0).unwrap();
    let (failed, error) = loop {
        let next = batch(log.log_end_offset(), 5);
        match log.append(&next, &header(&next), 0) {
            Ok(_) => {}
            Err(error) => break (next, error.to_string()),
        }
    };
    let end = log.end_position();
    let path = folder.path().join("t-0/00000000000000000000.log");
    assert!(error.contains(&format!("{} at byte {}", path.display(), end.position)), "{error}");
    assert_eq!(fs::metadata(&path).unwrap().len(), end.position);
    assert_eq!(end.offset, header(&failed).base_offset);
    assert_eq!(read_all(&log, 0, 10_000).len() as i64, end.offset / 5);
    assert!(log.append(&failed, &header(&failed), 0).is_err());

    // Other files, like other partitions, go on.
    log.roll(0).unwrap();
    append(&mut log, &failed);
    drop(log);
    let mut log = open(folder.path(), UNCLEAN);
    assert_eq!(log.take_recovery_report().unwrap().bytes_cut, 0);
    assert_eq!(log.log_end_offset(), end.offset + 5);
}

#[test]
fn what_could_not_be_cut_back_is_cut_before_the_next_append() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = filled(folder.path(), 2);
    let end = log.end_position();
    let path = folder.path().join("t-0/00000000000000000000.log");
    let next = batch(10, 5);

    // A file opened for reading fails both the write and the cut.
    log.segments[0].file_for_tests().release();
    let read_only = File::Real(fs::File::open(&path).unwrap());
    log.segments[0].file_for_tests().put(Disk::Real.open_files(), read_only);
    let error = log.append(&next, &header(&next), 0).unwrap_err();
    assert!(matches!(error, StorageError::CutBack { .. }), "{error}");
    assert!(error.to_string().contains("cutting the file back"), "{error}");
    assert!(log.append(&next, &header(&next), 0).is_err());
    assert_eq!(log.end_position(), end);

    fs::File::options().append(true).open(&path).unwrap().write_all(&[0xee; 5000]).unwrap();
    log.segments[0].file_for_tests().release();
    let shorter = batch_with(10, &[1], 0, 1);
    append(&mut log, &shorter);
    assert_eq!(fs::metadata(&path).unwrap().len(), end.position + shorter.len() as u64);
    log.segments[0].file_for_tests().release();
    assert_eq!(read_all(&log, 0, 1000).len(), 3);
}

#[test]
fn an_index_that_cannot_be_written_does_not_fail_the_append() {
    let folder = tempfile::tempdir().unwrap();
    let config = crate::config::LogConfig { index_interval_bytes: 0, segment_bytes: 1 << 30, ..small() };
    let mut log = Log::open(folder.path().join("t-0"), TOPIC_ID, config, UNCLEAN, 0).unwrap();
    // A folder is in the way of the index file.
    fs::create_dir_all(folder.path().join("t-0/00000000000000000000.index")).unwrap();
    for number in 0..200 {
        append(&mut log, &batch_with(number, &[number], 0, 10));
    }
    assert_eq!(header(&read_all(&log, 150, 100)[0]).base_offset, 150);
    let error = log.close().unwrap_err().to_string();
    assert!(error.contains("00000000000000000000.index"), "{error}");
    fs::remove_dir(folder.path().join("t-0/00000000000000000000.index")).unwrap();
    log.close().unwrap();
    assert_eq!(fs::metadata(folder.path().join("t-0/00000000000000000000.index")).unwrap().len(), 199 * 8);
}
