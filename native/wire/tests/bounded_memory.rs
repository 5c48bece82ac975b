//! A small batch that decompresses to a large record is checked through a window: memory stays bounded.
//!
//! Alone in its process, because it measures the process's peak memory.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::io::{Read, Write};

use wire::ErrorCode;
use wire::compression::Compression;
use wire::record_batch::{BATCH_HEADER_SIZE, BatchBuilder, BatchHeader, patch_crc};
use wire::validate::{Origin, TargetCompression, TimestampType, ValidationRules, validate};
use wire::varint::write_varint;

const VALUE_BYTES: usize = 48 << 20;
const GROWTH_BYTES_MAX: usize = 16 << 20;
const NOW_MS: i64 = 1_700_000_000_000;

const RULES: ValidationRules = ValidationRules {
    max_message_bytes: 4 << 20,
    compacted: false,
    timestamp_type: TimestampType::CreateTime,
    timestamp_before_max_ms: i64::MAX,
    timestamp_after_max_ms: i64::MAX,
    compression: TargetCompression::Producer,
    origin: Origin::Client,
};

/// One record, null key, a value of zeros, as a stream that is never in memory whole.
fn record() -> impl Read {
    let mut value = Vec::new();
    write_varint(&mut value, VALUE_BYTES as i32);
    let mut prefix = Vec::new();
    write_varint(&mut prefix, (VALUE_BYTES + value.len() + 5) as i32);
    prefix.extend_from_slice(&[0, 0, 0, 1]);
    prefix.extend_from_slice(&value);
    std::io::Cursor::new(prefix).chain(std::io::repeat(0).take(VALUE_BYTES as u64 + 1))
}

fn compressed(compression: Compression) -> Vec<u8> {
    let mut source = record();
    match compression {
        Compression::Gzip => {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            std::io::copy(&mut source, &mut encoder).unwrap();
            encoder.finish().unwrap()
        }
        Compression::Zstd => zstd::stream::encode_all(source, 1).unwrap(),
        Compression::Lz4 => lz4_frame(&mut source),
        Compression::Snappy => snappy_stream(&mut source),
        Compression::None => unreachable!("not a bomb"),
    }
}

fn blocks(source: &mut impl Read, size: usize, mut write: impl FnMut(&[u8])) {
    let mut block = Vec::new();
    while source.by_ref().take(size as u64).read_to_end(&mut block).unwrap() > 0 {
        write(&block);
        block.clear();
    }
}

fn lz4_frame(source: &mut impl Read) -> Vec<u8> {
    let descriptor = [0x60, 0x70];
    let mut frame = vec![0x04, 0x22, 0x4d, 0x18, 0x60, 0x70];
    frame.push((twox_hash::XxHash32::oneshot(0, &descriptor) >> 8) as u8);
    blocks(source, 4 << 20, |block| {
        let compressed = lz4_flex::block::compress(block);
        frame.write_all(&(compressed.len() as u32).to_le_bytes()).unwrap();
        frame.write_all(&compressed).unwrap();
    });
    frame.extend_from_slice(&[0; 4]);
    frame
}

fn snappy_stream(source: &mut impl Read) -> Vec<u8> {
    let mut stream = b"\x82SNAPPY\0\0\0\0\x01\0\0\0\x01".to_vec();
    blocks(source, 32 << 10, |block| {
        let compressed = snap::raw::Encoder::new().compress_vec(block).unwrap();
        stream.write_all(&(compressed.len() as u32).to_be_bytes()).unwrap();
        stream.write_all(&compressed).unwrap();
    });
    stream
}

fn bomb(compression: Compression) -> Vec<u8> {
    let mut batch = BatchBuilder::new().record(None, None, 0, &[]).build();
    let header = BatchHeader::parse(&batch).unwrap();
    let records = compressed(compression);
    let batch_length = (BATCH_HEADER_SIZE - 12 + records.len()) as i32;
    batch = BatchHeader { batch_length, attributes: compression.id(), ..header }.to_bytes().to_vec();
    batch.extend_from_slice(&records);
    patch_crc(&mut batch);
    batch
}

/// The most memory that this process ever held, where the system tells.
fn peak_memory_bytes() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<usize>().ok()? * 1024)
}

#[test]
fn a_bomb_is_read_through_a_window() {
    for compression in [Compression::Gzip, Compression::Snappy, Compression::Lz4, Compression::Zstd] {
        let mut batch = bomb(compression);
        let rules = ValidationRules { max_message_bytes: batch.len(), ..RULES };
        let before = peak_memory_bytes();
        let validated = validate(&mut batch, &rules, 13, NOW_MS).unwrap();
        assert_eq!(validated.header.size_bytes(), batch.len());
        let uncompressing = TargetCompression::Codec { compression: Compression::None, level: 0 };
        let rules = ValidationRules { max_message_bytes: 5 << 20, compression: uncompressing, ..rules };
        let error = validate(&mut batch, &rules, 13, NOW_MS).unwrap_err();
        assert_eq!(error.error_code, ErrorCode::MESSAGE_TOO_LARGE);
        if let (Some(before), Some(after)) = (before, peak_memory_bytes()) {
            let grown = after - before;
            assert!(grown < GROWTH_BYTES_MAX, "{compression:?} took {grown} bytes for {} bytes", batch.len());
            println!("{compression:?}: {} bytes on the wire, peak memory grew by {grown}", batch.len());
        }
    }
}
