// EndTxn (key 26), versions 0-5: commit or abort. It is answered once the outcome is decided for good; the markers follow.
// From version 5 (KIP-890) every end moves the producer's epoch on, and the answer says whom the producer goes on as.
// Until version 1 a fenced producer hears INVALID_PRODUCER_EPOCH.
import { endTxnRequest, endTxnResponse, newEndTxnResponse } from '../wire/generated/end-txn.ts';
import { defineHandler } from './handler.ts';
import { fencedFrom } from './producer-fenced.ts';

const PRODUCER_FENCED_FROM_VERSION = 2;
const EPOCH_BUMP_FROM_VERSION = 5;

export const endTxn = defineHandler({
  request: endTxnRequest,
  response: endTxnResponse,
  async handle(request, { apiVersion }, { transactions }) {
    const transactionVersion = apiVersion >= EPOCH_BUMP_FROM_VERSION ? 2 : 0;
    const result = await transactions.endTransaction(request, request.committed, transactionVersion);
    const { producerId, producerEpoch } = result;
    const errorCode = fencedFrom(PRODUCER_FENCED_FROM_VERSION, apiVersion, result.errorCode);
    return newEndTxnResponse({ errorCode, producerId, producerEpoch });
  },
  onError: (errorCode) => newEndTxnResponse({ errorCode }),
});
