// InitProducerId (key 22), versions 0-5 (who the producer says it is from 3; 6 is unstable in Kafka 4.3).
// Without a transactional id: a producer id that nobody had before, epoch 0, whatever the request says of an old one.
// With one: whom the transaction coordinator makes of it. A fenced producer hears INVALID_PRODUCER_EPOCH until version 3,
// PRODUCER_FENCED from 4.
import { KafkaError } from '../errors.ts';
import type { ProducerResult } from '../transactions/service.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  type InitProducerIdRequest,
  initProducerIdRequest,
  initProducerIdResponse,
  newInitProducerIdResponse,
} from '../wire/generated/init-producer-id.ts';
import { type BrokerParts, defineHandler } from './handler.ts';
import { fencedFrom } from './producer-fenced.ts';

/** Version 6 is unstable in Kafka 4.3. */
const VERSION_MAX = 5;
const PRODUCER_FENCED_FROM_VERSION = 4;
const NO_EPOCH = -1;

export const initProducerId = defineHandler({
  request: initProducerIdRequest,
  response: initProducerIdResponse,
  maxVersion: VERSION_MAX,
  async handle(request, { apiVersion }, broker) {
    const { errorCode, producerId, producerEpoch } = await init(request, broker);
    return newInitProducerIdResponse({
      errorCode: fencedFrom(PRODUCER_FENCED_FROM_VERSION, apiVersion, errorCode),
      producerId,
      producerEpoch,
    });
  },
  onError: (errorCode) => newInitProducerIdResponse({ errorCode, producerEpoch: NO_EPOCH }),
});

async function init(request: InitProducerIdRequest, broker: BrokerParts): Promise<ProducerResult> {
  const { transactionalId, transactionTimeoutMs, producerId, producerEpoch } = request;
  if ((producerId === -1n) !== (producerEpoch === NO_EPOCH)) throw new KafkaError(ErrorCode.INVALID_REQUEST);
  if (transactionalId === null) {
    return { errorCode: ErrorCode.NONE, producerId: await broker.transactions.newProducerId(), producerEpoch: 0 };
  }
  const expected = producerId === -1n ? null : { producerId, producerEpoch };
  return broker.transactions.initProducerId({ transactionalId, timeoutMs: transactionTimeoutMs, expected });
}
