// A broker that cannot start says why in one sentence, and leaves nothing behind.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Broker, type BrokerOptions } from '../../src/index.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { topicsOf } from './kafkajs-client.ts';

let directory = '';
beforeEach(async () => {
  directory = await temporaryDirectory('start');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await removeDirectory(directory);
});

/** The sentence of a start that fails; a broker that starts is an error. */
async function refusal(options: BrokerOptions): Promise<string> {
  const start = Broker.start({ port: 0, ...options });
  await start.then((broker) => broker.close()).catch(() => {});
  const reason: unknown = await start.catch((error: unknown) => error);
  if (!(reason instanceof Error)) throw new Error('the broker has started');
  expect(reason.message).not.toContain('\n');
  return reason.message;
}

describe('when the port is taken', () => {
  let port = 0;
  const server = createServer();
  beforeEach(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : -1;
  });
  afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())));

  it('names it, and frees the directory', async () => {
    const message = await refusal({ port, dataDir: directory });
    expect(message).toMatch(new RegExp(`^cannot listen on 127.0.0.1:${port}: Address already in use`));
    await (await Broker.start({ port: 0, dataDir: directory })).close();
  });

  it('removes the temporary directory', async () => {
    vi.stubEnv('TMPDIR', directory);
    await refusal({ port });
    expect(await readdir(directory)).toEqual([]);
  });
});

describe('when the directory', () => {
  it('is used by another broker, which goes on', async () => {
    await using first = await Broker.start({ port: 0, dataDir: directory });
    expect(await refusal({ dataDir: directory })).toBe(
      `${directory} is in use by another broker; stop that broker or choose another data directory`,
    );
    expect(await topicsOf(first.bootstrapServers)).toEqual([]);
  });

  it('belongs to another node', async () => {
    await (await Broker.start({ port: 0, dataDir: directory })).close();
    expect(await refusal({ dataDir: directory, properties: { 'node.id': 2 } })).toMatch(
      /^\S+ cannot be used as a data directory: it belongs to node 1, not 2; /,
    );
  });

  it('belongs to another cluster', async () => {
    const [one, other] = ['bWlsbHJhY2UtdGVzdHMtMQ', 'bWlsbHJhY2UtdGVzdHMtMg'];
    const broker = await Broker.start({ port: 0, dataDir: directory, clusterId: one });
    expect(broker.clusterId).toBe(one);
    await broker.close();
    const message = await refusal({ dataDir: directory, clusterId: other });
    expect(message).toContain(`it belongs to cluster ${one}, not ${other}`);
  });

  it('belongs to something else, which stays as it was', async () => {
    await mkdir(join(directory, 'photos'));
    await writeFile(join(directory, 'photos/cat.jpg'), 'miaow');
    expect(await refusal({ dataDir: directory })).toMatch(/cannot be used as a data directory: it holds 'photos' but/);
    expect(await readdir(directory)).toEqual(['photos']);
  });

  it('has a meta.properties that is none', async () => {
    await writeFile(join(directory, 'meta.properties'), 'miaow');
    expect(await refusal({ dataDir: directory })).toMatch(/meta\.properties is damaged/);
  });

  it('is a file', async () => {
    const path = join(directory, 'file');
    await writeFile(path, 'not a directory');
    expect(await refusal({ dataDir: path })).toContain(`${path} failed: `);
  });
});

describe('when an option is wrong', () => {
  // As a caller without types may write them.
  const wrong: [options: object, sentence: RegExp][] = [
    [{ properties: { 'num.partitions': 'many' } }, /num\.partitions/],
    [{ properties: { 'num.partitions': [] } }, /num\.partitions: it must be a text, a number, or true or false$/],
    [{ properties: { listeners: 'SSL://:9093' } }, /PLAINTEXT/],
    [{ datadir: '/tmp/x' }, /^Unknown option datadir: a broker is started with port, dataDir, /],
    [{ port: '0' }, /^Invalid value for option port: it must be of type number$/],
    [{ port: 65_536 }, /^Invalid port 65536: /],
    [{ dataDir: null }, /^Invalid value for option dataDir: it must be of type string$/],
    [{ clusterId: 'two\nlines' }, /^Invalid cluster id "two\\nlines": it must be 22 characters of base64url$/],
    [
      { configFile: '/nowhere/server.properties' },
      /\/nowhere\/server\.properties cannot be read: there is no such file/,
    ],
  ];
  it.each(wrong)('%j', async (options, sentence) => {
    expect(await refusal(options)).toMatch(sentence);
  });
});

it('takes numbers and truth values as properties', async () => {
  const properties = { 'num.partitions': 3, 'auto.create.topics.enable': false };
  await using broker = await Broker.start({ port: 0, properties });
  expect(broker.port).toBeGreaterThan(0);
});
