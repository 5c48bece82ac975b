// What a process used, from /proc: processor time and memory. Linux only, as is the bench.
import { readdirSync, readFileSync } from 'node:fs';

/** Ticks per second of /proc/PID/stat on Linux: USER_HZ is 100 on every architecture that Node supports. */
const TICKS_PER_SECOND = 100;

/** User and system seconds of all threads since the start of the process. */
export function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The command in parentheses may hold spaces; fields are counted behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

export function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
  if (kilobytes === undefined) throw new Error(`process ${pid} has no resident memory to read`);
  return Number(kilobytes) / 1024;
}

export function openFileCount(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

export function freeMegabytes(): number {
  const kilobytes = /^MemFree:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'latin1'))?.[1];
  return Number(kilobytes ?? 0) / 1024;
}
