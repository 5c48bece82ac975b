import { expect, test } from 'vitest';
import { Table } from './table.ts';

test('a row shows medians, ratio and whether the promise holds', () => {
  const table = new Table();
  for (const value of [9, 1, 2]) table.add('millrace', [{ row: 'work', value, ratioMax: 0.4 }]);
  for (const value of [4, 6]) table.add('kafka', [{ row: 'work', value, ratioMax: 0.4 }]);
  expect(table.summaries()).toEqual([{ row: 'work', millrace: 2, kafka: 5, ratio: 0.4, ratioMax: 0.4 }]);
  table.add('millrace', [{ row: 'rate', value: 10, ratioMin: 5 }]);
  table.add('kafka', [{ row: 'rate', value: 4, ratioMin: 5 }]);
  const lines: string[] = [];
  table.print((line) => lines.push(line));
  expect(lines[1]).toMatch(/^work +2\.00 +5\.00 +0\.400 +<= 0\.4 yes$/);
  expect(lines[2]).toMatch(/ 2\.50 +>= 5 NO$/);
});

test('a row can promise a value of Millrace alone', () => {
  const table = new Table();
  table.add('millrace', [{ row: 'memory', value: 3, valueMax: 4 }]);
  table.add('millrace', [{ row: 'time', value: 3, valueMax: 2 }]);
  const lines: string[] = [];
  table.print((line) => lines.push(line));
  expect(lines[1]).toMatch(/^memory +3\.00 +- +- +Millrace <= 4 yes$/);
  expect(lines[2]).toMatch(/Millrace <= 2 NO$/);
});
