import { describe, expect, test } from 'vitest';
import { type ProcessParts, type ServedBroker, type StopSignal, serve, stopSignalsOf } from './serve.ts';

function fixture(change: { start?: () => Promise<ServedBroker>; close?: () => Promise<void> } = {}) {
  const written = { out: '', error: '' };
  const exits: number[] = [];
  let signal: (name: StopSignal) => void = () => {};
  let fail: (reason: string) => void = () => {};
  let closed = 0;
  const close = async () => {
    closed++;
    await change.close?.();
  };
  const broker = { address: '127.0.0.1:9', failed: new Promise<string>((resolve) => (fail = resolve)), close };
  const parts: ProcessParts = {
    start: change.start ?? (async () => broker),
    onSignal: (listener) => (signal = listener),
    writeOut: (line) => (written.out += line),
    writeError: (line) => (written.error += line),
    exitNow: (code) => exits.push(code),
  };
  const code = serve(parts);
  return { written, exits, code, broker, closed: () => closed, signal: (name: StopSignal) => signal(name), fail };
}

test('a stop is asked for in the ways of the system', () => {
  expect(stopSignalsOf('linux')).toEqual(['SIGTERM', 'SIGINT']);
  expect(stopSignalsOf('win32')).toEqual(['SIGINT', 'SIGBREAK', 'SIGHUP']);
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('serve', () => {
  test('one line when it serves, exit 0 after a signal', async () => {
    const run = fixture();
    await settled();
    expect(run.written).toEqual({ out: 'millrace ready on 127.0.0.1:9\n', error: '' });
    run.signal('SIGTERM');
    expect(await run.code).toBe(0);
    expect([run.closed(), run.exits]).toEqual([1, []]);
  });

  test('a second signal during the stop ends at once', async () => {
    let finish = () => {};
    const run = fixture({ close: () => new Promise((resolve) => (finish = () => resolve())) });
    await settled();
    run.signal('SIGINT');
    await settled();
    run.signal('SIGINT');
    expect(run.exits).toEqual([130]);
    finish();
    expect(await run.code).toBe(0);
  });

  test('a signal during the start stops without the ready line', async () => {
    let started: (broker: ServedBroker) => void = () => {};
    const run = fixture({ start: () => new Promise((resolve) => (started = resolve)) });
    run.signal('SIGTERM');
    started(run.broker);
    expect(await run.code).toBe(0);
    expect(run.written.out).toBe('');
    expect(run.closed()).toBe(1);
  });

  test('what stops the start is one sentence and exit 1', async () => {
    const run = fixture({ start: () => Promise.reject(new Error('The port is taken.\n  really')) });
    expect(await run.code).toBe(1);
    expect(run.written).toEqual({ out: '', error: 'millrace: The port is taken. really\n' });
  });

  test('a broker that fails is closed, exit 1', async () => {
    const run = fixture();
    await settled();
    run.fail('a thread has stopped');
    expect(await run.code).toBe(1);
    expect(run.written.error).toBe('millrace: a thread has stopped\n');
    expect(run.closed()).toBe(1);
  });

  test('a stop that does not succeed is exit 1', async () => {
    const run = fixture({ close: () => Promise.reject(new Error('The disk is full')) });
    await settled();
    run.signal('SIGTERM');
    expect(await run.code).toBe(1);
    expect(run.written.error).toBe('millrace: The disk is full\n');
  });
});
