// Generated from protocol/messages/api/24-AddPartitionsToTxn.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface AddPartitionsToTxnRequest {
  transactions: AddPartitionsToTxnTransaction[];
  v3AndBelowTransactionalId: string;
  v3AndBelowProducerId: bigint;
  v3AndBelowProducerEpoch: number;
  v3AndBelowTopics: AddPartitionsToTxnTopic[];
}

export interface AddPartitionsToTxnTransaction {
  transactionalId: string;
  producerId: bigint;
  producerEpoch: number;
  verifyOnly: boolean;
  topics: AddPartitionsToTxnTopic[];
}

export interface AddPartitionsToTxnTopic {
  name: string;
  partitions: number[];
}

export function newAddPartitionsToTxnRequest(fields?: Partial<AddPartitionsToTxnRequest>): AddPartitionsToTxnRequest {
  return {
    transactions: [],
    v3AndBelowTransactionalId: '',
    v3AndBelowProducerId: 0n,
    v3AndBelowProducerEpoch: 0,
    v3AndBelowTopics: [],
    ...fields,
  };
}

export function readAddPartitionsToTxnRequest(reader: Reader, version: number): AddPartitionsToTxnRequest {
  if (version < 0 || version > 5) throw unsupportedVersion('AddPartitionsToTxnRequest', version);
  const flexible = version >= 3;
  const value: AddPartitionsToTxnRequest = {
    transactions: version >= 4 ? readAddPartitionsToTxnTransactionArray(reader, version) : [],
    v3AndBelowTransactionalId: version <= 3 ? reader.readString(flexible) : '',
    v3AndBelowProducerId: version <= 3 ? reader.readInt64() : 0n,
    v3AndBelowProducerEpoch: version <= 3 ? reader.readInt16() : 0,
    v3AndBelowTopics: version <= 3 ? readAddPartitionsToTxnTopicArray(reader, version) : [],
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeAddPartitionsToTxnRequest(writer: Writer, version: number, value: AddPartitionsToTxnRequest): void {
  if (version < 0 || version > 5) throw unsupportedVersion('AddPartitionsToTxnRequest', version);
  const flexible = version >= 3;
  if (version >= 4) {
    writer.writeArrayLength(value.transactions.length, flexible);
    for (const element of value.transactions) writeAddPartitionsToTxnTransaction(writer, version, element);
  }
  if (version < 4 && value.transactions.length !== 0) throw unsupportedField('AddPartitionsToTxnRequest.transactions', version);
  if (version <= 3) writer.writeString(value.v3AndBelowTransactionalId, flexible);
  if (version > 3 && value.v3AndBelowTransactionalId.length !== 0) throw unsupportedField('AddPartitionsToTxnRequest.v3AndBelowTransactionalId', version);
  if (version <= 3) writer.writeInt64(value.v3AndBelowProducerId);
  if (version > 3 && value.v3AndBelowProducerId !== 0n) throw unsupportedField('AddPartitionsToTxnRequest.v3AndBelowProducerId', version);
  if (version <= 3) writer.writeInt16(value.v3AndBelowProducerEpoch);
  if (version > 3 && value.v3AndBelowProducerEpoch !== 0) throw unsupportedField('AddPartitionsToTxnRequest.v3AndBelowProducerEpoch', version);
  if (version <= 3) {
    writer.writeArrayLength(value.v3AndBelowTopics.length, flexible);
    for (const element of value.v3AndBelowTopics) writeAddPartitionsToTxnTopic(writer, version, element);
  }
  if (version > 3 && value.v3AndBelowTopics.length !== 0) throw unsupportedField('AddPartitionsToTxnRequest.v3AndBelowTopics', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newAddPartitionsToTxnTransaction(fields?: Partial<AddPartitionsToTxnTransaction>): AddPartitionsToTxnTransaction {
  return {
    transactionalId: '',
    producerId: 0n,
    producerEpoch: 0,
    verifyOnly: false,
    topics: [],
    ...fields,
  };
}

function readAddPartitionsToTxnTransaction(reader: Reader, version: number): AddPartitionsToTxnTransaction {
  const value: AddPartitionsToTxnTransaction = {
    transactionalId: reader.readString(true),
    producerId: reader.readInt64(),
    producerEpoch: reader.readInt16(),
    verifyOnly: reader.readBool(),
    topics: readAddPartitionsToTxnTopicArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readAddPartitionsToTxnTransactionArray(reader: Reader, version: number): AddPartitionsToTxnTransaction[] {
  const length = reader.readArrayLength(true, 14);
  const values: AddPartitionsToTxnTransaction[] = [];
  for (let index = 0; index < length; index++) values.push(readAddPartitionsToTxnTransaction(reader, version));
  return values;
}

function writeAddPartitionsToTxnTransaction(writer: Writer, version: number, value: AddPartitionsToTxnTransaction): void {
  writer.writeString(value.transactionalId, true);
  writer.writeInt64(value.producerId);
  writer.writeInt16(value.producerEpoch);
  writer.writeBool(value.verifyOnly);
  writer.writeArrayLength(value.topics.length, true);
  for (const element of value.topics) writeAddPartitionsToTxnTopic(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newAddPartitionsToTxnTopic(fields?: Partial<AddPartitionsToTxnTopic>): AddPartitionsToTxnTopic {
  return {
    name: '',
    partitions: [],
    ...fields,
  };
}

function readAddPartitionsToTxnTopic(reader: Reader, version: number): AddPartitionsToTxnTopic {
  const flexible = version >= 3;
  const value: AddPartitionsToTxnTopic = {
    name: reader.readString(flexible),
    partitions: reader.readInt32Array(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readAddPartitionsToTxnTopicArray(reader: Reader, version: number): AddPartitionsToTxnTopic[] {
  const length = reader.readArrayLength(version >= 3, 3);
  const values: AddPartitionsToTxnTopic[] = [];
  for (let index = 0; index < length; index++) values.push(readAddPartitionsToTxnTopic(reader, version));
  return values;
}

function writeAddPartitionsToTxnTopic(writer: Writer, version: number, value: AddPartitionsToTxnTopic): void {
  const flexible = version >= 3;
  writer.writeString(value.name, flexible);
  writer.writeInt32Array(value.partitions, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const addPartitionsToTxnRequest: MessageCodec<AddPartitionsToTxnRequest> = {
  name: 'AddPartitionsToTxnRequest',
  apiKey: 24,
  minVersion: 0,
  maxVersion: 5,
  latestVersionUnstable: false,
  flexibleFrom: 3,
  read: readAddPartitionsToTxnRequest,
  write: writeAddPartitionsToTxnRequest,
};

export interface AddPartitionsToTxnResponse {
  throttleTimeMs: number;
  errorCode: number;
  resultsByTransaction: AddPartitionsToTxnResult[];
  resultsByTopicV3AndBelow: AddPartitionsToTxnTopicResult[];
}

export interface AddPartitionsToTxnResult {
  transactionalId: string;
  topicResults: AddPartitionsToTxnTopicResult[];
}

export interface AddPartitionsToTxnTopicResult {
  name: string;
  resultsByPartition: AddPartitionsToTxnPartitionResult[];
}

export interface AddPartitionsToTxnPartitionResult {
  partitionIndex: number;
  partitionErrorCode: number;
}

export function newAddPartitionsToTxnResponse(fields?: Partial<AddPartitionsToTxnResponse>): AddPartitionsToTxnResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    resultsByTransaction: [],
    resultsByTopicV3AndBelow: [],
    ...fields,
  };
}

export function readAddPartitionsToTxnResponse(reader: Reader, version: number): AddPartitionsToTxnResponse {
  if (version < 0 || version > 5) throw unsupportedVersion('AddPartitionsToTxnResponse', version);
  const flexible = version >= 3;
  const value: AddPartitionsToTxnResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: version >= 4 ? reader.readInt16() : 0,
    resultsByTransaction: version >= 4 ? readAddPartitionsToTxnResultArray(reader, version) : [],
    resultsByTopicV3AndBelow: version <= 3 ? readAddPartitionsToTxnTopicResultArray(reader, version) : [],
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

export function writeAddPartitionsToTxnResponse(writer: Writer, version: number, value: AddPartitionsToTxnResponse): void {
  if (version < 0 || version > 5) throw unsupportedVersion('AddPartitionsToTxnResponse', version);
  const flexible = version >= 3;
  writer.writeInt32(value.throttleTimeMs);
  if (version >= 4) writer.writeInt16(value.errorCode);
  if (version >= 4) {
    writer.writeArrayLength(value.resultsByTransaction.length, flexible);
    for (const element of value.resultsByTransaction) writeAddPartitionsToTxnResult(writer, version, element);
  }
  if (version < 4 && value.resultsByTransaction.length !== 0) throw unsupportedField('AddPartitionsToTxnResponse.resultsByTransaction', version);
  if (version <= 3) {
    writer.writeArrayLength(value.resultsByTopicV3AndBelow.length, flexible);
    for (const element of value.resultsByTopicV3AndBelow) writeAddPartitionsToTxnTopicResult(writer, version, element);
  }
  if (version > 3 && value.resultsByTopicV3AndBelow.length !== 0) throw unsupportedField('AddPartitionsToTxnResponse.resultsByTopicV3AndBelow', version);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newAddPartitionsToTxnResult(fields?: Partial<AddPartitionsToTxnResult>): AddPartitionsToTxnResult {
  return {
    transactionalId: '',
    topicResults: [],
    ...fields,
  };
}

function readAddPartitionsToTxnResult(reader: Reader, version: number): AddPartitionsToTxnResult {
  const value: AddPartitionsToTxnResult = {
    transactionalId: reader.readString(true),
    topicResults: readAddPartitionsToTxnTopicResultArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readAddPartitionsToTxnResultArray(reader: Reader, version: number): AddPartitionsToTxnResult[] {
  const length = reader.readArrayLength(true, 3);
  const values: AddPartitionsToTxnResult[] = [];
  for (let index = 0; index < length; index++) values.push(readAddPartitionsToTxnResult(reader, version));
  return values;
}

function writeAddPartitionsToTxnResult(writer: Writer, version: number, value: AddPartitionsToTxnResult): void {
  writer.writeString(value.transactionalId, true);
  writer.writeArrayLength(value.topicResults.length, true);
  for (const element of value.topicResults) writeAddPartitionsToTxnTopicResult(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newAddPartitionsToTxnTopicResult(fields?: Partial<AddPartitionsToTxnTopicResult>): AddPartitionsToTxnTopicResult {
  return {
    name: '',
    resultsByPartition: [],
    ...fields,
  };
}

function readAddPartitionsToTxnTopicResult(reader: Reader, version: number): AddPartitionsToTxnTopicResult {
  const flexible = version >= 3;
  const value: AddPartitionsToTxnTopicResult = {
    name: reader.readString(flexible),
    resultsByPartition: readAddPartitionsToTxnPartitionResultArray(reader, version),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readAddPartitionsToTxnTopicResultArray(reader: Reader, version: number): AddPartitionsToTxnTopicResult[] {
  const length = reader.readArrayLength(version >= 3, 3);
  const values: AddPartitionsToTxnTopicResult[] = [];
  for (let index = 0; index < length; index++) values.push(readAddPartitionsToTxnTopicResult(reader, version));
  return values;
}

function writeAddPartitionsToTxnTopicResult(writer: Writer, version: number, value: AddPartitionsToTxnTopicResult): void {
  const flexible = version >= 3;
  writer.writeString(value.name, flexible);
  writer.writeArrayLength(value.resultsByPartition.length, flexible);
  for (const element of value.resultsByPartition) writeAddPartitionsToTxnPartitionResult(writer, version, element);
  if (flexible) writer.writeUnsignedVarint(0);
}

export function newAddPartitionsToTxnPartitionResult(fields?: Partial<AddPartitionsToTxnPartitionResult>): AddPartitionsToTxnPartitionResult {
  return {
    partitionIndex: 0,
    partitionErrorCode: 0,
    ...fields,
  };
}

function readAddPartitionsToTxnPartitionResult(reader: Reader, version: number): AddPartitionsToTxnPartitionResult {
  const flexible = version >= 3;
  const value: AddPartitionsToTxnPartitionResult = {
    partitionIndex: reader.readInt32(),
    partitionErrorCode: reader.readInt16(),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readAddPartitionsToTxnPartitionResultArray(reader: Reader, version: number): AddPartitionsToTxnPartitionResult[] {
  const length = reader.readArrayLength(version >= 3, 6);
  const values: AddPartitionsToTxnPartitionResult[] = [];
  for (let index = 0; index < length; index++) values.push(readAddPartitionsToTxnPartitionResult(reader, version));
  return values;
}

function writeAddPartitionsToTxnPartitionResult(writer: Writer, version: number, value: AddPartitionsToTxnPartitionResult): void {
  const flexible = version >= 3;
  writer.writeInt32(value.partitionIndex);
  writer.writeInt16(value.partitionErrorCode);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const addPartitionsToTxnResponse: MessageCodec<AddPartitionsToTxnResponse> = {
  name: 'AddPartitionsToTxnResponse',
  apiKey: 24,
  minVersion: 0,
  maxVersion: 5,
  latestVersionUnstable: false,
  flexibleFrom: 3,
  read: readAddPartitionsToTxnResponse,
  write: writeAddPartitionsToTxnResponse,
};
