//! How a partition says no: a Kafka error code and a sentence. The peer's faults and the disk's both end here; a
//! storage fault has already taken the partition offline by then.

use log::{ReadError, StorageError};
use wire::ErrorCode;
use wire::validate::{InvalidBatch, RecordError};

/// Why a read, an offset lookup or a control call was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message} (error code {})", error_code.0)]
pub struct PartitionError {
    pub error_code: ErrorCode,
    pub message: String,
}

impl PartitionError {
    pub(crate) fn new(error_code: ErrorCode, message: impl Into<String>) -> Self {
        PartitionError { error_code, message: message.into() }
    }

    pub(crate) fn storage(error: &StorageError) -> Self {
        PartitionError::new(ErrorCode::KAFKA_STORAGE_ERROR, error.to_string())
    }
}

/// A refusal on its way out of the lock: a storage fault may still stop the partition.
#[derive(Debug)]
pub(crate) enum Refused {
    Request(PartitionError),
    Storage(StorageError),
}

impl From<PartitionError> for Refused {
    fn from(refusal: PartitionError) -> Self {
        Refused::Request(refusal)
    }
}

impl From<StorageError> for Refused {
    fn from(error: StorageError) -> Self {
        Refused::Storage(error)
    }
}

impl From<ReadError> for Refused {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::OutOfRange { .. } => {
                Refused::Request(PartitionError::new(ErrorCode::OFFSET_OUT_OF_RANGE, error.to_string()))
            }
            ReadError::Storage(error) => Refused::Storage(error),
        }
    }
}

/// Why an append was refused; `record_errors` names the records at fault when single records are.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{} (error code {})", message.as_deref().unwrap_or("append refused"), error_code.0)]
pub struct AppendError {
    pub error_code: ErrorCode,
    pub message: Option<String>,
    pub record_errors: Vec<RecordError>,
}

impl AppendError {
    pub(crate) fn new(error_code: ErrorCode, message: impl Into<String>) -> Self {
        AppendError { error_code, message: Some(message.into()), record_errors: Vec::new() }
    }
}

impl From<PartitionError> for AppendError {
    fn from(error: PartitionError) -> Self {
        AppendError::new(error.error_code, error.message)
    }
}

impl From<InvalidBatch> for AppendError {
    fn from(invalid: InvalidBatch) -> Self {
        AppendError {
            error_code: invalid.error_code,
            message: Some(invalid.message),
            record_errors: invalid.record_errors,
        }
    }
}
