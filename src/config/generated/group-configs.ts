// Generated from protocol/configs-group.tsv by `npm run generate`: change that, not this file.
import type { ConfigDefinition } from '../definition.ts';

export const groupConfigDefinitions: readonly ConfigDefinition[] = [
  { name: 'consumer.assignment.interval.ms', type: 'INT', defaultText: '1000', rule: {"kind":"range","min":0} },
  { name: 'consumer.heartbeat.interval.ms', type: 'INT', defaultText: '5000', rule: {"kind":"range","min":1} },
  { name: 'consumer.session.timeout.ms', type: 'INT', defaultText: '45000', rule: {"kind":"range","min":1} },
  { name: 'share.assignment.interval.ms', type: 'INT', defaultText: '1000', rule: {"kind":"range","min":0} },
  { name: 'share.auto.offset.reset', type: 'STRING', defaultText: 'latest', rule: {"kind":"offset-reset"} },
  { name: 'share.delivery.count.limit', type: 'INT', defaultText: '5', rule: {"kind":"range","min":2} },
  { name: 'share.heartbeat.interval.ms', type: 'INT', defaultText: '5000', rule: {"kind":"range","min":1} },
  { name: 'share.isolation.level', type: 'STRING', defaultText: 'read_uncommitted', rule: {"kind":"one-of","values":["read_committed","read_uncommitted"]} },
  { name: 'share.partition.max.record.locks', type: 'INT', defaultText: '2000', rule: {"kind":"range","min":100} },
  { name: 'share.record.lock.duration.ms', type: 'INT', defaultText: '30000', rule: {"kind":"range","min":1000} },
  { name: 'share.renew.acknowledge.enable', type: 'BOOLEAN', defaultText: 'true' },
  { name: 'share.session.timeout.ms', type: 'INT', defaultText: '45000', rule: {"kind":"range","min":1} },
  { name: 'streams.assignment.interval.ms', type: 'INT', defaultText: '1000', rule: {"kind":"range","min":0} },
  { name: 'streams.heartbeat.interval.ms', type: 'INT', defaultText: '5000', rule: {"kind":"range","min":1} },
  { name: 'streams.initial.rebalance.delay.ms', type: 'INT', defaultText: '3000', rule: {"kind":"range","min":0} },
  { name: 'streams.num.standby.replicas', type: 'INT', defaultText: '0', rule: {"kind":"range","min":0} },
  { name: 'streams.session.timeout.ms', type: 'INT', defaultText: '45000', rule: {"kind":"range","min":1} },
];

export interface GroupConfigValues {
  readonly 'consumer.assignment.interval.ms': number;
  readonly 'consumer.heartbeat.interval.ms': number;
  readonly 'consumer.session.timeout.ms': number;
  readonly 'share.assignment.interval.ms': number;
  readonly 'share.auto.offset.reset': string;
  readonly 'share.delivery.count.limit': number;
  readonly 'share.heartbeat.interval.ms': number;
  readonly 'share.isolation.level': string;
  readonly 'share.partition.max.record.locks': number;
  readonly 'share.record.lock.duration.ms': number;
  readonly 'share.renew.acknowledge.enable': boolean;
  readonly 'share.session.timeout.ms': number;
  readonly 'streams.assignment.interval.ms': number;
  readonly 'streams.heartbeat.interval.ms': number;
  readonly 'streams.initial.rebalance.delay.ms': number;
  readonly 'streams.num.standby.replicas': number;
  readonly 'streams.session.timeout.ms': number;
}

export type GroupConfigName = keyof GroupConfigValues;
