// UpdateFeatures (key 57), versions 0-2: levels go up as far as this broker supports them; downgrades are refused.
// Until version 1 every feature has a result of its own, where Apache Kafka's success is the word NONE.
import { UpgradeType } from '../metadata/feature-update.ts';
import type { FeatureUpdate } from '../metadata/metadata.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  type FeatureUpdateKey,
  newUpdateFeaturesResponse,
  updateFeaturesRequest,
  updateFeaturesResponse,
} from '../wire/generated/update-features.ts';
import { defineHandler } from './handler.ts';

const UPGRADE_TYPE_FROM_VERSION = 1;
const RESULTS_UP_TO_VERSION = 1;

export const updateFeatures = defineHandler({
  request: updateFeaturesRequest,
  response: updateFeaturesResponse,
  async handle({ featureUpdates, validateOnly }, { apiVersion }, broker) {
    // What stands twice counts as it stands last.
    const updates = new Map(featureUpdates.map((update) => [update.feature, updateOf(update, apiVersion)]));
    const refusal = await broker.metadata.updateFeatures([...updates.values()], { validateOnly });
    if (refusal !== null) return newUpdateFeaturesResponse(refusal);
    const features = apiVersion <= RESULTS_UP_TO_VERSION ? [...updates.keys()] : [];
    return newUpdateFeaturesResponse({
      errorMessage: null,
      results: features.map((feature) => ({ feature, errorCode: ErrorCode.NONE, errorMessage: 'NONE' })),
    });
  },
  onError: (errorCode, errorMessage) => newUpdateFeaturesResponse({ errorCode, errorMessage }),
});

function updateOf(update: FeatureUpdateKey, apiVersion: number): FeatureUpdate {
  const { feature: name, maxVersionLevel: level, allowDowngrade } = update;
  const early = allowDowngrade ? UpgradeType.SAFE_DOWNGRADE : UpgradeType.UPGRADE;
  return { name, level, upgradeType: apiVersion < UPGRADE_TYPE_FROM_VERSION ? early : update.upgradeType };
}
