// The parts of the demo that its verdict rests on.
import { describe, expect, it } from 'vitest';
import { datasetsOf } from '../../demo/datasets.ts';
import { Ledger } from '../../demo/ledger.ts';
import { Screen } from '../../demo/screen.ts';
import { Speed } from '../../demo/speed.ts';
import { differences, Tally } from '../../demo/tally.ts';

describe('The ledger', () => {
  const place = (offset: bigint, partition = 0) => ({ topic: 'flights', partition, offset });

  it('counts a record once, however often it is delivered', () => {
    const ledger = new Ledger();
    const counted: bigint[] = [];
    const deliveries = [0n, 1n, 2n, 1n, 2n, 3n, 0n, 4n]; // each owner begins at the last committed offset
    for (const offset of deliveries) ledger.countOnce(place(offset), () => counted.push(offset));
    expect(counted).toEqual([0n, 1n, 2n, 3n, 4n]);
    expect([ledger.counted, ledger.repeated]).toEqual([5, 3]);
    expect(ledger.nextOf('flights', 0)).toBe(5n);
  });

  it('keeps partitions apart', () => {
    const ledger = new Ledger();
    expect(ledger.countOnce(place(0n, 0), () => {})).toBe(true);
    expect(ledger.countOnce(place(0n, 1), () => {})).toBe(true);
    expect(ledger.countOnce(place(0n, 1), () => {})).toBe(false);
  });

  it('notices a record that never came', () => {
    const ledger = new Ledger();
    ledger.countOnce(place(0n), () => {});
    expect(() => ledger.countOnce(place(2n), () => {})).toThrow('flights-0 goes on at offset 2 where 1 is due');
  });
});

describe('A tally', () => {
  const [flights, earthquakes] = datasetsOf('smoke');
  if (flights === undefined || earthquakes === undefined) throw new Error('the smoke size has two files');

  it('is equal to itself in any order', () => {
    for (const dataset of [flights, earthquakes]) {
      const backwards = new Tally(dataset);
      for (const record of dataset.read().reverse()) backwards.add(dataset.observe(record));
      expect(differences(dataset, Tally.ofFile(dataset), backwards)).toEqual([]);
    }
  });

  it('tells groups that differ, are missing, or are new', () => {
    const tally = (...values: [string, number][]) => {
      const result = new Tally(flights);
      for (const [group, value] of values) result.add({ group, value });
      return result;
    };
    expect(differences(flights, tally(['A', 1], ['B', 2], ['C', 3]), tally(['A', 1], ['B', 3], ['D', 4]))).toEqual([
      'flights B: the file has 1, sum 2; counted 1, sum 3',
      'flights C: the file has 1, sum 3; counted nothing',
      'flights D: the file has nothing; counted 1, sum 4',
    ]);
  });
});

describe('The screen', () => {
  const shown = (terminal: object, env: NodeJS.ProcessEnv = {}) => {
    let text = '';
    const write = (part: string) => {
      text += part;
    };
    const screen = new Screen({ write, ...terminal }, env);
    screen.line(screen.paint('bold', 'first'));
    screen.show(() => ['block']);
    screen.line('second');
    screen.finish();
    screen.finish();
    screen.line('last');
    return text;
  };
  const terminal = { isTTY: true, columns: 80, rows: 24 };

  it('is plain lines where it is not a terminal, with the block once', () => {
    expect(shown({})).toBe('first\nsecond\nblock\nlast\n');
    expect(shown({ ...terminal, columns: 79 }, { NO_COLOR: '1' })).toBe('first\nsecond\nblock\nlast\n');
    expect(shown(terminal, { TERM: 'dumb' })).toBe('first\nsecond\nblock\nlast\n');
  });

  it('paints the block again below each line of a terminal and gives the cursor back', () => {
    const block = 'block\x1b[K\n\x1b[J';
    expect(shown(terminal, { NO_COLOR: '1' })).toBe(
      `first\n\x1b[?25l\r${block}\x1b[1A\rsecond\x1b[K\n${block}\x1b[1A\r${block}\x1b[?25hlast\n`,
    );
  });

  it('has colours on a terminal only', () => {
    expect(shown(terminal)).toContain('\x1b[1mfirst\x1b[22m');
    expect(shown(terminal, { NO_COLOR: '1' })).not.toContain('\x1b[1mfirst');
  });
});

it('speed counts time of work only', () => {
  let nowMs = 0;
  const speed = new Speed(() => nowMs);
  expect(speed.perSecond).toBe(0);
  speed.run();
  nowMs = 1_000;
  speed.add(500);
  expect(speed.perSecond).toBe(500);
  speed.pause();
  nowMs = 9_000;
  expect(speed.perSecond).toBe(500);
  speed.run();
  nowMs = 10_000;
  expect(speed.perSecond).toBe(250);
});
