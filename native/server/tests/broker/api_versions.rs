//! ApiVersions: the table in every version, versions from the future, and names of clients.

use std::sync::Arc;

use server::{ApiTable, Feature};
use wire::ErrorCode;
use wire::codec::Reader;
use wire::generated::api_versions::{ApiVersionsRequest, ApiVersionsResponse};

use crate::support::{Client, METADATA, TestBroker, native_apis};

fn ask(client: &mut Client, version: i16, name: &str, software_version: &str) -> Vec<u8> {
    let named = version >= 3;
    let request = ApiVersionsRequest {
        client_software_name: if named { name } else { "" },
        client_software_version: if named { software_version } else { "" },
    };
    client.call(18, version, |writer| request.encode(writer, version))
}

#[test]
fn the_table_is_told_in_every_version() {
    let broker = TestBroker::start();
    let feature = |name: &str, supported_min, finalized| Feature {
        name: name.to_owned(),
        supported_min,
        supported_max: 30,
        finalized,
    };
    let features = vec![feature("metadata.version", 7, 30), feature("group.version", 0, 0)];
    broker.broker.apis.store(Arc::new(ApiTable::new(native_apis(), features)));
    let mut client = broker.connect();
    for version in 0..=4 {
        let body = ask(&mut client, version, "apache-kafka-java", "4.3.1");
        let mut reader = Reader::new(&body);
        let response = ApiVersionsResponse::decode(&mut reader, version).unwrap();
        assert_eq!((reader.remaining(), response.error_code, response.throttle_time_ms), (0, 0, 0));
        let ranges: Vec<_> =
            response.api_keys.iter().map(|api| (api.api_key, api.min_version, api.max_version)).collect();
        assert_eq!(ranges, [(0, 0, 13), (1, 4, 18), (2, 1, 11), (METADATA, 0, 13), (18, 0, 4), (23, 2, 4)]);
        let supported: Vec<&str> = response.supported_features.iter().map(|feature| feature.name).collect();
        let finalized: Vec<&str> = response.finalized_features.iter().map(|feature| feature.name).collect();
        assert_eq!(
            supported,
            [&["metadata.version"][..], &["group.version"]].concat()[..(version as usize).saturating_sub(2)]
        );
        assert_eq!(finalized, if version >= 3 { vec!["metadata.version"] } else { vec![] });
    }
}

#[test]
fn a_version_from_the_future_is_answered_in_the_oldest_schema() {
    let broker = TestBroker::start();
    let mut client = broker.connect();
    for version in [5, 99, i16::MAX, -1] {
        let correlation_id = 40_000 + i32::from(version);
        let mut frame = [18_i16.to_be_bytes(), version.to_be_bytes()].concat();
        frame.extend(correlation_id.to_be_bytes());
        frame.extend(b"whatever a newer version has here");
        client.write(&[&(frame.len() as i32).to_be_bytes()[..], &frame].concat());
        let bytes = client.receive();
        let mut reader = Reader::new(&bytes);
        assert_eq!(reader.int32().unwrap(), correlation_id);
        let response = ApiVersionsResponse::decode(&mut reader, 0).unwrap();
        assert_eq!((reader.remaining(), ErrorCode(response.error_code)), (0, ErrorCode::UNSUPPORTED_VERSION));
        let ranges: Vec<_> =
            response.api_keys.iter().map(|api| (api.api_key, api.min_version, api.max_version)).collect();
        assert_eq!(ranges, [(18, 0, 4)]);
    }
    client.ping();
}

#[test]
fn clients_have_proper_names() {
    let broker = TestBroker::start();
    let mut client = broker.connect();
    let names = [("a", "1", 0), ("librdkafka", "2.3.0-rc.1", 0), ("", "1", 42), ("a", "", 42), ("-a", "1", 42)];
    for (name, software_version, error_code) in names.into_iter().chain([("a b", "1", 42), ("a", "1.", 42)]) {
        for version in 3..=4 {
            let body = ask(&mut client, version, name, software_version);
            let response = ApiVersionsResponse::decode(&mut Reader::new(&body), version).unwrap();
            assert_eq!(response.error_code, error_code, "{name} {software_version}");
            assert_eq!(response.api_keys.is_empty(), error_code != 0);
        }
    }
}
