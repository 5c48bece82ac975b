//! The topic settings that decide the shape of a log's files. Set by `partition` from the topic's configs.

/// Sizes are bytes, times milliseconds; the names are those of Kafka's topic configs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogConfig {
    /// `segment.bytes`: a batch that would pass this size starts a new segment.
    pub segment_bytes: u32,
    /// `segment.ms`: a batch this much younger than the segment's first starts a new segment.
    pub segment_ms: i64,
    /// `segment.jitter.ms`: up to this much is taken off `segment_ms`, differently for each segment.
    pub segment_jitter_ms: i64,
    /// `index.interval.bytes`: an index entry is written when more than this has been appended since the last.
    pub index_interval_bytes: u32,
    /// `segment.index.bytes`: a segment whose index would pass this size is rolled.
    pub segment_index_bytes: u32,
    /// Compaction may have left out offsets: to recovery, a gap says nothing.
    pub compacted: bool,
    /// `preallocate`: disk blocks of a new segment are reserved when it is created.
    pub preallocate: bool,
}

impl Default for LogConfig {
    /// Kafka's defaults.
    fn default() -> Self {
        Self {
            segment_bytes: 1 << 30,
            segment_ms: 7 * 24 * 60 * 60 * 1000,
            segment_jitter_ms: 0,
            index_interval_bytes: 4096,
            segment_index_bytes: 10 << 20,
            compacted: false,
            preallocate: false,
        }
    }
}
