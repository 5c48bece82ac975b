// CreatePartitions (key 37), versions 0-3.
// Grows topics, with manual assignments or without, validate-only. A name that stands twice is refused.
// Skipped: the timeout (partitions are there when the answer leaves).
import { ErrorCode } from '../wire/error-code.ts';
import {
  createPartitionsRequest,
  createPartitionsResponse,
  newCreatePartitionsResponse,
} from '../wire/generated/create-partitions.ts';
import { defineHandler } from './handler.ts';
import { namesOnceAndTwice } from './names.ts';

export const createPartitions = defineHandler({
  request: createPartitionsRequest,
  response: createPartitionsResponse,
  async handle(request, _context, broker) {
    const { once, twice } = namesOnceAndTwice(request.topics.map(({ name }) => name));
    const wanted = request.topics.filter(({ name }) => once.has(name));
    const { validateOnly } = request;
    const results = await broker.metadata.createPartitions(wanted, { validateOnly });
    for (const name of twice) {
      results.push({ name, errorCode: ErrorCode.INVALID_REQUEST, errorMessage: 'Duplicate topic name.' });
    }
    return newCreatePartitionsResponse({ results });
  },
  onError: (errorCode, errorMessage, request) =>
    newCreatePartitionsResponse({ results: request.topics.map(({ name }) => ({ name, errorCode, errorMessage })) }),
});
