import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseArguments } from './arguments.ts';

const defaults = { configFile: undefined, dataDir: undefined, port: undefined, overrides: {}, logLevel: 'info' };

describe('millrace start', () => {
  const started: readonly [args: string[], options: object][] = [
    [['start'], {}],
    [['start', '--port', '0'], { port: 0 }],
    [['start', '--port=1234', '--data-dir', '/d'], { port: 1234, dataDir: '/d' }],
    [['start', '--config', 'server.properties'], { configFile: 'server.properties' }],
    [['start', '--set', 'a=1', '--set', 'b = x=y', '--set', 'a=2'], { overrides: { a: '2', b: ' x=y' } }],
    [['start', '--set', 'a='], { overrides: { a: '' } }],
    [['start', '--log-level', 'debug'], { logLevel: 'debug' }],
  ];
  test.each(started)('%j', (args, options) => {
    expect(parseArguments(args)).toEqual({ kind: 'start', options: { ...defaults, ...options } });
  });

  const refused: readonly [args: string[], sentence: RegExp][] = [
    [[], /^say what to do, for example: millrace start/],
    [['--what'], /^unknown option '--what'$/],
    [['stop'], /^unknown command 'stop'$/],
    [['start', '--what'], /^unknown option '--what'$/],
    [['start', 'now'], /^too many arguments for 'start'/],
    [['start', '--port'], /^option '-p, --port <port>' argument missing$/],
    [['start', '--port', 'x'], /argument 'x' is invalid\. A port is a number from 0 \(any free port\) to 65535$/],
    [['start', '--port', '65536'], /A port is a number from 0/],
    [['start', '--port', '-1'], /A port is a number from 0|argument missing/],
    [['start', '--set', 'a'], /argument 'a' is invalid\. A setting is name=value$/],
    [['start', '--set', '=a'], /A setting is name=value$/],
    [['start', '--log-level', 'loud'], /A log level is one of trace, debug, info, warn, error, fatal, silent$/],
  ];
  test.each(refused)('%j is refused', (args, sentence) => {
    const command = parseArguments(args);
    expect(command).toMatchObject({ kind: 'usage-error', sentence: expect.stringMatching(sentence) });
    expect(JSON.stringify(command)).not.toContain('\\n');
  });
});

test('help names every flag', () => {
  const top = parseArguments(['--help']);
  expect(top).toMatchObject({ kind: 'print', text: expect.stringContaining('start') });
  const help = parseArguments(['start', '--help']);
  for (const flag of ['--port', '--data-dir', '--config', '--set', '--log-level', '--help']) {
    expect(help).toMatchObject({ kind: 'print', text: expect.stringContaining(flag) });
  }
});

test('the version is that of the package', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(parseArguments(['--version'])).toEqual({ kind: 'print', text: `${version}\n` });
});

describe('millrace check', () => {
  test('takes one directory', () => {
    expect(parseArguments(['check', '/data'])).toEqual({ kind: 'check', directory: '/data' });
    expect(parseArguments(['check']).kind).toBe('usage-error');
    expect(parseArguments(['check', '/data', '/more']).kind).toBe('usage-error');
    expect(parseArguments(['check', '--help']).kind).toBe('print');
  });
});
