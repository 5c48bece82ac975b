//! Who must have a record before it counts as committed. Asked by `append` and `upkeep`; pure.
//!
//! Today the in-sync set is the leader alone; a cluster adds followers here, and nothing else changes.
//!
//! Invariant: the high watermark only grows, and never passes the end of a replica that is in sync.
//! Source: Kafka's `Partition` (maybeIncrementLeaderHW, effectiveMinIsr).

use log::LogPosition;

/// How far another replica has come, as its fetches tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Follower {
    pub node_id: i32,
    pub log_end: LogPosition,
    pub in_sync: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Replication {
    high_watermark: LogPosition,
    followers: Vec<Follower>,
}

impl Replication {
    /// A leader whose whole log is committed, which holds when it is the only replica.
    pub fn alone(log_end: LogPosition) -> Replication {
        Replication { high_watermark: log_end, followers: Vec::new() }
    }

    pub fn with_followers(high_watermark: LogPosition, followers: Vec<Follower>) -> Replication {
        Replication { high_watermark, followers }
    }

    pub fn high_watermark(&self) -> LogPosition {
        self.high_watermark
    }

    /// Compaction moved the batches: the same offset is somewhere else now.
    pub fn relocate_high_watermark(&mut self, position: LogPosition) {
        if position.offset == self.high_watermark.offset {
            self.high_watermark = position;
        }
    }

    /// Followers fetched, or the set changed.
    pub fn followers_mut(&mut self) -> &mut [Follower] {
        &mut self.followers
    }

    /// Moves the high watermark to what all in-sync replicas have, of which the leader has `leader_end`.
    /// Answers whether it moved.
    pub fn advance(&mut self, leader_end: LogPosition) -> bool {
        let in_sync_ends = self.followers.iter().filter(|follower| follower.in_sync).map(|follower| follower.log_end);
        let committed = in_sync_ends.fold(leader_end, |least, end| if end.offset < least.offset { end } else { least });
        let moved = committed.offset > self.high_watermark.offset;
        if moved {
            self.high_watermark = committed;
        }
        moved
    }

    /// Whether fewer replicas are in sync than acks=all asks for. As in Kafka, `min.insync.replicas` counts for no
    /// more than the number of replicas: a topic with one replica can always be written.
    pub fn is_under_min_insync(&self, min_insync_replicas: i32) -> bool {
        let required = usize::try_from(min_insync_replicas).unwrap_or(0).min(self.followers.len() + 1);
        self.in_sync_count() < required
    }

    pub fn in_sync_count(&self) -> usize {
        1 + self.followers.iter().filter(|follower| follower.in_sync).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(offset: i64) -> LogPosition {
        LogPosition { offset, segment_base_offset: 0, position: 0 }
    }

    fn follower(offset: i64, in_sync: bool) -> Follower {
        Follower { node_id: 2, log_end: at(offset), in_sync }
    }

    #[test]
    fn the_slowest_replica_in_sync_holds_the_high_watermark() {
        let cases: [(&[Follower], i64); 4] = [
            (&[], 10),
            (&[follower(7, true)], 7),
            (&[follower(7, false)], 10),
            (&[follower(12, true), follower(5, true), follower(1, false)], 5),
        ];
        for (followers, expected) in cases {
            let mut replication = Replication::with_followers(at(3), followers.to_vec());
            assert!(replication.advance(at(10)));
            assert_eq!(replication.high_watermark(), at(expected));
        }
    }

    #[test]
    fn the_high_watermark_does_not_fall() {
        let mut replication = Replication::with_followers(at(8), vec![follower(4, true)]);
        assert!(!replication.advance(at(10)));
        assert_eq!(replication.high_watermark(), at(8));
    }

    #[test]
    fn min_insync_replicas_counts_up_to_the_number_of_replicas() {
        for (followers, min_insync_replicas, under) in [
            (vec![], 1, false),
            (vec![], 2, false),
            (vec![follower(0, false)], 1, false),
            (vec![follower(0, false)], 2, true),
            (vec![follower(0, true)], 2, false),
            (vec![follower(0, true)], 3, false),
        ] {
            let replication = Replication::with_followers(at(0), followers);
            assert_eq!(replication.is_under_min_insync(min_insync_replicas), under);
        }
    }
}
