// Topic patterns in RE2's syntax, by the addon: JavaScript's own expressions may take for ever, and a pattern comes from
// whoever wants to join a group.
import { loadAddon } from './addon.ts';

export interface TopicPatterns {
  /** What is wrong with the pattern, in a few words; null: nothing. Quick, whatever the pattern is. */
  problem(pattern: string): string | null;
  /** For each pattern the names that it matches as a whole. Rejects where that takes longer than a few seconds. */
  match(patterns: readonly string[], names: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
}

export const nativeTopicPatterns: TopicPatterns = {
  problem: (pattern) => loadAddon().topicPatternProblem(pattern),
  async match(patterns, names) {
    const found = await loadAddon().matchTopics([...patterns], [...names]);
    return new Map(patterns.map((pattern, index) => [pattern, namesAt(names, found[index] ?? [])]));
  },
};

function namesAt(names: readonly string[], indexes: readonly number[]): ReadonlySet<string> {
  return new Set(indexes.flatMap((index) => names[index] ?? []));
}
