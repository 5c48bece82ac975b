// The peer's kind of wrong: an error code of the Kafka protocol, thrown where a request cannot be served.
// Handlers and coordinators throw it; the dispatcher and the journal turn it into a reply. Everything else that is
// thrown is our own mistake and never becomes a quiet answer.
import { errorName } from './wire/error-code.ts';

export class KafkaError extends Error {
  readonly code: number;

  /** @param message what the client shows; the name of the code when nothing better is known */
  constructor(code: number, message?: string) {
    super(message ?? errorName(code));
    this.name = 'KafkaError';
    this.code = code;
  }
}
