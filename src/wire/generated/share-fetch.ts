// Generated from protocol/messages/api/78-ShareFetch.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, nullInVersion, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ShareFetchRequest {
  groupId: string | null;
  memberId: string | null;
  shareSessionEpoch: number;
  maxWaitMs: number;
  minBytes: number;
  maxBytes: number;
  maxRecords: number;
  batchSize: number;
  shareAcquireMode: number;
  isRenewAck: boolean;
  topics: FetchTopic[];
  forgottenTopicsData: ForgottenTopic[];
}

export interface FetchTopic {
  topicId: string;
  partitions: FetchPartition[];
}

export interface FetchPartition {
  partitionIndex: number;
  partitionMaxBytes: number;
  acknowledgementBatches: AcknowledgementBatch[];
}

export interface AcknowledgementBatch {
  firstOffset: bigint;
  lastOffset: bigint;
  acknowledgeTypes: number[];
}

export interface ForgottenTopic {
  topicId: string;
  partitions: number[];
}

export function newShareFetchRequest(fields?: Partial<ShareFetchRequest>): ShareFetchRequest {
  return {
    groupId: null,
    memberId: '',
    shareSessionEpoch: 0,
    maxWaitMs: 0,
    minBytes: 0,
    maxBytes: 2147483647,
    maxRecords: 0,
    batchSize: 0,
    shareAcquireMode: 0,
    isRenewAck: false,
    topics: [],
    forgottenTopicsData: [],
    ...fields,
  };
}

export function readShareFetchRequest(reader: Reader, version: number): ShareFetchRequest {
  if (version < 1 || version > 2) throw unsupportedVersion('ShareFetchRequest', version);
  const value: ShareFetchRequest = {
    groupId: reader.readNullableString(true),
    memberId: reader.readNullableString(true),
    shareSessionEpoch: reader.readInt32(),
    maxWaitMs: reader.readInt32(),
    minBytes: reader.readInt32(),
    maxBytes: reader.readInt32(),
    maxRecords: reader.readInt32(),
    batchSize: reader.readInt32(),
    shareAcquireMode: version >= 2 ? reader.readInt8() : 0,
    isRenewAck: version >= 2 ? reader.readBool() : false,
    topics: readFetchTopicArray(reader, version),
    forgottenTopicsData: readForgottenTopicArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeShareFetchRequest(writer: Writer, version: number, value: ShareFetchRequest): void {
  if (version < 1 || version > 2) throw unsupportedVersion('ShareFetchRequest', version);
  writer.writeString(value.groupId, true);
  writer.writeString(value.memberId, true);
  writer.writeInt32(value.shareSessionEpoch);
  writer.writeInt32(value.maxWaitMs);
  writer.writeInt32(value.minBytes);
  writer.writeInt32(value.maxBytes);
  writer.writeInt32(value.maxRecords);
  writer.writeInt32(value.batchSize);
  if (version >= 2) writer.writeInt8(value.shareAcquireMode);
  if (version >= 2) writer.writeBool(value.isRenewAck);
  if (version < 2 && value.isRenewAck) throw unsupportedField('ShareFetchRequest.isRenewAck', version);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeFetchTopic(writer, version, element);
  writer.writeArrayLength(value.forgottenTopicsData.length, true);
  for (const element of value.forgottenTopicsData) writeForgottenTopic(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newFetchTopic(fields?: Partial<FetchTopic>): FetchTopic {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readFetchTopic(reader: Reader, version: number): FetchTopic {
  const value: FetchTopic = {
    topicId: reader.readUuid(),
    partitions: readFetchPartitionArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readFetchTopicArray(reader: Reader, version: number): FetchTopic[] {
  const length = reader.readArrayLength(true, 18);
  const values: FetchTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readFetchTopic(reader, version));
  return values;
}

function writeFetchTopic(writer: Writer, version: number, value: FetchTopic): void {
  writer.writeUuid(value.topicId);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writeFetchPartition(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newFetchPartition(fields?: Partial<FetchPartition>): FetchPartition {
  return {
    partitionIndex: 0,
    partitionMaxBytes: 0,
    acknowledgementBatches: [],
    ...fields,
  };
}

function readFetchPartition(reader: Reader, version: number): FetchPartition {
  const value: FetchPartition = {
    partitionIndex: reader.readInt32(),
    partitionMaxBytes: 0,
    acknowledgementBatches: readAcknowledgementBatchArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readFetchPartitionArray(reader: Reader, version: number): FetchPartition[] {
  const length = reader.readArrayLength(true, 6);
  const values: FetchPartition[] = [];
  for (let index = 0; index < length; index++) values.push(readFetchPartition(reader, version));
  return values;
}

function writeFetchPartition(writer: Writer, version: number, value: FetchPartition): void {
  writer.writeInt32(value.partitionIndex);
  if (value.partitionMaxBytes !== 0) throw unsupportedField('FetchPartition.partitionMaxBytes', version);
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

export function newForgottenTopic(fields?: Partial<ForgottenTopic>): ForgottenTopic {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readForgottenTopic(reader: Reader, version: number): ForgottenTopic {
  const value: ForgottenTopic = {
    topicId: reader.readUuid(),
    partitions: reader.readInt32Array(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readForgottenTopicArray(reader: Reader, version: number): ForgottenTopic[] {
  const length = reader.readArrayLength(true, 18);
  const values: ForgottenTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readForgottenTopic(reader, version));
  return values;
}

function writeForgottenTopic(writer: Writer, version: number, value: ForgottenTopic): void {
  writer.writeUuid(value.topicId);
  writer.writeInt32Array(value.partitions, true);
  writer.writeUnsignedVarint(0);
}

export const shareFetchRequest: MessageCodec<ShareFetchRequest> = {
  name: 'ShareFetchRequest',
  apiKey: 78,
  minVersion: 1,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readShareFetchRequest,
  write: writeShareFetchRequest,
};

export interface ShareFetchResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  acquisitionLockTimeoutMs: number;
  responses: ShareFetchableTopicResponse[];
  nodeEndpoints: NodeEndpoint[];
}

export interface ShareFetchableTopicResponse {
  topicId: string;
  partitions: PartitionData[];
}

export interface PartitionData {
  partitionIndex: number;
  errorCode: number;
  errorMessage: string | null;
  acknowledgeErrorCode: number;
  acknowledgeErrorMessage: string | null;
  currentLeader: LeaderIdAndEpoch;
  records: Buffer | null;
  acquiredRecords: AcquiredRecords[];
}

export interface LeaderIdAndEpoch {
  leaderId: number;
  leaderEpoch: number;
}

export interface AcquiredRecords {
  firstOffset: bigint;
  lastOffset: bigint;
  deliveryCount: number;
}

export interface NodeEndpoint {
  nodeId: number;
  host: string;
  port: number;
  rack: string | null;
}

export function newShareFetchResponse(fields?: Partial<ShareFetchResponse>): ShareFetchResponse {
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

export function readShareFetchResponse(reader: Reader, version: number): ShareFetchResponse {
  if (version < 1 || version > 2) throw unsupportedVersion('ShareFetchResponse', version);
  const value: ShareFetchResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
    acquisitionLockTimeoutMs: reader.readInt32(),
    responses: readShareFetchableTopicResponseArray(reader, version),
    nodeEndpoints: readNodeEndpointArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeShareFetchResponse(writer: Writer, version: number, value: ShareFetchResponse): void {
  if (version < 1 || version > 2) throw unsupportedVersion('ShareFetchResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeInt32(value.acquisitionLockTimeoutMs);
  writer.writeArrayLength(value.responses.length, true);
  for (const element of value.responses) writeShareFetchableTopicResponse(writer, version, element);
  writer.writeArrayLength(value.nodeEndpoints.length, true);
  for (const element of value.nodeEndpoints) writeNodeEndpoint(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newShareFetchableTopicResponse(fields?: Partial<ShareFetchableTopicResponse>): ShareFetchableTopicResponse {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readShareFetchableTopicResponse(reader: Reader, version: number): ShareFetchableTopicResponse {
  const value: ShareFetchableTopicResponse = {
    topicId: reader.readUuid(),
    partitions: readPartitionDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readShareFetchableTopicResponseArray(reader: Reader, version: number): ShareFetchableTopicResponse[] {
  const length = reader.readArrayLength(true, 18);
  const values: ShareFetchableTopicResponse[] = [];
  for (let index = 0; index < length; index++) values.push(readShareFetchableTopicResponse(reader, version));
  return values;
}

function writeShareFetchableTopicResponse(writer: Writer, version: number, value: ShareFetchableTopicResponse): void {
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
    acknowledgeErrorCode: 0,
    acknowledgeErrorMessage: null,
    currentLeader: newLeaderIdAndEpoch(),
    records: null,
    acquiredRecords: [],
    ...fields,
  };
}

function readPartitionData(reader: Reader, version: number): PartitionData {
  const value: PartitionData = {
    partitionIndex: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
    acknowledgeErrorCode: reader.readInt16(),
    acknowledgeErrorMessage: reader.readNullableString(true),
    currentLeader: readLeaderIdAndEpoch(reader, version),
    records: reader.readBytes(true),
    acquiredRecords: readAcquiredRecordsArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readPartitionDataArray(reader: Reader, version: number): PartitionData[] {
  const length = reader.readArrayLength(true, 22);
  const values: PartitionData[] = [];
  for (let index = 0; index < length; index++) values.push(readPartitionData(reader, version));
  return values;
}

function writePartitionData(writer: Writer, version: number, value: PartitionData): void {
  writer.writeInt32(value.partitionIndex);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeInt16(value.acknowledgeErrorCode);
  writer.writeString(value.acknowledgeErrorMessage, true);
  writeLeaderIdAndEpoch(writer, version, value.currentLeader);
  if (value.records === null) throw nullInVersion('PartitionData.records', version);
  writer.writeBytes(value.records, true);
  writer.writeArrayLength(value.acquiredRecords.length, true);
  for (const element of value.acquiredRecords) writeAcquiredRecords(writer, version, element);
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

export function newAcquiredRecords(fields?: Partial<AcquiredRecords>): AcquiredRecords {
  return {
    firstOffset: 0n,
    lastOffset: 0n,
    deliveryCount: 0,
    ...fields,
  };
}

function readAcquiredRecords(reader: Reader, version: number): AcquiredRecords {
  const value: AcquiredRecords = {
    firstOffset: reader.readInt64(),
    lastOffset: reader.readInt64(),
    deliveryCount: reader.readInt16(),
  };
  reader.skipTaggedFields();
  return value;
}

function readAcquiredRecordsArray(reader: Reader, version: number): AcquiredRecords[] {
  const length = reader.readArrayLength(true, 19);
  const values: AcquiredRecords[] = [];
  for (let index = 0; index < length; index++) values.push(readAcquiredRecords(reader, version));
  return values;
}

function writeAcquiredRecords(writer: Writer, version: number, value: AcquiredRecords): void {
  writer.writeInt64(value.firstOffset);
  writer.writeInt64(value.lastOffset);
  writer.writeInt16(value.deliveryCount);
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

export const shareFetchResponse: MessageCodec<ShareFetchResponse> = {
  name: 'ShareFetchResponse',
  apiKey: 78,
  minVersion: 1,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readShareFetchResponse,
  write: writeShareFetchResponse,
};
