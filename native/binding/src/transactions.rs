//! Markers and producers as plain objects of the seam. `src/native/addon.ts` declares the same shapes. What a peer may
//! choose freely within 64 bits is a BigInt.

use napi::bindgen_prelude::BigInt;
use napi_derive::napi;
use partition::{ProducerDescription, TransactionEnd};
use server::TransactionMarkers;

use crate::options::NativePartitionName;

#[napi(object)]
pub struct NativeTransactionMarkers {
    pub producer_id: BigInt,
    pub producer_epoch: i16,
    pub coordinator_epoch: i32,
    pub committed: bool,
    pub transaction_version: i16,
    pub partitions: Vec<NativePartitionName>,
}

impl NativeTransactionMarkers {
    pub fn into_markers(self) -> TransactionMarkers {
        let end = TransactionEnd {
            producer_id: self.producer_id.get_i64().0,
            producer_epoch: self.producer_epoch,
            coordinator_epoch: self.coordinator_epoch,
            committed: self.committed,
            transaction_version: self.transaction_version,
        };
        let partitions = self.partitions.into_iter().map(|name| (name.topic, name.partition)).collect();
        TransactionMarkers { end, partitions }
    }
}

#[napi(object)]
pub struct NativeProducerDescription {
    pub producer_id: BigInt,
    pub producer_epoch: i16,
    pub last_sequence: i32,
    pub last_timestamp: BigInt,
    pub coordinator_epoch: i32,
    pub current_transaction_start_offset: BigInt,
}

impl From<ProducerDescription> for NativeProducerDescription {
    fn from(producer: ProducerDescription) -> Self {
        NativeProducerDescription {
            producer_id: producer.producer_id.into(),
            producer_epoch: producer.producer_epoch,
            last_sequence: producer.last_sequence,
            last_timestamp: producer.last_timestamp_ms.into(),
            coordinator_epoch: producer.coordinator_epoch,
            current_transaction_start_offset: producer.transaction_first_offset.into(),
        }
    }
}
