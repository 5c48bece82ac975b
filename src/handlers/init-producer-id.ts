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
import { type BrokerParts, defineHandler } from './handler.ts';

/** Version 6 is unstable in Kafka 4.3. */
const VERSION_MAX = 5;
const NO_EPOCH = -1;

export const initProducerId = defineHandler({
  request: initProducerIdRequest,
  response: initProducerIdResponse,
  maxVersion: VERSION_MAX,
  async handle(request, _context, broker) {
    check(request);
    return newInitProducerIdResponse({ producerId: await nextProducerId(broker), producerEpoch: 0 });
  },
  onError: (errorCode) => newInitProducerIdResponse({ errorCode, producerEpoch: NO_EPOCH }),
});

function check({ producerId, producerEpoch, transactionalId }: InitProducerIdRequest): void {
  if ((producerId === -1n) !== (producerEpoch === NO_EPOCH)) throw new KafkaError(ErrorCode.INVALID_REQUEST);
  if (transactionalId === '') throw new KafkaError(ErrorCode.INVALID_REQUEST);
  if (transactionalId !== null) throw new KafkaError(ErrorCode.UNSUPPORTED_VERSION);
}

/** While no block of ids can be had, clients are to come back, with the code that Kafka's ProducerIdManager gives. */
async function nextProducerId(broker: BrokerParts): Promise<bigint> {
  try {
    return await broker.producerIds.next();
  } catch (error) {
    if (error instanceof KafkaError) throw new KafkaError(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS, error.message);
    throw error;
  }
}
