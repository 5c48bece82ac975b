import { expect, it } from 'vitest';
import { loadConfig } from './config/config.ts';
import { dataPlaneOptions } from './data-plane-options.ts';

const INTERVALS = { 'log.retention.check.interval.ms': '5000', 'log.flush.offset.checkpoint.interval.ms': '60000' };

it.each([
  ['the default waits no longer than an interval', {}, 5_000, 30_000],
  ['what is set holds as it is', { 'log.initial.task.delay.ms': '40000' }, 40_000, 40_000],
  ['at once', { 'log.initial.task.delay.ms': '0' }, 0, 0],
])('log.initial.task.delay.ms: %s', (_says, set, firstRetentionCheckAfterMs, firstCheckpointAfterMs) => {
  const config = loadConfig({ properties: { ...INTERVALS, ...set } });
  const options = dataPlaneOptions(config, { clusterId: undefined, inMemory: true, readOnly: false });
  expect(options).toMatchObject({ firstRetentionCheckAfterMs, firstCheckpointAfterMs });
});
