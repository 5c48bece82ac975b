// Configs of topics, brokers, groups and loggers, through kafka-configs and the Admin client.
import type { Step } from '../steps.ts';

const configs = (...words: string[]): Step => ['configs', ...words];
const show = (type: string, ...more: string[]): Step => configs('--describe', '--entity-type', type, ...more);
const named = (type: string, name: string, ...more: string[]): Step =>
  configs('--alter', '--entity-type', type, '--entity-name', name, ...more);
const adminAlter = (type: string, name: string, ops: string, validateOnly = 'false'): Step => [
  'admin',
  'alterConfigs',
  type,
  name,
  ops,
  validateOnly,
];
const adminShow = (type: string, name: string, ...names: string[]): Step => [
  'admin',
  'describeConfigs',
  type,
  name,
  ...names,
];

const ofTopics: readonly Step[] = [
  named('topics', 'plain', '--add-config', 'retention.ms=6000,cleanup.policy=[compact,delete]'),
  show('topics', '--entity-name', 'plain'),
  named('topics', 'plain', '--delete-config', 'cleanup.policy'),
  named('topics', 'plain', '--delete-config', 'nothing.such'),
  named('topics', 'plain', '--add-config', 'retention.ms=long'),
  named('topics', 'plain', '--add-config', 'colour=red'),
  named('topics', 'plain', '--add-config', 'retention.ms'),
  named('topics', 'nobody', '--add-config', 'retention.ms=5'),
  show('topics', '--entity-name', 'nobody'),
  show('topics'),
  configs('--alter', '--entity-type', 'topics', '--add-config', 'retention.ms=5'),
  configs('--alter', '--entity-type', 'planets', '--entity-name', 'mars', '--add-config', 'a=b'),
  adminAlter('TOPIC', 'plain', 'APPEND cleanup.policy compact;SET flush.ms 77'),
  adminAlter('TOPIC', 'plain', 'SUBTRACT cleanup.policy delete'),
  adminAlter('TOPIC', 'plain', 'APPEND flush.ms 1'),
  adminAlter('TOPIC', 'plain', 'SET flush.messages 1', 'true'),
  adminAlter('TOPIC', 'plain', 'SET flush.messages none', 'true'),
  adminAlter('TOPIC', '', 'SET flush.ms 1'),
  adminShow('TOPIC', 'plain'),
  adminShow('TOPIC', 'plain', 'segment.bytes,retention.ms,max.message.bytes'),
  adminShow('TOPIC', 'nobody'),
  adminAlter('TOPIC', 'plain', 'DELETE flush.ms;DELETE cleanup.policy'),
];

const ofBrokers: readonly Step[] = [
  show('brokers', '--entity-default'),
  named('brokers', '1', '--add-config', 'log.retention.ms=8000,message.max.bytes=2000000'),
  configs('--alter', '--entity-type', 'brokers', '--entity-default', '--add-config', 'message.max.bytes=1500000'),
  show('brokers', '--entity-name', '1'),
  adminShow('BROKER', '1', 'message.max.bytes,log.retention.ms,log.retention.hours'),
  adminShow('TOPIC', 'plain', 'max.message.bytes,retention.ms'),
  adminShow('TOPIC', 'three', 'max.message.bytes,retention.ms'),
  named('brokers', '1', '--add-config', 'broker.rack=a'),
  named('brokers', '1', '--add-config', 'log.retention.ms=long'),
  named('brokers', '1', '--add-config', 'num.io.threads=100'),
  named('brokers', '1', '--add-config', 'ssl.keystore.location=/x'),
  configs('--alter', '--entity-type', 'brokers', '--entity-default', '--add-config', 'ssl.client.auth=none'),
  named('brokers', 'x', '--add-config', 'log.retention.ms=5'),
  named('brokers', '1', '--delete-config', 'nothing.such'),
  adminAlter('BROKER', '1', 'SET log.roll.ms 700000', 'true'),
  adminAlter('BROKER', '1', 'APPEND log.cleanup.policy compact'),
  adminAlter('BROKER', '1', 'APPEND message.max.bytes 5'),
  adminShow('BROKER', '1', 'log.cleanup.policy,log.roll.ms'),
  named('brokers', '1', '--delete-config', 'log.retention.ms,message.max.bytes,log.cleanup.policy'),
  show('brokers', '--entity-name', '1'),
  configs('--alter', '--entity-type', 'brokers', '--entity-default', '--delete-config', 'message.max.bytes'),
  show('brokers', '--entity-name', '7'),
];

const ofOthers: readonly Step[] = [
  named('groups', 'g', '--add-config', 'consumer.session.timeout.ms=50000'),
  show('groups', '--entity-name', 'g'),
  named('groups', 'g', '--add-config', 'consumer.session.timeout.ms=5'),
  named('groups', 'g', '--add-config', 'colour=red'),
  adminAlter('GROUP', '', 'SET consumer.session.timeout.ms 50000'),
  adminShow('GROUP', 'g', 'consumer.session.timeout.ms,consumer.heartbeat.interval.ms'),
  ['admin', 'listConfigResources', 'GROUP'],
  ['admin', 'listConfigResources', 'BROKER,BROKER_LOGGER,TOPIC'],
  named('groups', 'g', '--delete-config', 'consumer.session.timeout.ms'),
  ['admin', 'listConfigResources', 'GROUP'],
  named('broker-loggers', '1', '--add-config', 'root=LOUD'),
  named('broker-loggers', '1', '--add-config', 'nothing.such=INFO'),
  named('broker-loggers', '1', '--add-config', 'root=WARN'),
  named('broker-loggers', '1', '--delete-config', 'root'),
  adminShow('BROKER_LOGGER', '1', 'root'),
  adminAlter('BROKER_LOGGER', '1', 'SET root INFO', 'true'),
];

export const configSteps: readonly Step[] = [...ofTopics, ...ofBrokers, ...ofOthers];
