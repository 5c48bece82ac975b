//! The server as its peers see it: a broker in process, raw sockets, every answer decoded and compared.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod api_versions;
mod bad_peers;
mod closing;
mod compaction;
mod cost;
mod directories;
mod durable;
mod fetch;
mod lifecycle;
mod long_poll;
mod mailbox;
mod offsets;
mod pipelining;
mod produce;
mod sessions;
mod support;
mod transactions;
mod verification;
