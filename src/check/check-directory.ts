// What a start on a log directory would find and do, without changing a byte of it: the very start runs, on a data plane
// that keeps in memory what it would write. For the command `millrace check`, before a directory is taken over.
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Logger, pino } from 'pino';
import { systemClock } from '../clock.ts';
import { loadConfig } from '../config/config.ts';
import { dataPlaneOptions } from '../data-plane-options.ts';
import { SUPPORTED_FEATURES } from '../metadata/features.ts';
import type { MetadataImage } from '../metadata/image.ts';
import { MetadataService } from '../metadata/metadata-service.ts';
import { METADATA_TOPIC } from '../metadata/topic-name.ts';
import { NativeBroker } from '../native/native-broker.ts';
import { randomUuid } from '../random-uuid.ts';
import { type DirectoryIdentity, identityOf } from './directory-identity.ts';

/** `problem`: the directory cannot be taken over as it is. */
export interface Finding {
  readonly kind: 'problem' | 'notice';
  readonly text: string;
}

export interface TopicFacts {
  readonly name: string;
  readonly partitionCount: number;
  /** Set on the topic itself. */
  readonly configCount: number;
}

export interface DirectoryFacts {
  readonly directory: string;
  readonly identity: DirectoryIdentity | null;
  readonly wasClean: boolean | null;
  /** Offset of the last metadata record; null where the metadata log could not be read. */
  readonly metadataOffset: bigint | null;
  readonly topics: readonly TopicFacts[];
  readonly findings: readonly Finding[];
}

/** pino's. */
const ERROR_LEVEL = 50;

export async function checkDirectory(path: string): Promise<DirectoryFacts> {
  const directory = resolve(path);
  const nothing = { directory, identity: null, wasClean: null, metadataOffset: null, topics: [] };
  const refuse = (text: string): DirectoryFacts => ({ ...nothing, findings: [{ kind: 'problem', text }] });
  const text = await readFile(join(directory, 'meta.properties'), 'utf8').catch((error: Error) => error);
  if (text instanceof Error)
    return refuse(`this is no log directory: ${text.message}; name one of the entries of log.dirs`);
  const identity = identityOf(text);
  if (identity === null) return refuse('meta.properties does not say cluster.id and node.id; restore that file');
  const folders = await foldersIn(directory);
  if (!folders.includes(`${METADATA_TOPIC}-0`) && folders.some((name) => partitionOf(name) !== null)) {
    const problem = `it has no ${METADATA_TOPIC}-0: name the directory that holds the metadata log, a broker with ZooKeeper has none`;
    return { ...refuse(problem), identity };
  }
  return { directory, identity, ...(await start(directory, identity.nodeId, folders)) };
}

/** Starts as a broker does, up to the point where it would listen. */
async function start(directory: string, nodeId: number, folders: readonly string[]) {
  const findings: Finding[] = [];
  const problem = (error: unknown) =>
    findings.push({ kind: 'problem', text: error instanceof Error ? error.message : String(error) });
  const config = loadConfig({ dataDir: directory, properties: { 'node.id': String(nodeId) } });
  const log = collecting(findings);
  let dataPlane: NativeBroker;
  try {
    dataPlane = NativeBroker.start(
      dataPlaneOptions(config, { clusterId: undefined, inMemory: false, readOnly: true }),
      {
        onRequest: () => {},
        onVerifyTransaction: () => {},
        onLog: (level, text) => log[pino.levels.labels[level] as pino.Level](text),
        onFatal: problem,
        onDirectoryFailed: () => {},
        onMoved: () => {},
      },
    );
  } catch (error) {
    problem(error);
    return { wasClean: null, metadataOffset: null, topics: [], findings };
  }
  const { clusterId, directoryIds, afterCrash } = dataPlane;
  let image: MetadataImage | null = null;
  try {
    const parts = { config, dataPlane, clock: systemClock, log, clusterId, directoryIds, randomUuid };
    const metadata = new MetadataService({ ...parts, onFatal: problem });
    try {
      await metadata.start({ afterCrash });
      image = metadata.image;
    } finally {
      await metadata.close();
    }
  } catch (error) {
    problem(error);
  } finally {
    await dataPlane.close().catch(problem);
  }
  if (!afterCrash)
    findings.forEach((finding, index) => {
      // What was closed cleanly has nothing to cut.
      if (/ recovered: .*(cut|ended the log|removed segments)/.test(finding.text))
        findings[index] = { ...finding, kind: 'problem' };
    });
  if (image !== null) findings.push(...inMetadata(image, nodeId), ...inFolders(folders, image));
  const topics = image === null ? [] : [...image.topicsByName.values()].map(topicFacts);
  topics.sort((one, other) => (one.name < other.name ? -1 : 1));
  return { wasClean: !afterCrash, metadataOffset: image?.offset ?? null, topics, findings };
}

function topicFacts(topic: { name: string; partitions: readonly unknown[]; configs: ReadonlyMap<string, string> }) {
  return { name: topic.name, partitionCount: topic.partitions.length, configCount: topic.configs.size };
}

/** What the start says, as findings: an error is a problem, and so is damage that it would leave as it is. */
function collecting(findings: Finding[]): Logger {
  const write = (json: string) => {
    const { level, msg, topic, partition, reason } = JSON.parse(json) as Record<string, unknown>;
    const where = topic === undefined ? '' : `${topic}${partition === undefined ? '' : `-${partition}`}: `;
    const text = `${where}${msg}${reason === undefined ? '' : `: ${reason}`}`;
    const isProblem = Number(level) >= ERROR_LEVEL || text.includes('damage');
    findings.push({ kind: isProblem ? 'problem' : 'notice', text });
  };
  return pino({ level: 'info', base: null }, { write });
}

function* inMetadata(image: MetadataImage, nodeId: number): Generator<Finding> {
  for (const [name, level] of image.features) {
    if (level > 0 && !SUPPORTED_FEATURES.some((feature) => feature.name === name))
      yield { kind: 'notice', text: `${name} ${level} is not supported: what it brings is not there` };
  }
  const others = [...image.brokers.keys()].filter((id) => id !== nodeId);
  if (others.length > 0)
    yield { kind: 'problem', text: `nodes ${others.join(', ')} are in this cluster, too: clusters are not supported` };
  for (const topic of image.topicsByName.values()) {
    if (topic.configs.get('remote.storage.enable') === 'true')
      yield { kind: 'problem', text: `${topic.name} keeps records in remote storage, which is not supported` };
  }
}

function* inFolders(folders: readonly string[], image: MetadataImage): Generator<Finding> {
  for (const folder of folders) {
    const found = partitionOf(folder);
    if (found === null) {
      const fate = folder.endsWith('-delete') ? 'would be removed' : 'is passed over';
      yield { kind: 'notice', text: `folder ${folder} ${fate}` };
      continue;
    }
    const partitions = found.topic === METADATA_TOPIC ? 1 : image.topicsByName.get(found.topic)?.partitions.length;
    if (partitions === undefined || found.partition >= partitions)
      yield { kind: 'notice', text: `folder ${folder} is of no topic in the metadata log and would be set aside` };
  }
}

async function foldersIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() && entry.name !== 'lost+found' ? [entry.name] : [])).sort();
}

function partitionOf(folder: string): { topic: string; partition: number } | null {
  const found = /^(.+)-(\d+)$/.exec(folder);
  return found?.[1] === undefined ? null : { topic: found[1], partition: Number(found[2]) };
}
