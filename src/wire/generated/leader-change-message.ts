// Generated from protocol/messages/data/kafka-clients/LeaderChangeMessage.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface LeaderChangeMessage {
  version: number;
  leaderId: number;
  voters: Voter[];
  grantingVoters: Voter[];
}

export interface Voter {
  voterId: number;
  voterDirectoryId: string;
}

export function newLeaderChangeMessage(fields?: Partial<LeaderChangeMessage>): LeaderChangeMessage {
  return {
    version: 0,
    leaderId: 0,
    voters: [],
    grantingVoters: [],
    ...fields,
  };
}

export function readLeaderChangeMessage(reader: Reader, version: number): LeaderChangeMessage {
  if (version < 0 || version > 1) throw unsupportedVersion('LeaderChangeMessage', version);
  const value: LeaderChangeMessage = {
    version: reader.readInt16(),
    leaderId: reader.readInt32(),
    voters: readVoterArray(reader, version),
    grantingVoters: readVoterArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeLeaderChangeMessage(writer: Writer, version: number, value: LeaderChangeMessage): void {
  if (version < 0 || version > 1) throw unsupportedVersion('LeaderChangeMessage', version);
  writer.writeInt16(value.version);
  writer.writeInt32(value.leaderId);
  writer.writeArrayLength(value.voters.length, true);
  for (const element of value.voters) writeVoter(writer, version, element);
  writer.writeArrayLength(value.grantingVoters.length, true);
  for (const element of value.grantingVoters) writeVoter(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newVoter(fields?: Partial<Voter>): Voter {
  return {
    voterId: 0,
    voterDirectoryId: ZERO_UUID,
    ...fields,
  };
}

function readVoter(reader: Reader, version: number): Voter {
  const value: Voter = {
    voterId: reader.readInt32(),
    voterDirectoryId: version >= 1 ? reader.readUuid() : ZERO_UUID,
  };
  reader.skipTaggedFields();
  return value;
}

function readVoterArray(reader: Reader, version: number): Voter[] {
  const length = reader.readArrayLength(true, 5);
  const values: Voter[] = [];
  for (let index = 0; index < length; index++) values.push(readVoter(reader, version));
  return values;
}

function writeVoter(writer: Writer, version: number, value: Voter): void {
  writer.writeInt32(value.voterId);
  if (version >= 1) writer.writeUuid(value.voterDirectoryId);
  if (version < 1 && value.voterDirectoryId !== ZERO_UUID) throw unsupportedField('Voter.voterDirectoryId', version);
  writer.writeUnsignedVarint(0);
}

export const leaderChangeMessage: MessageCodec<LeaderChangeMessage> = {
  name: 'LeaderChangeMessage',
  apiKey: null,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readLeaderChangeMessage,
  write: writeLeaderChangeMessage,
};
