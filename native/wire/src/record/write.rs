//! Writes one record as Kafka's clients do. Called by the batch builder and by the rewriting of batches.

use crate::varint::{varint_size, varlong_size, write_varint, write_varlong};

/// A header to write: key and value.
pub type HeaderView<'a> = (&'a [u8], Option<&'a [u8]>);

/// Size of the record without its length field, in bytes.
fn body_size(offset_delta: i32, timestamp_delta: i64, key: Option<&[u8]>, value: Option<&[u8]>) -> usize {
    1 + varlong_size(timestamp_delta) + varint_size(offset_delta) + bytes_size(key) + bytes_size(value)
}

fn bytes_size(bytes: Option<&[u8]>) -> usize {
    match bytes {
        None => 1,
        Some(bytes) => varint_size(bytes.len() as i32) + bytes.len(),
    }
}

fn headers_size<'a>(headers: impl Iterator<Item = HeaderView<'a>>) -> (i32, usize) {
    headers.fold((0, 0), |(count, size), (key, value)| (count + 1, size + bytes_size(Some(key)) + bytes_size(value)))
}

/// Size of the whole record, its length field included, in bytes.
pub fn record_size<'a>(
    offset_delta: i32,
    timestamp_delta: i64,
    key: Option<&[u8]>,
    value: Option<&[u8]>,
    headers: impl Iterator<Item = HeaderView<'a>>,
) -> usize {
    let (count, headers_bytes) = headers_size(headers);
    let body = body_size(offset_delta, timestamp_delta, key, value) + varint_size(count) + headers_bytes;
    varint_size(body as i32) + body
}

/// Appends a record to `output`.
pub fn write_record<'a>(
    output: &mut Vec<u8>,
    offset_delta: i32,
    timestamp_delta: i64,
    key: Option<&[u8]>,
    value: Option<&[u8]>,
    headers: impl Iterator<Item = HeaderView<'a>> + Clone,
) {
    let (count, headers_bytes) = headers_size(headers.clone());
    let body = body_size(offset_delta, timestamp_delta, key, value) + varint_size(count) + headers_bytes;
    write_varint(output, body as i32);
    output.push(0);
    write_varlong(output, timestamp_delta);
    write_varint(output, offset_delta);
    write_bytes(output, key);
    write_bytes(output, value);
    write_varint(output, count);
    for (key, value) in headers {
        write_bytes(output, Some(key));
        write_bytes(output, value);
    }
}

fn write_bytes(output: &mut Vec<u8>, bytes: Option<&[u8]>) {
    match bytes {
        None => write_varint(output, -1),
        Some(bytes) => {
            write_varint(output, bytes.len() as i32);
            output.extend_from_slice(bytes);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::record::parse_record;
    use crate::varint::read_varint;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(
            offset_delta: i32,
            timestamp_delta: i64,
            key: Option<Vec<u8>>,
            value: Option<Vec<u8>>,
            headers: Vec<(Vec<u8>, Option<Vec<u8>>)>,
        ) {
            let views: Vec<HeaderView<'_>> = headers.iter().map(|(key, value)| (&key[..], value.as_deref())).collect();
            let mut bytes = Vec::new();
            write_record(
                &mut bytes, offset_delta, timestamp_delta, key.as_deref(), value.as_deref(), views.iter().copied(),
            );
            let size = record_size(
                offset_delta, timestamp_delta, key.as_deref(), value.as_deref(), views.iter().copied(),
            );
            prop_assert_eq!(size, bytes.len());
            let (length, start) = read_varint(&bytes).unwrap();
            prop_assert_eq!(length as usize, bytes.len() - start);
            let record = parse_record(&bytes[start..]).unwrap();
            prop_assert_eq!((record.offset_delta, record.timestamp_delta), (offset_delta, timestamp_delta));
            prop_assert_eq!((record.key, record.value), (key.as_deref(), value.as_deref()));
            prop_assert_eq!(record.headers.iter().collect::<Vec<_>>(), views);
        }
    }
}
