// What every decision of the controller is made with, and what comes of it. Decisions are pure functions of an image.
import type { Config } from '../config/config.ts';
import type { JournalRecord } from '../journal/coordinator.ts';
import type { RandomUuid } from '../random-uuid.ts';
import type { LogDirectories } from './directory-id.ts';

export interface ControllerSettings {
  config: Config;
  nodeId: number;
  directories: LogDirectories;
  randomUuid: RandomUuid;
}

export interface Decision<R> {
  records: JournalRecord[];
  result: R;
}

/** What went wrong with one part of a request; the rest goes on. */
export interface Refusal {
  errorCode: number;
  errorMessage: string | null;
}

export function isRefusal(value: object): value is Refusal {
  return 'errorCode' in value;
}
