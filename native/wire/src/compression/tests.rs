//! Every codec against itself, against fixed bytes of other writers, and against hostile bytes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use ::zstd as zstd_codec;
use proptest::prelude::*;

use super::*;

const LIMIT: usize = 16 << 20;

fn round_trip(compression: Compression, bytes: &[u8]) -> Vec<u8> {
    let compressed = compress(compression, None, bytes).unwrap();
    let mut output = Vec::new();
    decompress(compression, &compressed, &mut output, LIMIT).unwrap();
    output
}

fn check_reads(compression: Compression, compressed: &[u8], expected: &[u8]) {
    let mut output = Vec::new();
    decompress(compression, compressed, &mut output, LIMIT).unwrap();
    assert_eq!(output, expected, "{compression:?}");
}

fn check_refuses(compression: Compression, compressed: &[u8]) -> BatchError {
    decompress(compression, compressed, &mut Vec::new(), LIMIT).unwrap_err()
}

/// Data that compresses somewhat, of any size.
fn text(size: usize) -> Vec<u8> {
    (0..size).map(|index| b"records of a log "[index % 17].wrapping_add((index / 4096) as u8)).collect()
}

#[test]
fn round_trips_around_the_block_sizes() {
    for compression in Compression::ALL {
        for size in [0, 1, 100, 32 << 10, (32 << 10) + 1, 64 << 10, (64 << 10) + 1, 300_000, 3 << 20] {
            let bytes = text(size);
            assert!(round_trip(compression, &bytes) == bytes, "{compression:?} of {size} bytes");
        }
    }
}

#[test]
fn snappy_reads_bare_blocks_and_joined_streams() {
    let block = snap::raw::Encoder::new().compress_vec(&text(100_000)).unwrap();
    check_reads(Compression::Snappy, &block, &text(100_000));
    let mut joined = compress(Compression::Snappy, None, b"one ").unwrap();
    joined.extend(compress(Compression::Snappy, None, b"two").unwrap());
    check_reads(Compression::Snappy, &joined, b"one two");
}

#[test]
fn snappy_writes_java_framing() {
    let compressed = compress(Compression::Snappy, None, b"abc").unwrap();
    let expected =
        [0x82, b'S', b'N', b'A', b'P', b'P', b'Y', 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 5, 3, 0x08, b'a', b'b', b'c'];
    assert_eq!(compressed, expected);
}

#[test]
fn lz4_writes_the_frame_of_the_java_client() {
    let compressed = compress(Compression::Lz4, None, b"abc").unwrap();
    let expected = [0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82, 3, 0, 0, 0x80, b'a', b'b', b'c', 0, 0, 0, 0];
    assert_eq!(compressed, expected);
}

#[test]
fn lz4_checks_header_and_blocks() {
    let good = compress(Compression::Lz4, None, &text(1000)).unwrap();
    for position in [0, 4, 5, 6] {
        let mut bad = good.clone();
        bad[position] ^= 0x20;
        check_refuses(Compression::Lz4, &bad);
    }
    for length in 0..good.len() {
        check_refuses(Compression::Lz4, &good[..length]);
    }
    // Kafka stops at the end mark.
    let mut longer = good;
    longer.extend_from_slice(b"ignored");
    check_reads(Compression::Lz4, &longer, &text(1000));
}

#[test]
fn lz4_reads_checksums_and_content_size() {
    let descriptor = [0x7c, 0x50, 3, 0, 0, 0, 0, 0, 0, 0];
    let checksum = (twox_hash::XxHash32::oneshot(0, &descriptor) >> 8) as u8;
    let mut frame = vec![0x04, 0x22, 0x4d, 0x18];
    frame.extend_from_slice(&descriptor);
    frame.extend_from_slice(&[checksum, 3, 0, 0, 0x80, b'a', b'b', b'c']);
    frame.extend_from_slice(&twox_hash::XxHash32::oneshot(0, b"abc").to_le_bytes());
    frame.extend_from_slice(&[0, 0, 0, 0]);
    frame.extend_from_slice(&twox_hash::XxHash32::oneshot(0, b"abc").to_le_bytes());
    check_reads(Compression::Lz4, &frame, b"abc");
    let block_checksum = frame.len() - 12;
    frame[block_checksum] ^= 1;
    check_refuses(Compression::Lz4, &frame);
}

#[test]
fn gzip_reads_members_with_every_header_field() {
    let plain = compress(Compression::Gzip, None, b"one ").unwrap();
    let deflated = &plain[10..];
    let mut input = vec![0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3];
    input.extend_from_slice(&[2, 0, 9, 9]);
    input.extend_from_slice(b"name\0comment\0");
    input.extend_from_slice(&[7, 7]);
    input.extend_from_slice(deflated);
    input.extend(compress(Compression::Gzip, Some(9), b"two").unwrap());
    check_reads(Compression::Gzip, &input, b"one two");
    input.extend_from_slice(b"ignored");
    check_reads(Compression::Gzip, &input, b"one two");
}

#[test]
fn gzip_checks_its_trailer() {
    let good = compress(Compression::Gzip, None, &text(1000)).unwrap();
    for back in [1, 8] {
        let mut bad = good.clone();
        let position = bad.len() - back;
        bad[position] ^= 1;
        check_refuses(Compression::Gzip, &bad);
    }
    for length in 0..good.len() {
        check_refuses(Compression::Gzip, &good[..length]);
    }
}

#[test]
fn gzip_members_alike_are_all_read() {
    let member = compress(Compression::Gzip, None, &text(1000)).unwrap();
    check_reads(Compression::Gzip, &member.repeat(3), &text(1000).repeat(3));
}

#[test]
fn gzip_ignores_what_follows_even_if_it_looks_like_a_trailer() {
    let mut input = compress(Compression::Gzip, None, &text(1000)).unwrap();
    for size in [0_u32, 999, 1000, 1001, 1 << 20, u32::MAX] {
        input.extend(size.to_le_bytes());
        check_reads(Compression::Gzip, &input, &text(1000));
    }
}

#[test]
fn gzip_round_trips_around_what_is_gathered_at_every_level() {
    let noise: Vec<u8> = (0..(1 << 20) + 2).map(|index: u32| (index.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for level in 1..=9 {
        for length in [(1 << 20) - 1, 1 << 20, (1 << 20) + 1] {
            let compressed = compress(Compression::Gzip, Some(level), &noise[..length]).unwrap();
            check_reads(Compression::Gzip, &compressed, &noise[..length]);
        }
    }
}

#[test]
fn zstd_reads_frames_with_and_without_content_size() {
    let mut joined = zstd_codec::bulk::compress(&text(3 << 20), 3).unwrap();
    joined.extend(zstd_codec::stream::encode_all(&text(200_000)[..], 1).unwrap());
    let mut expected = text(3 << 20);
    expected.extend(text(200_000));
    check_reads(Compression::Zstd, &joined, &expected);
    for compressed in [zstd_codec::bulk::compress(&text(1000), 3), zstd_codec::stream::encode_all(&text(1000)[..], 3)] {
        let compressed = compressed.unwrap();
        for length in 0..compressed.len() {
            check_refuses(Compression::Zstd, &compressed[..length]);
        }
    }
}

#[test]
fn a_bomb_stops_at_the_limit() {
    let zeros = vec![0; LIMIT + 1];
    for compression in Compression::ALL {
        let bomb = compress(compression, None, &zeros).unwrap();
        let mut output = Vec::new();
        let error = decompress(compression, &bomb, &mut output, LIMIT).unwrap_err();
        assert_eq!(error, BatchError::DecompressedTooLarge { limit_bytes: LIMIT }, "{compression:?}");
        assert!(output.len() <= LIMIT);
    }
}

#[test]
fn a_snappy_block_may_not_claim_what_it_cannot_hold() {
    // A preamble of 2 GB and one literal byte.
    let error = check_refuses(Compression::Snappy, &[0xff, 0xff, 0xff, 0xff, 0x07, 0x00, b'a']);
    assert!(error.to_string().contains("claims more"), "{error}");
}

#[test]
fn an_output_keeps_its_limit() {
    for compression in Compression::ALL {
        let noise: Vec<u8> = (0..200_000_u32).map(|index| (index.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        let mut encoder = match Encoder::new(compression, None, Output::new(Vec::new(), 5000)) {
            Ok(encoder) => encoder,
            Err(_) => continue,
        };
        let result = encoder.write(&noise).and_then(|()| encoder.finish());
        assert_eq!(result.unwrap_err().kind(), std::io::ErrorKind::FileTooLarge, "{compression:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_bytes_come_back(bytes in proptest::collection::vec(any::<u8>(), 0..5000)) {
        for compression in Compression::ALL {
            prop_assert_eq!(&round_trip(compression, &bytes), &bytes);
        }
    }

    #[test]
    fn random_bytes_are_refused_or_read(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        for compression in Compression::ALL {
            let _ = decompress(compression, &bytes, &mut Vec::new(), LIMIT);
        }
    }

    #[test]
    fn flipped_bits_never_panic(size in 0..100_000_usize, flips in proptest::collection::vec(any::<u32>(), 1..4)) {
        for compression in Compression::ALL {
            let mut compressed = compress(compression, None, &text(size)).unwrap();
            for flip in &flips {
                let bit = *flip as usize % (compressed.len() * 8).max(1);
                if let Some(byte) = compressed.get_mut(bit / 8) {
                    *byte ^= 1 << (bit % 8);
                }
            }
            let _ = decompress(compression, &compressed, &mut Vec::new(), LIMIT);
        }
    }

    #[test]
    fn truncation_never_panics(size in 0..100_000_usize, keep in 0.0..1.0_f64) {
        for compression in Compression::ALL {
            let compressed = compress(compression, None, &text(size)).unwrap();
            let kept = &compressed[..(compressed.len() as f64 * keep) as usize];
            let _ = decompress(compression, kept, &mut Vec::new(), LIMIT);
        }
    }
}
