import { expect, it } from 'vitest';
import { servedApis } from '../../handlers/index.ts';
import { apiName } from '../../wire/api-key.ts';
import { ErrorCode } from '../../wire/error-code.ts';
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
  ['Commit', 'OffsetCommit'],
])('%s is nearest to %s', (name, known) => {
  expect(nearest(name, Object.keys(API_KEYS))).toBe(known);
});

it.each([
  ['NOT_LEADER', 'NOT_LEADER_OR_FOLLOWER'],
  ['not leader for partition', 'NOT_LEADER_OR_FOLLOWER'],
  ['TIMED_OUT', 'REQUEST_TIMED_OUT'],
])('%s is nearest to %s', (name, known) => {
  expect(nearest(name, Object.keys(ErrorCode))).toBe(known);
});
