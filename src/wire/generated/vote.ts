// Generated from protocol/messages/api/52-Vote.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface VoteRequest {
  clusterId: string | null;
  voterId: number;
  topics: VoteRequestTopicData[];
}

export interface VoteRequestTopicData {
  topicName: string;
  partitions: VoteRequestPartitionData[];
}

export interface VoteRequestPartitionData {
  partitionIndex: number;
  replicaEpoch: number;
  replicaId: number;
  replicaDirectoryId: string;
  voterDirectoryId: string;
  lastOffsetEpoch: number;
  lastOffset: bigint;
  preVote: boolean;
}

export function newVoteRequest(fields?: Partial<VoteRequest>): VoteRequest {
  return {
    clusterId: null,
    voterId: -1,
    topics: [],
    ...fields,
  };
}

export function readVoteRequest(reader: Reader, version: number): VoteRequest {
  if (version < 0 || version > 2) throw unsupportedVersion('VoteRequest', version);
  const value: VoteRequest = {
    clusterId: reader.readNullableString(true),
    voterId: version >= 1 ? reader.readInt32() : -1,
    topics: readVoteRequestTopicDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeVoteRequest(writer: Writer, version: number, value: VoteRequest): void {
  if (version < 0 || version > 2) throw unsupportedVersion('VoteRequest', version);
  writer.writeString(value.clusterId, true);
  if (version >= 1) writer.writeInt32(value.voterId);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeVoteRequestTopicData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newVoteRequestTopicData(fields?: Partial<VoteRequestTopicData>): VoteRequestTopicData {
  return {
    topicName: '',
    partitions: [],
    ...fields,
  };
}

function readVoteRequestTopicData(reader: Reader, version: number): VoteRequestTopicData {
  const value: VoteRequestTopicData = {
    topicName: reader.readString(true),
    partitions: readVoteRequestPartitionDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readVoteRequestTopicDataArray(reader: Reader, version: number): VoteRequestTopicData[] {
  const length = reader.readArrayLength(true, 3);
  const values: VoteRequestTopicData[] = [];
  for (let index = 0; index < length; index++) values.push(readVoteRequestTopicData(reader, version));
  return values;
}

function writeVoteRequestTopicData(writer: Writer, version: number, value: VoteRequestTopicData): void {
  writer.writeString(value.topicName, true);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writeVoteRequestPartitionData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newVoteRequestPartitionData(fields?: Partial<VoteRequestPartitionData>): VoteRequestPartitionData {
  return {
    partitionIndex: 0,
    replicaEpoch: 0,
    replicaId: 0,
    replicaDirectoryId: ZERO_UUID,
    voterDirectoryId: ZERO_UUID,
    lastOffsetEpoch: 0,
    lastOffset: 0n,
    preVote: false,
    ...fields,
  };
}

function readVoteRequestPartitionData(reader: Reader, version: number): VoteRequestPartitionData {
  const value: VoteRequestPartitionData = {
    partitionIndex: reader.readInt32(),
    replicaEpoch: reader.readInt32(),
    replicaId: reader.readInt32(),
    replicaDirectoryId: version >= 1 ? reader.readUuid() : ZERO_UUID,
    voterDirectoryId: version >= 1 ? reader.readUuid() : ZERO_UUID,
    lastOffsetEpoch: reader.readInt32(),
    lastOffset: reader.readInt64(),
    preVote: version >= 2 ? reader.readBool() : false,
  };
  reader.skipTaggedFields();
  return value;
}

function readVoteRequestPartitionDataArray(reader: Reader, version: number): VoteRequestPartitionData[] {
  const length = reader.readArrayLength(true, 25);
  const values: VoteRequestPartitionData[] = [];
  for (let index = 0; index < length; index++) values.push(readVoteRequestPartitionData(reader, version));
  return values;
}

function writeVoteRequestPartitionData(writer: Writer, version: number, value: VoteRequestPartitionData): void {
  writer.writeInt32(value.partitionIndex);
  writer.writeInt32(value.replicaEpoch);
  writer.writeInt32(value.replicaId);
  if (version >= 1) writer.writeUuid(value.replicaDirectoryId);
  if (version >= 1) writer.writeUuid(value.voterDirectoryId);
  writer.writeInt32(value.lastOffsetEpoch);
  writer.writeInt64(value.lastOffset);
  if (version >= 2) writer.writeBool(value.preVote);
  if (version < 2 && value.preVote) throw unsupportedField('VoteRequestPartitionData.preVote', version);
  writer.writeUnsignedVarint(0);
}

export const voteRequest: MessageCodec<VoteRequest> = {
  name: 'VoteRequest',
  apiKey: 52,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readVoteRequest,
  write: writeVoteRequest,
};

export interface VoteResponse {
  errorCode: number;
  topics: VoteResponseTopicData[];
  nodeEndpoints: NodeEndpoint[];
}

export interface VoteResponseTopicData {
  topicName: string;
  partitions: VoteResponsePartitionData[];
}

export interface VoteResponsePartitionData {
  partitionIndex: number;
  errorCode: number;
  leaderId: number;
  leaderEpoch: number;
  voteGranted: boolean;
}

export interface NodeEndpoint {
  nodeId: number;
  host: string;
  port: number;
}

export function newVoteResponse(fields?: Partial<VoteResponse>): VoteResponse {
  return {
    errorCode: 0,
    topics: [],
    nodeEndpoints: [],
    ...fields,
  };
}

export function readVoteResponse(reader: Reader, version: number): VoteResponse {
  if (version < 0 || version > 2) throw unsupportedVersion('VoteResponse', version);
  const value: VoteResponse = {
    errorCode: reader.readInt16(),
    topics: readVoteResponseTopicDataArray(reader, version),
    nodeEndpoints: [],
  };
  for (let count = reader.readTagCount(); count > 0; count--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        if (version >= 1) {
          value.nodeEndpoints = readNodeEndpointArray(reader, version);
          reader.endTaggedField(end);
        } else reader.skipTo(end);
        break;
      default:
        reader.skipTo(end);
    }
  }
  return value;
}

export function writeVoteResponse(writer: Writer, version: number, value: VoteResponse): void {
  if (version < 0 || version > 2) throw unsupportedVersion('VoteResponse', version);
  writer.writeInt16(value.errorCode);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeVoteResponseTopicData(writer, version, element);
  if (version < 1 && value.nodeEndpoints.length !== 0) throw unsupportedField('VoteResponse.nodeEndpoints', version);
  let tagCount = 0;
  if (version >= 1 && value.nodeEndpoints.length !== 0) tagCount++;
  writer.writeUnsignedVarint(tagCount);
  if (version >= 1 && value.nodeEndpoints.length !== 0) {
    const position = writer.beginTaggedField(0);
    writer.writeArrayLength(value.nodeEndpoints.length, true);
    for (const element of value.nodeEndpoints) writeNodeEndpoint(writer, version, element);
    writer.endTaggedField(position);
  }
}

export function newVoteResponseTopicData(fields?: Partial<VoteResponseTopicData>): VoteResponseTopicData {
  return {
    topicName: '',
    partitions: [],
    ...fields,
  };
}

function readVoteResponseTopicData(reader: Reader, version: number): VoteResponseTopicData {
  const value: VoteResponseTopicData = {
    topicName: reader.readString(true),
    partitions: readVoteResponsePartitionDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readVoteResponseTopicDataArray(reader: Reader, version: number): VoteResponseTopicData[] {
  const length = reader.readArrayLength(true, 3);
  const values: VoteResponseTopicData[] = [];
  for (let index = 0; index < length; index++) values.push(readVoteResponseTopicData(reader, version));
  return values;
}

function writeVoteResponseTopicData(writer: Writer, version: number, value: VoteResponseTopicData): void {
  writer.writeString(value.topicName, true);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writeVoteResponsePartitionData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newVoteResponsePartitionData(fields?: Partial<VoteResponsePartitionData>): VoteResponsePartitionData {
  return {
    partitionIndex: 0,
    errorCode: 0,
    leaderId: 0,
    leaderEpoch: 0,
    voteGranted: false,
    ...fields,
  };
}

function readVoteResponsePartitionData(reader: Reader, version: number): VoteResponsePartitionData {
  const value: VoteResponsePartitionData = {
    partitionIndex: reader.readInt32(),
    errorCode: reader.readInt16(),
    leaderId: reader.readInt32(),
    leaderEpoch: reader.readInt32(),
    voteGranted: reader.readBool(),
  };
  reader.skipTaggedFields();
  return value;
}

function readVoteResponsePartitionDataArray(reader: Reader, version: number): VoteResponsePartitionData[] {
  const length = reader.readArrayLength(true, 16);
  const values: VoteResponsePartitionData[] = [];
  for (let index = 0; index < length; index++) values.push(readVoteResponsePartitionData(reader, version));
  return values;
}

function writeVoteResponsePartitionData(writer: Writer, version: number, value: VoteResponsePartitionData): void {
  writer.writeInt32(value.partitionIndex);
  writer.writeInt16(value.errorCode);
  writer.writeInt32(value.leaderId);
  writer.writeInt32(value.leaderEpoch);
  writer.writeBool(value.voteGranted);
  writer.writeUnsignedVarint(0);
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

export const voteResponse: MessageCodec<VoteResponse> = {
  name: 'VoteResponse',
  apiKey: 52,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readVoteResponse,
  write: writeVoteResponse,
};
