import { expect, test } from 'vitest';
import { createLog } from './log.ts';

function lines(level: 'info' | 'debug', use: (log: ReturnType<typeof createLog>) => void): string[] {
  const written: string[] = [];
  use(createLog(level, (line) => written.push(line)));
  return written.map((line) => line.replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /, 'TIME '));
}

test('a line has time, level, message and fields', () => {
  expect(lines('info', (log) => log.info({ topic: 'a', partition: 3, why: 'two words' }, 'opened'))).toEqual([
    'TIME INFO  opened topic=a partition=3 why="two words"\n',
  ]);
});

test('an event is one line whatever it holds', () => {
  const written = lines('info', (log) => {
    log.error({ err: new Error('first\nsecond') }, 'one\ntwo');
    log.warn({ text: 'a\nb' }, '');
  });
  expect(written).toHaveLength(2);
  for (const line of written) expect(line.indexOf('\n')).toBe(line.length - 1);
  expect(written[0]).toContain('TIME ERROR one | two err="Error: first\\nsecond');
});

test('levels below the chosen one are silent', () => {
  expect(lines('info', (log) => log.debug('x'))).toEqual([]);
  expect(lines('debug', (log) => log.child({ part: 'groups' }).debug('x'))).toEqual(['TIME DEBUG x part=groups\n']);
});
