// The block of the demo: two progress bars, the members of the group, a table per topic. Text only; the screen shows it.
import type { Dataset } from './datasets.ts';
import type { Member } from './member.ts';
import type { Paint } from './screen.ts';
import type { Tally } from './tally.ts';

const BAR_WIDTH = 34;
const TABLE_LINES = 8;
const TABLE_WIDTH = 24;

export function grouped(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

export function stageLine(stage: string, text: string, paint: Paint): string {
  return `  ${paint('green', '✓')} ${stage.padEnd(9)} ${text}`;
}

export interface Progress {
  name: string;
  done: number;
  total: number;
  perSecond: number;
}

export function progressLine({ name, done, total, perSecond }: Progress, paint: Paint): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const filled = Math.floor(share * BAR_WIDTH);
  const bar = paint('cyan', '━'.repeat(filled)) + paint('dim', '─'.repeat(BAR_WIDTH - filled));
  const percent = `${Math.floor(share * 100)} %`.padStart(5);
  return `  ${name.padEnd(9)} ${bar} ${percent} ${grouped(done).padStart(9)} ${`${grouped(perSecond)}/s`.padStart(12)}`;
}

export function membersLine(members: readonly Member[], paint: Paint): string {
  const texts = members.map(({ name, state, partitions }) => {
    const mark = { joining: paint('yellow', '◌'), working: paint('green', '●'), stopped: paint('dim', '○') }[state];
    const what = state === 'working' ? `${partitions} partitions` : state;
    return { length: `● ${name}  ${what}`.length, text: `${mark} ${name}  ${paint('dim', what)}` };
  });
  return `  ${texts.map(({ text, length }) => text + ' '.repeat(Math.max(2, TABLE_WIDTH + 2 - length))).join('')}`.trimEnd();
}

export function tables(counted: readonly { dataset: Dataset; tally: Tally }[], paint: Paint): string[] {
  const columns = counted.map(({ dataset, tally }) => tableOf(dataset, tally, paint));
  const height = Math.max(...columns.map(({ length }) => length));
  return Array.from({ length: height }, (_, row) => {
    const cells = columns.map((column) => column[row] ?? '');
    return `  ${cells.join('  ')}`.trimEnd();
  });
}

/** Cells of one width, painted or not. */
function tableOf(dataset: Dataset, tally: Tally, paint: Paint): string[] {
  const rows = tally.largest(TABLE_LINES).map(({ group, count, figure }) => {
    const name = group.length > 10 ? `${group.slice(0, 9)}…` : group;
    return `${name.padEnd(10)}${grouped(count).padStart(7)}${figure.toFixed(1).padStart(7)}`.padEnd(TABLE_WIDTH);
  });
  const empty = Array.from({ length: TABLE_LINES - rows.length }, () => ' '.repeat(TABLE_WIDTH));
  const legend = `${'records'.padStart(17)}${dataset.figureName.padStart(7)}`.padEnd(TABLE_WIDTH);
  return [paint('bold', dataset.heading.padEnd(TABLE_WIDTH)), paint('dim', legend), ...rows, ...empty];
}
