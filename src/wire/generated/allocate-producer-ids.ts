// Generated from protocol/messages/api/67-AllocateProducerIds.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface AllocateProducerIdsRequest {
  brokerId: number;
  brokerEpoch: bigint;
}

export function newAllocateProducerIdsRequest(fields?: Partial<AllocateProducerIdsRequest>): AllocateProducerIdsRequest {
  return {
    brokerId: 0,
    brokerEpoch: -1n,
    ...fields,
  };
}

export function readAllocateProducerIdsRequest(reader: Reader, version: number): AllocateProducerIdsRequest {
  if (version !== 0) throw unsupportedVersion('AllocateProducerIdsRequest', version);
  const value: AllocateProducerIdsRequest = {
    brokerId: reader.readInt32(),
    brokerEpoch: reader.readInt64(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeAllocateProducerIdsRequest(writer: Writer, version: number, value: AllocateProducerIdsRequest): void {
  if (version !== 0) throw unsupportedVersion('AllocateProducerIdsRequest', version);
  writer.writeInt32(value.brokerId);
  writer.writeInt64(value.brokerEpoch);
  writer.writeUnsignedVarint(0);
}

export const allocateProducerIdsRequest: MessageCodec<AllocateProducerIdsRequest> = {
  name: 'AllocateProducerIdsRequest',
  apiKey: 67,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readAllocateProducerIdsRequest,
  write: writeAllocateProducerIdsRequest,
};

export interface AllocateProducerIdsResponse {
  throttleTimeMs: number;
  errorCode: number;
  producerIdStart: bigint;
  producerIdLen: number;
}

export function newAllocateProducerIdsResponse(fields?: Partial<AllocateProducerIdsResponse>): AllocateProducerIdsResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    producerIdStart: 0n,
    producerIdLen: 0,
    ...fields,
  };
}

export function readAllocateProducerIdsResponse(reader: Reader, version: number): AllocateProducerIdsResponse {
  if (version !== 0) throw unsupportedVersion('AllocateProducerIdsResponse', version);
  const value: AllocateProducerIdsResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    producerIdStart: reader.readInt64(),
    producerIdLen: reader.readInt32(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeAllocateProducerIdsResponse(writer: Writer, version: number, value: AllocateProducerIdsResponse): void {
  if (version !== 0) throw unsupportedVersion('AllocateProducerIdsResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeInt64(value.producerIdStart);
  writer.writeInt32(value.producerIdLen);
  writer.writeUnsignedVarint(0);
}

export const allocateProducerIdsResponse: MessageCodec<AllocateProducerIdsResponse> = {
  name: 'AllocateProducerIdsResponse',
  apiKey: 67,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readAllocateProducerIdsResponse,
  write: writeAllocateProducerIdsResponse,
};
