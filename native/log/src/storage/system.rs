//! What the operating systems do differently with files and folders of the real disk. Called by the rest of this
//! folder alone.
//!
//! Invariant: both modules export the same names, and this is the only place in the crate that asks which system it is.

#[cfg(unix)]
#[path = "system/unix.rs"]
mod this;
#[cfg(windows)]
#[path = "system/windows.rs"]
mod this;

pub(crate) use this::is_refusal_of_open_folder;
#[cfg(test)]
pub(super) use this::lock_as_another;
pub(super) use this::{
    FolderIdentity, OUT_OF_HANDLES, SYNCS_FILE_SYSTEMS, identity_of, lock_exclusively, lock_shared, read_exact_at,
    reserve, space, sync_file_system, sync_folder, write_all_at,
};
