// Producer ids for shards, which cannot fetch any themselves: a shard says that it takes one, and is asked again with it.
import { KafkaError } from '../errors.ts';
import type { ProducerIds } from '../producer-ids.ts';
import { ErrorCode } from '../wire/error-code.ts';
import type { ProducerAnswer } from './event.ts';

type Answered = Extract<ProducerAnswer, { kind: 'answer' }>;

export class FreshProducerIds {
  readonly #producerIds: ProducerIds;

  constructor(producerIds: ProducerIds) {
    this.#producerIds = producerIds;
  }

  /** Asks once without a producer id at hand, and again with one where it takes one. Rejects with KafkaError. */
  async answer(ask: (freshProducerId: bigint | null) => Promise<ProducerAnswer>): Promise<Answered> {
    let answer = await ask(null);
    while (answer.kind === 'needs-producer-id') answer = await ask(await this.next());
    return answer;
  }

  /** While no block of ids can be had, clients are to come back, with the code that Kafka's ProducerIdManager gives. */
  async next(): Promise<bigint> {
    try {
      return await this.#producerIds.next();
    } catch (error) {
      if (error instanceof KafkaError) throw new KafkaError(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS, error.message);
      throw error;
    }
  }
}
