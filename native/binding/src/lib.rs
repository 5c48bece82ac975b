//! The addon: the only crate that knows N-API. No logic: arguments are turned into the server's types and back.
//!
//! Invariant: a panic never crosses into JavaScript or aborts the process; exports catch it and throw.

mod broker;
mod doorbell;
mod options;
mod snapshot;
#[cfg_attr(test, allow(dead_code, reason = "exported functions are registered in the addon alone"))]
mod topic_patterns;
mod transactions;
