//! `meta.properties`: to which cluster and node a log directory belongs.
//!
//! ```text
//!   # comment
//!   version=1
//!   cluster.id=MkU3OEVBNTcwNTJENDM2Qk
//!   node.id=1
//!   directory.id=3Db5QLSqSZieL3rJBUUegA
//! ```
//! Read and written by the log directory when it is opened. Invariant: rewritten only to add a directory id.
//! Source: Kafka's MetaProperties; the syntax is that of Java's Properties.

use crate::atomic_file::{self, Durability};
use crate::error::StorageError;
use crate::storage::Folder;
use wire::Uuid;

pub(crate) const FILE_NAME: &str = "meta.properties";

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MetaProperties {
    pub(crate) cluster_id: String,
    pub(crate) node_id: i32,
    /// Absent in directories that Kafka formatted long ago.
    pub(crate) directory_id: Option<Uuid>,
}

/// `None`: there is no such file.
pub(crate) fn read(folder: &Folder) -> Result<Option<MetaProperties>, StorageError> {
    let path = folder.join(FILE_NAME);
    let Some(text) = atomic_file::read(folder.disk(), &path)? else {
        return Ok(None);
    };
    parse(&text).map(Some).map_err(|reason| StorageError::Corrupt {
        path,
        position: 0,
        reason,
        advice: "restore that file (it says version=1, cluster.id, node.id), or choose another data directory",
    })
}

pub(crate) fn write(folder: &Folder, properties: &MetaProperties) -> Result<(), StorageError> {
    let MetaProperties { cluster_id, node_id, directory_id } = properties;
    let mut text = format!("version=1\ncluster.id={cluster_id}\nnode.id={node_id}\n");
    if let Some(directory_id) = directory_id {
        text.push_str(&format!("directory.id={directory_id}\n"));
    }
    atomic_file::replace(folder.disk(), &folder.join(FILE_NAME), text.as_bytes(), Durability::Disk)
}

fn parse(text: &str) -> Result<MetaProperties, String> {
    let value = |name: &'static str| value_of(text, name);
    let required = |name: &'static str| value(name).ok_or_else(|| format!("it has no {name}"));
    let version = required("version")?;
    // Version 0 called the node id broker.id.
    let node_id = match version.as_str() {
        "1" => required("node.id")?,
        "0" => required("broker.id")?,
        other => return Err(format!("its version {other} is not known")),
    };
    let directory_id = match value("directory.id") {
        Some(text) => Some(text.parse().map_err(|_| format!("its directory.id '{text}' is no id"))?),
        None => None,
    };
    let cluster_id = required("cluster.id")?;
    // Any text may be one, but nobody writes such.
    if !cluster_id.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(format!("its cluster.id '{}' is not readable", cluster_id.escape_debug()));
    }
    Ok(MetaProperties {
        cluster_id,
        node_id: node_id.parse().map_err(|_| format!("its node id '{node_id}' is no number"))?,
        directory_id,
    })
}

/// The last line that sets `name` counts. A backslash, as Java writes before some characters, is dropped.
fn value_of(text: &str, name: &str) -> Option<String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with(['#', '!']));
    let mut pairs = lines.filter_map(|line| line.split_once(['=', ':']));
    let value = pairs.rfind(|(key, _)| key.trim() == name)?.1;
    Some(value.trim().replace('\\', ""))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn properties() -> MetaProperties {
        let cluster_id = "MkU3OEVBNTcwNTJENDM2Qk".to_owned();
        MetaProperties { cluster_id, node_id: 7, directory_id: Some(Uuid([9; 16])) }
    }

    #[test]
    fn round_trip() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(&folder.path().into()).unwrap(), None);
        for written in [properties(), MetaProperties { directory_id: None, ..properties() }] {
            write(&folder.path().into(), &written).unwrap();
            assert_eq!(read(&folder.path().into()).unwrap(), Some(written));
        }
    }

    #[test]
    fn reads_what_java_writes() {
        let text = "#\n#Tue Jul 01 10:00:00 UTC 2025\ncluster.id=MkU3OEVBNTcwNTJENDM2Qk\ndirectory.id=CQkJCQkJCQkJCQkJCQkJCQ\n\
                    node.id=7\nversion=1\n";
        assert_eq!(parse(text).unwrap(), properties());
        assert_eq!(parse("version=0\nbroker.id = 3\ncluster.id : a\\=b\n").unwrap().cluster_id, "a=b");
    }

    #[test]
    fn damage_is_named() {
        let check = |text: &str, expected: &str| assert!(parse(text).unwrap_err().contains(expected), "{text}");
        check("", "version");
        check("version=2\n", "not known");
        check("version=1\ncluster.id=a\n", "node.id");
        check("version=1\nnode.id=x\ncluster.id=a\n", "no number");
        check("version=1\nnode.id=1\n", "cluster.id");
        check("version=1\nnode.id=1\ncluster.id=a\u{fffd}b\n", "not readable");
        check("version=1\nnode.id=1\ncluster.id=a\ndirectory.id=b\n", "no id");
    }
}
