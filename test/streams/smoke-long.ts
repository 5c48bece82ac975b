// Kafka Streams' smoke test as it is, by hand: npx tsx test/streams/smoke-long.ts
// The driver writes for 90 seconds. Meanwhile the broker is restarted and killed, and instances are killed, in turn.

import { startBroker } from '../support/broker.ts';
import { removeDirectory, temporaryDirectory } from '../support/temporary.ts';
import { pause } from '../support/wait.ts';
import { Smoke } from './smoke.ts';

const ROUNDS = Number(process.argv[2] ?? 3);
const started = Date.now();
const say = (text: string) => console.log(`${((Date.now() - started) / 1000).toFixed(1)} s  ${text}`);

const broker = await startBroker();
const directory = await temporaryDirectory('streams');
try {
  const verdict = await new Smoke({
    broker,
    directory,
    load: null,
    disturb: async (smoke) => {
      for (let round = 0; round < ROUNDS; round++) {
        await pause(3_000);
        say('kill of instance one');
        await smoke.kill('one');
        await smoke.start('one');
        say('kill of the broker');
        await broker.kill();
        await broker.start();
        await pause(3_000);
        say('kill of instance two');
        await smoke.kill('two');
        await smoke.start('two');
        say('restart of the broker');
        await broker.restart();
      }
      say('left alone');
    },
    timeoutMs: 900_000,
  }).run();
  for (const line of verdict.split('\n').slice(-40)) console.log(line);
  say(`on ${broker.kind}: ${verdict.trimEnd().split('\n').at(-1)}`);
} finally {
  await broker.close();
  await removeDirectory(directory);
}
