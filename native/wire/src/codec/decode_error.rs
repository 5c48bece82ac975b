//! What can be wrong with the bytes of a message. Small and free of allocations: a peer can provoke it at will.

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    #[error("{needed} bytes expected at position {position}, {remaining} left")]
    UnexpectedEnd { position: usize, needed: usize, remaining: usize },
    #[error("length {length} before position {position}")]
    InvalidLength { position: usize, length: i64 },
    #[error("{length} elements claimed at position {position}, {remaining} bytes left")]
    ArrayTooLong { position: usize, length: usize, remaining: usize },
    #[error("{count} tagged fields claimed at position {position}")]
    TooManyTaggedFields { position: usize, count: usize },
    #[error("null before position {position}, where the version has no null")]
    UnexpectedNull { position: usize },
    #[error("the variable-length number before position {position} is too long")]
    VarintTooLong { position: usize },
    #[error("the text before position {position} is not UTF-8")]
    InvalidText { position: usize },
    #[error("a tagged field ends at {position} instead of {expected}")]
    TaggedFieldSize { position: usize, expected: usize },
    #[error("version {version} does not exist")]
    UnsupportedVersion { version: i16 },
}
