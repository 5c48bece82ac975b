// `npm run smoke:platform -- NAME ...`: runs a prebuilt binary (target/platforms/) in a Node of its platform: this one,
// or on Linux x64 another's (foreign.mjs). One embedded broker, records there and back through KafkaJS, the same
// after a restart from its directory, a topic whose name differs in upper case alone, and the deletion of the topic while
// its files were being read.

import { spawnSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuildError, ensureTypescript, orExit, root } from '../build.mjs';
import { nodeOf, runnerOf } from './foreign.mjs';
import { binaryOf, platformsNamed } from './platforms.mjs';

const LIMIT_MS = 300_000;

const PROGRAM = `
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { Kafka, logLevel } from 'kafkajs';
import { Broker } from './dist/index.js';

const messages = Array.from({ length: 1000 }, (_, index) => ({ value: 'record ' + index }));
const start = () => Broker.start({ port: 0, dataDir: 'data', properties: { 'group.initial.rebalance.delay.ms': 0 } });
// Node under wine connects no socket that is to be kept alive, as KafkaJS's own are.
const socketFactory = ({ host, port, onConnect }) => connect({ host, port }, onConnect);
const clientOf = (broker) =>
  new Kafka({ brokers: [broker.bootstrapServers], logLevel: logLevel.NOTHING, socketFactory });

async function consume(kafka, groupId) {
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topic: 'words', fromBeginning: true });
  let next = 0;
  await new Promise((resolve, reject) => {
    void consumer.run({ eachMessage: async ({ message }) => {
      if (message.value.toString() !== 'record ' + next++) reject(new Error('wrong record ' + message.value));
      if (next === messages.length) resolve();
    } });
  });
  await consumer.disconnect();
}

let broker = await start();
const creator = clientOf(broker).admin();
await creator.connect();
await creator.createTopics({ topics: [{ topic: 'words' }] });
const twin = await creator.createTopics({ topics: [{ topic: 'WORDS' }] }).then(
  () => 'made',
  (error) => error.errors?.[0]?.type ?? String(error),
);
if (twin !== (existsSync('DATA') ? 'INVALID_TOPIC_EXCEPTION' : 'made')) throw new Error('a topic WORDS beside words: ' + twin);
await creator.disconnect();
const producer = clientOf(broker).producer();
await producer.connect();
await producer.send({ topic: 'words', messages });
await producer.disconnect();
await consume(clientOf(broker), 'before');
await broker.close();

broker = await start();
await consume(clientOf(broker), 'after');
const admin = clientOf(broker).admin();
await admin.connect();
await admin.deleteTopics({ topics: ['words'] });
const left = (await admin.listTopics()).filter((topic) => topic === 'words');
if (left.length > 0) throw new Error('the topic is still there');
await admin.disconnect();
await broker.close();
console.log(\`\${process.platform} \${process.arch} \${process.version}: \${messages.length} records there and back, \` +
  'again after a restart, topic deleted');
`;

function smoke(platform) {
  const binary = join(root, 'target/platforms', binaryOf(platform));
  if (!existsSync(binary)) throw new BuildError(`${binary} is missing: npm run build:platform -- ${platform.name}`);
  ensureTypescript();
  const { command, env } = runnerOf(platform);
  const folder = mkdtempSync(join(tmpdir(), 'millrace-smoke-'));
  try {
    cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
    cpSync(binary, join(folder, 'dist/native/millrace.node'));
    cpSync(join(root, 'package.json'), join(folder, 'package.json'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    writeFileSync(join(folder, 'smoke.mjs'), PROGRAM);
    const [program, ...args] = [...command, nodeOf(platform), 'smoke.mjs'];
    // Into a file, since Node under wine cannot write to a pipe of Linux.
    const [path, output] = [join(folder, 'output'), openSync(join(folder, 'output'), 'w')];
    const options = { cwd: folder, env: { ...process.env, ...env }, stdio: ['ignore', output, output] };
    const { status } = spawnSync(program, args, { ...options, timeout: LIMIT_MS });
    closeSync(output);
    process.stdout.write(readFileSync(path));
    if (status !== 0) throw new BuildError(`${platform.name} does not work here.`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

orExit(() => {
  for (const platform of platformsNamed(process.argv.slice(2))) smoke(platform);
});
