//! A partition folder that is left from another topic of the same name: a crash came between the deletion of that topic
//! and the removal of its files. Called by `control` where opening a partition meets one.
//!
//! Invariant: nothing is removed; the folder gets a name that Kafka and we pass over, as Kafka does with strays.

use log::StorageError;
use log::storage::Folder;

const SUFFIX: &str = "-stray";
const NAME_BYTES_MAX: usize = 255;

/// `folder` becomes `TOPIC-PARTITION.ID-stray`, `id` being that of the topic that it belonged to.
pub fn set_aside(folder: &Folder, id: &str) -> Result<Folder, StorageError> {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let kept = NAME_BYTES_MAX - SUFFIX.len() - 1 - id.len().min(NAME_BYTES_MAX / 2);
    let name: String = name.chars().take(kept).collect();
    let aside = folder.beside(format!("{name}.{id}{SUFFIX}"));
    log::set_aside(folder, &aside)?;
    Ok(aside)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_folder_keeps_what_is_in_it() {
        let directory = tempfile::tempdir().unwrap();
        for name in ["events-0".to_owned(), format!("{}-12345", "x".repeat(249))] {
            let folder = directory.path().join(name);
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join("file"), "bytes").unwrap();
            let aside = set_aside(&folder.as_path().into(), "4p9XRaxORcWRs6AQMqzkZA").unwrap();
            assert!(!folder.exists());
            assert_eq!(fs::read(aside.join("file")).unwrap(), b"bytes");
            assert!(aside.to_string_lossy().ends_with(".4p9XRaxORcWRs6AQMqzkZA-stray"));
        }
    }
}
