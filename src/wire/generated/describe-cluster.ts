// Generated from protocol/messages/api/60-DescribeCluster.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedField, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface DescribeClusterRequest {
  includeClusterAuthorizedOperations: boolean;
  endpointType: number;
  includeFencedBrokers: boolean;
}

export function newDescribeClusterRequest(fields?: Partial<DescribeClusterRequest>): DescribeClusterRequest {
  return {
    includeClusterAuthorizedOperations: false,
    endpointType: 1,
    includeFencedBrokers: false,
    ...fields,
  };
}

export function readDescribeClusterRequest(reader: Reader, version: number): DescribeClusterRequest {
  if (version < 0 || version > 2) throw unsupportedVersion('DescribeClusterRequest', version);
  const value: DescribeClusterRequest = {
    includeClusterAuthorizedOperations: reader.readBool(),
    endpointType: version >= 1 ? reader.readInt8() : 1,
    includeFencedBrokers: version >= 2 ? reader.readBool() : false,
  };
  reader.skipTaggedFields();
  return value;
}

export function writeDescribeClusterRequest(writer: Writer, version: number, value: DescribeClusterRequest): void {
  if (version < 0 || version > 2) throw unsupportedVersion('DescribeClusterRequest', version);
  writer.writeBool(value.includeClusterAuthorizedOperations);
  if (version >= 1) writer.writeInt8(value.endpointType);
  if (version < 1 && value.endpointType !== 1) throw unsupportedField('DescribeClusterRequest.endpointType', version);
  if (version >= 2) writer.writeBool(value.includeFencedBrokers);
  if (version < 2 && value.includeFencedBrokers) throw unsupportedField('DescribeClusterRequest.includeFencedBrokers', version);
  writer.writeUnsignedVarint(0);
}

export const describeClusterRequest: MessageCodec<DescribeClusterRequest> = {
  name: 'DescribeClusterRequest',
  apiKey: 60,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readDescribeClusterRequest,
  write: writeDescribeClusterRequest,
};

export interface DescribeClusterResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  endpointType: number;
  clusterId: string;
  controllerId: number;
  brokers: DescribeClusterBroker[];
  clusterAuthorizedOperations: number;
}

export interface DescribeClusterBroker {
  brokerId: number;
  host: string;
  port: number;
  rack: string | null;
  isFenced: boolean;
}

export function newDescribeClusterResponse(fields?: Partial<DescribeClusterResponse>): DescribeClusterResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    errorMessage: null,
    endpointType: 1,
    clusterId: '',
    controllerId: -1,
    brokers: [],
    clusterAuthorizedOperations: -2147483648,
    ...fields,
  };
}

export function readDescribeClusterResponse(reader: Reader, version: number): DescribeClusterResponse {
  if (version < 0 || version > 2) throw unsupportedVersion('DescribeClusterResponse', version);
  const value: DescribeClusterResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
    endpointType: version >= 1 ? reader.readInt8() : 1,
    clusterId: reader.readString(true),
    controllerId: reader.readInt32(),
    brokers: readDescribeClusterBrokerArray(reader, version),
    clusterAuthorizedOperations: reader.readInt32(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeDescribeClusterResponse(writer: Writer, version: number, value: DescribeClusterResponse): void {
  if (version < 0 || version > 2) throw unsupportedVersion('DescribeClusterResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  if (version >= 1) writer.writeInt8(value.endpointType);
  if (version < 1 && value.endpointType !== 1) throw unsupportedField('DescribeClusterResponse.endpointType', version);
  writer.writeString(value.clusterId, true);
  writer.writeInt32(value.controllerId);
  writer.writeArrayLength(value.brokers.length, true);
  for (const element of value.brokers) writeDescribeClusterBroker(writer, version, element);
  writer.writeInt32(value.clusterAuthorizedOperations);
  writer.writeUnsignedVarint(0);
}

export function newDescribeClusterBroker(fields?: Partial<DescribeClusterBroker>): DescribeClusterBroker {
  return {
    brokerId: 0,
    host: '',
    port: 0,
    rack: null,
    isFenced: false,
    ...fields,
  };
}

function readDescribeClusterBroker(reader: Reader, version: number): DescribeClusterBroker {
  const value: DescribeClusterBroker = {
    brokerId: reader.readInt32(),
    host: reader.readString(true),
    port: reader.readInt32(),
    rack: reader.readNullableString(true),
    isFenced: version >= 2 ? reader.readBool() : false,
  };
  reader.skipTaggedFields();
  return value;
}

function readDescribeClusterBrokerArray(reader: Reader, version: number): DescribeClusterBroker[] {
  const length = reader.readArrayLength(true, 11);
  const values: DescribeClusterBroker[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribeClusterBroker(reader, version));
  return values;
}

function writeDescribeClusterBroker(writer: Writer, version: number, value: DescribeClusterBroker): void {
  writer.writeInt32(value.brokerId);
  writer.writeString(value.host, true);
  writer.writeInt32(value.port);
  writer.writeString(value.rack, true);
  if (version >= 2) writer.writeBool(value.isFenced);
  if (version < 2 && value.isFenced) throw unsupportedField('DescribeClusterBroker.isFenced', version);
  writer.writeUnsignedVarint(0);
}

export const describeClusterResponse: MessageCodec<DescribeClusterResponse> = {
  name: 'DescribeClusterResponse',
  apiKey: 60,
  minVersion: 0,
  maxVersion: 2,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readDescribeClusterResponse,
  write: writeDescribeClusterResponse,
};
