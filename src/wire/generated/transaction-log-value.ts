// Generated from protocol/messages/coordinator-value/kafka-transaction-coordinator/TransactionLogValue.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface TransactionLogValue {
  producerId: bigint;
  previousProducerId: bigint;
  nextProducerId: bigint;
  producerEpoch: number;
  nextProducerEpoch: number;
  transactionTimeoutMs: number;
  transactionStatus: number;
  transactionPartitions: PartitionsSchema[] | null;
  transactionLastUpdateTimestampMs: bigint;
  transactionStartTimestampMs: bigint;
  clientTransactionVersion: number;
}

export interface PartitionsSchema {
  topic: string;
  partitionIds: number[];
}

export function newTransactionLogValue(fields?: Partial<TransactionLogValue>): TransactionLogValue {
  return {
    producerId: 0n,
    previousProducerId: -1n,
    nextProducerId: -1n,
    producerEpoch: 0,
    nextProducerEpoch: -1,
    transactionTimeoutMs: 0,
    transactionStatus: 0,
    transactionPartitions: [],
    transactionLastUpdateTimestampMs: 0n,
    transactionStartTimestampMs: 0n,
    clientTransactionVersion: 0,
    ...fields,
  };
}

export function readTransactionLogValue(reader: Reader, version: number): TransactionLogValue {
  if (version < 0 || version > 1) throw unsupportedVersion('TransactionLogValue', version);
  const flexible = version >= 1;
  const value: TransactionLogValue = {
    producerId: reader.readInt64(),
    previousProducerId: -1n,
    nextProducerId: -1n,
    producerEpoch: reader.readInt16(),
    nextProducerEpoch: -1,
    transactionTimeoutMs: reader.readInt32(),
    transactionStatus: reader.readInt8(),
    transactionPartitions: readNullablePartitionsSchemaArray(reader, version),
    transactionLastUpdateTimestampMs: reader.readInt64(),
    transactionStartTimestampMs: reader.readInt64(),
    clientTransactionVersion: 0,
  };
  if (flexible) {
    for (let count = reader.readTagCount(); count > 0; count--) {
      const tag = reader.readUnsignedVarint();
      const end = reader.readTaggedFieldEnd();
      switch (tag) {
        case 0:
          value.previousProducerId = reader.readInt64();
          reader.endTaggedField(end);
          break;
        case 1:
          value.nextProducerId = reader.readInt64();
          reader.endTaggedField(end);
          break;
        case 2:
          value.clientTransactionVersion = reader.readInt16();
          reader.endTaggedField(end);
          break;
        case 3:
          value.nextProducerEpoch = reader.readInt16();
          reader.endTaggedField(end);
          break;
        default:
          reader.skipTo(end);
      }
    }
  }
  return value;
}

export function writeTransactionLogValue(writer: Writer, version: number, value: TransactionLogValue): void {
  if (version < 0 || version > 1) throw unsupportedVersion('TransactionLogValue', version);
  const flexible = version >= 1;
  writer.writeInt64(value.producerId);
  if (version < 1 && value.previousProducerId !== -1n) throw unsupportedField('TransactionLogValue.previousProducerId', version);
  if (version < 1 && value.nextProducerId !== -1n) throw unsupportedField('TransactionLogValue.nextProducerId', version);
  writer.writeInt16(value.producerEpoch);
  if (version < 1 && value.nextProducerEpoch !== -1) throw unsupportedField('TransactionLogValue.nextProducerEpoch', version);
  writer.writeInt32(value.transactionTimeoutMs);
  writer.writeInt8(value.transactionStatus);
  writer.writeArrayLength(value.transactionPartitions === null ? -1 : value.transactionPartitions.length, flexible);
  if (value.transactionPartitions !== null) for (const element of value.transactionPartitions) writePartitionsSchema(writer, version, element);
  writer.writeInt64(value.transactionLastUpdateTimestampMs);
  writer.writeInt64(value.transactionStartTimestampMs);
  if (version < 1 && value.clientTransactionVersion !== 0) throw unsupportedField('TransactionLogValue.clientTransactionVersion', version);
  if (flexible) {
    let tagCount = 0;
    if (value.previousProducerId !== -1n) tagCount++;
    if (value.nextProducerId !== -1n) tagCount++;
    if (value.clientTransactionVersion !== 0) tagCount++;
    if (value.nextProducerEpoch !== -1) tagCount++;
    writer.writeUnsignedVarint(tagCount);
    if (value.previousProducerId !== -1n) {
      const position = writer.beginTaggedField(0);
      writer.writeInt64(value.previousProducerId);
      writer.endTaggedField(position);
    }
    if (value.nextProducerId !== -1n) {
      const position = writer.beginTaggedField(1);
      writer.writeInt64(value.nextProducerId);
      writer.endTaggedField(position);
    }
    if (value.clientTransactionVersion !== 0) {
      const position = writer.beginTaggedField(2);
      writer.writeInt16(value.clientTransactionVersion);
      writer.endTaggedField(position);
    }
    if (value.nextProducerEpoch !== -1) {
      const position = writer.beginTaggedField(3);
      writer.writeInt16(value.nextProducerEpoch);
      writer.endTaggedField(position);
    }
  }
}

export function newPartitionsSchema(fields?: Partial<PartitionsSchema>): PartitionsSchema {
  return {
    topic: '',
    partitionIds: [],
    ...fields,
  };
}

function readPartitionsSchema(reader: Reader, version: number): PartitionsSchema {
  const flexible = version >= 1;
  const value: PartitionsSchema = {
    topic: reader.readString(flexible),
    partitionIds: reader.readInt32Array(flexible),
  };
  if (flexible) reader.skipTaggedFields();
  return value;
}

function readNullablePartitionsSchemaArray(reader: Reader, version: number): PartitionsSchema[] | null {
  const length = reader.readNullableArrayLength(version >= 1, 3);
  if (length < 0) return null;
  const values: PartitionsSchema[] = [];
  for (let index = 0; index < length; index++) values.push(readPartitionsSchema(reader, version));
  return values;
}

function writePartitionsSchema(writer: Writer, version: number, value: PartitionsSchema): void {
  const flexible = version >= 1;
  writer.writeString(value.topic, flexible);
  writer.writeInt32Array(value.partitionIds, flexible);
  if (flexible) writer.writeUnsignedVarint(0);
}

export const transactionLogValue: MessageCodec<TransactionLogValue> = {
  name: 'TransactionLogValue',
  apiKey: 0,
  minVersion: 0,
  maxVersion: 1,
  latestVersionUnstable: false,
  flexibleFrom: 1,
  read: readTransactionLogValue,
  write: writeTransactionLogValue,
};
