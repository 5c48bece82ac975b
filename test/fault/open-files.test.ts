// Many more partitions than the process may have files open: every one is written, read and found again after a restart,
// and clients that take the last handles cost a pause, not the broker.

import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TypedConnection } from '../parity/typed-connection.ts';
import { brokerKind, missingBroker } from '../support/broker.ts';
import { createPartitions, readFromEach, writeToEach } from '../support/partitions.ts';
import { MILLRACE_CLI } from '../support/paths.ts';
import { LiveProcess } from '../support/process.ts';
import { freePorts, removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { waitUntil } from '../support/wait.ts';

const OPEN_FILES_MAX = 512;
const PARTITIONS = 2_000;
const CLIENTS = 600;

const reason = missingBroker() ?? (brokerKind() === 'kafka' ? 'it is about the files of Millrace' : undefined);
if (reason !== undefined) console.log(`open files: skipped, ${reason}`);

describe.skipIf(reason !== undefined)('a limit of open files', () => {
  let directory: string;
  let broker: LiveProcess;
  let port: number;

  async function start(): Promise<void> {
    const args = [MILLRACE_CLI, 'start', '--port', String(port), '--data-dir', join(directory, 'data')];
    const limited = ['-c', `ulimit -n ${OPEN_FILES_MAX} && exec "$0" "$@"`, process.execPath, ...args];
    broker = new LiveProcess('millrace', 'sh', limited);
    await broker.waitForOutput(/^millrace ready/m, 60_000);
  }

  beforeAll(async () => {
    directory = await temporaryDirectory('open-files');
    [port = 0] = await freePorts(1);
    await start();
  }, 60_000);

  afterAll(async () => {
    await broker.end('SIGKILL');
    await removeDirectory(directory);
  });

  it('serves more partitions than it may have files open, before and after a restart', async () => {
    await withConnection((connection) => createPartitions(connection, PARTITIONS));
    await withConnection((connection) => writeToEach(connection, PARTITIONS));
    await expectRecordsInEach();
    expect(await broker.end('SIGTERM', 60_000)).toMatchObject({ code: 0 });
    expect(broker.stdout + broker.stderr).not.toMatch(/open files/i);
    await start();
    await expectRecordsInEach();
    await broker.end('SIGKILL');
    await start();
    await expectRecordsInEach();
    await withConnection((connection) => writeToEach(connection, PARTITIONS));
  }, 120_000);

  it('goes on when clients have taken every handle and given them back', async () => {
    const sockets = await Promise.all(Array.from({ length: CLIENTS }, () => connected(port)));
    // The last of them wait in the listener's queue; what the broker has been told of is answered.
    await waitUntil('the limit to be told', () => /not accepted/.test(broker.stdout + broker.stderr) || undefined, {
      timeoutMs: 30_000,
      everyMs: 20,
    });
    for (const socket of sockets) socket.destroy();
    await waitUntil(
      'a new client to be served',
      () =>
        withConnection((connection) => writeToEach(connection, 100)).then(
          () => true,
          () => undefined,
        ),
      {
        timeoutMs: 30_000,
        everyMs: 100,
      },
    );
    expect(broker.running).toBe(true);
    const told = (broker.stdout + broker.stderr).match(/not accepted/g) ?? [];
    expect(told.length).toBeLessThan(20);
  }, 90_000);

  async function withConnection<T>(work: (connection: TypedConnection) => Promise<T>): Promise<T> {
    const connection = await TypedConnection.open(port);
    try {
      return await work(connection);
    } finally {
      connection.close();
    }
  }

  async function expectRecordsInEach(): Promise<void> {
    expect(await withConnection((connection) => readFromEach(connection, PARTITIONS))).toBe(PARTITIONS);
  }
});

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(socket.on('error', () => {})));
    socket.once('error', reject);
  });
}
