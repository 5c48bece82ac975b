/**
 * `listeners`, `advertised.listeners`, `listener.security.protocol.map` and `controller.listener.names` → the one
 * address that the broker binds and the one that it tells clients. Called by config.ts.
 *
 * Invariant: only a PLAINTEXT listener for clients comes out; everything else is a ConfigError or, for controller
 * listeners, left unopened (one process is broker and controller, nothing connects between them).
 */
import { hostname } from 'node:os';
import { ConfigError } from './config-error.ts';

export interface Listener {
  readonly name: string;
  /** Empty: all addresses. */
  readonly host: string;
  /** 0: a free port, chosen when it is bound. */
  readonly port: number;
}

export interface ListenerTexts {
  readonly listeners: readonly string[];
  /** Empty: as `listeners`. */
  readonly advertisedListeners: readonly string[];
  readonly controllerListenerNames: readonly string[];
}

export interface ListenerSettings extends ListenerTexts {
  /** `listener.security.protocol.map`: NAME:PROTOCOL,… */
  readonly protocolMap: string;
}

/** The same texts with another port for the client listener; an advertised port that was the same goes along. */
export function overridePort(texts: ListenerTexts, port: number): ListenerTexts {
  const listener = clientListener(texts);
  const replace = (config: string) => (text: string) => {
    const { name, port: before } = parseListener(config, text);
    const same = name === listener.name && before === listener.port;
    return same ? text.trim().replace(/\d+$/, port.toString()) : text;
  };
  return {
    ...texts,
    listeners: texts.listeners.map(replace('listeners')),
    advertisedListeners: texts.advertisedListeners.map(replace('advertised.listeners')),
  };
}

export function resolveListeners(settings: ListenerSettings): { bound: Listener; advertised: Listener } {
  const bound = clientListener(settings);
  checkPlaintext(bound, settings.protocolMap);
  const texts = settings.advertisedListeners;
  if (texts.length === 0) return { bound, advertised: { ...bound, host: reachableHost(bound.host) } };
  const advertised = texts
    .map((text) => parseListener('advertised.listeners', text))
    .find((candidate) => candidate.name === bound.name);
  if (advertised === undefined) {
    throw new ConfigError(
      `Invalid value ${texts.join(',')} for configuration advertised.listeners: ` +
        `there is no entry for the listener ${bound.name}`,
    );
  }
  if (isWildcard(advertised.host)) {
    throw new ConfigError(
      `Invalid value ${texts.join(',')} for configuration advertised.listeners: ` +
        'clients need a host name or an address other than 0.0.0.0',
    );
  }
  return { bound, advertised };
}

function clientListener(settings: ListenerTexts): Listener {
  const listeners = settings.listeners.map((text) => parseListener('listeners', text));
  const names = listeners.map((listener) => listener.name);
  if (new Set(names).size !== names.length) {
    throw new ConfigError(`listeners=${settings.listeners.join(',')} names a listener twice: each name may stand once`);
  }
  const controllers = settings.controllerListenerNames.map((name) => name.toUpperCase());
  const [listener, ...others] = listeners.filter((candidate) => !controllers.includes(candidate.name));
  if (listener === undefined) {
    throw new ConfigError(
      `listeners=${settings.listeners.join(',')} has no listener for clients, for example PLAINTEXT://127.0.0.1:9092`,
    );
  }
  if (others.length > 0) {
    throw new ConfigError(
      `listeners=${settings.listeners.join(',')} has several listeners for clients; only one is possible for now`,
    );
  }
  return listener;
}

function checkPlaintext(listener: Listener, protocolMap: string): void {
  const protocols = parseProtocolMap(protocolMap);
  const protocol = protocols.get(listener.name);
  if (protocol === undefined) {
    throw new ConfigError(
      `listener.security.protocol.map=${protocolMap} does not say which protocol the listener ${listener.name} speaks`,
    );
  }
  if (protocol !== 'PLAINTEXT') {
    throw new ConfigError(`The listener ${listener.name} asks for ${protocol}; only PLAINTEXT is possible for now`);
  }
}

function parseProtocolMap(text: string): Map<string, string> {
  const protocols = new Map<string, string>();
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (entry === '') continue;
    const colon = entry.lastIndexOf(':');
    const protocol = entry.slice(colon + 1).toUpperCase();
    if (colon < 1 || !['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'].includes(protocol)) {
      throw new ConfigError(
        `Invalid value ${text} for configuration listener.security.protocol.map: ` +
          `${entry} is not NAME:PROTOCOL with a protocol of PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL`,
      );
    }
    protocols.set(entry.slice(0, colon).toUpperCase(), protocol);
  }
  return protocols;
}

/** `NAME://host:port`, the host empty, a name, an IPv4 address or an IPv6 address in brackets. */
export function parseListener(config: string, text: string): Listener {
  const match = /^([A-Za-z0-9_.-]+):\/\/(?:\[([0-9A-Fa-f:.%]+)\]|([^:/?#[\]]*)):(\d{1,5})$/.exec(text.trim());
  const port = Number(match?.[4]);
  if (match?.[1] === undefined || !(port <= 65_535)) {
    throw new ConfigError(
      `Invalid value ${text} for configuration ${config}: a listener is NAME://HOST:PORT, ` +
        'for example PLAINTEXT://127.0.0.1:9092',
    );
  }
  return { name: match[1].toUpperCase(), host: match[2] ?? match[3] ?? '', port };
}

/** Where all addresses are bound, clients are sent to this machine's name. */
function reachableHost(host: string): string {
  return isWildcard(host) ? hostname() : host;
}

function isWildcard(host: string): boolean {
  return host === '' || host === '0.0.0.0' || host === '::';
}
