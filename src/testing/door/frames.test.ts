import { describe, expect, it } from 'vitest';
import { ApiKey } from '../../wire/api-key.ts';
import { newProduceRequest } from '../../wire/generated/produce.ts';
import { encodeRequest } from '../messages/request.ts';
import type { Message } from '../messages/units.ts';
import { ReplyCutter, RequestCutter, type RequestPiece, withSize } from './frames.ts';

const LIMIT = 1 << 20;

function request(apiKey: number, apiVersion: number, message: Message): Buffer {
  const header = { apiKey, apiVersion, correlationId: 7, clientId: 'a client' };
  return withSize(encodeRequest({ header, message }, message));
}

const heartbeat = request(ApiKey.HEARTBEAT, 4, { groupId: 'g', generationId: 1, memberId: 'm', groupInstanceId: null });
const produce = (acks: number, version: number) =>
  request(ApiKey.PRODUCE, version, { ...newProduceRequest({ acks, transactionalId: 't' }) });

/** What the cutter makes of the bytes when they come in pieces of so many. */
function cut(bytes: Buffer, step: number, concerned: readonly number[] = []): RequestPiece[] {
  const cutter = new RequestCutter({ concerns: (apiKey) => concerned.includes(apiKey), frameBytesMax: LIMIT });
  const pieces: RequestPiece[] = [];
  for (let start = 0; start < bytes.length; start += step) {
    cutter.push(bytes.subarray(start, start + step));
    for (let piece = cutter.next(); piece !== null; piece = cutter.next()) pieces.push(piece);
  }
  return pieces;
}

const passedBytes = (pieces: readonly RequestPiece[]) =>
  Buffer.concat(pieces.map((piece) => (piece.kind === 'pass' ? piece.bytes : withSize(piece.frame))));
const replies = (pieces: readonly RequestPiece[]) =>
  pieces.reduce((sum, piece) => sum + (piece.kind === 'pass' ? piece.replyCount : 1), 0);

describe('RequestCutter', () => {
  const all = Buffer.concat([heartbeat, produce(0, 3), produce(1, 9), produce(0, 13), heartbeat]);

  it.each([1, 2, 3, 5, 8, 13, 1000])('passes everything on, in pieces of %i bytes, and counts the replies', (step) => {
    const pieces = cut(all, step);
    expect(passedBytes(pieces)).toEqual(all);
    expect(replies(pieces)).toBe(3);
  });

  it.each([1, 7, 1000])('gathers whole what it is asked for, in pieces of %i bytes', (step) => {
    const pieces = cut(all, step, [ApiKey.HEARTBEAT]);
    expect(passedBytes(pieces)).toEqual(all);
    const whole = pieces.flatMap((piece) => (piece.kind === 'request' ? [piece.frame] : []));
    expect(whole).toEqual([heartbeat.subarray(4), heartbeat.subarray(4)]);
  });

  it('passes many frames on in one piece', () => {
    expect(cut(all, 1000)).toHaveLength(1);
  });

  it.each([-1, 0, 7, LIMIT + 1])('does not look at a peer that claims %i bytes', (size) => {
    const bytes = Buffer.alloc(100);
    bytes.writeInt32BE(size, 0);
    expect(passedBytes(cut(bytes, 10, [0]))).toEqual(bytes);
  });
});

describe('ReplyCutter', () => {
  const reply = withSize(Buffer.from('a reply'));

  it.each([1, 3, 4, 100])('counts replies in pieces of %i bytes', (step) => {
    const cutter = new ReplyCutter();
    const bytes = Buffer.concat([reply, reply, withSize(Buffer.alloc(0)), reply]);
    let count = 0;
    for (let start = 0; start < bytes.length; start += step) count += cutter.pass(bytes.subarray(start, start + step));
    expect(count).toBe(4);
  });

  it('gathers one', () => {
    const cutter = new ReplyCutter();
    expect(cutter.gather(reply.subarray(0, 6))).toBeNull();
    expect(cutter.gather(reply.subarray(6))).toEqual(Buffer.from('a reply'));
  });
});
