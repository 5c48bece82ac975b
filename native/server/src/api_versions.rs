//! ApiVersions (key 18), versions 0-4. Answers from the table of served APIs; the response header is always v0.
//!
//! A version that is not served is answered in the v0 schema with UNSUPPORTED_VERSION and the range of ApiVersions
//! alone, whatever its body holds (KIP-511). Client name and version are checked as Kafka does (v3+).

use wire::ErrorCode;
use wire::generated::api_key::ApiKey;
use wire::generated::api_versions::{
    ApiVersion, ApiVersionsRequest, ApiVersionsResponse, FinalizedFeatureKey, SupportedFeatureKey,
};

use crate::api_table::{ApiTable, ServedApi};
use crate::broker::Broker;
use crate::disconnect::Disconnect;
use crate::dispatch::{RequestHead, body};
use crate::outgoing::Outgoing;
use crate::reply::reply;

/// Below this version features whose minimum is 0 are left out (KAFKA-17011).
const VERSION_WITH_ZERO_FEATURES: i16 = 4;

pub fn perform(broker: &Broker, head: &RequestHead, frame: &[u8], outgoing: &mut Outgoing) -> Result<(), Disconnect> {
    let (mut reader, _) = body(head, frame)?;
    let request = ApiVersionsRequest::decode(&mut reader, head.api_version)?;
    let table = broker.apis.load();
    let response = if head.api_version >= 3 && !is_named(&request) {
        ApiVersionsResponse { error_code: ErrorCode::INVALID_REQUEST.0, ..ApiVersionsResponse::default() }
    } else {
        answer(&table, head.api_version)
    };
    reply(head, outgoing, Vec::new(), |writer| response.encode(writer, head.api_version))
}

pub fn refuse_version(broker: &Broker, head: &RequestHead, outgoing: &mut Outgoing) -> Result<(), Disconnect> {
    let table = broker.apis.load();
    let response = ApiVersionsResponse {
        error_code: ErrorCode::UNSUPPORTED_VERSION.0,
        api_keys: table.find(ApiKey::API_VERSIONS).map(range).into_iter().collect(),
        ..ApiVersionsResponse::default()
    };
    reply(head, outgoing, Vec::new(), |writer| response.encode(writer, 0))
}

fn answer(table: &ApiTable, api_version: i16) -> ApiVersionsResponse<'_> {
    let shown = || {
        table
            .features
            .iter()
            .filter(move |feature| api_version >= VERSION_WITH_ZERO_FEATURES || feature.supported_min > 0)
    };
    ApiVersionsResponse {
        api_keys: table.all().iter().map(range).collect(),
        supported_features: shown()
            .map(|feature| SupportedFeatureKey {
                name: &feature.name,
                min_version: feature.supported_min,
                max_version: feature.supported_max,
            })
            .collect(),
        finalized_features_epoch: table.features_epoch,
        finalized_features: table
            .features
            .iter()
            .filter(|feature| feature.finalized > 0)
            .map(|feature| FinalizedFeatureKey {
                name: &feature.name,
                max_version_level: feature.finalized,
                min_version_level: feature.finalized,
            })
            .collect(),
        ..ApiVersionsResponse::default()
    }
}

fn range(api: &ServedApi) -> ApiVersion {
    ApiVersion { api_key: api.api_key, min_version: api.advertised_min, max_version: api.version_max }
}

/// Kafka's pattern for client software name and version: `[a-zA-Z0-9](?:[a-zA-Z0-9\-.]*[a-zA-Z0-9])?`
fn is_named(request: &ApiVersionsRequest<'_>) -> bool {
    [request.client_software_name, request.client_software_version].iter().all(|text| {
        let bytes = text.as_bytes();
        bytes.first().is_some_and(u8::is_ascii_alphanumeric)
            && bytes.last().is_some_and(u8::is_ascii_alphanumeric)
            && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
    })
}
