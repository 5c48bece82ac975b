// How the tests start a Java virtual machine on Apache Kafka's jars: small, quick to start, quiet.

import { join } from 'node:path';
import { KAFKA_LIBS, SUPPORT } from './paths.ts';
import { LiveProcess, type RunResult, runProcess } from './process.ts';

const QUICK_START = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:-UsePerfData', '-Djava.awt.headless=true'];
const TOOL_TIMEOUT_MS = 90_000;

export function javaArguments(
  purpose: 'tools' | 'broker',
  heapMb: number,
  classPath: readonly string[] = [],
): string[] {
  const logging = `-Dlog4j2.configurationFile=${join(SUPPORT, `maven/log4j2-${purpose}.properties`)}`;
  const path = [...classPath, `${KAFKA_LIBS}/*`].join(':');
  return [...QUICK_START, `-Xmx${heapMb}m`, logging, '-cp', path];
}

/** Runs one of Kafka's command line tools, named by its class, to its end. */
export async function runTool(
  mainClass: string,
  args: readonly string[],
  options: { input?: Buffer | string; timeoutMs?: number; anyExit?: boolean } = {},
): Promise<RunResult> {
  const command = [...javaArguments('tools', 256), mainClass, ...args];
  return await runProcess('java', command, { timeoutMs: TOOL_TIMEOUT_MS, ...options });
}

/** Starts a tool that keeps running. */
export function startTool(mainClass: string, args: readonly string[]): LiveProcess {
  const name = mainClass.split('.').at(-1) ?? mainClass;
  return new LiveProcess(name, 'java', [...javaArguments('tools', 256), mainClass, ...args]);
}
