//! Generated from protocol by `npm run generate`: change that, not this file.
//! The protocol's messages and tables in Rust, as far as the data plane speaks them.

#[rustfmt::skip]
pub mod api_key;
#[rustfmt::skip]
pub mod api_versions;
#[rustfmt::skip]
pub mod error_code;
#[rustfmt::skip]
pub mod fetch;
#[rustfmt::skip]
pub mod list_offsets;
#[rustfmt::skip]
pub mod offset_for_leader_epoch;
#[rustfmt::skip]
pub mod produce;
#[rustfmt::skip]
pub mod request_header;
#[rustfmt::skip]
pub mod response_header;

pub use api_key::{request_header_version, response_header_version};
