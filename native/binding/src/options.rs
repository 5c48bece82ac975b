//! Plain objects of the seam and what they mean to the server. `src/native/addon.ts` declares the same shapes.

use std::collections::HashMap;
use std::net::ToSocketAddrs;
use std::path::PathBuf;
use std::sync::Arc;

use napi_derive::napi;
use partition::PartitionConfig;
use server::{
    ApiTable, BrokerOptions, CleanerSettings, ConnectionLimits, DirectoryIdentity, Disk, Feature, Folder, Limits,
    MemoryDisk, PartitionSpec, ServedApi, is_in_use,
};
use wire::Uuid;
use wire::compression::Compression;
use wire::validate::{TargetCompression, TimestampType};

#[napi(object)]
pub struct NativeStartOptions {
    pub log_dirs: Vec<String>,
    /// The log directories are on a disk in memory, which goes with the broker.
    pub in_memory: bool,
    /// The log directories are read and not changed: what would be written stays in memory.
    pub read_only: bool,
    pub cluster_id: Option<String>,
    pub node_id: i32,
    pub io_thread_count: u32,
    pub worker_count: u32,
    pub checkpoint_interval_ms: i64,
    pub first_checkpoint_after_ms: i64,
    pub retention_check_interval_ms: i64,
    pub first_retention_check_after_ms: i64,
    pub cleaner: NativeCleanerSettings,
    pub request_bytes_max: i64,
    /// -1: never
    pub connection_idle_ms_max: i64,
    pub fetch_bytes_max: i32,
    pub fetch_sessions_max: i64,
    pub buffered_bytes_max: i64,
    pub mailbox_bytes_max: i64,
    pub request_timeout_ms: i64,
    pub verification_retry_backoff_ms: i64,
    pub verification_retry_ms_max: i64,
}

impl NativeStartOptions {
    /// One sentence for the operator where the directories cannot be read.
    /// `memory` is for brokers in memory.
    pub fn into_options(self, memory: MemoryDisk) -> Result<BrokerOptions, String> {
        let disk = self.disk(memory)?;
        let size = |value: i64| usize::try_from(value).unwrap_or(0);
        Ok(BrokerOptions {
            log_dirs: self.log_dirs.into_iter().map(|path| Folder::new(disk.clone(), path)).collect(),
            identity: DirectoryIdentity { cluster_id: self.cluster_id, node_id: self.node_id },
            limits: Limits {
                request_bytes_max: size(self.request_bytes_max),
                connection_idle_ms_max: u64::try_from(self.connection_idle_ms_max).ok(),
                fetch_bytes_max: self.fetch_bytes_max,
                fetch_sessions_max: size(self.fetch_sessions_max),
                buffered_bytes_max: size(self.buffered_bytes_max),
                mailbox_bytes_max: size(self.mailbox_bytes_max),
                request_timeout_ms: u64::try_from(self.request_timeout_ms).unwrap_or(0),
                verification_retry_backoff_ms: u64::try_from(self.verification_retry_backoff_ms).unwrap_or(0),
                verification_retry_ms_max: u64::try_from(self.verification_retry_ms_max).unwrap_or(0),
                ..Limits::default()
            },
            io_thread_count: self.io_thread_count as usize,
            worker_count: self.worker_count as usize,
            checkpoint_interval_ms: u64::try_from(self.checkpoint_interval_ms).unwrap_or(0),
            first_checkpoint_after_ms: u64::try_from(self.first_checkpoint_after_ms).unwrap_or(0),
            retention_check_interval_ms: u64::try_from(self.retention_check_interval_ms).unwrap_or(0),
            first_retention_check_after_ms: u64::try_from(self.first_retention_check_after_ms).unwrap_or(0),
            cleaner: self.cleaner.into_settings(),
        })
    }

    fn disk(&self, memory: MemoryDisk) -> Result<Disk, String> {
        if !self.read_only {
            return Ok(if self.in_memory { Disk::Memory(memory) } else { Disk::Real });
        }
        let folders: Vec<PathBuf> = self.log_dirs.iter().map(PathBuf::from).collect();
        for folder in &folders {
            if is_in_use(folder).map_err(|error| format!("{} cannot be read: {error}", folder.display()))? {
                return Err(format!("{} is in use by a broker; stop that first", folder.display()));
            }
        }
        let over = MemoryDisk::over(&folders).map_err(|error| format!("a file cannot be read: {error}"))?;
        Ok(Disk::Memory(over))
    }
}

#[napi(object)]
pub struct NativeConnectionLimits {
    pub connections_max: i64,
    pub connections_per_ip_max: i64,
    pub connections_per_ip_overrides: Vec<NativeHostLimit>,
}

#[napi(object)]
pub struct NativeHostLimit {
    /// A name or an address.
    pub host: String,
    pub connections_max: i64,
}

impl NativeConnectionLimits {
    /// Also the hosts that have no address: their limits mean nothing.
    pub fn into_limits(self) -> (ConnectionLimits, Vec<String>) {
        let size = |value: i64| usize::try_from(value).unwrap_or(0);
        let (mut per_ip_overrides, mut unknown) = (HashMap::new(), Vec::new());
        for NativeHostLimit { host, connections_max } in self.connections_per_ip_overrides {
            match (host.as_str(), 0).to_socket_addrs() {
                Ok(found) => per_ip_overrides.extend(found.map(|address| (address.ip(), size(connections_max)))),
                Err(_) => unknown.push(host),
            }
        }
        let limits = ConnectionLimits {
            connections_max: size(self.connections_max),
            connections_per_ip_max: size(self.connections_per_ip_max),
            per_ip_overrides,
        };
        (limits, unknown)
    }
}

#[napi(object)]
pub struct NativeCleanerSettings {
    /// 0: no log is cleaned
    pub thread_count: u32,
    pub dedupe_buffer_bytes: i64,
    pub load_factor: f64,
    pub io_buffer_bytes: i64,
    pub bytes_per_second_max: f64,
    pub backoff_ms: i64,
}

impl NativeCleanerSettings {
    pub fn into_settings(self) -> CleanerSettings {
        CleanerSettings {
            thread_count: self.thread_count as usize,
            dedupe_buffer_bytes: usize::try_from(self.dedupe_buffer_bytes).unwrap_or(0),
            load_factor: self.load_factor,
            io_buffer_bytes: usize::try_from(self.io_buffer_bytes).unwrap_or(0),
            bytes_per_second_max: self.bytes_per_second_max,
            backoff_ms: u64::try_from(self.backoff_ms).unwrap_or(0),
        }
    }
}

#[napi(object)]
pub struct NativeServedApi {
    pub api_key: i16,
    pub version_min: i16,
    pub version_max: i16,
    pub advertised_min: i16,
}

#[napi(object)]
pub struct NativeFeature {
    pub name: String,
    pub supported_min: i16,
    pub supported_max: i16,
    pub finalized: i16,
}

pub fn api_table(apis: Vec<NativeServedApi>, features: Vec<NativeFeature>) -> ApiTable {
    let served = apis.into_iter().map(|api| ServedApi {
        api_key: api.api_key,
        version_min: api.version_min,
        version_max: api.version_max,
        advertised_min: api.advertised_min,
    });
    let features = features.into_iter().map(|feature| Feature {
        name: feature.name,
        supported_min: feature.supported_min,
        supported_max: feature.supported_max,
        finalized: feature.finalized,
    });
    ApiTable::new(served.collect(), features.collect())
}

#[napi(object)]
pub struct NativePartitionConfig {
    pub segment_bytes: u32,
    pub segment_ms: i64,
    pub segment_jitter_ms: i64,
    pub index_interval_bytes: u32,
    pub segment_index_bytes: u32,
    pub preallocate: bool,
    pub max_message_bytes: i64,
    pub compacted: bool,
    pub deletes: bool,
    pub retention_ms: i64,
    pub retention_bytes: i64,
    pub file_delete_delay_ms: i64,
    pub min_cleanable_ratio: f64,
    pub min_compaction_lag_ms: i64,
    pub max_compaction_lag_ms: i64,
    pub delete_retention_ms: i64,
    pub log_append_time: bool,
    pub timestamp_before_max_ms: i64,
    pub timestamp_after_max_ms: i64,
    pub compression: String,
    pub compression_level: i32,
    pub min_insync_replicas: i32,
    pub flush_messages: i64,
    pub flush_ms: i64,
    pub producer_id_expiration_ms: i64,
    pub producer_id_expiration_check_interval_ms: i64,
}

#[napi(object)]
pub struct NativeStateSnapshot {
    pub end_offset: i64,
    pub epoch: i32,
    pub size_bytes: i64,
}

impl From<&server::StateSnapshot> for NativeStateSnapshot {
    fn from(snapshot: &server::StateSnapshot) -> NativeStateSnapshot {
        let size_bytes = i64::try_from(snapshot.size_bytes).unwrap_or(i64::MAX);
        NativeStateSnapshot { end_offset: snapshot.id.end_offset, epoch: snapshot.id.epoch, size_bytes }
    }
}

impl NativePartitionConfig {
    pub fn into_config(self) -> Result<Arc<PartitionConfig>, String> {
        Ok(Arc::new(PartitionConfig {
            log: log::LogConfig {
                compacted: self.compacted,
                segment_bytes: self.segment_bytes,
                segment_ms: self.segment_ms,
                segment_jitter_ms: self.segment_jitter_ms,
                index_interval_bytes: self.index_interval_bytes,
                segment_index_bytes: self.segment_index_bytes,
                preallocate: self.preallocate,
            },
            max_message_bytes: usize::try_from(self.max_message_bytes).unwrap_or(0),
            compacted: self.compacted,
            deletes: self.deletes,
            retention_ms: self.retention_ms,
            retention_bytes: self.retention_bytes,
            file_delete_delay_ms: self.file_delete_delay_ms,
            cleaning: log::CleaningRules {
                min_cleanable_ratio: self.min_cleanable_ratio,
                min_compaction_lag_ms: self.min_compaction_lag_ms,
                max_compaction_lag_ms: self.max_compaction_lag_ms,
                delete_retention_ms: self.delete_retention_ms,
            },
            timestamp_type: if self.log_append_time { TimestampType::LogAppendTime } else { TimestampType::CreateTime },
            timestamp_before_max_ms: self.timestamp_before_max_ms,
            timestamp_after_max_ms: self.timestamp_after_max_ms,
            compression: target_compression(&self.compression, self.compression_level)?,
            min_insync_replicas: self.min_insync_replicas,
            flush_messages: self.flush_messages,
            flush_ms: self.flush_ms,
            producer_id_expiration_ms: self.producer_id_expiration_ms,
            producer_id_expiration_check_interval_ms: self.producer_id_expiration_check_interval_ms,
        }))
    }
}

fn target_compression(name: &str, level: i32) -> Result<TargetCompression, String> {
    let compression = match name {
        "producer" => return Ok(TargetCompression::Producer),
        "uncompressed" => Compression::None,
        "gzip" => Compression::Gzip,
        "snappy" => Compression::Snappy,
        "lz4" => Compression::Lz4,
        "zstd" => Compression::Zstd,
        other => return Err(format!("compression.type {other} is none of Kafka's")),
    };
    Ok(TargetCompression::Codec { compression, level })
}

#[napi(object)]
pub struct NativePartitionSpec {
    pub topic: String,
    /// Kafka's 22 characters.
    pub topic_id: String,
    pub partition: i32,
    /// Kafka's 22 characters.
    pub directory_id: String,
    pub leader_epoch: i32,
    /// Index into the list of configs that comes with the specs.
    pub config: u32,
}

pub fn partition_specs(
    configs: Vec<NativePartitionConfig>,
    specs: Vec<NativePartitionSpec>,
) -> Result<Vec<PartitionSpec>, String> {
    let configs = configs.into_iter().map(NativePartitionConfig::into_config).collect::<Result<Vec<_>, _>>()?;
    let spec = |spec: NativePartitionSpec| {
        let config = configs.get(spec.config as usize).ok_or("a partition names a config that is not in the list")?;
        let topic_id: Uuid = spec.topic_id.parse().map_err(|_| format!("{} is not a topic id", spec.topic_id))?;
        let directory_id: Uuid =
            spec.directory_id.parse().map_err(|_| format!("{} is not a directory id", spec.directory_id))?;
        Ok(PartitionSpec {
            topic: spec.topic.into(),
            topic_id,
            directory_id,
            partition: spec.partition,
            leader_epoch: spec.leader_epoch,
            config: Arc::clone(config),
        })
    };
    specs.into_iter().map(spec).collect()
}

#[napi(object)]
pub struct NativeKnownTopic {
    pub name: String,
    pub partition_count: i32,
}

#[napi(object)]
pub struct NativePartitionName {
    pub topic: String,
    pub partition: i32,
}

#[napi(object)]
pub struct NativeReplicaMove {
    pub topic: String,
    pub partition: i32,
    /// As `log.dirs` names it.
    pub path: String,
}

#[napi(object)]
pub struct NativeRecordsToDelete {
    pub topic: String,
    pub partition: i32,
    /// -1: the high watermark
    pub before_offset: i64,
}

/// Errors cross as data: `error_code` 0 means that the other fields hold.
#[napi(object)]
pub struct NativeAppendOutcome {
    pub error_code: i16,
    pub message: Option<String>,
    pub base_offset: i64,
    pub committed: bool,
}

#[napi(object)]
pub struct NativeOffsets {
    pub error_code: i16,
    pub message: Option<String>,
    pub log_start_offset: i64,
    pub high_watermark: i64,
    pub size_bytes: i64,
    pub log_end_offset: i64,
}
