//! Random producers against a model that remembers everything: repeats, gaps, new and old epochs, restarts.

use proptest::prelude::*;
use proptest::test_runner::Config;
use wire::ErrorCode;
use wire::record_batch::{BatchBuilder, increment_sequence};

use crate::recent_batches::BATCHES_REMEMBERED;
use crate::testing::{NOW_MS, Place, all_headers, append, config, records};

#[derive(Clone, Copy, Debug)]
enum Step {
    Next { producer: usize, count: i32 },
    Repeat { producer: usize, back: usize },
    Gap { producer: usize, by: i32 },
    NewEpoch { producer: usize },
    OldEpoch { producer: usize },
    Restart { clean: bool },
}

fn step() -> impl Strategy<Value = Step> {
    let producer = 0..3_usize;
    prop_oneof![
        6 => (producer.clone(), 1..4_i32).prop_map(|(producer, count)| Step::Next { producer, count }),
        4 => (producer.clone(), 0..8_usize).prop_map(|(producer, back)| Step::Repeat { producer, back }),
        1 => (producer.clone(), 1..9_i32).prop_map(|(producer, by)| Step::Gap { producer, by }),
        1 => producer.clone().prop_map(|producer| Step::NewEpoch { producer }),
        1 => producer.prop_map(|producer| Step::OldEpoch { producer }),
        1 => any::<bool>().prop_map(|clean| Step::Restart { clean }),
    ]
}

/// (sequence, count, base offset)
type Sent = (i32, i32, i64);

struct ModelProducer {
    id: i64,
    epoch: i16,
    next_sequence: i32,
    sent: Vec<Sent>,
    /// How many of the last batches the partition can know.
    known: usize,
}

impl ModelProducer {
    fn batch(&self, epoch: i16, sequence: i32, count: i32) -> Vec<u8> {
        records(BatchBuilder::new().producer(self.id, epoch, sequence), count, NOW_MS)
    }

    fn accepted(&mut self, sent: Sent) {
        self.next_sequence = increment_sequence(sent.0, sent.1);
        self.sent.push(sent);
        self.known = (self.known + 1).min(BATCHES_REMEMBERED);
    }
}

fn run(steps: &[Step]) {
    let place = Place::new();
    let mut small = config();
    small.log.segment_bytes = 600;
    let mut partition = place.open(small.clone());
    // One producer is about to wrap its sequence.
    let mut producers = [(0, 0), (1, i32::MAX - 5), (2, 7)].map(|(id, next_sequence)| ModelProducer {
        id,
        epoch: 1,
        next_sequence,
        sent: Vec::new(),
        known: 0,
    });
    let mut log_end_offset = 0;
    for step in steps {
        match *step {
            Step::Next { producer, count } => {
                let model = &mut producers[producer];
                let outcome = append(&partition, model.batch(model.epoch, model.next_sequence, count)).unwrap();
                assert_eq!((outcome.base_offset, outcome.duplicate), (log_end_offset, false));
                model.accepted((model.next_sequence, count, log_end_offset));
                log_end_offset += i64::from(count);
            }
            Step::Repeat { producer, back } => {
                let model = &producers[producer];
                let Some((sequence, count, base_offset)) = model.sent.iter().rev().nth(back).copied() else { continue };
                let outcome = append(&partition, model.batch(model.epoch, sequence, count));
                let answer = outcome.map(|outcome| (outcome.duplicate, outcome.base_offset));
                let expected = if back < model.known {
                    Ok((true, base_offset))
                } else {
                    Err(ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER)
                };
                assert_eq!(answer.map_err(|refusal| refusal.error_code), expected);
            }
            Step::Gap { producer, by } => {
                let model = &producers[producer];
                if model.known == 0 {
                    continue;
                }
                let sequence = increment_sequence(model.next_sequence, by);
                let refusal = append(&partition, model.batch(model.epoch, sequence, 1)).unwrap_err();
                assert_eq!(refusal.error_code, ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER);
            }
            Step::NewEpoch { producer } => {
                let model = &mut producers[producer];
                model.epoch += 1;
                model.sent.clear();
                model.known = 0;
                let outcome = append(&partition, model.batch(model.epoch, 0, 1)).unwrap();
                assert_eq!(outcome.base_offset, log_end_offset);
                model.accepted((0, 1, log_end_offset));
                log_end_offset += 1;
            }
            Step::OldEpoch { producer } => {
                let model = &producers[producer];
                if model.known == 0 {
                    continue;
                }
                let refusal = append(&partition, model.batch(model.epoch - 1, 0, 1)).unwrap_err();
                assert_eq!(refusal.error_code, ErrorCode::INVALID_PRODUCER_EPOCH);
            }
            Step::Restart { clean } => {
                if clean {
                    partition.close().unwrap();
                }
                drop(partition);
                partition = if clean { place.open(small.clone()) } else { place.open_unclean(small.clone()) };
                // The snapshot holds the last batch of each producer, the log all of them.
                for model in &mut producers {
                    model.known = model.sent.len().min(if clean { 1 } else { BATCHES_REMEMBERED });
                }
            }
        }
        assert_eq!(partition.log_end_offset(), log_end_offset);
    }
    let ends: Vec<i64> = all_headers(&partition).iter().map(|header| header.last_offset() + 1).collect();
    assert_eq!(ends.last().copied().unwrap_or(0), log_end_offset);
}

proptest! {
    #![proptest_config(Config { cases: 16, failure_persistence: None, ..Config::default() })]

    #[test]
    fn producers_are_answered_as_the_model_says(steps in prop::collection::vec(step(), 1..80)) {
        run(&steps);
    }
}
