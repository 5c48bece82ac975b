// UpdateFeatures, and what ApiVersions says of it: the level, and an epoch that grows, or clients would not look.
import { expect, it } from 'vitest';
import { Broker } from '../../src/index.ts';
import {
  apiVersionsRequest,
  apiVersionsResponse,
  newApiVersionsRequest,
} from '../../src/wire/generated/api-versions.ts';
import {
  newFeatureUpdateKey,
  newUpdateFeaturesRequest,
  updateFeaturesRequest,
  updateFeaturesResponse,
} from '../../src/wire/generated/update-features.ts';
import { TypedConnection } from '../parity/typed-connection.ts';

const SAFE_DOWNGRADE = 2;
const UPGRADE = 1;

it('tells clients the level of a feature that was changed', async () => {
  await using broker = await Broker.start({ port: 0 });
  const connection = await TypedConnection.open(broker.port);
  const told = async () => {
    const request = newApiVersionsRequest({ clientSoftwareName: 'test', clientSoftwareVersion: '1' });
    const answer = await connection.call(apiVersionsRequest, apiVersionsResponse, 4, request);
    const level = answer.finalizedFeatures.find(({ name }) => name === 'transaction.version')?.maxVersionLevel ?? 0;
    return { level, epoch: answer.finalizedFeaturesEpoch };
  };
  const set = async (maxVersionLevel: number, upgradeType: number) => {
    const update = newFeatureUpdateKey({ feature: 'transaction.version', maxVersionLevel, upgradeType });
    const request = newUpdateFeaturesRequest({ timeoutMs: 10_000, featureUpdates: [update] });
    const answer = await connection.call(updateFeaturesRequest, updateFeaturesResponse, 2, request);
    expect(answer.errorCode).toBe(0);
  };
  let before = await told();
  expect(before.level).toBe(2);
  for (const [level, upgradeType] of [
    [1, SAFE_DOWNGRADE],
    [0, SAFE_DOWNGRADE],
    [2, UPGRADE],
  ] as const) {
    await set(level, upgradeType);
    const after = await told();
    expect(after.level).toBe(level);
    expect(after.epoch).toBeGreaterThan(before.epoch);
    before = after;
  }
  connection.close();
});
