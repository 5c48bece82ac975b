//! Tells the operator, in one line, what opening a partition found and mended; and in one line for all of them where
//! everything was found as it should be.

use log::RecoveryReport;

use crate::mailbox::LogLevel;

/// The line, and how loud it is: a plain scan is information, anything lost or mended is a warning.
pub fn recovery_line(partition: &str, report: &RecoveryReport) -> (LogLevel, String) {
    let mut parts = Vec::new();
    if report.segments_scanned > 0 {
        parts.push(format!("checked {} bytes in {} segments", report.bytes_scanned, report.segments_scanned));
    }
    let scan_only = parts.len();
    if report.bytes_cut > 0 {
        let reason = report.cut_reason.as_deref().unwrap_or("damaged");
        parts.push(format!("cut {} bytes off the end ({reason})", report.bytes_cut));
    }
    if report.bytes_cut == 0
        && let Some(reason) = &report.cut_reason
    {
        parts.push(format!("ended the log early ({reason})"));
    }
    if !report.segments_removed.is_empty() {
        parts.push(format!("removed segments {:?}", report.segments_removed));
    }
    if !report.indexes_rebuilt.is_empty() {
        parts.push(format!("rebuilt the indexes of segments {:?}", report.indexes_rebuilt));
    }
    if report.epochs_rebuilt {
        parts.push("rebuilt leader-epoch-checkpoint".to_owned());
    }
    if !report.leftovers.is_empty() {
        parts.push(format!("settled leftover files {:?}", report.leftovers));
    }
    for damage in &report.damage {
        parts.push(format!("damage left as it is: {damage}"));
    }
    let level = if parts.len() > scan_only { LogLevel::Warn } else { LogLevel::Info };
    (level, format!("{partition} recovered: {}", parts.join("; ")))
}

/// Partitions that were checked and had nothing to mend: one line tells of all that are opened together.
#[derive(Default)]
pub struct PlainScans {
    partition_count: u64,
    segment_count: usize,
    byte_count: u64,
}

impl PlainScans {
    /// Takes the report if it tells of nothing else.
    pub fn take(&mut self, report: &RecoveryReport) -> bool {
        let RecoveryReport { segments_scanned, bytes_scanned, .. } = *report;
        let is_plain = *report == RecoveryReport { segments_scanned, bytes_scanned, ..RecoveryReport::default() };
        if is_plain {
            self.partition_count += 1;
            self.segment_count += segments_scanned;
            self.byte_count += bytes_scanned;
        }
        is_plain
    }

    pub fn line(&self) -> Option<String> {
        let PlainScans { partition_count, segment_count, byte_count } = self;
        let told = || {
            format!(
                "{partition_count} partitions recovered: checked {byte_count} bytes in {segment_count} segments, all \
                 of them whole"
            )
        };
        (*partition_count > 0).then(told)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_is_a_warning_with_its_reason() {
        let scanned = RecoveryReport { segments_scanned: 1, bytes_scanned: 500, ..RecoveryReport::default() };
        assert_eq!(
            recovery_line("t-0", &scanned),
            (LogLevel::Info, "t-0 recovered: checked 500 bytes in 1 segments".to_owned())
        );
        let cut = RecoveryReport { bytes_cut: 9, cut_reason: Some("CRC".to_owned()), ..scanned };
        let (level, line) = recovery_line("t-0", &cut);
        assert_eq!(level, LogLevel::Warn);
        assert!(line.ends_with("cut 9 bytes off the end (CRC)"), "{line}");
    }

    #[test]
    fn what_was_whole_is_told_together() {
        let mut plain = PlainScans::default();
        assert_eq!(plain.line(), None);
        let scanned = RecoveryReport { segments_scanned: 2, bytes_scanned: 500, ..RecoveryReport::default() };
        assert!(plain.take(&scanned) && plain.take(&scanned));
        assert!(!plain.take(&RecoveryReport { epochs_rebuilt: true, ..scanned }));
        let line = "2 partitions recovered: checked 1000 bytes in 4 segments, all of them whole";
        assert_eq!(plain.line().as_deref(), Some(line));
    }
}
