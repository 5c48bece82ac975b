// Generated from protocol/messages/api/01-Fetch.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface FetchRequest {
  clusterId: string | null;
  replicaId: number;
  replicaState: ReplicaState;
  maxWaitMs: number;
  minBytes: number;
  maxBytes: number;
  isolationLevel: number;
  sessionId: number;
  sessionEpoch: number;
  topics: FetchTopic[];
  forgottenTopicsData: ForgottenTopic[];
  rackId: string;
}

export interface ReplicaState {
  replicaId: number;
  replicaEpoch: bigint;
}

export interface FetchTopic {
  topic: string;
  topicId: string;
  partitions: FetchPartition[];
}

export interface FetchPartition {
  partition: number;
  currentLeaderEpoch: number;
  fetchOffset: bigint;
  lastFetchedEpoch: number;
  logStartOffset: bigint;
  partitionMaxBytes: number;
  replicaDirectoryId: string;
  highWatermark: bigint;
}

export interface ForgottenTopic {
  topic: string;
  topicId: string;
  partitions: number[];
}

export function newFetchRequest(fields?: Partial<FetchRequest>): FetchRequest {
  return {
    clusterId: null,
    replicaId: -1,
    replicaState: newReplicaState(),
    maxWaitMs: 0,
    minBytes: 0,
    maxBytes: 2147483647,
    isolationLevel: 0,
    sessionId: 0,
    sessionEpoch: -1,
    topics: [],
    forgottenTopicsData: [],
    rackId: '',
    ...fields,
  };
}

export function readFetchRequest(reader: Reader, version: number): FetchRequest {
  if (version < 4 || version > 18) throw unsupportedVersion('FetchRequest', version);
  const flexible = version >= 12;
  const value: FetchRequest = {
    clusterId: null,
    replicaId: version <= 14 ? reader.readInt32() : -1,
    replicaState: newReplicaState(),
    maxWaitMs: reader.readInt32(),
    minBytes: reader.readInt32(),
    maxBytes: reader.readInt32(),
    isolationLevel: reader.readInt8(),
    sessionId: version >= 7 ? reader.readInt32() : 0,
    sessionEpoch: version >= 7 ? reader.readInt32() : -1,
    topics: readFetchTopicArray(reader, version),
    forgottenTopicsData: version >= 7 ? readForgottenTopicArray(reader, version) : [],
    rackId: version >= 11 ? reader.readString(flexible) : '',
  };
  if (flexible) {
    for (let count = reader.readTagCount(); count > 0; count--) {
      const tag = reader.readUnsignedVarint();
      const end = reader.readTaggedFieldEnd();
      switch (tag) {
        case 0:
          value.clusterId = reader.readNullableString(flexible);
          reader.endTaggedField(end);
          break;
        case 1:
          if (version >= 15) {
            value.replicaState = readReplicaState(reader, version);
            reader.endTaggedField(end);
          } else reader.skipTo(end);
          break;
        default:
          reader.skipTo(end);
      }
    }
  }
  return value;
}

export function writeFetchRequest(writer: Writer, version: number, value: FetchRequest): void {
  if (version < 4 || version > 18) throw unsupportedVersion('FetchRequest', version);
  const flexible = version >= 12;
  if (version <= 14) writer.writeInt32(value.replicaId);
  if (version > 14 && value.replicaId !== -1) throw unsupportedField('FetchRequest.replicaId', version);
  if (version < 15 && !isDefaultReplicaState(value.replicaState)) throw unsupportedField('FetchRequest.replicaState', version);
  writer.writeInt32(value.maxWaitMs);
  writer.writeInt32(value.minBytes);
  writer.writeInt32(value.maxBytes);
  writer.writeInt8(value.isolationLevel);
  if (version >= 7) writer.writeInt32(value.sessionId);
  if (version >= 7) writer.writeInt32(value.sessionEpoch);
  writer.writeArrayLength(value.topics.length, flexible);
  for (const element of value.topics) writeFetchTopic(writer, version, element);
  if (version >= 7) {
    writer.writeArrayLength(value.forgottenTopicsData.length, flexible);
    for (const element of value.forgottenTopicsData) writeForgottenTopic(writer, version, element);
  }
  if (version < 7 && value.forgottenTopicsData.length !== 0) throw unsupportedField('FetchRequest.forgottenTopicsData', version);
  if (version >= 11) writer.writeString(value.rackId, flexible);
  if (flexible) {
    let tagCount = 0;
    if (value.clusterId !== null) tagCount++;
    if (version >= 15 && !isDefaultReplicaState(value.replicaState)) tagCount++;
    writer.writeUnsignedVarint(tagCount);
    if (value.clusterId !== null) {
      const position = writer.beginTaggedField(0);
      writer.writeString(value.clusterId, flexible);
      writer.endTaggedField(position);
    }
    if (version >= 15 && !isDefaultReplicaState(value.replicaState)) {
      const position = writer.beginTaggedField(1);
      writeReplicaState(writer, version, value.replicaState);
      writer.endTaggedField(position);
    }
  }
}

export function newReplicaState(fields?: Partial<ReplicaState>): ReplicaState {
  return {
    replicaId: -1,
    replicaEpoch: -1n,
    ...fields,
  };
}

function isDefaultReplicaState(value: ReplicaState): boolean {
  return !(value.replicaId !== -1 || value.replicaEpoch !== -1n);
}

function readReplicaState(reader: Reader, version: number): ReplicaState {
  const value: ReplicaState = {
    replicaId: reader.readInt32(),
    replicaEpoch: reader.readInt64(),
  };
  reader.skipTaggedFields();
  return value;
}

function writeReplicaState(writer: Writer, version: number, value: ReplicaState): void {
  writer.writeInt32(value.replicaId);
  writer.writeInt64(value.replicaEpoch);
  writer.writeUnsignedVarint(0);
}

export function newFetchTopic(fields?: Partial<FetchTopic>): FetchTopic {
  return {
    topic: '',
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readFetchTopic(reader: Reader, version: number): FetchTopic {
  const flexible = version >= 12;
  const value: FetchTopic = {
    topic: version <= 12 ? reader.readString(flexible) : '',
    topicId: version >= 13 ? reader.readUuid() : ZERO_UUID,
    partitions: readFetchPartitionArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readFetchTopicArray(reader: Reader, version: number): FetchTopic[] {
  const length = reader.readArrayLength(version >= 12, 3);
  const values: FetchTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readFetchTopic(reader, version));
  return values;
}

function writeFetchTopic(writer: Writer, version: number, value: FetchTopic): void {
  const flexible = version >= 12;
  if (version <= 12) writer.writeString(value.topic, flexible);
  if (version >= 13) writer.writeUuid(value.topicId);
  writer.writeArrayLength(value.partitions.length, flexible);
  for (const element of value.partitions) writeFetchPartition(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newFetchPartition(fields?: Partial<FetchPartition>): FetchPartition {
  return {
    partition: 0,
    currentLeaderEpoch: -1,
    fetchOffset: 0n,
    lastFetchedEpoch: -1,
    logStartOffset: -1n,
    partitionMaxBytes: 0,
    replicaDirectoryId: ZERO_UUID,
    highWatermark: 9223372036854775807n,
    ...fields,
  };
}

function readFetchPartition(reader: Reader, version: number): FetchPartition {
  const flexible = version >= 12;
  const value: FetchPartition = {
    partition: reader.readInt32(),
    currentLeaderEpoch: version >= 9 ? reader.readInt32() : -1,
    fetchOffset: reader.readInt64(),
    lastFetchedEpoch: version >= 12 ? reader.readInt32() : -1,
    logStartOffset: version >= 5 ? reader.readInt64() : -1n,
    partitionMaxBytes: reader.readInt32(),
    replicaDirectoryId: ZERO_UUID,
    highWatermark: 9223372036854775807n,
  };
  if (flexible) {
    for (let count = reader.readTagCount(); count > 0; count--) {
      const tag = reader.readUnsignedVarint();
      const end = reader.readTaggedFieldEnd();
      switch (tag) {
        case 0:
          if (version >= 17) {
            value.replicaDirectoryId = reader.readUuid();
            reader.endTaggedField(end);
          } else reader.skipTo(end);
          break;
        case 1:
          if (version >= 18) {
            value.highWatermark = reader.readInt64();
            reader.endTaggedField(end);
          } else reader.skipTo(end);
          break;
        default:
          reader.skipTo(end);
      }
    }
  }
  return value;
}

function readFetchPartitionArray(reader: Reader, version: number): FetchPartition[] {
  const length = reader.readArrayLength(version >= 12, 16);
  const values: FetchPartition[] = [];
  for (let index = 0; index < length; index++) values.push(readFetchPartition(reader, version));
  return values;
}

function writeFetchPartition(writer: Writer, version: number, value: FetchPartition): void {
  const flexible = version >= 12;
  writer.writeInt32(value.partition);
  if (version >= 9) writer.writeInt32(value.currentLeaderEpoch);
  writer.writeInt64(value.fetchOffset);
  if (version >= 12) writer.writeInt32(value.lastFetchedEpoch);
  if (version < 12 && value.lastFetchedEpoch !== -1) throw unsupportedField('FetchPartition.lastFetchedEpoch', version);
  if (version >= 5) writer.writeInt64(value.logStartOffset);
  writer.writeInt32(value.partitionMaxBytes);
  if (flexible) {
    let tagCount = 0;
    if (version >= 17 && value.replicaDirectoryId !== ZERO_UUID) tagCount++;
    if (version >= 18 && value.highWatermark !== 9223372036854775807n) tagCount++;
    writer.writeUnsignedVarint(tagCount);
    if (version >= 17 && value.replicaDirectoryId !== ZERO_UUID) {
      const position = writer.beginTaggedField(0);
      writer.writeUuid(value.replicaDirectoryId);
      writer.endTaggedField(position);
    }
    if (version >= 18 && value.highWatermark !== 9223372036854775807n) {
      const position = writer.beginTaggedField(1);
      writer.writeInt64(value.highWatermark);
      writer.endTaggedField(position);
    }
  }
}

export function newForgottenTopic(fields?: Partial<ForgottenTopic>): ForgottenTopic {
  return {
    topic: '',
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readForgottenTopic(reader: Reader, version: number): ForgottenTopic {
  const flexible = version >= 12;
  const value: ForgottenTopic = {
    topic: version <= 12 ? reader.readString(flexible) : '',
    topicId: version >= 13 ? reader.readUuid() : ZERO_UUID,
    partitions: reader.readInt32Array(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readForgottenTopicArray(reader: Reader, version: number): ForgottenTopic[] {
  const length = reader.readArrayLength(version >= 12, 3);
  const values: ForgottenTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readForgottenTopic(reader, version));
  return values;
}

function writeForgottenTopic(writer: Writer, version: number, value: ForgottenTopic): void {
  const flexible = version >= 12;
  if (version <= 12) writer.writeString(value.topic, flexible);
  if (version >= 13) writer.writeUuid(value.topicId);
  writer.writeInt32Array(value.partitions, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const fetchRequest: MessageCodec<FetchRequest> = {
  name: 'FetchRequest',
  apiKey: 1,
  minVersion: 4,
  maxVersion: 18,
  latestVersionUnstable: false,
  flexibleFrom: 12,
  read: readFetchRequest,
  write: writeFetchRequest,
};

export interface FetchResponse {
  throttleTimeMs: number;
  errorCode: number;
  sessionId: number;
  responses: FetchableTopicResponse[];
  nodeEndpoints: NodeEndpoint[];
}

export interface FetchableTopicResponse {
  topic: string;
  topicId: string;
  partitions: PartitionData[];
}

export interface PartitionData {
  partitionIndex: number;
  errorCode: number;
  highWatermark: bigint;
  lastStableOffset: bigint;
  logStartOffset: bigint;
  divergingEpoch: EpochEndOffset;
  currentLeader: LeaderIdAndEpoch;
  snapshotId: SnapshotId;
  abortedTransactions: AbortedTransaction[] | null;
  preferredReadReplica: number;
  records: Buffer | null;
}

export interface EpochEndOffset {
  epoch: number;
  endOffset: bigint;
}

export interface LeaderIdAndEpoch {
  leaderId: number;
  leaderEpoch: number;
}

export interface SnapshotId {
  endOffset: bigint;
  epoch: number;
}

export interface AbortedTransaction {
  producerId: bigint;
  firstOffset: bigint;
}

export interface NodeEndpoint {
  nodeId: number;
  host: string;
  port: number;
  rack: string | null;
}

export function newFetchResponse(fields?: Partial<FetchResponse>): FetchResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    sessionId: 0,
    responses: [],
    nodeEndpoints: [],
    ...fields,
  };
}

export function readFetchResponse(reader: Reader, version: number): FetchResponse {
  if (version < 4 || version > 18) throw unsupportedVersion('FetchResponse', version);
  const flexible = version >= 12;
  const value: FetchResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: version >= 7 ? reader.readInt16() : 0,
    sessionId: version >= 7 ? reader.readInt32() : 0,
    responses: readFetchableTopicResponseArray(reader, version),
    nodeEndpoints: [],
  };
  if (flexible) {
    for (let count = reader.readTagCount(); count > 0; count--) {
      const tag = reader.readUnsignedVarint();
      const end = reader.readTaggedFieldEnd();
      switch (tag) {
        case 0:
          if (version >= 16) {
            value.nodeEndpoints = readNodeEndpointArray(reader, version);
            reader.endTaggedField(end);
          } else reader.skipTo(end);
          break;
        default:
          reader.skipTo(end);
      }
    }
  }
  return value;
}

export function writeFetchResponse(writer: Writer, version: number, value: FetchResponse): void {
  if (version < 4 || version > 18) throw unsupportedVersion('FetchResponse', version);
  const flexible = version >= 12;
  writer.writeInt32(value.throttleTimeMs);
  if (version >= 7) writer.writeInt16(value.errorCode);
  if (version >= 7) writer.writeInt32(value.sessionId);
  if (version < 7 && value.sessionId !== 0) throw unsupportedField('FetchResponse.sessionId', version);
  writer.writeArrayLength(value.responses.length, flexible);
  for (const element of value.responses) writeFetchableTopicResponse(writer, version, element);
  if (version < 16 && value.nodeEndpoints.length !== 0) throw unsupportedField('FetchResponse.nodeEndpoints', version);
  if (flexible) {
    let tagCount = 0;
    if (version >= 16 && value.nodeEndpoints.length !== 0) tagCount++;
    writer.writeUnsignedVarint(tagCount);
    if (version >= 16 && value.nodeEndpoints.length !== 0) {
      const position = writer.beginTaggedField(0);
      writer.writeArrayLength(value.nodeEndpoints.length, flexible);
      for (const element of value.nodeEndpoints) writeNodeEndpoint(writer, version, element);
      writer.endTaggedField(position);
    }
  }
}

export function newFetchableTopicResponse(fields?: Partial<FetchableTopicResponse>): FetchableTopicResponse {
  return {
    topic: '',
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readFetchableTopicResponse(reader: Reader, version: number): FetchableTopicResponse {
  const flexible = version >= 12;
  const value: FetchableTopicResponse = {
    topic: version <= 12 ? reader.readString(flexible) : '',
    topicId: version >= 13 ? reader.readUuid() : ZERO_UUID,
    partitions: readPartitionDataArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readFetchableTopicResponseArray(reader: Reader, version: number): FetchableTopicResponse[] {
  const length = reader.readArrayLength(version >= 12, 3);
  const values: FetchableTopicResponse[] = [];
  for (let index = 0; index < length; index++) values.push(readFetchableTopicResponse(reader, version));
  return values;
}

function writeFetchableTopicResponse(writer: Writer, version: number, value: FetchableTopicResponse): void {
  const flexible = version >= 12;
  if (version <= 12) writer.writeString(value.topic, flexible);
  if (version >= 13) writer.writeUuid(value.topicId);
  writer.writeArrayLength(value.partitions.length, flexible);
  for (const element of value.partitions) writePartitionData(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newPartitionData(fields?: Partial<PartitionData>): PartitionData {
  return {
    partitionIndex: 0,
    errorCode: 0,
    highWatermark: 0n,
    lastStableOffset: -1n,
    logStartOffset: -1n,
    divergingEpoch: newEpochEndOffset(),
    currentLeader: newLeaderIdAndEpoch(),
    snapshotId: newSnapshotId(),
    abortedTransactions: [],
    preferredReadReplica: -1,
    records: null,
    ...fields,
  };
}

function readPartitionData(reader: Reader, version: number): PartitionData {
  const flexible = version >= 12;
  const value: PartitionData = {
    partitionIndex: reader.readInt32(),
    errorCode: reader.readInt16(),
    highWatermark: reader.readInt64(),
    lastStableOffset: reader.readInt64(),
    logStartOffset: version >= 5 ? reader.readInt64() : -1n,
    divergingEpoch: newEpochEndOffset(),
    currentLeader: newLeaderIdAndEpoch(),
    snapshotId: newSnapshotId(),
    abortedTransactions: readNullableAbortedTransactionArray(reader, version),
    preferredReadReplica: version >= 11 ? reader.readInt32() : -1,
    records: reader.readNullableBytes(flexible),
  };
  if (flexible) {
    for (let count = reader.readTagCount(); count > 0; count--) {
      const tag = reader.readUnsignedVarint();
      const end = reader.readTaggedFieldEnd();
      switch (tag) {
        case 0:
          value.divergingEpoch = readEpochEndOffset(reader, version);
          reader.endTaggedField(end);
          break;
        case 1:
          value.currentLeader = readLeaderIdAndEpoch(reader, version);
          reader.endTaggedField(end);
          break;
        case 2:
          value.snapshotId = readSnapshotId(reader, version);
          reader.endTaggedField(end);
          break;
        default:
          reader.skipTo(end);
      }
    }
  }
  return value;
}

function readPartitionDataArray(reader: Reader, version: number): PartitionData[] {
  const length = reader.readArrayLength(version >= 12, 30);
  const values: PartitionData[] = [];
  for (let index = 0; index < length; index++) values.push(readPartitionData(reader, version));
  return values;
}

function writePartitionData(writer: Writer, version: number, value: PartitionData): void {
  const flexible = version >= 12;
  writer.writeInt32(value.partitionIndex);
  writer.writeInt16(value.errorCode);
  writer.writeInt64(value.highWatermark);
  writer.writeInt64(value.lastStableOffset);
  if (version >= 5) writer.writeInt64(value.logStartOffset);
  if (version < 12 && !isDefaultEpochEndOffset(value.divergingEpoch)) throw unsupportedField('PartitionData.divergingEpoch', version);
  if (version < 12 && !isDefaultLeaderIdAndEpoch(value.currentLeader)) throw unsupportedField('PartitionData.currentLeader', version);
  if (version < 12 && !isDefaultSnapshotId(value.snapshotId)) throw unsupportedField('PartitionData.snapshotId', version);
  writer.writeArrayLength(value.abortedTransactions === null ? -1 : value.abortedTransactions.length, flexible);
  if (value.abortedTransactions !== null) for (const element of value.abortedTransactions) writeAbortedTransaction(writer, version, element);
  if (version >= 11) writer.writeInt32(value.preferredReadReplica);
  if (version < 11 && value.preferredReadReplica !== -1) throw unsupportedField('PartitionData.preferredReadReplica', version);
  writer.writeBytes(value.records, flexible);
  if (flexible) {
    let tagCount = 0;
    if (!isDefaultEpochEndOffset(value.divergingEpoch)) tagCount++;
    if (!isDefaultLeaderIdAndEpoch(value.currentLeader)) tagCount++;
    if (!isDefaultSnapshotId(value.snapshotId)) tagCount++;
    writer.writeUnsignedVarint(tagCount);
    if (!isDefaultEpochEndOffset(value.divergingEpoch)) {
      const position = writer.beginTaggedField(0);
      writeEpochEndOffset(writer, version, value.divergingEpoch);
      writer.endTaggedField(position);
    }
    if (!isDefaultLeaderIdAndEpoch(value.currentLeader)) {
      const position = writer.beginTaggedField(1);
      writeLeaderIdAndEpoch(writer, version, value.currentLeader);
      writer.endTaggedField(position);
    }
    if (!isDefaultSnapshotId(value.snapshotId)) {
      const position = writer.beginTaggedField(2);
      writeSnapshotId(writer, version, value.snapshotId);
      writer.endTaggedField(position);
    }
  }
}

export function newEpochEndOffset(fields?: Partial<EpochEndOffset>): EpochEndOffset {
  return {
    epoch: -1,
    endOffset: -1n,
    ...fields,
  };
}

function isDefaultEpochEndOffset(value: EpochEndOffset): boolean {
  return !(value.epoch !== -1 || value.endOffset !== -1n);
}

function readEpochEndOffset(reader: Reader, version: number): EpochEndOffset {
  const value: EpochEndOffset = {
    epoch: reader.readInt32(),
    endOffset: reader.readInt64(),
  };
  reader.skipTaggedFields();
  return value;
}

function writeEpochEndOffset(writer: Writer, version: number, value: EpochEndOffset): void {
  writer.writeInt32(value.epoch);
  writer.writeInt64(value.endOffset);
  writer.writeUnsignedVarint(0);
}

export function newLeaderIdAndEpoch(fields?: Partial<LeaderIdAndEpoch>): LeaderIdAndEpoch {
  return {
    leaderId: -1,
    leaderEpoch: -1,
    ...fields,
  };
}

function isDefaultLeaderIdAndEpoch(value: LeaderIdAndEpoch): boolean {
  return !(value.leaderId !== -1 || value.leaderEpoch !== -1);
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

export function newSnapshotId(fields?: Partial<SnapshotId>): SnapshotId {
  return {
    endOffset: -1n,
    epoch: -1,
    ...fields,
  };
}

function isDefaultSnapshotId(value: SnapshotId): boolean {
  return !(value.endOffset !== -1n || value.epoch !== -1);
}

function readSnapshotId(reader: Reader, version: number): SnapshotId {
  const value: SnapshotId = {
    endOffset: reader.readInt64(),
    epoch: reader.readInt32(),
  };
  reader.skipTaggedFields();
  return value;
}

function writeSnapshotId(writer: Writer, version: number, value: SnapshotId): void {
  writer.writeInt64(value.endOffset);
  writer.writeInt32(value.epoch);
  writer.writeUnsignedVarint(0);
}

export function newAbortedTransaction(fields?: Partial<AbortedTransaction>): AbortedTransaction {
  return {
    producerId: 0n,
    firstOffset: 0n,
    ...fields,
  };
}

function readAbortedTransaction(reader: Reader, version: number): AbortedTransaction {
  const flexible = version >= 12;
  const value: AbortedTransaction = {
    producerId: reader.readInt64(),
    firstOffset: reader.readInt64(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readNullableAbortedTransactionArray(reader: Reader, version: number): AbortedTransaction[] | null {
  const length = reader.readNullableArrayLength(version >= 12, 16);
  if (length < 0) return null;
  const values: AbortedTransaction[] = [];
  for (let index = 0; index < length; index++) values.push(readAbortedTransaction(reader, version));
  return values;
}

function writeAbortedTransaction(writer: Writer, version: number, value: AbortedTransaction): void {
  const flexible = version >= 12;
  writer.writeInt64(value.producerId);
  writer.writeInt64(value.firstOffset);
  if (flexible) writer.writeUnsignedVarint(0);
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

export const fetchResponse: MessageCodec<FetchResponse> = {
  name: 'FetchResponse',
  apiKey: 1,
  minVersion: 4,
  maxVersion: 18,
  latestVersionUnstable: false,
  flexibleFrom: 12,
  read: readFetchResponse,
  write: writeFetchResponse,
};
