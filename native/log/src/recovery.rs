//! What opening a log had to repair.

/// What [`crate::Log::open`] found and did. Absent when there was nothing to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecoveryReport {
    /// Segments whose every batch was read and checked.
    pub segments_scanned: usize,
    pub bytes_scanned: u64,
    /// Bytes cut off the segment that held the first bad batch, and why it was bad.
    pub bytes_cut: u64,
    pub cut_reason: Option<String>,
    /// Base offsets of segments removed because they came after a cut.
    pub segments_removed: Vec<i64>,
    /// Base offsets of segments whose indexes were rebuilt.
    pub indexes_rebuilt: Vec<i64>,
    /// The leader-epoch checkpoint was rebuilt from the batches.
    pub epochs_rebuilt: bool,
    /// Names of leftover files that were removed or, for interrupted swaps, completed.
    pub leftovers: Vec<String>,
}
