//! A batch without some of its records, as compaction leaves it. Called by the cleaner, in two steps: which records
//! stay (`choose_records`), then, where that changes the batch, the batch with these alone (`write_chosen`).
//!
//! Base offset, last offset, producer and sequence of the batch stay, and so does every record's offset: readers
//! find a gap, producers their last sequence number.
//! Invariant: memory is the codec's window, the largest record and the output, whatever the batch claims.
//! Source: Kafka's MemoryRecords.filterTo.

use std::io;
use std::ops::ControlFlow;

use super::{
    BATCH_HEADER_SIZE, BatchError, BatchHeader, CONTROL_FLAG, DELETE_HORIZON_FLAG, LOG_APPEND_TIME_FLAG, LOG_OVERHEAD,
    NO_TIMESTAMP, TRANSACTIONAL_FLAG, TimestampType, field,
};
use crate::compression::{Encoder, Output};
use crate::crc::patch_crc;
use crate::record::{Frame, RECORD_BYTES_MAX, Reason, Record, Visitor, parse_record, walk, write_record};
use crate::varint::write_varint;

/// Which records of a batch stay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    pub records_read: i32,
    pub records_kept: i32,
    /// A kept record has no value.
    pub has_tombstone: bool,
    /// Of the kept records.
    max_timestamp: i64,
    /// One bit per record, the first in the lowest place.
    kept: Vec<u64>,
}

impl Chosen {
    pub fn is_everything(&self) -> bool {
        self.records_kept == self.records_read
    }

    pub fn is_nothing(&self) -> bool {
        self.records_kept == 0
    }

    fn clear(&mut self) {
        self.kept.clear();
        *self = Self { max_timestamp: NO_TIMESTAMP, kept: std::mem::take(&mut self.kept), ..Self::default() };
    }

    fn note(&mut self, keeps: bool) {
        let (word, bit) = (self.records_read / 64, self.records_read % 64);
        if bit == 0 {
            self.kept.push(0);
        }
        if keeps && let Some(word) = self.kept.get_mut(word as usize) {
            *word |= 1 << bit;
        }
        self.records_read += 1;
        self.records_kept += i32::from(keeps);
    }

    fn keeps(&self, index: i32) -> bool {
        self.kept.get((index / 64) as usize).is_some_and(|word| word >> (index % 64) & 1 == 1)
    }
}

/// Asks `keep` about every record of the whole batch in `batch`; the answers replace what is in `chosen`.
///
/// Fails at the first record whose framing does not hold; the CRC is not checked.
pub fn choose_records(
    batch: &[u8],
    header: &BatchHeader,
    chosen: &mut Chosen,
    keep: impl FnMut(&Record<'_>) -> bool,
) -> Result<(), BatchError> {
    chosen.clear();
    walk(batch, header, &mut Choosing { header, chosen, keep })
}

struct Choosing<'a, F> {
    header: &'a BatchHeader,
    chosen: &'a mut Chosen,
    keep: F,
}

impl<F: FnMut(&Record<'_>) -> bool> Visitor for Choosing<'_, F> {
    fn record(&mut self, _index: i32, body: &[u8]) -> Result<ControlFlow<()>, Reason> {
        let record = parse_record(body)?;
        let keeps = (self.keep)(&record);
        self.chosen.note(keeps);
        if keeps {
            self.chosen.has_tombstone |= record.value.is_none();
            let timestamp = self.header.timestamp_of(record.timestamp_delta);
            self.chosen.max_timestamp = self.chosen.max_timestamp.max(timestamp);
        }
        Ok(ControlFlow::Continue(()))
    }

    fn skipped(&mut self, _index: i32, _frame: Frame) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    fn whole_bytes_max(&self) -> usize {
        RECORD_BYTES_MAX
    }

    fn may_skip(&self) -> bool {
        false
    }
}

/// Appends to `output` the batch with the chosen records alone, in its own codec, its CRC right. A delete horizon
/// takes the place of the base timestamp; `None` leaves that as it is.
pub fn write_chosen(
    batch: &[u8],
    header: &BatchHeader,
    chosen: &Chosen,
    delete_horizon_ms: Option<i64>,
    output: &mut Vec<u8>,
) -> Result<(), BatchError> {
    let codec = header.compression()?;
    let failed = |error: io::Error| BatchError::Compression { codec, reason: error.to_string() };
    let start = output.len();
    let mut bytes = std::mem::take(output);
    bytes.resize(start + BATCH_HEADER_SIZE, 0);
    let encoder = Encoder::new(codec, None, Output::new(bytes, usize::MAX)).map_err(failed)?;
    let mut writing = Writing {
        header,
        chosen,
        delete_horizon_ms,
        encoder,
        failure: None,
        reencoded: Vec::new(),
        prefix: Vec::new(),
    };
    walk(batch, header, &mut writing)?;
    if let Some(error) = writing.failure {
        return Err(failed(error));
    }
    *output = writing.encoder.finish().map_err(failed)?;
    let max_timestamp = match header.timestamp_type() {
        TimestampType::CreateTime => chosen.max_timestamp,
        TimestampType::LogAppendTime => header.max_timestamp,
    };
    let horizon_flag = if delete_horizon_ms.is_some() { DELETE_HORIZON_FLAG } else { 0 };
    let rewritten = BatchHeader {
        attributes: header.attributes | horizon_flag,
        base_timestamp: delete_horizon_ms.unwrap_or(header.base_timestamp),
        max_timestamp,
        record_count: chosen.records_kept,
        ..*header
    };
    finish_batch(rewritten, output.get_mut(start..).unwrap_or_default());
    Ok(())
}

/// Appends to `output` the batch without any record: what is left to remember its producer or its last offset.
pub fn write_empty(header: &BatchHeader, output: &mut Vec<u8>) {
    let start = output.len();
    output.resize(start + BATCH_HEADER_SIZE, 0);
    let empty = BatchHeader {
        attributes: header.attributes & (TRANSACTIONAL_FLAG | CONTROL_FLAG | LOG_APPEND_TIME_FLAG),
        base_timestamp: NO_TIMESTAMP,
        record_count: 0,
        ..*header
    };
    finish_batch(empty, output.get_mut(start..).unwrap_or_default());
}

fn finish_batch(header: BatchHeader, batch: &mut [u8]) {
    let header = BatchHeader { batch_length: (batch.len() - LOG_OVERHEAD) as i32, ..header };
    field::write(batch, 0, header.to_bytes());
    patch_crc(batch);
}

struct Writing<'a> {
    header: &'a BatchHeader,
    chosen: &'a Chosen,
    delete_horizon_ms: Option<i64>,
    encoder: Encoder,
    failure: Option<io::Error>,
    reencoded: Vec<u8>,
    prefix: Vec<u8>,
}

impl Writing<'_> {
    fn write(&mut self, body: &[u8]) -> Result<io::Result<()>, Reason> {
        let Some(horizon_ms) = self.delete_horizon_ms else {
            self.prefix.clear();
            write_varint(&mut self.prefix, body.len() as i32);
            return Ok(self.encoder.write(&self.prefix).and_then(|()| self.encoder.write(body)));
        };
        // Timestamps count from the horizon now.
        let record = parse_record(body)?;
        let timestamp_delta = self.header.timestamp_of(record.timestamp_delta).wrapping_sub(horizon_ms);
        self.reencoded.clear();
        let (key, value, headers) = (record.key, record.value, record.headers.iter());
        write_record(&mut self.reencoded, record.offset_delta, timestamp_delta, key, value, headers);
        Ok(self.encoder.write(&self.reencoded))
    }
}

impl Visitor for Writing<'_> {
    fn record(&mut self, index: i32, body: &[u8]) -> Result<ControlFlow<()>, Reason> {
        if self.chosen.keeps(index)
            && let Err(error) = self.write(body)?
        {
            self.failure = Some(error);
            return Ok(ControlFlow::Break(()));
        }
        Ok(ControlFlow::Continue(()))
    }

    fn skipped(&mut self, _index: i32, _frame: Frame) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    fn whole_bytes_max(&self) -> usize {
        RECORD_BYTES_MAX
    }

    fn may_skip(&self) -> bool {
        false
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::compression::Compression;
    use crate::record::for_each_record;
    use crate::record_batch::{BatchBuilder, verify_crc};

    type Seen = (i32, i64, Vec<u8>, Option<Vec<u8>>);

    /// Keys 0 to 9; key 3 is deleted. Offsets begin at 1000.
    fn batch(compression: Compression, timestamp_type: TimestampType) -> Vec<u8> {
        let builder = BatchBuilder::new().compression(compression).producer(7, 1, 42).base_offset(1000).leader_epoch(5);
        let builder = (0..10_u8).fold(builder.timestamp_type(timestamp_type), |builder, number| {
            let value = vec![number; 100];
            let headers: &[(&[u8], Option<&[u8]>)] = &[(b"h", Some(b"x")), (b"n", None)];
            builder.record(Some(&[number]), (number != 3).then_some(&value), 5000 + i64::from(number), headers)
        });
        builder.build()
    }

    fn chosen(batch: &[u8], keep: &[u8]) -> (BatchHeader, Chosen) {
        let header = BatchHeader::parse(batch).unwrap();
        let mut chosen = Chosen::default();
        choose_records(batch, &header, &mut chosen, |record| keep.contains(&record.key.unwrap()[0])).unwrap();
        (header, chosen)
    }

    fn records(batch: &[u8]) -> Vec<Seen> {
        let header = BatchHeader::parse(batch).unwrap();
        let mut seen = Vec::new();
        for_each_record(batch, |record| {
            assert_eq!(record.headers.iter().count(), 2);
            let timestamp = header.timestamp_of(record.timestamp_delta);
            let (key, value) = (record.key.unwrap().to_vec(), record.value.map(<[u8]>::to_vec));
            seen.push((record.offset_delta, timestamp, key, value));
            ControlFlow::Continue(())
        })
        .unwrap();
        seen
    }

    fn written(batch: &[u8], keep: &[u8], horizon_ms: Option<i64>) -> Vec<u8> {
        let (header, chosen) = chosen(batch, keep);
        let mut output = b"before".to_vec();
        write_chosen(batch, &header, &chosen, horizon_ms, &mut output).unwrap();
        assert_eq!(&output[..6], b"before");
        output.split_off(6)
    }

    #[test]
    fn the_kept_records_stay_as_they_were_in_every_codec() {
        for compression in Compression::ALL {
            for timestamp_type in [TimestampType::CreateTime, TimestampType::LogAppendTime] {
                for horizon_ms in [None, Some(1_000_000)] {
                    let original = batch(compression, timestamp_type);
                    let filtered = written(&original, &[0, 3, 7], horizon_ms);
                    assert!(verify_crc(&filtered));
                    let all = records(&original);
                    assert_eq!(records(&filtered), [all[0].clone(), all[3].clone(), all[7].clone()]);
                    let header = BatchHeader::parse(&filtered).unwrap();
                    let before = BatchHeader::parse(&original).unwrap();
                    assert_eq!(header.delete_horizon_ms(), horizon_ms);
                    assert_eq!((header.base_offset, header.last_offset()), (1000, 1009));
                    assert_eq!((header.base_sequence, header.last_sequence()), (42, 51));
                    assert_eq!(header.compression().unwrap(), compression);
                    assert_eq!(header.timestamp_type(), timestamp_type);
                    assert_eq!((header.record_count, header.partition_leader_epoch), (3, 5));
                    let largest = if timestamp_type == TimestampType::CreateTime { 5007 } else { before.max_timestamp };
                    assert_eq!(header.max_timestamp, largest);
                }
            }
        }
    }

    #[test]
    fn a_horizon_stays_when_the_batch_is_filtered_again() {
        let once = written(&batch(Compression::Lz4, TimestampType::CreateTime), &[0, 3, 7], Some(77));
        let twice = written(&once, &[3], None);
        assert_eq!(BatchHeader::parse(&twice).unwrap().delete_horizon_ms(), Some(77));
        assert_eq!(records(&twice), [(3, 5003, vec![3], None)]);
    }

    #[test]
    fn tells_what_was_chosen() {
        let batch = batch(Compression::None, TimestampType::CreateTime);
        let check = |keep: &[u8], kept, has_tombstone| {
            let (_, chosen) = chosen(&batch, keep);
            assert_eq!((chosen.records_read, chosen.records_kept, chosen.has_tombstone), (10, kept, has_tombstone));
            assert_eq!((chosen.is_everything(), chosen.is_nothing()), (kept == 10, kept == 0));
        };
        check(&[], 0, false);
        check(&[1, 2], 2, false);
        check(&[3], 1, true);
        check(&(0..10).collect::<Vec<u8>>(), 10, true);
    }

    #[test]
    fn more_records_than_one_word_of_bits() {
        let builder =
            (0..200_u8).fold(BatchBuilder::new(), |builder, number| builder.record(Some(&[number]), None, 0, &[]));
        let original = builder.build();
        let filtered = written(&original, &[0, 63, 64, 127, 199], None);
        let mut deltas = Vec::new();
        for_each_record(&filtered, |record| {
            deltas.push(record.offset_delta);
            ControlFlow::Continue(())
        })
        .unwrap();
        assert_eq!(deltas, [0, 63, 64, 127, 199]);
    }

    #[test]
    fn an_empty_batch_keeps_its_place_and_its_producer() {
        let original = BatchBuilder::new().compression(Compression::Zstd).producer(7, 1, 42).transactional();
        let original =
            original.base_offset(50).record(Some(b"k"), None, 9000, &[]).record(None, None, 8000, &[]).build();
        let header = BatchHeader::parse(&original).unwrap();
        let mut empty = Vec::new();
        write_empty(&header, &mut empty);
        assert!(verify_crc(&empty) && empty.len() == BATCH_HEADER_SIZE);
        let after = BatchHeader::parse(&empty).unwrap();
        assert_eq!((after.base_offset, after.last_offset(), after.last_sequence()), (50, 51, 43));
        assert_eq!((after.base_timestamp, after.max_timestamp, after.record_count), (-1, 9000, 0));
        assert!(after.is_transactional() && after.compression() == Ok(Compression::None));
        for_each_record(&empty, |_| panic!("there is no record")).unwrap();
    }
}
