import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BATCH_HEADER_SIZE,
  decodeBatches,
  encodeBatch,
  InvalidBatchError,
  recordSizeBytesMax,
} from './record-batch.ts';

const bytes = fc.option(fc.uint8Array({ maxLength: 300 }).map((value) => Buffer.from(value)));
const records = fc.array(
  fc.record({
    key: bytes,
    value: bytes,
    headers: fc.array(fc.record({ key: fc.string({ maxLength: 5 }), value: bytes }), { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 50 },
);

describe('record batches', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(records, fc.nat(), fc.boolean(), (written, timestampMs, control) => {
        const batch = encodeBatch(written, { timestampMs, control });
        batch.writeBigInt64BE(41n, 0);
        const [decoded, ...others] = decodeBatches(batch);
        expect(others).toEqual([]);
        expect(decoded?.lastOffset).toBe(40n + BigInt(written.length));
        expect(decoded?.records).toEqual(
          written.map((record, index) => ({
            ...record,
            offset: 41n + BigInt(index),
            timestampMs: BigInt(timestampMs),
            isControl: control,
          })),
        );
      }),
    );
  });

  it('follow one another', () => {
    const one = encodeBatch([{ key: null, value: Buffer.from('a') }], { timestampMs: 1 });
    const two = encodeBatch([{ key: Buffer.from('k'), value: null }], { timestampMs: 2, producerId: 7n });
    const decoded = [...decodeBatches(Buffer.concat([one, two]))];
    expect(decoded.map((batch) => batch.producerId)).toEqual([-1n, 7n]);
  });

  it('have the bytes of Kafka', () => {
    const batch = encodeBatch([{ key: Buffer.from('k'), value: Buffer.from('v'), headers: [] }], { timestampMs: 1 });
    const header = [
      '0000000000000000',
      '0000003a',
      '00000000',
      '02',
      '00000000',
      '0000',
      '00000000',
      '0000000000000001',
      '0000000000000001',
      'ffffffffffffffff',
      'ffff',
      'ffffffff',
      '00000001',
    ];
    expect(batch.toString('hex')).toBe([...header, '10', '00', '00', '00', '02', '6b', '02', '76', '00'].join(''));
  });

  it('keep a timestamp of each record', () => {
    const times = [1_700_000_000_000, 1_699_999_999_000, 0, 4_000_000_000_000];
    const batch = encodeBatch(
      times.map((timestampMs) => ({ key: null, value: null, timestampMs })),
      { timestampMs: 1_700_000_000_000 },
    );
    const [decoded] = decodeBatches(batch);
    expect(decoded?.records.map((record) => Number(record.timestampMs))).toEqual(times);
    expect(batch.readBigInt64BE(35)).toBe(4_000_000_000_000n);
  });

  it('are never larger than foreseen', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ key: bytes, value: bytes }), { minLength: 1 }), (written) => {
        const foreseen = written.reduce((sum, record) => sum + recordSizeBytesMax(record), BATCH_HEADER_SIZE);
        expect(encodeBatch(written, { timestampMs: 1 }).length).toBeLessThanOrEqual(foreseen);
      }),
    );
  });

  it('throw on damage, whatever it is', () => {
    const batch = encodeBatch([{ key: Buffer.from('key'), value: Buffer.from('value') }], { timestampMs: 1 });
    for (let length = 1; length < batch.length; length++) {
      expect(() => [...decodeBatches(batch.subarray(0, length))]).toThrow(InvalidBatchError);
    }
    fc.assert(
      fc.property(fc.nat(batch.length - 1), fc.nat(255), (position, byte) => {
        const damaged = Buffer.from(batch);
        damaged.writeUInt8(byte, position);
        try {
          for (const decoded of decodeBatches(damaged)) expect(decoded.records.length).toBeLessThanOrEqual(1);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidBatchError);
        }
      }),
    );
  });
});
