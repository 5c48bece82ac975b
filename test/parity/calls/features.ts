// UpdateFeatures: levels that change nothing, and what is refused.
import {
  newFeatureUpdateKey,
  newUpdateFeaturesRequest,
  updateFeaturesRequest,
  updateFeaturesResponse,
} from '../../../src/wire/generated/update-features.ts';
import { type Call, call, versions } from '../call.ts';

type Update = Parameters<typeof newFeatureUpdateKey>[0];

function update(says: string, version: number, updates: Update[], validateOnly = false): Call {
  const request = newUpdateFeaturesRequest({
    timeoutMs: 10_000,
    featureUpdates: updates.map(newFeatureUpdateKey),
    validateOnly,
  });
  return call(`UpdateFeatures: ${says}`, [updateFeaturesRequest, updateFeaturesResponse], version, request);
}

const metadataVersion = (maxVersionLevel: number, fields: Update = {}): Update => ({
  feature: 'metadata.version',
  maxVersionLevel,
  ...fields,
});

export const featureCalls: readonly Call[] = [
  ...versions(0, 2).map((version) => update('to where it is', version, [metadataVersion(30)])),
  update('to where it is, validate only', 2, [metadataVersion(30)], true),
  ...versions(0, 2).map((version) => update('further than supported', version, [metadataVersion(99)])),
  ...versions(0, 2).map((version) => update('below what is supported', version, [metadataVersion(3)])),
  ...versions(0, 2).map((version) => update('lower, not allowed', version, [metadataVersion(29)])),
  update('lower, safe, validate only', 2, [metadataVersion(29, { upgradeType: 2 })], true),
  update('lower, unsafe, validate only', 2, [metadataVersion(29, { upgradeType: 3 })], true),
  update('to where it is, as a downgrade', 2, [metadataVersion(30, { upgradeType: 2 })], true),
  update('an unknown upgrade type', 2, [metadataVersion(30, { upgradeType: 9 })]),
  update('an upgrade type of none', 2, [metadataVersion(30, { upgradeType: 0 })]),
  update('level 0', 2, [metadataVersion(0)]),
  update('level 0, unsafe', 2, [metadataVersion(0, { upgradeType: 3 })]),
  update('a negative level', 2, [metadataVersion(-1)]),
  ...versions(0, 2).map((version) =>
    update('an unknown feature', version, [{ feature: 'colour', maxVersionLevel: 1 }]),
  ),
  update('an unknown feature to level 0', 2, [{ feature: 'colour', maxVersionLevel: 0 }]),
  update('an unknown feature to level 0, safe', 2, [{ feature: 'colour', maxVersionLevel: 0, upgradeType: 2 }]),
  update('none', 2, []),
  update('none', 1, []),
  update('one of two', 2, [metadataVersion(30), { feature: 'colour', maxVersionLevel: 1 }]),
  update('one of two', 1, [metadataVersion(30), { feature: 'colour', maxVersionLevel: 1 }]),
  update('one twice', 2, [metadataVersion(30), metadataVersion(29)]),
  update('one twice, the other way round', 2, [metadataVersion(29), metadataVersion(30)]),
  update('an empty name', 2, [{ feature: '', maxVersionLevel: 1 }]),
];
