/**
 * The broker's log: pino, one readable line per event on standard error, which leaves standard output to the one line
 * that says where the broker serves. Made by cli.ts; an embedded broker logs nothing unless it is given a logger.
 *
 * Invariant: an event is one line whatever its fields hold.
 */
import { type Logger, pino } from 'pino';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export function isLogLevel(text: string): text is LogLevel {
  return (logLevels as readonly string[]).includes(text);
}

export function createLog(
  level: LogLevel,
  write: (line: string) => void = (line) => process.stderr.write(line),
): Logger {
  const stream = { write: (json: string) => write(`${formatLogLine(json)}\n`) };
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: readableError } },
    stream,
  );
}

export function silentLog(): Logger {
  return pino({ level: 'silent' });
}

/** pino's JSON → `2026-01-31T12:00:00.000Z INFO  message name=value`. */
export function formatLogLine(json: string): string {
  const { level, time, msg, ...fields } = JSON.parse(json) as Record<string, unknown>;
  const label = pino.levels.labels[Number(level)] ?? 'info';
  const rest = Object.entries(fields).map(([name, value]) => ` ${name}=${fieldText(value)}`);
  return `${time} ${label.toUpperCase().padEnd(5)} ${oneLine(String(msg ?? ''))}${rest.join('')}`;
}

function fieldText(value: unknown): string {
  return typeof value === 'string' && /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' | ');
}

function readableError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  return error.stack ?? `${error.name}: ${error.message}`;
}
