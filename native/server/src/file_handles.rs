//! How many files the process may have open, and how many of them partitions keep open between uses.
//!
//! Called at the start of a broker. Invariant: sockets, and files that are open for a moment, find handles however many
//! partitions there are.

use log::storage::Disk;
#[cfg(unix)]
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::limits::{PARTITION_FILES_MAX, PARTITION_FILES_SHARE};

/// Raises the process's limit as far as the system lets it, as a JVM does, and gives the partitions their share.
pub fn share_out() {
    Disk::Real.open_files().set_limit(partition_files_max(raised_limit()));
}

/// None: there is no limit.
#[cfg(unix)]
fn raised_limit() -> Option<u64> {
    let limit = getrlimit(Resource::Nofile);
    if limit.current == limit.maximum {
        return limit.current;
    }
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    // Some systems refuse what they say is allowed; then it stays as it is.
    let _ = setrlimit(Resource::Nofile, raised);
    getrlimit(Resource::Nofile).current
}

/// Windows has none that a process could come near.
#[cfg(not(unix))]
fn raised_limit() -> Option<u64> {
    None
}

fn partition_files_max(limit: Option<u64>) -> usize {
    let share = limit.and_then(|limit| usize::try_from(limit / PARTITION_FILES_SHARE).ok());
    share.unwrap_or(PARTITION_FILES_MAX).min(PARTITION_FILES_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partitions_get_half_and_not_without_end() {
        for (limit, expected) in [
            (Some(512), 256),
            (Some(20_000), 10_000),
            (Some(1 << 40), PARTITION_FILES_MAX),
            (Some(u64::MAX), PARTITION_FILES_MAX),
            (None, PARTITION_FILES_MAX),
        ] {
            assert_eq!(partition_files_max(limit), expected, "{limit:?}");
        }
    }
}
