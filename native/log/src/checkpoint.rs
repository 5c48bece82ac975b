//! Offset checkpoint files of a log directory: one offset per partition.

/// One line of a checkpoint file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckpointEntry {
    pub topic: String,
    pub partition: i32,
    pub offset: i64,
}

/// The checkpoint files that a log directory holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckpointName {
    /// Up to where each log is known to be on the disk.
    RecoveryPoint,
    LogStart,
    HighWatermark,
}
