// Everything that the generator reads: the layouts below protocol/messages and the two tables beside them.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LayoutFile, Message } from './layout.ts';
import { apiName } from './names.ts';
import { parseLayout } from './parse.ts';

export interface KafkaError {
  readonly code: number;
  readonly name: string;
  readonly retriable: boolean;
}

export interface Protocol {
  readonly files: readonly LayoutFile[];
  readonly errors: readonly KafkaError[];
  /** The APIs that have layouts, by key. */
  readonly apis: readonly Api[];
}

export interface Api {
  readonly key: number;
  readonly name: string;
  readonly request: Message;
  readonly response: Message;
}

export function readProtocol(directory: string): Protocol {
  const files = readLayouts(join(directory, 'messages'));
  return { files, errors: readErrors(join(directory, 'errors.tsv')), apis: apisOf(files, directory) };
}

function readLayouts(directory: string): LayoutFile[] {
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.txt'))
    .sort();
  return paths.map((path) => {
    try {
      return { path, messages: parseLayout(readFileSync(join(directory, path), 'utf8')) };
    } catch (error) {
      throw new Error(`protocol/messages/${path}`, { cause: error });
    }
  });
}

function readTable(path: string): string[][] {
  const [, ...rows] = readFileSync(path, 'utf8').trimEnd().split('\n');
  return rows.map((row) => row.split('\t'));
}

function readErrors(path: string): KafkaError[] {
  return readTable(path).map(([code = '', name = '', retriable = '']) => ({
    code: Number(code),
    name,
    retriable: retriable === 'retriable',
  }));
}

function apisOf(files: readonly LayoutFile[], directory: string): Api[] {
  const apis: Api[] = [];
  for (const { messages } of files) {
    const request = messages.find((message) => message.kind === 'request');
    const response = messages.find((message) => message.kind === 'response');
    if (request === undefined || response === undefined || request.key === null) continue;
    apis.push({ key: request.key, name: apiName(request), request, response });
  }
  const names = new Map(readTable(join(directory, 'api-keys.tsv')).map(([key, name]) => [Number(key), name]));
  for (const { key, name } of apis) {
    if (names.get(key) !== name) throw new Error(`api-keys.tsv calls key ${key} ${names.get(key)}, not ${name}`);
  }
  return apis.sort((a, b) => a.key - b.key);
}
