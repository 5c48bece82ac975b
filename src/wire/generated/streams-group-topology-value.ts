// Generated from protocol/messages/coordinator-value/kafka-group-coordinator/StreamsGroupTopologyValue.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface StreamsGroupTopologyValue {
  epoch: number;
  subtopologies: Subtopology[];
}

export interface Subtopology {
  subtopologyId: string;
  sourceTopics: string[];
  sourceTopicRegex: string[];
  stateChangelogTopics: TopicInfo[];
  repartitionSinkTopics: string[];
  repartitionSourceTopics: TopicInfo[];
  copartitionGroups: CopartitionGroup[];
}

export interface CopartitionGroup {
  sourceTopics: number[];
  sourceTopicRegex: number[];
  repartitionSourceTopics: number[];
}

export interface TopicConfig {
  key: string;
  value: string;
}

export interface TopicInfo {
  name: string;
  partitions: number;
  replicationFactor: number;
  topicConfigs: TopicConfig[];
}

export function newStreamsGroupTopologyValue(fields?: Partial<StreamsGroupTopologyValue>): StreamsGroupTopologyValue {
  return {
    epoch: 0,
    subtopologies: [],
    ...fields,
  };
}

export function readStreamsGroupTopologyValue(reader: Reader, version: number): StreamsGroupTopologyValue {
  if (version !== 0) throw unsupportedVersion('StreamsGroupTopologyValue', version);
  const value: StreamsGroupTopologyValue = {
    epoch: reader.readInt32(),
    subtopologies: readSubtopologyArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeStreamsGroupTopologyValue(writer: Writer, version: number, value: StreamsGroupTopologyValue): void {
  if (version !== 0) throw unsupportedVersion('StreamsGroupTopologyValue', version);
  writer.writeInt32(value.epoch);
  writer.writeArrayLength(value.subtopologies.length, true);
  for (const element of value.subtopologies) writeSubtopology(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newSubtopology(fields?: Partial<Subtopology>): Subtopology {
  return {
    subtopologyId: '',
    sourceTopics: [],
    sourceTopicRegex: [],
    stateChangelogTopics: [],
    repartitionSinkTopics: [],
    repartitionSourceTopics: [],
    copartitionGroups: [],
    ...fields,
  };
}

function readSubtopology(reader: Reader, version: number): Subtopology {
  const value: Subtopology = {
    subtopologyId: reader.readString(true),
    sourceTopics: reader.readStringArray(true),
    sourceTopicRegex: reader.readStringArray(true),
    stateChangelogTopics: readTopicInfoArray(reader, version),
    repartitionSinkTopics: reader.readStringArray(true),
    repartitionSourceTopics: readTopicInfoArray(reader, version),
    copartitionGroups: readCopartitionGroupArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readSubtopologyArray(reader: Reader, version: number): Subtopology[] {
  const length = reader.readArrayLength(true, 8);
  const values: Subtopology[] = [];
  for (let index = 0; index < length; index++) values.push(readSubtopology(reader, version));
  return values;
}

function writeSubtopology(writer: Writer, version: number, value: Subtopology): void {
  writer.writeString(value.subtopologyId, true);
  writer.writeStringArray(value.sourceTopics, true);
  writer.writeStringArray(value.sourceTopicRegex, true);
  writer.writeArrayLength(value.stateChangelogTopics.length, true);
  for (const element of value.stateChangelogTopics) writeTopicInfo(writer, version, element);
  writer.writeStringArray(value.repartitionSinkTopics, true);
  writer.writeArrayLength(value.repartitionSourceTopics.length, true);
  for (const element of value.repartitionSourceTopics) writeTopicInfo(writer, version, element);
  writer.writeArrayLength(value.copartitionGroups.length, true);
  for (const element of value.copartitionGroups) writeCopartitionGroup(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newCopartitionGroup(fields?: Partial<CopartitionGroup>): CopartitionGroup {
  return {
    sourceTopics: [],
    sourceTopicRegex: [],
    repartitionSourceTopics: [],
    ...fields,
  };
}

function readCopartitionGroup(reader: Reader, version: number): CopartitionGroup {
  const value: CopartitionGroup = {
    sourceTopics: reader.readInt16Array(true),
    sourceTopicRegex: reader.readInt16Array(true),
    repartitionSourceTopics: reader.readInt16Array(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readCopartitionGroupArray(reader: Reader, version: number): CopartitionGroup[] {
  const length = reader.readArrayLength(true, 4);
  const values: CopartitionGroup[] = [];
  for (let index = 0; index < length; index++) values.push(readCopartitionGroup(reader, version));
  return values;
}

function writeCopartitionGroup(writer: Writer, version: number, value: CopartitionGroup): void {
  writer.writeInt16Array(value.sourceTopics, true);
  writer.writeInt16Array(value.sourceTopicRegex, true);
  writer.writeInt16Array(value.repartitionSourceTopics, true);
  writer.writeUnsignedVarint(0);
}

export function newTopicConfig(fields?: Partial<TopicConfig>): TopicConfig {
  return {
    key: '',
    value: '',
    ...fields,
  };
}

function readTopicConfig(reader: Reader, version: number): TopicConfig {
  const value: TopicConfig = {
    key: reader.readString(true),
    value: reader.readString(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readTopicConfigArray(reader: Reader, version: number): TopicConfig[] {
  const length = reader.readArrayLength(true, 3);
  const values: TopicConfig[] = [];
  for (let index = 0; index < length; index++) values.push(readTopicConfig(reader, version));
  return values;
}

function writeTopicConfig(writer: Writer, version: number, value: TopicConfig): void {
  writer.writeString(value.key, true);
  writer.writeString(value.value, true);
  writer.writeUnsignedVarint(0);
}

export function newTopicInfo(fields?: Partial<TopicInfo>): TopicInfo {
  return {
    name: '',
    partitions: 0,
    replicationFactor: 0,
    topicConfigs: [],
    ...fields,
  };
}

function readTopicInfo(reader: Reader, version: number): TopicInfo {
  const value: TopicInfo = {
    name: reader.readString(true),
    partitions: reader.readInt32(),
    replicationFactor: reader.readInt16(),
    topicConfigs: readTopicConfigArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readTopicInfoArray(reader: Reader, version: number): TopicInfo[] {
  const length = reader.readArrayLength(true, 9);
  const values: TopicInfo[] = [];
  for (let index = 0; index < length; index++) values.push(readTopicInfo(reader, version));
  return values;
}

function writeTopicInfo(writer: Writer, version: number, value: TopicInfo): void {
  writer.writeString(value.name, true);
  writer.writeInt32(value.partitions);
  writer.writeInt16(value.replicationFactor);
  writer.writeArrayLength(value.topicConfigs.length, true);
  for (const element of value.topicConfigs) writeTopicConfig(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export const streamsGroupTopologyValue: MessageCodec<StreamsGroupTopologyValue> = {
  name: 'StreamsGroupTopologyValue',
  apiKey: 23,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readStreamsGroupTopologyValue,
  write: writeStreamsGroupTopologyValue,
};
