//! A compacted partition on a disk in memory against a list of everything that was ever written to it: random keys,
//! tombstones, codecs, producers, transactions, lags, sizes of the map, restarts, and deaths in the middle of cleanings.
//!
//! Each round is decided by one seed, which a failure names. `MILLRACE_SEED=N` runs that round alone,
//! `MILLRACE_ROUNDS=N` more of them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use log::storage::memory::{Fault, MemoryDisk, Random};
use log::storage::{Disk, Folder};
use log::{CleanError, OffsetMap, RecoveryStart};
use wire::Uuid;
use wire::compression::Compression;
use wire::record_batch::{BatchBuilder, BatchHeader, for_each_record, verify_crc};

use crate::testing::{NOW_MS, append_as_coordinator, config, fetch, marker, request};
use crate::{
    CleanerTools, Isolation, ListOffsetRequest, ListedOffset, OpenPartition, Partition, PartitionConfig, ReadRequest,
};

const ROUNDS: u64 = 60;
const STEPS: u64 = 250;
const KEYS: u64 = 10;
const PLAIN_PRODUCERS: [i64; 2] = [100, 101];
const TRANSACTIONAL_PRODUCERS: [i64; 3] = [200, 201, 202];

#[derive(Clone, Debug, PartialEq, Eq)]
struct Record {
    key: u8,
    value: Option<Vec<u8>>,
    timestamp_ms: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Open,
    Committed,
    Aborted,
}

/// Offset → record, and which transaction it is in.
type Written = BTreeMap<i64, (Record, Option<usize>)>;

struct Round {
    random: Random,
    disk: MemoryDisk,
    config: Arc<PartitionConfig>,
    partition: Arc<Partition>,
    now_ms: i64,
    written: Written,
    transactions: Vec<Fate>,
    /// Producer → its open transaction.
    open: HashMap<i64, usize>,
    sequences: HashMap<i64, i32>,
    checkpoint: Option<i64>,
    /// Everything from here on has never been looked at by a cleaning.
    untouched_from: i64,
    /// The earliest moment at which a tombstone may go.
    horizons: HashMap<i64, i64>,
    cleanings: u64,
}

fn open(disk: &MemoryDisk, config: &Arc<PartitionConfig>, clean: bool, now_ms: i64) -> Arc<Partition> {
    let opened = Partition::open(OpenPartition {
        faults: None,
        directory: 0,
        folder: Folder::new(Disk::Memory(disk.clone()), "/data/events-0"),
        topic: Arc::from("events"),
        topic_id: Uuid([7; 16]),
        partition: 0,
        leader_epoch: 4,
        config: Arc::clone(config),
        recovery: RecoveryStart { clean, recovery_point: 0, log_start_offset: 0 },
        now_ms,
    });
    opened.unwrap()
}

impl Round {
    fn new(seed: u64) -> Round {
        let mut random = Random::new(seed);
        let disk = MemoryDisk::with_history();
        Disk::Memory(disk.clone()).create_folders(Path::new("/data")).unwrap();
        let mut config = config();
        config.log.segment_bytes = 500 + random.below(1500) as u32;
        config.log.index_interval_bytes = 100;
        config.compacted = true;
        config.deletes = false;
        config.cleaning.min_cleanable_ratio = 0.0;
        config.cleaning.delete_retention_ms = [0, 300, 5000][random.below(3) as usize];
        config.cleaning.min_compaction_lag_ms = [0, 0, 200][random.below(3) as usize];
        config.timestamp_after_max_ms = i64::MAX;
        let config = Arc::new(config);
        let partition = open(&disk, &config, true, NOW_MS);
        Round {
            random,
            disk,
            config,
            partition,
            now_ms: NOW_MS,
            written: Written::default(),
            transactions: Vec::new(),
            open: HashMap::new(),
            sequences: HashMap::new(),
            checkpoint: None,
            untouched_from: 0,
            horizons: HashMap::new(),
            cleanings: 0,
        }
    }

    fn step(&mut self) {
        self.now_ms += self.random.below(30) as i64;
        match self.random.below(100) {
            0..50 => self.append(BatchBuilder::new(), None),
            50..62 => {
                let producer_id = PLAIN_PRODUCERS[self.random.below(2) as usize];
                self.append(BatchBuilder::new(), Some(producer_id));
            }
            62..78 => {
                let producer_id = TRANSACTIONAL_PRODUCERS[self.random.below(3) as usize];
                self.append(BatchBuilder::new().transactional(), Some(producer_id));
            }
            78..90 => self.end_transaction(),
            90..97 => self.clean(),
            _ => self.reopen(),
        }
    }

    fn append(&mut self, builder: BatchBuilder, producer_id: Option<i64>) {
        let is_transactional = producer_id.is_some_and(|id| TRANSACTIONAL_PRODUCERS.contains(&id));
        let records: Vec<Record> = (0..=self.random.below(4)).map(|_| self.draw_record()).collect();
        let compression = Compression::ALL[self.random.below(5) as usize];
        let mut builder = builder.compression(compression);
        if let Some(producer_id) = producer_id {
            let sequence = self.sequences.entry(producer_id).or_default();
            builder = builder.producer(producer_id, 0, *sequence);
            *sequence += records.len() as i32;
        }
        for record in &records {
            builder = builder.record(Some(&[record.key]), record.value.as_deref(), record.timestamp_ms, &[]);
        }
        let base_offset = if is_transactional {
            append_as_coordinator(&self.partition, builder.build()).base_offset
        } else {
            self.partition.append(&mut builder.build(), request(-1)).unwrap().base_offset
        };
        let transaction = producer_id.filter(|_| is_transactional).map(|producer_id| {
            *self.open.entry(producer_id).or_insert_with(|| {
                self.transactions.push(Fate::Open);
                self.transactions.len() - 1
            })
        });
        for (offset, record) in (base_offset..).zip(records) {
            self.written.insert(offset, (record, transaction));
        }
    }

    fn draw_record(&mut self) -> Record {
        let key = self.random.below(KEYS) as u8;
        let value_bytes = self.random.below(60) as usize;
        let value = (!self.random.one_in(4)).then(|| vec![self.random.draw() as u8; value_bytes]);
        Record { key, value, timestamp_ms: self.now_ms - self.random.below(50) as i64 }
    }

    fn end_transaction(&mut self) {
        let Some(producer_id) = self.open.keys().copied().min() else { return };
        let committed = self.random.one_in(2);
        append_as_coordinator(&self.partition, marker(producer_id, committed));
        if let Some(transaction) = self.open.remove(&producer_id) {
            self.transactions[transaction] = if committed { Fate::Committed } else { Fate::Aborted };
        }
    }

    fn clean(&mut self) {
        let Some(cleanable) = self.partition.cleanable(self.checkpoint, self.now_ms).unwrap() else {
            panic!("the partition is not cleanable: {:?}", self.partition.failure())
        };
        let slots = [20, 40, 4000][self.random.below(3) as usize];
        let mut tools = CleanerTools { map: OffsetMap::new(24 * slots, 1.0).unwrap(), chunk_bytes: 400 };
        let dies = self.random.one_in(4);
        if dies {
            let at = self.disk.call_count() + self.random.below(80);
            self.disk.set_faults(move |call| (call.number >= at).then_some(Fault::Death { bytes: 0 }));
        }
        if cleanable.cleanable_bytes > 0 {
            self.untouched_from = self.untouched_from.max(cleanable.first_uncleanable_offset);
            self.note_horizons(cleanable.first_uncleanable_offset);
        }
        let pace = &mut |_| ControlFlow::Continue(());
        match self.partition.clean(self.checkpoint, &mut tools, self.now_ms, pace) {
            Ok(Some(cleaned)) => {
                self.checkpoint = Some(cleaned.end_offset);
                self.cleanings += 1;
                if !dies {
                    self.check_cleaned(cleaned.end_offset);
                }
            }
            Ok(None) => {}
            Err(CleanError::Storage(_)) if dies => {}
            Err(error) => panic!("{error}"),
        }
        self.disk.clear_faults();
        if dies {
            self.disk = self.disk.after_kill();
            self.partition = open(&self.disk, &self.config, false, self.now_ms);
            assert_eq!(self.partition.failure(), None);
        }
        self.check();
    }

    fn note_horizons(&mut self, end_offset: i64) {
        let horizon = self.now_ms + self.config.cleaning.delete_retention_ms;
        for (offset, (record, _)) in self.written.range(..end_offset) {
            if record.value.is_none() {
                self.horizons.entry(*offset).or_insert(horizon);
            }
        }
    }

    fn reopen(&mut self) {
        let clean = self.random.one_in(2);
        let before = batches(&self.partition);
        if clean {
            self.partition.close().unwrap();
        } else {
            self.disk = self.disk.after_kill();
        }
        self.partition = open(&self.disk, &self.config, clean, self.now_ms);
        assert!(batches(&self.partition) == before, "opening changed the log");
    }

    fn fate(&self, transaction: Option<usize>) -> Fate {
        transaction.map_or(Fate::Committed, |transaction| self.transactions[transaction])
    }

    /// What is left, and that each of it is as it was written.
    fn present(&self) -> Vec<i64> {
        let mut present = Vec::new();
        for batch in batches(&self.partition) {
            let header = BatchHeader::parse(&batch).unwrap();
            assert!(verify_crc(&batch) && header.partition_leader_epoch == 4);
            for (offset, record) in records(&header, &batch) {
                assert_eq!(self.written.get(&offset).map(|(record, _)| record), Some(&record), "offset {offset}");
                present.push(offset);
            }
        }
        assert!(present.is_sorted_by(|one, other| one < other));
        present
    }

    fn check(&self) {
        let present = self.present();
        let set: HashSet<i64> = present.iter().copied().collect();
        for (offset, (_, transaction)) in self.written.range(self.untouched_from..) {
            assert!(
                set.contains(offset),
                "offset {offset} is gone, cleaned below {}, {:?}",
                self.untouched_from,
                transaction
            );
        }
        let counts = |offset: &i64| self.fate(self.written[offset].1) != Fate::Aborted;
        for key in 0..KEYS as u8 {
            let of_key = |offset: &&i64| self.written[*offset].0.key == key && counts(offset);
            let latest = self.written.keys().rev().find(of_key);
            let found = present.iter().rev().find(of_key);
            if latest != found {
                let horizon = latest.and_then(|latest| self.horizons.get(latest));
                assert!(
                    found.is_none() && horizon.is_some_and(|horizon| *horizon <= self.now_ms),
                    "key {key}: last at {latest:?}, found {found:?}, horizon {horizon:?} at {}",
                    self.now_ms
                );
            }
        }
        self.check_committed(&present);
        self.check_timestamps(&present);
    }

    /// Right after a cleaning that reached `end_offset`.
    fn check_cleaned(&self, end_offset: i64) {
        let mut keys = HashSet::new();
        for offset in self.present().into_iter().filter(|offset| *offset < end_offset) {
            let (record, transaction) = &self.written[&offset];
            assert_eq!(self.fate(*transaction), Fate::Committed, "offset {offset}");
            assert!(keys.insert(record.key), "offset {offset} has been superseded before {end_offset}");
        }
    }

    /// As a read_committed consumer sees it.
    fn check_committed(&self, present: &[i64]) {
        let stable = self.partition.last_stable_offset();
        let is_visible = |offset: &i64| *offset < stable && self.fate(self.written[offset].1) == Fate::Committed;
        let from =
            self.written.keys().nth(self.cleanings as usize * 7 % self.written.len().max(1)).copied().unwrap_or(0);
        let expected: Vec<i64> = present.iter().copied().filter(is_visible).filter(|offset| *offset >= from).collect();
        assert_eq!(committed_from(&self.partition, from), expected, "from {from}");
    }

    fn check_timestamps(&self, present: &[i64]) {
        let visible = self.partition.high_watermark();
        for timestamp_ms in [0, self.now_ms - 500, self.now_ms - 100, self.now_ms] {
            let of = |offset: &&i64| self.written[*offset].0.timestamp_ms >= timestamp_ms && **offset < visible;
            let expected = present.iter().find(of).copied();
            // Markers have a timestamp, too.
            let found = self.list_offset(timestamp_ms).offset;
            let is_marker = !self.written.contains_key(&found);
            let is_first = expected
                .map_or(found == -1 || is_marker, |expected| found == expected || (is_marker && found < expected));
            assert!(is_first, "timestamp {timestamp_ms}: {found}, not {expected:?}");
        }
    }

    fn list_offset(&self, timestamp_ms: i64) -> ListedOffset {
        let isolation = Isolation::ReadUncommitted;
        let request = ListOffsetRequest { timestamp_ms, isolation, current_leader_epoch: -1, api_version: 9 };
        self.partition.list_offset(&request).unwrap()
    }

    /// Reading from any offset gives the batch that holds it, or the next one.
    fn check_every_offset(&self) {
        let all: Vec<BatchHeader> =
            batches(&self.partition).iter().map(|batch| BatchHeader::parse(batch).unwrap()).collect();
        for offset in 0..self.partition.log_end_offset() {
            let slice = self.partition.read(&fetch(offset)).unwrap().slice;
            let mut bytes = Vec::new();
            slice.inspect(|slice| slice.read_into(&mut bytes).unwrap());
            let found = BatchHeader::parse(&bytes).ok();
            let expected = all.iter().find(|header| header.last_offset() >= offset);
            assert_eq!(found.as_ref(), expected, "offset {offset}");
        }
    }
}

/// Every batch, read in small pieces.
fn batches(partition: &Partition) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    let mut offset = 0;
    while let Some(slice) = partition.read(&ReadRequest { max_bytes: 700, ..fetch(offset) }).unwrap().slice {
        offset = split(slice, &mut all).max(offset);
    }
    all
}

/// Adds the slice's whole batches; the offset after them.
fn split(slice: log::FileSlice, all: &mut Vec<Vec<u8>>) -> i64 {
    let mut bytes = Vec::new();
    slice.read_into(&mut bytes).unwrap();
    let mut rest = bytes.as_slice();
    let mut end = 0;
    while let Ok(header) = BatchHeader::parse(rest)
        && header.size_bytes() <= rest.len()
    {
        let (batch, after) = rest.split_at(header.size_bytes());
        all.push(batch.to_vec());
        end = header.last_offset() + 1;
        rest = after;
    }
    end
}

fn records(header: &BatchHeader, batch: &[u8]) -> Vec<(i64, Record)> {
    let mut found = Vec::new();
    if header.is_control() {
        return found;
    }
    for_each_record(batch, |record| {
        let (key, value) = (record.key.unwrap()[0], record.value.map(<[u8]>::to_vec));
        let timestamp_ms = header.timestamp_of(record.timestamp_delta);
        found.push((header.base_offset + i64::from(record.offset_delta), Record { key, value, timestamp_ms }));
        ControlFlow::Continue(())
    })
    .unwrap();
    found
}

/// Offsets that a read_committed consumer delivers, which knows a transaction's end by its marker.
fn committed_from(partition: &Partition, from: i64) -> Vec<i64> {
    let mut delivered = Vec::new();
    let mut offset = from;
    loop {
        let read = ReadRequest { isolation: Isolation::ReadCommitted, max_bytes: 900, ..fetch(offset) };
        let outcome = partition.read(&read).unwrap();
        let Some(slice) = outcome.slice else { return delivered };
        let mut ahead = outcome.aborted.unwrap();
        ahead.sort_by_key(|aborted| aborted.first_offset);
        let mut aborted = HashSet::new();
        let mut all = Vec::new();
        let end = split(slice, &mut all);
        for batch in all {
            let header = BatchHeader::parse(&batch).unwrap();
            while ahead.first().is_some_and(|next| next.first_offset <= header.last_offset()) {
                aborted.insert(ahead.remove(0).producer_id);
            }
            if header.is_control() {
                aborted.remove(&header.producer_id);
            } else if !(header.is_transactional() && aborted.contains(&header.producer_id)) {
                delivered
                    .extend(records(&header, &batch).iter().map(|(offset, _)| *offset).filter(|found| *found >= from));
            }
        }
        offset = end.max(offset);
    }
}

fn run(seed: u64) -> u64 {
    let mut round = Round::new(seed);
    for _ in 0..STEPS {
        round.step();
    }
    round.clean();
    round.check_every_offset();
    round.cleanings
}

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn what_is_left_is_what_kafka_promises() {
    let seeds = match setting("MILLRACE_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..setting("MILLRACE_ROUNDS").unwrap_or(ROUNDS),
    };
    let mut cleanings = 0;
    for seed in seeds.clone() {
        match std::panic::catch_unwind(|| run(seed)) {
            Ok(count) => cleanings += count,
            Err(panic) => {
                eprintln!("failing round: MILLRACE_SEED={seed}");
                std::panic::resume_unwind(panic);
            }
        }
    }
    assert!(cleanings > seeds.count() as u64, "{cleanings}");
}
