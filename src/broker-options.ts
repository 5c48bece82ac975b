// What a broker is started with, and where it keeps its data. Called by broker.ts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Config, loadConfig } from './config/config.ts';
import { ConfigError } from './config/config-error.ts';

export interface BrokerOptions {
  /** Port on the client listener; 0 takes a free one. Without it, that of `listeners`: 9092. */
  readonly port?: number | undefined;
  /** Kafka's `log.dirs`. Without it, and without one in the properties: a temporary directory that goes with the broker. */
  readonly dataDir?: string | undefined;
  /** `memory`: the data is in memory and goes with the broker. Nothing is written to a disk. */
  readonly storage?: 'disk' | 'memory' | undefined;
  /** A file with Kafka's properties, as server.properties. */
  readonly configFile?: string | undefined;
  /** Single properties under Kafka's names; they win over the file. */
  readonly properties?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** For a new data directory, as `kafka-storage random-uuid` makes one; random unless given. */
  readonly clusterId?: string | undefined;
  /** Nothing is logged without one. */
  readonly log?: Logger | undefined;
}

export interface Settings {
  config: Config;
  inMemory: boolean;
  /** Removes the temporary directory, if there is one. */
  removeData: () => void;
}

const optionTypes = {
  port: 'number',
  dataDir: 'string',
  storage: 'string',
  configFile: 'string',
  properties: 'object',
  clusterId: 'string',
  log: 'object',
} as const satisfies Record<keyof BrokerOptions, string>;

/** On the disk that each broker in memory has to itself. */
const MEMORY_DIRECTORY = '/memory';

/** 16 bytes in base64url. */
const CLUSTER_ID = /^[A-Za-z0-9_-]{22}$/;

/** Throws ConfigError, one sentence for whoever started the broker. */
export function settingsOf(options: BrokerOptions): Settings {
  checkOptions(options);
  const { configFile: file, port, dataDir } = options;
  const properties = textsOf(options.properties ?? {});
  const config = loadConfig({ file, properties, port, dataDir });
  const hasDirectory = config.explicit.has('log.dirs') || config.explicit.has('log.dir');
  if (options.storage === 'memory') {
    if (hasDirectory) throw new ConfigError('A broker in memory has no data directory: leave out dataDir and log.dirs');
    const inMemory = loadConfig({ file, properties, port, dataDir: MEMORY_DIRECTORY });
    return { config: inMemory, inMemory: true, removeData: () => {} };
  }
  if (hasDirectory) return { config, inMemory: false, removeData: () => {} };
  const directory = mkdtempSync(join(tmpdir(), 'millrace-'));
  return {
    config: loadConfig({ file, properties, port, dataDir: directory }),
    inMemory: false,
    removeData: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** For callers without types: a misspelt `dataDir` must not become a temporary directory. */
function checkOptions(options: BrokerOptions): void {
  for (const [name, value] of Object.entries(options)) {
    const type = Object.hasOwn(optionTypes, name) ? optionTypes[name as keyof BrokerOptions] : undefined;
    const known = Object.keys(optionTypes).join(', ');
    if (type === undefined) throw new ConfigError(`Unknown option ${name}: a broker is started with ${known}`);
    if (value !== undefined && (value === null || typeof value !== type)) {
      throw new ConfigError(`Invalid value for option ${name}: it must be of type ${type}`);
    }
  }
  const { clusterId, storage } = options;
  if (storage !== undefined && storage !== 'disk' && storage !== 'memory') {
    throw new ConfigError(`Invalid value for option storage: it must be disk or memory, not ${storage}`);
  }
  if (clusterId === undefined || CLUSTER_ID.test(clusterId)) return;
  throw new ConfigError(`Invalid cluster id ${JSON.stringify(clusterId)}: it must be 22 characters of base64url`);
}

function textsOf(properties: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, textOf(name, value)]));
}

function textOf(name: string, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new ConfigError(`Invalid value for configuration ${name}: it must be a text, a number, or true or false`);
}
