// Programs that treat the addon roughly, on the built package. The first argument says how, the second is a copy of
// the built package where one is needed. Prints `fine` when all went as it should, then ends by itself or as it says.
import { strictEqual } from 'node:assert';
import { fork } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread, Worker } from 'node:worker_threads';
import { Kafka, logLevel } from 'kafkajs';
import { Broker } from '../../dist/index.js';

const [way, copy] = process.argv.slice(2);
const self = fileURLToPath(import.meta.url);
const options = { port: 0, properties: { 'group.initial.rebalance.delay.ms': 0 } };

async function exchange(broker, text) {
  const kafka = new Kafka({ brokers: [broker.bootstrapServers], logLevel: logLevel.NOTHING });
  const [producer, consumer] = [kafka.producer(), kafka.consumer({ groupId: 'readers' })];
  await producer.connect();
  await producer.send({ topic: 'words', messages: [{ value: text }] });
  await consumer.connect();
  await consumer.subscribe({ topic: 'words', fromBeginning: true });
  const received = new Promise((resolve) => {
    void consumer.run({ eachMessage: async ({ message }) => resolve(message.value.toString()) });
  });
  strictEqual(await received, text);
  await Promise.all([producer.disconnect(), consumer.disconnect()]);
}

async function serveOnce(text) {
  const broker = await Broker.start(options);
  await exchange(broker, text);
  await broker.close();
}

const inWorker = () => new Worker(self, { argv: process.argv.slice(2) });
const ended = (worker) => new Promise((resolve) => worker.once('exit', resolve));

const ways = {
  /** A broker of its own in each thread, at the same time. */
  async 'in worker threads'() {
    if (!isMainThread) return await serveOnce('from a worker');
    const workers = [inWorker(), inWorker(), inWorker()].map(ended);
    await serveOnce('from the main thread');
    strictEqual((await Promise.all(workers)).join(), '0,0,0');
  },
  /** The worker is ended from outside while its broker serves; the main thread's goes on. */
  async 'in a worker that is terminated'() {
    if (!isMainThread) {
      await Broker.start(options);
      process.stdout.write('serving\n');
      return await new Promise(() => setInterval(() => {}, 1000));
    }
    const broker = await Broker.start(options);
    for (let round = 0; round < 3; round++) {
      const worker = new Worker(self, { argv: process.argv.slice(2), stdout: true });
      await new Promise((resolve) => worker.stdout.once('data', resolve));
      await worker.terminate();
    }
    await exchange(broker, 'still here');
    await broker.close();
  },
  async 'in child processes'() {
    if (process.send !== undefined) return await serveOnce('from a child');
    const children = [fork(self, [way]), fork(self, [way])].map(ended);
    await serveOnce('from the parent');
    strictEqual((await Promise.all(children)).join(), '0,0');
  },
  async 'in two versions'() {
    const other = await import(pathToFileURL(`${copy}/dist/index.js`).href);
    const [first, second] = await Promise.all([Broker.start(options), other.Broker.start(options)]);
    strictEqual(Broker === other.Broker, false);
    await Promise.all([exchange(first, 'first'), exchange(second, 'second')]);
    await Promise.all([first.close(), second.close()]);
  },
  async 'left with process.exit under load'() {
    const broker = await Broker.start(options);
    const kafka = new Kafka({ brokers: [broker.bootstrapServers], logLevel: logLevel.NOTHING });
    const producer = kafka.producer();
    await producer.connect();
    let sent = 0;
    const load = async () => {
      for (;;) {
        await producer.send({
          topic: 'words',
          messages: Array.from({ length: 100 }, () => ({ value: 'x'.repeat(500) })),
        });
        sent += 1;
        if (sent === 50) {
          process.stdout.write('fine\n');
          process.exit(7);
        }
      }
    };
    await Promise.all([load(), load(), load(), load()]);
  },
  async 'left by an exception under load'() {
    const broker = await Broker.start(options);
    const kafka = new Kafka({ brokers: [broker.bootstrapServers], logLevel: logLevel.NOTHING });
    const producer = kafka.producer();
    await producer.connect();
    setTimeout(() => {
      process.stdout.write('fine\n');
      throw new Error('the user made a mistake');
    }, 300);
    for (;;) await producer.send({ topic: 'words', messages: [{ value: 'x' }] });
  },
};

await ways[way]();
if (isMainThread && process.send === undefined) process.stdout.write('fine\n');
