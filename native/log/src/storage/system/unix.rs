//! Linux and macOS.

use std::fs::{File, Metadata};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::Path;

use rustix::fs::{FlockOperation, fcntl_lock, flock};
use rustix::io::Errno;

use crate::storage::disk::DiskSpace;

/// ENFILE (the system) and EMFILE (the process), the same numbers on Linux and macOS.
pub(in crate::storage) const OUT_OF_HANDLES: [i32; 2] = [23, 24];

/// Whether `sync_file_system` works.
pub(in crate::storage) const SYNCS_FILE_SYSTEMS: bool = cfg!(target_os = "linux");

/// A folder can be renamed while files in it are open.
pub(crate) fn is_refusal_of_open_folder(_error: &io::Error) -> bool {
    false
}

/// Device and inode: the same for every path that leads there.
pub(in crate::storage) type FolderIdentity = (u64, u64);

pub(in crate::storage) fn identity_of(folder: &Path) -> io::Result<FolderIdentity> {
    let metadata: Metadata = folder.metadata()?;
    Ok((metadata.dev(), metadata.ino()))
}

pub(in crate::storage) fn read_exact_at(file: &File, bytes: &mut [u8], position: u64) -> io::Result<()> {
    file.read_exact_at(bytes, position)
}

pub(in crate::storage) fn write_all_at(file: &File, bytes: &[u8], position: u64) -> io::Result<()> {
    file.write_all_at(bytes, position)
}

#[cfg(target_os = "linux")]
pub(in crate::storage) fn reserve(file: &File, size_bytes: u64) -> io::Result<()> {
    use rustix::fs::{FallocateFlags, fallocate};
    Ok(fallocate(file, FallocateFlags::KEEP_SIZE, 0, size_bytes)?)
}

#[cfg(not(target_os = "linux"))]
pub(in crate::storage) fn reserve(_file: &File, _size_bytes: u64) -> io::Result<()> {
    Ok(())
}

pub(in crate::storage) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// All that was written to the file's file system survives power loss when this returns.
#[cfg(target_os = "linux")]
pub(in crate::storage) fn sync_file_system(file: &File) -> io::Result<()> {
    Ok(rustix::fs::syncfs(file)?)
}

#[cfg(not(target_os = "linux"))]
pub(in crate::storage) fn sync_file_system(_file: &File) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

pub(in crate::storage) fn space(path: &Path) -> Option<DiskSpace> {
    let found = rustix::fs::statvfs(path).ok()?;
    let bytes = |blocks: u64| blocks.saturating_mul(found.f_frsize);
    Some(DiskSpace { total_bytes: bytes(found.f_blocks), usable_bytes: bytes(found.f_bavail) })
}

/// False: another process holds it. One lock is ours, the other is the record lock that Apache Kafka takes.
pub(in crate::storage) fn lock_exclusively(file: &File) -> io::Result<bool> {
    lock(file, FlockOperation::NonBlockingLockExclusive)
}

/// As `lock_exclusively`, beside others that do the same.
pub(in crate::storage) fn lock_shared(file: &File) -> io::Result<bool> {
    lock(file, FlockOperation::NonBlockingLockShared)
}

fn lock(file: &File, operation: FlockOperation) -> io::Result<bool> {
    match flock(file, operation).and_then(|()| fcntl_lock(file, operation)) {
        Ok(()) => Ok(true),
        Err(Errno::AGAIN | Errno::ACCESS) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// What another process of ours would hold.
#[cfg(test)]
pub(in crate::storage) fn lock_as_another(file: &File) -> io::Result<()> {
    Ok(flock(file, FlockOperation::LockExclusive)?)
}
