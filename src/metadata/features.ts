// The features that this broker can stand in a cluster with, and the levels that a new metadata log begins with.
// A feature stands here once it works: clients use what is reported.

export interface SupportedFeature {
  readonly name: string;
  readonly minLevel: number;
  readonly maxLevel: number;
}

/** Metadata versions 3.3-IV3 to 4.3-IV0, as Apache Kafka 4.3 supports them. */
export const METADATA_VERSION: SupportedFeature = { name: 'metadata.version', minLevel: 7, maxLevel: 30 };

/** 1: groups may speak the consumer protocol (KIP-848). */
export const GROUP_VERSION: SupportedFeature = { name: 'group.version', minLevel: 0, maxLevel: 1 };

/** 1: the transaction log has tagged fields; 2: transactions move their producer's epoch on (KIP-890). */
export const TRANSACTION_VERSION: SupportedFeature = { name: 'transaction.version', minLevel: 0, maxLevel: 2 };

export const SUPPORTED_FEATURES: readonly SupportedFeature[] = [METADATA_VERSION, GROUP_VERSION, TRANSACTION_VERSION];

/** As ApiVersions tells them to clients: supported, and finalised at these levels. */
export function reportedFeatures(levels: ReadonlyMap<string, number>) {
  return SUPPORTED_FEATURES.map(({ name, minLevel, maxLevel }) => ({
    name,
    supportedMin: minLevel,
    supportedMax: maxLevel,
    finalized: levels.get(name) ?? 0,
  }));
}

/** A metadata log that was written for brokers other than this one. */
export class UnsupportedFeatureError extends Error {
  constructor(name: string, level: number, supported: SupportedFeature) {
    super(
      `the metadata log was written with ${name} ${level}, ` +
        `but this broker supports ${supported.minLevel} to ${supported.maxLevel}`,
    );
    this.name = 'UnsupportedFeatureError';
  }
}

/** Throws UnsupportedFeatureError where records behind this level would be misunderstood. */
export function checkFeature(name: string, level: number): void {
  const supported = SUPPORTED_FEATURES.find((feature) => feature.name === name);
  if (supported === undefined) return;
  if (level < supported.minLevel || level > supported.maxLevel)
    throw new UnsupportedFeatureError(name, level, supported);
}
