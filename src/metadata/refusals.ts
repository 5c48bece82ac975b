// Refusals that several decisions and handlers share, in the words of Kafka's error table.
import { ErrorCode } from '../wire/error-code.ts';
import type { Refusal } from './decision.ts';

export const UNKNOWN_TOPIC = {
  errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
  errorMessage: 'This server does not host this topic-partition.',
} satisfies Refusal;

export const UNKNOWN_TOPIC_ID = {
  errorCode: ErrorCode.UNKNOWN_TOPIC_ID,
  errorMessage: 'This server does not host this topic ID.',
} satisfies Refusal;

export function invalidRequest(errorMessage: string): Refusal {
  return { errorCode: ErrorCode.INVALID_REQUEST, errorMessage };
}
