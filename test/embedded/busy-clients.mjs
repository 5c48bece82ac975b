// A process of its own with a producer and a consumer that work as long as it lives (KafkaJS). Every tenth of a second
// it prints a line with the time and how many records were acknowledged and consumed so far. Plain JavaScript, so that
// it starts without a compiler. Called by blocked-event-loop.test.ts, like busy_clients.py.
import kafkajs from 'kafkajs';

const [bootstrapServers, topic] = process.argv.slice(2);
const REPORT_EVERY_MS = 100;
const PAUSE_MS = 10;

// Requests of one connection are answered in order, and KafkaJS has one connection per broker and client: a heartbeat
// or a refresh of metadata, which wait for the main thread, would hold back the fetches behind them. So there are none
// in the time of the test. (librdkafka and Java's client have a connection of their own for the group.)
const patience = 60_000;
const kafka = new kafkajs.Kafka({
  brokers: [bootstrapServers],
  logLevel: kafkajs.logLevel.NOTHING,
  retry: { initialRetryTime: 20 },
});
let [produced, consumed] = [0, 0];
const consumer = kafka.consumer({
  groupId: 'busy-node',
  sessionTimeout: 2 * patience,
  heartbeatInterval: patience,
  metadataMaxAge: patience,
  maxWaitTimeInMs: 100,
});
await consumer.connect();
await consumer.subscribe({ topics: [topic], fromBeginning: true });
await consumer.run({
  autoCommit: false,
  eachMessage: async () => {
    consumed += 1;
  },
});

setInterval(
  () => process.stdout.write(`${JSON.stringify({ atMs: Date.now(), produced, consumed })}\n`),
  REPORT_EVERY_MS,
);
const producer = kafka.producer({ metadataMaxAge: patience });
await producer.connect();
for (;;) {
  await producer.send({ topic, messages: [{ value: 'still here' }] });
  produced += 1;
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}
