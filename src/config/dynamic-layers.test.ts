import { expect, test, vi } from 'vitest';
import { loadConfig } from './config.ts';
import { validateDynamicConfigs } from './dynamic-validation.ts';
import { groupConfigOf, validateGroupConfigs } from './group-config.ts';

const texts = (entries: Record<string, string>) => new Map(Object.entries(entries));
const layers = (cluster: Record<string, string>, broker: Record<string, string>) => ({
  cluster: texts(cluster),
  broker: texts(broker),
});

test('one broker over all brokers over the file over the defaults', () => {
  const config = loadConfig({ overrides: { 'message.max.bytes': '7', 'max.connections': '8' } });
  const now = () => ['message.max.bytes', 'max.connections', 'max.connections.per.ip'].map((name) => config.text(name));
  expect(now()).toEqual(['7', '8', '2147483647']);
  config.setLayers(layers({ 'message.max.bytes': '70', 'max.connections.per.ip': '5' }, { 'message.max.bytes': '71' }));
  expect(now()).toEqual(['71', '8', '5']);
  expect(config.get('message.max.bytes')).toBe(71);
  config.setLayers(layers({ 'message.max.bytes': '70' }, {}));
  expect(now()).toEqual(['70', '8', '2147483647']);
  config.setLayers(layers({}, {}));
  expect(now()).toEqual(['7', '8', '2147483647']);
});

test('what says the same in another unit does not count any more', () => {
  const config = loadConfig({ overrides: { 'log.retention.hours': '24' } });
  config.setLayers(layers({ 'log.retention.ms': '5' }, {}));
  expect(config.text('log.retention.hours')).toBe('168');
});

test('what is not usable does not count and is named', () => {
  const config = loadConfig();
  const problems = config.setLayers(
    layers({ 'broker.rack': 'x', 'log.roll.ms': 'soon', listeners: 'A://:1', foo: 'bar' }, { 'log.roll.ms': '6' }),
  );
  expect(problems).toEqual([
    'Cannot update these configs dynamically: [broker.rack]',
    'Invalid value soon for configuration log.roll.ms: Not a number of type LONG',
    'Cannot update these configs at default cluster level, broker id must be specified: [listeners]',
  ]);
  expect([config.text('broker.rack'), config.text('log.roll.ms')]).toEqual([null, '6']);
});

test('listeners hear of changes until they leave', () => {
  const config = loadConfig();
  const listener = vi.fn();
  const leave = config.onChange(listener);
  config.setLayers(layers({}, {}));
  leave();
  config.setLayers(layers({}, {}));
  expect(listener).toHaveBeenCalledTimes(1);
});

test('a change is checked against what holds now', () => {
  const config = loadConfig();
  const threads = (count: string) => validateDynamicConfigs(texts({ 'num.io.threads': count }), 'broker', config);
  expect(() => threads('17')).toThrow('should not be greater than double the current value 8');
  expect(() => threads('3')).toThrow('should be at least half the current value 8');
  threads('16');
  config.setLayers(layers({ 'num.io.threads': '16' }, {}));
  threads('17');
});

test('a group has what is set on it, inside the bounds of the broker', () => {
  const overrides = { 'group.consumer.max.session.timeout.ms': '60000', 'group.consumer.session.timeout.ms': '46000' };
  const config = loadConfig({ overrides });
  const session = (text?: string) => {
    const set: ReadonlyMap<string, string> =
      text === undefined ? new Map() : texts({ 'consumer.session.timeout.ms': text });
    return groupConfigOf('consumer.session.timeout.ms', set, config);
  };
  expect([session(), session('50000'), session('70000'), session('1'), session('x')]).toEqual([
    46_000, 50_000, 60_000, 45_000, 46_000,
  ]);
  expect(() => validateGroupConfigs(texts({ 'consumer.session.timeout.ms': '70000' }), config)).toThrow(
    'consumer.session.timeout.ms must be less than or equal to group.consumer.max.session.timeout.ms',
  );
});
