// Small projects of users that test with the fixtures: what is in their folders.

/** Of one test file: every file uses the same names, and would notice if another one's records were there. */
const steps = (name: string) => `
  async function sendAndRead(kafka) {
    expect(kafka.topics).toEqual(['orders']);
    expect(kafka.records('orders')).toEqual([]);
    const client = new Kafka({ brokers: [kafka.bootstrapServers], logLevel: logLevel.NOTHING });
    const producer = client.producer();
    await producer.connect();
    await producer.send({ topic: 'orders', messages: [{ key: 'file', value: '${name}' }] });
    await producer.disconnect();
    const consumer = client.consumer({ groupId: 'shipping', maxWaitTimeInMs: 50 });
    await consumer.connect();
    await consumer.subscribe({ topics: ['orders'], fromBeginning: true });
    await consumer.run({ eachMessage: async () => {} });
    await kafka.until(async () => (await kafka.group('shipping'))?.lag === 0);
    await consumer.disconnect();
    expect(kafka.records('orders').map(({ value }) => value)).toEqual(['${name}']);
    console.log('broker of ${name}: ' + kafka.port + ' in ' + process.pid + ' from ' + started);
  }
  const started = Date.now();`;

const vitestFile = (name: string) => `
  import { Kafka, logLevel } from 'kafkajs';
  import { expect } from 'vitest';
  import { kafkaTest } from 'millrace/testing/vitest';
  const test = kafkaTest({ topics: { orders: 1 } });
  ${steps(name)}
  test('first', ({ kafka }) => sendAndRead(kafka));
  test('second, as new', ({ kafka }) => sendAndRead(kafka));
`;

const jestFile = (name: string, importing: string) => `
  ${importing}
  const kafka = useKafka({ topics: { orders: 1 } });
  ${steps(name)}
  test('first', () => sendAndRead(kafka));
  test('second, as new', () => sendAndRead(kafka));
`;

const REQUIRE = `
  const { Kafka, logLevel } = require('kafkajs');
  const { useKafka } = require('millrace/testing/jest');`;

const IMPORT = `
  import { Kafka, logLevel } from 'kafkajs';
  import { useKafka } from 'millrace/testing/jest';`;

const names = ['one', 'two', 'three'];

/** File names → texts. */
export const vitestProject: Readonly<Record<string, string>> = {
  'package.json': '{ "private": true, "type": "module" }',
  ...Object.fromEntries(names.map((name) => [`${name}.test.js`, vitestFile(name)])),
};

export const vitestFailures: Readonly<Record<string, string>> = {
  'package.json': '{ "private": true, "type": "module" }',
  'failing.test.js': `
    import { expect } from 'vitest';
    import { kafkaTest, test as plain } from 'millrace/testing/vitest';
    const test = kafkaTest({ topics: { orders: 1 } });
    test('dumped', ({ kafka }) => { expect(kafka.records('orders')).toHaveLength(1); });
    test.concurrent('refused', ({ kafka }) => { kafka.dump(); });
    plain('without options', ({ kafka }) => { expect(kafka.topics).toEqual([]); });
    const each = kafkaTest({ per: 'test' });
    const ports = new Set();
    each.concurrent('alone', async ({ kafka }) => { ports.add(kafka.port); await kafka.createTopic('mine'); });
    each.concurrent('alone, too', async ({ kafka }) => { ports.add(kafka.port); await kafka.createTopic('mine'); });
    plain('each their own', () => { expect(ports.size).toBe(2); });
    plain('wrong options', () => { expect(() => kafkaTest({ per: 'day' })).toThrow(/^a fixture has one broker per file or per test, not per day$/); });
  `,
};

export const jestProject: Readonly<Record<string, string>> = {
  'package.json': '{ "private": true, "jest": { "transform": {}, "testEnvironment": "node" } }',
  ...Object.fromEntries(names.map((name) => [`${name}.test.js`, jestFile(name, REQUIRE)])),
};

export const jestModules: Readonly<Record<string, string>> = {
  'package.json': '{ "private": true, "type": "module", "jest": { "transform": {}, "testEnvironment": "node" } }',
  'module.test.js': jestFile('module', IMPORT),
  'failing.test.js': `
    import { TestBroker, useKafka } from 'millrace/testing/jest';
    const kafka = useKafka({ topics: { orders: 1 }, per: 'test' });
    test('one more', async () => { const other = await TestBroker.start({ brokers: 2 }); await other.close(); });
    const ports = [];
    test('dumped', () => { ports.push(kafka.port); expect(kafka.records('orders')).toHaveLength(1); });
    test('another broker', () => { expect(ports).not.toContain(kafka.port); });
    const early = (() => { try { return kafka.port; } catch (error) { return error.message; } })();
    test('too early', () => { expect(early).toMatch(/^there is a broker only while a test runs: use it within test\\(\\)$/); });
  `,
};
