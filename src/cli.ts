#!/usr/bin/env node
/**
 * The command `millrace`: arguments → options → Broker.start, nothing else. What happens with the arguments is in cli/.
 */
import { parseArguments } from './cli/arguments.ts';
import { runCheck } from './cli/run-check.ts';
import { runStart } from './cli/run-start.ts';

const command = parseArguments(process.argv.slice(2));
switch (command.kind) {
  case 'start':
    process.exit(await runStart(command.options));
    break;
  case 'check':
    process.exitCode = await runCheck(command.directory, (text) => process.stdout.write(text));
    break;
  case 'print':
    process.stdout.write(command.text);
    break;
  case 'usage-error':
    process.stderr.write(`millrace: ${command.sentence}\n`);
    process.exit(2);
}
