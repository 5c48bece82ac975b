//! The generated messages against bytes that the TypeScript codecs wrote from the same layouts: decoded, encoded
//! again, compared byte for byte.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[rustfmt::skip]
#[path = "generated/messages.rs"]
mod generated;
#[path = "support/vectors.rs"]
mod vectors;

use generated::MESSAGES;
use vectors::{reencode, vectors};

#[test]
fn vectors_come_back_byte_for_byte() {
    let mut count = 0;
    for vector in vectors() {
        let bytes = reencode(vector).unwrap_or_else(|error| panic!("{vector}: {error}"));
        assert_eq!(bytes, vector.bytes, "{vector}");
        count += 1;
    }
    println!("{count} vectors");
}

#[test]
fn every_message_has_vectors_in_every_version() {
    let all = vectors();
    for message in MESSAGES {
        for version in message.min_version..=message.max_version {
            let found = all.iter().any(|vector| vector.name == message.name && vector.version == version);
            assert!(found, "{} {version}", message.name);
        }
    }
}
