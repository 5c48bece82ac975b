import { describe, expect, test } from 'vitest';
import { closingLine, countCargo, countVitest, sum } from './test-counts.mjs';

describe('cargo', () => {
  const output = [
    'running 3 tests',
    'test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s',
    'test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s',
  ].join('\n');
  test.each([
    [output, 101, { passed: 5, failed: 1, skipped: 1 }],
    ['error: could not compile', 101, { passed: 0, failed: 1, skipped: 0 }],
    ['', 0, { passed: 0, failed: 0, skipped: 0 }],
  ])('%#', (text, code, counts) => {
    expect(countCargo(text, code)).toEqual(counts);
  });
});

describe('vitest', () => {
  const report = (fields) => ({ numPassedTests: 4, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, ...fields });
  test.each([
    [report({}), 0, { passed: 4, failed: 0, skipped: 2 }],
    [report({ numFailedTests: 2 }), 1, { passed: 4, failed: 2, skipped: 2 }],
    [report({}), 1, { passed: 4, failed: 1, skipped: 2 }],
    [report({ testResults: [{ status: 'failed', assertionResults: [] }] }), 1, { passed: 4, failed: 1, skipped: 2 }],
    [null, 1, { passed: 0, failed: 1, skipped: 0 }],
  ])('%#', (given, code, counts) => {
    expect(countVitest(given, code)).toEqual(counts);
  });
});

test('the closing line', () => {
  const one = { passed: 1, failed: 0, skipped: 0 };
  expect(closingLine(sum([one, one]))).toBe('2 passed, 0 failed');
  expect(closingLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped');
});
