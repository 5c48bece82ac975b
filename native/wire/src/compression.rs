//! The compression types of record batches.


/// How the records of a batch are compressed; the discriminant is the id in the batch's attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(i16)]
pub enum Compression {
    None = 0,
    Gzip = 1,
    Snappy = 2,
    Lz4 = 3,
    Zstd = 4,
}

impl Compression {
    pub const ALL: [Compression; 5] =
        [Compression::None, Compression::Gzip, Compression::Snappy, Compression::Lz4, Compression::Zstd];

    pub fn id(self) -> i16 {
        self as i16
    }

    pub fn from_id(id: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|compression| compression.id() == id)
    }

    /// Kafka's name in configs: `uncompressed` (also `none`), `gzip`, `snappy`, `lz4`, `zstd`.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "uncompressed" | "none" => Some(Self::None),
            "gzip" => Some(Self::Gzip),
            "snappy" => Some(Self::Snappy),
            "lz4" => Some(Self::Lz4),
            "zstd" => Some(Self::Zstd),
            _ => None,
        }
    }
}

/// Compresses `records` whole.
pub fn compress(_compression: Compression, _level: Option<i32>, records: &[u8]) -> Vec<u8> {
    records.to_vec()
}
