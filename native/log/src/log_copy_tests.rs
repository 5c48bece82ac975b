use super::*;
use crate::test_batches::{CLEAN, TOPIC_ID, append, batch, filled, read_all, small};

/// The bytes of every file in a folder.
fn contents(folder: &Folder) -> std::collections::BTreeMap<String, Vec<u8>> {
    let entries = folder.disk().list(folder).unwrap();
    let names = entries.into_iter().map(|entry| entry.name.into_string().unwrap());
    names.map(|name| (name.clone(), folder.disk().read(&folder.join(&name)).unwrap())).collect()
}

#[test]
fn a_log_that_grows_is_copied_to_the_last_byte() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut log = filled(from.path(), 40);
    let directory: Folder = to.path().into();
    let mut copy = FolderCopy::begin(&log.folder().clone(), directory.folder("t-0.1234-future")).unwrap();
    let (mut base_offset, mut appended) = (0, 0);
    while let Some(segment) = log.segment_to_copy(base_offset).unwrap() {
        if copy.missing_bytes(&segment) > 0 {
            copy.copy_chunk(&segment).unwrap();
            if appended < 20 {
                let end = log.log_end_offset();
                append(&mut log, &batch(end, 5));
                appended += 1;
            }
        } else if segment.is_active {
            break;
        } else {
            copy.finish_segment(&segment).unwrap();
            base_offset = segment.end_offset;
        }
    }
    let end = log.log_end_offset();
    append(&mut log, &batch(end, 5));
    log.complete_files().unwrap();
    copy.copy_rest().unwrap();
    let live = directory.folder("t-0");
    copy.put_into_place(&live).unwrap();
    assert_eq!(contents(&live), contents(log.folder()));
    let moved = Log::open(live, TOPIC_ID, small(), CLEAN, 0).unwrap();
    assert_eq!(moved.end_position(), log.end_position());
    assert_eq!(read_all(&moved, 0, 1000), read_all(&log, 0, 1000));
    remove_moved(log.folder()).unwrap();
    assert_eq!(std::fs::read_dir(from.path()).unwrap().count(), 0);
}

#[test]
fn what_is_in_the_way_is_removed_and_an_abandoned_copy_leaves_nothing() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let log = filled(from.path(), 4);
    let future = Folder::from(to.path()).folder("t-0.1234-future");
    std::fs::create_dir(&*future).unwrap();
    std::fs::write(future.join("left"), "from an earlier copy").unwrap();
    let mut copy = FolderCopy::begin(&log.folder().clone(), future).unwrap();
    copy.copy_rest().unwrap();
    assert!(!to.path().join("t-0.1234-future/left").exists());
    copy.abandon().unwrap();
    assert_eq!(std::fs::read_dir(to.path()).unwrap().count(), 0);
}
