// Generated from protocol/messages/coordinator-value/kafka-group-coordinator/StreamsGroupMemberMetadataValue.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface StreamsGroupMemberMetadataValue {
  instanceId: string | null;
  rackId: string | null;
  clientId: string;
  clientHost: string;
  rebalanceTimeoutMs: number;
  topologyEpoch: number;
  processId: string;
  userEndpoint: Endpoint | null;
  clientTags: KeyValue[];
}

export interface Endpoint {
  host: string;
  port: number;
}

export interface KeyValue {
  key: string;
  value: string;
}

export function newStreamsGroupMemberMetadataValue(fields?: Partial<StreamsGroupMemberMetadataValue>): StreamsGroupMemberMetadataValue {
  return {
    instanceId: '',
    rackId: '',
    clientId: '',
    clientHost: '',
    rebalanceTimeoutMs: -1,
    topologyEpoch: 0,
    processId: '',
    userEndpoint: null,
    clientTags: [],
    ...fields,
  };
}

export function readStreamsGroupMemberMetadataValue(reader: Reader, version: number): StreamsGroupMemberMetadataValue {
  if (version !== 0) throw unsupportedVersion('StreamsGroupMemberMetadataValue', version);
  const value: StreamsGroupMemberMetadataValue = {
    instanceId: reader.readNullableString(true),
    rackId: reader.readNullableString(true),
    clientId: reader.readString(true),
    clientHost: reader.readString(true),
    rebalanceTimeoutMs: reader.readInt32(),
    topologyEpoch: reader.readInt32(),
    processId: reader.readString(true),
    userEndpoint: reader.readPresence() ? readEndpoint(reader, version) : null,
    clientTags: readKeyValueArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeStreamsGroupMemberMetadataValue(writer: Writer, version: number, value: StreamsGroupMemberMetadataValue): void {
  if (version !== 0) throw unsupportedVersion('StreamsGroupMemberMetadataValue', version);
  writer.writeString(value.instanceId, true);
  writer.writeString(value.rackId, true);
  writer.writeString(value.clientId, true);
  writer.writeString(value.clientHost, true);
  writer.writeInt32(value.rebalanceTimeoutMs);
  writer.writeInt32(value.topologyEpoch);
  writer.writeString(value.processId, true);
  writer.writePresence(value.userEndpoint !== null);
  if (value.userEndpoint !== null) writeEndpoint(writer, version, value.userEndpoint);
  writer.writeArrayLength(value.clientTags.length, true);
  for (const element of value.clientTags) writeKeyValue(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newEndpoint(fields?: Partial<Endpoint>): Endpoint {
  return {
    host: '',
    port: 0,
    ...fields,
  };
}

function readEndpoint(reader: Reader, version: number): Endpoint {
  const value: Endpoint = {
    host: reader.readString(true),
    port: reader.readUint16(),
  };
  reader.skipTaggedFields();
  return value;
}

function writeEndpoint(writer: Writer, version: number, value: Endpoint): void {
  writer.writeString(value.host, true);
  writer.writeUint16(value.port);
  writer.writeUnsignedVarint(0);
}

export function newKeyValue(fields?: Partial<KeyValue>): KeyValue {
  return {
    key: '',
    value: '',
    ...fields,
  };
}

function readKeyValue(reader: Reader, version: number): KeyValue {
  const value: KeyValue = {
    key: reader.readString(true),
    value: reader.readString(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readKeyValueArray(reader: Reader, version: number): KeyValue[] {
  const length = reader.readArrayLength(true, 3);
  const values: KeyValue[] = [];
  for (let index = 0; index < length; index++) values.push(readKeyValue(reader, version));
  return values;
}

function writeKeyValue(writer: Writer, version: number, value: KeyValue): void {
  writer.writeString(value.key, true);
  writer.writeString(value.value, true);
  writer.writeUnsignedVarint(0);
}

export const streamsGroupMemberMetadataValue: MessageCodec<StreamsGroupMemberMetadataValue> = {
  name: 'StreamsGroupMemberMetadataValue',
  apiKey: 19,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readStreamsGroupMemberMetadataValue,
  write: writeStreamsGroupMemberMetadataValue,
};
