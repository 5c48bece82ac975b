//! What a broker does to its partitions, one random step at a time; the models are told what was answered.

use std::ops::ControlFlow;
use std::sync::Arc;

use log::OffsetMap;
use log::storage::memory::Random;
use partition::{AppendRequest, CleanerTools, Isolation, ReadRequest, Verification};
use wire::ErrorCode;
use wire::compression::Compression;
use wire::record_batch::{BatchBuilder, increment_sequence};
use wire::validate::Origin;

use crate::model::{Model, Written};
use crate::world::{COMPACTED, Died, PARTITIONS, World};

const IDEMPOTENT: [i64; 3] = [1, 2, 3];
const TRANSACTIONAL: [i64; 2] = [11, 12];
const COMPRESSIONS: [Compression; 3] = [Compression::None, Compression::Lz4, Compression::Zstd];

/// What a step may be, and how often of all of them.
const STEPS: [(Step, u64); 14] = [
    (|world, index| append(world, index, plain), 10),
    (|world, index| append(world, index, idempotent), 12),
    (|world, index| append(world, index, transactional), 6),
    (end_transaction, 4),
    (repeat, 2),
    (flush, 6),
    (|world, _| tick(world), 5),
    (delete_old_segments, 3),
    (|world, _| clean(world), 1),
    (delete_records, 1),
    (|world, _| checkpoint(world), 3),
    (configure, 2),
    (read, 3),
    (|world, index| begin_anew(world, index), 1),
];

/// And in a story with a journal.
const JOURNAL_STEPS: [(Step, u64); 2] = [(|world, _| flush_together(world), 12), (|world, _| settle(world), 1)];

type Step = fn(&mut World, usize) -> Result<(), Died>;

/// What is frequent in one story: some steps never come and some often, and so do power losses, so that stories go where
/// an even mix of everything never gets.
pub struct Mix {
    steps: Vec<(Step, u64)>,
    /// Of four ends.
    pub power_losses: u64,
    /// Everything happens to this partition.
    favourite: Option<usize>,
}

impl Mix {
    pub fn draw(random: &mut Random, has_journal: bool) -> Mix {
        let journal_steps = if has_journal { JOURNAL_STEPS.as_slice() } else { &[] };
        let weigh = |(step, weight): &(Step, u64)| (*step, weight * [0, 1, 1, 3][random.below(4) as usize]);
        let steps = STEPS.iter().chain(journal_steps).map(weigh).collect();
        let favourite = random.one_in(2).then(|| random.below(PARTITIONS as u64) as usize);
        Mix { steps, power_losses: 1 + random.below(3), favourite }
    }

    fn choose(&self, random: &mut Random) -> Option<Step> {
        let mut left = random.below(self.steps.iter().map(|(_, weight)| weight).sum());
        let is_chosen = |(_, weight): &&(Step, u64)| {
            let is_chosen = left < *weight;
            left = left.saturating_sub(*weight);
            is_chosen
        };
        self.steps.iter().find(is_chosen).map(|(step, _)| *step)
    }
}

/// A random step. `Err`: the disk died in it.
pub fn step(world: &mut World) -> Result<(), Died> {
    let index = world.random.below(PARTITIONS as u64) as usize;
    let index = world.mix.favourite.unwrap_or(index);
    world.now_ms += world.random.below(1_000) as i64;
    match world.mix.choose(&mut world.random) {
        Some(step) => step(world, index),
        None => Ok(()),
    }
}

fn checkpoint(world: &mut World) -> Result<(), Died> {
    world.tell(|| "checkpoints".to_owned());
    world.write_checkpoints(None)
}

/// The broker, or a topic.
fn begin_anew(world: &mut World, index: usize) -> Result<(), Died> {
    if world.random.one_in(2) {
        world.tell(|| format!("t{index}: deleted and created"));
        return or_end(world, |world| world.replace_topic(index));
    }
    world.tell(|| "clean restart".to_owned());
    or_end(world, World::restart_cleanly)?;
    crate::check::after_start(world)
}

/// Nothing happens for a while: everything is on the disk, and the checkpoints say so.
pub fn rest(world: &mut World) -> Result<(), Died> {
    (0..PARTITIONS).try_for_each(|index| flush(world, index))?;
    checkpoint(world)
}

/// Where the disk fails in the middle of these there is nothing to go on with: the broker ends.
fn or_end(world: &mut World, step: impl FnOnce(&mut World) -> Result<(), Died>) -> Result<(), Died> {
    let outcome = step(world);
    if outcome.is_err() {
        world.service = None;
    }
    outcome
}

/// A batch to send, or `None` when there is nothing to send.
type Make = fn(&mut World, &Model) -> BatchBuilder;

fn plain(_: &mut World, _: &Model) -> BatchBuilder {
    BatchBuilder::new()
}

fn idempotent(world: &mut World, model: &Model) -> BatchBuilder {
    let producer_id = IDEMPOTENT[world.random.below(IDEMPOTENT.len() as u64) as usize];
    let (epoch, sequence) = next_sequence(model, producer_id);
    if world.random.one_in(12) {
        return BatchBuilder::new().producer(producer_id, epoch + 1, 0);
    }
    BatchBuilder::new().producer(producer_id, epoch, sequence)
}

fn transactional(world: &mut World, model: &Model) -> BatchBuilder {
    let producer_id = TRANSACTIONAL[world.random.below(TRANSACTIONAL.len() as u64) as usize];
    let (epoch, sequence) = next_sequence(model, producer_id);
    BatchBuilder::new().producer(producer_id, epoch, sequence).transactional()
}

fn next_sequence(model: &Model, producer_id: i64) -> (i16, i32) {
    model.last_of(producer_id).map_or((0, 0), |last| {
        let header = &last.header;
        let epoch = model.epoch_of(producer_id).unwrap_or(header.producer_epoch);
        if header.base_offset < model.start_max || header.producer_epoch < epoch {
            // Whether the partition still knows of it is open; a new epoch is right in any case.
            return (epoch + 1, 0);
        }
        (header.producer_epoch, increment_sequence(header.base_sequence, header.last_offset_delta + 1))
    })
}

fn append(world: &mut World, index: usize, make: Make) -> Result<(), Died> {
    let model = world.models[index].clone();
    let builder = make(world, &model);
    let compression = COMPRESSIONS[world.random.below(COMPRESSIONS.len() as u64) as usize];
    let count = 1 + world.random.below(4);
    let now_ms = world.now_ms;
    let records = (0..count).fold(builder.compression(compression), |builder, number| {
        let value = vec![b'a' + number as u8; world.random.below(200) as usize];
        let timestamp_ms = now_ms - world.random.below(3_000) as i64;
        builder.record(Some(&number.to_be_bytes()), Some(&value), timestamp_ms, &[])
    });
    send(world, index, records.build(), None)
}

/// One more batch.
pub fn appended_to(world: &mut World, index: usize) -> Result<(), ErrorCode> {
    let mut batch = BatchBuilder::new().record(Some(b"key"), Some(b"one more"), world.now_ms, &[]).build();
    let outcome = world.partition(index).append(&mut batch, request(Origin::Client, world.now_ms));
    outcome.map_err(|error| error.error_code)?;
    world.models[index].answered(Written::new(batch, None));
    Ok(())
}

fn end_transaction(world: &mut World, index: usize) -> Result<(), Died> {
    let producer_id = TRANSACTIONAL[world.random.below(TRANSACTIONAL.len() as u64) as usize];
    let commits = world.random.one_in(2);
    let model = &world.models[index];
    let Some(epoch) = model.last_of(producer_id).and_then(|_| model.epoch_of(producer_id)) else { return Ok(()) };
    let marker = BatchBuilder::new()
        .producer(producer_id, epoch, -1)
        .transactional()
        .control()
        .record(Some(&[0, 0, 0, u8::from(commits)]), Some(&[0, 0, 0, 0, 0, 1]), world.now_ms, &[])
        .build();
    send(world, index, marker, Some(commits))
}

fn send(world: &mut World, index: usize, mut batch: Vec<u8>, commits: Option<bool>) -> Result<(), Died> {
    let partition = world.partition(index);
    let has_failed = partition.failure().is_some();
    let origin = if commits.is_some() { Origin::Coordinator } else { Origin::Client };
    let request = request(origin, world.now_ms);
    let outcome = partition.append(&mut batch, request);
    let written = Written::new(batch, commits);
    let header = written.header;
    world.tell(|| {
        let (base_offset, last_offset) = (header.base_offset, header.last_offset());
        let (producer, sequence) = (header.producer_id, header.base_sequence);
        let answer = outcome.as_ref().map_or_else(ToString::to_string, |_| "ok".to_owned());
        let kind = if header.is_transactional() { " in a transaction" } else { "" };
        format!(
            "t{index}: {base_offset}-{last_offset}, producer {producer} sequence {sequence}{kind} {commits:?}: {answer}"
        )
    });
    match &outcome {
        Ok(outcome) => {
            assert!(!outcome.duplicate, "a new batch was taken for a repeated one: {header:?}");
            assert_eq!(outcome.base_offset, world.models[index].end(), "a batch was given another place");
            world.models[index].answered(written);
            if outcome.must_wait() || outcome.flush_due {
                if world.has_journal && !world.random.one_in(4) {
                    flush_those(world, &[index])?;
                } else {
                    flush_requested(world, index)?;
                }
            }
        }
        // It may be there if it had got its offsets.
        Err(_) if !has_failed && header.base_offset == world.models[index].end() => {
            world.models[index].unanswered = Some(written)
        }
        Err(_) => {}
    }
    world.expect("appending", outcome).map(|_| ())
}

pub fn request(origin: Origin, now_ms: i64) -> AppendRequest {
    let verification = Verification::NotRequired;
    AppendRequest { acks: -1, origin, api_version: 13, verification, transaction_version: 1, now_ms }
}

/// The last batch of a producer comes once more.
fn repeat(world: &mut World, index: usize) -> Result<(), Died> {
    let producer_id = IDEMPOTENT[world.random.below(IDEMPOTENT.len() as u64) as usize];
    let Some(last) = world.models[index].last_of(producer_id).cloned() else { return Ok(()) };
    if last.header.base_offset < world.models[index].start_max {
        return Ok(());
    }
    let outcome = world.partition(index).append(&mut last.as_sent(), request(Origin::Client, world.now_ms));
    let outcome = world.expect("repeating", outcome)?;
    assert!(outcome.duplicate, "a repeated batch was taken for a new one: {:?}", last.header);
    assert_eq!(outcome.base_offset, last.header.base_offset);
    Ok(())
}

fn flush(world: &mut World, index: usize) -> Result<(), Died> {
    let end = world.models[index].end();
    world.tell(|| format!("t{index}: flush to {end}"));
    world.expect("flushing", world.partition(index).flush())?;
    world.models[index].flushed_end = end;
    Ok(())
}

fn flush_requested(world: &mut World, index: usize) -> Result<(), Died> {
    let end = world.models[index].end();
    world.tell(|| format!("t{index}: flush as requested to {end}"));
    let again = world.expect("flushing", world.partition(index).flush_requested())?;
    assert!(!again, "nothing was appended meanwhile");
    world.models[index].flushed_end = end;
    Ok(())
}

/// Some partitions in one round of the directory's journal.
fn flush_together(world: &mut World) -> Result<(), Died> {
    let indexes: Vec<usize> = (0..PARTITIONS).filter(|_| !world.random.one_in(3)).collect();
    flush_those(world, &indexes)
}

fn flush_those(world: &mut World, indexes: &[usize]) -> Result<(), Died> {
    let flusher = world.random.below(2) as usize;
    let partitions: Vec<_> = indexes.iter().map(|index| world.partition(*index)).collect();
    let flushed = world.group().flush(flusher, partitions.clone());
    assert!(flushed.again.is_empty(), "nothing was appended meanwhile");
    for (index, partition) in indexes.iter().zip(&partitions) {
        let is_alone = flushed.alone.iter().any(|alone| Arc::ptr_eq(alone, partition));
        world.tell(|| format!("t{index}: in a round, {}", if is_alone { "not taken" } else { "on the disk" }));
        if !is_alone {
            world.models[*index].flushed_end = world.models[*index].end();
        }
    }
    world.service.as_mut().unwrap().settling.extend(flushed.settling);
    if let Some(error) = flushed.error {
        world.expect("a round", Err::<(), _>(error))?;
    }
    for (index, partition) in indexes.iter().zip(&partitions) {
        if flushed.alone.iter().any(|alone| Arc::ptr_eq(alone, partition)) {
            flush_requested(world, *index)?;
        }
    }
    if world.random.one_in(3) { settle(world) } else { Ok(()) }
}

/// A file of the journal is to be used anew.
fn settle(world: &mut World) -> Result<(), Died> {
    while let Some(settling) = world.service.as_mut().unwrap().settling.pop() {
        world.tell(|| format!("the journal's file {} is settled", settling.file));
        for index in 0..PARTITIONS {
            let partition = world.partition(index);
            let (others, mine): (Vec<_>, Vec<_>) =
                settling.partitions.iter().partition(|settled| settled.topic_id() != partition.topic_id());
            if !mine.is_empty() {
                flush(world, index)?;
            }
            // Of topics that are deleted.
            for other in others.iter().filter(|other| other.topic() == partition.topic()) {
                world.expect("flushing what is deleted", other.flush())?;
            }
        }
        world.group().settled(settling.file);
    }
    Ok(())
}

fn tick(world: &mut World) -> Result<(), Died> {
    world.now_ms += 1_000;
    world.tell(|| "tick".to_owned());
    for index in 0..PARTITIONS {
        let partition = world.partition(index);
        world.expect("ticking", partition.tick(world.now_ms))?;
        if partition.take_flush_by_age(world.now_ms) {
            flush_requested(world, index)?;
        }
    }
    Ok(())
}

fn delete_old_segments(world: &mut World, index: usize) -> Result<(), Died> {
    world.now_ms += world.random.below(10_000) as i64;
    let partition = world.partition(index);
    let deleted = partition.delete_old_segments(world.now_ms);
    note_log_start(world, index);
    world.tell(|| format!("t{index}: old segments {deleted:?}, starts at {}", partition.log_start_offset()));
    world.expect("deleting old segments", deleted).map(|_| ())
}

/// Compaction, as the cleaner's thread does it.
fn clean(world: &mut World) -> Result<(), Died> {
    let index = COMPACTED;
    let partition = world.partition(index);
    let mut tools = CleanerTools { map: OffsetMap::new(1 << 16, 0.9).unwrap(), chunk_bytes: 500 };
    let end = world.models[index].end();
    let model = &mut world.models[index];
    model.cleaned_below = model.cleaned_below.max(end);
    let checkpoint = world.cleaned(index);
    let outcome = partition.clean(checkpoint, &mut tools, world.now_ms, &mut |_| ControlFlow::Continue(()));
    world.tell(|| format!("t{index}: cleaned from {checkpoint:?}: {outcome:?}"));
    match world.expect("cleaning", outcome)? {
        Some(cleaned) => world.note_cleaned(index, cleaned.end_offset),
        None => Ok(()),
    }
}

/// As the server does it: the checkpoint is written before the answer.
fn delete_records(world: &mut World, index: usize) -> Result<(), Died> {
    if !world.configs[index].deletes {
        return Ok(());
    }
    let partition = world.partition(index);
    let offset = world.random.below(partition.high_watermark() as u64 + 1) as i64;
    let deleted = partition.delete_records(offset);
    note_log_start(world, index);
    world.tell(|| format!("t{index}: records before {offset} deleted: {deleted:?}"));
    world.expect("deleting records", deleted)?;
    world.write_checkpoints(None)
}

fn note_log_start(world: &mut World, index: usize) {
    let log_start_offset = world.partition(index).log_start_offset();
    let model = &mut world.models[index];
    model.start_max = model.start_max.max(log_start_offset);
}

fn configure(world: &mut World, index: usize) -> Result<(), Died> {
    let config = world.random_config(index);
    world.tell(|| format!("t{index}: {:?}, flush.messages {}", config.log, config.flush_messages));
    world.configs[index] = config.clone();
    world.partition(index).configure(Arc::new(config));
    Ok(())
}

fn read(world: &mut World, index: usize) -> Result<(), Died> {
    let partition = world.partition(index);
    let (start, end) = (partition.log_start_offset(), partition.log_end_offset());
    let offset = start + world.random.below((end - start + 1) as u64) as i64;
    let request = ReadRequest {
        offset,
        max_bytes: world.random.below(3_000) as usize,
        at_least_one_batch: true,
        isolation: Isolation::ReadCommitted,
        current_leader_epoch: -1,
        last_fetched_epoch: -1,
    };
    let outcome = partition.read(&request);
    if let Err(error) = &outcome {
        assert_ne!(error.error_code, ErrorCode::OFFSET_OUT_OF_RANGE, "{offset} of {start} to {end}");
    }
    world.expect("reading", outcome).map(|_| ())
}
