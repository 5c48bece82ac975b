// A registry of our own on 127.0.0.1 (verdaccio), to publish to and to install from as a user does. What it does not
// have itself, such as our dependencies, it fetches from the registry that npm is set to.
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { LiveProcess, runProcess } from '../support/process.ts';
import { waitUntil } from '../support/wait.ts';

const START_LIMIT_MS = 60_000;
const NPM_LIMIT_MS = 180_000;

export class Registry {
  readonly #process: LiveProcess;
  readonly #folder: string;
  readonly url: string;

  private constructor(process: LiveProcess, folder: string, port: number) {
    this.#process = process;
    this.#folder = folder;
    this.url = `http://127.0.0.1:${port}/`;
  }

  /** `tools`: the folder that has verdaccio installed. */
  static async start(tools: string, folder: string): Promise<Registry> {
    await mkdir(folder, { recursive: true });
    const port = await freePort();
    const upstream = await runProcess('npm', ['config', 'get', 'registry'], { timeoutMs: NPM_LIMIT_MS });
    const config = [
      `storage: ${join(folder, 'storage')}`,
      'auth: { htpasswd: { file: ./htpasswd } }',
      `uplinks: { upstream: { url: '${upstream.stdout.toString().trim()}' } }`,
      'packages:',
      "  'millrace*': { access: $all, publish: $anonymous }",
      "  '**': { access: $all, proxy: upstream }",
      'log: { type: stdout, format: pretty, level: warn }',
    ];
    await writeFile(join(folder, 'config.yaml'), config.join('\n'));
    const userConfig = `//127.0.0.1:${port}/:_authToken=anybody\n`;
    await writeFile(join(folder, 'npmrc'), userConfig);
    const program = join(tools, 'node_modules/verdaccio/bin/verdaccio');
    const args = [program, '--config', join(folder, 'config.yaml'), '--listen', `127.0.0.1:${port}`];
    const registry = new Registry(new LiveProcess('verdaccio', process.execPath, args), folder, port);
    await registry.#answers();
    return registry;
  }

  async publish(tarball: string): Promise<void> {
    await this.npm(['publish', tarball, '--ignore-scripts', '--provenance=false'], this.#folder);
  }

  /** Runs npm with this registry and a cache of its own, so that nothing comes from elsewhere. */
  async npm(args: string[], cwd: string): Promise<string> {
    const own = ['--registry', this.url, '--userconfig', join(this.#folder, 'npmrc')];
    const rest = ['--cache', join(this.#folder, 'cache'), '--no-audit', '--no-fund', '--loglevel=error'];
    const { stdout } = await runProcess('npm', [...args, ...own, ...rest], { cwd, timeoutMs: NPM_LIMIT_MS });
    return stdout.toString();
  }

  async close(): Promise<void> {
    await this.#process.end('SIGTERM');
  }

  async #answers(): Promise<void> {
    const ping = async () => (await fetch(`${this.url}-/ping`)).ok;
    await waitUntil('verdaccio answering', ping, { timeoutMs: START_LIMIT_MS });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
