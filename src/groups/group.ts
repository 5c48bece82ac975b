// The groups of one shard, whatever protocol their members speak.
import type { ClassicGroup } from './classic/group.ts';
import type { ConsumerGroup } from './consumer/group.ts';

export type Group = ClassicGroup | ConsumerGroup;
