/**
 * The broker's settings under Kafka's names: defaults < properties file < environment < properties < overrides < port
 * and data directory, checked and frozen; and over them the dynamic layers, which the metadata log holds. Made once per
 * broker, by Broker.start; whoever asks `get` for a dynamic name gets what holds now.
 *
 * Invariant: a Config that exists is usable: every value has its type and is in its range, and there is exactly one
 * listener for clients and at least one directory.
 */
import { readFileSync } from 'node:fs';
import { brokerDefault, brokerDefinitions, type ConfigName, type ConfigValues } from './broker-definitions.ts';
import { ConfigError } from './config-error.ts';
import { type ParsedConfig, parseConfigValue } from './definition.ts';
import { type DynamicLayers, NO_LAYERS, present, usable } from './dynamic-layers.ts';
import { type Listener, overridePort, resolveListeners } from './listeners.ts';
import { configNotices } from './notices.ts';
import { parseProperties } from './properties.ts';
import { checkSingleNode, logDirectoriesOf } from './single-node.ts';

export interface ConfigSources {
  /** A Java .properties file, as Kafka's server.properties. */
  readonly file?: string | undefined;
  readonly properties?: Readonly<Record<string, string>> | undefined;
  /** `--set name=value`. */
  readonly overrides?: Readonly<Record<string, string>> | undefined;
  /** Kafka's log.dirs. */
  readonly dataDir?: string | undefined;
  /** Port of the client listener; 0: a free one. */
  readonly port?: number | undefined;
}

/** Values that hold together. */
export interface ConfigView {
  /** LONG values are clamped to Number.MAX_SAFE_INTEGER. */
  get<Name extends ConfigName>(name: Name): ConfigValues[Name];
  /** The value as Kafka shows it; null: no value, undefined: no such name. */
  text(name: string): string | null | undefined;
}

export class Config implements ConfigView {
  readonly nodeId: number;
  /** Absolute paths; the first one holds the metadata log. */
  readonly logDirectories: readonly string[];
  readonly listener: Listener;
  /** What clients are told; port 0 stands for the port really bound. */
  readonly advertisedListener: Listener;
  /** What was set, as it was written, unknown names included. */
  readonly explicit: ReadonlyMap<string, string>;
  /** Sentences for the log: unknown names, and settings that have no effect here. */
  readonly notices: readonly string[];
  /** Without the dynamic layers. */
  readonly #fixed: ReadonlyMap<string, ParsedConfig>;
  readonly #listeners = new Set<() => void>();
  #present: ReadonlyMap<string, ParsedConfig>;
  #dynamic: DynamicLayers = NO_LAYERS;

  constructor(explicit: ReadonlyMap<string, string>) {
    this.explicit = explicit;
    this.#fixed = parseAll(explicit);
    this.#present = this.#fixed;
    this.nodeId = this.get('node.id');
    this.logDirectories = Object.freeze(logDirectoriesOf(this));
    checkSingleNode(this);
    const { bound, advertised } = resolveListeners({
      listeners: this.get('listeners'),
      advertisedListeners: this.get('advertised.listeners') ?? [],
      controllerListenerNames: this.get('controller.listener.names'),
      protocolMap: this.get('listener.security.protocol.map'),
    });
    this.listener = Object.freeze(bound);
    this.advertisedListener = Object.freeze(advertised);
    this.notices = Object.freeze(configNotices(explicit.keys()));
    Object.freeze(this);
  }

  get<Name extends ConfigName>(name: Name): ConfigValues[Name] {
    return this.#present.get(name)?.value as ConfigValues[Name];
  }

  text(name: string): string | null | undefined {
    return this.#present.get(name)?.text;
  }

  /** The layers that count now. */
  get dynamic(): DynamicLayers {
    return this.#dynamic;
  }

  /** What would hold with these layers, which are usable. */
  withLayers(layers: DynamicLayers): ConfigView {
    return viewOf(present(this.#fixed, layers));
  }

  /** From here on these layers hold; returns a sentence for whatever of them is not usable and does not count. */
  setLayers({ cluster, broker }: DynamicLayers): string[] {
    const [ofCluster, ofBroker] = [usable(cluster, 'cluster'), usable(broker, 'broker')];
    this.#dynamic = { cluster: ofCluster.texts, broker: ofBroker.texts };
    this.#present = present(this.#fixed, this.#dynamic);
    for (const listener of this.#listeners) listener();
    return [...ofCluster.problems, ...ofBroker.problems];
  }

  /** Called after each change of the layers; returns the unsubscription. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

function viewOf(parsed: ReadonlyMap<string, ParsedConfig>): ConfigView {
  return {
    get: <Name extends ConfigName>(name: Name) => parsed.get(name)?.value as ConfigValues[Name],
    text: (name) => parsed.get(name)?.text,
  };
}

/** Throws ConfigError with one sentence that says what is wrong and what is allowed. */
export function loadConfig(sources: ConfigSources = {}): Config {
  const explicit = new Map<string, string>(sources.file === undefined ? [] : readProperties(sources.file));
  for (const settings of [sources.properties, sources.overrides]) {
    for (const [name, value] of Object.entries(settings ?? {})) explicit.set(name, value);
  }
  if (sources.dataDir !== undefined) {
    explicit.set('log.dirs', sources.dataDir);
    explicit.delete('log.dir');
  }
  const nodeId = explicit.get('node.id') ?? explicit.get('broker.id');
  if (nodeId !== undefined) explicit.set('node.id', nodeId).set('broker.id', nodeId);
  if (sources.port !== undefined) setPort(explicit, checkPort(sources.port));
  return new Config(explicit);
}

function readProperties(file: string): Map<string, string> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`The configuration file ${file} cannot be read: ${reason(error)}`);
  }
  return parseProperties(text);
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES') return 'permission denied';
  if (code === 'EISDIR') return 'it is a directory';
  return error instanceof Error ? error.message : String(error);
}

function checkPort(port: number): number {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new ConfigError(`Invalid port ${port}: a port is a number from 0 (any free port) to 65535`);
  }
  return port;
}

/** Rewrites the port in the listeners as if it had been written there. */
function setPort(explicit: Map<string, string>, port: number): void {
  const parsed = parseAll(explicit);
  const list = (name: ConfigName) => (parsed.get(name)?.value ?? []) as readonly string[];
  const { listeners, advertisedListeners } = overridePort(
    {
      listeners: list('listeners'),
      advertisedListeners: list('advertised.listeners'),
      controllerListenerNames: list('controller.listener.names'),
    },
    port,
  );
  explicit.set('listeners', listeners.join(','));
  if (advertisedListeners.length > 0) explicit.set('advertised.listeners', advertisedListeners.join(','));
}

function parseAll(explicit: ReadonlyMap<string, string>): Map<string, ParsedConfig> {
  const parsed = new Map<string, ParsedConfig>();
  for (const [name, definition] of brokerDefinitions) {
    const text = explicit.get(name);
    const value = text === undefined ? brokerDefault(name) : parseConfigValue(definition, text);
    if (value !== undefined) parsed.set(name, value);
  }
  if (explicit.has('log.dir') && !explicit.has('log.dirs')) parsed.set('log.dirs', { value: null, text: null });
  return parsed;
}
