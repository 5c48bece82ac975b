// One virtual machine beside a broker that runs Kafka's tools and Admin calls; see ToolSession.java for the lines.
import { createInterface } from 'node:readline';
import { javaArguments } from '../../support/java.ts';
import { ROOT } from '../../support/paths.ts';
import { LiveProcess } from '../../support/process.ts';
import { within } from '../../support/wait.ts';

const STEP_TIMEOUT_MS = 60_000;
const PROGRAM = `${ROOT}/test/parity/tools/ToolSession.java`;

export class ToolSession {
  readonly #process: LiveProcess;
  readonly #answers: AsyncIterator<string>;

  constructor(bootstrapServers: string) {
    const command = [...javaArguments('tools', 256), PROGRAM, bootstrapServers];
    this.#process = new LiveProcess('tools', 'java', command);
    this.#answers = createInterface({ input: this.#process.child.stdout })[Symbol.asyncIterator]();
  }

  /** What the step printed, and how it ended where it did not end well. */
  async run(words: readonly string[]): Promise<string> {
    this.#process.child.stdin.write(`${words.map(encodeURIComponent).join('\t')}\n`);
    const { value, done } = await within(words.join(' '), STEP_TIMEOUT_MS, this.#answers.next());
    if (done === true) throw new Error(`the tools ended\n${this.#process.tail()}`);
    return decodeURIComponent(value.replaceAll('+', ' '));
  }

  async close(): Promise<void> {
    this.#process.child.stdin.end();
    await this.#process.end('SIGTERM');
  }
}
