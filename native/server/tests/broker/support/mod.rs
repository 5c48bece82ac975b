//! What the tests of the server share: a broker in a temporary directory, a control plane that answers on a thread,
//! raw clients that speak through `wire`'s codecs, and batches.
//!
//! Invariant: nothing here waits longer than `PATIENCE`; a test that hangs fails with what it waited for.

mod batches;
mod broker;
mod client;
mod control_plane;
mod fetching;
mod offsets;
mod producing;
mod transacting;

use std::time::{Duration, Instant};

pub use batches::{NOW_MS, Random, batch, batch_of, durable, partition_config, stored};
pub use broker::{LEADER_EPOCH, TestBroker, cleaner_settings, native_apis, topic_id};
pub use client::{Client, frame};
pub use control_plane::{ControlPlane, Hearing, METADATA};
pub use fetching::{FetchRequestSpec, Fetched, fetch, read_response};
pub use offsets::{end_of_epoch, list_offset};
pub use producing::{Produced, produce, produced, sent_produce, write_produce, write_transactional_produce};
pub use transacting::{Transaction, end, markers};

pub const PATIENCE: Duration = Duration::from_secs(10);

/// Looks again and again until the condition holds.
#[track_caller]
pub fn wait_until(what: &str, mut condition: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !condition() {
        assert!(Instant::now() < deadline, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(1));
    }
}
