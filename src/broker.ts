// One running broker: builds the parts, starts them in order, closes them in reverse.
//
//   config → data plane (locks the directory) → metadata (load, open partitions) → listener → registration → groups
//   → transactions → requests that came meanwhile
//
// Invariant: a started part is closed exactly once, also when a later one fails to start.
import { setImmediate } from 'node:timers/promises';
import { type Logger, pino } from 'pino';
import { type BrokerOptions, type Settings, settingsOf } from './broker-options.ts';
import { type Clock, systemClock } from './clock.ts';
import { configNotices } from './config/notices.ts';
import { cleanerSettings, connectionLimits, dataPlaneOptions } from './data-plane-options.ts';
import { groupConfig } from './groups/group-config.ts';
import { GroupCoordinatorService } from './groups/service.ts';
import { Dispatcher } from './handlers/dispatcher.ts';
import type { BrokerParts } from './handlers/handler.ts';
import { handlers, servedApis } from './handlers/index.ts';
import { silentLog } from './log.ts';
import { reportedFeatures } from './metadata/features.ts';
import type { MetadataImage } from './metadata/image.ts';
import { caseMattersIn } from './metadata/letter-case.ts';
import type { Metadata } from './metadata/metadata.ts';
import { MetadataService } from './metadata/metadata-service.ts';
import type { TransactionVerification } from './native/data-plane.ts';
import { NativeBroker, type NativeListener, type NativeRequest, type NativeSnapshot } from './native/native-broker.ts';
import { nativeTopicPatterns } from './native/topic-patterns.ts';
import { ProducerIds } from './producer-ids.ts';
import { randomUuid } from './random-uuid.ts';
import { markerRouter } from './transactions/markers.ts';
import { TransactionCoordinatorService } from './transactions/service.ts';
import { transactionConfig } from './transactions/transaction-config.ts';
import { ErrorCode } from './wire/error-code.ts';

export type { BrokerOptions };

const PLAINTEXT = 0;

/** What the testing kit sees of a broker that serves. */
export interface BrokerInsides {
  readonly parts: BrokerParts;
  /** See NativeBroker. */
  advanceDataPlaneClock(ms: number): Promise<void>;
  /** See NativeBroker. */
  snapshot(): NativeSnapshot;
}

/** What a broker in memory begins with. */
export interface BrokerOrigin {
  readonly disk: NativeSnapshot;
  /** How far its clock is ahead of the machine's. */
  readonly clockShiftMs: number;
}

/** How a broker of the testing kit begins. */
export interface Beginning {
  readonly clock: Clock;
  /** Empty unless given. */
  readonly origin?: BrokerOrigin | undefined;
  /** Done before the first request is performed, whoever has connected by then. */
  readonly beforeServing?: (insides: BrokerInsides) => Promise<void>;
}

/** For the testing kit: a broker that goes by another clock, and may begin as another one was. */
export let startAs: (options: BrokerOptions, beginning: Beginning) => Promise<Broker>;
/** For the testing kit. */
export let insidesOf: (broker: Broker) => BrokerInsides;

export class Broker implements AsyncDisposable {
  static {
    startAs = (options, beginning) => Broker.#startAs(options, beginning);
    insidesOf = (broker) => {
      if (broker.#insides === null || broker.#closed !== null) throw new Error('the broker is closed');
      return broker.#insides;
    };
  }

  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #isLogged: boolean;
  readonly #settings: Settings;
  /** What ends the started parts, the first one first. */
  readonly #closers: (() => Promise<void> | void)[] = [];
  /** Requests that arrive before everything is ready. */
  #early: NativeRequest[] = [];
  #dispatcher: Dispatcher | null = null;
  #metadata: MetadataService | null = null;
  #insides: BrokerInsides | null = null;
  #transactions: TransactionCoordinatorService | null = null;
  readonly #toldDynamic = new Set<string>();
  #advertised = { nodeId: -1, host: '', port: -1 };
  #boundPort = -1;
  #clusterId = '';
  #closed: Promise<void> | null = null;
  #reportFailure: (reason: string) => void = () => {};

  /** Resolves with the reason when the broker cannot serve any more although nobody closed it; it then closes itself. */
  readonly failed: Promise<string>;

  private constructor(options: BrokerOptions, clock: Clock) {
    this.#clock = clock;
    // A child: its level can be changed without changing the user's.
    this.#log = (options.log ?? silentLog()).child({});
    this.#isLogged = options.log !== undefined;
    this.#settings = settingsOf(options);
    this.failed = new Promise((resolve) => {
      this.#reportFailure = resolve;
    });
  }

  /** Resolves when the broker serves. Rejects with an Error of one sentence. */
  static start(options: BrokerOptions = {}): Promise<Broker> {
    return Broker.#startAs(options, { clock: systemClock });
  }

  static async #startAs(options: BrokerOptions, beginning: Beginning): Promise<Broker> {
    const broker = new Broker(options, beginning.clock);
    try {
      await broker.#start(options.clusterId, beginning);
    } catch (error) {
      await broker.close().catch((closing: unknown) => broker.#log.error({ err: closing }, 'closing failed'));
      throw error;
    }
    return broker;
  }

  /** For `bootstrap.servers` of clients on this machine. */
  get bootstrapServers(): string {
    return addressText(this.#advertised.host, this.#advertised.port);
  }

  /** Host and port really bound. */
  get address(): string {
    return addressText(this.#settings.config.listener.host || '0.0.0.0', this.#boundPort);
  }

  get port(): number {
    return this.#boundPort;
  }

  get clusterId(): string {
    return this.#clusterId;
  }

  /** Where the data is; in memory, a name that no file has. */
  get dataDir(): string {
    return this.#settings.config.logDirectories[0] ?? '';
  }

  /** Ends connections, closes every partition and frees the directory. Calling it again gives the same promise. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #start(clusterId: string | undefined, { origin, beforeServing }: Beginning): Promise<void> {
    const { config, removeData } = this.#settings;
    this.#closers.push(removeData);
    for (const notice of config.notices) this.#log.warn(notice);
    this.#closers.push(config.onChange(() => this.#tellDynamic()));
    const dataPlane = this.#startDataPlane(clusterId, origin?.disk);
    if (origin !== undefined) await dataPlane.advanceClock(origin.clockShiftMs);
    const parts = { config, dataPlane, clock: this.#clock, log: this.#log };
    const onFatal = (error: Error) => this.#fail(error);
    const metadata = new MetadataService({
      ...parts,
      clusterId: dataPlane.clusterId,
      directoryIds: dataPlane.directoryIds,
      caseMatters: this.#settings.inMemory || caseMattersIn(config.logDirectories),
      randomUuid,
      onFatal,
    });
    this.#metadata = metadata;
    this.#closers.push(() => metadata.close());
    // A snapshot has lost nothing: leaders stay as they were.
    await metadata.start({ afterCrash: dataPlane.afterCrash && origin === undefined });
    const configure = () => this.#configure(dataPlane);
    configure();
    this.#closers.push(config.onChange(configure));
    reportFeatures(metadata, dataPlane);
    this.#listen(dataPlane);
    await metadata.register(this.#registration());
    const groups = new GroupCoordinatorService({
      ...parts,
      config: groupConfig(config, config.get('message.max.bytes')),
      metadata,
      nodeId: config.nodeId,
      randomUuid: () => crypto.randomUUID(),
      verifyTransaction: (verification) => this.#verify(verification),
      verifiesTransactions: () => config.get('transaction.partition.verification.enable'),
      topicPatterns: nativeTopicPatterns,
      onFatal,
    });
    groups.start();
    this.#closers.push(() => groups.close());
    const producerIds = new ProducerIds(() => metadata.allocateProducerIds());
    const writeMarkers = markerRouter(dataPlane, groups);
    const transactions = new TransactionCoordinatorService({
      ...parts,
      config: transactionConfig(config, config.get('message.max.bytes')),
      metadata,
      producerIds,
      writeMarkers,
      nodeId: config.nodeId,
      onFatal,
    });
    transactions.start();
    this.#transactions = transactions;
    this.#closers.push(() => transactions.close());
    const insides = {
      parts: {
        ...parts,
        metadata,
        groups,
        transactions,
        writeMarkers,
        topicPatterns: nativeTopicPatterns,
        advertised: this.#advertised,
      },
      advanceDataPlaneClock: (ms: number) => dataPlane.advanceClock(ms),
      snapshot: () => dataPlane.snapshot(),
    };
    await beforeServing?.(insides);
    this.#serve(dataPlane, insides);
  }

  #startDataPlane(clusterId: string | undefined, snapshot: NativeSnapshot | undefined): NativeBroker {
    const { config, inMemory } = this.#settings;
    const options = dataPlaneOptions(config, { clusterId, inMemory, readOnly: false });
    const listener: NativeListener = {
      onRequest: (request) => this.#take(request),
      onVerifyTransaction: (token, verification) => {
        this.#verify(verification).then(
          (errorCodes) => dataPlane.answerVerification(token, errorCodes),
          (error: Error) => this.#fail(error),
        );
      },
      onLog: (level, text) => this.#log[pino.levels.labels[level] as pino.Level](text),
      onFatal: (text) => this.#fail(new Error(text)),
      onDirectoryFailed: (directoryId) => this.#directoryFailed(directoryId),
      onMoved: (moved) => this.#metadata?.assignDirectories([moved]),
    };
    const dataPlane = NativeBroker.start(options, listener, snapshot);
    // The replies of this turn leave before connections end.
    this.#closers.push(() => setImmediate().then(() => dataPlane.close()));
    this.#clusterId = dataPlane.clusterId;
    return dataPlane;
  }

  /** The data plane has said so already; here it becomes metadata. */
  #directoryFailed(directoryId: string): void {
    this.#metadata?.failDirectory(directoryId).catch((error: unknown) => {
      this.#log.error({ reason: String(error) }, 'a failed log directory could not be written down');
    });
  }

  /** Dynamic configs without effect, when they are first seen. */
  #tellDynamic(): void {
    const { cluster, broker } = this.#settings.config.dynamic;
    const names = [...cluster.keys(), ...broker.keys()].filter((name) => !this.#toldDynamic.has(name));
    for (const name of names) this.#toldDynamic.add(name);
    for (const notice of configNotices(names)) this.#log.warn(notice);
  }

  /** What may change while the broker runs. */
  #configure(dataPlane: NativeBroker): void {
    dataPlane.configureCleaner(cleanerSettings(this.#settings.config));
    dataPlane.verifyPartitions(this.#settings.config.get('transaction.partition.verification.enable'));
    for (const host of dataPlane.limitConnections(connectionLimits(this.#settings.config))) {
      this.#log.warn({ host }, 'max.connections.per.ip.overrides names a host without an address');
    }
  }

  #listen(dataPlane: NativeBroker): void {
    const { nodeId, listener, advertisedListener } = this.#settings.config;
    this.#boundPort = dataPlane.listen(listener.host, listener.port);
    const port = advertisedListener.port === 0 ? this.#boundPort : advertisedListener.port;
    this.#advertised = { nodeId, host: advertisedListener.host, port };
  }

  #registration() {
    const { config } = this.#settings;
    const { host, port } = this.#advertised;
    const endpoint = { listener: config.listener.name, host, port, securityProtocol: PLAINTEXT };
    return { endpoints: [endpoint], rack: config.get('broker.rack') };
  }

  #serve(dataPlane: NativeBroker, insides: BrokerInsides): void {
    const { parts } = insides;
    this.#dispatcher = new Dispatcher(handlers, parts, (token, bytes) => dataPlane.reply(token, bytes));
    this.#insides = insides;
    for (const request of this.#early) this.#take(request);
    this.#early = [];
    this.#log.info({ address: this.address, nodeId: parts.advertised.nodeId, clusterId: this.#clusterId }, 'serving');
  }

  /** While the coordinator is not there, producers are to come back. */
  async #verify(verification: TransactionVerification): Promise<number[]> {
    if (this.#transactions !== null) return this.#transactions.verify(verification);
    return verification.partitions.map(() => ErrorCode.COORDINATOR_NOT_AVAILABLE);
  }

  #take(request: NativeRequest): void {
    if (this.#dispatcher === null) this.#early.push(request);
    else this.#dispatcher.dispatch(request).catch((error: Error) => this.#fail(error));
  }

  /** Rather no broker than one that serves wrong data. */
  #fail(error: Error): void {
    this.#log.fatal({ err: error }, 'the broker cannot go on and stops');
    if (!this.#isLogged) process.emitWarning(`a Millrace broker stopped: ${error.stack ?? error.message}`);
    this.#reportFailure(error.message);
    this.close().catch((closing: unknown) => this.#log.error({ err: closing }, 'closing failed'));
  }

  /** Every part gets its turn; the first failure is the one that is told. */
  async #close(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of this.#closers.reverse()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}

/** ApiVersions tells the levels that are finalised now; their epoch is the metadata's offset, as in Apache Kafka. */
function reportFeatures(metadata: Metadata, dataPlane: NativeBroker): void {
  let { features } = metadata.image;
  const report = ({ offset }: MetadataImage) =>
    dataPlane.setApis(servedApis, reportedFeatures(features), Number(offset));
  report(metadata.image);
  metadata.onChange((_delta, image) => {
    if (image.features === features) return;
    features = image.features;
    report(image);
  });
}

/** As clients are told: an IPv6 host is put in brackets. */
export function addressText(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
