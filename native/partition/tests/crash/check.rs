//! The promises.
//!
//! - What was acknowledged and flushed is there after a power loss; after the death of the process all that was
//!   acknowledged is.
//! - A batch is there whole, as it was written, or not at all; nothing else is there.
//! - Indexes, epochs, producers and transactions are what the batches say.
//! - Opening what was just recovered changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use log::storage::memory::NameOrder;
use partition::{Isolation, ListOffsetRequest, Partition, ReadOutcome, ReadRequest};
use wire::record_batch::whole_batches;
use wire::validate::Origin;

use crate::model::{Aborted, Model, Written};
use crate::world::{Died, PARTITIONS, Stop, World};

/// Checks every partition, and lets the models go on from what is there. The disk may die under it: what was read until
/// then must be right all the same.
pub fn after_start(world: &mut World) -> Result<(), Died> {
    let stop = world.unchecked.unwrap_or(Stop::Clean);
    for index in 0..PARTITIONS {
        let partition = world.partition(index);
        let what = format!("t{index} after {stop:?}");
        let found = batches(world, &partition, &what)?;
        let model = &mut world.models[index];
        ends(model, &partition, stop, &what);
        contents(model, &partition, &found, stop, &what);
        let holes = may_have_holes(model, stop);
        if stop == Stop::PowerLoss(NameOrder::Any) {
            model.unindexed_below = model.start_max;
        }
        model.settle(holes, &found, partition.log_start_offset(), partition.log_end_offset());
        let model = model.clone();
        epochs(&partition, &found, &what);
        lookups(world, &partition, &found, &what)?;
        producers(world, &model, &partition, &found, &what)?;
        transactions(world, &model, &partition, &found, &what)?;
    }
    world.unchecked = None;
    Ok(())
}

pub fn second_recovery_changes_nothing(world: &mut World) {
    let offsets = |world: &World| -> Vec<_> { (0..PARTITIONS).map(|index| world.partition(index).offsets()).collect() };
    let recover = |world: &mut World| {
        world.service = None;
        world.disk = world.disk.after_kill();
        world.start().unwrap();
    };
    // The start before may have been a clean one.
    recover(world);
    let (files, found) = (world.files(), offsets(world));
    recover(world);
    assert_eq!(offsets(world), found, "offsets after a second recovery");
    let again = world.files();
    let names = |files: &std::collections::BTreeMap<_, _>| files.keys().cloned().collect::<Vec<std::path::PathBuf>>();
    assert_eq!(names(&again), names(&files), "files after a second recovery");
    for (path, bytes) in &files {
        assert_eq!(again[path], *bytes, "{} after a second recovery", path.display());
    }
}

fn request(offset: i64, isolation: Isolation) -> ReadRequest {
    let (current_leader_epoch, last_fetched_epoch) = (-1, -1);
    ReadRequest {
        offset,
        max_bytes: 4096,
        at_least_one_batch: true,
        isolation,
        current_leader_epoch,
        last_fetched_epoch,
    }
}

/// Whole batches of one read.
fn batches_of(outcome: &ReadOutcome) -> std::io::Result<Vec<Written>> {
    let Some(slice) = &outcome.slice else { return Ok(Vec::new()) };
    let mut bytes = Vec::new();
    slice.read_into(&mut bytes)?;
    let written = |(header, batch): (_, &[u8])| Written { header, bytes: batch.to_vec(), commits: None };
    Ok(whole_batches(&bytes).map(written).collect())
}

/// Everything in the partition.
pub fn batches(world: &World, partition: &Partition, what: &str) -> Result<Vec<Written>, Died> {
    let mut all: Vec<Written> = Vec::new();
    let mut offset = partition.log_start_offset();
    while offset < partition.log_end_offset() {
        let outcome = world.expect(what, partition.read(&request(offset, Isolation::LogEnd)))?;
        let read = world.expect(what, batches_of(&outcome))?;
        // A flipped bit can give a batch another offset.
        let Some(last) = read.last().filter(|last| last.header.last_offset() >= offset) else { break };
        offset = last.header.last_offset() + 1;
        all.extend(read);
    }
    Ok(all)
}

fn ends(model: &Model, partition: &Partition, stop: Stop, what: &str) {
    let offsets = partition.offsets();
    let (start, end) = (offsets.log_start_offset, offsets.log_end_offset);
    assert!(
        offsets.last_stable_offset <= offsets.high_watermark && offsets.high_watermark <= end,
        "{what}: {offsets:?}"
    );
    let promised = if matches!(stop, Stop::PowerLoss(_)) { model.flushed_end } else { model.end() };
    assert!(end >= promised, "{what}: the log ends at {end}, {promised} was promised");
    let most = model.unanswered.as_ref().map_or(model.end(), |batch| batch.header.last_offset() + 1);
    assert!(end <= most.max(model.end()), "{what}: the log ends at {end}, {most} was written");
    let least = model.start_checkpointed;
    // Without an order of names the first segments may be missing, as far as they were not flushed.
    let most = if stop == Stop::PowerLoss(NameOrder::Any) { model.start_max.max(end) } else { model.start_max };
    assert!((least..=most).contains(&start), "{what}: the log starts at {start}, {least} to {most} was asked for");
}

/// Exactly what was written, and all of it from where the log was last known to start.
fn contents(model: &Model, partition: &Partition, found: &[Written], stop: Stop, what: &str) {
    for batch in found {
        let offset = batch.header.base_offset;
        let Some(written) = model.batch_at(offset) else { panic!("{what}: nobody wrote a batch at {offset}") };
        let is_same = written.bytes == batch.bytes || (offset < model.cleaned_below && is_part(batch, written));
        assert!(is_same, "{what}: the batch at {offset} is not what was written");
    }
    let there: BTreeSet<i64> = found.iter().map(|batch| batch.header.base_offset).collect();
    let end = if may_have_holes(model, stop) { model.flushed_end } else { partition.log_end_offset() };
    let from = model.start_max.max(partition.log_start_offset());
    let records: BTreeSet<i64> = found.iter().flat_map(|batch| batch.records().into_keys()).collect();
    if model.cleaned_below > 0 {
        for offset in model.last_records(partition.log_end_offset()).range(from..end.max(from)) {
            assert!(
                records.contains(offset),
                "{what}: the last record of its key, at {offset}, is missing before {end}"
            );
        }
    }
    let from = from.max(model.cleaned_below);
    for batch in model.batches.iter().filter(|batch| batch.header.last_offset() >= from) {
        let offset = batch.header.base_offset;
        let is_behind = batch.header.last_offset() >= end;
        assert!(is_behind || there.contains(&offset), "{what}: the batch at {offset} is missing before {end}");
    }
}

/// What was not flushed may be missing in the middle of the log: without an order of names, a segment whose name was not
/// flushed; in a compacted log the end of a segment before one that arrived, for recovery cannot tell that from what
/// compaction leaves.
fn may_have_holes(model: &Model, stop: Stop) -> bool {
    match stop {
        Stop::PowerLoss(NameOrder::Any) => true,
        Stop::PowerLoss(NameOrder::Journal) => model.compacted,
        Stop::Clean | Stop::Kill => false,
    }
}

/// Whether compaction can have made this of that batch.
fn is_part(batch: &Written, written: &Written) -> bool {
    let all = written.records();
    let kept = batch.records().into_iter().all(|(offset, record)| all.get(&offset) == Some(&record));
    kept && batch.header.last_offset() == written.header.last_offset()
}

/// An epoch ends behind its last batch. Where compaction, a log start that moved, or a power loss took batches behind it,
/// it may end later, but not behind the next batch that is there.
fn epochs(partition: &Partition, found: &[Written], what: &str) {
    let end = partition.log_end_offset();
    let epoch_of = |batch: &Written| batch.header.partition_leader_epoch;
    let known: BTreeSet<i32> = found.iter().map(epoch_of).collect();
    for epoch in known {
        let last = found.iter().rev().find(|batch| epoch_of(batch) == epoch).map(|batch| batch.header.last_offset());
        let next = found.iter().find(|batch| epoch_of(batch) > epoch).map(|batch| batch.header.base_offset);
        let (from, to) = (last.unwrap_or(-1) + 1, next.unwrap_or(end));
        let answer = partition.end_offset_for_epoch(epoch, -1).unwrap();
        let is_right = answer.leader_epoch == epoch && (from..=to).contains(&answer.end_offset);
        assert!(is_right, "{what}: epoch {epoch} ends at {answer:?}, not from {from} to {to}");
    }
}

/// Offsets and timestamps are found where they are.
fn lookups(world: &mut World, partition: &Partition, found: &[Written], what: &str) -> Result<(), Died> {
    let (start, end) = (partition.log_start_offset(), partition.log_end_offset());
    for _ in 0..4 {
        let offset = start + world.random.below((end - start) as u64 + 1) as i64;
        let expected = found.iter().find(|batch| batch.header.last_offset() >= offset);
        let outcome = partition.read(&request(offset, Isolation::LogEnd));
        let outcome = world.expect(what, outcome)?;
        let read = world.expect(what, batches_of(&outcome))?;
        let first = read.first().map(|batch| batch.header.base_offset);
        assert_eq!(first, expected.map(|batch| batch.header.base_offset), "{what}: the batch of offset {offset}");
    }
    let recent_ms = world.now_ms - world.random.below(8_000) as i64;
    let of_batches = found.iter().map(|batch| batch.header.max_timestamp);
    for timestamp_ms in of_batches.chain([recent_ms]) {
        timestamp_lookup(world, partition, found, timestamp_ms, what)?;
    }
    Ok(())
}

fn timestamp_lookup(
    world: &World,
    partition: &Partition,
    found: &[Written],
    timestamp_ms: i64,
    what: &str,
) -> Result<(), Died> {
    let start = partition.log_start_offset();
    let expected = found.iter().filter(|batch| batch.header.max_timestamp >= timestamp_ms).find_map(|batch| {
        let reaches = |(offset, at): &(i64, i64)| *at >= timestamp_ms && *offset >= start;
        batch.timestamps().into_iter().find(reaches).map(|(offset, _)| offset)
    });
    let wanted =
        ListOffsetRequest { timestamp_ms, isolation: Isolation::LogEnd, current_leader_epoch: -1, api_version: 10 };
    let listed = world.expect(what, partition.list_offset(&wanted))?;
    let offset = Some(listed.offset).filter(|offset| *offset >= 0);
    assert_eq!(offset, expected, "{what}: the first record at {timestamp_ms} or later");
    Ok(())
}

/// The last batch of each producer is known: it is not taken twice, and a gap after it is refused.
fn producers(world: &World, model: &Model, partition: &Partition, found: &[Written], what: &str) -> Result<(), Died> {
    for producer_id in 1..=3 {
        let is_there = |last: &&Written| {
            let offset = last.header.base_offset;
            let is_found = found.iter().any(|batch| batch.header.base_offset == offset);
            // What lies before a log start that a later start does not know of any more may be gone.
            offset >= partition.log_start_offset() && (offset >= model.start_max || is_found)
        };
        let Some(last) = model.last_of(producer_id).filter(is_there) else { continue };
        let request = crate::steps::request(Origin::Client, world.now_ms);
        let end = partition.log_end_offset();
        let outcome = partition.append(&mut last.as_sent(), request);
        let outcome = world.expect(&format!("{what}: the last batch of producer {producer_id}"), outcome)?;
        assert!(
            outcome.duplicate && outcome.base_offset == last.header.base_offset,
            "{what}: the last batch of producer {producer_id}, at {}, was taken for a new one",
            last.header.base_offset
        );
        assert_eq!(partition.log_end_offset(), end);
    }
    Ok(())
}

fn transactions(
    world: &World,
    model: &Model,
    partition: &Partition,
    found: &[Written],
    what: &str,
) -> Result<(), Died> {
    let offsets = partition.offsets();
    let start = offsets.log_start_offset;
    // An open transaction that began before the log start begins there, or with what is left of it.
    let stable = |open: BTreeMap<i64, i64>| {
        open.values().min().map_or(offsets.high_watermark, |first| (*first).max(start).min(offsets.high_watermark))
    };
    // One that began before a log start which a later start does not know of any more may be gone, or a part of it.
    let left = model.left(found);
    let expected =
        [stable(model.open_transactions(0)), stable(model.open_transactions(start)), stable(left.open_transactions(0))];
    let found_stable = offsets.last_stable_offset;
    assert!(expected.contains(&found_stable), "{what}: the last stable offset is {found_stable}, not {expected:?}");

    let mut answered = BTreeSet::new();
    let mut offset = start;
    while offset < found_stable {
        let outcome = partition.read(&request(offset, Isolation::ReadCommitted));
        let outcome = world.expect(what, outcome)?;
        let aborted = outcome.aborted.iter().flatten();
        answered.extend(aborted.map(|aborted| Aborted {
            producer_id: aborted.producer_id,
            first_offset: aborted.first_offset,
            marker_offset: aborted.last_offset,
        }));
        let read = world.expect(what, batches_of(&outcome))?;
        let Some(last) = read.last() else { break };
        offset = last.header.last_offset() + 1;
    }
    // A transaction that began before the log start may be known by what was left of it when the partition was opened.
    // Compaction takes batches from a transaction, and the whole of it in the end.
    let from = start.max(model.cleaned_below);
    let all = model.aborted(0);
    let same = |one: &Aborted, other: &Aborted| {
        (one.producer_id, one.marker_offset) == (other.producer_id, other.marker_offset)
    };
    let has_data = |producer_id: i64, offsets: std::ops::Range<i64>| {
        found.iter().any(|batch| {
            let header = &batch.header;
            header.producer_id == producer_id && !header.is_control() && offsets.contains(&header.base_offset)
        })
    };
    // Where a power loss took the end of a transaction from a compacted log, the next marker of its producer ends it.
    let as_left = left.aborted(0);
    for told in &answered {
        let known = all.iter().find(|aborted| same(aborted, told));
        let is_right = known.is_some_and(|aborted| {
            aborted.first_offset == told.first_offset
                || (aborted.first_offset < from
                    && model.is_first_left(told.producer_id, aborted.first_offset, told.first_offset))
        });
        // Where compaction and a power loss took its records, or the first ones, nobody is misled.
        let first_known = known.map_or(told.marker_offset, |aborted| aborted.first_offset);
        let is_gone = !has_data(told.producer_id, told.first_offset..first_known);
        let is_right = is_right || as_left.contains(told);
        assert!(is_right || (is_gone && told.first_offset < first_known), "{what}: {told:?} where {known:?}");
    }
    let from = from.max(model.unindexed_below);
    for aborted in all.iter().filter(|aborted| aborted.first_offset >= from && aborted.marker_offset < found_stable) {
        let Aborted { producer_id, first_offset, marker_offset } = *aborted;
        // A power loss may have left nothing of it but its marker.
        if !has_data(producer_id, first_offset..marker_offset) {
            continue;
        }
        assert!(answered.contains(aborted), "{what}: {aborted:?} is not told");
    }
    Ok(())
}
