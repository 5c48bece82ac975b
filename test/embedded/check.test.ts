// `checkDirectory` on directories as brokers leave them: it says what a start would do, and changes nothing.
import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkDirectory } from '../../src/check/check-directory.ts';
import { reportOf } from '../../src/check/report.ts';
import { Broker } from '../../src/index.ts';
import { fingerprintsOf } from '../support/fingerprints.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { produce } from './kafkajs-client.ts';

describe('checking a log directory', () => {
  let directory: string;
  let data: string;

  beforeEach(async () => {
    directory = await temporaryDirectory('check');
    data = join(directory, 'data');
    await using broker = await Broker.start({ port: 0, dataDir: data });
    await produce(broker.bootstrapServers, 'words', ['one', 'two', 'three']);
  });

  afterEach(() => removeDirectory(directory));

  async function check() {
    const before = await fingerprintsOf(data);
    const facts = await checkDirectory(data);
    expect(await fingerprintsOf(data)).toEqual(before);
    return { facts, ...reportOf(facts) };
  }

  it('finds nothing wrong with what a broker closed', async () => {
    const { facts, text, isReady } = await check();
    expect(isReady).toBe(true);
    expect(facts).toMatchObject({ wasClean: true, findings: [] });
    expect(facts.topics).toContainEqual({ name: 'words', partitionCount: 1, configCount: 0 });
    expect(text).toContain('words: 1 partition\n');
  });

  it('says what recovery would cut, and where', async () => {
    await rm(join(data, '.kafka_cleanshutdown'));
    await appendFile(join(data, 'words-0/00000000000000000000.log'), 'torn');
    const { facts, text, isReady } = await check();
    expect([facts.wasClean, isReady]).toEqual([false, true]);
    expect(text).toMatch(/notice {2}words-0 recovered: .*cut 4 bytes off the end \(.*words-0\/0+\.log at byte \d+/);
  });

  it('names folders that belong to nothing', async () => {
    await mkdir(join(data, 'gone-3'));
    await mkdir(join(data, 'words-0.0123abcd-delete'));
    const { text, isReady } = await check();
    expect(isReady).toBe(true);
    expect(text).toContain('folder gone-3 is of no topic in the metadata log and would be set aside');
    expect(text).toContain('folder words-0.0123abcd-delete would be removed');
  });

  it('refuses a directory that is in use', async () => {
    await using _broker = await Broker.start({ port: 0, dataDir: data });
    const { text, isReady } = reportOf(await checkDirectory(data));
    expect(isReady).toBe(false);
    expect(text).toContain('in use');
  });

  it('refuses what is no log directory, and one without a metadata log', async () => {
    expect(reportOf(await checkDirectory(directory)).text).toContain('no log directory');
    await rm(join(data, '__cluster_metadata-0'), { recursive: true });
    expect((await check()).text).toContain('it has no __cluster_metadata-0');
    await writeFile(join(data, 'meta.properties'), 'version=1\n');
    expect((await check()).text).toContain('restore that file');
  });

  it('refuses damage in the metadata log', async () => {
    const log = join(data, '__cluster_metadata-0/00000000000000000000.log');
    const bytes = await readFile(log);
    bytes.fill(0xee, 0, 40);
    await writeFile(log, bytes);
    const { isReady, text } = await check();
    expect(isReady, text).toBe(false);
  });
});
