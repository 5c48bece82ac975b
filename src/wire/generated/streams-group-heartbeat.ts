// Generated from protocol/messages/api/88-StreamsGroupHeartbeat.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface StreamsGroupHeartbeatRequest {
  groupId: string;
  memberId: string;
  memberEpoch: number;
  endpointInformationEpoch: number;
  instanceId: string | null;
  rackId: string | null;
  rebalanceTimeoutMs: number;
  topology: Topology | null;
  activeTasks: StreamsGroupHeartbeatRequestTaskIds[] | null;
  standbyTasks: StreamsGroupHeartbeatRequestTaskIds[] | null;
  warmupTasks: StreamsGroupHeartbeatRequestTaskIds[] | null;
  processId: string | null;
  userEndpoint: StreamsGroupHeartbeatRequestEndpoint | null;
  clientTags: KeyValue[] | null;
  taskOffsets: TaskOffset[] | null;
  taskEndOffsets: TaskOffset[] | null;
  shutdownApplication: boolean;
}

export interface Topology {
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

export interface KeyValue {
  key: string;
  value: string;
}

export interface TopicInfo {
  name: string;
  partitions: number;
  replicationFactor: number;
  topicConfigs: KeyValue[];
}

export interface StreamsGroupHeartbeatRequestEndpoint {
  host: string;
  port: number;
}

export interface TaskOffset {
  subtopologyId: string;
  partition: number;
  offset: bigint;
}

export interface StreamsGroupHeartbeatRequestTaskIds {
  subtopologyId: string;
  partitions: number[];
}

export function newStreamsGroupHeartbeatRequest(fields?: Partial<StreamsGroupHeartbeatRequest>): StreamsGroupHeartbeatRequest {
  return {
    groupId: '',
    memberId: '',
    memberEpoch: 0,
    endpointInformationEpoch: 0,
    instanceId: null,
    rackId: null,
    rebalanceTimeoutMs: -1,
    topology: null,
    activeTasks: null,
    standbyTasks: null,
    warmupTasks: null,
    processId: null,
    userEndpoint: null,
    clientTags: null,
    taskOffsets: null,
    taskEndOffsets: null,
    shutdownApplication: false,
    ...fields,
  };
}

export function readStreamsGroupHeartbeatRequest(reader: Reader, version: number): StreamsGroupHeartbeatRequest {
  if (version !== 0) throw unsupportedVersion('StreamsGroupHeartbeatRequest', version);
  const value: StreamsGroupHeartbeatRequest = {
    groupId: reader.readString(true),
    memberId: reader.readString(true),
    memberEpoch: reader.readInt32(),
    endpointInformationEpoch: reader.readInt32(),
    instanceId: reader.readNullableString(true),
    rackId: reader.readNullableString(true),
    rebalanceTimeoutMs: reader.readInt32(),
    topology: reader.readPresence() ? readTopology(reader, version) : null,
    activeTasks: readNullableStreamsGroupHeartbeatRequestTaskIdsArray(reader, version),
    standbyTasks: readNullableStreamsGroupHeartbeatRequestTaskIdsArray(reader, version),
    warmupTasks: readNullableStreamsGroupHeartbeatRequestTaskIdsArray(reader, version),
    processId: reader.readNullableString(true),
    userEndpoint: reader.readPresence() ? readStreamsGroupHeartbeatRequestEndpoint(reader, version) : null,
    clientTags: readNullableKeyValueArray(reader, version),
    taskOffsets: readNullableTaskOffsetArray(reader, version),
    taskEndOffsets: readNullableTaskOffsetArray(reader, version),
    shutdownApplication: reader.readBool(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeStreamsGroupHeartbeatRequest(writer: Writer, version: number, value: StreamsGroupHeartbeatRequest): void {
  if (version !== 0) throw unsupportedVersion('StreamsGroupHeartbeatRequest', version);
  writer.writeString(value.groupId, true);
  writer.writeString(value.memberId, true);
  writer.writeInt32(value.memberEpoch);
  writer.writeInt32(value.endpointInformationEpoch);
  writer.writeString(value.instanceId, true);
  writer.writeString(value.rackId, true);
  writer.writeInt32(value.rebalanceTimeoutMs);
  writer.writePresence(value.topology !== null);
  if (value.topology !== null) writeTopology(writer, version, value.topology);
  writer.writeArrayLength(value.activeTasks === null ? -1 : value.activeTasks.length, true);
  if (value.activeTasks !== null) for (const element of value.activeTasks) writeStreamsGroupHeartbeatRequestTaskIds(writer, version, element);
  writer.writeArrayLength(value.standbyTasks === null ? -1 : value.standbyTasks.length, true);
  if (value.standbyTasks !== null) for (const element of value.standbyTasks) writeStreamsGroupHeartbeatRequestTaskIds(writer, version, element);
  writer.writeArrayLength(value.warmupTasks === null ? -1 : value.warmupTasks.length, true);
  if (value.warmupTasks !== null) for (const element of value.warmupTasks) writeStreamsGroupHeartbeatRequestTaskIds(writer, version, element);
  writer.writeString(value.processId, true);
  writer.writePresence(value.userEndpoint !== null);
  if (value.userEndpoint !== null) writeStreamsGroupHeartbeatRequestEndpoint(writer, version, value.userEndpoint);
  writer.writeArrayLength(value.clientTags === null ? -1 : value.clientTags.length, true);
  if (value.clientTags !== null) for (const element of value.clientTags) writeKeyValue(writer, version, element);
  writer.writeArrayLength(value.taskOffsets === null ? -1 : value.taskOffsets.length, true);
  if (value.taskOffsets !== null) for (const element of value.taskOffsets) writeTaskOffset(writer, version, element);
  writer.writeArrayLength(value.taskEndOffsets === null ? -1 : value.taskEndOffsets.length, true);
  if (value.taskEndOffsets !== null) for (const element of value.taskEndOffsets) writeTaskOffset(writer, version, element);
  writer.writeBool(value.shutdownApplication);
  writer.writeUnsignedVarint(0);
}

export function newTopology(fields?: Partial<Topology>): Topology {
  return {
    epoch: 0,
    subtopologies: [],
    ...fields,
  };
}

function readTopology(reader: Reader, version: number): Topology {
  const value: Topology = {
    epoch: reader.readInt32(),
    subtopologies: readSubtopologyArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function writeTopology(writer: Writer, version: number, value: Topology): void {
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

export function newKeyValue(fields?: Partial<KeyValue>): KeyValue {
  return {
    key: '',
    value: '',
    ...fields,
  };
}

function readKeyValue(reader: Reader, version: number): KeyValue {
  const value: KeyValue = {
    key: reader.readString(true),
    value: reader.readString(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readKeyValueArray(reader: Reader, version: number): KeyValue[] {
  const length = reader.readArrayLength(true, 3);
  const values: KeyValue[] = [];
  for (let index = 0; index < length; index++) values.push(readKeyValue(reader, version));
  return values;
}

function readNullableKeyValueArray(reader: Reader, version: number): KeyValue[] | null {
  const length = reader.readNullableArrayLength(true, 3);
  if (length < 0) return null;
  const values: KeyValue[] = [];
  for (let index = 0; index < length; index++) values.push(readKeyValue(reader, version));
  return values;
}

function writeKeyValue(writer: Writer, version: number, value: KeyValue): void {
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
    topicConfigs: readKeyValueArray(reader, version),
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
  for (const element of value.topicConfigs) writeKeyValue(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newStreamsGroupHeartbeatRequestEndpoint(fields?: Partial<StreamsGroupHeartbeatRequestEndpoint>): StreamsGroupHeartbeatRequestEndpoint {
  return {
    host: '',
    port: 0,
    ...fields,
  };
}

function readStreamsGroupHeartbeatRequestEndpoint(reader: Reader, version: number): StreamsGroupHeartbeatRequestEndpoint {
  const value: StreamsGroupHeartbeatRequestEndpoint = {
    host: reader.readString(true),
    port: reader.readUint16(),
  };
  reader.skipTaggedFields();
  return value;
}

function writeStreamsGroupHeartbeatRequestEndpoint(writer: Writer, version: number, value: StreamsGroupHeartbeatRequestEndpoint): void {
  writer.writeString(value.host, true);
  writer.writeUint16(value.port);
  writer.writeUnsignedVarint(0);
}

export function newTaskOffset(fields?: Partial<TaskOffset>): TaskOffset {
  return {
    subtopologyId: '',
    partition: 0,
    offset: 0n,
    ...fields,
  };
}

function readTaskOffset(reader: Reader, version: number): TaskOffset {
  const value: TaskOffset = {
    subtopologyId: reader.readString(true),
    partition: reader.readInt32(),
    offset: reader.readInt64(),
  };
  reader.skipTaggedFields();
  return value;
}

function readNullableTaskOffsetArray(reader: Reader, version: number): TaskOffset[] | null {
  const length = reader.readNullableArrayLength(true, 14);
  if (length < 0) return null;
  const values: TaskOffset[] = [];
  for (let index = 0; index < length; index++) values.push(readTaskOffset(reader, version));
  return values;
}

function writeTaskOffset(writer: Writer, version: number, value: TaskOffset): void {
  writer.writeString(value.subtopologyId, true);
  writer.writeInt32(value.partition);
  writer.writeInt64(value.offset);
  writer.writeUnsignedVarint(0);
}

export function newStreamsGroupHeartbeatRequestTaskIds(fields?: Partial<StreamsGroupHeartbeatRequestTaskIds>): StreamsGroupHeartbeatRequestTaskIds {
  return {
    subtopologyId: '',
    partitions: [],
    ...fields,
  };
}

function readStreamsGroupHeartbeatRequestTaskIds(reader: Reader, version: number): StreamsGroupHeartbeatRequestTaskIds {
  const value: StreamsGroupHeartbeatRequestTaskIds = {
    subtopologyId: reader.readString(true),
    partitions: reader.readInt32Array(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readNullableStreamsGroupHeartbeatRequestTaskIdsArray(reader: Reader, version: number): StreamsGroupHeartbeatRequestTaskIds[] | null {
  const length = reader.readNullableArrayLength(true, 3);
  if (length < 0) return null;
  const values: StreamsGroupHeartbeatRequestTaskIds[] = [];
  for (let index = 0; index < length; index++) values.push(readStreamsGroupHeartbeatRequestTaskIds(reader, version));
  return values;
}

function writeStreamsGroupHeartbeatRequestTaskIds(writer: Writer, version: number, value: StreamsGroupHeartbeatRequestTaskIds): void {
  writer.writeString(value.subtopologyId, true);
  writer.writeInt32Array(value.partitions, true);
  writer.writeUnsignedVarint(0);
}

export const streamsGroupHeartbeatRequest: MessageCodec<StreamsGroupHeartbeatRequest> = {
  name: 'StreamsGroupHeartbeatRequest',
  apiKey: 88,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readStreamsGroupHeartbeatRequest,
  write: writeStreamsGroupHeartbeatRequest,
};

export interface StreamsGroupHeartbeatResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  memberId: string;
  memberEpoch: number;
  heartbeatIntervalMs: number;
  acceptableRecoveryLag: number;
  taskOffsetIntervalMs: number;
  status: Status[] | null;
  activeTasks: StreamsGroupHeartbeatResponseTaskIds[] | null;
  standbyTasks: StreamsGroupHeartbeatResponseTaskIds[] | null;
  warmupTasks: StreamsGroupHeartbeatResponseTaskIds[] | null;
  endpointInformationEpoch: number;
  partitionsByUserEndpoint: EndpointToPartitions[] | null;
}

export interface EndpointToPartitions {
  userEndpoint: StreamsGroupHeartbeatResponseEndpoint;
  activePartitions: TopicPartition[];
  standbyPartitions: TopicPartition[];
}

export interface Status {
  statusCode: number;
  statusDetail: string;
}

export interface TopicPartition {
  topic: string;
  partitions: number[];
}

export interface StreamsGroupHeartbeatResponseTaskIds {
  subtopologyId: string;
  partitions: number[];
}

export interface StreamsGroupHeartbeatResponseEndpoint {
  host: string;
  port: number;
}

export function newStreamsGroupHeartbeatResponse(fields?: Partial<StreamsGroupHeartbeatResponse>): StreamsGroupHeartbeatResponse {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    errorMessage: null,
    memberId: '',
    memberEpoch: 0,
    heartbeatIntervalMs: 0,
    acceptableRecoveryLag: 0,
    taskOffsetIntervalMs: 0,
    status: [],
    activeTasks: null,
    standbyTasks: null,
    warmupTasks: null,
    endpointInformationEpoch: 0,
    partitionsByUserEndpoint: null,
    ...fields,
  };
}

export function readStreamsGroupHeartbeatResponse(reader: Reader, version: number): StreamsGroupHeartbeatResponse {
  if (version !== 0) throw unsupportedVersion('StreamsGroupHeartbeatResponse', version);
  const value: StreamsGroupHeartbeatResponse = {
    throttleTimeMs: reader.readInt32(),
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
    memberId: reader.readString(true),
    memberEpoch: reader.readInt32(),
    heartbeatIntervalMs: reader.readInt32(),
    acceptableRecoveryLag: reader.readInt32(),
    taskOffsetIntervalMs: reader.readInt32(),
    status: readNullableStatusArray(reader, version),
    activeTasks: readNullableStreamsGroupHeartbeatResponseTaskIdsArray(reader, version),
    standbyTasks: readNullableStreamsGroupHeartbeatResponseTaskIdsArray(reader, version),
    warmupTasks: readNullableStreamsGroupHeartbeatResponseTaskIdsArray(reader, version),
    endpointInformationEpoch: reader.readInt32(),
    partitionsByUserEndpoint: readNullableEndpointToPartitionsArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeStreamsGroupHeartbeatResponse(writer: Writer, version: number, value: StreamsGroupHeartbeatResponse): void {
  if (version !== 0) throw unsupportedVersion('StreamsGroupHeartbeatResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeString(value.memberId, true);
  writer.writeInt32(value.memberEpoch);
  writer.writeInt32(value.heartbeatIntervalMs);
  writer.writeInt32(value.acceptableRecoveryLag);
  writer.writeInt32(value.taskOffsetIntervalMs);
  writer.writeArrayLength(value.status === null ? -1 : value.status.length, true);
  if (value.status !== null) for (const element of value.status) writeStatus(writer, version, element);
  writer.writeArrayLength(value.activeTasks === null ? -1 : value.activeTasks.length, true);
  if (value.activeTasks !== null) for (const element of value.activeTasks) writeStreamsGroupHeartbeatResponseTaskIds(writer, version, element);
  writer.writeArrayLength(value.standbyTasks === null ? -1 : value.standbyTasks.length, true);
  if (value.standbyTasks !== null) for (const element of value.standbyTasks) writeStreamsGroupHeartbeatResponseTaskIds(writer, version, element);
  writer.writeArrayLength(value.warmupTasks === null ? -1 : value.warmupTasks.length, true);
  if (value.warmupTasks !== null) for (const element of value.warmupTasks) writeStreamsGroupHeartbeatResponseTaskIds(writer, version, element);
  writer.writeInt32(value.endpointInformationEpoch);
  writer.writeArrayLength(value.partitionsByUserEndpoint === null ? -1 : value.partitionsByUserEndpoint.length, true);
  if (value.partitionsByUserEndpoint !== null) for (const element of value.partitionsByUserEndpoint) writeEndpointToPartitions(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newEndpointToPartitions(fields?: Partial<EndpointToPartitions>): EndpointToPartitions {
  return {
    userEndpoint: newStreamsGroupHeartbeatResponseEndpoint(),
    activePartitions: [],
    standbyPartitions: [],
    ...fields,
  };
}

function readEndpointToPartitions(reader: Reader, version: number): EndpointToPartitions {
  const value: EndpointToPartitions = {
    userEndpoint: readStreamsGroupHeartbeatResponseEndpoint(reader, version),
    activePartitions: readTopicPartitionArray(reader, version),
    standbyPartitions: readTopicPartitionArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readNullableEndpointToPartitionsArray(reader: Reader, version: number): EndpointToPartitions[] | null {
  const length = reader.readNullableArrayLength(true, 7);
  if (length < 0) return null;
  const values: EndpointToPartitions[] = [];
  for (let index = 0; index < length; index++) values.push(readEndpointToPartitions(reader, version));
  return values;
}

function writeEndpointToPartitions(writer: Writer, version: number, value: EndpointToPartitions): void {
  writeStreamsGroupHeartbeatResponseEndpoint(writer, version, value.userEndpoint);
  writer.writeArrayLength(value.activePartitions.length, true);
  for (const element of value.activePartitions) writeTopicPartition(writer, version, element);
  writer.writeArrayLength(value.standbyPartitions.length, true);
  for (const element of value.standbyPartitions) writeTopicPartition(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newStatus(fields?: Partial<Status>): Status {
  return {
    statusCode: 0,
    statusDetail: '',
    ...fields,
  };
}

function readStatus(reader: Reader, version: number): Status {
  const value: Status = {
    statusCode: reader.readInt8(),
    statusDetail: reader.readString(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readNullableStatusArray(reader: Reader, version: number): Status[] | null {
  const length = reader.readNullableArrayLength(true, 3);
  if (length < 0) return null;
  const values: Status[] = [];
  for (let index = 0; index < length; index++) values.push(readStatus(reader, version));
  return values;
}

function writeStatus(writer: Writer, version: number, value: Status): void {
  writer.writeInt8(value.statusCode);
  writer.writeString(value.statusDetail, true);
  writer.writeUnsignedVarint(0);
}

export function newTopicPartition(fields?: Partial<TopicPartition>): TopicPartition {
  return {
    topic: '',
    partitions: [],
    ...fields,
  };
}

function readTopicPartition(reader: Reader, version: number): TopicPartition {
  const value: TopicPartition = {
    topic: reader.readString(true),
    partitions: reader.readInt32Array(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readTopicPartitionArray(reader: Reader, version: number): TopicPartition[] {
  const length = reader.readArrayLength(true, 3);
  const values: TopicPartition[] = [];
  for (let index = 0; index < length; index++) values.push(readTopicPartition(reader, version));
  return values;
}

function writeTopicPartition(writer: Writer, version: number, value: TopicPartition): void {
  writer.writeString(value.topic, true);
  writer.writeInt32Array(value.partitions, true);
  writer.writeUnsignedVarint(0);
}

export function newStreamsGroupHeartbeatResponseTaskIds(fields?: Partial<StreamsGroupHeartbeatResponseTaskIds>): StreamsGroupHeartbeatResponseTaskIds {
  return {
    subtopologyId: '',
    partitions: [],
    ...fields,
  };
}

function readStreamsGroupHeartbeatResponseTaskIds(reader: Reader, version: number): StreamsGroupHeartbeatResponseTaskIds {
  const value: StreamsGroupHeartbeatResponseTaskIds = {
    subtopologyId: reader.readString(true),
    partitions: reader.readInt32Array(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readNullableStreamsGroupHeartbeatResponseTaskIdsArray(reader: Reader, version: number): StreamsGroupHeartbeatResponseTaskIds[] | null {
  const length = reader.readNullableArrayLength(true, 3);
  if (length < 0) return null;
  const values: StreamsGroupHeartbeatResponseTaskIds[] = [];
  for (let index = 0; index < length; index++) values.push(readStreamsGroupHeartbeatResponseTaskIds(reader, version));
  return values;
}

function writeStreamsGroupHeartbeatResponseTaskIds(writer: Writer, version: number, value: StreamsGroupHeartbeatResponseTaskIds): void {
  writer.writeString(value.subtopologyId, true);
  writer.writeInt32Array(value.partitions, true);
  writer.writeUnsignedVarint(0);
}

export function newStreamsGroupHeartbeatResponseEndpoint(fields?: Partial<StreamsGroupHeartbeatResponseEndpoint>): StreamsGroupHeartbeatResponseEndpoint {
  return {
    host: '',
    port: 0,
    ...fields,
  };
}

function isDefaultStreamsGroupHeartbeatResponseEndpoint(value: StreamsGroupHeartbeatResponseEndpoint): boolean {
  return !(value.host.length !== 0 || value.port !== 0);
}

function readStreamsGroupHeartbeatResponseEndpoint(reader: Reader, version: number): StreamsGroupHeartbeatResponseEndpoint {
  const value: StreamsGroupHeartbeatResponseEndpoint = {
    host: reader.readString(true),
    port: reader.readUint16(),
  };
  reader.skipTaggedFields();
  return value;
}

function writeStreamsGroupHeartbeatResponseEndpoint(writer: Writer, version: number, value: StreamsGroupHeartbeatResponseEndpoint): void {
  writer.writeString(value.host, true);
  writer.writeUint16(value.port);
  writer.writeUnsignedVarint(0);
}

export const streamsGroupHeartbeatResponse: MessageCodec<StreamsGroupHeartbeatResponse> = {
  name: 'StreamsGroupHeartbeatResponse',
  apiKey: 88,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readStreamsGroupHeartbeatResponse,
  write: writeStreamsGroupHeartbeatResponse,
};
