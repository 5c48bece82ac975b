// Kafka's primitive types: known bytes, round trips at the edges, and refusals.

import { describe, expect, test } from 'vitest';
import { ARRAY_LENGTH_MAX, DecodeError, Reader, TAGGED_FIELDS_MAX, ZERO_UUID } from './reader.ts';
import { Writer } from './writer.ts';

function written(write: (writer: Writer) => void): Buffer {
  const writer = new Writer(16);
  write(writer);
  return Buffer.from(writer.bytes());
}

const known: [string, (writer: Writer) => void, string][] = [
  ['int16', (writer) => writer.writeInt16(-2), 'fffe'],
  ['uint16', (writer) => writer.writeUint16(65535), 'ffff'],
  ['int32', (writer) => writer.writeInt32(0x01020304), '01020304'],
  ['uint32', (writer) => writer.writeUint32(0xfffffffe), 'fffffffe'],
  ['int64', (writer) => writer.writeInt64(-1n), 'ffffffffffffffff'],
  ['float64', (writer) => writer.writeFloat64(1.5), '3ff8000000000000'],
  ['bool', (writer) => writer.writeBool(true), '01'],
  ['varint of one byte', (writer) => writer.writeUnsignedVarint(127), '7f'],
  ['varint of two bytes', (writer) => writer.writeUnsignedVarint(300), 'ac02'],
  ['varint of five bytes', (writer) => writer.writeUnsignedVarint(0xffffffff), 'ffffffff0f'],
  ['string', (writer) => writer.writeString('hé', false), '000368c3a9'],
  ['compact string', (writer) => writer.writeString('hé', true), '0468c3a9'],
  ['null string', (writer) => writer.writeString(null, false), 'ffff'],
  ['compact null string', (writer) => writer.writeString(null, true), '00'],
  ['bytes', (writer) => writer.writeBytes(Buffer.from([9]), false), '0000000109'],
  ['compact bytes', (writer) => writer.writeBytes(Buffer.from([9]), true), '0209'],
  ['null bytes', (writer) => writer.writeBytes(null, false), 'ffffffff'],
  ['array', (writer) => writer.writeInt16Array([1, 2], false), '0000000200010002'],
  ['compact array', (writer) => writer.writeInt16Array([1, 2], true), '0300010002'],
  ['null array', (writer) => writer.writeInt32Array(null, true), '00'],
  ['uuid', (writer) => writer.writeUuid('AAAAAAAAAAAAAAAAAAAAAQ'), '00000000000000000000000000000001'],
];
test.each(known)('%s', (_, write, hex) => {
  expect(written(write).toString('hex')).toBe(hex);
});

test.each(['', 'a', 'x'.repeat(24), 'x'.repeat(33), `${'x'.repeat(20)}é`, '東京🚂', 'ß'.repeat(16000)])(
  'a string comes back: %#',
  (text) => {
    for (const flexible of [false, true]) {
      const reader = new Reader(written((writer) => writer.writeString(text, flexible)));
      expect(reader.readString(flexible)).toBe(text);
      expect(reader.remaining).toBe(0);
    }
  },
);

test.each([0, 1, 126, 127, 128, 129, 16_382, 16_383, 16_384, 16_385, 2_097_151, 2_097_152])(
  'a tagged field of %i bytes has its size in front, whatever the size takes',
  (size) => {
    const content = Buffer.alloc(size, 7);
    const bytes = written((writer) => {
      const position = writer.beginTaggedField(3);
      writer.writeRaw(content);
      writer.endTaggedField(position);
      writer.writeInt8(42);
    });
    const reader = new Reader(bytes);
    expect(reader.readUnsignedVarint()).toBe(3);
    const end = reader.readTaggedFieldEnd();
    expect(end - reader.position).toBe(size);
    expect(bytes.subarray(reader.position, end).equals(content)).toBe(true);
    reader.skipTo(end);
    expect(reader.readInt8()).toBe(42);
    expect(reader.remaining).toBe(0);
  },
);

describe('a value that does not fit its type is refused', () => {
  const refused: [string, (writer: Writer) => void][] = [
    ['int8', (writer) => writer.writeInt8(128)],
    ['int16', (writer) => writer.writeInt16(-32769)],
    ['uint16', (writer) => writer.writeUint16(-1)],
    ['int32', (writer) => writer.writeInt32(2 ** 31)],
    ['int32 fraction', (writer) => writer.writeInt32(1.5)],
    ['int32 not a number', (writer) => writer.writeInt32(Number.NaN)],
    ['uint32', (writer) => writer.writeUint32(2 ** 32)],
    ['int64', (writer) => writer.writeInt64(2n ** 63n)],
    ['string', (writer) => writer.writeString('x'.repeat(32768), true)],
    ['short uuid', (writer) => writer.writeUuid('abc')],
    ['uuid of other characters', (writer) => writer.writeUuid('?'.repeat(22))],
  ];
  test.each(refused)('%s', (_, write) => {
    expect(() => written(write)).toThrow(RangeError);
  });
});

describe('broken bytes are refused', () => {
  const refused: [string, string, (reader: Reader) => unknown][] = [
    ['varint of six bytes', 'ffffffffff01', (reader) => reader.readUnsignedVarint()],
    ['varint of 33 bits', 'ffffffff1f', (reader) => reader.readUnsignedVarint()],
    ['null where there is none', 'ffff', (reader) => reader.readString(false)],
    ['compact null where there is none', '00', (reader) => reader.readBytes(true)],
    ['null array where there is none', 'ffffffff', (reader) => reader.readInt32Array(false)],
    ['negative string length', 'fffe', (reader) => reader.readNullableString(false)],
    ['negative array length', '80000000', (reader) => reader.readNullableInt32Array(false)],
    ['string beyond the end', '000561', (reader) => reader.readString(false)],
    ['bytes of two gigabytes', '7fffffff00', (reader) => reader.readBytes(false)],
    ['more elements than bytes', '0300000001', (reader) => reader.readInt32Array(true)],
    ['tagged field beyond the end', '05', (reader) => reader.readTaggedFieldEnd()],
    ['more tagged fields than bytes', '0200', (reader) => reader.skipTaggedFields()],
  ];
  test.each(refused)('%s', (_, hex, read) => {
    expect(() => read(new Reader(Buffer.from(hex, 'hex')))).toThrow(DecodeError);
  });

  test('more elements than Kafka allows, although the bytes are there', () => {
    const room = Buffer.alloc(ARRAY_LENGTH_MAX + 100);
    room.writeInt32BE(ARRAY_LENGTH_MAX + 1);
    expect(() => new Reader(room).readInt8Array(false)).toThrow(DecodeError);
    room.writeInt32BE(ARRAY_LENGTH_MAX);
    expect(new Reader(room).readInt8Array(false)).toHaveLength(ARRAY_LENGTH_MAX);
  });

  test('more tagged fields than Kafka allows, although the bytes are there', () => {
    const tags = (count: number) => {
      const bytes = written((writer) => writer.writeUnsignedVarint(count));
      return new Reader(Buffer.concat([bytes, Buffer.alloc(4 * TAGGED_FIELDS_MAX)]));
    };
    expect(() => tags(TAGGED_FIELDS_MAX + 1).skipTaggedFields()).toThrow(DecodeError);
    tags(TAGGED_FIELDS_MAX).skipTaggedFields();
  });
});

test('bytes that are read do not hold or share the frame', () => {
  const frame = Buffer.from('0000000161', 'hex');
  const bytes = new Reader(frame).readBytes(false);
  frame[4] = 0;
  expect(bytes.toString()).toBe('a');
});

test('the zero uuid', () => {
  expect(new Reader(Buffer.alloc(16)).readUuid()).toBe(ZERO_UUID);
});

test('a writer is used again', () => {
  const writer = new Writer(16);
  writer.writeString('first, longer than the room that was there', false);
  writer.clear();
  writer.writeInt8(1);
  expect(writer.bytes()).toEqual(Buffer.from([1]));
});
