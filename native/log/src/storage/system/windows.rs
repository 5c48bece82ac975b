//! Windows. Files are opened as `std` opens them: others may read, write, rename and remove them meanwhile.

use std::fs::{self, File, TryLockError};
use std::io;
use std::os::windows::ffi::OsStrExt;
use std::os::windows::fs::FileExt;
use std::path::{Path, PathBuf};

use windows_sys::Win32::Storage::FileSystem::GetDiskFreeSpaceExW;

use crate::storage::disk::DiskSpace;

/// ERROR_TOO_MANY_OPEN_FILES, and WSAEMFILE of sockets.
pub(in crate::storage) const OUT_OF_HANDLES: [i32; 2] = [4, 10_024];

/// Whether `sync_file_system` works.
pub(in crate::storage) const SYNCS_FILE_SYSTEMS: bool = false;

const ERROR_SHARING_VIOLATION: i32 = 32;

/// Whether a folder was not renamed because a file in it is open (NTFS denies it then), or because somebody, such as a
/// scanner for viruses, has the folder itself open and does not share it.
pub(crate) fn is_refusal_of_open_folder(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::PermissionDenied || error.raw_os_error() == Some(ERROR_SHARING_VIOLATION)
}

/// Without links and in the spelling that the disk has.
pub(in crate::storage) type FolderIdentity = PathBuf;

pub(in crate::storage) fn identity_of(folder: &Path) -> io::Result<FolderIdentity> {
    fs::canonicalize(folder)
}

pub(in crate::storage) fn read_exact_at(file: &File, mut bytes: &mut [u8], mut position: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        match file.seek_read(bytes, position) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => {
                bytes = bytes.get_mut(count..).unwrap_or_default();
                position += count as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

pub(in crate::storage) fn write_all_at(file: &File, mut bytes: &[u8], mut position: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        match file.seek_write(bytes, position) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => {
                bytes = bytes.get(count..).unwrap_or_default();
                position += count as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Windows gives back what lies behind the end of a file when it is closed: reserving would be for nothing.
pub(in crate::storage) fn reserve(_file: &File, _size_bytes: u64) -> io::Result<()> {
    Ok(())
}

/// Windows flushes no folders; NTFS writes names to its journal. Apache Kafka does nothing here either.
pub(in crate::storage) fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

pub(in crate::storage) fn sync_file_system(_file: &File) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

pub(in crate::storage) fn space(path: &Path) -> Option<DiskSpace> {
    let path: Vec<u16> = path.as_os_str().encode_wide().chain([0]).collect();
    let (mut usable_bytes, mut total_bytes) = (0, 0);
    // SAFETY: the path ends with a zero, and both numbers live until the call returns; the third may be absent.
    let found =
        unsafe { GetDiskFreeSpaceExW(path.as_ptr(), &mut usable_bytes, &mut total_bytes, std::ptr::null_mut()) };
    (found != 0).then_some(DiskSpace { total_bytes, usable_bytes })
}

/// False: another handle holds it, in this process or another. Apache Kafka takes the same lock.
pub(in crate::storage) fn lock_exclusively(file: &File) -> io::Result<bool> {
    decided(file.try_lock())
}

/// As `lock_exclusively`, beside others that do the same.
pub(in crate::storage) fn lock_shared(file: &File) -> io::Result<bool> {
    decided(file.try_lock_shared())
}

fn decided(result: Result<(), TryLockError>) -> io::Result<bool> {
    match result {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// What another process of ours would hold.
#[cfg(test)]
pub(in crate::storage) fn lock_as_another(file: &File) -> io::Result<()> {
    file.lock()
}
