// One node with very many partitions: made, one small record in each, idle, stopped, started, killed, started again. At a
// size that Apache Kafka manages beside it, and once with 100,000 on Millrace alone. Every run has a broker of its own.
import { dirname } from 'node:path';
import { createPartitions, writeToEach } from '../../test/support/partitions.ts';
import { missing } from '../../test/support/paths.ts';
import { removeDirectory } from '../../test/support/temporary.ts';
import { pause } from '../../test/support/wait.ts';
import { RequestConnection } from '../support/request-connection.ts';
import type { Figure, Scenario } from '../support/scenario.ts';
import { type Side, startSide } from '../support/side.ts';
import { openFileCount, processorSeconds, residentMegabytes } from '../support/usage.ts';

const BOTH = { full: 5_000, smoke: 200 };
const ALONE = 100_000;
const IDLE_SECONDS = { full: 10, smoke: 0.2 };
const STOP_TIMEOUT_MS = 300_000;
/** What issue 4 asks of 10,000 partitions with small data: seconds, and kilobytes of one. */
const TO_REACH = { restart: 1, recovery: 5, memoryKilobytes: 4 };

export const manyPartitions: Scenario = {
  name: 'many-partitions',
  missing: missing.millrace,
  async run({ name }, size, round): Promise<Figure[]> {
    const figures = await run(name, BOTH[size], IDLE_SECONDS[size]);
    // Takes minutes: once in a run of the bench.
    if (name === 'millrace' && size === 'full' && round === 1) {
      figures.push(...(await run(name, ALONE, IDLE_SECONDS[size])));
    }
    return figures;
  },
};

interface Measured {
  createSeconds: number;
  writeSeconds: number;
  openFiles: number;
  writtenStopSeconds: number;
  memoryKilobytes: number;
  idlePercent: number;
  restartSeconds: number;
  startCpuSeconds: number;
  recoverySeconds: number;
  recoveryCpuSeconds: number;
}

async function run(name: Side['name'], count: number, idleSeconds: number): Promise<Figure[]> {
  const side = await startSide(name);
  let last = side;
  const again = async () => {
    last = await side.again();
    return last;
  };
  try {
    return figuresOf(await measure(side, again, count, idleSeconds), count);
  } finally {
    await last.process.end('SIGKILL');
    await removeDirectory(dirname(side.dataDirectory));
  }
}

async function measure(first: Side, again: () => Promise<Side>, count: number, idleSeconds: number): Promise<Measured> {
  const emptyMegabytes = residentMegabytes(first.process.pid);
  const connection = await RequestConnection.open(first.port);
  const createSeconds = await seconds(() => createPartitions(connection, count));
  const writeSeconds = await seconds(() => writeToEach(connection, count));
  connection.close();
  const openFiles = openFileCount(first.process.pid);
  const writtenStopSeconds = await stop(first);

  const idle = await again();
  const idlePercent = await idleProcessorPercent(idle, idleSeconds);
  // One process differs from another by more than few partitions take.
  const grownMegabytes = Math.max(0, residentMegabytes(idle.process.pid) - emptyMegabytes);
  const memoryKilobytes = (grownMegabytes * 1024) / count;
  const stopSeconds = await stop(idle);
  const restarted = await again();
  const restartSeconds = stopSeconds + restarted.startSeconds;
  const startCpuSeconds = processorSeconds(restarted.process.pid);

  await restarted.process.end('SIGKILL');
  const recovered = await again();
  return {
    createSeconds,
    writeSeconds,
    openFiles,
    writtenStopSeconds,
    memoryKilobytes,
    idlePercent,
    restartSeconds,
    startCpuSeconds,
    recoverySeconds: recovered.startSeconds,
    recoveryCpuSeconds: processorSeconds(recovered.process.pid),
  };
}

function figuresOf(measured: Measured, count: number): Figure[] {
  const of = `${count.toLocaleString('en')} partitions`;
  const limit = (value: number) => (count === ALONE ? { valueMax: value } : {});
  const tenThousands = count / 10_000;
  return [
    { row: `${of}: create, s`, value: measured.createSeconds },
    { row: `${of}: a record into each, s`, value: measured.writeSeconds },
    { row: `${of}: open files`, value: measured.openFiles },
    { row: `${of}: stop after writing, s`, value: measured.writtenStopSeconds },
    { row: `${of}: memory of each, KB`, value: measured.memoryKilobytes, ...limit(TO_REACH.memoryKilobytes) },
    { row: `${of}: idle processor, %`, value: measured.idlePercent },
    { row: `${of}: clean restart, s`, value: measured.restartSeconds, ...limit(TO_REACH.restart * tenThousands) },
    { row: `${of}: clean start, CPU-s`, value: measured.startCpuSeconds },
    {
      row: `${of}: start after SIGKILL, s`,
      value: measured.recoverySeconds,
      ...limit(TO_REACH.recovery * tenThousands),
    },
    { row: `${of}: start after SIGKILL, CPU-s`, value: measured.recoveryCpuSeconds },
  ];
}

async function stop(side: Side): Promise<number> {
  return seconds(() => side.process.end('SIGTERM', STOP_TIMEOUT_MS));
}

async function idleProcessorPercent({ process }: Side, idleSeconds: number): Promise<number> {
  const before = processorSeconds(process.pid);
  await pause(idleSeconds * 1000);
  return ((processorSeconds(process.pid) - before) / idleSeconds) * 100;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return (performance.now() - startedMs) / 1000;
}
