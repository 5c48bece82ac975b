import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { brokerDefinitions } from './broker-definitions.ts';
import { type ConfigSources, loadConfig } from './config.ts';
import { namesRead, namesWithEffect } from './effect.ts';
import { noEffectReason } from './no-effect.ts';

const directory = mkdtempSync(join(tmpdir(), 'millrace-config-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** The settings of the server.properties that comes with Apache Kafka 4.3 for combined mode. */
const serverProperties = `
process.roles=broker,controller
node.id=1
controller.quorum.bootstrap.servers=localhost:9093
listeners=PLAINTEXT://:9092,CONTROLLER://:9093
inter.broker.listener.name=PLAINTEXT
advertised.listeners=PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL
num.network.threads=3
num.io.threads=8
socket.send.buffer.bytes=102400
socket.receive.buffer.bytes=102400
socket.request.max.bytes=104857600
log.dirs=/tmp/kraft-combined-logs
num.partitions=1
num.recovery.threads.per.data.dir=1
offsets.topic.replication.factor=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
log.retention.hours=168
log.segment.bytes=1073741824
log.retention.check.interval.ms=300000
`;

function fileWith(text: string): string {
  const file = join(directory, `${readdirSync(directory).length}.properties`);
  writeFileSync(file, text);
  return file;
}

describe('loadConfig', () => {
  test('without anything', () => {
    const config = loadConfig();
    expect(config.nodeId).toBe(1);
    expect(config.logDirectories).toEqual([resolve('data')]);
    expect(config.listener).toEqual({ name: 'PLAINTEXT', host: '127.0.0.1', port: 9092 });
    expect(config.advertisedListener).toEqual(config.listener);
    expect(config.notices).toEqual([]);
    expect(config.get('log.flush.interval.ms')).toBeNull();
    expect(config.get('log.flush.interval.messages')).toBe(Number.MAX_SAFE_INTEGER);
    expect(Object.isFrozen(config)).toBe(true);
  });

  test("Kafka's server.properties of combined mode starts as it is", () => {
    const config = loadConfig({ file: fileWith(serverProperties) });
    expect(config.listener).toEqual({ name: 'PLAINTEXT', host: '', port: 9092 });
    expect(config.advertisedListener).toEqual({ name: 'PLAINTEXT', host: 'localhost', port: 9092 });
    expect(config.logDirectories).toEqual(['/tmp/kraft-combined-logs']);
    expect(config.notices.join(' ')).toContain('controller.quorum.bootstrap.servers, inter.broker.listener.name');
    expect(config.notices.join(' ')).toContain('how many threads serve connections: num.io.threads');
  });

  test('later sources win: file < properties < overrides < port and data directory', () => {
    const file = fileWith('num.partitions=2\nlog.dirs=/a\nmin.insync.replicas=2\nmessage.max.bytes=7');
    const config = loadConfig({
      file,
      properties: { 'min.insync.replicas': '3', 'message.max.bytes': '8' },
      overrides: { 'message.max.bytes': '9' },
      dataDir: '/b',
      port: 0,
    });
    const seen = [config.get('num.partitions'), config.get('min.insync.replicas'), config.get('message.max.bytes')];
    expect(seen).toEqual([2, 3, 9]);
    expect([config.logDirectories, config.listener.port]).toEqual([['/b'], 0]);
  });

  test('log.dir counts where log.dirs is not set', () => {
    expect(loadConfig({ overrides: { 'log.dir': '/only' } }).logDirectories).toEqual(['/only']);
    expect(loadConfig({ overrides: { 'log.dir': '/one', 'log.dirs': '/two' } }).logDirectories).toEqual(['/two']);
    expect(loadConfig({ overrides: { 'log.dir': '/one' }, dataDir: '/three' }).logDirectories).toEqual(['/three']);
  });

  test('broker.id is node.id', () => {
    expect(loadConfig({ overrides: { 'broker.id': '7' } }).nodeId).toBe(7);
    expect(loadConfig({ overrides: { 'node.id': '8' } }).get('broker.id')).toBe(8);
  });

  test('the port goes into the client listener and what is advertised with it', () => {
    const listeners = 'OUT://:9092,CONTROLLER://:9093';
    const protocols = 'OUT:PLAINTEXT,CONTROLLER:PLAINTEXT';
    const overrides = { listeners, 'listener.security.protocol.map': protocols };
    const alone = loadConfig({ overrides, port: 1234 });
    expect(alone.text('listeners')).toBe('OUT://:1234,CONTROLLER://:9093');
    expect(alone.advertisedListener).toEqual({ name: 'OUT', host: hostname(), port: 1234 });
    const same = loadConfig({ overrides: { ...overrides, 'advertised.listeners': 'OUT://example:9092' }, port: 1234 });
    expect(same.advertisedListener).toEqual({ name: 'OUT', host: 'example', port: 1234 });
    const mapped = loadConfig({ overrides: { ...overrides, 'advertised.listeners': 'OUT://example:80' }, port: 1234 });
    expect(mapped.advertisedListener).toEqual({ name: 'OUT', host: 'example', port: 80 });
  });

  test('an IPv6 listener', () => {
    expect(loadConfig({ overrides: { listeners: 'PLAINTEXT://[::1]:9092' } }).listener.host).toBe('::1');
  });

  test('unknown names are named in one notice, idle ones in another', () => {
    expect(loadConfig({ overrides: { 'b.x': '1', 'a.x': '1', 'ssl.keystore.password': 'x' } }).notices).toEqual([
      'These settings are unknown and ignored: a.x, b.x',
      'No effect in Millrace, because listeners speak PLAINTEXT so far: ssl.keystore.password',
    ]);
  });
});

describe('refusals', () => {
  const refusals: readonly [sources: ConfigSources, sentence: RegExp][] = [
    [{ file: join(directory, 'none') }, /^The configuration file .*none cannot be read: there is no such file$/],
    [{ file: directory }, /cannot be read: it is a directory$/],
    [{ port: 70_000 }, /^Invalid port 70000: a port is a number from 0 \(any free port\) to 65535$/],
    [{ port: Number.NaN }, /^Invalid port NaN/],
    [{ overrides: { 'num.partitions': 'x' } }, /^Invalid value x for configuration num.partitions: Not a number/],
    [{ overrides: { 'num.partitions': '0' } }, /Value must be at least 1$/],
    [{ overrides: { 'log.dirs': '/a,/b/../a' } }, /log.dirs: it names \/a twice$/],
    [{ overrides: { 'log.dirs': '' } }, /must name one directory or several$/],
    [{ overrides: { 'process.roles': 'broker' } }, /only broker,controller in one process is possible for now$/],
    [{ overrides: { 'process.roles': 'zookeeper' } }, /String must be one of: broker, controller$/],
    [{ overrides: { 'controller.quorum.voters': '1@a:1,2@b:1' } }, /only a quorum of one node is possible for now$/],
    [{ overrides: { listeners: 'SSL://:9092' } }, /asks for SSL; only PLAINTEXT is possible for now$/],
    [{ overrides: { listeners: 'OTHER://:9092' } }, /does not say which protocol the listener OTHER speaks$/],
    [{ overrides: { listeners: 'CONTROLLER://:9092' } }, /has no listener for clients/],
    [{ overrides: { listeners: 'A://:1,B://:2' } }, /only one is possible for now$/],
    [{ overrides: { listeners: 'A://:1,A://:2' } }, /each name may stand once$/],
    [{ overrides: { listeners: 'localhost:9092' } }, /a listener is NAME:\/\/HOST:PORT/],
    [{ overrides: { listeners: 'PLAINTEXT://:65536' } }, /a listener is NAME:\/\/HOST:PORT/],
    [{ overrides: { 'advertised.listeners': 'PLAINTEXT://0.0.0.0:9092' } }, /an address other than 0.0.0.0$/],
    [{ overrides: { 'advertised.listeners': 'B://x:9092' } }, /there is no entry for the listener PLAINTEXT$/],
    [{ overrides: { 'listener.security.protocol.map': 'PLAINTEXT:TLS' } }, /PLAINTEXT:TLS is not NAME:PROTOCOL/],
  ];

  test.each(refusals)('%j', (sources, sentence) => {
    let message = '';
    try {
      loadConfig(sources);
    } catch (error) {
      expect(error).toMatchObject({ name: 'ConfigError' });
      message = (error as Error).message;
    }
    expect(message).toMatch(sentence);
    expect(message).not.toContain('\n');
  });
});

test('every broker config has an effect or a reason', () => {
  const names = [...brokerDefinitions.keys()].filter((name) => !namesWithEffect.has(name));
  expect(names.filter((name) => noEffectReason(name) === undefined)).toEqual([]);
});

test('the names with an effect are those that the code reads', () => {
  const source = resolve(import.meta.dirname, '..');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('generated'),
  );
  const read = new Set<string>();
  for (const file of files) {
    const text = readFileSync(join(source, file), 'utf8');
    for (const match of text.matchAll(/\b(?:config|this)\.(?:get|text)\(\s*'([^']+)'/g)) read.add(match[1] ?? '');
  }
  expect([...read].filter((name) => !namesWithEffect.has(name))).toEqual([]);
  const byVariable = ['broker.id', 'log.dir', 'log.dirs'];
  expect(namesRead.filter((name) => !read.has(name) && !byVariable.includes(name))).toEqual([]);
});
