// Generated from protocol/messages/data/kafka-clients/VotersRecord.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface VotersRecord {
  version: number;
  voters: Voter[];
}

export interface Voter {
  voterId: number;
  voterDirectoryId: string;
  endpoints: Endpoint[];
  kRaftVersionFeature: KRaftVersionFeature;
}

export interface Endpoint {
  name: string;
  host: string;
  port: number;
}

export interface KRaftVersionFeature {
  minSupportedVersion: number;
  maxSupportedVersion: number;
}

export function newVotersRecord(fields?: Partial<VotersRecord>): VotersRecord {
  return {
    version: 0,
    voters: [],
    ...fields,
  };
}

export function readVotersRecord(reader: Reader, version: number): VotersRecord {
  if (version !== 0) throw unsupportedVersion('VotersRecord', version);
  const value: VotersRecord = {
    version: reader.readInt16(),
    voters: readVoterArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeVotersRecord(writer: Writer, version: number, value: VotersRecord): void {
  if (version !== 0) throw unsupportedVersion('VotersRecord', version);
  writer.writeInt16(value.version);
  writer.writeArrayLength(value.voters.length, true);
  for (const element of value.voters) writeVoter(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newVoter(fields?: Partial<Voter>): Voter {
  return {
    voterId: 0,
    voterDirectoryId: ZERO_UUID,
    endpoints: [],
    kRaftVersionFeature: newKRaftVersionFeature(),
    ...fields,
  };
}

function readVoter(reader: Reader, version: number): Voter {
  const value: Voter = {
    voterId: reader.readInt32(),
    voterDirectoryId: reader.readUuid(),
    endpoints: readEndpointArray(reader, version),
    kRaftVersionFeature: readKRaftVersionFeature(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readVoterArray(reader: Reader, version: number): Voter[] {
  const length = reader.readArrayLength(true, 27);
  const values: Voter[] = [];
  for (let index = 0; index < length; index++) values.push(readVoter(reader, version));
  return values;
}

function writeVoter(writer: Writer, version: number, value: Voter): void {
  writer.writeInt32(value.voterId);
  writer.writeUuid(value.voterDirectoryId);
  writer.writeArrayLength(value.endpoints.length, true);
  for (const element of value.endpoints) writeEndpoint(writer, version, element);
  writeKRaftVersionFeature(writer, version, value.kRaftVersionFeature);
  writer.writeUnsignedVarint(0);
}

export function newEndpoint(fields?: Partial<Endpoint>): Endpoint {
  return {
    name: '',
    host: '',
    port: 0,
    ...fields,
  };
}

function readEndpoint(reader: Reader, version: number): Endpoint {
  const value: Endpoint = {
    name: reader.readString(true),
    host: reader.readString(true),
    port: reader.readUint16(),
  };
  reader.skipTaggedFields();
  return value;
}

function readEndpointArray(reader: Reader, version: number): Endpoint[] {
  const length = reader.readArrayLength(true, 5);
  const values: Endpoint[] = [];
  for (let index = 0; index < length; index++) values.push(readEndpoint(reader, version));
  return values;
}

function writeEndpoint(writer: Writer, version: number, value: Endpoint): void {
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

export const votersRecord: MessageCodec<VotersRecord> = {
  name: 'VotersRecord',
  apiKey: null,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readVotersRecord,
  write: writeVotersRecord,
};
