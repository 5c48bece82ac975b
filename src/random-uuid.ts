// New ids in Kafka's form: 22 characters of base64url over the 16 bytes of a random UUID. For topic ids and broker
// incarnations; handed to what decides, so that tests can replay it.
import { randomUUID } from 'node:crypto';

export type RandomUuid = () => string;

/** Never one of Kafka's reserved ids, and never with a leading '-', which command lines would take for an option. */
export function randomUuid(): string {
  for (;;) {
    const id = Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url');
    if (!id.startsWith('-')) return id;
  }
}
