import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryBroker } from '../../test/support/memory-broker.ts';
import { loadConfig } from '../config/config.ts';
import { LogDirectories } from '../metadata/directory-id.ts';
import { decideFeatureUpdate } from '../metadata/feature-update.ts';
import { emptyImage } from '../metadata/image.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  newFeatureUpdateKey,
  newUpdateFeaturesRequest,
  updateFeaturesRequest,
  updateFeaturesResponse,
} from '../wire/generated/update-features.ts';

type Update = Parameters<typeof newFeatureUpdateKey>[0];

let broker: MemoryBroker;

beforeEach(async () => {
  broker = await MemoryBroker.start();
});

function update(version: number, ...updates: Update[]) {
  const request = newUpdateFeaturesRequest({ featureUpdates: updates.map(newFeatureUpdateKey) });
  return broker.call(updateFeaturesRequest, updateFeaturesResponse, version, request);
}

const metadataVersion = (maxVersionLevel: number, fields: Update = {}): Update => ({
  feature: 'metadata.version',
  maxVersionLevel,
  ...fields,
});

describe('UpdateFeatures', () => {
  it.each([0, 1, 2])('version %i: the level that is set changes nothing', async (version) => {
    const { logEndOffset } = broker.dataPlane.offsets('__cluster_metadata', 0);
    const results = [{ feature: 'metadata.version', errorCode: 0, errorMessage: 'NONE' }];
    expect(await update(version, metadataVersion(30))).toMatchObject({
      errorCode: ErrorCode.NONE,
      errorMessage: null,
      results: version < 2 ? results : [],
    });
    expect(broker.dataPlane.offsets('__cluster_metadata', 0).logEndOffset).toBe(logEndOffset);
  });

  it.each<[number, Update, RegExp]>([
    [0, metadataVersion(29), /without setting the upgrade type/],
    [0, metadataVersion(29, { allowDowngrade: true }), /might delete metadata/],
    [2, metadataVersion(29, { upgradeType: 2 }), /might delete metadata/],
    [2, metadataVersion(29, { upgradeType: 3 }), /Unsafe metadata downgrade/],
    [2, metadataVersion(31), /only supports versions 7-30/],
    [2, metadataVersion(-1), /cannot be less than 0/],
    [2, metadataVersion(30, { upgradeType: 4 }), /does not support the given upgrade type/],
    [2, { feature: 'group.version', maxVersionLevel: 2 }, /only supports versions 0-1/],
    [2, { feature: 'colour', maxVersionLevel: 0 }, /not found/],
  ])('version %i refuses %j', async (version, one, errorMessage) => {
    const answer = await update(version, metadataVersion(30), { feature: 'metadata.version', ...one });
    expect(answer).toMatchObject({ errorCode: ErrorCode.INVALID_UPDATE_VERSION, results: [] });
    expect(answer?.errorMessage).toMatch(errorMessage);
  });
});

describe('A feature below the level that this broker supports', () => {
  const image = { ...emptyImage('cluster'), features: new Map([['metadata.version', 20]]) };
  const config = loadConfig({ properties: { 'log.dirs': '/nowhere' } });
  const settings = { config, nodeId: 1, directories: new LogDirectories(1, []), randomUuid: () => '' };
  const decide = (level: number, upgradeType: number, validateOnly = false) =>
    decideFeatureUpdate([{ name: 'metadata.version', level, upgradeType }], validateOnly, image, settings);

  it('goes up', () => {
    expect(decide(25, 1)).toMatchObject({ result: null, records: [{ key: null }] });
    expect(decide(25, 1, true)).toEqual({ result: null, records: [] });
    expect(decide(25, 2).result?.errorMessage).toMatch(/downgrade to a newer version/);
    expect(decide(20, 1)).toEqual({ result: null, records: [] });
  });
});
