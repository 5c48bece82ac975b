//! Random bytes from the operating system, for ids that must differ from all others.

use crate::error::{StorageError, failed};
use std::path::Path;
use wire::Uuid;

pub(crate) fn bytes() -> Result<[u8; 16], StorageError> {
    let mut bytes = [0; 16];
    let source = Path::new("the system's random numbers");
    getrandom::fill(&mut bytes).map_err(|error| failed("reading", source)(error.into()))?;
    Ok(bytes)
}

/// A version 4 UUID whose text does not begin with a dash, as Kafka makes them: tools take those for flags.
pub(crate) fn uuid() -> Result<Uuid, StorageError> {
    loop {
        let [a, b, c, d, e, f, version, g, variant, rest @ ..] = bytes()?;
        let [h, i, j, k, l, m, n] = rest;
        let version = version & 0x0f | 0x40;
        let variant = variant & 0x3f | 0x80;
        let uuid = Uuid([a, b, c, d, e, f, version, g, variant, h, i, j, k, l, m, n]);
        if !uuid.to_string().starts_with('-') {
            return Ok(uuid);
        }
    }
}
