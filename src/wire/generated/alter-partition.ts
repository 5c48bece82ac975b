// Generated from protocol/messages/api/56-AlterPartition.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface AlterPartitionRequest {
  brokerId: number;
  brokerEpoch: bigint;
  topics: AlterPartitionRequestTopicData[];
}

export interface AlterPartitionRequestTopicData {
  topicId: string;
  partitions: AlterPartitionRequestPartitionData[];
}

export interface AlterPartitionRequestPartitionData {
  partitionIndex: number;
  leaderEpoch: number;
  newIsr: number[];
  newIsrWithEpochs: BrokerState[];
  leaderRecoveryState: number;
  partitionEpoch: number;
}

export interface BrokerState {
  brokerId: number;
  brokerEpoch: bigint;
}

export function newAlterPartitionRequest(fields?: Partial<AlterPartitionRequest>): AlterPartitionRequest {
  return {
    brokerId: 0,
    brokerEpoch: -1n,
    topics: [],
    ...fields,
  };
}

export function readAlterPartitionRequest(reader: Reader, version: number): AlterPartitionRequest {
  if (version < 2 || version > 3) throw unsupportedVersion('AlterPartitionRequest', version);
  const value: AlterPartitionRequest = {
    brokerId: reader.readInt32(),
    brokerEpoch: reader.readInt64(),
    topics: readAlterPartitionRequestTopicDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeAlterPartitionRequest(writer: Writer, version: number, value: AlterPartitionRequest): void {
  if (version < 2 || version > 3) throw unsupportedVersion('AlterPartitionRequest', version);
  writer.writeInt32(value.brokerId);
  writer.writeInt64(value.brokerEpoch);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeAlterPartitionRequestTopicData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newAlterPartitionRequestTopicData(fields?: Partial<AlterPartitionRequestTopicData>): AlterPartitionRequestTopicData {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readAlterPartitionRequestTopicData(reader: Reader, version: number): AlterPartitionRequestTopicData {
  const value: AlterPartitionRequestTopicData = {
    topicId: reader.readUuid(),
    partitions: readAlterPartitionRequestPartitionDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readAlterPartitionRequestTopicDataArray(reader: Reader, version: number): AlterPartitionRequestTopicData[] {
  const length = reader.readArrayLength(true, 18);
  const values: AlterPartitionRequestTopicData[] = [];
  for (let index = 0; index < length; index++) values.push(readAlterPartitionRequestTopicData(reader, version));
  return values;
}

function writeAlterPartitionRequestTopicData(writer: Writer, version: number, value: AlterPartitionRequestTopicData): void {
  writer.writeUuid(value.topicId);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writeAlterPartitionRequestPartitionData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newAlterPartitionRequestPartitionData(fields?: Partial<AlterPartitionRequestPartitionData>): AlterPartitionRequestPartitionData {
  return {
    partitionIndex: 0,
    leaderEpoch: 0,
    newIsr: [],
    newIsrWithEpochs: [],
    leaderRecoveryState: 0,
    partitionEpoch: 0,
    ...fields,
  };
}

function readAlterPartitionRequestPartitionData(reader: Reader, version: number): AlterPartitionRequestPartitionData {
  const value: AlterPartitionRequestPartitionData = {
    partitionIndex: reader.readInt32(),
    leaderEpoch: reader.readInt32(),
    newIsr: version <= 2 ? reader.readInt32Array(true) : [],
    newIsrWithEpochs: version >= 3 ? readBrokerStateArray(reader, version) : [],
    leaderRecoveryState: reader.readInt8(),
    partitionEpoch: reader.readInt32(),
  };
  reader.skipTaggedFields();
  return value;
}

function readAlterPartitionRequestPartitionDataArray(reader: Reader, version: number): AlterPartitionRequestPartitionData[] {
  const length = reader.readArrayLength(true, 15);
  const values: AlterPartitionRequestPartitionData[] = [];
  for (let index = 0; index < length; index++) values.push(readAlterPartitionRequestPartitionData(reader, version));
  return values;
}

function writeAlterPartitionRequestPartitionData(writer: Writer, version: number, value: AlterPartitionRequestPartitionData): void {
  writer.writeInt32(value.partitionIndex);
  writer.writeInt32(value.leaderEpoch);
  if (version <= 2) writer.writeInt32Array(value.newIsr, true);
  if (version > 2 && value.newIsr.length !== 0) throw unsupportedField('AlterPartitionRequestPartitionData.newIsr', version);
  if (version >= 3) {
    writer.writeArrayLength(value.newIsrWithEpochs.length, true);
    for (const element of value.newIsrWithEpochs) writeBrokerState(writer, version, element);
  }
  if (version < 3 && value.newIsrWithEpochs.length !== 0) throw unsupportedField('AlterPartitionRequestPartitionData.newIsrWithEpochs', version);
  writer.writeInt8(value.leaderRecoveryState);
  writer.writeInt32(value.partitionEpoch);
  writer.writeUnsignedVarint(0);
}

export function newBrokerState(fields?: Partial<BrokerState>): BrokerState {
  return {
    brokerId: 0,
    brokerEpoch: -1n,
    ...fields,
  };
}

function readBrokerState(reader: Reader, version: number): BrokerState {
  const value: BrokerState = {
    brokerId: reader.readInt32(),
    brokerEpoch: reader.readInt64(),
  };
  reader.skipTaggedFields();
  return value;
}

function readBrokerStateArray(reader: Reader, version: number): BrokerState[] {
  const length = reader.readArrayLength(true, 13);
  const values: BrokerState[] = [];
  for (let index = 0; index < length; index++) values.push(readBrokerState(reader, version));
  return values;
}

function writeBrokerState(writer: Writer, version: number, value: BrokerState): void {
  writer.writeInt32(value.brokerId);
  writer.writeInt64(value.brokerEpoch);
  writer.writeUnsignedVarint(0);
}

export const alterPartitionRequest: MessageCodec<AlterPartitionRequest> = {
  name: 'AlterPartitionRequest',
  apiKey: 56,
  minVersion: 2,
  maxVersion: 3,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readAlterPartitionRequest,
  write: writeAlterPartitionRequest,
};

export interface AlterPartitionResponse {
  throttleTimeMs: number;
  errorCode: number;
  topics: AlterPartitionResponseTopicData[];
}

export interface AlterPartitionResponseTopicData {
  topicId: string;
  partitions: AlterPartitionResponsePartitionData[];
}

export interface AlterPartitionResponsePartitionData {
  partitionIndex: number;
  errorCode: number;
  leaderId: number;
  leaderEpoch: number;
  isr: number[];
  leaderRecoveryState: number;
  partitionEpoch: number;
}

export function newAlterPartitionResponse(fields?: Partial<AlterPartitionResponse>): AlterPartitionResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    topics: [],
    ...fields,
  };
}

export function readAlterPartitionResponse(reader: Reader, version: number): AlterPartitionResponse {
  if (version < 2 || version > 3) throw unsupportedVersion('AlterPartitionResponse', version);
  const value: AlterPartitionResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    topics: readAlterPartitionResponseTopicDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeAlterPartitionResponse(writer: Writer, version: number, value: AlterPartitionResponse): void {
  if (version < 2 || version > 3) throw unsupportedVersion('AlterPartitionResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeAlterPartitionResponseTopicData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newAlterPartitionResponseTopicData(fields?: Partial<AlterPartitionResponseTopicData>): AlterPartitionResponseTopicData {
  return {
    topicId: ZERO_UUID,
    partitions: [],
    ...fields,
  };
}

function readAlterPartitionResponseTopicData(reader: Reader, version: number): AlterPartitionResponseTopicData {
  const value: AlterPartitionResponseTopicData = {
    topicId: reader.readUuid(),
    partitions: readAlterPartitionResponsePartitionDataArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readAlterPartitionResponseTopicDataArray(reader: Reader, version: number): AlterPartitionResponseTopicData[] {
  const length = reader.readArrayLength(true, 18);
  const values: AlterPartitionResponseTopicData[] = [];
  for (let index = 0; index < length; index++) values.push(readAlterPartitionResponseTopicData(reader, version));
  return values;
}

function writeAlterPartitionResponseTopicData(writer: Writer, version: number, value: AlterPartitionResponseTopicData): void {
  writer.writeUuid(value.topicId);
  writer.writeArrayLength(value.partitions.length, true);
  for (const element of value.partitions) writeAlterPartitionResponsePartitionData(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newAlterPartitionResponsePartitionData(fields?: Partial<AlterPartitionResponsePartitionData>): AlterPartitionResponsePartitionData {
  return {
    partitionIndex: 0,
    errorCode: 0,
    leaderId: 0,
    leaderEpoch: 0,
    isr: [],
    leaderRecoveryState: 0,
    partitionEpoch: 0,
    ...fields,
  };
}

function readAlterPartitionResponsePartitionData(reader: Reader, version: number): AlterPartitionResponsePartitionData {
  const value: AlterPartitionResponsePartitionData = {
    partitionIndex: reader.readInt32(),
    errorCode: reader.readInt16(),
    leaderId: reader.readInt32(),
    leaderEpoch: reader.readInt32(),
    isr: reader.readInt32Array(true),
    leaderRecoveryState: reader.readInt8(),
    partitionEpoch: reader.readInt32(),
  };
  reader.skipTaggedFields();
  return value;
}

function readAlterPartitionResponsePartitionDataArray(reader: Reader, version: number): AlterPartitionResponsePartitionData[] {
  const length = reader.readArrayLength(true, 21);
  const values: AlterPartitionResponsePartitionData[] = [];
  for (let index = 0; index < length; index++) values.push(readAlterPartitionResponsePartitionData(reader, version));
  return values;
}

function writeAlterPartitionResponsePartitionData(writer: Writer, version: number, value: AlterPartitionResponsePartitionData): void {
  writer.writeInt32(value.partitionIndex);
  writer.writeInt16(value.errorCode);
  writer.writeInt32(value.leaderId);
  writer.writeInt32(value.leaderEpoch);
  writer.writeInt32Array(value.isr, true);
  writer.writeInt8(value.leaderRecoveryState);
  writer.writeInt32(value.partitionEpoch);
  writer.writeUnsignedVarint(0);
}

export const alterPartitionResponse: MessageCodec<AlterPartitionResponse> = {
  name: 'AlterPartitionResponse',
  apiKey: 56,
  minVersion: 2,
  maxVersion: 3,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readAlterPartitionResponse,
  write: writeAlterPartitionResponse,
};
