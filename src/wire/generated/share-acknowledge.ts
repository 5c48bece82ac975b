// Generated from protocol/messages/api/79-ShareAcknowledge.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ShareAcknowledgeRequest {
  groupId: string | null;
  memberId: string | null;
  shareSessionEpoch: number;
  isRenewAck: boolean;
  topics: AcknowledgeTopic[];
}

export interface AcknowledgeTopic {
  topicId: string;
  partitions: AcknowledgePartition[];
}

export interface AcknowledgePartition {
  partitionIndex: number;
  acknowledgementBatches: AcknowledgementBatch[];
}

export interface AcknowledgementBatch {
  firstOffset: bigint;
  lastOffset: bigint;
  acknowledgeTypes: number[];
}

export function newShareAcknowledgeRequest(fields?: Partial<ShareAcknowledgeRequest>): ShareAcknowledgeRequest {
  return {
    groupId: null,
    memberId: '',
    shareSessionEpoch: 0,
    isRenewAck: false,
    topics: [],
    ...fields,
  };
}

export function readShareAcknowledgeRequest(reader: Reader, version: number): ShareAcknowledgeRequest {
  if (version < 1 || version > 2) throw unsupportedVersion('ShareAcknowledgeRequest', version);
  const value: ShareAcknowledgeRequest = {
    groupId: reader.readNullableString(true),
    memberId: reader.readNullableString(true),
    shareSessionEpoch: reader.readInt32(),
    isRenewAck: version >= 2 ? reader.readBool() : false,
    topics: readAcknowledgeTopicArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeShareAcknowledgeRequest(writer: Writer, version: number, value: ShareAcknowledgeRequest): void {
  if (version < 1 || version > 2) throw unsupportedVersion('ShareAcknowledgeRequest', version);
  writer.writeString(value.groupId, true);
  writer.writeString(value.memberId, true);
  writer.writeInt32(value.shareSessionEpoch);
  if (version >= 2) writer.writeBool(value.isRenewAck);
  if (version < 2 && value.isRenewAck) throw unsupportedField('ShareAcknowledgeRequest.isRenewAck', version);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeAcknowledgeTopic(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newAcknowledgeTopic(fields?: Partial<AcknowledgeTopic>): AcknowledgeTopic {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readAcknowledgeTopic(reader: Reader, version: number): AcknowledgeTopic {
  const value: AcknowledgeTopic = {
    topicId: reader.readUuid(),
    partitions: readAcknowledgePartitionArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readAcknowledgeTopicArray(reader: Reader, version: number): AcknowledgeTopic[] {
  const length = reader.readArrayLength(true, 18);
  const values: AcknowledgeTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readAcknowledgeTopic(reader, version));
  return values;
}

function writeAcknowledgeTopic(writer: Writer, version: number, value: AcknowledgeTopic): void {
  writer.writeUuid(value.topicId);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writeAcknowledgePartition(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newAcknowledgePartition(fields?: Partial<AcknowledgePartition>): AcknowledgePartition {
  return {
    partitionIndex: 0,
    acknowledgementBatches: [],
    ...fields,
  };
}

function readAcknowledgePartition(reader: Reader, version: number): AcknowledgePartition {
  const value: AcknowledgePartition = {
    partitionIndex: reader.readInt32(),
    acknowledgementBatches: readAcknowledgementBatchArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readAcknowledgePartitionArray(reader: Reader, version: number): AcknowledgePartition[] {
  const length = reader.readArrayLength(true, 6);
  const values: AcknowledgePartition[] = [];
  for (let index = 0; index < length; index++) values.push(readAcknowledgePartition(reader, version));
  return values;
}

function writeAcknowledgePartition(writer: Writer, version: number, value: AcknowledgePartition): void {
  writer.writeInt32(value.partitionIndex);
  writer.writeArrayLength(value.acknowledgementBatches.length, true);
  for (const element of value.acknowledgementBatches) writeAcknowledgementBatch(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newAcknowledgementBatch(fields?: Partial<AcknowledgementBatch>): AcknowledgementBatch {
  return {
    firstOffset: 0n,
    lastOffset: 0n,
    acknowledgeTypes: [],
    ...fields,
  };
}

function readAcknowledgementBatch(reader: Reader, version: number): AcknowledgementBatch {
  const value: AcknowledgementBatch = {
    firstOffset: reader.readInt64(),
    lastOffset: reader.readInt64(),
    acknowledgeTypes: reader.readInt8Array(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readAcknowledgementBatchArray(reader: Reader, version: number): AcknowledgementBatch[] {
  const length = reader.readArrayLength(true, 18);
  const values: AcknowledgementBatch[] = [];
  for (let index = 0; index < length; index++) values.push(readAcknowledgementBatch(reader, version));
  return values;
}

function writeAcknowledgementBatch(writer: Writer, version: number, value: AcknowledgementBatch): void {
  writer.writeInt64(value.firstOffset);
  writer.writeInt64(value.lastOffset);
  writer.writeInt8Array(value.acknowledgeTypes, true);
  writer.writeUnsignedVarint(0);
}

export const shareAcknowledgeRequest: MessageCodec<ShareAcknowledgeRequest> = {
  name: 'ShareAcknowledgeRequest',
  apiKey: 79,
  minVersion: 1,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readShareAcknowledgeRequest,
  write: writeShareAcknowledgeRequest,
};

export interface ShareAcknowledgeResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  acquisitionLockTimeoutMs: number;
  responses: ShareAcknowledgeTopicResponse[];
  nodeEndpoints: NodeEndpoint[];
}

export interface ShareAcknowledgeTopicResponse {
  topicId: string;
  partitions: PartitionData[];
}

export interface PartitionData {
  partitionIndex: number;
  errorCode: number;
  errorMessage: string | null;
  currentLeader: LeaderIdAndEpoch;
}

export interface LeaderIdAndEpoch {
  leaderId: number;
  leaderEpoch: number;
}

export interface NodeEndpoint {
  nodeId: number;
  host: string;
  port: number;
  rack: string | null;
}

export function newShareAcknowledgeResponse(fields?: Partial<ShareAcknowledgeResponse>): ShareAcknowledgeResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    errorMessage: null,
    acquisitionLockTimeoutMs: 0,
    responses: [],
    nodeEndpoints: [],
    ...fields,
  };
}

export function readShareAcknowledgeResponse(reader: Reader, version: number): ShareAcknowledgeResponse {
  if (version < 1 || version > 2) throw unsupportedVersion('ShareAcknowledgeResponse', version);
  const value: ShareAcknowledgeResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
    acquisitionLockTimeoutMs: version >= 2 ? reader.readInt32() : 0,
    responses: readShareAcknowledgeTopicResponseArray(reader, version),
    nodeEndpoints: readNodeEndpointArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeShareAcknowledgeResponse(writer: Writer, version: number, value: ShareAcknowledgeResponse): void {
  if (version < 1 || version > 2) throw unsupportedVersion('ShareAcknowledgeResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  if (version >= 2) writer.writeInt32(value.acquisitionLockTimeoutMs);
  writer.writeArrayLength(value.responses.length, true);
  for (const element of value.responses) writeShareAcknowledgeTopicResponse(writer, version, element);
  writer.writeArrayLength(value.nodeEndpoints.length, true);
  for (const element of value.nodeEndpoints) writeNodeEndpoint(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newShareAcknowledgeTopicResponse(fields?: Partial<ShareAcknowledgeTopicResponse>): ShareAcknowledgeTopicResponse {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readShareAcknowledgeTopicResponse(reader: Reader, version: number): ShareAcknowledgeTopicResponse {
  const value: ShareAcknowledgeTopicResponse = {
    topicId: reader.readUuid(),
    partitions: readPartitionDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readShareAcknowledgeTopicResponseArray(reader: Reader, version: number): ShareAcknowledgeTopicResponse[] {
  const length = reader.readArrayLength(true, 18);
  const values: ShareAcknowledgeTopicResponse[] = [];
  for (let index = 0; index < length; index++) values.push(readShareAcknowledgeTopicResponse(reader, version));
  return values;
}

function writeShareAcknowledgeTopicResponse(writer: Writer, version: number, value: ShareAcknowledgeTopicResponse): void {
  writer.writeUuid(value.topicId);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writePartitionData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newPartitionData(fields?: Partial<PartitionData>): PartitionData {
  return {
    partitionIndex: 0,
    errorCode: 0,
    errorMessage: null,
    currentLeader: newLeaderIdAndEpoch(),
    ...fields,
  };
}

function readPartitionData(reader: Reader, version: number): PartitionData {
  const value: PartitionData = {
    partitionIndex: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
    currentLeader: readLeaderIdAndEpoch(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readPartitionDataArray(reader: Reader, version: number): PartitionData[] {
  const length = reader.readArrayLength(true, 17);
  const values: PartitionData[] = [];
  for (let index = 0; index < length; index++) values.push(readPartitionData(reader, version));
  return values;
}

function writePartitionData(writer: Writer, version: number, value: PartitionData): void {
  writer.writeInt32(value.partitionIndex);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writeLeaderIdAndEpoch(writer, version, value.currentLeader);
  writer.writeUnsignedVarint(0);
}

export function newLeaderIdAndEpoch(fields?: Partial<LeaderIdAndEpoch>): LeaderIdAndEpoch {
  return {
    leaderId: 0,
    leaderEpoch: 0,
    ...fields,
  };
}

function isDefaultLeaderIdAndEpoch(value: LeaderIdAndEpoch): boolean {
  return !(value.leaderId !== 0 || value.leaderEpoch !== 0);
}

function readLeaderIdAndEpoch(reader: Reader, version: number): LeaderIdAndEpoch {
  const value: LeaderIdAndEpoch = {
    leaderId: reader.readInt32(),
    leaderEpoch: reader.readInt32(),
  };
  reader.skipTaggedFields();
  return value;
}

function writeLeaderIdAndEpoch(writer: Writer, version: number, value: LeaderIdAndEpoch): void {
  writer.writeInt32(value.leaderId);
  writer.writeInt32(value.leaderEpoch);
  writer.writeUnsignedVarint(0);
}

export function newNodeEndpoint(fields?: Partial<NodeEndpoint>): NodeEndpoint {
  return {
    nodeId: 0,
    host: '',
    port: 0,
    rack: null,
    ...fields,
  };
}

function readNodeEndpoint(reader: Reader, version: number): NodeEndpoint {
  const value: NodeEndpoint = {
    nodeId: reader.readInt32(),
    host: reader.readString(true),
    port: reader.readInt32(),
    rack: reader.readNullableString(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readNodeEndpointArray(reader: Reader, version: number): NodeEndpoint[] {
  const length = reader.readArrayLength(true, 11);
  const values: NodeEndpoint[] = [];
  for (let index = 0; index < length; index++) values.push(readNodeEndpoint(reader, version));
  return values;
}

function writeNodeEndpoint(writer: Writer, version: number, value: NodeEndpoint): void {
  writer.writeInt32(value.nodeId);
  writer.writeString(value.host, true);
  writer.writeInt32(value.port);
  writer.writeString(value.rack, true);
  writer.writeUnsignedVarint(0);
}

export const shareAcknowledgeResponse: MessageCodec<ShareAcknowledgeResponse> = {
  name: 'ShareAcknowledgeResponse',
  apiKey: 79,
  minVersion: 1,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readShareAcknowledgeResponse,
  write: writeShareAcknowledgeResponse,
};
