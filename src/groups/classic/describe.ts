// A group as DescribeGroups and ListGroups show it. Read straight from the state; nothing is decided.
import {
  type DescribedGroup,
  type DescribedGroupMember,
  newDescribedGroup,
  newDescribedGroupMember,
} from '../../wire/generated/describe-groups.ts';
import { type ListedGroup, newListedGroup } from '../../wire/generated/list-groups.ts';
import type { ClassicGroup } from './group.ts';
import { type Member, metadataOf, NO_METADATA } from './member.ts';

/** The word for a group that does not exist. */
export const DEAD_STATE = 'Dead';

export function describeGroup(group: ClassicGroup): DescribedGroup {
  const isStable = group.state === 'Stable';
  return newDescribedGroup({
    groupId: group.groupId,
    groupState: group.state,
    protocolType: group.protocolType ?? '',
    protocolData: isStable ? (group.protocolName ?? '') : '',
    members: Array.from(group.members.values(), (member) => describeMember(group, member, isStable)),
  });
}

export function listGroup(group: ClassicGroup): ListedGroup {
  return newListedGroup({
    groupId: group.groupId,
    protocolType: group.protocolType ?? '',
    groupState: group.state,
    groupType: 'classic',
  });
}

/** Outside of Stable no protocol is chosen, so there is no metadata to show. */
function describeMember(group: ClassicGroup, member: Member, isStable: boolean): DescribedGroupMember {
  return newDescribedGroupMember({
    memberId: member.memberId,
    groupInstanceId: member.groupInstanceId,
    clientId: member.clientId,
    clientHost: member.clientHost,
    memberMetadata: isStable ? metadataOf(member, group.protocolName) : NO_METADATA,
    memberAssignment: member.assignment,
  });
}
