//! Snapshots of the metadata log, as the control plane asks for them. Called by the binding.
//!
//! Invariant: writing one and cutting the log are jobs of the background workers; reading them belongs to a start.

use std::sync::Arc;

use log::StateSnapshot;
use partition::{Partition, PartitionError};
use wire::ErrorCode;

use crate::broker::Broker;

impl Broker {
    /// Ascending by their ends.
    pub fn state_snapshots(&self, topic: &str, partition: i32) -> Result<Vec<StateSnapshot>, PartitionError> {
        self.control_partition(topic, partition)?.state_snapshots()
    }

    /// Batches of the snapshot that ends there, from its first on until `bytes_max` are reached; uncompressed.
    pub fn read_state_snapshot(
        &self,
        topic: &str,
        partition: i32,
        end_offset: i64,
        bytes_max: usize,
    ) -> Result<Vec<u8>, PartitionError> {
        self.control_partition(topic, partition)?.read_state_snapshot(end_offset, bytes_max)
    }

    /// Writes a snapshot of everything before `end_offset`; it is on the disk when `done` is called.
    pub fn write_state_snapshot(
        self: &Arc<Self>,
        topic: &str,
        partition: i32,
        (end_offset, batches): (i64, Vec<u8>),
        done: impl FnOnce(Result<(), PartitionError>) + Send + 'static,
    ) {
        self.on_worker(topic, partition, move |_, partition| partition.write_state_snapshot(end_offset, batches), done);
    }

    /// Lets the log begin where that snapshot ends.
    pub fn begin_at_state_snapshot(
        self: &Arc<Self>,
        topic: &str,
        partition: i32,
        end_offset: i64,
        done: impl FnOnce(Result<(), PartitionError>) + Send + 'static,
    ) {
        let cut = move |broker: &Broker, partition: &Partition| {
            partition.begin_at_state_snapshot(end_offset, broker.now_ms())?;
            broker.write_checkpoints();
            Ok(())
        };
        self.on_worker(topic, partition, cut, done);
    }

    /// The batches that a tool has left in the first log directory for a metadata log that is still empty.
    pub fn read_bootstrap(&self) -> Result<Option<Vec<u8>>, PartitionError> {
        let first = self.directories.all().first().and_then(|directory| directory.online());
        let Some(first) = first else { return Ok(None) };
        first
            .log
            .read_bootstrap()
            .map_err(|error| PartitionError { error_code: ErrorCode::KAFKA_STORAGE_ERROR, message: error.to_string() })
    }

    fn on_worker(
        self: &Arc<Self>,
        topic: &str,
        partition: i32,
        act: impl FnOnce(&Broker, &Partition) -> Result<(), PartitionError> + Send + 'static,
        done: impl FnOnce(Result<(), PartitionError>) + Send + 'static,
    ) {
        let (broker, found) = (Arc::clone(self), self.control_partition(topic, partition));
        self.background.run(move || done(found.and_then(|partition| act(&broker, &partition))));
    }
}
