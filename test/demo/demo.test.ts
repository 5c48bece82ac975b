// The demo in its smoke size, as `npm run demo` runs it but for the building: the verdict, the exit code, and that a
// record which was spoiled on its way is found.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missing, ROOT } from '../support/paths.ts';
import { runProcess } from '../support/process.ts';

const notBuilt = missing.millrace();
if (notBuilt !== undefined) console.warn(`the demo is not tested: ${notBuilt}`);

const TIMEOUT_MS = 120_000;

function demo(...args: string[]) {
  const command = ['--import', 'tsx', join(ROOT, 'demo/main.ts'), '--smoke', ...args];
  return runProcess(process.execPath, command, { cwd: ROOT, timeoutMs: TIMEOUT_MS, anyExit: true });
}

describe.skipIf(notBuilt !== undefined)('The demo', { timeout: TIMEOUT_MS + 10_000 }, () => {
  it('counts what the files hold although the group changes, and says so line by line', async () => {
    const { code, stdout, stderr } = await demo();
    const text = stdout.toString();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const stage of ['broker', 'topics', 'group', 'stopped', 'joined', 'produced', 'counted', 'equal']) {
      expect(text).toMatch(new RegExp(`^  ✓ ${stage} `, 'm'));
    }
    expect(text).toMatch(/counted {3}3,707 records, [\d,]+ records\/s, each once: [\d,]+ came twice/);
    expect(text).not.toContain('each once: 0 came twice');
    expect(text).toMatch(/^ {2}ORD +119 +2\.0 +CA +747 +4\.3$/m);
    expect(text).not.toContain('\x1b');
  });

  it.each([
    ['change', /✗ flights ORF: the file has 5, sum 29; counted 5, sum 30/],
    ['drop', /✗ flights ORF: the file has 5, sum 29; counted 4, sum/],
    ['repeat', /✗ flights ORF: the file has 5, sum 29; counted 6, sum/],
  ])('finds the one record that was spoiled: %s', async (tampering, difference) => {
    const { code, stdout } = await demo('--tamper', tampering);
    expect(code).toBe(1);
    expect(stdout.toString()).toMatch(difference);
    expect(stdout.toString()).not.toMatch(/✓ equal/);
  });

  it('says where it is stuck when its time is over', async () => {
    const { code, stderr } = await demo('--limit-seconds', '0.001');
    expect(code).toBe(1);
    expect(stderr).toBe('demo: stuck: after 0.001 s still waiting for the broker to start\n');
  });

  it.each([['--limit-seconds', 'soon'], ['--what']])('refuses %s %s', async (...args) => {
    const { code, stderr } = await demo(...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^demo: .*\nusage: npm run demo/);
  });
});
