//! Frames a native reply: size field, response header, body, with file regions spliced in behind their lengths.

use log::FileSlice;
use wire::codec::Writer;

use crate::disconnect::Disconnect;
use crate::dispatch::RequestHead;
use crate::outgoing::Outgoing;

const SIZE_BYTES: usize = 4;

/// Queues one reply whose body `encode` writes. `regions` fill the holes that the body left, in order.
pub fn reply(
    head: &RequestHead,
    outgoing: &mut Outgoing,
    regions: Vec<FileSlice>,
    encode: impl FnOnce(&mut Writer),
) -> Result<(), Disconnect> {
    let bytes = outgoing.take_bytes();
    let start = bytes.len();
    let mut writer = Writer::with_buffer(bytes);
    writer.int32(0);
    writer.int32(head.correlation_id);
    if head.response_header_version() >= 1 {
        writer.unsigned_varint(0);
    }
    encode(&mut writer);
    let holes: Vec<usize> = writer.holes().iter().map(|hole| hole.position).collect();
    let mut bytes = writer.into_buffer();
    let region_bytes: usize = regions.iter().map(|region| region.length as usize).sum();
    let size = u32::try_from(bytes.len() - start - SIZE_BYTES + region_bytes).unwrap_or(u32::MAX);
    if let Some(field) = bytes.get_mut(start..start + SIZE_BYTES) {
        field.copy_from_slice(&size.to_be_bytes());
    }
    outgoing.put_with_regions(bytes, holes.into_iter().zip(regions).collect())?;
    Ok(())
}
