// ListPartitionReassignments (key 46), version 0: on one node none is ever under way, whatever is asked for.
import {
  listPartitionReassignmentsRequest,
  listPartitionReassignmentsResponse,
  newListPartitionReassignmentsResponse,
} from '../wire/generated/list-partition-reassignments.ts';
import { defineHandler } from './handler.ts';

export const listPartitionReassignments = defineHandler({
  request: listPartitionReassignmentsRequest,
  response: listPartitionReassignmentsResponse,
  handle: () => newListPartitionReassignmentsResponse({ errorMessage: null }),
  onError: (errorCode, errorMessage) => newListPartitionReassignmentsResponse({ errorCode, errorMessage }),
});
