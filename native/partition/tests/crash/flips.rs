//! Flipped bits, in any file of a log directory: a start and whatever is asked of it then answer or refuse; nothing panics.

use crate::check;
use crate::life::crash_with;
use crate::steps::step;
use crate::world::{Failing, PARTITIONS, Stop, World};

const SEEDS: u64 = 150;
const STEPS: u64 = 60;

#[test]
fn a_flipped_bit_in_any_file_is_answered_or_refused() {
    let first = crate::number("MILLRACE_FLIP_SEED");
    for seed in first.unwrap_or(0)..first.map_or(SEEDS, |seed| seed + 1) {
        let outcome = std::panic::catch_unwind(|| run(seed));
        assert!(outcome.is_ok(), "MILLRACE_FLIP_SEED={seed} replays it");
    }
}

fn run(seed: u64) {
    let mut world = World::new(seed);
    world.start().unwrap();
    (0..STEPS).for_each(|_| drop(step(&mut world)));
    if world.random.one_in(2) {
        world.stop_cleanly().unwrap();
    }
    crash_with(&mut world, Stop::Kill);
    let files = world.disk.files();
    for _ in 0..=world.random.below(3) {
        let path = &files[world.random.below(files.len() as u64) as usize];
        let bits = 8 * world.files()[path].len() as u64;
        if bits > 0 {
            let bit = world.random.below(bits);
            world.disk.flip_bit(path, bit).unwrap();
        }
    }
    world.failing = Failing::Tolerated;
    if world.start().is_err() {
        return;
    }
    for index in 0..PARTITIONS {
        let partition = world.partition(index);
        let _ = check::batches(&world, &partition, "after a flipped bit");
        let _ = crate::steps::appended_to(&mut world, index);
        let _ = (partition.flush(), partition.delete_old_segments(world.now_ms), partition.close());
    }
}
