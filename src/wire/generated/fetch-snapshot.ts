// Generated from protocol/messages/api/59-FetchSnapshot.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface FetchSnapshotRequest {
  clusterId: string | null;
  replicaId: number;
  maxBytes: number;
  topics: FetchSnapshotRequestTopicSnapshot[];
}

export interface FetchSnapshotRequestTopicSnapshot {
  name: string;
  partitions: FetchSnapshotRequestPartitionSnapshot[];
}

export interface FetchSnapshotRequestPartitionSnapshot {
  partition: number;
  currentLeaderEpoch: number;
  snapshotId: FetchSnapshotRequestSnapshotId;
  position: bigint;
  replicaDirectoryId: string;
}

export interface FetchSnapshotRequestSnapshotId {
  endOffset: bigint;
  epoch: number;
}

export function newFetchSnapshotRequest(fields?: Partial<FetchSnapshotRequest>): FetchSnapshotRequest {
  return {
    clusterId: null,
    replicaId: -1,
    maxBytes: 2147483647,
    topics: [],
    ...fields,
  };
}

export function readFetchSnapshotRequest(reader: Reader, version: number): FetchSnapshotRequest {
  if (version < 0 || version > 1) throw unsupportedVersion('FetchSnapshotRequest', version);
  const value: FetchSnapshotRequest = {
    clusterId: null,
    replicaId: reader.readInt32(),
    maxBytes: reader.readInt32(),
    topics: readFetchSnapshotRequestTopicSnapshotArray(reader, version),
  };
  for (let count = reader.readTagCount(); count > 0; count--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        value.clusterId = reader.readNullableString(true);
        reader.endTaggedField(end);
        break;
      default:
        reader.skipTo(end);
    }
  }
  return value;
}

export function writeFetchSnapshotRequest(writer: Writer, version: number, value: FetchSnapshotRequest): void {
  if (version < 0 || version > 1) throw unsupportedVersion('FetchSnapshotRequest', version);
  writer.writeInt32(value.replicaId);
  writer.writeInt32(value.maxBytes);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeFetchSnapshotRequestTopicSnapshot(writer, version, element);
  let tagCount = 0;
  if (value.clusterId !== null) tagCount++;
  writer.writeUnsignedVarint(tagCount);
  if (value.clusterId !== null) {
    const position = writer.beginTaggedField(0);
    writer.writeString(value.clusterId, true);
    writer.endTaggedField(position);
  }
}

export function newFetchSnapshotRequestTopicSnapshot(fields?: Partial<FetchSnapshotRequestTopicSnapshot>): FetchSnapshotRequestTopicSnapshot {
  return {
    name: '',
    partitions: [],
    ...fields,
  };
}

function readFetchSnapshotRequestTopicSnapshot(reader: Reader, version: number): FetchSnapshotRequestTopicSnapshot {
  const value: FetchSnapshotRequestTopicSnapshot = {
    name: reader.readString(true),
    partitions: readFetchSnapshotRequestPartitionSnapshotArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readFetchSnapshotRequestTopicSnapshotArray(reader: Reader, version: number): FetchSnapshotRequestTopicSnapshot[] {
  const length = reader.readArrayLength(true, 3);
  const values: FetchSnapshotRequestTopicSnapshot[] = [];
  for (let index = 0; index < length; index++) values.push(readFetchSnapshotRequestTopicSnapshot(reader, version));
  return values;
}

function writeFetchSnapshotRequestTopicSnapshot(writer: Writer, version: number, value: FetchSnapshotRequestTopicSnapshot): void {
  writer.writeString(value.name, true);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writeFetchSnapshotRequestPartitionSnapshot(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newFetchSnapshotRequestPartitionSnapshot(fields?: Partial<FetchSnapshotRequestPartitionSnapshot>): FetchSnapshotRequestPartitionSnapshot {
  return {
    partition: 0,
    currentLeaderEpoch: 0,
    snapshotId: newFetchSnapshotRequestSnapshotId(),
    position: 0n,
    replicaDirectoryId: ZERO_UUID,
    ...fields,
  };
}

function readFetchSnapshotRequestPartitionSnapshot(reader: Reader, version: number): FetchSnapshotRequestPartitionSnapshot {
  const value: FetchSnapshotRequestPartitionSnapshot = {
    partition: reader.readInt32(),
    currentLeaderEpoch: reader.readInt32(),
    snapshotId: readFetchSnapshotRequestSnapshotId(reader, version),
    position: reader.readInt64(),
    replicaDirectoryId: ZERO_UUID,
  };
  for (let count = reader.readTagCount(); count > 0; count--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        if (version >= 1) {
          value.replicaDirectoryId = reader.readUuid();
          reader.endTaggedField(end);
        } else reader.skipTo(end);
        break;
      default:
        reader.skipTo(end);
    }
  }
  return value;
}

function readFetchSnapshotRequestPartitionSnapshotArray(reader: Reader, version: number): FetchSnapshotRequestPartitionSnapshot[] {
  const length = reader.readArrayLength(true, 30);
  const values: FetchSnapshotRequestPartitionSnapshot[] = [];
  for (let index = 0; index < length; index++) values.push(readFetchSnapshotRequestPartitionSnapshot(reader, version));
  return values;
}

function writeFetchSnapshotRequestPartitionSnapshot(writer: Writer, version: number, value: FetchSnapshotRequestPartitionSnapshot): void {
  writer.writeInt32(value.partition);
  writer.writeInt32(value.currentLeaderEpoch);
  writeFetchSnapshotRequestSnapshotId(writer, version, value.snapshotId);
  writer.writeInt64(value.position);
  let tagCount = 0;
  if (version >= 1 && value.replicaDirectoryId !== ZERO_UUID) tagCount++;
  writer.writeUnsignedVarint(tagCount);
  if (version >= 1 && value.replicaDirectoryId !== ZERO_UUID) {
    const position = writer.beginTaggedField(0);
    writer.writeUuid(value.replicaDirectoryId);
    writer.endTaggedField(position);
  }
}

export function newFetchSnapshotRequestSnapshotId(fields?: Partial<FetchSnapshotRequestSnapshotId>): FetchSnapshotRequestSnapshotId {
  return {
    endOffset: 0n,
    epoch: 0,
    ...fields,
  };
}

function isDefaultFetchSnapshotRequestSnapshotId(value: FetchSnapshotRequestSnapshotId): boolean {
  return !(value.endOffset !== 0n || value.epoch !== 0);
}

function readFetchSnapshotRequestSnapshotId(reader: Reader, version: number): FetchSnapshotRequestSnapshotId {
  const value: FetchSnapshotRequestSnapshotId = {
    endOffset: reader.readInt64(),
    epoch: reader.readInt32(),
  };
  reader.skipTaggedFields();
  return value;
}

function writeFetchSnapshotRequestSnapshotId(writer: Writer, version: number, value: FetchSnapshotRequestSnapshotId): void {
  writer.writeInt64(value.endOffset);
  writer.writeInt32(value.epoch);
  writer.writeUnsignedVarint(0);
}

export const fetchSnapshotRequest: MessageCodec<FetchSnapshotRequest> = {
  name: 'FetchSnapshotRequest',
  apiKey: 59,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readFetchSnapshotRequest,
  write: writeFetchSnapshotRequest,
};

export interface FetchSnapshotResponse {
  throttleTimeMs: number;
  errorCode: number;
  topics: FetchSnapshotResponseTopicSnapshot[];
  nodeEndpoints: NodeEndpoint[];
}

export interface FetchSnapshotResponseTopicSnapshot {
  name: string;
  partitions: FetchSnapshotResponsePartitionSnapshot[];
}

export interface FetchSnapshotResponsePartitionSnapshot {
  index: number;
  errorCode: number;
  snapshotId: FetchSnapshotResponseSnapshotId;
  currentLeader: LeaderIdAndEpoch;
  size: bigint;
  position: bigint;
  unalignedRecords: Buffer;
}

export interface FetchSnapshotResponseSnapshotId {
  endOffset: bigint;
  epoch: number;
}

export interface LeaderIdAndEpoch {
  leaderId: number;
  leaderEpoch: number;
}

export interface NodeEndpoint {
  nodeId: number;
  host: string;
  port: number;
}

export function newFetchSnapshotResponse(fields?: Partial<FetchSnapshotResponse>): FetchSnapshotResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    topics: [],
    nodeEndpoints: [],
    ...fields,
  };
}

export function readFetchSnapshotResponse(reader: Reader, version: number): FetchSnapshotResponse {
  if (version < 0 || version > 1) throw unsupportedVersion('FetchSnapshotResponse', version);
  const value: FetchSnapshotResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    topics: readFetchSnapshotResponseTopicSnapshotArray(reader, version),
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

export function writeFetchSnapshotResponse(writer: Writer, version: number, value: FetchSnapshotResponse): void {
  if (version < 0 || version > 1) throw unsupportedVersion('FetchSnapshotResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeFetchSnapshotResponseTopicSnapshot(writer, version, element);
  if (version < 1 && value.nodeEndpoints.length !== 0) throw unsupportedField('FetchSnapshotResponse.nodeEndpoints', version);
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

export function newFetchSnapshotResponseTopicSnapshot(fields?: Partial<FetchSnapshotResponseTopicSnapshot>): FetchSnapshotResponseTopicSnapshot {
  return {
    name: '',
    partitions: [],
    ...fields,
  };
}

function readFetchSnapshotResponseTopicSnapshot(reader: Reader, version: number): FetchSnapshotResponseTopicSnapshot {
  const value: FetchSnapshotResponseTopicSnapshot = {
    name: reader.readString(true),
    partitions: readFetchSnapshotResponsePartitionSnapshotArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readFetchSnapshotResponseTopicSnapshotArray(reader: Reader, version: number): FetchSnapshotResponseTopicSnapshot[] {
  const length = reader.readArrayLength(true, 3);
  const values: FetchSnapshotResponseTopicSnapshot[] = [];
  for (let index = 0; index < length; index++) values.push(readFetchSnapshotResponseTopicSnapshot(reader, version));
  return values;
}

function writeFetchSnapshotResponseTopicSnapshot(writer: Writer, version: number, value: FetchSnapshotResponseTopicSnapshot): void {
  writer.writeString(value.name, true);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writeFetchSnapshotResponsePartitionSnapshot(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newFetchSnapshotResponsePartitionSnapshot(fields?: Partial<FetchSnapshotResponsePartitionSnapshot>): FetchSnapshotResponsePartitionSnapshot {
  return {
    index: 0,
    errorCode: 0,
    snapshotId: newFetchSnapshotResponseSnapshotId(),
    currentLeader: newLeaderIdAndEpoch(),
    size: 0n,
    position: 0n,
    unalignedRecords: Buffer.alloc(0),
    ...fields,
  };
}

function readFetchSnapshotResponsePartitionSnapshot(reader: Reader, version: number): FetchSnapshotResponsePartitionSnapshot {
  const value: FetchSnapshotResponsePartitionSnapshot = {
    index: reader.readInt32(),
    errorCode: reader.readInt16(),
    snapshotId: readFetchSnapshotResponseSnapshotId(reader, version),
    currentLeader: newLeaderIdAndEpoch(),
    size: reader.readInt64(),
    position: reader.readInt64(),
    unalignedRecords: reader.readBytes(true),
  };
  for (let count = reader.readTagCount(); count > 0; count--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        value.currentLeader = readLeaderIdAndEpoch(reader, version);
        reader.endTaggedField(end);
        break;
      default:
        reader.skipTo(end);
    }
  }
  return value;
}

function readFetchSnapshotResponsePartitionSnapshotArray(reader: Reader, version: number): FetchSnapshotResponsePartitionSnapshot[] {
  const length = reader.readArrayLength(true, 37);
  const values: FetchSnapshotResponsePartitionSnapshot[] = [];
  for (let index = 0; index < length; index++) values.push(readFetchSnapshotResponsePartitionSnapshot(reader, version));
  return values;
}

function writeFetchSnapshotResponsePartitionSnapshot(writer: Writer, version: number, value: FetchSnapshotResponsePartitionSnapshot): void {
  writer.writeInt32(value.index);
  writer.writeInt16(value.errorCode);
  writeFetchSnapshotResponseSnapshotId(writer, version, value.snapshotId);
  writer.writeInt64(value.size);
  writer.writeInt64(value.position);
  writer.writeBytes(value.unalignedRecords, true);
  let tagCount = 0;
  if (!isDefaultLeaderIdAndEpoch(value.currentLeader)) tagCount++;
  writer.writeUnsignedVarint(tagCount);
  if (!isDefaultLeaderIdAndEpoch(value.currentLeader)) {
    const position = writer.beginTaggedField(0);
    writeLeaderIdAndEpoch(writer, version, value.currentLeader);
    writer.endTaggedField(position);
  }
}

export function newFetchSnapshotResponseSnapshotId(fields?: Partial<FetchSnapshotResponseSnapshotId>): FetchSnapshotResponseSnapshotId {
  return {
    endOffset: 0n,
    epoch: 0,
    ...fields,
  };
}

function isDefaultFetchSnapshotResponseSnapshotId(value: FetchSnapshotResponseSnapshotId): boolean {
  return !(value.endOffset !== 0n || value.epoch !== 0);
}

function readFetchSnapshotResponseSnapshotId(reader: Reader, version: number): FetchSnapshotResponseSnapshotId {
  const value: FetchSnapshotResponseSnapshotId = {
    endOffset: reader.readInt64(),
    epoch: reader.readInt32(),
  };
  reader.skipTaggedFields();
  return value;
}

function writeFetchSnapshotResponseSnapshotId(writer: Writer, version: number, value: FetchSnapshotResponseSnapshotId): void {
  writer.writeInt64(value.endOffset);
  writer.writeInt32(value.epoch);
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

export const fetchSnapshotResponse: MessageCodec<FetchSnapshotResponse> = {
  name: 'FetchSnapshotResponse',
  apiKey: 59,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readFetchSnapshotResponse,
  write: writeFetchSnapshotResponse,
};
