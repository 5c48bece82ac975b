// AddOffsetsToTxn (key 25), versions 0-4: the group's partition of `__consumer_offsets` joins the transaction. Clients of
// KIP-890 leave it out: TxnOffsetCommit does it for them. Until version 1 a fenced producer hears INVALID_PRODUCER_EPOCH.
import {
  addOffsetsToTxnRequest,
  addOffsetsToTxnResponse,
  newAddOffsetsToTxnResponse,
} from '../wire/generated/add-offsets-to-txn.ts';
import { defineHandler } from './handler.ts';
import { fencedFrom } from './producer-fenced.ts';

const PRODUCER_FENCED_FROM_VERSION = 2;

export const addOffsetsToTxn = defineHandler({
  request: addOffsetsToTxnRequest,
  response: addOffsetsToTxnResponse,
  async handle(request, { apiVersion }, { transactions }) {
    const errorCode = await transactions.addOffsets(request, request.groupId);
    return newAddOffsetsToTxnResponse({ errorCode: fencedFrom(PRODUCER_FENCED_FROM_VERSION, apiVersion, errorCode) });
  },
  onError: (errorCode) => newAddOffsetsToTxnResponse({ errorCode }),
});
