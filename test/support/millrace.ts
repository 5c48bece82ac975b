// Millrace as its own process, started through its command line as a user starts it; it serves when the ready line
// is on standard output.

import type { BrokerOptions, Launcher } from './broker.ts';
import { MILLRACE_CLI } from './paths.ts';
import { LiveProcess } from './process.ts';

const READY = /^millrace ready on (\S+):(\d+)$/m;

export function millraceLauncher(dataDirectory: string, options: BrokerOptions): Launcher {
  const { 'log.dirs': directories = dataDirectory, ...properties } = options.properties ?? {};
  const settings = Object.entries(properties).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  return {
    async launch(port) {
      const args = [MILLRACE_CLI, 'start', '--port', String(port), '--data-dir', directories, ...settings];
      const process_ = new LiveProcess('millrace', process.execPath, args);
      try {
        const ready = await process_.waitForOutput(READY, options.startTimeoutMs ?? 30_000);
        return { process: process_, port: Number(ready[2]) };
      } catch (error) {
        await process_.end('SIGKILL');
        throw error;
      }
    },
  };
}
