// InitProducerId (key 22), versions 0-5.
// Without a transactional id: a producer id that nobody had before, epoch 0, whatever the request says of an old one.
// With one: UNSUPPORTED_VERSION, which clients show as what it is and do not repeat; transactions are not served yet.
import { KafkaError } from '../errors.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  type InitProducerIdRequest,
  initProducerIdRequest,
  initProducerIdResponse,
  newInitProducerIdResponse,
} from '../wire/generated/init-producer-id.ts';
import { defineHandler } from './handler.ts';

/** Version 6 is unstable in Kafka 4.3. */
const VERSION_MAX = 5;
const NO_EPOCH = -1;

export const initProducerId = defineHandler({
  request: initProducerIdRequest,
  response: initProducerIdResponse,
  maxVersion: VERSION_MAX,
  async handle(request, _context, broker) {
    check(request);
    return newInitProducerIdResponse({ producerId: await broker.producerIds.next(), producerEpoch: 0 });
  },
  onError: (errorCode) => newInitProducerIdResponse({ errorCode, producerEpoch: NO_EPOCH }),
});

function check({ producerId, producerEpoch, transactionalId }: InitProducerIdRequest): void {
  if ((producerId === -1n) !== (producerEpoch === NO_EPOCH)) throw new KafkaError(ErrorCode.INVALID_REQUEST);
  if (transactionalId === '') throw new KafkaError(ErrorCode.INVALID_REQUEST);
  if (transactionalId !== null) throw new KafkaError(ErrorCode.UNSUPPORTED_VERSION);
}
