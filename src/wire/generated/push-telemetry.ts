// Generated from protocol/messages/api/72-PushTelemetry.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface PushTelemetryRequest {
  clientInstanceId: string;
  subscriptionId: number;
  terminating: boolean;
  compressionType: number;
  metrics: Buffer;
}

export function newPushTelemetryRequest(fields?: Partial<PushTelemetryRequest>): PushTelemetryRequest {
  return {
    clientInstanceId: ZERO_UUID,
    subscriptionId: 0,
    terminating: false,
    compressionType: 0,
    metrics: Buffer.alloc(0),
    ...fields,
  };
}

export function readPushTelemetryRequest(reader: Reader, version: number): PushTelemetryRequest {
  if (version !== 0) throw unsupportedVersion('PushTelemetryRequest', version);
  const value: PushTelemetryRequest = {
    clientInstanceId: reader.readUuid(),
    subscriptionId: reader.readInt32(),
    terminating: reader.readBool(),
    compressionType: reader.readInt8(),
    metrics: reader.readBytes(true),
  };
  reader.skipTaggedFields();
  return value;
}

export function writePushTelemetryRequest(writer: Writer, version: number, value: PushTelemetryRequest): void {
  if (version !== 0) throw unsupportedVersion('PushTelemetryRequest', version);
  writer.writeUuid(value.clientInstanceId);
  writer.writeInt32(value.subscriptionId);
  writer.writeBool(value.terminating);
  writer.writeInt8(value.compressionType);
  writer.writeBytes(value.metrics, true);
  writer.writeUnsignedVarint(0);
}

export const pushTelemetryRequest: MessageCodec<PushTelemetryRequest> = {
  name: 'PushTelemetryRequest',
  apiKey: 72,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readPushTelemetryRequest,
  write: writePushTelemetryRequest,
};

export interface PushTelemetryResponse {
  throttleTimeMs: number;
  errorCode: number;
}

export function newPushTelemetryResponse(fields?: Partial<PushTelemetryResponse>): PushTelemetryResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    ...fields,
  };
}

export function readPushTelemetryResponse(reader: Reader, version: number): PushTelemetryResponse {
  if (version !== 0) throw unsupportedVersion('PushTelemetryResponse', version);
  const value: PushTelemetryResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writePushTelemetryResponse(writer: Writer, version: number, value: PushTelemetryResponse): void {
  if (version !== 0) throw unsupportedVersion('PushTelemetryResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeUnsignedVarint(0);
}

export const pushTelemetryResponse: MessageCodec<PushTelemetryResponse> = {
  name: 'PushTelemetryResponse',
  apiKey: 72,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readPushTelemetryResponse,
  write: writePushTelemetryResponse,
};
