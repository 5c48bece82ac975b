/**
 * Starts a broker from the command line's options, with the real signals and streams. Called by cli.ts.
 */
import { loadConfig } from '../config/config.ts';
import { createLog } from '../log.ts';
import type { StartOptions } from './arguments.ts';
import { environmentSettings } from './environment.ts';
import { type ServedBroker, serve, stopSignalsOf } from './serve.ts';

/** Resolves with the exit code. */
export function runStart(options: StartOptions): Promise<number> {
  return serve({
    start: () => startBroker(options),
    onSignal: (listener) => {
      for (const signal of stopSignalsOf(process.platform)) process.on(signal, () => listener(signal));
    },
    writeOut: (line) => process.stdout.write(line),
    writeError: (line) => process.stderr.write(line),
    exitNow: (code) => process.exit(code),
  });
}

/** The broker is loaded here, after the signals are in place. */
async function startBroker(options: StartOptions): Promise<ServedBroker> {
  const { Broker } = await import('../broker.ts');
  const { configFile, overrides, port } = options;
  const log = createLog(options.logLevel);
  const { settings, unknown } = environmentSettings(process.env);
  if (unknown.length > 0)
    log.warn(`These environment variables name no setting and are ignored: ${unknown.join(', ')}`);
  const properties = { ...settings, ...overrides };
  return await Broker.start({
    configFile,
    properties,
    port,
    dataDir: options.dataDir ?? loadConfig({ file: configFile, properties, port }).logDirectories.join(','),
    log,
  });
}
