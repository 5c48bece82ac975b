// A thread of its own with a producer and a consumer that work as long as it lives. Plain JavaScript, as worker threads
// load it without a compiler. Counts in shared memory, because the main thread of the test will not listen.
import { workerData } from 'node:worker_threads';
import kafkajs from 'kafkajs';

const { bootstrapServers, topic, counters } = workerData;
const counts = new Int32Array(counters);
const [PRODUCED, CONSUMED] = [0, 1];

const kafka = new kafkajs.Kafka({
  brokers: [bootstrapServers],
  logLevel: kafkajs.logLevel.NOTHING,
  retry: { initialRetryTime: 20 },
});

// Only what goes to the control plane has to wait for the main thread: metadata and heartbeats.
const patience = 60_000;
const consumer = kafka.consumer({
  groupId: 'busy',
  sessionTimeout: 2 * patience,
  heartbeatInterval: patience,
  metadataMaxAge: patience,
  maxWaitTimeInMs: 100,
});
await consumer.connect();
await consumer.subscribe({ topics: [topic], fromBeginning: true });
await consumer.run({ autoCommit: false, eachMessage: async () => void Atomics.add(counts, CONSUMED, 1) });

const producer = kafka.producer({ metadataMaxAge: patience });
await producer.connect();
for (;;) {
  await producer.send({ topic, messages: [{ value: 'still here' }] });
  Atomics.add(counts, PRODUCED, 1);
  await new Promise((resolve) => setTimeout(resolve, 10));
}
