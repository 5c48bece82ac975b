//! Which API keys and versions are served: the native ones, and those that the control plane registered.
//!
//! Invariant: a request outside the table never reaches a handler.

/// One served API: versions from `min` to `max`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServedApi {
    pub api_key: i16,
    pub version_min: i16,
    pub version_max: i16,
    /// What ApiVersions says instead of `version_min`; Produce advertises 0 for old librdkafka (KAFKA-18659).
    pub advertised_min: i16,
}

/// A feature level that the cluster finalised, as ApiVersions v3+ reports it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feature {
    pub name: String,
    pub supported_min: i16,
    pub supported_max: i16,
    pub finalized: i16,
}

#[derive(Clone, Debug, Default)]
pub struct ApiTable {
    apis: Vec<ServedApi>,
    pub features: Vec<Feature>,
    /// Grows with every change of the finalised levels: clients keep the levels of the highest one that they have seen.
    pub features_epoch: i64,
}

impl ApiTable {
    pub fn new(mut apis: Vec<ServedApi>, features: Vec<Feature>) -> ApiTable {
        apis.sort_by_key(|api| api.api_key);
        ApiTable { apis, features, features_epoch: 0 }
    }

    pub fn with_features_epoch(self, features_epoch: i64) -> ApiTable {
        ApiTable { features_epoch, ..self }
    }

    pub fn serves(&self, api_key: i16, api_version: i16) -> bool {
        self.find(api_key).is_some_and(|api| (api.version_min..=api.version_max).contains(&api_version))
    }

    pub fn find(&self, api_key: i16) -> Option<&ServedApi> {
        let index = self.apis.binary_search_by_key(&api_key, |api| api.api_key).ok()?;
        self.apis.get(index)
    }

    pub fn all(&self) -> &[ServedApi] {
        &self.apis
    }
}
