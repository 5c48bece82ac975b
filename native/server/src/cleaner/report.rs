//! One cleaning, from the choice of its partition to the line that tells of it.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use log::{CleanError, OffsetMap, StorageError};
use partition::{Cleaned, CleanerTools, Partition};

use super::choice::Grabbed;
use super::{CleanerSettings, LOOK_AGAIN, Shared};
use crate::broker::Broker;
use crate::mailbox::LogLevel;

/// Reads and writes are no smaller, whatever the settings say.
const CHUNK_BYTES_MIN: usize = 4096;

impl Shared {
    /// Whether there was anything to clean, and it worked.
    pub(super) fn clean_dirtiest(&self, broker: &Broker) -> bool {
        let Some(grabbed) = self.grab(broker) else { return false };
        let started = Instant::now();
        let name = || format!("{}-{}", grabbed.partition.topic(), grabbed.partition.partition());
        match self.clean(&grabbed, broker.now_ms()) {
            Ok(Some(cleaned)) => {
                broker.set_cleaned_to(&grabbed.partition, cleaned.end_offset);
                broker.mailbox.log(LogLevel::Info, &cleaned_line(&name(), &cleaned, started.elapsed()));
                true
            }
            Ok(None) => false,
            Err(CleanError::Stopped | CleanError::Overtaken) => false,
            // A fault that took the partition offline has been told.
            Err(CleanError::Storage(_)) if !grabbed.partition.is_serving() => false,
            Err(CleanError::Storage(error)) => {
                let level = if grabbed.partition.is_cleanable() { LogLevel::Warn } else { LogLevel::Error };
                let left = uncleanable_line(broker, &grabbed.partition).unwrap_or_default();
                broker.mailbox.log(level, &format!("{} could not be cleaned: {error}{left}", name()));
                if matches!(error, StorageError::Io { .. }) {
                    broker.storage_fault(grabbed.partition.directory(), &error.to_string());
                }
                false
            }
        }
    }

    fn clean(&self, grabbed: &Grabbed<'_>, now_ms: i64) -> Result<Option<Cleaned>, CleanError> {
        let mut tools = tools(&self.settings.load())?;
        let mut pace = |bytes| self.pace(bytes, &grabbed.partition);
        grabbed.partition.clean(grabbed.checkpoint, &mut tools, now_ms, &mut pace)
    }

    /// Waits for as long as these bytes cost; breaks when the broker stops or the partition is out of service.
    fn pace(&self, bytes: usize, partition: &Partition) -> ControlFlow<()> {
        let until = self.throttle.pass(bytes, self.settings.load().bytes_per_second_max, Instant::now());
        loop {
            if self.is_stopping() || !partition.is_serving() {
                return ControlFlow::Break(());
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return ControlFlow::Continue(());
            }
            self.wait(left.min(LOOK_AGAIN));
        }
    }
}

/// One thread's share. The map takes memory as keys come, and gives it back after the cleaning.
fn tools(settings: &CleanerSettings) -> Result<CleanerTools, StorageError> {
    let threads = settings.thread_count.max(1);
    let map = OffsetMap::new(settings.dedupe_buffer_bytes / threads, settings.load_factor)?;
    Ok(CleanerTools { map, chunk_bytes: (settings.io_buffer_bytes / threads / 2).max(CHUNK_BYTES_MIN) })
}

/// What Kafka's uncleanable-partitions-count and uncleanable-bytes tell of the log directory; nothing while there are none.
fn uncleanable_line(broker: &Broker, failed: &Partition) -> Option<String> {
    let directory = broker.directories.get(failed.directory())?;
    let open = broker.open_now();
    let uncleanable: Vec<_> = open
        .iter()
        .filter(|partition| partition.directory() == failed.directory() && !partition.is_cleanable())
        .collect();
    let bytes: u64 = uncleanable.iter().map(|partition| partition.size_bytes()).sum();
    let count = uncleanable.len();
    let path = directory.folder.display();
    (count > 0).then(|| format!("; {count} partitions with {bytes} bytes in {path} are not cleaned any more"))
}

fn cleaned_line(name: &str, cleaned: &Cleaned, elapsed: Duration) -> String {
    let stats = &cleaned.stats;
    let mut line = format!(
        "{name} cleaned in {:.1} s: offsets {} to {} indexed ({:.0} % of the memory for keys), {} of {} records and {} of \
         {} bytes kept",
        elapsed.as_secs_f64(),
        cleaned.first_dirty_offset,
        cleaned.end_offset,
        cleaned.map_utilization * 100.0,
        stats.records_kept,
        stats.records_read,
        stats.bytes_written,
        stats.bytes_read,
    );
    if stats.records_without_key > 0 {
        line.push_str(&format!("; {} records without a key removed", stats.records_without_key));
    }
    line
}

#[cfg(test)]
mod tests {
    use log::CleaningStats;

    use super::*;

    #[test]
    fn the_line_says_what_was_kept() {
        let stats = CleaningStats {
            bytes_read: 900,
            bytes_written: 90,
            records_read: 9,
            records_kept: 1,
            ..Default::default()
        };
        let cleaned = Cleaned { first_dirty_offset: 5, end_offset: 14, stats, map_utilization: 0.25 };
        let line = cleaned_line("t-0", &cleaned, Duration::from_millis(1500));
        let expected = "t-0 cleaned in 1.5 s: offsets 5 to 14 indexed (25 % of the memory for keys), 1 of 9 records and \
                        90 of 900 bytes kept";
        assert_eq!(line, expected);
    }
}
