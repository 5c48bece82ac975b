//! Every limit of the server in one place; nothing a peer claims is allocated before it passed here.

use std::collections::HashMap;
use std::net::IpAddr;
use std::time::Duration;

/// How many rounds of group flushes wait for the disk: while one does, the next gathers.
pub const ROUNDS_AT_ONCE_MAX: usize = 2;
/// Damaged files of one log directory of which the operator is told.
pub const DAMAGED_FILES_TOLD_MAX: usize = 1_000;

/// Bytes of a pooled read buffer: what a connection holds while a frame is arriving.
pub const READ_BUFFER_BYTES: usize = 64 * 1024;
/// Read buffers of the usual size that one I/O thread keeps for reuse.
pub const POOLED_BUFFERS_MAX: usize = 64;
/// Grown read buffers (one frame beyond the usual size) that one I/O thread keeps for reuse, and their largest size.
pub const POOLED_LARGE_BUFFERS_MAX: usize = 4;
pub const POOLED_LARGE_BUFFER_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Reply buffers of up to this size are kept by their I/O thread for the next replies.
pub const REPLY_BUFFER_BYTES_KEPT: usize = 64 * 1024;
/// Reply bytes in memory from which on a connection writes before it takes its next request.
pub const REPLY_BYTES_AHEAD: usize = 256 * 1024;
/// Regions of segment files that are this much together are copied behind their headers and leave in the same write.
pub const INLINE_REPLY_BYTES_MAX: usize = 16 * 1024;
/// In a larger reply regions up to this size are copied, as a system call costs more; at most so many bytes of a reply.
pub const INLINE_REGION_BYTES_MAX: usize = 4 * 1024;
pub const INLINE_BYTES_MAX: usize = 1024 * 1024;
/// Bytes written to one connection before its thread turns to the others.
pub const WRITE_TURN_BYTES: usize = 4 * 1024 * 1024;
/// Of the files that the process may have open, one in so many may be a partition's; the others are for sockets and for
/// files that are open for a moment.
pub const PARTITION_FILES_SHARE: u64 = 2;
/// Where the system sets no limit, or a very high one: each open file costs the kernel about a kilobyte.
pub const PARTITION_FILES_MAX: usize = 500_000;
/// From so many partitions on that a close has to bring to the disk, their whole file system is flushed at once.
pub const CLOSE_FILE_BY_FILE_MAX: usize = 32;
/// How often the operator hears that connections are not accepted.
pub const ACCEPT_TROUBLE_TOLD_EVERY: Duration = Duration::from_secs(10);
/// About what all fetch sessions of a broker may take in memory; past it consumers are served without a session.
pub const FETCH_SESSION_BYTES_MAX: usize = 256 * 1024 * 1024;

/// The limits that operators set; names are Kafka's where Kafka has one.
#[derive(Clone, Debug)]
pub struct Limits {
    /// `socket.request.max.bytes`
    pub request_bytes_max: usize,
    /// `connections.max.idle.ms`; None: never
    pub connection_idle_ms_max: Option<u64>,
    /// `fetch.max.bytes`
    pub fetch_bytes_max: i32,
    /// `max.incremental.fetch.session.cache.slots`
    pub fetch_sessions_max: usize,
    /// `millrace.buffered.bytes.max`: frames beyond one read buffer, over all connections
    pub buffered_bytes_max: usize,
    /// How long one connection may hold the permit to grow its buffer beyond that limit.
    pub overdraft_ms_max: u64,
    /// `millrace.mailbox.bytes.max`: frames handed to the control plane and not yet drained
    pub mailbox_bytes_max: usize,
    /// `request.timeout.ms`: how long a transaction's coordinator may take to answer
    pub request_timeout_ms: u64,
    /// `add.partitions.to.txn.retry.backoff.ms` and `add.partitions.to.txn.retry.backoff.max.ms`
    pub verification_retry_backoff_ms: u64,
    pub verification_retry_ms_max: u64,
    /// One of the two files of a log directory's journal. Each time one is full, the partitions with something in it are
    /// flushed themselves.
    pub journal_file_bytes_max: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            request_bytes_max: 104_857_600,
            connection_idle_ms_max: Some(600_000),
            fetch_bytes_max: 57_671_680,
            fetch_sessions_max: 1_000,
            buffered_bytes_max: 256 * 1024 * 1024,
            overdraft_ms_max: 30_000,
            mailbox_bytes_max: 64 * 1024 * 1024,
            request_timeout_ms: 30_000,
            verification_retry_backoff_ms: 20,
            verification_retry_ms_max: 100,
            journal_file_bytes_max: 32 << 20,
        }
    }
}

/// How many connections there may be; operators change it while the broker runs.
#[derive(Clone, Debug)]
pub struct ConnectionLimits {
    /// `max.connections`
    pub connections_max: usize,
    /// `max.connections.per.ip`
    pub connections_per_ip_max: usize,
    /// `max.connections.per.ip.overrides`
    pub per_ip_overrides: HashMap<IpAddr, usize>,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        let unlimited = i32::MAX as usize;
        ConnectionLimits {
            connections_max: unlimited,
            connections_per_ip_max: unlimited,
            per_ip_overrides: HashMap::new(),
        }
    }
}

impl ConnectionLimits {
    pub fn of_host(&self, peer: IpAddr) -> usize {
        self.per_ip_overrides.get(&peer).copied().unwrap_or(self.connections_per_ip_max)
    }
}
