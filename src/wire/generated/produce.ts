// Generated from protocol/messages/api/00-Produce.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ProduceRequest {
  transactionalId: string | null;
  acks: number;
  timeoutMs: number;
  topicData: TopicProduceData[];
}

export interface TopicProduceData {
  name: string;
  topicId: string;
  partitionData: PartitionProduceData[];
}

export interface PartitionProduceData {
  index: number;
  records: Buffer | null;
}

export function newProduceRequest(fields?: Partial<ProduceRequest>): ProduceRequest {
  return {
    transactionalId: null,
    acks: 0,
    timeoutMs: 0,
    topicData: [],
    ...fields,
  };
}

export function readProduceRequest(reader: Reader, version: number): ProduceRequest {
  if (version < 3 || version > 13) throw unsupportedVersion('ProduceRequest', version);
  const flexible = version >= 9;
  const value: ProduceRequest = {
    transactionalId: reader.readNullableString(flexible),
    acks: reader.readInt16(),
    timeoutMs: reader.readInt32(),
    topicData: readTopicProduceDataArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeProduceRequest(writer: Writer, version: number, value: ProduceRequest): void {
  if (version < 3 || version > 13) throw unsupportedVersion('ProduceRequest', version);
  const flexible = version >= 9;
  writer.writeString(value.transactionalId, flexible);
  writer.writeInt16(value.acks);
  writer.writeInt32(value.timeoutMs);
  writer.writeArrayLength(value.topicData.length, flexible);
  for (const element of value.topicData) writeTopicProduceData(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newTopicProduceData(fields?: Partial<TopicProduceData>): TopicProduceData {
  return {
    name: '',
    topicId: ZERO_UUID,
    partitionData: [],
    ...fields,
  };
}

function readTopicProduceData(reader: Reader, version: number): TopicProduceData {
  const flexible = version >= 9;
  const value: TopicProduceData = {
    name: version <= 12 ? reader.readString(flexible) : '',
    topicId: version >= 13 ? reader.readUuid() : ZERO_UUID,
    partitionData: readPartitionProduceDataArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readTopicProduceDataArray(reader: Reader, version: number): TopicProduceData[] {
  const length = reader.readArrayLength(version >= 9, 3);
  const values: TopicProduceData[] = [];
  for (let index = 0; index < length; index++) values.push(readTopicProduceData(reader, version));
  return values;
}

function writeTopicProduceData(writer: Writer, version: number, value: TopicProduceData): void {
  const flexible = version >= 9;
  if (version <= 12) writer.writeString(value.name, flexible);
  if (version >= 13) writer.writeUuid(value.topicId);
  writer.writeArrayLength(value.partitionData.length, flexible);
  for (const element of value.partitionData) writePartitionProduceData(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newPartitionProduceData(fields?: Partial<PartitionProduceData>): PartitionProduceData {
  return {
    index: 0,
    records: null,
    ...fields,
  };
}

function readPartitionProduceData(reader: Reader, version: number): PartitionProduceData {
  const flexible = version >= 9;
  const value: PartitionProduceData = {
    index: reader.readInt32(),
    records: reader.readNullableBytes(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readPartitionProduceDataArray(reader: Reader, version: number): PartitionProduceData[] {
  const length = reader.readArrayLength(version >= 9, 6);
  const values: PartitionProduceData[] = [];
  for (let index = 0; index < length; index++) values.push(readPartitionProduceData(reader, version));
  return values;
}

function writePartitionProduceData(writer: Writer, version: number, value: PartitionProduceData): void {
  const flexible = version >= 9;
  writer.writeInt32(value.index);
  writer.writeBytes(value.records, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const produceRequest: MessageCodec<ProduceRequest> = {
  name: 'ProduceRequest',
  apiKey: 0,
  minVersion: 3,
  maxVersion: 13,
  latestVersionUnstable: false,
  flexibleFrom: 9,
  read: readProduceRequest,
  write: writeProduceRequest,
};

export interface ProduceResponse {
  responses: TopicProduceResponse[];
  throttleTimeMs: number;
  nodeEndpoints: NodeEndpoint[];
}

export interface TopicProduceResponse {
  name: string;
  topicId: string;
  partitionResponses: PartitionProduceResponse[];
}

export interface PartitionProduceResponse {
  index: number;
  errorCode: number;
  baseOffset: bigint;
  logAppendTimeMs: bigint;
  logStartOffset: bigint;
  recordErrors: BatchIndexAndErrorMessage[];
  errorMessage: string | null;
  currentLeader: LeaderIdAndEpoch;
}

export interface BatchIndexAndErrorMessage {
  batchIndex: number;
  batchIndexErrorMessage: string | null;
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

export function newProduceResponse(fields?: Partial<ProduceResponse>): ProduceResponse {
  return {
    responses: [],
    throttleTimeMs: 0,
    nodeEndpoints: [],
    ...fields,
  };
}

export function readProduceResponse(reader: Reader, version: number): ProduceResponse {
  if (version < 3 || version > 13) throw unsupportedVersion('ProduceResponse', version);
  const flexible = version >= 9;
  const value: ProduceResponse = {
    responses: readTopicProduceResponseArray(reader, version),
    throttleTimeMs: reader.readInt32(),
    nodeEndpoints: [],
  };
  if (flexible) {
    for (let count = reader.readTagCount(); count > 0; count--) {
      const tag = reader.readUnsignedVarint();
      const end = reader.readTaggedFieldEnd();
      switch (tag) {
        case 0:
          if (version >= 10) {
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

export function writeProduceResponse(writer: Writer, version: number, value: ProduceResponse): void {
  if (version < 3 || version > 13) throw unsupportedVersion('ProduceResponse', version);
  const flexible = version >= 9;
  writer.writeArrayLength(value.responses.length, flexible);
  for (const element of value.responses) writeTopicProduceResponse(writer, version, element);
  writer.writeInt32(value.throttleTimeMs);
  if (version < 10 && value.nodeEndpoints.length !== 0) throw unsupportedField('ProduceResponse.nodeEndpoints', version);
  if (flexible) {
    let tagCount = 0;
    if (version >= 10 && value.nodeEndpoints.length !== 0) tagCount++;
    writer.writeUnsignedVarint(tagCount);
    if (version >= 10 && value.nodeEndpoints.length !== 0) {
      const position = writer.beginTaggedField(0);
      writer.writeArrayLength(value.nodeEndpoints.length, flexible);
      for (const element of value.nodeEndpoints) writeNodeEndpoint(writer, version, element);
      writer.endTaggedField(position);
    }
  }
}

export function newTopicProduceResponse(fields?: Partial<TopicProduceResponse>): TopicProduceResponse {
  return {
    name: '',
    topicId: ZERO_UUID,
    partitionResponses: [],
    ...fields,
  };
}

function readTopicProduceResponse(reader: Reader, version: number): TopicProduceResponse {
  const flexible = version >= 9;
  const value: TopicProduceResponse = {
    name: version <= 12 ? reader.readString(flexible) : '',
    topicId: version >= 13 ? reader.readUuid() : ZERO_UUID,
    partitionResponses: readPartitionProduceResponseArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readTopicProduceResponseArray(reader: Reader, version: number): TopicProduceResponse[] {
  const length = reader.readArrayLength(version >= 9, 3);
  const values: TopicProduceResponse[] = [];
  for (let index = 0; index < length; index++) values.push(readTopicProduceResponse(reader, version));
  return values;
}

function writeTopicProduceResponse(writer: Writer, version: number, value: TopicProduceResponse): void {
  const flexible = version >= 9;
  if (version <= 12) writer.writeString(value.name, flexible);
  if (version >= 13) writer.writeUuid(value.topicId);
  writer.writeArrayLength(value.partitionResponses.length, flexible);
  for (const element of value.partitionResponses) writePartitionProduceResponse(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newPartitionProduceResponse(fields?: Partial<PartitionProduceResponse>): PartitionProduceResponse {
  return {
    index: 0,
    errorCode: 0,
    baseOffset: 0n,
    logAppendTimeMs: -1n,
    logStartOffset: -1n,
    recordErrors: [],
    errorMessage: null,
    currentLeader: newLeaderIdAndEpoch(),
    ...fields,
  };
}

function readPartitionProduceResponse(reader: Reader, version: number): PartitionProduceResponse {
  const flexible = version >= 9;
  const value: PartitionProduceResponse = {
    index: reader.readInt32(),
    errorCode: reader.readInt16(),
    baseOffset: reader.readInt64(),
    logAppendTimeMs: reader.readInt64(),
    logStartOffset: version >= 5 ? reader.readInt64() : -1n,
    recordErrors: version >= 8 ? readBatchIndexAndErrorMessageArray(reader, version) : [],
    errorMessage: version >= 8 ? reader.readNullableString(flexible) : null,
    currentLeader: newLeaderIdAndEpoch(),
  };
  if (flexible) {
    for (let count = reader.readTagCount(); count > 0; count--) {
      const tag = reader.readUnsignedVarint();
      const end = reader.readTaggedFieldEnd();
      switch (tag) {
        case 0:
          if (version >= 10) {
            value.currentLeader = readLeaderIdAndEpoch(reader, version);
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

function readPartitionProduceResponseArray(reader: Reader, version: number): PartitionProduceResponse[] {
  const length = reader.readArrayLength(version >= 9, 22);
  const values: PartitionProduceResponse[] = [];
  for (let index = 0; index < length; index++) values.push(readPartitionProduceResponse(reader, version));
  return values;
}

function writePartitionProduceResponse(writer: Writer, version: number, value: PartitionProduceResponse): void {
  const flexible = version >= 9;
  writer.writeInt32(value.index);
  writer.writeInt16(value.errorCode);
  writer.writeInt64(value.baseOffset);
  writer.writeInt64(value.logAppendTimeMs);
  if (version >= 5) writer.writeInt64(value.logStartOffset);
  if (version >= 8) {
    writer.writeArrayLength(value.recordErrors.length, flexible);
    for (const element of value.recordErrors) writeBatchIndexAndErrorMessage(writer, version, element);
  }
  if (version >= 8) writer.writeString(value.errorMessage, flexible);
  if (version < 10 && !isDefaultLeaderIdAndEpoch(value.currentLeader)) throw unsupportedField('PartitionProduceResponse.currentLeader', version);
  if (flexible) {
    let tagCount = 0;
    if (version >= 10 && !isDefaultLeaderIdAndEpoch(value.currentLeader)) tagCount++;
    writer.writeUnsignedVarint(tagCount);
    if (version >= 10 && !isDefaultLeaderIdAndEpoch(value.currentLeader)) {
      const position = writer.beginTaggedField(0);
      writeLeaderIdAndEpoch(writer, version, value.currentLeader);
      writer.endTaggedField(position);
    }
  }
}

export function newBatchIndexAndErrorMessage(fields?: Partial<BatchIndexAndErrorMessage>): BatchIndexAndErrorMessage {
  return {
    batchIndex: 0,
    batchIndexErrorMessage: null,
    ...fields,
  };
}

function readBatchIndexAndErrorMessage(reader: Reader, version: number): BatchIndexAndErrorMessage {
  const flexible = version >= 9;
  const value: BatchIndexAndErrorMessage = {
    batchIndex: reader.readInt32(),
    batchIndexErrorMessage: reader.readNullableString(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readBatchIndexAndErrorMessageArray(reader: Reader, version: number): BatchIndexAndErrorMessage[] {
  const length = reader.readArrayLength(version >= 9, 6);
  const values: BatchIndexAndErrorMessage[] = [];
  for (let index = 0; index < length; index++) values.push(readBatchIndexAndErrorMessage(reader, version));
  return values;
}

function writeBatchIndexAndErrorMessage(writer: Writer, version: number, value: BatchIndexAndErrorMessage): void {
  const flexible = version >= 9;
  writer.writeInt32(value.batchIndex);
  writer.writeString(value.batchIndexErrorMessage, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
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

export const produceResponse: MessageCodec<ProduceResponse> = {
  name: 'ProduceResponse',
  apiKey: 0,
  minVersion: 3,
  maxVersion: 13,
  latestVersionUnstable: false,
  flexibleFrom: 9,
  read: readProduceResponse,
  write: writeProduceResponse,
};
