// A program that embeds a broker, as a user writes one, on the built package. Its first argument says how it ends; it
// prints one line of JSON when the broker serves, and nothing else.
import { Broker } from '../../dist/index.js';

const [ending, dataDir] = process.argv.slice(2);
const broker = await Broker.start({ port: 0, dataDir });
process.stdout.write(`${JSON.stringify({ port: broker.port, dataDir: broker.dataDir })}\n`);

switch (ending) {
  case 'closes':
    await broker.close();
    break;
  case 'disposes':
    await broker[Symbol.asyncDispose](); // the end of an `await using` block
    break;
  case 'forgets':
    break; // serves until something ends the process
  case 'exits':
    process.exit(3);
    break;
  case 'throws':
    throw new Error('the user made a mistake');
  case 'starts a second one':
    await Broker.start({ port: broker.port });
    break;
}
