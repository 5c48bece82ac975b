//! Reads `message-vectors.txt`, and encodes a message again with its holes filled from the frame that it came from.

#![allow(dead_code, reason = "each test binary uses its part")]

use std::fmt;
use std::sync::LazyLock;

use wire::codec::{DecodeError, Reader, Writer};

use crate::generated::{MESSAGES, Message};

pub struct Vector {
    pub name: &'static str,
    pub version: i16,
    pub bytes: Vec<u8>,
}

impl fmt::Display for Vector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {} of {} bytes", self.name, self.version, self.bytes.len())
    }
}

impl Vector {
    pub fn message(&self) -> &'static Message {
        MESSAGES.iter().find(|message| message.name == self.name).unwrap()
    }
}

pub fn vectors() -> &'static [Vector] {
    static VECTORS: LazyLock<Vec<Vector>> = LazyLock::new(|| {
        let text = include_str!("../message-vectors.txt");
        text.lines().filter(|line| !line.starts_with('#')).map(parse_vector).collect()
    });
    &VECTORS
}

fn parse_vector(line: &'static str) -> Vector {
    let mut words = line.split(' ');
    let name = words.next().unwrap();
    let version = words.next().unwrap().parse().unwrap();
    let hex = words.next().unwrap();
    let bytes = (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect();
    Vector { name, version, bytes }
}

/// Decodes the vector's bytes, all of them, and encodes what they say.
pub fn reencode(vector: &Vector) -> Result<Vec<u8>, DecodeError> {
    let mut reader = Reader::new(&vector.bytes);
    let mut writer = Writer::new();
    (vector.message().reencode)(&mut reader, &mut writer, vector.version)?;
    assert_eq!(reader.remaining(), 0, "{vector}");
    Ok(filled(&writer, &record_spans(vector)))
}

/// What the writer wrote, with the records of `spans` in its holes.
fn filled(writer: &Writer, spans: &[&[u8]]) -> Vec<u8> {
    let mut output = Vec::new();
    let mut position = 0;
    assert_eq!(writer.holes().len(), spans.len());
    for (hole, records) in writer.holes().iter().zip(spans) {
        output.extend_from_slice(&writer.as_slice()[position..hole.position]);
        assert_eq!(records.len(), hole.length as usize);
        output.extend_from_slice(records);
        position = hole.position;
    }
    output.extend_from_slice(&writer.as_slice()[position..]);
    assert_eq!(output.len() as u64, writer.total_length());
    output
}

/// The records in the vector's message, in order; empty ones leave no hole.
fn record_spans(vector: &Vector) -> Vec<&[u8]> {
    use wire::generated::{fetch::FetchResponse, produce::ProduceRequest};
    let mut reader = Reader::new(&vector.bytes);
    let records: Vec<_> = match vector.name {
        "ProduceRequest" => {
            let request = ProduceRequest::decode(&mut reader, vector.version).unwrap();
            request.topic_data.iter().flat_map(|topic| &topic.partition_data).map(|data| data.records).collect()
        }
        "FetchResponse" => {
            let response = FetchResponse::decode(&mut reader, vector.version).unwrap();
            response.responses.iter().flat_map(|topic| &topic.partitions).map(|data| data.records).collect()
        }
        _ => Vec::new(),
    };
    let spans = records.iter().filter_map(|records| records.span()).filter(|span| !span.is_empty());
    spans.map(|span| &vector.bytes[span.start..span.end]).collect()
}
