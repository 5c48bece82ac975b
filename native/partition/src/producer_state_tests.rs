//! Scripts: one batch per line, `producer/epoch/sequence+count [flags]`, and what becomes of it. Flags: `t`
//! transactional, `c` commit marker, `a` abort marker, `o` from a coordinator, `?` asks whether the coordinator must
//! be asked, `v` under the guard of the producer's last `?`, `2` transaction version 2.

use super::*;

const HOUR_MS: i64 = 3_600_000;

struct Script {
    producers: Producers,
    log_end_offset: i64,
    aborted: Vec<AbortedTransaction>,
    guards: HashMap<i64, Verification>,
    coordinator_epoch: i32,
}

impl Script {
    fn new(producers: Producers, log_end_offset: i64) -> Script {
        Script { producers, log_end_offset, aborted: Vec::new(), guards: HashMap::new(), coordinator_epoch: 1 }
    }

    fn step(&mut self, batch: &str) -> String {
        let (numbers, flags) = batch.split_once(' ').unwrap_or((batch, ""));
        let parts: Vec<i64> = numbers.split(['/', '+']).map(|part| part.parse().unwrap()).collect();
        let mut header = header(parts[0], parts[1] as i16, parts[2] as i32, parts[3] as i32);
        header.attributes = if flags.contains('t') { 0x10 } else { 0 };
        let marker = flags
            .contains(['c', 'a'])
            .then(|| EndMarker { committed: flags.contains('c'), coordinator_epoch: self.coordinator_epoch });
        if marker.is_some() {
            header.attributes = 0x30;
        }
        let origin = if flags.contains(['o', 'c', 'a']) { Origin::Coordinator } else { Origin::Client };
        let verification = match () {
            () if origin == Origin::Coordinator => Verification::NotRequired,
            () if flags.contains('v') => self.guards.get(&parts[0]).copied().unwrap(),
            () => Verification::Missing,
        };
        let transaction_version = if flags.contains('2') { 2 } else { 1 };
        if flags.contains('?') {
            return match self.producers.start_verification(&header, flags.contains('2'), 0) {
                Err(refusal) => name(refusal.error_code).to_string(),
                Ok(None) => "open".to_string(),
                Ok(Some(guard)) => {
                    self.guards.insert(parts[0], Verification::Guarded(guard));
                    "ask".to_string()
                }
            };
        }
        let appender = Appender { origin, verification, transaction_version };
        match self.producers.admit(&header, marker, appender) {
            Err(refusal) => name(refusal.error_code).to_string(),
            Ok(Admission::Duplicate(mark)) => format!("duplicate at {}", mark.first_offset()),
            Ok(Admission::New) => {
                header.base_offset = self.log_end_offset;
                self.log_end_offset = header.last_offset() + 1;
                self.aborted.extend(self.producers.appended(&header, marker, 0));
                format!("at {}", header.base_offset)
            }
        }
    }

    /// What a restart would leave, when the snapshot was taken now.
    fn restarted(self) -> Script {
        let producers = Producers::from_snapshot(self.producers.snapshot_entries().collect(), HOUR_MS, 0);
        Script::new(producers, self.log_end_offset)
    }
}

fn name(error_code: ErrorCode) -> &'static str {
    match error_code {
        ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER => "out of order",
        ErrorCode::INVALID_PRODUCER_EPOCH => "old epoch",
        ErrorCode::INVALID_TXN_STATE => "invalid transaction state",
        ErrorCode::TRANSACTION_COORDINATOR_FENCED => "coordinator fenced",
        other => panic!("unexpected error {other:?}"),
    }
}

fn header(producer_id: i64, producer_epoch: i16, base_sequence: i32, record_count: i32) -> BatchHeader {
    BatchHeader {
        base_offset: 0,
        batch_length: 100,
        partition_leader_epoch: 0,
        magic: 2,
        crc: 0,
        attributes: 0,
        last_offset_delta: record_count - 1,
        base_timestamp: 0,
        max_timestamp: 0,
        producer_id,
        producer_epoch,
        base_sequence,
        record_count,
    }
}

fn check(script: &[(&str, &str)]) -> Script {
    check_from(Script::new(Producers::default(), 0), script)
}

fn check_from(mut run: Script, script: &[(&str, &str)]) -> Script {
    for (line, (batch, expected)) in script.iter().enumerate() {
        assert_eq!(run.step(batch), *expected, "line {line}: {batch}");
    }
    run
}

#[test]
fn sequences_follow_each_other() {
    check(&[
        ("1/0/0+3", "at 0"),
        ("1/0/3+2", "at 3"),
        ("1/0/6+1", "out of order"),
        ("1/0/4+1", "out of order"),
        ("1/0/5+1", "at 5"),
    ]);
}

#[test]
fn the_last_five_batches_are_recognised() {
    check(&[
        ("1/0/0+1", "at 0"),
        ("1/0/1+2", "at 1"),
        ("1/0/3+1", "at 3"),
        ("1/0/4+1", "at 4"),
        ("1/0/5+1", "at 5"),
        ("1/0/6+1", "at 6"),
        ("1/0/0+1", "out of order"),
        ("1/0/1+2", "duplicate at 1"),
        ("1/0/1+1", "out of order"),
        ("1/0/6+1", "duplicate at 6"),
        ("1/0/7+1", "at 7"),
    ]);
}

#[test]
fn sequences_wrap() {
    check(&[
        ("1/0/2147483645+2", "at 0"),
        ("1/0/2147483647+3", "at 2"),
        ("1/0/2147483647+3", "duplicate at 2"),
        ("1/0/2+1", "at 5"),
    ]);
    check(&[("1/0/2147483646+2", "at 0"), ("1/0/1+1", "out of order"), ("1/0/0+1", "at 2")]);
}

#[test]
fn a_new_epoch_starts_at_zero() {
    check(&[
        ("1/5/0+1", "at 0"),
        ("1/4/1+1", "old epoch"),
        ("1/6/1+1", "out of order"),
        ("1/6/0+1", "at 1"),
        ("1/5/0+1", "old epoch"),
        ("1/6/0+1", "duplicate at 1"),
        ("1/6/1+1", "at 2"),
    ]);
}

#[test]
fn an_unknown_producer_may_start_anywhere() {
    check(&[("1/0/77+1", "at 0"), ("2/3/9+1", "at 1"), ("1/0/78+1", "at 2")]);
}

#[test]
fn coordinators_have_no_sequences() {
    check(&[("1/2/-1+1 o", "at 0"), ("1/2/-1+1 o", "at 1"), ("1/1/-1+1 o", "old epoch")]);
}

#[test]
fn a_marker_ends_the_transaction() {
    let script = check(&[
        ("1/0/0+2 to", "at 0"),
        ("2/0/0+2 to", "at 2"),
        ("1/0/2+1 o", "invalid transaction state"),
        ("1/0/-1+1 a", "at 4"),
        ("2/0/-1+1 c", "at 5"),
    ]);
    let aborted = AbortedTransaction { producer_id: 1, first_offset: 0, last_offset: 4, last_stable_offset: 2 };
    assert_eq!(script.aborted, [aborted]);
}

#[test]
fn after_a_marker_that_raised_the_epoch_the_sequence_starts_at_zero() {
    let run = check(&[("1/0/0+2 to", "at 0"), ("1/1/-1+1 c", "at 2"), ("1/1/2+1", "out of order")]);
    check_from(run, &[("1/1/0+1", "at 3")]);
    check(&[("1/0/0+2 to", "at 0"), ("1/0/-1+1 c", "at 2"), ("1/0/2+1", "at 3")]);
}

#[test]
fn a_snapshot_remembers_the_last_batch() {
    let run =
        check(&[("1/3/0+2", "at 0"), ("1/3/2+3", "at 2"), ("2/0/0+1", "at 5"), ("3/0/0+1 to", "at 6")]).restarted();
    let run = check_from(
        run,
        &[
            ("1/2/5+1", "old epoch"),
            ("1/3/0+2", "out of order"),
            ("1/3/2+3", "duplicate at 2"),
            ("1/3/5+1", "at 7"),
            ("2/0/0+1", "duplicate at 5"),
            ("3/0/1+1 o", "invalid transaction state"),
        ],
    );
    assert_eq!(run.producers.transactions.first_unstable_offset(), Some(6));
}

#[test]
fn silent_producers_are_forgotten() {
    let mut producers = Producers::default();
    producers.appended(&header(1, 0, 0, 1), None, 0);
    producers.appended(&header(2, 0, 0, 1), None, HOUR_MS);
    let mut open = header(3, 0, 0, 1);
    open.attributes = 0x10;
    producers.appended(&open, None, 0);
    producers.expire(24 * HOUR_MS, HOUR_MS, 24 * HOUR_MS);
    let mut left: Vec<i64> = producers.by_id.keys().copied().collect();
    left.sort_unstable();
    assert_eq!(left, [2, 3], "an open transaction keeps its producer");

    let entries: Vec<SnapshotEntry> = producers.snapshot_entries().collect();
    let reopened = Producers::from_snapshot(entries, 24 * HOUR_MS, 25 * HOUR_MS);
    assert_eq!(reopened.by_id.keys().copied().collect::<Vec<i64>>(), [3]);
}

#[test]
fn old_records_written_today_do_not_expire_their_producer() {
    let mut producers = Producers::default();
    let mut old = header(1, 0, 0, 1);
    old.max_timestamp = 1_000;
    producers.appended(&old, None, 1_700_000_000_000);
    producers.expire(24 * HOUR_MS, HOUR_MS, 1_700_000_000_000 + HOUR_MS);
    assert!(!producers.is_empty());
}

#[test]
fn the_first_batch_of_a_transaction_needs_the_coordinators_word() {
    check(&[
        ("1/0/0+2 t", "invalid transaction state"),
        ("1/0/0+2 t?", "ask"),
        ("1/0/0+2 t", "invalid transaction state"),
        ("1/0/0+2 tv", "at 0"),
        ("1/0/2+1 t?", "open"),
        ("1/0/2+1 t", "at 2"),
        ("1/0/0+2 t", "duplicate at 0"),
        ("1/0/-1+1 c", "at 3"),
        ("1/0/3+1 t", "invalid transaction state"),
        ("1/0/3+1 t?", "ask"),
        ("1/0/3+1 tv", "at 4"),
        ("2/0/0+1", "at 5"),
    ]);
}

#[test]
fn a_marker_between_word_and_append_voids_the_word() {
    for version in ["", "2"] {
        let marker = format!("1/1/-1+1 a{version}");
        check(&[
            (&format!("1/0/0+1 t?{version}"), "ask"),
            (&marker, "at 0"),
            (&format!("1/1/0+1 tv{version}"), "invalid transaction state"),
            (&format!("1/0/0+1 tv{version}"), "old epoch"),
            (&format!("1/0/0+1 t?{version}"), "old epoch"),
        ]);
    }
}

#[test]
fn a_late_marker_of_the_transaction_before_leaves_the_next_ones_word() {
    // With transaction version 2 the marker has the epoch that the next transaction writes in.
    check(&[
        ("1/0/0+1 t?2", "ask"),
        ("1/0/0+1 tv2", "at 0"),
        ("1/1/0+1 t?2", "ask"),
        ("1/1/-1+1 c2", "at 1"),
        ("1/1/0+1 tv2", "at 2"),
    ]);
    // With version 1 the same order of events means that the verified transaction itself has ended.
    check(&[("1/1/0+1 t?", "ask"), ("1/1/-1+1 c", "at 0"), ("1/1/0+1 tv", "invalid transaction state")]);
}

#[test]
fn a_new_epoch_needs_a_word_of_its_own() {
    check(&[
        ("1/0/0+1 t?", "ask"),
        ("1/0/0+1 tv", "at 0"),
        ("1/1/0+1 t", "invalid transaction state"),
        ("1/1/0+1 t?", "ask"),
        ("1/1/0+1 tv", "at 1"),
    ]);
}

#[test]
fn a_higher_sequence_does_not_overtake_one_that_waits_for_its_word() {
    check(&[
        ("1/0/5+1 t?", "ask"),
        ("1/0/3+2 t?", "ask"),
        ("1/0/5+1 tv", "out of order"),
        ("1/0/3+2 tv", "at 0"),
        ("1/0/5+1 t", "at 2"),
    ]);
    check(&[("1/0/5+1 t?", "ask"), ("1/1/7+1 t?", "ask"), ("1/1/7+1 tv", "at 0")]);
    // With transaction version 2 a producer that the partition does not know begins at 0.
    check(&[
        ("1/0/1+1 t?2", "ask"),
        ("1/0/1+1 tv2", "out of order"),
        ("1/0/0+1 tv2", "at 0"),
        ("1/1/-1+1 c2", "at 1"),
        ("1/1/1+1 t?2", "ask"),
        ("1/1/1+1 tv2", "out of order"),
        ("1/1/0+1 tv2", "at 2"),
    ]);
}

#[test]
fn markers_are_fenced_by_epoch_and_by_coordinator() {
    check(&[
        ("1/3/0+1 to", "at 0"),
        ("1/2/-1+1 c", "old epoch"),
        ("1/3/-1+1 c2", "old epoch"),
        ("1/4/-1+1 c2", "at 1"),
        ("1/4/-1+1 c2", "at 2"),
        ("1/3/-1+1 c2", "old epoch"),
        ("1/4/0+1 to", "at 3"),
        ("1/4/-1+1 c2", "old epoch"),
        ("1/4/-1+1 c", "at 4"),
    ]);
    let mut run = check(&[("1/0/0+1 to", "at 0"), ("1/0/-1+1 c", "at 1")]);
    run.coordinator_epoch = 0;
    let mut run = check_from(run, &[("1/0/-1+1 c", "coordinator fenced"), ("1/1/-1+1 c2", "coordinator fenced")]);
    run.coordinator_epoch = 2;
    check_from(run, &[("1/1/-1+1 c2", "at 2")]);
}

#[test]
fn words_that_came_to_nothing_are_forgotten() {
    let mut producers = Producers::default();
    assert!(producers.start_verification(&header(1, 0, 0, 1), true, 0).unwrap().is_some());
    assert!(!producers.is_empty());
    producers.expire(HOUR_MS, 0, HOUR_MS - 1);
    assert!(!producers.is_empty());
    producers.expire(HOUR_MS, 0, HOUR_MS);
    assert!(producers.is_empty());
}

#[test]
fn producers_are_described() {
    let run = check(&[("1/3/0+2", "at 0"), ("2/0/0+3 to", "at 2"), ("3/0/0+1 to", "at 5"), ("3/1/-1+1 c2", "at 6")]);
    let mut described = run.producers.describe();
    described.sort_unstable_by_key(|producer| producer.producer_id);
    let told = described.iter().map(|producer| {
        let ProducerDescription { producer_epoch, last_sequence, coordinator_epoch, .. } = *producer;
        (producer_epoch, last_sequence, coordinator_epoch, producer.transaction_first_offset)
    });
    assert_eq!(told.collect::<Vec<_>>(), [(3, 1, -1, -1), (0, 2, -1, 2), (1, -1, 1, -1)]);
}
