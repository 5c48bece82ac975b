//! An independent codec, the crate `kafka-protocol`, on the same bytes: it decodes what ours (and TypeScript's)
//! encode, what it encodes again is the same, and ours decodes and encodes its bytes unchanged. For every message
//! and version that both know.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[rustfmt::skip]
#[path = "generated/messages.rs"]
mod generated;
#[path = "support/vectors.rs"]
mod vectors;

use bytes::{Bytes, BytesMut};
use kafka_protocol::messages as other;
use kafka_protocol::protocol::{Decodable, Encodable, Message};
use vectors::{Vector, reencode, vectors};

/// The bytes that the other codec makes of these bytes; none in versions that it does not know.
fn through<T: Message + Decodable + Encodable>(vector: &Vector) -> Option<Vec<u8>> {
    if !(T::VERSIONS.min..=T::VERSIONS.max).contains(&vector.version) {
        return None;
    }
    let mut input = Bytes::copy_from_slice(&vector.bytes);
    let message = T::decode(&mut input, vector.version).unwrap_or_else(|error| panic!("{vector}: {error}"));
    assert!(input.is_empty(), "{vector}: the other codec left bytes");
    Some(encoded(&message, vector))
}

fn encoded<T: Encodable>(message: &T, vector: &Vector) -> Vec<u8> {
    let mut output = BytesMut::new();
    message.encode(&mut output, vector.version).unwrap_or_else(|error| panic!("{vector}: {error}"));
    output.to_vec()
}

fn through_other_codec(vector: &Vector) -> Option<Vec<u8>> {
    match vector.name {
        "ApiVersionsRequest" => through::<other::ApiVersionsRequest>(vector),
        "ApiVersionsResponse" => through::<other::ApiVersionsResponse>(vector),
        "FetchRequest" => through::<other::FetchRequest>(vector),
        "FetchResponse" => through::<other::FetchResponse>(vector),
        "ListOffsetsRequest" => through::<other::ListOffsetsRequest>(vector),
        "ListOffsetsResponse" => through::<other::ListOffsetsResponse>(vector),
        "OffsetForLeaderEpochRequest" => through::<other::OffsetForLeaderEpochRequest>(vector),
        "OffsetForLeaderEpochResponse" => through::<other::OffsetForLeaderEpochResponse>(vector),
        "ProduceRequest" => through::<other::ProduceRequest>(vector),
        "ProduceResponse" => through::<other::ProduceResponse>(vector),
        "RequestHeader" => through::<other::RequestHeader>(vector),
        "ResponseHeader" => through::<other::ResponseHeader>(vector),
        name => panic!("{name} is to be added here"),
    }
}

#[test]
fn both_codecs_agree_on_every_byte() {
    let (mut compared, mut unknown) = (0, Vec::new());
    for vector in vectors() {
        let Some(bytes) = through_other_codec(vector) else {
            unknown.push(format!("{} {}", vector.name, vector.version));
            continue;
        };
        assert_eq!(bytes, vector.bytes, "{vector}");
        let Vector { name, version, .. } = *vector;
        let ours = reencode(&Vector { name, version, bytes: bytes.clone() }).unwrap();
        assert_eq!(ours, bytes, "{name} {version}");
        compared += 1;
    }
    unknown.dedup();
    println!("{compared} compared; not known to the other codec: {unknown:?}");
    assert!(compared > 100, "{compared} compared");
}

#[test]
fn both_codecs_agree_on_defaults() {
    fn check<T: Message + Encodable + Default>(name: &'static str, version: i16) {
        if (T::VERSIONS.min..=T::VERSIONS.max).contains(&version) {
            let mut vector = Vector { name, version, bytes: Vec::new() };
            vector.bytes = encoded(&T::default(), &vector);
            assert_eq!(reencode(&vector).unwrap(), vector.bytes, "{vector}");
        }
    }
    for message in generated::MESSAGES {
        for version in message.min_version..=message.max_version {
            match message.name {
                "FetchRequest" => check::<other::FetchRequest>(message.name, version),
                "FetchResponse" => check::<other::FetchResponse>(message.name, version),
                "ProduceResponse" => check::<other::ProduceResponse>(message.name, version),
                "ListOffsetsRequest" => check::<other::ListOffsetsRequest>(message.name, version),
                "ListOffsetsResponse" => check::<other::ListOffsetsResponse>(message.name, version),
                _ => {}
            }
        }
    }
}
