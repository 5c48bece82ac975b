//! The field type `records`: batches that are never decoded or copied by the codec.

/// Where the records of a decoded message stand in the buffer that the `Reader` was given, so that the owner
/// of the frame can change them in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub fn size_bytes(&self) -> usize {
        self.end.saturating_sub(self.start)
    }

    pub fn is_empty(&self) -> bool {
        self.size_bytes() == 0
    }
}

/// What stands in a field of type `records`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Records<'a> {
    #[default]
    Null,
    /// What decoding gives. Encoding leaves a hole of this size.
    Span(Span),
    /// Encoding copies the bytes.
    Bytes(&'a [u8]),
    /// Encoding writes the length alone; the `Writer` remembers where this many bytes are to be put in.
    Hole(u32),
}

impl Records<'_> {
    /// The span of decoded records; none where they are null.
    pub fn span(&self) -> Option<Span> {
        match self {
            Records::Span(span) => Some(*span),
            Records::Null | Records::Bytes(_) | Records::Hole(_) => None,
        }
    }
}
