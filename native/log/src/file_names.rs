//! Names of the files of a segment: the base offset in 20 digits, then what the file holds. And of the folder of a
//! partition.
//!
//! Used by segments, indexes and recovery. Source: Kafka's LogFileUtils.

use std::path::{Path, PathBuf};

pub(crate) const LOG: &str = ".log";
pub(crate) const OFFSET_INDEX: &str = ".index";
pub(crate) const TIME_INDEX: &str = ".timeindex";
pub(crate) const TRANSACTION_INDEX: &str = ".txnindex";

/// Behind a whole file name: removed, but not gone yet.
pub(crate) const DELETED: &str = ".deleted";
/// Behind a whole file name: written by an unfinished compaction.
pub(crate) const CLEANED: &str = ".cleaned";
/// The indexes of a segment that is being written by a compaction.
pub(crate) const OFFSET_INDEX_CLEANED: &str = ".index.cleaned";
pub(crate) const TIME_INDEX_CLEANED: &str = ".timeindex.cleaned";
/// Behind a whole file name: finished by a compaction, about to replace older files.
pub(crate) const SWAP: &str = ".swap";
/// Behind a whole file name: an unfinished replacement of a small file.
pub(crate) const TEMPORARY: &str = ".tmp";

/// Behind an offset and an epoch: a snapshot of what the log replays to.
pub(crate) const CHECKPOINT: &str = ".checkpoint";
/// Behind the name of a snapshot that is not finished.
pub(crate) const PART: &str = ".part";

const OFFSET_DIGITS: usize = 20;

/// `FOLDER/00000000000000000042.log` and its like.
pub(crate) fn path(folder: &Path, base_offset: i64, suffix: &str) -> PathBuf {
    folder.join(format!("{base_offset:020}{suffix}"))
}

/// The file that holds the batches of a segment.
pub fn log_path(folder: &Path, base_offset: i64) -> PathBuf {
    path(folder, base_offset, LOG)
}

/// The offset that a file name begins with and everything from the first dot on. A name that [`path`] would not make says
/// nothing: under it nobody would open the file.
pub(crate) fn parse(name: &str) -> Option<(i64, &str)> {
    let (digits, suffix) = name.split_at_checked(name.find('.')?)?;
    Some((parse_offset(digits)?, suffix))
}

/// An offset as file names have it: twenty digits.
pub fn parse_offset(digits: &str) -> Option<i64> {
    let is_ours = digits.len() == OFFSET_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_ours { digits.parse().ok() } else { None }
}

/// `TOPIC-PARTITION`; not the folders that Kafka marks with a suffix behind a dot or `-delete`.
pub(crate) fn parse_partition(name: &str) -> Option<(&str, i32)> {
    let (topic, partition) = name.rsplit_once('-')?;
    let digits = !partition.is_empty() && partition.bytes().all(|byte| byte.is_ascii_digit());
    // `t-00` is not where `t-0` would be opened.
    let is_padded = partition.len() > 1 && partition.starts_with('0');
    if topic.is_empty() || !digits || is_padded { None } else { Some((topic, partition.parse().ok()?)) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    #[test]
    fn names_have_twenty_digits() {
        assert_eq!(path(Path::new("t-0"), 42, LOG), PathBuf::from("t-0/00000000000000000042.log"));
        assert_eq!(path(Path::new("t-0"), i64::MAX, TIME_INDEX), PathBuf::from("t-0/09223372036854775807.timeindex"));
    }

    #[test]
    fn parses_what_it_names_and_nothing_else() {
        let check = |name: &str, expected: Option<(i64, &str)>| assert_eq!(parse(name), expected, "{name}");
        check("00000000000000000042.log", Some((42, LOG)));
        check("00000000000000000042.log.deleted", Some((42, ".log.deleted")));
        check("leader-epoch-checkpoint", None);
        check("partition.metadata", None);
        check(".log", None);
        check("+1.log", None);
        check("99999999999999999999.log", None);
        check("42.log", None);
        check("000000000000000000042.log", None);
    }
}
