// A control plane without sockets and files: real handlers behind a real dispatcher, over the data plane in memory. For
// tests that send one request, in any version, and look at the decoded answer.
import { pino } from 'pino';
import { VirtualClock } from '../../src/clock.ts';
import { loadConfig } from '../../src/config/config.ts';
import { groupConfig } from '../../src/groups/group-config.ts';
import { GroupCoordinatorService } from '../../src/groups/service.ts';
import { scriptedPatterns } from '../../src/groups/testdata/scripted-patterns.ts';
import { Dispatcher } from '../../src/handlers/dispatcher.ts';
import type { BrokerParts, Handler } from '../../src/handlers/handler.ts';
import { handlers as allHandlers } from '../../src/handlers/index.ts';
import { MemoryDataPlane } from '../../src/journal/memory-data-plane.ts';
import { MetadataService } from '../../src/metadata/metadata-service.ts';
import { ProducerIds } from '../../src/producer-ids.ts';
import { randomUuid } from '../../src/random-uuid.ts';
import { markerRouter } from '../../src/transactions/markers.ts';
import { TransactionCoordinatorService } from '../../src/transactions/service.ts';
import { transactionConfig } from '../../src/transactions/transaction-config.ts';
import { writeRequestHeader } from '../../src/wire/generated/request-header.ts';
import { readResponseHeader } from '../../src/wire/generated/response-header.ts';
import type { MessageCodec } from '../../src/wire/message-codec.ts';
import { Reader } from '../../src/wire/reader.ts';
import { Writer } from '../../src/wire/writer.ts';

export interface MemoryBrokerOptions {
  properties?: Record<string, string>;
  handlers?: readonly Handler[];
  /** Of a broker that was here before. */
  dataPlane?: MemoryDataPlane;
}

export class MemoryBroker {
  readonly parts: BrokerParts;
  readonly clock = new VirtualClock();
  readonly dataPlane: MemoryDataPlane;
  readonly fatal: Error[] = [];
  /** What was logged at level error or above. */
  readonly errors: string[] = [];
  readonly #metadata: MetadataService;
  readonly #dispatcher: Dispatcher;
  readonly #replies = new Map<bigint, (bytes: Buffer | null) => void>();
  #nextToken = 1n;

  private constructor(options: MemoryBrokerOptions) {
    const config = loadConfig({ properties: { 'log.dirs': '/nowhere', ...options.properties } });
    const log = pino({ level: 'error' }, { write: (line: string) => void this.errors.push(line) });
    const onFatal = (error: Error) => void this.fatal.push(error);
    this.dataPlane = options.dataPlane ?? new MemoryDataPlane();
    const { clock, dataPlane } = this;
    const shared = { dataPlane, clock, log, onFatal };
    this.#metadata = new MetadataService({
      ...shared,
      config,
      clusterId: 'memory',
      directoryIds: [randomUuid()],
      randomUuid,
    });
    const metadata = this.#metadata;
    const groups = new GroupCoordinatorService({
      ...shared,
      config: groupConfig(config, config.get('message.max.bytes')),
      topicPatterns: scriptedPatterns,
      metadata,
      nodeId: config.nodeId,
      randomUuid: () => crypto.randomUUID(),
      verifyTransaction: (verification) => this.parts.transactions.verify(verification),
      verifiesTransactions: () => config.get('transaction.partition.verification.enable'),
    });
    const producerIds = new ProducerIds(() => metadata.allocateProducerIds());
    const advertised = { nodeId: config.nodeId, host: 'broker.test', port: 9092 };
    const writeMarkers = markerRouter(dataPlane, groups);
    const transactions = new TransactionCoordinatorService({
      ...shared,
      config: transactionConfig(config, config.get('message.max.bytes')),
      metadata,
      producerIds,
      writeMarkers,
      nodeId: config.nodeId,
    });
    this.parts = {
      config,
      metadata,
      groups,
      transactions,
      writeMarkers,
      topicPatterns: scriptedPatterns,
      dataPlane,
      clock,
      log,
      advertised,
    };
    this.#dispatcher = new Dispatcher(options.handlers ?? allHandlers, this.parts, (token, bytes) => {
      this.#replies.get(token)?.(bytes);
      this.#replies.delete(token);
    });
  }

  static async start(options: MemoryBrokerOptions = {}): Promise<MemoryBroker> {
    const broker = new MemoryBroker(options);
    await broker.#metadata.start({ afterCrash: false });
    const endpoint = { listener: 'PLAINTEXT', host: 'broker.test', port: 9092, securityProtocol: 0 };
    await broker.#metadata.register({ endpoints: [endpoint], rack: null });
    broker.parts.groups.start();
    broker.parts.transactions.start();
    return broker;
  }

  async close(): Promise<void> {
    await this.parts.transactions.close();
    await this.parts.groups.close();
    await this.#metadata.close();
  }

  /** The decoded answer; null where the connection was closed instead. */
  async call<Q, R>(
    request: MessageCodec<Q>,
    response: MessageCodec<R>,
    version: number,
    value: Q,
    connectionId = 1,
  ): Promise<R | null> {
    const flexible = version >= request.flexibleFrom;
    const header = {
      requestApiKey: request.apiKey ?? -1,
      requestApiVersion: version,
      correlationId: 77,
      clientId: 'test',
    };
    const writer = new Writer();
    writeRequestHeader(writer, flexible ? 2 : 1, header);
    request.write(writer, version, value);
    const bytes = await this.send(writer.bytes(), connectionId);
    if (bytes === null) return null;
    const reader = new Reader(bytes);
    const { correlationId } = readResponseHeader(reader, flexible ? 1 : 0);
    const answer = response.read(reader, version);
    if (correlationId !== 77 || reader.remaining !== 0) throw new Error('the reply is not what its header says');
    return answer;
  }

  /** One frame as it stands; null: the connection is closed. */
  send(frame: Buffer, connectionId = 1): Promise<Buffer | null> {
    const token = this.#nextToken++;
    return new Promise((resolve) => {
      this.#replies.set(token, resolve);
      this.#dispatcher.dispatch({ token, connectionId, clientHost: '127.0.0.1', frame });
    });
  }
}
