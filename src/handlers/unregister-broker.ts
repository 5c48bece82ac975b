// UnregisterBroker (key 64), version 0: takes a broker that is gone out of the cluster. This node itself stays: Apache
// Kafka would let a running broker go, which then leads nothing until it is started again.
import {
  newUnregisterBrokerResponse,
  unregisterBrokerRequest,
  unregisterBrokerResponse,
} from '../wire/generated/unregister-broker.ts';
import { defineHandler } from './handler.ts';

export const unregisterBroker = defineHandler({
  request: unregisterBrokerRequest,
  response: unregisterBrokerResponse,
  async handle({ brokerId }, _context, broker) {
    await broker.metadata.unregisterBroker(brokerId);
    return newUnregisterBrokerResponse({ errorMessage: null });
  },
  onError: (errorCode, errorMessage) => newUnregisterBrokerResponse({ errorCode, errorMessage }),
});
