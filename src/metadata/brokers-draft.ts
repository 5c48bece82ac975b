// Registrations of brokers in an image in the making; `ImageDraft` hands it their records.
import type { BrokerRegistrationChangeRecord } from '../wire/generated/broker-registration-change-record.ts';
import type { MetadataRecord } from '../wire/generated/metadata-records.ts';
import type { RegisterBrokerRecord } from '../wire/generated/register-broker-record.ts';
import type { BrokerImage } from './image.ts';

export type BrokerRecord = Extract<
  MetadataRecord,
  {
    name:
      | 'RegisterBrokerRecord'
      | 'UnregisterBrokerRecord'
      | 'FenceBrokerRecord'
      | 'UnfenceBrokerRecord'
      | 'BrokerRegistrationChangeRecord';
  }
>;

/** Values of BrokerRegistrationChangeRecord.fenced; 0 leaves it as it is. */
export const Fencing = { FENCE: 1, UNFENCE: -1 } as const;
const IN_CONTROLLED_SHUTDOWN = 1;

export class BrokersDraft {
  readonly #base: ReadonlyMap<number, BrokerImage>;
  readonly #changed = new Map<number, BrokerImage | null>();

  constructor(base: ReadonlyMap<number, BrokerImage>) {
    this.#base = base;
  }

  replay(record: BrokerRecord): void {
    switch (record.name) {
      case 'RegisterBrokerRecord':
        this.#changed.set(record.value.brokerId, registered(record.value));
        break;
      case 'UnregisterBrokerRecord':
        this.#changed.set(record.value.brokerId, null);
        break;
      case 'FenceBrokerRecord':
        this.#change(record.value.id, { fenced: true });
        break;
      case 'UnfenceBrokerRecord':
        this.#change(record.value.id, { fenced: false });
        break;
      case 'BrokerRegistrationChangeRecord':
        this.#change(record.value.brokerId, changesOf(record.value));
        break;
    }
  }

  seal(): ReadonlyMap<number, BrokerImage> {
    if (this.#changed.size === 0) return this.#base;
    const brokers = new Map(this.#base);
    for (const [nodeId, broker] of this.#changed) {
      if (broker === null) brokers.delete(nodeId);
      else brokers.set(nodeId, broker);
    }
    return brokers;
  }

  #change(nodeId: number, changes: Partial<BrokerImage>): void {
    const before = this.#changed.get(nodeId) ?? this.#base.get(nodeId);
    if (before !== undefined) this.#changed.set(nodeId, { ...before, ...changes });
  }
}

function registered(record: RegisterBrokerRecord): BrokerImage {
  return {
    nodeId: record.brokerId,
    epoch: record.brokerEpoch,
    incarnationId: record.incarnationId,
    endpoints: record.endPoints.map(({ name, host, port, securityProtocol }) => ({
      listener: name,
      host,
      port,
      securityProtocol,
    })),
    features: record.features,
    rack: record.rack,
    logDirs: record.logDirs,
    fenced: record.fenced,
    inControlledShutdown: record.inControlledShutdown,
  };
}

function changesOf(record: BrokerRegistrationChangeRecord): Partial<BrokerImage> {
  return {
    ...(record.fenced === 0 ? {} : { fenced: record.fenced === Fencing.FENCE }),
    ...(record.logDirs.length === 0 ? {} : { logDirs: record.logDirs }),
    ...(record.inControlledShutdown === IN_CONTROLLED_SHUTDOWN ? { inControlledShutdown: true } : {}),
  };
}
