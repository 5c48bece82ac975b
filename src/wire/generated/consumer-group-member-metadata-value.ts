// Generated from protocol/messages/coordinator-value/kafka-group-coordinator/ConsumerGroupMemberMetadataValue.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface ConsumerGroupMemberMetadataValue {
  instanceId: string | null;
  rackId: string | null;
  clientId: string;
  clientHost: string;
  subscribedTopicNames: string[];
  subscribedTopicRegex: string | null;
  rebalanceTimeoutMs: number;
  serverAssignor: string | null;
  classicMemberMetadata: ClassicMemberMetadata | null;
}

export interface ClassicMemberMetadata {
  sessionTimeoutMs: number;
  supportedProtocols: ClassicProtocol[];
}

export interface ClassicProtocol {
  name: string;
  metadata: Buffer;
}

export function newConsumerGroupMemberMetadataValue(fields?: Partial<ConsumerGroupMemberMetadataValue>): ConsumerGroupMemberMetadataValue {
  return {
    instanceId: '',
    rackId: '',
    clientId: '',
    clientHost: '',
    subscribedTopicNames: [],
    subscribedTopicRegex: '',
    rebalanceTimeoutMs: -1,
    serverAssignor: '',
    classicMemberMetadata: newClassicMemberMetadata(),
    ...fields,
  };
}

export function readConsumerGroupMemberMetadataValue(reader: Reader, version: number): ConsumerGroupMemberMetadataValue {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupMemberMetadataValue', version);
  const value: ConsumerGroupMemberMetadataValue = {
    instanceId: reader.readNullableString(true),
    rackId: reader.readNullableString(true),
    clientId: reader.readString(true),
    clientHost: reader.readString(true),
    subscribedTopicNames: reader.readStringArray(true),
    subscribedTopicRegex: reader.readNullableString(true),
    rebalanceTimeoutMs: reader.readInt32(),
    serverAssignor: reader.readNullableString(true),
    classicMemberMetadata: newClassicMemberMetadata(),
  };
  for (let count = reader.readTagCount(); count > 0; count--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        value.classicMemberMetadata = reader.readTaggedPresence() ? readClassicMemberMetadata(reader, version) : null;
        reader.endTaggedField(end);
        break;
      default:
        reader.skipTo(end);
    }
  }
  return value;
}

export function writeConsumerGroupMemberMetadataValue(writer: Writer, version: number, value: ConsumerGroupMemberMetadataValue): void {
  if (version !== 0) throw unsupportedVersion('ConsumerGroupMemberMetadataValue', version);
  writer.writeString(value.instanceId, true);
  writer.writeString(value.rackId, true);
  writer.writeString(value.clientId, true);
  writer.writeString(value.clientHost, true);
  writer.writeStringArray(value.subscribedTopicNames, true);
  writer.writeString(value.subscribedTopicRegex, true);
  writer.writeInt32(value.rebalanceTimeoutMs);
  writer.writeString(value.serverAssignor, true);
  let tagCount = 0;
  if ((value.classicMemberMetadata === null || !isDefaultClassicMemberMetadata(value.classicMemberMetadata))) tagCount++;
  writer.writeUnsignedVarint(tagCount);
  if ((value.classicMemberMetadata === null || !isDefaultClassicMemberMetadata(value.classicMemberMetadata))) {
    const position = writer.beginTaggedField(0);
    writer.writeTaggedPresence(value.classicMemberMetadata !== null);
    if (value.classicMemberMetadata !== null) writeClassicMemberMetadata(writer, version, value.classicMemberMetadata);
    writer.endTaggedField(position);
  }
}

export function newClassicMemberMetadata(fields?: Partial<ClassicMemberMetadata>): ClassicMemberMetadata {
  return {
    sessionTimeoutMs: 0,
    supportedProtocols: [],
    ...fields,
  };
}

function isDefaultClassicMemberMetadata(value: ClassicMemberMetadata): boolean {
  return !(value.sessionTimeoutMs !== 0 || value.supportedProtocols.length !== 0);
}

function readClassicMemberMetadata(reader: Reader, version: number): ClassicMemberMetadata {
  const value: ClassicMemberMetadata = {
    sessionTimeoutMs: reader.readInt32(),
    supportedProtocols: readClassicProtocolArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function writeClassicMemberMetadata(writer: Writer, version: number, value: ClassicMemberMetadata): void {
  writer.writeInt32(value.sessionTimeoutMs);
  writer.writeArrayLength(value.supportedProtocols.length, true);
  for (const element of value.supportedProtocols) writeClassicProtocol(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newClassicProtocol(fields?: Partial<ClassicProtocol>): ClassicProtocol {
  return {
    name: '',
    metadata: Buffer.alloc(0),
    ...fields,
  };
}

function readClassicProtocol(reader: Reader, version: number): ClassicProtocol {
  const value: ClassicProtocol = {
    name: reader.readString(true),
    metadata: reader.readBytes(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readClassicProtocolArray(reader: Reader, version: number): ClassicProtocol[] {
  const length = reader.readArrayLength(true, 3);
  const values: ClassicProtocol[] = [];
  for (let index = 0; index < length; index++) values.push(readClassicProtocol(reader, version));
  return values;
}

function writeClassicProtocol(writer: Writer, version: number, value: ClassicProtocol): void {
  writer.writeString(value.name, true);
  writer.writeBytes(value.metadata, true);
  writer.writeUnsignedVarint(0);
}

export const consumerGroupMemberMetadataValue: MessageCodec<ConsumerGroupMemberMetadataValue> = {
  name: 'ConsumerGroupMemberMetadataValue',
  apiKey: 5,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readConsumerGroupMemberMetadataValue,
  write: writeConsumerGroupMemberMetadataValue,
};
