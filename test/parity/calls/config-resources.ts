// ListConfigResources: which resources have configs of their own.
import {
  listConfigResourcesRequest,
  listConfigResourcesResponse,
  newListConfigResourcesRequest,
} from '../../../src/wire/generated/list-config-resources.ts';
import { type Call, call, versions } from '../call.ts';

function list(says: string, version: number, resourceTypes: number[] = []): Call {
  const request = newListConfigResourcesRequest({ resourceTypes });
  return call(
    `ListConfigResources: ${says}`,
    [listConfigResourcesRequest, listConfigResourcesResponse],
    version,
    request,
  );
}

export const configResourceCalls: readonly Call[] = [
  ...versions(0, 1).map((version) => list('everything', version)),
  ...[2, 4, 8, 16, 32].map((type) => list(`type ${type}`, 1, [type])),
  ...[0, 1, 3, 64, -1, 127].map((type) => list(`type ${type}, which is none`, 1, [type])),
  list('several', 1, [2, 4]),
  list('one twice', 1, [4, 4]),
  list('one that is none among others', 1, [2, 5]),
  list('all', 1, [2, 4, 8, 16, 32]),
];
