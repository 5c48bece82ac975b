//! The same steps on a disk that does not die but fails: an error at one call, or at every one for a while, for each call
//! of the story.
//!
//! Promise: a partition answers KAFKA_STORAGE_ERROR or goes on, nothing panics, and what was acknowledged is there when
//! the broker is started again, on a disk that works, after a kill or a power loss.

use log::storage::memory::{Fault, NameOrder, Operation};
use wire::ErrorCode;

use crate::check;
use crate::life::crash_with;
use crate::steps::{appended_to, step};
use crate::world::{Failing, PARTITIONS, Stop, World};

const STEPS: u64 = 40;
const NO_SPACE: i32 = 28;
const INPUT_OUTPUT: i32 = 5;
const TOO_MANY_FILES: i32 = 24;

#[derive(Clone, Copy, Debug)]
enum Trouble {
    /// One call fails.
    Error,
    /// Every call that writes fails, half done, for a while: the disk is full.
    Full { calls: u64 },
    /// Nothing can be opened for a while.
    NoHandles { calls: u64 },
    /// Everything that waits for the disk fails from here on.
    NoFlush,
}

const TROUBLES: [Trouble; 5] = [
    Trouble::Error,
    Trouble::Full { calls: 1 },
    Trouble::Full { calls: 30 },
    Trouble::NoHandles { calls: 5 },
    Trouble::NoFlush,
];

impl Trouble {
    fn at(self, operation: Operation, bytes: usize, since: u64) -> Option<Fault> {
        use Operation::{Create, CreateFolder, List, Open, Rename, Reserve, Sync, SyncFolder, Write};
        let io_error = Fault::Error(INPUT_OUTPUT);
        match self {
            Trouble::Error if since == 0 && operation == Write => {
                Some(Fault::Torn { bytes: bytes / 2, error: INPUT_OUTPUT })
            }
            Trouble::Error => (since == 0).then_some(io_error),
            Trouble::Full { calls } if since < calls => match operation {
                Write => Some(Fault::Torn { bytes: bytes / 2, error: NO_SPACE }),
                Create | CreateFolder | Rename | Reserve => Some(Fault::Error(NO_SPACE)),
                _ => None,
            },
            Trouble::NoHandles { calls } if since < calls => {
                matches!(operation, Open | Create | List | SyncFolder).then_some(Fault::Error(TOO_MANY_FILES))
            }
            Trouble::NoFlush => matches!(operation, Sync | SyncFolder).then_some(io_error),
            Trouble::Full { .. } | Trouble::NoHandles { .. } => None,
        }
    }
}

/// A broker's life of so many steps with trouble from call `from` on; whether the story reached that call.
fn run(seed: u64, steps: u64, trouble: Trouble, from: u64) -> bool {
    let mut world = World::new(seed);
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| live(&mut world, steps, trouble, from)));
    outcome.unwrap_or_else(|panic| {
        world.told.print();
        eprintln!("seed {seed}, {trouble:?} from call {from}");
        std::panic::resume_unwind(panic)
    })
}

fn live(world: &mut World, steps: u64, trouble: Trouble, from: u64) -> bool {
    world.failing = Failing::Tolerated;
    world.disk.set_faults(move |call| {
        call.number.checked_sub(from).and_then(|since| trouble.at(call.operation, call.bytes, since))
    });
    let mut reached = false;
    let mut started = world.start();
    for _ in 0..steps {
        if started.is_err() || world.service.is_none() {
            // What did not start is started again; that the trouble goes on is no reason to lose anything.
            reached |= world.disk.call_count() > from;
            crash_with(world, Stop::Kill);
            started = world.start().and_then(|()| check::after_start(world));
            continue;
        }
        // A refused step is another story's end; here the next one comes.
        let _ = step(world);
    }
    reached |= world.disk.call_count() > from;
    world.disk.clear_faults();
    world.failing = Failing::Refused;
    if world.service.is_some() {
        goes_on(world);
    }
    let stop = if world.random.one_in(2) { Stop::Kill } else { Stop::PowerLoss(NameOrder::Journal) };
    crash_with(world, stop);
    world.start().unwrap();
    check::after_start(world).unwrap();
    check::second_recovery_changes_nothing(world);
    reached
}

/// Every partition either takes an append again, or says that its storage has failed.
fn goes_on(world: &mut World) {
    for index in 0..PARTITIONS {
        let failure = world.partition(index).failure();
        match appended_to(world, index) {
            Ok(()) => assert_eq!(failure, None),
            Err(error_code) => {
                assert_eq!(error_code, ErrorCode::KAFKA_STORAGE_ERROR);
                assert!(failure.is_some(), "t{index} refuses appends and has not failed");
            }
        }
    }
}

/// One story with the tests; others by `MILLRACE_FAULT_SEED`.
#[test]
fn no_error_at_any_call_loses_what_was_acknowledged() {
    let seed = crate::number("MILLRACE_FAULT_SEED").unwrap_or(1);
    let tell = |trouble| {
        let stories = (0..).take_while(|from| run(seed, STEPS, trouble, *from)).count();
        assert!(stories > 50, "{trouble:?} came to {stories} calls only");
    };
    std::thread::scope(|scope| TROUBLES.iter().for_each(|trouble| drop(scope.spawn(|| tell(*trouble)))));
}
