// Generated from protocol/messages/data/kafka-raft/QuorumStateData.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface QuorumStateData {
  clusterId: string;
  leaderId: number;
  leaderEpoch: number;
  votedId: number;
  votedDirectoryId: string;
  appliedOffset: bigint;
  currentVoters: Voter[] | null;
}

export interface Voter {
  voterId: number;
}

export function newQuorumStateData(fields?: Partial<QuorumStateData>): QuorumStateData {
  return {
    clusterId: '',
    leaderId: -1,
    leaderEpoch: -1,
    votedId: -1,
    votedDirectoryId: ZERO_UUID,
    appliedOffset: 0n,
    currentVoters: [],
    ...fields,
  };
}

export function readQuorumStateData(reader: Reader, version: number): QuorumStateData {
  if (version < 0 || version > 1) throw unsupportedVersion('QuorumStateData', version);
  const value: QuorumStateData = {
    clusterId: version <= 0 ? reader.readString(true) : '',
    leaderId: reader.readInt32(),
    leaderEpoch: reader.readInt32(),
    votedId: reader.readInt32(),
    votedDirectoryId: version >= 1 ? reader.readUuid() : ZERO_UUID,
    appliedOffset: version <= 0 ? reader.readInt64() : 0n,
    currentVoters: version <= 0 ? readNullableVoterArray(reader, version) : [],
  };
  reader.skipTaggedFields();
  return value;
}

export function writeQuorumStateData(writer: Writer, version: number, value: QuorumStateData): void {
  if (version < 0 || version > 1) throw unsupportedVersion('QuorumStateData', version);
  if (version <= 0) writer.writeString(value.clusterId, true);
  if (version > 0 && value.clusterId.length !== 0) throw unsupportedField('QuorumStateData.clusterId', version);
  writer.writeInt32(value.leaderId);
  writer.writeInt32(value.leaderEpoch);
  writer.writeInt32(value.votedId);
  if (version >= 1) writer.writeUuid(value.votedDirectoryId);
  if (version < 1 && value.votedDirectoryId !== ZERO_UUID) throw unsupportedField('QuorumStateData.votedDirectoryId', version);
  if (version <= 0) writer.writeInt64(value.appliedOffset);
  if (version > 0 && value.appliedOffset !== 0n) throw unsupportedField('QuorumStateData.appliedOffset', version);
  if (version <= 0) {
    writer.writeArrayLength(value.currentVoters === null ? -1 : value.currentVoters.length, true);
    if (value.currentVoters !== null) for (const element of value.currentVoters) writeVoter(writer, version, element);
  }
  if (version > 0 && (value.currentVoters === null || value.currentVoters.length !== 0)) throw unsupportedField('QuorumStateData.currentVoters', version);
  writer.writeUnsignedVarint(0);
}

export function newVoter(fields?: Partial<Voter>): Voter {
  return {
    voterId: 0,
    ...fields,
  };
}

function readVoter(reader: Reader, version: number): Voter {
  const value: Voter = {
    voterId: reader.readInt32(),
  };
  reader.skipTaggedFields();
  return value;
}

function readNullableVoterArray(reader: Reader, version: number): Voter[] | null {
  const length = reader.readNullableArrayLength(true, 5);
  if (length < 0) return null;
  const values: Voter[] = [];
  for (let index = 0; index < length; index++) values.push(readVoter(reader, version));
  return values;
}

function writeVoter(writer: Writer, version: number, value: Voter): void {
  writer.writeInt32(value.voterId);
  writer.writeUnsignedVarint(0);
}

export const quorumStateData: MessageCodec<QuorumStateData> = {
  name: 'QuorumStateData',
  apiKey: null,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readQuorumStateData,
  write: writeQuorumStateData,
};
