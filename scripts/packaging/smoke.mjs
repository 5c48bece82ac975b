// `npm run smoke:platform -- NAME ...`: runs a prebuilt binary (target/platforms/) in a Node of its platform: this one,
// or on Linux x64 another's (foreign-nodes.mjs). One embedded broker, records there and back through KafkaJS, the same
// after a restart from its directory, and the deletion of the topic while its files were being read.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuildError, ensureTypescript, orExit, root } from '../build.mjs';
import { foreignNodes } from './foreign-nodes.mjs';
import { binaryOf, hostPlatform, platforms } from './platforms.mjs';

const LIMIT_MS = 300_000;

const PROGRAM = `
import { connect } from 'node:net';
import { Kafka, logLevel } from 'kafkajs';
import { Broker } from './dist/index.js';

const messages = Array.from({ length: 1000 }, (_, index) => ({ value: 'record ' + index }));
const start = () => Broker.start({ port: 0, dataDir: 'data', properties: { 'group.initial.rebalance.delay.ms': 0 } });
// Node under wine connects no socket that is to be kept alive, as KafkaJS's own are.
const socketFactory = ({ host, port, onConnect }) => connect({ host, port }, onConnect);
const clientOf = (broker) =>
  new Kafka({ brokers: [broker.bootstrapServers], logLevel: logLevel.ERROR, socketFactory });

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
  const { command, env } = nodeOf(platform);
  const folder = mkdtempSync(join(tmpdir(), 'millrace-smoke-'));
  try {
    cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
    cpSync(binary, join(folder, 'dist/native/millrace.node'));
    cpSync(join(root, 'package.json'), join(folder, 'package.json'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    writeFileSync(join(folder, 'smoke.mjs'), PROGRAM);
    const [program, ...args] = command;
    const options = { cwd: folder, env: { ...process.env, ...env }, stdio: 'inherit', timeout: LIMIT_MS };
    const { status } = spawnSync(program, [...args, 'smoke.mjs'], options);
    if (status !== 0) throw new BuildError(`${platform.name} does not work here.`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function nodeOf(platform) {
  if (platform.name === hostPlatform()?.name) return { command: [process.execPath] };
  const foreign = process.platform === 'linux' && process.arch === 'x64' ? foreignNodes[platform.name] : undefined;
  if (foreign === undefined) throw new BuildError(`${platform.name} cannot be run on this machine.`);
  return foreign();
}

orExit(() => {
  const names = process.argv.slice(2);
  const wanted = platforms.filter(({ name }) => names.includes(name));
  if (wanted.length === 0)
    throw new BuildError(`Name one or more of: ${platforms.map(({ name }) => name).join(', ')}.`);
  for (const platform of wanted) smoke(platform);
});
