// Generated from protocol/messages/api/54-EndQuorumEpoch.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface EndQuorumEpochRequest {
  clusterId: string | null;
  topics: EndQuorumEpochRequestTopicData[];
  leaderEndpoints: LeaderEndpoint[];
}

export interface EndQuorumEpochRequestTopicData {
  topicName: string;
  partitions: EndQuorumEpochRequestPartitionData[];
}

export interface EndQuorumEpochRequestPartitionData {
  partitionIndex: number;
  leaderId: number;
  leaderEpoch: number;
  preferredSuccessors: number[];
  preferredCandidates: ReplicaInfo[];
}

export interface ReplicaInfo {
  candidateId: number;
  candidateDirectoryId: string;
}

export interface LeaderEndpoint {
  name: string;
  host: string;
  port: number;
}

export function newEndQuorumEpochRequest(fields?: Partial<EndQuorumEpochRequest>): EndQuorumEpochRequest {
  return {
    clusterId: null,
    topics: [],
    leaderEndpoints: [],
    ...fields,
  };
}

export function readEndQuorumEpochRequest(reader: Reader, version: number): EndQuorumEpochRequest {
  if (version < 0 || version > 1) throw unsupportedVersion('EndQuorumEpochRequest', version);
  const flexible = version >= 1;
  const value: EndQuorumEpochRequest = {
    clusterId: reader.readNullableString(flexible),
    topics: readEndQuorumEpochRequestTopicDataArray(reader, version),
    leaderEndpoints: version >= 1 ? readLeaderEndpointArray(reader, version) : [],
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeEndQuorumEpochRequest(writer: Writer, version: number, value: EndQuorumEpochRequest): void {
  if (version < 0 || version > 1) throw unsupportedVersion('EndQuorumEpochRequest', version);
  const flexible = version >= 1;
  writer.writeString(value.clusterId, flexible);
  writer.writeArrayLength(value.topics.length, flexible);
  for (const element of value.topics) writeEndQuorumEpochRequestTopicData(writer, version, element);
  if (version >= 1) {
    writer.writeArrayLength(value.leaderEndpoints.length, flexible);
    for (const element of value.leaderEndpoints) writeLeaderEndpoint(writer, version, element);
  }
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newEndQuorumEpochRequestTopicData(fields?: Partial<EndQuorumEpochRequestTopicData>): EndQuorumEpochRequestTopicData {
  return {
    topicName: '',
    partitions: [],
    ...fields,
  };
}

function readEndQuorumEpochRequestTopicData(reader: Reader, version: number): EndQuorumEpochRequestTopicData {
  const flexible = version >= 1;
  const value: EndQuorumEpochRequestTopicData = {
    topicName: reader.readString(flexible),
    partitions: readEndQuorumEpochRequestPartitionDataArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readEndQuorumEpochRequestTopicDataArray(reader: Reader, version: number): EndQuorumEpochRequestTopicData[] {
  const length = reader.readArrayLength(version >= 1, 3);
  const values: EndQuorumEpochRequestTopicData[] = [];
  for (let index = 0; index < length; index++) values.push(readEndQuorumEpochRequestTopicData(reader, version));
  return values;
}

function writeEndQuorumEpochRequestTopicData(writer: Writer, version: number, value: EndQuorumEpochRequestTopicData): void {
  const flexible = version >= 1;
  writer.writeString(value.topicName, flexible);
  writer.writeArrayLength(value.partitions.length, flexible);
  for (const element of value.partitions) writeEndQuorumEpochRequestPartitionData(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newEndQuorumEpochRequestPartitionData(fields?: Partial<EndQuorumEpochRequestPartitionData>): EndQuorumEpochRequestPartitionData {
  return {
    partitionIndex: 0,
    leaderId: 0,
    leaderEpoch: 0,
    preferredSuccessors: [],
    preferredCandidates: [],
    ...fields,
  };
}

function readEndQuorumEpochRequestPartitionData(reader: Reader, version: number): EndQuorumEpochRequestPartitionData {
  const flexible = version >= 1;
  const value: EndQuorumEpochRequestPartitionData = {
    partitionIndex: reader.readInt32(),
    leaderId: reader.readInt32(),
    leaderEpoch: reader.readInt32(),
    preferredSuccessors: version <= 0 ? reader.readInt32Array(flexible) : [],
    preferredCandidates: version >= 1 ? readReplicaInfoArray(reader, version) : [],
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readEndQuorumEpochRequestPartitionDataArray(reader: Reader, version: number): EndQuorumEpochRequestPartitionData[] {
  const length = reader.readArrayLength(version >= 1, 14);
  const values: EndQuorumEpochRequestPartitionData[] = [];
  for (let index = 0; index < length; index++) values.push(readEndQuorumEpochRequestPartitionData(reader, version));
  return values;
}

function writeEndQuorumEpochRequestPartitionData(writer: Writer, version: number, value: EndQuorumEpochRequestPartitionData): void {
  const flexible = version >= 1;
  writer.writeInt32(value.partitionIndex);
  writer.writeInt32(value.leaderId);
  writer.writeInt32(value.leaderEpoch);
  if (version <= 0) writer.writeInt32Array(value.preferredSuccessors, flexible);
  if (version >= 1) {
    writer.writeArrayLength(value.preferredCandidates.length, flexible);
    for (const element of value.preferredCandidates) writeReplicaInfo(writer, version, element);
  }
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newReplicaInfo(fields?: Partial<ReplicaInfo>): ReplicaInfo {
  return {
    candidateId: 0,
    candidateDirectoryId: ZERO_UUID,
    ...fields,
  };
}

function readReplicaInfo(reader: Reader, version: number): ReplicaInfo {
  const value: ReplicaInfo = {
    candidateId: reader.readInt32(),
    candidateDirectoryId: reader.readUuid(),
  };
  reader.skipTaggedFields();
  return value;
}

function readReplicaInfoArray(reader: Reader, version: number): ReplicaInfo[] {
  const length = reader.readArrayLength(true, 21);
  const values: ReplicaInfo[] = [];
  for (let index = 0; index < length; index++) values.push(readReplicaInfo(reader, version));
  return values;
}

function writeReplicaInfo(writer: Writer, version: number, value: ReplicaInfo): void {
  writer.writeInt32(value.candidateId);
  writer.writeUuid(value.candidateDirectoryId);
  writer.writeUnsignedVarint(0);
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

export const endQuorumEpochRequest: MessageCodec<EndQuorumEpochRequest> = {
  name: 'EndQuorumEpochRequest',
  apiKey: 54,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 1,
  read: readEndQuorumEpochRequest,
  write: writeEndQuorumEpochRequest,
};

export interface EndQuorumEpochResponse {
  errorCode: number;
  topics: EndQuorumEpochResponseTopicData[];
  nodeEndpoints: NodeEndpoint[];
}

export interface EndQuorumEpochResponseTopicData {
  topicName: string;
  partitions: EndQuorumEpochResponsePartitionData[];
}

export interface EndQuorumEpochResponsePartitionData {
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

export function newEndQuorumEpochResponse(fields?: Partial<EndQuorumEpochResponse>): EndQuorumEpochResponse {
  return {
    errorCode: 0,
    topics: [],
    nodeEndpoints: [],
    ...fields,
  };
}

export function readEndQuorumEpochResponse(reader: Reader, version: number): EndQuorumEpochResponse {
  if (version < 0 || version > 1) throw unsupportedVersion('EndQuorumEpochResponse', version);
  const flexible = version >= 1;
  const value: EndQuorumEpochResponse = {
    errorCode: reader.readInt16(),
    topics: readEndQuorumEpochResponseTopicDataArray(reader, version),
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

export function writeEndQuorumEpochResponse(writer: Writer, version: number, value: EndQuorumEpochResponse): void {
  if (version < 0 || version > 1) throw unsupportedVersion('EndQuorumEpochResponse', version);
  const flexible = version >= 1;
  writer.writeInt16(value.errorCode);
  writer.writeArrayLength(value.topics.length, flexible);
  for (const element of value.topics) writeEndQuorumEpochResponseTopicData(writer, version, element);
  if (version < 1 && value.nodeEndpoints.length !== 0) throw unsupportedField('EndQuorumEpochResponse.nodeEndpoints', version);
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

export function newEndQuorumEpochResponseTopicData(fields?: Partial<EndQuorumEpochResponseTopicData>): EndQuorumEpochResponseTopicData {
  return {
    topicName: '',
    partitions: [],
    ...fields,
  };
}

function readEndQuorumEpochResponseTopicData(reader: Reader, version: number): EndQuorumEpochResponseTopicData {
  const flexible = version >= 1;
  const value: EndQuorumEpochResponseTopicData = {
    topicName: reader.readString(flexible),
    partitions: readEndQuorumEpochResponsePartitionDataArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readEndQuorumEpochResponseTopicDataArray(reader: Reader, version: number): EndQuorumEpochResponseTopicData[] {
  const length = reader.readArrayLength(version >= 1, 3);
  const values: EndQuorumEpochResponseTopicData[] = [];
  for (let index = 0; index < length; index++) values.push(readEndQuorumEpochResponseTopicData(reader, version));
  return values;
}

function writeEndQuorumEpochResponseTopicData(writer: Writer, version: number, value: EndQuorumEpochResponseTopicData): void {
  const flexible = version >= 1;
  writer.writeString(value.topicName, flexible);
  writer.writeArrayLength(value.partitions.length, flexible);
  for (const element of value.partitions) writeEndQuorumEpochResponsePartitionData(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newEndQuorumEpochResponsePartitionData(fields?: Partial<EndQuorumEpochResponsePartitionData>): EndQuorumEpochResponsePartitionData {
  return {
    partitionIndex: 0,
    errorCode: 0,
    leaderId: 0,
    leaderEpoch: 0,
    ...fields,
  };
}

function readEndQuorumEpochResponsePartitionData(reader: Reader, version: number): EndQuorumEpochResponsePartitionData {
  const flexible = version >= 1;
  const value: EndQuorumEpochResponsePartitionData = {
    partitionIndex: reader.readInt32(),
    errorCode: reader.readInt16(),
    leaderId: reader.readInt32(),
    leaderEpoch: reader.readInt32(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readEndQuorumEpochResponsePartitionDataArray(reader: Reader, version: number): EndQuorumEpochResponsePartitionData[] {
  const length = reader.readArrayLength(version >= 1, 14);
  const values: EndQuorumEpochResponsePartitionData[] = [];
  for (let index = 0; index < length; index++) values.push(readEndQuorumEpochResponsePartitionData(reader, version));
  return values;
}

function writeEndQuorumEpochResponsePartitionData(writer: Writer, version: number, value: EndQuorumEpochResponsePartitionData): void {
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

export const endQuorumEpochResponse: MessageCodec<EndQuorumEpochResponse> = {
  name: 'EndQuorumEpochResponse',
  apiKey: 54,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 1,
  read: readEndQuorumEpochResponse,
  write: writeEndQuorumEpochResponse,
};
