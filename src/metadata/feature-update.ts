// The controller's decision on UpdateFeatures: all updates or none. Checks and words are those of Kafka's
// FeatureControlManager; the levels of features that this broker does not have cannot be set.
import type { JournalRecord } from '../journal/coordinator.ts';
import { ErrorCode } from '../wire/error-code.ts';
import type { ControllerSettings, Decision, Refusal } from './decision.ts';
import { METADATA_VERSION, SUPPORTED_FEATURES } from './features.ts';
import type { MetadataImage } from './image.ts';
import type { FeatureUpdate } from './metadata.ts';
import { featureSet } from './records.ts';

/** As requests carry them. */
export const UpgradeType = { UPGRADE: 1, SAFE_DOWNGRADE: 2, UNSAFE_DOWNGRADE: 3 } as const;

const KNOWN_UPGRADE_TYPES: ReadonlySet<number> = new Set(Object.values(UpgradeType));

/** Null: all is well. */
export function decideFeatureUpdate(
  updates: readonly FeatureUpdate[],
  validateOnly: boolean,
  image: MetadataImage,
  settings: ControllerSettings,
): Decision<Refusal | null> {
  const records: JournalRecord[] = [];
  for (const update of updates) {
    const problem = updateProblem(update, image, settings);
    if (problem !== null) return { records: [], result: refusal(problem) };
    if (image.features.get(update.name) !== update.level) records.push(featureSet(update.name, update.level));
  }
  return { records: validateOnly ? [] : records, result: null };
}

function refusal(problem: string): Refusal {
  return {
    errorCode: ErrorCode.INVALID_UPDATE_VERSION,
    errorMessage: `The update failed for all features since the following feature had an error: ${problem}`,
  };
}

function updateProblem(update: FeatureUpdate, image: MetadataImage, settings: ControllerSettings): string | null {
  const { name, level, upgradeType } = update;
  const current = image.features.get(name) ?? 0;
  const reason = levelProblem(update, current, settings.nodeId);
  if (reason !== null) return `Invalid update version ${level} for feature ${name}. ${reason}`;
  if (level >= current || name !== METADATA_VERSION.name) return null;
  // Whether records would be lost by it is not known here, so none is safe.
  const why =
    upgradeType === UpgradeType.UNSAFE_DOWNGRADE
      ? 'Unsafe metadata downgrade is not supported in this version.'
      : 'Refusing to perform the requested downgrade because it might delete metadata information.';
  return `Unsupported ${name} downgrade from ${current} to ${level}. ${why}`;
}

function levelProblem({ name, level, upgradeType }: FeatureUpdate, current: number, nodeId: number): string | null {
  if (!KNOWN_UPGRADE_TYPES.has(upgradeType)) return 'The controller does not support the given upgrade type.';
  if (level < 0) return 'A feature version cannot be less than 0.';
  const supported = SUPPORTED_FEATURES.find((feature) => feature.name === name);
  if (supported === undefined) {
    return level === 0 ? `Feature ${name} not found.` : `Local controller ${nodeId} does not support this feature.`;
  }
  const { minLevel, maxLevel } = supported;
  if (level < minLevel || level > maxLevel) {
    return `Local controller ${nodeId} only supports versions ${minLevel}-${maxLevel}`;
  }
  if (level < current && upgradeType === UpgradeType.UPGRADE) {
    return "Can't downgrade the version of this feature without setting the upgrade type to either safe or unsafe downgrade.";
  }
  const isWrongWay = level > current && upgradeType !== UpgradeType.UPGRADE;
  return isWrongWay ? "Can't downgrade to a newer version." : null;
}
