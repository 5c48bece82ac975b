/**
 * Command line → what to do, as data. Called by cli.ts; nothing is printed and nothing exits here.
 */
import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { isLogLevel, type LogLevel, logLevels } from '../log.ts';

export interface StartOptions {
  readonly configFile: string | undefined;
  readonly dataDir: string | undefined;
  readonly port: number | undefined;
  readonly overrides: Readonly<Record<string, string>>;
  readonly logLevel: LogLevel;
}

export type ParsedCommand =
  | { readonly kind: 'start'; readonly options: StartOptions }
  | { readonly kind: 'check'; readonly directory: string }
  /** Help or version, for standard output. */
  | { readonly kind: 'print'; readonly text: string }
  | { readonly kind: 'usage-error'; readonly sentence: string };

interface StartFlags {
  readonly port?: number;
  readonly dataDir?: string;
  readonly config?: string;
  readonly set: Readonly<Record<string, string>>;
  readonly logLevel: LogLevel;
}

export function parseArguments(args: readonly string[]): ParsedCommand {
  let printed = '';
  let parsed: ParsedCommand | null = null;
  const start = ({ port, dataDir, config, set, logLevel }: StartFlags) => {
    parsed = { kind: 'start', options: { configFile: config, dataDir, port, overrides: set, logLevel } };
  };
  const check = (directory: string) => {
    parsed = { kind: 'check', directory };
  };
  const program = newProgram({ start, check }).configureOutput({
    writeOut: (text) => (printed += text),
    writeErr: () => {},
    outputError: () => {},
  });
  for (const command of program.commands) command.copyInheritedSettings(program);
  try {
    program.parse([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: 'print', text: printed };
    return { kind: 'usage-error', sentence: usageSentence(error) };
  }
  return parsed ?? { kind: 'usage-error', sentence: noCommand };
}

const noCommand = 'say what to do, for example: millrace start (millrace --help shows everything)';

function usageSentence(error: CommanderError): string {
  if (error.code === 'commander.help') return noCommand;
  return error.message.replace(/^error: /, '').replace(/\.$/, '');
}

interface Actions {
  start(flags: StartFlags): void;
  check(directory: string): void;
}

function newProgram({ start, check }: Actions): Command {
  const program = new Command('millrace')
    .description('A Kafka-compatible broker.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .showSuggestionAfterError(false);
  program
    .command('start')
    .description('start a broker; prints one line to standard output once it serves')
    .option('-p, --port <port>', 'port to listen on; 0: any free one (default: 9092)', port)
    .option('-d, --data-dir <directory>', "where the data is kept, Kafka's log.dirs (default: ./data)")
    .option('-c, --config <file>', "a properties file with Kafka's names, such as server.properties")
    .option(
      '-s, --set <name=value>',
      'set one property, stronger than KAFKA_NAME and the file (repeatable)',
      setting,
      {},
    )
    .option('-l, --log-level <level>', `one of ${logLevels.join(', ')}`, level, 'info')
    .allowExcessArguments(false)
    .action((flags: StartFlags) => start(flags));
  program
    .command('check')
    .description('say what a start on a log directory would find and do, ours or of Apache Kafka; changes nothing')
    .argument('<directory>', 'an entry of log.dirs of a broker that has stopped: the one with the metadata log')
    .allowExcessArguments(false)
    .action((directory: string) => check(directory));
  return program;
}

function port(text: string): number {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number <= 65_535)) throw new InvalidArgumentError('A port is a number from 0 (any free port) to 65535');
  return number;
}

function setting(text: string, before: Record<string, string>): Record<string, string> {
  const equals = text.indexOf('=');
  if (equals < 1) throw new InvalidArgumentError('A setting is name=value');
  return { ...before, [text.slice(0, equals).trim()]: text.slice(equals + 1) };
}

function level(text: string): LogLevel {
  if (!isLogLevel(text)) throw new InvalidArgumentError(`A log level is one of ${logLevels.join(', ')}`);
  return text;
}

function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
