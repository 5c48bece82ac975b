//! Names of partition folders that are not in use: `TOPIC-PARTITION.ID-delete`, `-future` and `-stray`, as Kafka's
//! `UnifiedLog.logDeleteDirName` makes them. Called where folders are removed, moved and set aside.
//!
//! Invariant: no name is given twice, and none is longer than a file system takes.

use crate::error::StorageError;
use crate::random;

/// Behind the name of a folder that is being removed.
pub(crate) const DELETE_SUFFIX: &str = "-delete";
/// Behind the name of a folder in which a replica gathers that moves here.
pub(crate) const FUTURE_SUFFIX: &str = "-future";
/// Behind the name of a folder that no topic has.
pub(crate) const STRAY_SUFFIX: &str = "-stray";

const NAME_BYTES_MAX: usize = 255;

/// What the folder `TOPIC-PARTITION` is called from now on. The name of a topic that is too long loses its end.
pub(crate) fn marked_name(name: &str, suffix: &str) -> Result<String, StorageError> {
    let id: String = random::bytes()?.iter().map(|byte| format!("{byte:02x}")).collect();
    let (topic, partition) = name.rsplit_once('-').unwrap_or((name, ""));
    let kept = NAME_BYTES_MAX.saturating_sub("-.".len() + partition.len() + id.len() + suffix.len());
    let topic = topic.get(..topic.floor_char_boundary(kept)).unwrap_or_default();
    Ok(format!("{topic}-{partition}.{id}{suffix}"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_differ_and_are_not_too_long() {
        let topic = "x".repeat(249);
        for name in ["events-0".to_owned(), format!("{topic}-2147483647"), format!("{}-0", "ü".repeat(126))] {
            let marked = [(); 2].map(|()| marked_name(&name, STRAY_SUFFIX).unwrap());
            assert!(marked.iter().all(|marked| marked.len() <= NAME_BYTES_MAX && marked.ends_with(STRAY_SUFFIX)));
            assert!(marked.first() != marked.last());
        }
        assert!(marked_name("events-0", DELETE_SUFFIX).unwrap().starts_with("events-0."));
        assert!(marked_name(&format!("{topic}-17"), DELETE_SUFFIX).unwrap().contains("x-17."));
    }
}
