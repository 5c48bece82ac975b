// Generated from protocol/messages/api/63-BrokerHeartbeat.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface BrokerHeartbeatRequest {
  brokerId: number;
  brokerEpoch: bigint;
  currentMetadataOffset: bigint;
  wantFence: boolean;
  wantShutDown: boolean;
  offlineLogDirs: string[];
  cordonedLogDirs: string[] | null;
}

export function newBrokerHeartbeatRequest(fields?: Partial<BrokerHeartbeatRequest>): BrokerHeartbeatRequest {
  return {
    brokerId: 0,
    brokerEpoch: -1n,
    currentMetadataOffset: 0n,
    wantFence: false,
    wantShutDown: false,
    offlineLogDirs: [],
    cordonedLogDirs: null,
    ...fields,
  };
}

export function readBrokerHeartbeatRequest(reader: Reader, version: number): BrokerHeartbeatRequest {
  if (version < 0 || version > 2) throw unsupportedVersion('BrokerHeartbeatRequest', version);
  const value: BrokerHeartbeatRequest = {
    brokerId: reader.readInt32(),
    brokerEpoch: reader.readInt64(),
    currentMetadataOffset: reader.readInt64(),
    wantFence: reader.readBool(),
    wantShutDown: reader.readBool(),
    offlineLogDirs: [],
    cordonedLogDirs: null,
  };
  for (let count = reader.readTagCount(); count > 0; count--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        if (version >= 1) {
          value.offlineLogDirs = reader.readUuidArray(true);
          reader.endTaggedField(end);
        } else reader.skipTo(end);
        break;
      case 1:
        if (version >= 2) {
          value.cordonedLogDirs = reader.readNullableUuidArray(true);
          reader.endTaggedField(end);
        } else reader.skipTo(end);
        break;
      default:
        reader.skipTo(end);
    }
  }
  return value;
}

export function writeBrokerHeartbeatRequest(writer: Writer, version: number, value: BrokerHeartbeatRequest): void {
  if (version < 0 || version > 2) throw unsupportedVersion('BrokerHeartbeatRequest', version);
  writer.writeInt32(value.brokerId);
  writer.writeInt64(value.brokerEpoch);
  writer.writeInt64(value.currentMetadataOffset);
  writer.writeBool(value.wantFence);
  writer.writeBool(value.wantShutDown);
  if (version < 1 && value.offlineLogDirs.length !== 0) throw unsupportedField('BrokerHeartbeatRequest.offlineLogDirs', version);
  if (version < 2 && value.cordonedLogDirs !== null) throw unsupportedField('BrokerHeartbeatRequest.cordonedLogDirs', version);
  let tagCount = 0;
  if (version >= 1 && value.offlineLogDirs.length !== 0) tagCount++;
  if (version >= 2 && value.cordonedLogDirs !== null) tagCount++;
  writer.writeUnsignedVarint(tagCount);
  if (version >= 1 && value.offlineLogDirs.length !== 0) {
    const position = writer.beginTaggedField(0);
    writer.writeUuidArray(value.offlineLogDirs, true);
    writer.endTaggedField(position);
  }
  if (version >= 2 && value.cordonedLogDirs !== null) {
    const position = writer.beginTaggedField(1);
    writer.writeUuidArray(value.cordonedLogDirs, true);
    writer.endTaggedField(position);
  }
}

export const brokerHeartbeatRequest: MessageCodec<BrokerHeartbeatRequest> = {
  name: 'BrokerHeartbeatRequest',
  apiKey: 63,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readBrokerHeartbeatRequest,
  write: writeBrokerHeartbeatRequest,
};

export interface BrokerHeartbeatResponse {
  throttleTimeMs: number;
  errorCode: number;
  isCaughtUp: boolean;
  isFenced: boolean;
  shouldShutDown: boolean;
}

export function newBrokerHeartbeatResponse(fields?: Partial<BrokerHeartbeatResponse>): BrokerHeartbeatResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    isCaughtUp: false,
    isFenced: true,
    shouldShutDown: false,
    ...fields,
  };
}

export function readBrokerHeartbeatResponse(reader: Reader, version: number): BrokerHeartbeatResponse {
  if (version < 0 || version > 2) throw unsupportedVersion('BrokerHeartbeatResponse', version);
  const value: BrokerHeartbeatResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    isCaughtUp: reader.readBool(),
    isFenced: reader.readBool(),
    shouldShutDown: reader.readBool(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeBrokerHeartbeatResponse(writer: Writer, version: number, value: BrokerHeartbeatResponse): void {
  if (version < 0 || version > 2) throw unsupportedVersion('BrokerHeartbeatResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeBool(value.isCaughtUp);
  writer.writeBool(value.isFenced);
  writer.writeBool(value.shouldShutDown);
  writer.writeUnsignedVarint(0);
}

export const brokerHeartbeatResponse: MessageCodec<BrokerHeartbeatResponse> = {
  name: 'BrokerHeartbeatResponse',
  apiKey: 63,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readBrokerHeartbeatResponse,
  write: writeBrokerHeartbeatResponse,
};
