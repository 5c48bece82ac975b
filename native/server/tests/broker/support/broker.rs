//! A broker in a temporary directory, listening on a free port, with its topics opened by hand.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::channel;

use log::storage::memory::MemoryDisk;
use log::storage::{Disk, Folder};
use partition::{Partition, PartitionConfig};
use server::{
    ApiTable, Broker, BrokerOptions, CleanerSettings, DirectoryIdentity, Limits, OpenedPartitions, PartitionSpec,
    ServedApi, StartError,
};
use tempfile::TempDir;
use wire::Uuid;

use super::control_plane::doorbell;
use super::{Client, ControlPlane, METADATA, PATIENCE, partition_config};

pub const LEADER_EPOCH: i32 = 7;
/// Kafka's directory id where no directory was chosen.
const UNASSIGNED: Uuid = Uuid([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);

pub struct TestBroker {
    pub broker: Arc<Broker>,
    pub control: ControlPlane,
    pub port: u16,
    _directory: Option<TempDir>,
}

impl TestBroker {
    pub fn start() -> TestBroker {
        TestBroker::with_limits(Limits::default())
    }

    pub fn with_limits(limits: Limits) -> TestBroker {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().to_path_buf();
        TestBroker::launch(&path, limits, Some(directory))
    }

    /// On a directory that outlives the broker.
    pub fn on_directory(path: &Path) -> TestBroker {
        TestBroker::on_directory_with(path, Limits::default())
    }

    pub fn on_directory_with(path: &Path, limits: Limits) -> TestBroker {
        TestBroker::launch(path, limits, None)
    }

    /// On a disk in memory, which can fail.
    pub fn on_disk(disk: &MemoryDisk) -> TestBroker {
        let folder = Folder::new(Disk::Memory(disk.clone()), "/data");
        TestBroker::try_launch(vec![folder], Limits::default(), None).unwrap()
    }

    /// With several log directories.
    pub fn on_directories(paths: &[PathBuf]) -> TestBroker {
        TestBroker::try_on_directories(paths).unwrap()
    }

    pub fn try_on_directories(paths: &[PathBuf]) -> Result<TestBroker, StartError> {
        TestBroker::try_launch(paths.iter().cloned().map(Folder::from).collect(), Limits::default(), None)
    }

    fn launch(path: &Path, limits: Limits, directory: Option<TempDir>) -> TestBroker {
        TestBroker::try_launch(vec![path.to_path_buf().into()], limits, directory).unwrap()
    }

    fn try_launch(log_dirs: Vec<Folder>, limits: Limits, directory: Option<TempDir>) -> Result<TestBroker, StartError> {
        let options = BrokerOptions {
            log_dirs,
            identity: DirectoryIdentity { cluster_id: None, node_id: 1 },
            limits,
            io_thread_count: 2,
            worker_count: 2,
            checkpoint_interval_ms: 60_000,
            first_checkpoint_after_ms: 60_000,
            retention_check_interval_ms: 1,
            first_retention_check_after_ms: 1,
            cleaner: cleaner_settings(),
        };
        let (doorbell, hear) = doorbell();
        let broker = Broker::start(options, doorbell)?;
        broker.apis.store(Arc::new(ApiTable::new(native_apis(), Vec::new())));
        let control = hear(&broker);
        let port = broker.listen("127.0.0.1", 0).unwrap();
        Ok(TestBroker { broker, control, port, _directory: directory })
    }

    /// A broker with one topic of one partition.
    pub fn with_topic(topic: &str) -> TestBroker {
        let broker = TestBroker::start();
        broker.open(topic, 1);
        broker
    }

    pub fn open(&self, topic: &str, partitions: i32) {
        self.open_with(topic, partitions, partition_config());
    }

    pub fn open_with(&self, topic: &str, partitions: i32, config: PartitionConfig) {
        let opened = self.opened(topic, partitions, config, UNASSIGNED);
        assert!(opened.failures.is_empty(), "{opened:?}");
    }

    /// One partition where the metadata says.
    pub fn opened_in(&self, topic: &str, directory_id: Uuid) -> OpenedPartitions {
        self.opened(topic, 1, partition_config(), directory_id)
    }

    fn opened(&self, topic: &str, partitions: i32, config: PartitionConfig, directory_id: Uuid) -> OpenedPartitions {
        let config = Arc::new(config);
        let spec = |partition| PartitionSpec {
            topic: Arc::from(topic),
            topic_id: topic_id(topic),
            partition,
            directory_id,
            leader_epoch: LEADER_EPOCH,
            config: Arc::clone(&config),
        };
        let (sender, opened) = channel();
        self.broker.open_partitions((0..partitions).map(spec).collect(), move |opened| sender.send(opened).unwrap());
        opened.recv_timeout(PATIENCE).unwrap()
    }

    pub fn delete(&self, topic: &str, partition: i32) {
        let (sender, deleted) = channel();
        let names = vec![(topic.to_owned(), partition)];
        self.broker.delete_partitions(names, move |failures| sender.send(failures).unwrap());
        let failures = deleted.recv_timeout(PATIENCE).unwrap();
        assert!(failures.is_empty(), "{failures:?}");
    }

    pub fn partition(&self, topic: &str, index: i32) -> Arc<Partition> {
        Arc::clone(self.broker.topics.any_by_name(topic).unwrap().partition(index).unwrap())
    }

    pub fn connect(&self) -> Client {
        Client::connect(self.port)
    }
}

impl Drop for TestBroker {
    fn drop(&mut self) {
        let closed = self.broker.close();
        if !std::thread::panicking() {
            closed.unwrap();
        }
    }
}

/// The same for the same name.
pub fn topic_id(topic: &str) -> Uuid {
    let mut id = [0x5a_u8; 16];
    for (index, byte) in topic.bytes().enumerate() {
        id[index % 16] = id[index % 16].rotate_left(3) ^ byte;
    }
    Uuid(id)
}

/// The APIs that the data plane answers itself, and one of the control plane.
pub fn native_apis() -> Vec<ServedApi> {
    let serve = |(api_key, version_min, version_max)| ServedApi {
        api_key,
        version_min,
        version_max,
        advertised_min: if api_key == 0 { 0 } else { version_min },
    };
    [(0, 3, 13), (1, 4, 18), (2, 1, 11), (METADATA, 0, 13), (18, 0, 4), (23, 2, 4)].map(serve).to_vec()
}

/// Looks for work again and again.
pub fn cleaner_settings() -> CleanerSettings {
    CleanerSettings {
        thread_count: 1,
        dedupe_buffer_bytes: 2 << 20,
        load_factor: 0.9,
        io_buffer_bytes: 64 << 10,
        bytes_per_second_max: f64::MAX,
        backoff_ms: 20,
    }
}
