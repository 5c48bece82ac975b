// Generated from protocol/messages/api/82-UpdateRaftVoter.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface UpdateRaftVoterRequest {
  clusterId: string | null;
  currentLeaderEpoch: number;
  voterId: number;
  voterDirectoryId: string;
  listeners: Listener[];
  kRaftVersionFeature: KRaftVersionFeature;
}

export interface Listener {
  name: string;
  host: string;
  port: number;
}

export interface KRaftVersionFeature {
  minSupportedVersion: number;
  maxSupportedVersion: number;
}

export function newUpdateRaftVoterRequest(fields?: Partial<UpdateRaftVoterRequest>): UpdateRaftVoterRequest {
  return {
    clusterId: '',
    currentLeaderEpoch: 0,
    voterId: 0,
    voterDirectoryId: ZERO_UUID,
    listeners: [],
    kRaftVersionFeature: newKRaftVersionFeature(),
    ...fields,
  };
}

export function readUpdateRaftVoterRequest(reader: Reader, version: number): UpdateRaftVoterRequest {
  if (version !== 0) throw unsupportedVersion('UpdateRaftVoterRequest', version);
  const value: UpdateRaftVoterRequest = {
    clusterId: reader.readNullableString(true),
    currentLeaderEpoch: reader.readInt32(),
    voterId: reader.readInt32(),
    voterDirectoryId: reader.readUuid(),
    listeners: readListenerArray(reader, version),
    kRaftVersionFeature: readKRaftVersionFeature(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeUpdateRaftVoterRequest(writer: Writer, version: number, value: UpdateRaftVoterRequest): void {
  if (version !== 0) throw unsupportedVersion('UpdateRaftVoterRequest', version);
  writer.writeString(value.clusterId, true);
  writer.writeInt32(value.currentLeaderEpoch);
  writer.writeInt32(value.voterId);
  writer.writeUuid(value.voterDirectoryId);
  writer.writeArrayLength(value.listeners.length, true);
  for (const element of value.listeners) writeListener(writer, version, element);
  writeKRaftVersionFeature(writer, version, value.kRaftVersionFeature);
  writer.writeUnsignedVarint(0);
}

export function newListener(fields?: Partial<Listener>): Listener {
  return {
    name: '',
    host: '',
    port: 0,
    ...fields,
  };
}

function readListener(reader: Reader, version: number): Listener {
  const value: Listener = {
    name: reader.readString(true),
    host: reader.readString(true),
    port: reader.readUint16(),
  };
  reader.skipTaggedFields();
  return value;
}

function readListenerArray(reader: Reader, version: number): Listener[] {
  const length = reader.readArrayLength(true, 5);
  const values: Listener[] = [];
  for (let index = 0; index < length; index++) values.push(readListener(reader, version));
  return values;
}

function writeListener(writer: Writer, version: number, value: Listener): void {
  writer.writeString(value.name, true);
  writer.writeString(value.host, true);
  writer.writeUint16(value.port);
  writer.writeUnsignedVarint(0);
}

export function newKRaftVersionFeature(fields?: Partial<KRaftVersionFeature>): KRaftVersionFeature {
  return {
    minSupportedVersion: 0,
    maxSupportedVersion: 0,
    ...fields,
  };
}

function isDefaultKRaftVersionFeature(value: KRaftVersionFeature): boolean {
  return !(value.minSupportedVersion !== 0 || value.maxSupportedVersion !== 0);
}

function readKRaftVersionFeature(reader: Reader, version: number): KRaftVersionFeature {
  const value: KRaftVersionFeature = {
    minSupportedVersion: reader.readInt16(),
    maxSupportedVersion: reader.readInt16(),
  };
  reader.skipTaggedFields();
  return value;
}

function writeKRaftVersionFeature(writer: Writer, version: number, value: KRaftVersionFeature): void {
  writer.writeInt16(value.minSupportedVersion);
  writer.writeInt16(value.maxSupportedVersion);
  writer.writeUnsignedVarint(0);
}

export const updateRaftVoterRequest: MessageCodec<UpdateRaftVoterRequest> = {
  name: 'UpdateRaftVoterRequest',
  apiKey: 82,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readUpdateRaftVoterRequest,
  write: writeUpdateRaftVoterRequest,
};

export interface UpdateRaftVoterResponse {
  throttleTimeMs: number;
  errorCode: number;
  currentLeader: CurrentLeader;
}

export interface CurrentLeader {
  leaderId: number;
  leaderEpoch: number;
  host: string;
  port: number;
}

export function newUpdateRaftVoterResponse(fields?: Partial<UpdateRaftVoterResponse>): UpdateRaftVoterResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    currentLeader: newCurrentLeader(),
    ...fields,
  };
}

export function readUpdateRaftVoterResponse(reader: Reader, version: number): UpdateRaftVoterResponse {
  if (version !== 0) throw unsupportedVersion('UpdateRaftVoterResponse', version);
  const value: UpdateRaftVoterResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    currentLeader: newCurrentLeader(),
  };
  for (let count = reader.readTagCount(); count > 0; count--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        value.currentLeader = readCurrentLeader(reader, version);
        reader.endTaggedField(end);
        break;
      default:
        reader.skipTo(end);
    }
  }
  return value;
}

export function writeUpdateRaftVoterResponse(writer: Writer, version: number, value: UpdateRaftVoterResponse): void {
  if (version !== 0) throw unsupportedVersion('UpdateRaftVoterResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  let tagCount = 0;
  if (!isDefaultCurrentLeader(value.currentLeader)) tagCount++;
  writer.writeUnsignedVarint(tagCount);
  if (!isDefaultCurrentLeader(value.currentLeader)) {
    const position = writer.beginTaggedField(0);
    writeCurrentLeader(writer, version, value.currentLeader);
    writer.endTaggedField(position);
  }
}

export function newCurrentLeader(fields?: Partial<CurrentLeader>): CurrentLeader {
  return {
    leaderId: -1,
    leaderEpoch: -1,
    host: '',
    port: 0,
    ...fields,
  };
}

function isDefaultCurrentLeader(value: CurrentLeader): boolean {
  return !(value.leaderId !== -1 || value.leaderEpoch !== -1 || value.host.length !== 0 || value.port !== 0);
}

function readCurrentLeader(reader: Reader, version: number): CurrentLeader {
  const value: CurrentLeader = {
    leaderId: reader.readInt32(),
    leaderEpoch: reader.readInt32(),
    host: reader.readString(true),
    port: reader.readInt32(),
  };
  reader.skipTaggedFields();
  return value;
}

function writeCurrentLeader(writer: Writer, version: number, value: CurrentLeader): void {
  writer.writeInt32(value.leaderId);
  writer.writeInt32(value.leaderEpoch);
  writer.writeString(value.host, true);
  writer.writeInt32(value.port);
  writer.writeUnsignedVarint(0);
}

export const updateRaftVoterResponse: MessageCodec<UpdateRaftVoterResponse> = {
  name: 'UpdateRaftVoterResponse',
  apiKey: 82,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readUpdateRaftVoterResponse,
  write: writeUpdateRaftVoterResponse,
};
