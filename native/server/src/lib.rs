//! The server: sockets in, replies out, as a request travels.
//!
//! ```text
//!   acceptor ─► connection ─► frame_buffer ─► dispatch ─► produce │ fetch │ list_offsets │ … ─► partition
//!                   ▲                            └► mailbox ══► control plane ══► mailbox ┐
//!                   └──────────────── outgoing ◄── reply ◄────────────────────────────────┘
//! ```
//!
//! The thread that reads a request performs it. Only `background` may block on the disk for long.

mod acceptor;
mod api_table;
mod api_versions;
mod background;
mod broker;
mod buffer_budget;
mod checkpoints;
mod cleaner;
mod closing;
mod connection;
mod connections;
mod control;
mod control_append;
mod control_read;
mod describe_directories;
mod directories;
mod directory_faults;
mod disconnect;
mod dispatch;
mod fetch;
mod file_handles;
mod flusher;
mod frame_buffer;
mod io_threads;
mod limits;
mod list_offsets;
mod mailbox;
mod markers;
mod metadata_look;
mod mover;
mod offset_for_leader_epoch;
mod outgoing;
mod produce;
mod recovery_log;
mod reply;
mod retention;
mod rounds;
mod signal;
mod socket_send;
mod state_snapshots;
mod stray;
mod timer;
mod topics;
mod wake_list;

pub use api_table::{ApiTable, Feature, ServedApi};
pub use broker::{Broker, BrokerOptions, StartError};
pub use cleaner::CleanerSettings;
pub use control::{ControlOffsets, MovedPartition, OpenedPartitions, PartitionFailure, PartitionSpec};
pub use control_append::ControlAppended;
pub use describe_directories::{DirectoryDescription, ReplicaDescription};
pub use directories::{Directories, Directory};
pub use flusher::{Flusher, FlushesHeld};
pub use limits::{ConnectionLimits, Limits};
pub use log::storage::memory::MemoryDisk;
pub use log::storage::{Disk, Folder, is_in_use};
pub use log::{DirectoryIdentity, StateSnapshot};
pub use mailbox::{Doorbell, LogLevel};
pub use markers::{MarkersWritten, TransactionMarkers};
pub use mover::ReplicaMove;
pub use retention::{DeletedRecords, RecordsToDelete};
