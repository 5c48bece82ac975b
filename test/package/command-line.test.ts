// The command line as its own process: what is on standard output, what is on standard error, the exit code.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { millraceLauncher } from '../support/millrace.ts';
import { MILLRACE_CLI, missing } from '../support/paths.ts';
import { LiveProcess, runProcess } from '../support/process.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';

const READY = /^millrace ready on 127\.0\.0\.1:(\d+)$/m;
const reason = missing.millrace();

describe.skipIf(reason !== undefined)(`command line${reason === undefined ? '' : ` (${reason})`}`, () => {
  let folder = '';
  beforeAll(async () => {
    folder = await temporaryDirectory('command-line');
  });
  afterAll(() => removeDirectory(folder));

  const millrace = async (...args: string[]) => {
    const { code, stdout, stderr } = await runProcess(process.execPath, [MILLRACE_CLI, ...args], { anyExit: true });
    return { code, stdout: stdout.toString(), stderr };
  };

  test.each(['SIGTERM', 'SIGINT'] as const)('serves after one line, %s stops it with exit code 0', async (signal) => {
    const args = ['start', '--port', '0', '--data-dir', join(folder, signal)];
    const broker = new LiveProcess('millrace', process.execPath, [MILLRACE_CLI, ...args]);
    await broker.waitForOutput(READY, 30_000);
    expect(await broker.end(signal)).toEqual({ code: 0, signal: null });
    expect(broker.stdout).toMatch(/^millrace ready on \S+\n$/);
    expect(broker.stderr).toMatch(/^\S+ INFO {2}serving address=127/m);
  });

  test("starts with Kafka's server.properties and says once what has no effect", async () => {
    const file = join(folder, 'server.properties');
    const settings = {
      'process.roles': 'broker,controller',
      'node.id': '5',
      'controller.quorum.bootstrap.servers': 'localhost:9093',
      listeners: 'PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093',
      'controller.listener.names': 'CONTROLLER',
      'log.dirs': join(folder, 'from-file'),
      'num.network.threads': '3',
      'my.plugin.name': 'x',
    };
    const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
    await writeFile(file, lines.join(''));
    const args = [MILLRACE_CLI, 'start', '--config', file, '--port', '0', '--set', 'node.id=6'];
    const broker = new LiveProcess('millrace', process.execPath, args);
    await broker.waitForOutput(READY, 30_000);
    await broker.end('SIGTERM');
    const warnings = broker.stderr.split('\n').filter((line) => line.includes(' WARN '));
    expect(warnings.map((line) => line.replace(/^\S+ WARN {2}/, ''))).toEqual([
      'These settings are unknown and ignored: my.plugin.name',
      'No effect in Millrace, because one process is the whole cluster: nodes do not talk to each other: ' +
        'controller.quorum.bootstrap.servers',
      'No effect in Millrace, because millrace.io.threads says how many threads serve connections: num.network.threads',
    ]);
    expect(broker.stderr).toContain('nodeId=6');
  });

  test('takes settings from the environment, weaker than --set and stronger than the file', async () => {
    const file = join(folder, 'environment.properties');
    await writeFile(file, 'node.id=3\nbroker.rack=file\n');
    const environment = { KAFKA_NODE_ID: '4', KAFKA_LOG_DIRS: join(folder, 'environment'), KAFKA_BROKERS: 'elsewhere' };
    Object.assign(process.env, environment);
    const args = [MILLRACE_CLI, 'start', '--config', file, '--port', '0'];
    const brokers = [args, [...args, '--set', 'node.id=5', '--set', `log.dirs=${join(folder, 'set')}`]];
    const processes = brokers.map((one) => new LiveProcess('millrace', process.execPath, one));
    for (const name of Object.keys(environment)) delete process.env[name];
    for (const broker of processes) {
      await broker.waitForOutput(READY, 30_000);
      await broker.end('SIGTERM');
    }
    expect(processes.map((broker) => /nodeId=(\d)/.exec(broker.stderr)?.[1])).toEqual(['4', '5']);
    expect(processes[0]?.stderr).toContain(
      'These environment variables name no setting and are ignored: KAFKA_BROKERS',
    );
  });

  test('a second broker on the same directory, or on the same port', async () => {
    const first = join(folder, 'first');
    const { process: broker, port } = await millraceLauncher(first, {}).launch(0);
    try {
      const sameDirectory = await millrace('start', '--port', '0', '--data-dir', first);
      expect(sameDirectory).toMatchObject({ code: 1, stdout: '' });
      expect(sameDirectory.stderr).toMatch(/^millrace: \S+first is in use by another broker; [^\n]+\n$/);
      const samePort = await millrace('start', '--port', String(port), '--data-dir', join(folder, 'second'));
      expect(samePort).toMatchObject({ code: 1, stdout: '' });
      expect(samePort.stderr).toContain(`millrace: cannot listen on 127.0.0.1:${port}: `);
    } finally {
      await broker.end('SIGTERM');
    }
  });

  test('a foreign directory', async () => {
    const foreign = join(folder, 'foreign');
    await mkdir(foreign);
    await writeFile(join(foreign, 'letter.txt'), 'not a log');
    const { code, stdout, stderr } = await millrace('start', '--port', '0', '--data-dir', foreign);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^millrace: \S+foreign cannot be used as a data directory: it holds 'letter.txt'[^\n]+\n$/);
  });

  const refused: readonly [args: string[], code: number, sentence: RegExp][] = [
    [['start', '--what'], 2, /^millrace: unknown option '--what'\n$/],
    [['start', '--port', 'x'], 2, /^millrace: option '-p, --port <port>' argument 'x' is invalid\. [^\n]+\n$/],
    [
      ['start', '--set', 'num.partitions=x'],
      1,
      /^millrace: Invalid value x for configuration num\.partitions: [^\n]+\n$/,
    ],
    [
      ['start', '--config', '/no/such/file'],
      1,
      /^millrace: The configuration file \/no\/such\/file cannot be read: [^\n]+\n$/,
    ],
    [['start', '--data-dir', '/dev/null/data'], 1, /^millrace: [^\n]+\/dev\/null\/data[^\n]+\n$/],
    [[], 2, /^millrace: say what to do[^\n]+\n$/],
  ];
  test.each(refused)('millrace %j', async (args, code, sentence) => {
    const result = await millrace(...args, ...(args[0] === 'start' ? ['--port=0'] : []));
    expect([result.code, result.stdout]).toEqual([code, '']);
    expect(result.stderr).toMatch(sentence);
  });

  test('help and version', async () => {
    expect(await millrace('--version')).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    });
    expect((await millrace('start', '--help')).stdout).toContain('--data-dir');
  });
});
