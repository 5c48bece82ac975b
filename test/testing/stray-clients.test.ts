// Clients that have a topic made which the test declares, one left over from an earlier broker or one of the application
// under test: what is declared is made before anybody else has a word, at the start and in a reset.
import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MetadataService } from '../../src/metadata/metadata-service.ts';
import { NativeBroker } from '../../src/native/native-broker.ts';
import { TestBroker } from '../../src/testing/index.ts';
import { missing } from '../support/paths.ts';
import { API, requestHeader } from '../support/raw/requests.ts';

const notBuilt = missing.millrace();
if (notBuilt !== undefined) console.warn(`stray clients are not tested: ${notBuilt}`);

const TOPICS = { orders: 3 };
/** Metadata from 4 on says whether topics may be made. */
const METADATA_ASKING = requestHeader(API.METADATA, 4, 1).int32(1).string('orders').int8(1).frame();
const CREATE_TOPICS = 19;
/** One partition, one replica, no assignments, no configs; at most a second. */
const CREATION = requestHeader(CREATE_TOPICS, 2, 1)
  .int32(1)
  .string('orders')
  .int32(1)
  .int16(1)
  .int32(0)
  .int32(0)
  .int32(1000)
  .int8(0)
  .frame();
const API_VERSIONS = requestHeader(API.API_VERSIONS, 0, 1).frame();
const RESETS = 20;
const CLIENTS = 8;

const sockets: Socket[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const socket of sockets.splice(0)) socket.destroy();
});

function connected(port: number): Socket {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  sockets.push(socket);
  socket.on('error', () => {});
  return socket;
}

/** Makes the topic whenever the last attempt has been answered. */
function keepMaking(port: number): void {
  const socket = connected(port);
  const ask = () => socket.write(CREATION);
  socket.on('connect', ask);
  socket.on('data', ask);
}

/** The data plane answers ApiVersions by itself; what came with it has then been handed up. */
async function knock(port: number): Promise<void> {
  const socket = connected(port);
  await new Promise<void>((resolve, reject) => {
    socket.once('data', () => resolve());
    socket.once('close', () => reject(new Error('the broker closed the connection')));
    socket.write(Buffer.concat([API_VERSIONS, METADATA_ASKING]));
  });
  for (let turn = 0; turn < 10; turn++) await setImmediate();
}

function partitionCount(kafka: TestBroker): number {
  let count = 0;
  while (hasPartition(kafka, count)) count++;
  return count;
}

function hasPartition(kafka: TestBroker, partition: number): boolean {
  try {
    kafka.records('orders', partition);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(notBuilt !== undefined)('A stray client', { timeout: 60_000 }, () => {
  it('that knows the port on which the new broker listens makes no topic before the test does', async () => {
    const { listen } = NativeBroker.prototype;
    const { register } = MetadataService.prototype;
    const ports: number[] = [];
    vi.spyOn(NativeBroker.prototype, 'listen').mockImplementation(function (this: NativeBroker, host, port) {
      const bound = listen.call(this, host, port);
      ports.push(bound);
      return bound;
    });
    // Between listening and serving.
    vi.spyOn(MetadataService.prototype, 'register').mockImplementation(async function (this: MetadataService, as) {
      for (const port of ports) await knock(port);
      await register.call(this, as);
    });
    await using kafka = await TestBroker.start({ topics: TOPICS });
    expect(ports).toHaveLength(1);
    expect(partitionCount(kafka)).toBe(3);
  });

  it('comes not between deleting and making the topics in a reset', async () => {
    // Deleting many takes long enough for others to get their turns.
    const others = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`other-${index}`, 1]));
    await using kafka = await TestBroker.start({ topics: { ...others, ...TOPICS } });
    for (let client = 0; client < CLIENTS; client++) keepMaking(kafka.port);
    for (let round = 0; round < RESETS; round++) {
      await kafka.reset();
      expect(partitionCount(kafka)).toBe(3);
    }
  });
});
