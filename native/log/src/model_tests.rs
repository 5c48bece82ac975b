//! A log against a list of batches in memory, under random operations with crashes and damage in between.
//!
//! Each round is decided by one seed, which a failure names. `MILLRACE_SEED=N` runs that round alone,
//! `MILLRACE_ROUNDS=N` more of them.

use crate::config::LogConfig;
use crate::log::{Log, RecoveryStart};
use crate::storage::Disk;
use crate::test_batches::{TOPIC_ID, batch_with, header, read_all};
use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    fn below(&mut self, limit: i64) -> i64 {
        (self.next() % limit.max(1) as u64) as i64
    }

    fn one_in(&mut self, count: i64) -> bool {
        self.below(count) == 0
    }
}

/// What the log should hold.
#[derive(Default)]
struct Model {
    batches: Vec<Vec<u8>>,
    timestamps: Vec<Vec<i64>>,
    log_start_offset: i64,
    log_end_offset: i64,
    epoch: i32,
    clock: i64,
}

impl Model {
    fn truncate(&mut self, offset: i64) {
        let kept = self.batches.partition_point(|batch| header(batch).last_offset() < offset);
        if let Some(cut) = self.batches.get(kept) {
            self.log_end_offset = offset.min(header(cut).base_offset);
        } else {
            self.log_end_offset = offset;
        }
        self.batches.truncate(kept);
        self.timestamps.truncate(kept);
        self.log_start_offset = self.log_start_offset.min(self.log_end_offset);
    }

    fn readable(&self, offset: i64) -> &[Vec<u8>] {
        &self.batches[self.batches.partition_point(|batch| header(batch).last_offset() < offset)..]
    }

    fn records(&self) -> impl Iterator<Item = (i64, i64, i32)> + '_ {
        let records = self.batches.iter().zip(&self.timestamps).flat_map(|(batch, timestamps)| {
            let header = header(batch);
            let with_offset = move |(delta, timestamp): (usize, &i64)| {
                (header.base_offset + delta as i64, *timestamp, header.partition_leader_epoch)
            };
            timestamps.iter().enumerate().map(with_offset)
        });
        records.filter(|(offset, _, _)| *offset >= self.log_start_offset)
    }
}

/// Tells base offsets rather than bytes when they differ.
fn assert_same(found: &[Vec<u8>], expected: &[Vec<u8>]) {
    let offsets = |batches: &[Vec<u8>]| batches.iter().map(|batch| header(batch).base_offset).collect::<Vec<_>>();
    assert_eq!(offsets(found), offsets(expected));
    assert!(found == expected, "batches differ in their bytes");
}

struct Round {
    random: Random,
    folder: PathBuf,
    config: LogConfig,
    model: Model,
    log: Log,
}

impl Round {
    fn new(seed: u64, folder: &Path) -> Self {
        let mut random = Random(seed);
        let config = LogConfig {
            segment_bytes: 500 + random.below(20_000) as u32,
            segment_ms: if random.one_in(3) { 500 } else { 1 << 40 },
            index_interval_bytes: random.below(1000) as u32,
            segment_index_bytes: 60 + random.below(2000) as u32,
            compacted: true,
            ..LogConfig::default()
        };
        let folder = folder.join("t-0");
        let log = Log::open(folder.clone(), TOPIC_ID, config, RecoveryStart::default(), 0).unwrap();
        Self { random, folder, config, model: Model::default(), log }
    }

    fn step(&mut self) {
        match self.random.below(100) {
            0..60 => self.append(),
            60..70 => self.read(),
            70..74 => self.look_up_timestamp(),
            74..78 => self.log.flush().unwrap(),
            78..81 => self.log.roll(0).unwrap(),
            81..84 => self.truncate(),
            84..86 => self.move_log_start(),
            86..91 => self.reopen_clean(),
            91..95 => self.reopen_unclean(),
            95..97 => self.tear_tail(),
            _ => self.damage_index(),
        }
        assert_eq!(self.log.log_end_offset(), self.model.log_end_offset);
    }

    fn append(&mut self) {
        let gap = if self.random.one_in(20) { self.random.below(50) } else { 0 };
        if self.random.one_in(30) {
            self.model.epoch += 1 + self.random.below(3) as i32;
        }
        let count = 1 + self.random.below(6);
        let timestamps: Vec<i64> = (0..count)
            .map(|_| {
                self.model.clock += self.random.below(40) - 10;
                if self.random.one_in(50) { -1 } else { self.model.clock.max(0) }
            })
            .collect();
        let value_bytes = if self.random.one_in(10) { 400 } else { 20 };
        let base_offset = self.model.log_end_offset + gap;
        let batch = batch_with(base_offset, &timestamps, self.model.epoch, value_bytes);
        self.log.append(&batch, &header(&batch), 0).unwrap();
        self.model.log_end_offset = base_offset + count;
        self.model.batches.push(batch);
        self.model.timestamps.push(timestamps);
    }

    fn read(&mut self) {
        let span = self.model.log_end_offset - self.model.log_start_offset;
        let offset = self.model.log_start_offset + self.random.below(span + 1);
        let max_bytes = self.random.below(2000) as usize;
        let expected = self.model.readable(offset);
        let end = self.log.position_of(offset + self.random.below(self.model.log_end_offset - offset + 1)).unwrap();
        let slice = self.log.read(offset, max_bytes, end, true).unwrap();
        assert_eq!(slice.is_none(), expected.first().is_none_or(|first| header(first).last_offset() >= end.offset));
        if let Some(slice) = slice {
            let mut bytes = Vec::new();
            slice.read_into(&mut bytes).unwrap();
            assert!(bytes.len() <= max_bytes.max(expected[0].len()) && bytes.len() >= expected[0].len().min(max_bytes));
            assert!(expected.concat().starts_with(&bytes));
        }
        assert_same(&read_all(&self.log, offset, 1 + max_bytes), expected);
    }

    fn look_up_timestamp(&mut self) {
        let timestamp = self.random.below(self.model.clock.max(1) + 100) - 1;
        let found = self.log.offset_for_timestamp(timestamp).unwrap();
        let found = found.map(|found| (found.offset, found.timestamp, found.leader_epoch));
        assert_eq!(found, self.model.records().find(|(_, candidate, _)| *candidate >= timestamp), "{timestamp}");
    }

    fn truncate(&mut self) {
        let back = if self.random.one_in(10) { i64::MAX } else { 30 };
        let offset = self.model.log_end_offset - self.random.below(back.min(self.model.log_end_offset + 1));
        if offset < self.model.log_end_offset {
            self.log.truncate_to(offset).unwrap();
            self.model.truncate(offset);
            self.model.epoch += 1;
        }
    }

    fn move_log_start(&mut self) {
        let span = self.model.log_end_offset - self.model.log_start_offset;
        self.model.log_start_offset += self.random.below(span / 4 + 1);
        self.log.set_log_start_offset(self.model.log_start_offset).unwrap();
        assert_eq!(self.log.log_start_offset(), self.model.log_start_offset);
    }

    fn open(&mut self, clean: bool) {
        let recovery_point = self.log.recovery_point();
        let log_start_offset = self.model.log_start_offset;
        let start = RecoveryStart { clean, recovery_point, log_start_offset };
        self.log = Log::open(self.folder.clone(), TOPIC_ID, self.config, start, 0).unwrap();
        // Kept only by an empty segment: where nothing follows a gap, the log ends before it.
        self.model.log_end_offset = self.log.log_end_offset();
        // Opening drops what lies before a log start with nothing after it.
        if self.log.size_bytes() == 0 {
            assert_same(self.model.readable(log_start_offset), &[]);
            self.model.batches.clear();
            self.model.timestamps.clear();
        }
        // A log never begins before its first segment.
        let first = self.model.readable(log_start_offset).first();
        let first = first.map_or(self.model.log_end_offset, |batch| header(batch).base_offset);
        assert!(self.log.log_start_offset() <= log_start_offset.max(first));
        self.model.log_start_offset = self.log.log_start_offset();
        let last = self.model.batches.last().map_or(0, |batch| header(batch).last_offset() + 1);
        assert!(self.model.log_end_offset >= last);
        let epochs_from_batches = self.model.batches.iter().map(|batch| header(batch).partition_leader_epoch).max();
        assert!(self.log.latest_epoch() >= epochs_from_batches.filter(|_| self.model.records().next().is_some()));
    }

    fn reopen_clean(&mut self) {
        self.log.close().unwrap();
        self.open(true);
        let report = self.log.take_recovery_report();
        // A log start in a gap behind the last batch leaves nothing to keep.
        let nothing_left = self.model.records().next().is_none();
        assert!(report.is_none() || nothing_left, "{report:?}");
    }

    fn reopen_unclean(&mut self) {
        self.open(false);
        let report = self.log.take_recovery_report().unwrap_or_default();
        assert_eq!(report.bytes_cut, 0, "{report:?}");
    }

    /// Cuts or garbles the last segment behind the recovery point, as power loss might.
    fn tear_tail(&mut self) {
        let Some(last) = self.log.segment_base_offsets().last() else { return };
        let Ok(safe) = self.log.position_of(self.log.recovery_point().max(self.model.log_start_offset)) else { return };
        let end = self.log.end_position();
        let safe_bytes = if safe.segment_base_offset == last { safe.position } else { 0 };
        if end.position <= safe_bytes {
            return;
        }
        let position = safe_bytes + self.random.below((end.position - safe_bytes) as i64) as u64;
        let file = Disk::Real.open(&self.folder.join(format!("{last:020}.log"))).unwrap();
        if self.random.one_in(2) {
            file.set_len(position).unwrap();
        } else {
            file.write_all_at(&[0xee; 64], position).unwrap();
        }
        let first_hurt = self.log.segment_base_offsets().last().map(|base| {
            let mut from = 0;
            let mut in_segment = self.model.batches.iter().filter(|batch| header(batch).base_offset >= base);
            in_segment.position(|batch| {
                from += batch.len() as u64;
                from > position
            })
        });
        let before = self.model.batches.iter().filter(|batch| header(batch).base_offset < last).count();
        let kept = before + first_hurt.flatten().unwrap();
        self.model.batches.truncate(kept);
        self.model.timestamps.truncate(kept);
        let end = self.model.batches.last().map_or(0, |batch| header(batch).last_offset() + 1);
        self.model.log_start_offset = self.model.log_start_offset.min(end);
        self.model.epoch += 1;
        self.open(false);
    }

    fn damage_index(&mut self) {
        self.log.close().unwrap();
        let names: Vec<PathBuf> = fs::read_dir(&self.folder)
            .map(|entries| entries.map(|entry| entry.unwrap().path()).collect())
            .unwrap_or_default();
        let indexes: Vec<_> = names.iter().filter(|path| path.to_str().unwrap().ends_with("index")).collect();
        if indexes.is_empty() {
            return;
        }
        let path = indexes[self.random.below(indexes.len() as i64) as usize];
        match self.random.below(4) {
            0 => fs::remove_file(path).unwrap(),
            1 => fs::write(path, vec![0; 8 * (2 + self.random.below(500) as usize)]).unwrap(),
            2 => fs::write(path, vec![0xff; 1 + self.random.below(500) as usize]).unwrap(),
            _ => {
                let length = fs::metadata(path).unwrap().len();
                OpenOptions::new().write(true).open(path).unwrap().set_len(length + 24_000).unwrap();
            }
        }
        let clean = self.random.one_in(2);
        self.open(clean);
    }

    fn check_everything(&mut self) {
        let start = self.model.log_start_offset;
        assert_same(&read_all(&self.log, start, 5000), self.model.readable(start));
        for _ in 0..20 {
            self.read();
            self.look_up_timestamp();
        }
    }
}

fn run(seed: u64) {
    let folder = tempfile::tempdir().unwrap();
    let mut round = Round::new(seed, folder.path());
    for _ in 0..200 {
        round.step();
    }
    round.check_everything();
    round.reopen_clean();
    round.check_everything();
}

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn behaves_like_a_list_of_batches() {
    let seeds = match setting("MILLRACE_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..setting("MILLRACE_ROUNDS").unwrap_or(8),
    };
    for seed in seeds {
        if let Err(panic) = std::panic::catch_unwind(|| run(seed)) {
            eprintln!("failing round: MILLRACE_SEED={seed}");
            std::panic::resume_unwind(panic);
        }
    }
}
