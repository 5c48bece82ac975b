//! The control plane's own reads: what coordinators are loaded from. Called by the binding.
//!
//! Invariant: what is handed up is whole batches whose CRCs are right; a coordinator never replays damage.

use log::{FileSlice, StorageError};
use partition::{Isolation, Partition, PartitionError, ReadRequest};
use wire::ErrorCode;
use wire::record_batch::{BATCH_HEADER_SIZE, BatchHeader, uncompressed, verify_crc};

use crate::broker::Broker;

/// At which byte, and why.
type Damage = (usize, String);

/// For who is told of it.
pub(crate) const ADVICE: &str = "restore that file, or move it away to go on without its records";

impl Broker {
    /// Whole batches from the one that holds `offset`, uncompressed, about `bytes_max`; empty at the end.
    pub fn control_read(
        &self,
        topic: &str,
        partition: i32,
        offset: i64,
        bytes_max: usize,
    ) -> Result<Vec<u8>, PartitionError> {
        let partition = self.control_partition(topic, partition)?;
        let outcome = partition.read(&ReadRequest {
            offset,
            max_bytes: bytes_max,
            at_least_one_batch: true,
            isolation: Isolation::ReadUncommitted,
            current_leader_epoch: -1,
            last_fetched_epoch: -1,
        })?;
        let Some(slice) = outcome.slice else { return Ok(Vec::new()) };
        let mut bytes = Vec::new();
        slice.read_into(&mut bytes).map_err(|error| PartitionError {
            error_code: ErrorCode::KAFKA_STORAGE_ERROR,
            message: error.to_string(),
        })?;
        whole_batches_uncompressed(&bytes).map_err(|damage| self.damaged(&partition, &slice, damage))
    }

    fn damaged(&self, partition: &Partition, slice: &FileSlice, (at, reason): Damage) -> PartitionError {
        let directory = self.directories.get(partition.directory());
        let folder = format!("{}-{}", partition.topic(), partition.partition());
        let file = log::log_path(folder.as_ref(), slice.start.segment_base_offset);
        let path = directory.map_or_else(|| file.clone(), |directory| directory.folder.join(&file));
        let position = slice.position + at as u64;
        let error = StorageError::Corrupt { path, position, reason, advice: ADVICE };
        PartitionError { error_code: ErrorCode::CORRUPT_MESSAGE, message: error.to_string() }
    }
}

/// Leaves out a batch that the read cut off.
fn whole_batches_uncompressed(bytes: &[u8]) -> Result<Vec<u8>, Damage> {
    let mut whole = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while rest.len() >= BATCH_HEADER_SIZE {
        let damaged = |reason: String| (bytes.len() - rest.len(), reason);
        let header = BatchHeader::parse(rest).map_err(|error| damaged(error.to_string()))?;
        let Some((batch, after)) = rest.split_at_checked(header.size_bytes()) else { break };
        if !verify_crc(batch) {
            return Err(damaged("the CRC does not match the batch".to_owned()));
        }
        whole.extend_from_slice(&uncompressed(batch).map_err(|error| damaged(error.to_string()))?);
        rest = after;
    }
    Ok(whole)
}
