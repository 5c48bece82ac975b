//! The open connections of one broker: their limits, and the way to end them all.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::Notify;

use crate::limits::ConnectionLimits;
use crate::signal::Signal;

#[derive(Default)]
struct State {
    next_id: u64,
    open: HashMap<u64, (IpAddr, Arc<Signal>)>,
    per_ip: HashMap<IpAddr, usize>,
    limits: ConnectionLimits,
    refusing: bool,
}

#[derive(Default)]
pub struct Connections {
    state: Mutex<State>,
    /// One ended, or the limits are others.
    changed: Notify,
}

impl Connections {
    /// Holds for the next connections; those that are open stay.
    pub fn limit(&self, limits: ConnectionLimits) {
        self.state.lock().limits = limits;
        self.changed.notify_one();
    }

    /// Resolves when there is room for one more. As in Apache Kafka, clients beyond `max.connections` wait to be accepted.
    pub async fn room(&self) {
        while !self.has_room() {
            self.changed.notified().await;
        }
    }

    fn has_room(&self) -> bool {
        let state = self.state.lock();
        state.open.len() < state.limits.connections_max
    }

    /// A new connection's id and signal; None where its host has too many, or the broker stops.
    pub fn admit(&self, peer: IpAddr) -> Option<(u64, Arc<Signal>)> {
        let mut state = self.state.lock();
        let of_peer = state.per_ip.get(&peer).copied().unwrap_or(0);
        if state.refusing || of_peer >= state.limits.of_host(peer) {
            return None;
        }
        state.next_id += 1;
        let id = state.next_id;
        let signal = Arc::new(Signal::default());
        state.open.insert(id, (peer, Arc::clone(&signal)));
        *state.per_ip.entry(peer).or_default() += 1;
        Some((id, signal))
    }

    pub fn remove(&self, id: u64) {
        let mut state = self.state.lock();
        let Some((peer, _)) = state.open.remove(&id) else { return };
        if let Some(count) = state.per_ip.get_mut(&peer) {
            *count -= 1;
            if *count == 0 {
                state.per_ip.remove(&peer);
            }
        }
        drop(state);
        self.changed.notify_one();
    }

    /// Admits no more and asks every connection to end.
    pub fn close_all(&self) {
        let mut state = self.state.lock();
        state.refusing = true;
        for (_, signal) in state.open.values() {
            signal.close();
        }
    }

    pub fn count(&self) -> usize {
        self.state.lock().open.len()
    }
}
