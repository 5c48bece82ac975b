//! Generated from protocol by `npm run generate`: change that, not this file.

use wire::codec::{DecodeError, Reader, Writer};
use wire::generated::api_versions::{ApiVersionsRequest, ApiVersionsResponse};
use wire::generated::fetch::{FetchRequest, FetchResponse};
use wire::generated::list_offsets::{ListOffsetsRequest, ListOffsetsResponse};
use wire::generated::offset_for_leader_epoch::{OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse};
use wire::generated::produce::{ProduceRequest, ProduceResponse};
use wire::generated::request_header::{RequestHeader};
use wire::generated::response_header::{ResponseHeader};

pub struct Message {
    pub name: &'static str,
    pub min_version: i16,
    pub max_version: i16,
    pub reencode: fn(&mut Reader<'_>, &mut Writer, i16) -> Result<(), DecodeError>,
}

pub const MESSAGES: &[Message] = &[
    Message {
        name: "ApiVersionsRequest",
        min_version: ApiVersionsRequest::MIN_VERSION,
        max_version: ApiVersionsRequest::MAX_VERSION,
        reencode: |reader, writer, version| {
            ApiVersionsRequest::decode(reader, version)?.encode(writer, version);
            Ok(())
        },
    },
    Message {
        name: "ApiVersionsResponse",
        min_version: ApiVersionsResponse::MIN_VERSION,
        max_version: ApiVersionsResponse::MAX_VERSION,
        reencode: |reader, writer, version| {
            ApiVersionsResponse::decode(reader, version)?.encode(writer, version);
            Ok(())
        },
    },
    Message {
        name: "FetchRequest",
        min_version: FetchRequest::MIN_VERSION,
        max_version: FetchRequest::MAX_VERSION,
        reencode: |reader, writer, version| {
            FetchRequest::decode(reader, version)?.encode(writer, version);
            Ok(())
        },
    },
    Message {
        name: "FetchResponse",
        min_version: FetchResponse::MIN_VERSION,
        max_version: FetchResponse::MAX_VERSION,
        reencode: |reader, writer, version| {
            FetchResponse::decode(reader, version)?.encode(writer, version);
            Ok(())
        },
    },
    Message {
        name: "ListOffsetsRequest",
        min_version: ListOffsetsRequest::MIN_VERSION,
        max_version: ListOffsetsRequest::MAX_VERSION,
        reencode: |reader, writer, version| {
            ListOffsetsRequest::decode(reader, version)?.encode(writer, version);
            Ok(())
        },
    },
    Message {
        name: "ListOffsetsResponse",
        min_version: ListOffsetsResponse::MIN_VERSION,
        max_version: ListOffsetsResponse::MAX_VERSION,
        reencode: |reader, writer, version| {
            ListOffsetsResponse::decode(reader, version)?.encode(writer, version);
            Ok(())
        },
    },
    Message {
        name: "OffsetForLeaderEpochRequest",
        min_version: OffsetForLeaderEpochRequest::MIN_VERSION,
        max_version: OffsetForLeaderEpochRequest::MAX_VERSION,
        reencode: |reader, writer, version| {
            OffsetForLeaderEpochRequest::decode(reader, version)?.encode(writer, version);
            Ok(())
        },
    },
    Message {
        name: "OffsetForLeaderEpochResponse",
        min_version: OffsetForLeaderEpochResponse::MIN_VERSION,
        max_version: OffsetForLeaderEpochResponse::MAX_VERSION,
        reencode: |reader, writer, version| {
            OffsetForLeaderEpochResponse::decode(reader, version)?.encode(writer, version);
            Ok(())
        },
    },
    Message {
        name: "ProduceRequest",
        min_version: ProduceRequest::MIN_VERSION,
        max_version: ProduceRequest::MAX_VERSION,
        reencode: |reader, writer, version| {
            ProduceRequest::decode(reader, version)?.encode(writer, version);
            Ok(())
        },
    },
    Message {
        name: "ProduceResponse",
        min_version: ProduceResponse::MIN_VERSION,
        max_version: ProduceResponse::MAX_VERSION,
        reencode: |reader, writer, version| {
            ProduceResponse::decode(reader, version)?.encode(writer, version);
            Ok(())
        },
    },
    Message {
        name: "RequestHeader",
        min_version: RequestHeader::MIN_VERSION,
        max_version: RequestHeader::MAX_VERSION,
        reencode: |reader, writer, version| {
            RequestHeader::decode(reader, version)?.encode(writer, version);
            Ok(())
        },
    },
    Message {
        name: "ResponseHeader",
        min_version: ResponseHeader::MIN_VERSION,
        max_version: ResponseHeader::MAX_VERSION,
        reencode: |reader, writer, version| {
            ResponseHeader::decode(reader, version)?.encode(writer, version);
            Ok(())
        },
    },
];
