//! What both disks must do alike.

use std::io::ErrorKind;
use std::path::Path;

use super::memory::MemoryDisk;
use super::{Disk, Folder};

fn on_both(check: impl Fn(&Folder)) {
    let folder = tempfile::tempdir().unwrap();
    check(&folder.path().into());
    let disk = Disk::Memory(MemoryDisk::new());
    disk.create_folders(Path::new("/some/data")).unwrap();
    check(&Folder::new(disk, "/some/data"));
}

fn names(folder: &Folder) -> Vec<String> {
    let entries = folder.disk().list(folder).unwrap();
    let mut names: Vec<String> = entries.into_iter().map(|entry| entry.name.into_string().unwrap()).collect();
    names.sort_unstable();
    names
}

#[test]
fn files_hold_what_is_written() {
    on_both(|folder| {
        let (disk, path) = (folder.disk(), folder.join("file"));
        assert_eq!(disk.open(&path).unwrap_err().kind(), ErrorKind::NotFound);
        let file = disk.create(&path).unwrap();
        file.write_all_at(b"hello", 3).unwrap();
        let mut bytes = [9; 8];
        file.read_exact_at(&mut bytes, 0).unwrap();
        assert_eq!(&bytes, b"\0\0\0hello");
        assert_eq!(file.read_exact_at(&mut bytes, 1).unwrap_err().kind(), ErrorKind::UnexpectedEof);
        file.set_len(5).unwrap();
        file.set_len(6).unwrap();
        file.reserve(4096).unwrap();
        assert_eq!((file.size_bytes().unwrap(), disk.read(&path).unwrap()), (6, b"\0\0\0he\0".to_vec()));
        file.sync_data().unwrap();
        file.sync_all().unwrap();
        assert_eq!(disk.open_or_create(&path).unwrap().size_bytes().unwrap(), 6);
        assert_eq!(disk.facts(&path).unwrap().size_bytes, 6);
        assert!(disk.open_read_only(&path).unwrap().write_all_at(b"x", 0).is_err());
        assert_eq!(disk.create(&path).unwrap().size_bytes().unwrap(), 0);
        assert_eq!(disk.open_or_create(&folder.join("other")).unwrap().size_bytes().unwrap(), 0);
    });
}

#[test]
fn names_come_move_and_go() {
    on_both(|folder| {
        let disk = folder.disk();
        let inner = folder.folder("inner");
        disk.create_folder(&inner).unwrap();
        assert_eq!(disk.create_folder(&inner).unwrap_err().kind(), ErrorKind::AlreadyExists);
        disk.create_folders(&inner).unwrap();
        disk.create_folders(&folder.join("deep/er")).unwrap();
        for name in ["one", "two"] {
            disk.create(&inner.join(name)).unwrap().write_all_at(name.as_bytes(), 0).unwrap();
        }
        let open = disk.open(&inner.join("two")).unwrap();
        disk.rename(&inner.join("one"), &inner.join("two")).unwrap();
        assert_eq!((names(&inner), disk.read(&inner.join("two")).unwrap()), (vec!["two".to_owned()], b"one".to_vec()));
        let mut bytes = [0; 3];
        open.read_exact_at(&mut bytes, 0).unwrap();
        assert_eq!(&bytes, b"two", "an open file stays what it was");
        drop(open);
        disk.sync_folder(&inner).unwrap();

        let moved = folder.folder("moved");
        disk.rename(&inner, &moved).unwrap();
        assert_eq!(
            (names(folder), names(&moved)),
            (vec!["deep".to_owned(), "moved".to_owned()], vec!["two".to_owned()])
        );
        assert!(disk.facts(&moved).unwrap().is_folder);
        assert_eq!(disk.remove_file(&moved.join("one")).unwrap_err().kind(), ErrorKind::NotFound);
        disk.remove_folder(&moved).unwrap();
        assert_eq!(disk.remove_folder(&moved).unwrap_err().kind(), ErrorKind::NotFound);
        assert_eq!(disk.list(&moved).unwrap_err().kind(), ErrorKind::NotFound);
        assert_eq!(names(folder), ["deep"]);
        assert_eq!(disk.create(&folder.join("absent/file")).unwrap_err().kind(), ErrorKind::NotFound);
    });
}

#[test]
fn a_log_directory_and_its_logs_live_on_both() {
    use crate::test_batches::{TOPIC_ID, append, batch, read_all, small};
    on_both(|folder| {
        let folder = folder.folder("directory");
        let identity = crate::DirectoryIdentity { cluster_id: None, node_id: 1 };
        let directory = crate::LogDirectory::open(folder.clone(), &identity).unwrap();
        let open = |clean, recovery_point| {
            let start = crate::RecoveryStart { clean, recovery_point, log_start_offset: 0 };
            crate::Log::open(directory.partition_folder("t", 0), TOPIC_ID, small(), start, 0).unwrap()
        };
        let mut log = open(false, 0);
        (0..40).for_each(|number| append(&mut log, &batch(number * 5, 5)));
        assert_eq!(read_all(&log, 0, 700).len(), 40);
        assert!(log.segment_base_offsets().count() > 1);
        drop(log);
        let mut log = open(false, 0);
        assert_eq!(log.log_end_offset(), 200);
        log.close().unwrap();
        drop(log);
        let log = open(true, 200);
        assert_eq!(read_all(&log, 0, 700).len(), 40);
        log.delete().unwrap();
        assert_eq!(directory.list_partitions().unwrap(), []);
        assert!(matches!(
            crate::LogDirectory::open(folder.clone(), &identity),
            Err(crate::StorageError::Locked { .. })
        ));
    });
}
