// Generated from protocol/messages/coordinator-value/kafka-group-coordinator/GroupMetadataValue.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface GroupMetadataValue {
  protocolType: string;
  generation: number;
  protocol: string | null;
  leader: string | null;
  currentStateTimestamp: bigint;
  members: MemberMetadata[];
}

export interface MemberMetadata {
  memberId: string;
  groupInstanceId: string | null;
  clientId: string;
  clientHost: string;
  rebalanceTimeout: number;
  sessionTimeout: number;
  subscription: Buffer;
  assignment: Buffer;
}

export function newGroupMetadataValue(fields?: Partial<GroupMetadataValue>): GroupMetadataValue {
  return {
    protocolType: '',
    generation: 0,
    protocol: '',
    leader: '',
    currentStateTimestamp: -1n,
    members: [],
    ...fields,
  };
}

export function readGroupMetadataValue(reader: Reader, version: number): GroupMetadataValue {
  if (version < 0 || version > 4) throw unsupportedVersion('GroupMetadataValue', version);
  const flexible = version >= 4;
  const value: GroupMetadataValue = {
    protocolType: reader.readString(flexible),
    generation: reader.readInt32(),
    protocol: reader.readNullableString(flexible),
    leader: reader.readNullableString(flexible),
    currentStateTimestamp: version >= 2 ? reader.readInt64() : -1n,
    members: readMemberMetadataArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeGroupMetadataValue(writer: Writer, version: number, value: GroupMetadataValue): void {
  if (version < 0 || version > 4) throw unsupportedVersion('GroupMetadataValue', version);
  const flexible = version >= 4;
  writer.writeString(value.protocolType, flexible);
  writer.writeInt32(value.generation);
  writer.writeString(value.protocol, flexible);
  writer.writeString(value.leader, flexible);
  if (version >= 2) writer.writeInt64(value.currentStateTimestamp);
  writer.writeArrayLength(value.members.length, flexible);
  for (const element of value.members) writeMemberMetadata(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newMemberMetadata(fields?: Partial<MemberMetadata>): MemberMetadata {
  return {
    memberId: '',
    groupInstanceId: null,
    clientId: '',
    clientHost: '',
    rebalanceTimeout: -1,
    sessionTimeout: 0,
    subscription: Buffer.alloc(0),
    assignment: Buffer.alloc(0),
    ...fields,
  };
}

function readMemberMetadata(reader: Reader, version: number): MemberMetadata {
  const flexible = version >= 4;
  const value: MemberMetadata = {
    memberId: reader.readString(flexible),
    groupInstanceId: version >= 3 ? reader.readNullableString(flexible) : null,
    clientId: reader.readString(flexible),
    clientHost: reader.readString(flexible),
    rebalanceTimeout: version >= 1 ? reader.readInt32() : -1,
    sessionTimeout: reader.readInt32(),
    subscription: reader.readBytes(flexible),
    assignment: reader.readBytes(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readMemberMetadataArray(reader: Reader, version: number): MemberMetadata[] {
  const length = reader.readArrayLength(version >= 4, 15);
  const values: MemberMetadata[] = [];
  for (let index = 0; index < length; index++) values.push(readMemberMetadata(reader, version));
  return values;
}

function writeMemberMetadata(writer: Writer, version: number, value: MemberMetadata): void {
  const flexible = version >= 4;
  writer.writeString(value.memberId, flexible);
  if (version >= 3) writer.writeString(value.groupInstanceId, flexible);
  writer.writeString(value.clientId, flexible);
  writer.writeString(value.clientHost, flexible);
  if (version >= 1) writer.writeInt32(value.rebalanceTimeout);
  writer.writeInt32(value.sessionTimeout);
  writer.writeBytes(value.subscription, flexible);
  writer.writeBytes(value.assignment, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const groupMetadataValue: MessageCodec<GroupMetadataValue> = {
  name: 'GroupMetadataValue',
  apiKey: 2,
  minVersion: 0,
  maxVersion: 4,
  latestVersionUnstable: false,
  flexibleFrom: 4,
  read: readGroupMetadataValue,
  write: writeGroupMetadataValue,
};
