// Topic patterns without the addon, for tests: JavaScript's own expressions will do.
import type { TopicPatterns } from '../../native/topic-patterns.ts';

export const scriptedPatterns: TopicPatterns = {
  problem(pattern) {
    try {
      new RegExp(pattern);
      return null;
    } catch {
      return 'malformed';
    }
  },
  async match(patterns, names) {
    return new Map(patterns.map((pattern) => [pattern, matchingNames(pattern, names)]));
  },
};

export function matchingNames(pattern: string, names: readonly string[]): ReadonlySet<string> {
  const whole = new RegExp(`^(?:${pattern})$`);
  return new Set(names.filter((name) => whole.test(name)));
}
