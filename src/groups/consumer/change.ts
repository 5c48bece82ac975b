// What a decision on a consumer group comes to, while it is being made: records, and soft state that may only change
// when nothing can fail any more. Either all of it happens, by `apply`, or the decision threw and nothing did.
import { KafkaError } from '../../errors.ts';
import type { JournalRecord } from '../../journal/coordinator.ts';
import { ErrorCode } from '../../wire/error-code.ts';
import type { Turn } from '../turn.ts';
import type { ConsumerGroup } from './group.ts';

/** The metadata of topics is looked at again after this long, whatever happens. */
const METADATA_REFRESH_INTERVAL_MS = 3_600_000;

export class GroupChange {
  readonly group: ConsumerGroup;
  readonly records: JournalRecord[] = [];
  /** The topics' metadata was looked at. */
  isMetadataFresh = false;
  /** Patterns to be resolved. */
  regexesToResolve: readonly string[] | null = null;

  /** Members whose deadlines go: they left, or another id has their place. */
  readonly removedMembers: string[] = [];

  constructor(group: ConsumerGroup) {
    this.group = group;
  }

  /** Throws where the records are more than a batch holds; then nothing happened. */
  apply(turn: Turn): void {
    const { group } = this;
    if (!this.records.every((record) => turn.append(record))) {
      turn.withdrawRecords();
      throw new KafkaError(ErrorCode.UNKNOWN_SERVER_ERROR, 'The group is too large for one batch of its records.');
    }
    for (const memberId of this.removedMembers) group.deadlines.delete(memberId);
    if (this.isMetadataFresh) group.metadataRefreshMs = turn.nowMs + METADATA_REFRESH_INTERVAL_MS;
    if (this.regexesToResolve === null) return;
    group.isResolving = true;
    turn.topicRegexes.resolve(group.groupId, this.regexesToResolve);
  }
}
