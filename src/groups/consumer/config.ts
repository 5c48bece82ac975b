// The times of one consumer group: those set on the group itself, kept within the limits that the broker sets now, or
// else the broker's.
import { ConfigResourceType, configKey, type MetadataImage } from '../../metadata/image.ts';

/** A time of the broker, and within what a group may have its own. */
export interface TimeLimits {
  readonly defaultMs: number;
  readonly minMs: number;
  readonly maxMs: number;
}

export interface ConsumerTimes {
  readonly sessionTimeout: TimeLimits;
  readonly heartbeatInterval: TimeLimits;
  /** At least so long from one target assignment to the next, so that members who come together are served together. */
  readonly assignmentInterval: TimeLimits;
}

const CONFIG_NAMES: Readonly<Record<keyof ConsumerTimes, string>> = {
  sessionTimeout: 'consumer.session.timeout.ms',
  heartbeatInterval: 'consumer.heartbeat.interval.ms',
  assignmentInterval: 'consumer.assignment.interval.ms',
};

export function groupTimeMs(
  image: MetadataImage,
  times: ConsumerTimes,
  groupId: string,
  time: keyof ConsumerTimes,
): number {
  const { defaultMs, minMs, maxMs } = times[time];
  const text = image.configs.get(configKey(ConfigResourceType.GROUP, groupId))?.get(CONFIG_NAMES[time]);
  return text === undefined ? defaultMs : Math.min(Math.max(Number(text), minMs), maxMs);
}
