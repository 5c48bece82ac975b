// The two brokers that a bench compares, started as an operator would start them: default settings, Apache Kafka with
// the heap of its own start script. Both stay up for the whole run and take turns.
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { runTool } from '../../test/support/java.ts';
import { KAFKA_LIBS, MILLRACE_CLI, ROOT } from '../../test/support/paths.ts';
import { LiveProcess } from '../../test/support/process.ts';
import { freePorts, temporaryDirectory } from '../../test/support/temporary.ts';
import { waitUntil } from '../../test/support/wait.ts';

export type SideName = 'millrace' | 'kafka';

/** A broker under measurement. */
export interface Side {
  name: SideName;
  port: number;
  bootstrapServers: string;
  process: LiveProcess;
  dataDirectory: string;
  /** From the command to the first answer. */
  startSeconds: number;
  /** Starts it again where its process has ended, on the same data. */
  again(): Promise<Side>;
}

/** Recovering thousands of partitions takes Apache Kafka a while. */
const START_TIMEOUT_MS = 300_000;
/** Segments of deleted topics go at once, so that a long run does not fill the disk. */
const HOUSEKEEPING: Record<string, string> = { 'log.segment.delete.delay.ms': '1000' };

/** `properties` are on top of the defaults. */
export async function startSide(name: SideName, properties: Readonly<Record<string, string>> = {}): Promise<Side> {
  const dataDirectory = join(await temporaryDirectory(`bench-${name}`), 'data');
  const own = { ...HOUSEKEEPING, ...properties };
  return name === 'millrace' ? startMillrace(dataDirectory, own) : startKafka(dataDirectory, own);
}

/** An ApiVersions v0 request: what any client sends first. */
const API_VERSIONS_REQUEST = Buffer.from('0000000a001200000000000100' + '00', 'hex');

/** Resolves when a request on this port is answered. */
export async function firstAnswer(port: number): Promise<void> {
  await waitUntil('the first answer', () => answers(port), { timeoutMs: START_TIMEOUT_MS, everyMs: 2 });
}

function answers(port: number): Promise<boolean | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const end = (answered: boolean | undefined) => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(1000, () => end(undefined));
    socket.once('error', () => end(undefined));
    socket.once('close', () => end(undefined));
    socket.once('data', () => end(true));
    socket.write(API_VERSIONS_REQUEST);
  });
}

async function startMillrace(dataDirectory: string, own: Readonly<Record<string, string>>): Promise<Side> {
  const [port = 0] = await freePorts(1);
  const settings = Object.entries(own).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
  const args = [MILLRACE_CLI, 'start', '--port', String(port), '--data-dir', dataDirectory, ...settings];
  const launch = () => new LiveProcess('millrace', process.execPath, args, { cwd: ROOT });
  return ready({ name: 'millrace', port, dataDirectory }, launch);
}

async function startKafka(dataDirectory: string, own: Readonly<Record<string, string>>): Promise<Side> {
  const [port = 0, controllerPort = 0] = await freePorts(2);
  await mkdir(dataDirectory, { recursive: true });
  const properties = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'log.dirs': dataDirectory,
    'offsets.topic.replication.factor': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    ...own,
  };
  const file = `${dataDirectory}.server.properties`;
  await writeFile(
    file,
    Object.entries(properties)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  await runTool('kafka.tools.StorageTool', ['format', '-t', 'bWlsbHJhY2UtYmVuY2gtMQ', '-c', file]);
  // The flags of Kafka's own start script.
  const flags = [
    '-Xmx1G',
    '-Xms1G',
    '-server',
    '-XX:+UseG1GC',
    '-XX:MaxGCPauseMillis=20',
    '-XX:+ExplicitGCInvokesConcurrent',
  ];
  const logging = `-Dlog4j2.configurationFile=${join(ROOT, 'test/support/maven/log4j2-broker.properties')}`;
  const args = [...flags, logging, '-cp', `${KAFKA_LIBS}/*`, 'kafka.Kafka', file];
  const launch = () => new LiveProcess('apache kafka', 'java', args);
  return ready({ name: 'kafka', port, dataDirectory }, launch);
}

async function ready(place: Pick<Side, 'name' | 'port' | 'dataDirectory'>, launch: () => LiveProcess): Promise<Side> {
  const start = performance.now();
  const live = launch();
  try {
    await firstAnswer(place.port);
    const startSeconds = (performance.now() - start) / 1000;
    const bootstrapServers = `127.0.0.1:${place.port}`;
    return { ...place, process: live, bootstrapServers, startSeconds, again: () => ready(place, launch) };
  } catch (error) {
    await live.end('SIGKILL');
    throw new Error(`${place.name} did not start: ${String(error)}\n${live.tail()}`);
  }
}
