// What a broker is started with, and where it keeps its data. Called by broker.ts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Config, loadConfig } from './config/config.ts';

export interface BrokerOptions {
  /** Port on the client listener; 0 takes a free one. Without it, that of `listeners`: 9092. */
  readonly port?: number | undefined;
  /** Kafka's `log.dirs`. Without it, and without one in the properties: a temporary directory that goes with the broker. */
  readonly dataDir?: string | undefined;
  /** A file with Kafka's properties, as server.properties. */
  readonly configFile?: string | undefined;
  /** Single properties under Kafka's names; they win over the file. */
  readonly properties?: Readonly<Record<string, string>> | undefined;
  /** For a new data directory; random unless given. */
  readonly clusterId?: string | undefined;
  /** Nothing is logged without one. */
  readonly log?: Logger | undefined;
}

export interface Settings {
  config: Config;
  /** Removes the temporary directory, if there is one. */
  removeData: () => void;
}

/** Throws ConfigError, one sentence for whoever started the broker. */
export function settingsOf(options: BrokerOptions): Settings {
  const { configFile: file, properties, port, dataDir } = options;
  const config = loadConfig({ file, properties, port, dataDir });
  if (config.explicit.has('log.dirs') || config.explicit.has('log.dir')) return { config, removeData: () => {} };
  const directory = mkdtempSync(join(tmpdir(), 'millrace-'));
  return {
    config: loadConfig({ file, properties, port, dataDir: directory }),
    removeData: () => rmSync(directory, { recursive: true, force: true }),
  };
}
