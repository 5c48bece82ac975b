//! Compresses the records of a batch piece by piece into one bounded output.
//!
//! Called when a batch is built or recompressed. The output starts with room for the batch header, so that
//! a recompressed batch is never copied.

use std::io::{self, Write};

use super::Compression;
use super::gzip::GzipSink;
use super::lz4::Lz4Sink;
use super::snappy::SnappySink;
use super::zstd::ZstdSink;

/// Bytes that may not become more than a limit.
#[derive(Default)]
pub(crate) struct Output {
    bytes: Vec<u8>,
    bytes_max: usize,
}

impl Output {
    /// Appends to `bytes`; all in all at most `bytes_max`.
    pub(crate) fn new(bytes: Vec<u8>, bytes_max: usize) -> Self {
        Self { bytes, bytes_max }
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) -> io::Result<()> {
        if bytes.len() > self.bytes_max.saturating_sub(self.bytes.len()) {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }

    /// The bytes with capacity for `count` more; fails when they are beyond the limit already.
    pub(crate) fn spare(&mut self, count: usize) -> io::Result<&mut Vec<u8>> {
        if self.bytes.len() > self.bytes_max {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.reserve(count);
        Ok(&mut self.bytes)
    }

    fn into_bytes(self) -> io::Result<Vec<u8>> {
        if self.bytes.len() > self.bytes_max { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(self.bytes) }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.push(bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One codec at work.
pub(crate) enum Encoder {
    None(Output),
    Gzip(GzipSink),
    Snappy(SnappySink),
    Lz4(Lz4Sink),
    Zstd(ZstdSink),
}

impl Encoder {
    pub(crate) fn new(compression: Compression, level: Option<i32>, output: Output) -> io::Result<Self> {
        Ok(match compression {
            Compression::None => Self::None(output),
            Compression::Gzip => Self::Gzip(GzipSink::new(output, level)),
            Compression::Snappy => Self::Snappy(SnappySink::new(output)?),
            Compression::Lz4 => Self::Lz4(Lz4Sink::new(output)?),
            Compression::Zstd => Self::Zstd(ZstdSink::new(output, level)?),
        })
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::None(output) => output.push(bytes),
            Self::Gzip(sink) => sink.write(bytes),
            Self::Snappy(sink) => sink.write(bytes),
            Self::Lz4(sink) => sink.write(bytes),
            Self::Zstd(sink) => sink.write(bytes),
        }
    }

    /// Everything written, compressed, behind what the output held before.
    pub(crate) fn finish(self) -> io::Result<Vec<u8>> {
        match self {
            Self::None(output) => output,
            Self::Gzip(sink) => sink.finish()?,
            Self::Snappy(sink) => sink.finish()?,
            Self::Lz4(sink) => sink.finish()?,
            Self::Zstd(sink) => sink.finish()?,
        }
        .into_bytes()
    }
}
