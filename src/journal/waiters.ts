// Who waits for the answer to an event of one run. The run gives every event a token; replies name it.
// Invariant: a token is answered at most once, and every promise settles, at the latest when the run is abandoned.
import { KafkaError } from '../errors.ts';
import type { ReplyEffect, ReplyToken } from './coordinator.ts';

interface Waiter {
  resolve(response: unknown): void;
  reject(error: Error): void;
}

export class Waiters {
  readonly #waiters = new Map<ReplyToken, Waiter>();
  #nextToken = 1;

  /** Resolves with the response to the token that `act` is given; rejects with KafkaError. */
  wait<R>(act: (token: ReplyToken) => void): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      const token = this.#nextToken++;
      this.#waiters.set(token, { resolve: (response) => resolve(response as R), reject });
      act(token);
    });
  }

  answer(replies: readonly ReplyEffect[]): void {
    for (const reply of replies) {
      const waiter = this.#waiters.get(reply.token);
      this.#waiters.delete(reply.token);
      if (reply.kind === 'reply') waiter?.resolve(reply.response);
      else waiter?.reject(new KafkaError(reply.code, reply.message));
    }
  }

  rejectAll(error: KafkaError): void {
    for (const waiter of this.#waiters.values()) waiter.reject(error);
    this.#waiters.clear();
  }
}
