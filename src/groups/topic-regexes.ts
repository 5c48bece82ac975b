// Resolves the topic patterns of groups for the service: one group after the other, each over the newest topics, off the
// event loop. The result goes to the group's shard as an event.
import type { Logger } from 'pino';
import { KafkaError } from '../errors.ts';
import type { MetadataImage } from '../metadata/image.ts';
import type { TopicPatterns } from '../native/topic-patterns.ts';
import type { ResolvedRegex } from './consumer/regex.ts';
import type { TopicRegexes } from './turn.ts';

export interface RegexResolverOptions {
  patterns: TopicPatterns;
  image: () => MetadataImage;
  nowMs: () => number;
  log: Logger;
  /** Hands the result to the group; empty where there is none. Rejects with KafkaError when its shard is not there. */
  deliver: (groupId: string, resolved: ReadonlyMap<string, ResolvedRegex>) => Promise<unknown>;
  onFatal: (error: Error) => void;
}

export class RegexResolver implements TopicRegexes {
  readonly #options: RegexResolverOptions;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: RegexResolverOptions) {
    this.#options = options;
  }

  problem(regex: string): string | null {
    return this.#options.patterns.problem(regex);
  }

  /** One at a time, so that patterns made to be slow take one thread and no more. */
  resolve(groupId: string, regexes: readonly string[]): void {
    this.#last = this.#last
      .then(() => this.#resolve(groupId, regexes))
      .catch((error: unknown) => this.#options.onFatal(error instanceof Error ? error : new Error(String(error))));
  }

  async #resolve(groupId: string, regexes: readonly string[]): Promise<void> {
    const resolved = await this.#match(groupId, regexes);
    try {
      await this.#options.deliver(groupId, resolved);
    } catch (error) {
      // The shard is loaded anew and knows nothing of the request, or is gone.
      if (!(error instanceof KafkaError)) throw error;
    }
  }

  async #match(groupId: string, regexes: readonly string[]): Promise<ReadonlyMap<string, ResolvedRegex>> {
    const image = this.#options.image();
    const timestampMs = this.#options.nowMs();
    const names = Array.from(image.topicsByName, ([name]) => name);
    try {
      const matched = await this.#options.patterns.match(regexes, names);
      return new Map(Array.from(matched, ([regex, topics]) => [regex, { topics, version: image.offset, timestampMs }]));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#options.log.warn({ groupId, reason }, 'topic patterns of a group could not be resolved');
      return new Map();
    }
  }
}
