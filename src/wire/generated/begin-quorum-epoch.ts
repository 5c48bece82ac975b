// Generated from protocol/messages/api/53-BeginQuorumEpoch.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface BeginQuorumEpochRequest {
  clusterId: string | null;
  voterId: number;
  topics: BeginQuorumEpochRequestTopicData[];
  leaderEndpoints: LeaderEndpoint[];
}

export interface BeginQuorumEpochRequestTopicData {
  topicName: string;
  partitions: BeginQuorumEpochRequestPartitionData[];
}

export interface BeginQuorumEpochRequestPartitionData {
  partitionIndex: number;
  voterDirectoryId: string;
  leaderId: number;
  leaderEpoch: number;
}

export interface LeaderEndpoint {
  name: string;
  host: string;
  port: number;
}

export function newBeginQuorumEpochRequest(fields?: Partial<BeginQuorumEpochRequest>): BeginQuorumEpochRequest {
  return {
    clusterId: null,
    voterId: -1,
    topics: [],
    leaderEndpoints: [],
    ...fields,
  };
}

export function readBeginQuorumEpochRequest(reader: Reader, version: number): BeginQuorumEpochRequest {
  if (version < 0 || version > 1) throw unsupportedVersion('BeginQuorumEpochRequest', version);
  const flexible = version >= 1;
  const value: BeginQuorumEpochRequest = {
    clusterId: reader.readNullableString(flexible),
    voterId: version >= 1 ? reader.readInt32() : -1,
    topics: readBeginQuorumEpochRequestTopicDataArray(reader, version),
    leaderEndpoints: version >= 1 ? readLeaderEndpointArray(reader, version) : [],
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeBeginQuorumEpochRequest(writer: Writer, version: number, value: BeginQuorumEpochRequest): void {
  if (version < 0 || version > 1) throw unsupportedVersion('BeginQuorumEpochRequest', version);
  const flexible = version >= 1;
  writer.writeString(value.clusterId, flexible);
  if (version >= 1) writer.writeInt32(value.voterId);
  writer.writeArrayLength(value.topics.length, flexible);
  for (const element of value.topics) writeBeginQuorumEpochRequestTopicData(writer, version, element);
  if (version >= 1) {
    writer.writeArrayLength(value.leaderEndpoints.length, flexible);
    for (const element of value.leaderEndpoints) writeLeaderEndpoint(writer, version, element);
  }
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newBeginQuorumEpochRequestTopicData(fields?: Partial<BeginQuorumEpochRequestTopicData>): BeginQuorumEpochRequestTopicData {
  return {
    topicName: '',
    partitions: [],
    ...fields,
  };
}

function readBeginQuorumEpochRequestTopicData(reader: Reader, version: number): BeginQuorumEpochRequestTopicData {
  const flexible = version >= 1;
  const value: BeginQuorumEpochRequestTopicData = {
    topicName: reader.readString(flexible),
    partitions: readBeginQuorumEpochRequestPartitionDataArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readBeginQuorumEpochRequestTopicDataArray(reader: Reader, version: number): BeginQuorumEpochRequestTopicData[] {
  const length = reader.readArrayLength(version >= 1, 3);
  const values: BeginQuorumEpochRequestTopicData[] = [];
  for (let index = 0; index < length; index++) values.push(readBeginQuorumEpochRequestTopicData(reader, version));
  return values;
}

function writeBeginQuorumEpochRequestTopicData(writer: Writer, version: number, value: BeginQuorumEpochRequestTopicData): void {
  const flexible = version >= 1;
  writer.writeString(value.topicName, flexible);
  writer.writeArrayLength(value.partitions.length, flexible);
  for (const element of value.partitions) writeBeginQuorumEpochRequestPartitionData(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newBeginQuorumEpochRequestPartitionData(fields?: Partial<BeginQuorumEpochRequestPartitionData>): BeginQuorumEpochRequestPartitionData {
  return {
    partitionIndex: 0,
    voterDirectoryId: ZERO_UUID,
    leaderId: 0,
    leaderEpoch: 0,
    ...fields,
  };
}

function readBeginQuorumEpochRequestPartitionData(reader: Reader, version: number): BeginQuorumEpochRequestPartitionData {
  const flexible = version >= 1;
  const value: BeginQuorumEpochRequestPartitionData = {
    partitionIndex: reader.readInt32(),
    voterDirectoryId: version >= 1 ? reader.readUuid() : ZERO_UUID,
    leaderId: reader.readInt32(),
    leaderEpoch: reader.readInt32(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readBeginQuorumEpochRequestPartitionDataArray(reader: Reader, version: number): BeginQuorumEpochRequestPartitionData[] {
  const length = reader.readArrayLength(version >= 1, 12);
  const values: BeginQuorumEpochRequestPartitionData[] = [];
  for (let index = 0; index < length; index++) values.push(readBeginQuorumEpochRequestPartitionData(reader, version));
  return values;
}

function writeBeginQuorumEpochRequestPartitionData(writer: Writer, version: number, value: BeginQuorumEpochRequestPartitionData): void {
  const flexible = version >= 1;
  writer.writeInt32(value.partitionIndex);
  if (version >= 1) writer.writeUuid(value.voterDirectoryId);
  writer.writeInt32(value.leaderId);
  writer.writeInt32(value.leaderEpoch);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newLeaderEndpoint(fields?: Partial<LeaderEndpoint>): LeaderEndpoint {
  return {
    name: '',
    host: '',
    port: 0,
    ...fields,
  };
}

function readLeaderEndpoint(reader: Reader, version: number): LeaderEndpoint {
  const value: LeaderEndpoint = {
    name: reader.readString(true),
    host: reader.readString(true),
    port: reader.readUint16(),
  };
  reader.skipTaggedFields();
  return value;
}

function readLeaderEndpointArray(reader: Reader, version: number): LeaderEndpoint[] {
  const length = reader.readArrayLength(true, 5);
  const values: LeaderEndpoint[] = [];
  for (let index = 0; index < length; index++) values.push(readLeaderEndpoint(reader, version));
  return values;
}

function writeLeaderEndpoint(writer: Writer, version: number, value: LeaderEndpoint): void {
  writer.writeString(value.name, true);
  writer.writeString(value.host, true);
  writer.writeUint16(value.port);
  writer.writeUnsignedVarint(0);
}

export const beginQuorumEpochRequest: MessageCodec<BeginQuorumEpochRequest> = {
  name: 'BeginQuorumEpochRequest',
  apiKey: 53,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 1,
  read: readBeginQuorumEpochRequest,
  write: writeBeginQuorumEpochRequest,
};

export interface BeginQuorumEpochResponse {
  errorCode: number;
  topics: BeginQuorumEpochResponseTopicData[];
  nodeEndpoints: NodeEndpoint[];
}

export interface BeginQuorumEpochResponseTopicData {
  topicName: string;
  partitions: BeginQuorumEpochResponsePartitionData[];
}

export interface BeginQuorumEpochResponsePartitionData {
  partitionIndex: number;
  errorCode: number;
  leaderId: number;
  leaderEpoch: number;
}

export interface NodeEndpoint {
  nodeId: number;
  host: string;
  port: number;
}

export function newBeginQuorumEpochResponse(fields?: Partial<BeginQuorumEpochResponse>): BeginQuorumEpochResponse {
  return {
    errorCode: 0,
    topics: [],
    nodeEndpoints: [],
    ...fields,
  };
}

export function readBeginQuorumEpochResponse(reader: Reader, version: number): BeginQuorumEpochResponse {
  if (version < 0 || version > 1) throw unsupportedVersion('BeginQuorumEpochResponse', version);
  const flexible = version >= 1;
  const value: BeginQuorumEpochResponse = {
    errorCode: reader.readInt16(),
    topics: readBeginQuorumEpochResponseTopicDataArray(reader, version),
    nodeEndpoints: [],
  };
  if (flexible) {
    for (let count = reader.readTagCount(); count > 0; count--) {
      const tag = reader.readUnsignedVarint();
      const end = reader.readTaggedFieldEnd();
      switch (tag) {
        case 0:
          value.nodeEndpoints = readNodeEndpointArray(reader, version);
          reader.endTaggedField(end);
          break;
        default:
          reader.skipTo(end);
      }
    }
  }
  return value;
}

export function writeBeginQuorumEpochResponse(writer: Writer, version: number, value: BeginQuorumEpochResponse): void {
  if (version < 0 || version > 1) throw unsupportedVersion('BeginQuorumEpochResponse', version);
  const flexible = version >= 1;
  writer.writeInt16(value.errorCode);
  writer.writeArrayLength(value.topics.length, flexible);
  for (const element of value.topics) writeBeginQuorumEpochResponseTopicData(writer, version, element);
  if (version < 1 && value.nodeEndpoints.length !== 0) throw unsupportedField('BeginQuorumEpochResponse.nodeEndpoints', version);
  if (flexible) {
    let tagCount = 0;
    if (value.nodeEndpoints.length !== 0) tagCount++;
    writer.writeUnsignedVarint(tagCount);
    if (value.nodeEndpoints.length !== 0) {
      const position = writer.beginTaggedField(0);
      writer.writeArrayLength(value.nodeEndpoints.length, flexible);
      for (const element of value.nodeEndpoints) writeNodeEndpoint(writer, version, element);
      writer.endTaggedField(position);
    }
  }
}

export function newBeginQuorumEpochResponseTopicData(fields?: Partial<BeginQuorumEpochResponseTopicData>): BeginQuorumEpochResponseTopicData {
  return {
    topicName: '',
    partitions: [],
    ...fields,
  };
}

function readBeginQuorumEpochResponseTopicData(reader: Reader, version: number): BeginQuorumEpochResponseTopicData {
  const flexible = version >= 1;
  const value: BeginQuorumEpochResponseTopicData = {
    topicName: reader.readString(flexible),
    partitions: readBeginQuorumEpochResponsePartitionDataArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readBeginQuorumEpochResponseTopicDataArray(reader: Reader, version: number): BeginQuorumEpochResponseTopicData[] {
  const length = reader.readArrayLength(version >= 1, 3);
  const values: BeginQuorumEpochResponseTopicData[] = [];
  for (let index = 0; index < length; index++) values.push(readBeginQuorumEpochResponseTopicData(reader, version));
  return values;
}

function writeBeginQuorumEpochResponseTopicData(writer: Writer, version: number, value: BeginQuorumEpochResponseTopicData): void {
  const flexible = version >= 1;
  writer.writeString(value.topicName, flexible);
  writer.writeArrayLength(value.partitions.length, flexible);
  for (const element of value.partitions) writeBeginQuorumEpochResponsePartitionData(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newBeginQuorumEpochResponsePartitionData(fields?: Partial<BeginQuorumEpochResponsePartitionData>): BeginQuorumEpochResponsePartitionData {
  return {
    partitionIndex: 0,
    errorCode: 0,
    leaderId: 0,
    leaderEpoch: 0,
    ...fields,
  };
}

function readBeginQuorumEpochResponsePartitionData(reader: Reader, version: number): BeginQuorumEpochResponsePartitionData {
  const flexible = version >= 1;
  const value: BeginQuorumEpochResponsePartitionData = {
    partitionIndex: reader.readInt32(),
    errorCode: reader.readInt16(),
    leaderId: reader.readInt32(),
    leaderEpoch: reader.readInt32(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readBeginQuorumEpochResponsePartitionDataArray(reader: Reader, version: number): BeginQuorumEpochResponsePartitionData[] {
  const length = reader.readArrayLength(version >= 1, 14);
  const values: BeginQuorumEpochResponsePartitionData[] = [];
  for (let index = 0; index < length; index++) values.push(readBeginQuorumEpochResponsePartitionData(reader, version));
  return values;
}

function writeBeginQuorumEpochResponsePartitionData(writer: Writer, version: number, value: BeginQuorumEpochResponsePartitionData): void {
  const flexible = version >= 1;
  writer.writeInt32(value.partitionIndex);
  writer.writeInt16(value.errorCode);
  writer.writeInt32(value.leaderId);
  writer.writeInt32(value.leaderEpoch);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newNodeEndpoint(fields?: Partial<NodeEndpoint>): NodeEndpoint {
  return {
    nodeId: 0,
    host: '',
    port: 0,
    ...fields,
  };
}

function readNodeEndpoint(reader: Reader, version: number): NodeEndpoint {
  const value: NodeEndpoint = {
    nodeId: reader.readInt32(),
    host: reader.readString(true),
    port: reader.readUint16(),
  };
  reader.skipTaggedFields();
  return value;
}

function readNodeEndpointArray(reader: Reader, version: number): NodeEndpoint[] {
  const length = reader.readArrayLength(true, 8);
  const values: NodeEndpoint[] = [];
  for (let index = 0; index < length; index++) values.push(readNodeEndpoint(reader, version));
  return values;
}

function writeNodeEndpoint(writer: Writer, version: number, value: NodeEndpoint): void {
  writer.writeInt32(value.nodeId);
  writer.writeString(value.host, true);
  writer.writeUint16(value.port);
  writer.writeUnsignedVarint(0);
}

export const beginQuorumEpochResponse: MessageCodec<BeginQuorumEpochResponse> = {
  name: 'BeginQuorumEpochResponse',
  apiKey: 53,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 1,
  read: readBeginQuorumEpochResponse,
  write: writeBeginQuorumEpochResponse,
};
