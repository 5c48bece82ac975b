//! Inflates a whole gzip member at once, at about twice the pace of an inflater that is asked piece by piece.
//!
//! Called by the gzip reader with a room whose size is bounded there. The safe bindings do not tell how much
//! of the input a member took, and members may follow one another: hence the library's own call.

use std::ptr::{self, NonNull};

use libdeflate_sys::{
    libdeflate_alloc_decompressor, libdeflate_decompressor, libdeflate_free_decompressor,
    libdeflate_gzip_decompress_ex, libdeflate_result_LIBDEFLATE_SUCCESS as SUCCESS,
};

/// `None`: there was no memory for it.
pub(super) struct Inflate(Option<NonNull<libdeflate_decompressor>>);

impl Default for Inflate {
    fn default() -> Self {
        // SAFETY: takes nothing; null is seen here.
        Self(NonNull::new(unsafe { libdeflate_alloc_decompressor() }))
    }
}

impl Inflate {
    /// True where `input` is one sound member that fills `room` to its end, and nothing else. Otherwise the
    /// room holds anything.
    pub(super) fn member(&mut self, input: &[u8], room: &mut [u8]) -> bool {
        let Some(inflate) = self.0 else {
            return false;
        };
        let mut read = 0;
        // SAFETY: the pointers are those of two slices with their lengths and of a local; `inflate` was
        // allocated by the library, is freed only by `drop`, and nobody else has it. A null for the number
        // of bytes written asks for exactly the room's.
        let result = unsafe {
            libdeflate_gzip_decompress_ex(
                inflate.as_ptr(),
                input.as_ptr().cast(),
                input.len(),
                room.as_mut_ptr().cast(),
                room.len(),
                &mut read,
                ptr::null_mut(),
            )
        };
        result == SUCCESS && read == input.len()
    }
}

impl Drop for Inflate {
    fn drop(&mut self) {
        if let Some(inflate) = self.0 {
            // SAFETY: allocated by the library, and this is its only owner.
            unsafe { libdeflate_free_decompressor(inflate.as_ptr()) };
        }
    }
}
