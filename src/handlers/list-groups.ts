// ListGroups, versions 0-5: filters by state from 4 and by type from 5, both without regard to case; words that name no
// state or type match nothing.
import { listGroupsRequest, listGroupsResponse, newListGroupsResponse } from '../wire/generated/list-groups.ts';
import { defineHandler } from './handler.ts';

export const listGroups = defineHandler({
  request: listGroupsRequest,
  response: listGroupsResponse,
  async handle(request, _context, broker) {
    const states = filter(request.statesFilter);
    const types = filter(request.typesFilter);
    const groups = await broker.groups.listGroups();
    return newListGroupsResponse({
      groups: groups.filter(({ groupState, groupType }) => states(groupState) && types(groupType)),
    });
  },
  onError: (errorCode) => newListGroupsResponse({ errorCode }),
});

/** An empty list lets everything through. */
function filter(words: readonly string[]): (word: string) => boolean {
  const wanted = new Set(words.map((word) => word.toLowerCase()));
  return (word) => wanted.size === 0 || wanted.has(word.toLowerCase());
}
