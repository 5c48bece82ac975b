import { expect, it } from 'vitest';
import { servedApis } from '../../handlers/index.ts';
import { apiName } from '../../wire/api-key.ts';
import { API_KEYS } from './api-name.ts';
import { nearest } from './nearest.ts';

it('names exactly what the broker serves', () => {
  const served = servedApis.map(({ apiKey }) => [apiName(apiKey), apiKey]);
  expect(Object.entries(API_KEYS)).toEqual(served);
});

it.each([
  ['produce', 'Produce'],
  ['Fecth', 'Fetch'],
  ['OFFSET_COMMIT', 'OffsetCommit'],
  ['JoinGroups', 'JoinGroup'],
])('%s is nearest to %s', (name, known) => {
  expect(nearest(name, Object.keys(API_KEYS))).toBe(known);
});
