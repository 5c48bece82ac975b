//! Which neighbours become one segment, so that segments do not shrink for ever: as many as together are no larger
//! than one may be.
//!
//! Invariant: a group's offsets and bytes fit into one segment and its indexes. Source: Kafka's groupSegmentsBySize.

use super::{Cleaning, SourceSegment};
use std::ops::Range;

impl Cleaning {
    /// The groups of all segments that begin before `end_offset`, by their places in the list.
    pub fn groups(&self, end_offset: i64) -> Vec<Range<usize>> {
        let count = self.segments.partition_point(|segment| segment.base_offset < end_offset);
        let mut groups: Vec<Range<usize>> = Vec::new();
        for (index, segment) in self.segments.iter().enumerate().take(count) {
            match groups.last_mut() {
                Some(group) if self.fits(group, segment) => group.end = index + 1,
                _ => groups.push(index..index + 1),
            }
        }
        groups
    }

    fn fits(&self, group: &Range<usize>, next: &SourceSegment) -> bool {
        let members = self.segments.get(group.clone()).unwrap_or_default();
        let sum = |size: fn(&SourceSegment) -> u64| members.iter().map(size).sum::<u64>() + size(next);
        let index_bytes_max = u64::from(self.config.segment_index_bytes);
        let spans = members.first().map_or(0, |first| next.end_offset - 1 - first.base_offset);
        sum(|segment| segment.size_bytes) <= u64::from(self.config.segment_bytes)
            && sum(|segment| segment.offset_index_bytes) <= index_bytes_max
            && sum(|segment| segment.time_index_bytes) <= index_bytes_max
            && (next.size_bytes == 0 || spans <= i64::from(i32::MAX))
    }

    /// Base offsets of a group's segments.
    pub fn base_offsets(&self, group: &Range<usize>) -> Vec<i64> {
        self.segments.get(group.clone()).unwrap_or_default().iter().map(|segment| segment.base_offset).collect()
    }
}
