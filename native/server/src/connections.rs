//! The open connections of one broker: their limits, and the way to end them all.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::Notify;

use crate::limits::Limits;
use crate::signal::Signal;

#[derive(Default)]
struct State {
    next_id: u64,
    open: HashMap<u64, (IpAddr, Arc<Signal>)>,
    per_ip: HashMap<IpAddr, usize>,
    refusing: bool,
}

#[derive(Default)]
pub struct Connections {
    state: Mutex<State>,
    /// One ended.
    ended: Notify,
}

impl Connections {
    /// Resolves when there is room for one more. As in Apache Kafka, clients beyond `max.connections` wait to be accepted.
    pub async fn room(&self, limits: &Limits) {
        while self.count() >= limits.connections_max {
            self.ended.notified().await;
        }
    }

    /// A new connection's id and signal; None where its host has too many, or the broker stops.
    pub fn admit(&self, peer: IpAddr, limits: &Limits) -> Option<(u64, Arc<Signal>)> {
        let mut state = self.state.lock();
        let of_peer = state.per_ip.get(&peer).copied().unwrap_or(0);
        if state.refusing || of_peer >= limits.connections_per_ip_max {
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
        self.ended.notify_one();
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
