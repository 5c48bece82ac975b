//! A seed's story: lives of a broker on one disk, each begun by a start and ended by a crash.

use log::storage::memory::{Fault, NameOrder, Random};

use crate::check;
use crate::steps::{rest, step};
use crate::world::{Died, Stop, Told, World};

const LIVES: u64 = 4;
const STEPS: u64 = 40;
/// Of a life that ends soon after a start: what the start has repaired is hardly on the disk yet.
const BRIEF_STEPS: u64 = 6;
/// A life that does not end of itself within its steps ends after about so many calls of the disk.
const CALLS: u64 = 500;
/// Of one that ends when its start has hardly begun.
const START_CALLS: u64 = 30;

pub fn run(seed: u64) -> Told {
    let mut world = World::new(seed);
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| live(&mut world)));
    if let Err(panic) = outcome {
        world.told.print();
        std::panic::resume_unwind(panic);
    }
    world.told
}

fn live(world: &mut World) {
    for _ in 0..1 + world.random.below(LIVES) {
        let steps = if world.random.one_in(3) { BRIEF_STEPS } else { STEPS };
        if steps == STEPS {
            let calls = if world.random.one_in(4) { START_CALLS } else { CALLS };
            let deadline = world.disk.call_count() + world.random.below(calls);
            die_at(world, deadline);
        }
        if world.random.one_in(2) {
            world.alter_configs();
        }
        let died = one_life(world, steps);
        world.tell(|| format!("the life ends: {died:?}"));
        crash(world);
    }
    // Nothing goes wrong any more: what is there must open, and opening it once more must change nothing.
    world.start().unwrap();
    check::after_start(world).unwrap();
    check::second_recovery_changes_nothing(world);
    world.restart_cleanly().unwrap();
    check::after_start(world).unwrap();
}

fn one_life(world: &mut World, steps: u64) -> Result<(), Died> {
    world.leader_epoch += i32::from(world.random.one_in(2));
    world.start()?;
    check::after_start(world)?;
    for _ in 0..world.random.below(steps) {
        step(world)?;
    }
    match world.random.below(6) {
        0 | 1 => rest(world),
        2 => world.stop_cleanly(),
        _ => Ok(()),
    }
}

/// The process dies at that call, perhaps in the middle of a write.
fn die_at(world: &mut World, deadline: u64) {
    let mut random = Random::new(world.random.draw());
    world.disk.set_faults(move |call| {
        (call.number >= deadline).then(|| Fault::Death { bytes: random.below(call.bytes as u64 + 1) as usize })
    });
}

/// Ends the process, or the power.
fn crash(world: &mut World) {
    let order = if world.random.one_in(4) { NameOrder::Any } else { NameOrder::Journal };
    let stop = if world.random.below(4) < world.mix.power_losses { Stop::PowerLoss(order) } else { Stop::Kill };
    crash_with(world, stop);
}

pub fn crash_with(world: &mut World, stop: Stop) {
    world.service = None;
    if let Stop::PowerLoss(order) = stop {
        world.told.power_losses += 1;
        world.disk = world.disk.after_power_loss(order, &mut world.random);
    } else {
        world.told.kills += 1;
        world.disk = world.disk.after_kill();
    }
    world.tell(|| format!("{stop:?}"));
    world.unchecked = Some(world.unchecked.map_or(stop, |before| before.and(stop)));
}
