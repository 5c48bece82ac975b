// Who sent a request, as group members remember it and as DescribeGroups shows it.
import type { GroupClient } from '../groups/event.ts';
import type { RequestContext } from './handler.ts';

/** Java prints an address without a name as a slash and the address; tools that read our groups expect that. */
export function groupClient(context: RequestContext): GroupClient {
  return { clientId: context.clientId ?? '', clientHost: `/${context.clientHost}` };
}
