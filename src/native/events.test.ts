import { describe, expect, it } from 'vitest';
import { packReplies, unpackEvents } from './events.ts';

function packed(kind: number, token: bigint, payload: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32LE(9 + payload.length, 0);
  header.writeUInt8(kind, 4);
  header.writeBigUInt64LE(token, 5);
  return Buffer.concat([header, payload]);
}

describe('packed events', () => {
  it('come out in order, with frames as views of the drained buffer', () => {
    const connection = Buffer.alloc(8);
    connection.writeBigUInt64LE(7n);
    const request = Buffer.concat([connection, Buffer.from([9]), Buffer.from('127.0.0.1'), Buffer.from('frame')]);
    const outcomes = [{ topic: 't', partition: 0, errorCode: 56, message: 'disk' }];
    const drained = Buffer.concat([
      packed(1, 2n ** 60n, request),
      packed(2, 5n, Buffer.from(JSON.stringify(outcomes))),
      packed(3, 0n, Buffer.from('\u0028text')),
      packed(4, 0n, Buffer.from('a bug')),
    ]);
    const events = [...unpackEvents(drained)];
    expect(events).toEqual([
      { kind: 'request', token: 2n ** 60n, connectionId: 7, clientHost: '127.0.0.1', frame: Buffer.from('frame') },
      { kind: 'completed', token: 5, outcomes },
      { kind: 'log', level: 40, text: 'text' },
      { kind: 'fatal', text: 'a bug' },
    ]);
    expect(events[0]?.kind === 'request' && events[0].frame.buffer === drained.buffer).toBe(true);
  });

  it('name what a coordinator is asked', () => {
    const question = Buffer.alloc(11);
    question.writeBigInt64LE(2n ** 62n, 0);
    question.writeInt16LE(3, 8);
    question.writeUInt8(1, 10);
    const text = (value: string) => {
      const bytes = Buffer.from(value);
      return Buffer.concat([Buffer.from([bytes.length, 0]), bytes]);
    };
    const named = [text('transfer-ü'), Buffer.from([2, 0, 0, 0]), text('a'), Buffer.from([7, 0, 0, 0])];
    const payload = Buffer.concat([question, ...named, text('b'), Buffer.from([255, 1, 0, 0])]);
    expect([...unpackEvents(packed(5, 9n, payload))]).toEqual([
      {
        kind: 'verify',
        token: 9n,
        verification: {
          transactionalId: 'transfer-ü',
          producerId: 2n ** 62n,
          producerEpoch: 3,
          addPartitions: true,
          partitions: [
            { topic: 'a', partition: 7 },
            { topic: 'b', partition: 511 },
          ],
        },
      },
    ]);
  });

  it('of an unknown kind are refused', () => {
    expect(() => [...unpackEvents(packed(9, 0n, Buffer.alloc(0)))]).toThrow('unknown kind 9');
  });
});

describe('packed replies', () => {
  it('carry token, length and bytes, or the close mark', () => {
    const buffer = packReplies([
      { token: 3n, bytes: Buffer.from('ok') },
      { token: 4n, bytes: null },
    ]);
    expect(buffer.readBigUInt64LE(0)).toBe(3n);
    expect(buffer.readUInt32LE(8)).toBe(2);
    expect(buffer.toString('latin1', 12, 14)).toBe('ok');
    expect(buffer.readBigUInt64LE(14)).toBe(4n);
    expect(buffer.readUInt32LE(22)).toBe(0xffffffff);
    expect(buffer.length).toBe(26);
  });
});
