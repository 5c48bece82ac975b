//! The verbs of the seam: one `NativeBroker` per broker in the process.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use napi::bindgen_prelude::{Buffer, ClassInstance, Either, Function, Uint8Array};
use napi::{Error, Result};
use napi_derive::napi;
use partition::PartitionError;
use serde_json::json;
use server::{
    Broker, ControlAppended, DeletedRecords, DirectoryDescription, MarkersWritten, OpenedPartitions, PartitionFailure,
    RecordsToDelete, ReplicaDescription, ReplicaMove,
};

use crate::doorbell::NodeDoorbell;
use crate::options::{
    NativeAppendOutcome, NativeCleanerSettings, NativeConnectionLimits, NativeFeature, NativeKnownTopic, NativeOffsets,
    NativePartitionConfig, NativePartitionName, NativePartitionSpec, NativeRecordsToDelete, NativeReplicaMove,
    NativeServedApi, NativeStartOptions, NativeStateSnapshot, api_table, partition_specs,
};
use crate::snapshot::NativeSnapshot;
use crate::transactions::{NativeProducerDescription, NativeTransactionMarkers};

#[napi]
pub struct NativeBroker {
    broker: Arc<Broker>,
}

#[napi]
impl NativeBroker {
    /// Locks the log directory and starts threads; throws one sentence for the operator. A broker in memory begins with
    /// an empty disk, or with that of a snapshot.
    #[napi(factory, catch_unwind)]
    pub fn start(
        options: NativeStartOptions,
        doorbell: Function<'_, (), ()>,
        snapshot: Option<ClassInstance<'_, NativeSnapshot>>,
    ) -> Result<NativeBroker> {
        let doorbell = Box::new(NodeDoorbell::new(&doorbell)?);
        let memory = snapshot.map(|snapshot| snapshot.disk()).unwrap_or_default();
        let options = options.into_options(memory).map_err(Error::from_reason)?;
        let broker = Broker::start(options, doorbell).map_err(sentence)?;
        Ok(NativeBroker { broker })
    }

    /// Throws one sentence for a broker that is not in memory.
    #[napi(catch_unwind)]
    pub fn snapshot(&self) -> Result<NativeSnapshot> {
        NativeSnapshot::of(&self.broker).map_err(Error::from_reason)
    }

    #[napi(getter)]
    pub fn cluster_id(&self) -> String {
        self.broker.directories.cluster_id().to_owned()
    }

    /// Of the log directories that are online, in the order of `log.dirs`.
    #[napi(getter)]
    pub fn directory_ids(&self) -> Vec<String> {
        let online = self.broker.directories.all().iter().filter(|directory| directory.online().is_some());
        online.filter_map(|directory| Some(directory.id()?.to_string())).collect()
    }

    /// False after a crash, and for a directory that never held a broker.
    #[napi(getter)]
    pub fn was_clean(&self) -> bool {
        self.broker.directories.were_clean()
    }

    #[napi(catch_unwind)]
    pub fn set_apis(&self, apis: Vec<NativeServedApi>, features: Vec<NativeFeature>, features_epoch: i64) {
        self.broker.apis.store(Arc::new(api_table(apis, features).with_features_epoch(features_epoch)));
    }

    /// Serves clients; returns the port that was bound. Throws one sentence for the operator.
    #[napi(catch_unwind)]
    pub fn listen(&self, host: String, port: u16) -> Result<u16> {
        self.broker.listen(&host, port).map_err(sentence)
    }

    /// Holds for the next connections; returns the hosts among the overrides that have no address.
    #[napi(catch_unwind)]
    pub fn limit_connections(&self, limits: NativeConnectionLimits) -> Vec<String> {
        let (limits, unknown) = limits.into_limits();
        self.broker.connections.limit(limits);
        unknown
    }

    /// Whether a transaction that begins in a partition needs its coordinator's word; holds for the next requests.
    #[napi(catch_unwind)]
    pub fn verify_partitions(&self, verifies: bool) {
        self.broker.verifies_partitions.store(verifies, Ordering::Relaxed);
    }

    /// Answers with a `completed` event.
    #[napi(catch_unwind)]
    pub fn advance_clock(&self, token: u32, ms: i64) {
        let broker = Arc::clone(&self.broker);
        self.broker.advance_clock(ms, move || broker.mailbox.completed(u64::from(token), "[]"));
    }

    /// Holds for the next cleanings.
    #[napi(catch_unwind)]
    pub fn configure_cleaner(&self, settings: NativeCleanerSettings) {
        self.broker.configure_cleaner(settings.into_settings());
    }

    /// All waiting events, packed (see the mailbox).
    #[napi(catch_unwind)]
    pub fn drain(&self) -> Buffer {
        self.broker.mailbox.drain().into()
    }

    /// Packed replies (see the mailbox).
    #[napi(catch_unwind)]
    pub fn submit(&self, replies: &[u8]) {
        self.broker.mailbox.submit(replies);
    }

    /// Answers with a `completed` event of this token.
    #[napi(catch_unwind)]
    pub fn open_partitions(
        &self,
        token: u32,
        configs: Vec<NativePartitionConfig>,
        specs: Vec<NativePartitionSpec>,
    ) -> Result<()> {
        let specs = partition_specs(configs, specs).map_err(Error::from_reason)?;
        let broker = Arc::clone(&self.broker);
        self.broker.open_partitions(specs, move |opened| complete_opening(&broker, token, &opened));
        Ok(())
    }

    /// Answers with a `completed` event of this token.
    #[napi(catch_unwind)]
    pub fn delete_partitions(&self, token: u32, partitions: Vec<NativePartitionName>) {
        let broker = Arc::clone(&self.broker);
        let names = partitions.into_iter().map(|name| (name.topic, name.partition)).collect();
        self.broker.delete_partitions(names, move |failures| complete(&broker, token, &failures));
    }

    /// Answers with a `completed` event of this token, which has an entry for every folder that could not be set aside.
    #[napi(catch_unwind)]
    pub fn set_strays_aside(&self, token: u32, known: Vec<NativeKnownTopic>) {
        let broker = Arc::clone(&self.broker);
        let known = known.into_iter().map(|topic| (topic.name, topic.partition_count)).collect();
        self.broker.set_strays_aside(known, move |failures| complete(&broker, token, &failures));
    }

    /// Kafka's error code for each; a move that begins is told of when it is over.
    #[napi(catch_unwind)]
    pub fn move_replicas(&self, moves: Vec<NativeReplicaMove>) -> Vec<i16> {
        let wanted = |NativeReplicaMove { topic, partition, path }| ReplicaMove { topic, partition, path };
        let moves: Vec<ReplicaMove> = moves.into_iter().map(wanted).collect();
        self.broker.move_replicas(&moves).iter().map(|code| code.0).collect()
    }

    /// Answers with a `completed` event of this token, which has an entry for every log directory.
    #[napi(catch_unwind)]
    pub fn describe_directories(&self, token: u32) {
        let broker = Arc::clone(&self.broker);
        self.broker.describe_directories(move |directories| complete_description(&broker, token, &directories));
    }

    /// Answers with a `completed` event of this token, which has an entry for every target, in their order.
    #[napi(catch_unwind)]
    pub fn delete_records(&self, token: u32, targets: Vec<NativeRecordsToDelete>) {
        let broker = Arc::clone(&self.broker);
        let target = |NativeRecordsToDelete { topic, partition, before_offset }| RecordsToDelete {
            topic,
            partition,
            before_offset,
        };
        let targets = targets.into_iter().map(target).collect();
        self.broker.delete_records(targets, move |outcomes| complete_deletion(&broker, token, &outcomes));
    }

    #[napi(catch_unwind)]
    pub fn configure_topic(&self, topic: String, config: NativePartitionConfig) -> Result<()> {
        let config = config.into_config().map_err(Error::from_reason)?;
        self.broker.configure_topic(&topic, &config);
        Ok(())
    }

    /// Where the outcome says that the batch is not committed yet, a `completed` event of this token follows.
    #[napi(catch_unwind)]
    pub fn append(&self, token: u32, topic: String, partition: i32, mut batch: Buffer) -> NativeAppendOutcome {
        let done = self.completion(token, topic.clone(), partition);
        match self.broker.control_append(&topic, partition, &mut batch, done) {
            Ok(ControlAppended { base_offset, committed }) => {
                NativeAppendOutcome { error_code: 0, message: None, base_offset, committed }
            }
            Err(error) => {
                let message = Some(error.to_string());
                NativeAppendOutcome { error_code: error.error_code.0, message, base_offset: -1, committed: false }
            }
        }
    }

    /// Batches, or the append outcome's shape where reading failed.
    #[napi(catch_unwind)]
    pub fn read(
        &self,
        topic: String,
        partition: i32,
        offset: i64,
        bytes_max: u32,
    ) -> Either<Uint8Array, NativeAppendOutcome> {
        match self.broker.control_read(&topic, partition, offset, bytes_max as usize) {
            Ok(bytes) => Either::A(bytes.into()),
            Err(error) => Either::B(refused(error)),
        }
    }

    /// Ascending by their ends; or the append outcome's shape where they cannot be listed.
    #[napi(catch_unwind)]
    pub fn state_snapshots(
        &self,
        topic: String,
        partition: i32,
    ) -> Either<Vec<NativeStateSnapshot>, NativeAppendOutcome> {
        match self.broker.state_snapshots(&topic, partition) {
            Ok(snapshots) => Either::A(snapshots.iter().map(NativeStateSnapshot::from).collect()),
            Err(error) => Either::B(refused(error)),
        }
    }

    /// Batches of a snapshot from its first on, or the append outcome's shape where reading failed.
    #[napi(catch_unwind)]
    pub fn read_state_snapshot(
        &self,
        topic: String,
        partition: i32,
        end_offset: i64,
        bytes_max: u32,
    ) -> Either<Uint8Array, NativeAppendOutcome> {
        match self.broker.read_state_snapshot(&topic, partition, end_offset, bytes_max as usize) {
            Ok(bytes) => Either::A(bytes.into()),
            Err(error) => Either::B(refused(error)),
        }
    }

    /// Answers with a `completed` event of this token.
    #[napi(catch_unwind)]
    pub fn write_state_snapshot(&self, token: u32, topic: String, partition: i32, end_offset: i64, batches: Buffer) {
        let done = self.completion(token, topic.clone(), partition);
        self.broker.write_state_snapshot(&topic, partition, (end_offset, batches.to_vec()), done);
    }

    /// Answers with a `completed` event of this token.
    #[napi(catch_unwind)]
    pub fn begin_at_state_snapshot(&self, token: u32, topic: String, partition: i32, end_offset: i64) {
        let done = self.completion(token, topic.clone(), partition);
        self.broker.begin_at_state_snapshot(&topic, partition, end_offset, done);
    }

    /// Batches for an empty metadata log, nothing, or the append outcome's shape where reading failed.
    #[napi(catch_unwind)]
    pub fn read_bootstrap(&self) -> Either<Option<Uint8Array>, NativeAppendOutcome> {
        match self.broker.read_bootstrap() {
            Ok(bytes) => Either::A(bytes.map(Uint8Array::from)),
            Err(error) => Either::B(refused(error)),
        }
    }

    /// Tells of a failure, if there is one, in the `completed` event of this token.
    fn completion(
        &self,
        token: u32,
        topic: String,
        partition: i32,
    ) -> impl FnOnce(std::result::Result<(), PartitionError>) + Send + use<> {
        let broker = Arc::downgrade(&self.broker);
        move |outcome| {
            let failure = outcome.err().map(|error| PartitionFailure {
                topic,
                partition,
                error_code: error.error_code,
                message: error.message,
            });
            if let Some(broker) = broker.upgrade() {
                complete(&broker, token, failure.as_slice());
            }
        }
    }

    /// Error codes in the order of the markers' partitions where everything is done; else nothing, and a `completed`
    /// event of this token has them.
    #[napi(catch_unwind)]
    pub fn write_transaction_markers(&self, token: u32, markers: Vec<NativeTransactionMarkers>) -> Option<Vec<i16>> {
        let broker = Arc::downgrade(&self.broker);
        let markers = markers.into_iter().map(NativeTransactionMarkers::into_markers).collect();
        let done = move |written: MarkersWritten| {
            if let Some(broker) = broker.upgrade() {
                complete_markers(&broker, token, &written);
            }
        };
        let written = self.broker.write_markers(markers, done)?;
        Some(written.iter().map(|code| code.0).collect())
    }

    /// The producers, or the append outcome's shape where there is no such partition.
    #[napi(catch_unwind)]
    pub fn describe_producers(
        &self,
        topic: String,
        partition: i32,
    ) -> Either<Vec<NativeProducerDescription>, NativeAppendOutcome> {
        match self.broker.describe_producers(&topic, partition) {
            Ok(producers) => Either::A(producers.into_iter().map(NativeProducerDescription::from).collect()),
            Err(error) => Either::B(refused(error)),
        }
    }

    #[napi(catch_unwind)]
    pub fn offsets(&self, topic: String, partition: i32) -> NativeOffsets {
        match self.broker.control_offsets(&topic, partition) {
            Ok(offsets) => NativeOffsets {
                error_code: 0,
                message: None,
                log_start_offset: offsets.log_start_offset,
                high_watermark: offsets.high_watermark,
                size_bytes: i64::try_from(offsets.size_bytes).unwrap_or(i64::MAX),
                log_end_offset: offsets.log_end_offset,
            },
            Err(error) => NativeOffsets {
                error_code: error.error_code.0,
                message: Some(error.message),
                log_start_offset: -1,
                high_watermark: -1,
                size_bytes: -1,
                log_end_offset: -1,
            },
        }
    }

    /// Ends connections, closes partitions, writes checkpoints; answers with a `completed` event of this token.
    #[napi(catch_unwind)]
    pub fn close(&self, token: u32) -> Result<()> {
        let broker = Arc::clone(&self.broker);
        let closing = move || {
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| broker.close()));
            let message = match outcome {
                Ok(Ok(())) => None,
                Ok(Err(error)) => Some(error.to_string()),
                Err(_) => Some("closing ended in a bug; see the panic message on standard error".to_owned()),
            };
            let failures: Vec<_> = message
                .into_iter()
                .map(|message| json!({ "topic": "", "partition": -1, "errorCode": -1, "message": message }))
                .collect();
            broker.mailbox.completed(u64::from(token), &json!(failures).to_string());
        };
        std::thread::Builder::new()
            .name("millrace-close".to_owned())
            .spawn(closing)
            .map_err(|error| Error::from_reason(format!("the closing thread cannot be started: {error}")))?;
        Ok(())
    }
}

fn refused(error: PartitionError) -> NativeAppendOutcome {
    let PartitionError { error_code, message } = error;
    NativeAppendOutcome { error_code: error_code.0, message: Some(message), base_offset: -1, committed: false }
}

/// Failures, and with error code 0 those that live elsewhere than the spec said.
fn complete_opening(broker: &Broker, token: u32, opened: &OpenedPartitions) {
    let failures = opened.failures.iter().map(failure_json);
    let moved = opened.moved.iter().map(|moved| {
        json!({
            "topic": moved.topic,
            "partition": moved.partition,
            "errorCode": 0,
            "message": "",
            "directoryId": moved.directory_id.to_string(),
        })
    });
    broker.mailbox.completed(u64::from(token), &json!(failures.chain(moved).collect::<Vec<_>>()).to_string());
}

fn complete_description(broker: &Broker, token: u32, directories: &[DirectoryDescription]) {
    let replica = |replica: &ReplicaDescription| {
        json!({
            "topic": replica.topic,
            "partition": replica.partition,
            "sizeBytes": replica.size_bytes,
            "offsetLag": replica.offset_lag,
            "isFuture": replica.is_future,
        })
    };
    let directory = |directory: &DirectoryDescription| {
        json!({
            "path": directory.path,
            "isOnline": directory.is_online,
            "totalBytes": directory.total_bytes,
            "usableBytes": directory.usable_bytes,
            "replicas": directory.replicas.iter().map(replica).collect::<Vec<_>>(),
        })
    };
    let directories: Vec<_> = directories.iter().map(directory).collect();
    broker.mailbox.completed(u64::from(token), &json!(directories).to_string());
}

fn complete(broker: &Broker, token: u32, failures: &[PartitionFailure]) {
    let failures: Vec<_> = failures.iter().map(failure_json).collect();
    broker.mailbox.completed(u64::from(token), &json!(failures).to_string());
}

fn complete_markers(broker: &Broker, token: u32, written: &MarkersWritten) {
    let outcomes: Vec<_> = written.iter().map(|code| json!({ "errorCode": code.0 })).collect();
    broker.mailbox.completed(u64::from(token), &json!(outcomes).to_string());
}

fn failure_json(failure: &PartitionFailure) -> serde_json::Value {
    json!({
        "topic": failure.topic,
        "partition": failure.partition,
        "errorCode": failure.error_code.0,
        "message": failure.message,
    })
}

fn complete_deletion(broker: &Broker, token: u32, outcomes: &[DeletedRecords]) {
    let outcomes: Vec<_> = outcomes
        .iter()
        .map(|outcome| {
            let error = outcome.log_start_offset.as_ref().err();
            json!({
                "topic": outcome.topic,
                "partition": outcome.partition,
                "errorCode": error.map_or(0, |error| error.error_code.0),
                "message": error.map_or("", |error| &error.message),
                "logStartOffset": outcome.log_start_offset.as_ref().unwrap_or(&-1),
            })
        })
        .collect();
    broker.mailbox.completed(u64::from(token), &json!(outcomes).to_string());
}

fn sentence(error: impl std::fmt::Display) -> Error {
    Error::from_reason(error.to_string())
}
