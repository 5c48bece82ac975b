// Generated from protocol/messages/api/71-GetTelemetrySubscriptions.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import { type Reader, ZERO_UUID } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface GetTelemetrySubscriptionsRequest {
  clientInstanceId: string;
}

export function newGetTelemetrySubscriptionsRequest(fields?: Partial<GetTelemetrySubscriptionsRequest>): GetTelemetrySubscriptionsRequest {
  return {
    clientInstanceId: ZERO_UUID,
    ...fields,
  };
}

export function readGetTelemetrySubscriptionsRequest(reader: Reader, version: number): GetTelemetrySubscriptionsRequest {
  if (version !== 0) throw unsupportedVersion('GetTelemetrySubscriptionsRequest', version);
  const value: GetTelemetrySubscriptionsRequest = {
    clientInstanceId: reader.readUuid(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeGetTelemetrySubscriptionsRequest(writer: Writer, version: number, value: GetTelemetrySubscriptionsRequest): void {
  if (version !== 0) throw unsupportedVersion('GetTelemetrySubscriptionsRequest', version);
  writer.writeUuid(value.clientInstanceId);
  writer.writeUnsignedVarint(0);
}

export const getTelemetrySubscriptionsRequest: MessageCodec<GetTelemetrySubscriptionsRequest> = {
  name: 'GetTelemetrySubscriptionsRequest',
  apiKey: 71,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readGetTelemetrySubscriptionsRequest,
  write: writeGetTelemetrySubscriptionsRequest,
};

export interface GetTelemetrySubscriptionsResponse {
  throttleTimeMs: number;
  errorCode: number;
  clientInstanceId: string;
  subscriptionId: number;
  acceptedCompressionTypes: number[];
  pushIntervalMs: number;
  telemetryMaxBytes: number;
  deltaTemporality: boolean;
  requestedMetrics: string[];
}

export function newGetTelemetrySubscriptionsResponse(fields?: Partial<GetTelemetrySubscriptionsResponse>): GetTelemetrySubscriptionsResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    clientInstanceId: ZERO_UUID,
    subscriptionId: 0,
    acceptedCompressionTypes: [],
    pushIntervalMs: 0,
    telemetryMaxBytes: 0,
    deltaTemporality: false,
    requestedMetrics: [],
    ...fields,
  };
}

export function readGetTelemetrySubscriptionsResponse(reader: Reader, version: number): GetTelemetrySubscriptionsResponse {
  if (version !== 0) throw unsupportedVersion('GetTelemetrySubscriptionsResponse', version);
  const value: GetTelemetrySubscriptionsResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    clientInstanceId: reader.readUuid(),
    subscriptionId: reader.readInt32(),
    acceptedCompressionTypes: reader.readInt8Array(true),
    pushIntervalMs: reader.readInt32(),
    telemetryMaxBytes: reader.readInt32(),
    deltaTemporality: reader.readBool(),
    requestedMetrics: reader.readStringArray(true),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeGetTelemetrySubscriptionsResponse(writer: Writer, version: number, value: GetTelemetrySubscriptionsResponse): void {
  if (version !== 0) throw unsupportedVersion('GetTelemetrySubscriptionsResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeUuid(value.clientInstanceId);
  writer.writeInt32(value.subscriptionId);
  writer.writeInt8Array(value.acceptedCompressionTypes, true);
  writer.writeInt32(value.pushIntervalMs);
  writer.writeInt32(value.telemetryMaxBytes);
  writer.writeBool(value.deltaTemporality);
  writer.writeStringArray(value.requestedMetrics, true);
  writer.writeUnsignedVarint(0);
}

export const getTelemetrySubscriptionsResponse: MessageCodec<GetTelemetrySubscriptionsResponse> = {
  name: 'GetTelemetrySubscriptionsResponse',
  apiKey: 71,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readGetTelemetrySubscriptionsResponse,
  write: writeGetTelemetrySubscriptionsResponse,
};
