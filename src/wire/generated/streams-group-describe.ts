// Generated from protocol/messages/api/89-StreamsGroupDescribe.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface StreamsGroupDescribeRequest {
  groupIds: string[];
  includeAuthorizedOperations: boolean;
}

export function newStreamsGroupDescribeRequest(fields?: Partial<StreamsGroupDescribeRequest>): StreamsGroupDescribeRequest {
  return {
    groupIds: [],
    includeAuthorizedOperations: false,
    ...fields,
  };
}

export function readStreamsGroupDescribeRequest(reader: Reader, version: number): StreamsGroupDescribeRequest {
  if (version !== 0) throw unsupportedVersion('StreamsGroupDescribeRequest', version);
  const value: StreamsGroupDescribeRequest = {
    groupIds: reader.readStringArray(true),
    includeAuthorizedOperations: reader.readBool(),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeStreamsGroupDescribeRequest(writer: Writer, version: number, value: StreamsGroupDescribeRequest): void {
  if (version !== 0) throw unsupportedVersion('StreamsGroupDescribeRequest', version);
  writer.writeStringArray(value.groupIds, true);
  writer.writeBool(value.includeAuthorizedOperations);
  writer.writeUnsignedVarint(0);
}

export const streamsGroupDescribeRequest: MessageCodec<StreamsGroupDescribeRequest> = {
  name: 'StreamsGroupDescribeRequest',
  apiKey: 89,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readStreamsGroupDescribeRequest,
  write: writeStreamsGroupDescribeRequest,
};

export interface StreamsGroupDescribeResponse {
  throttleTimeMs: number;
  groups: DescribedGroup[];
}

export interface DescribedGroup {
  errorCode: number;
  errorMessage: string | null;
  groupId: string;
  groupState: string;
  groupEpoch: number;
  assignmentEpoch: number;
  topology: Topology | null;
  members: Member[];
  authorizedOperations: number;
}

export interface Topology {
  epoch: number;
  subtopologies: Subtopology[] | null;
}

export interface Subtopology {
  subtopologyId: string;
  sourceTopics: string[];
  repartitionSinkTopics: string[];
  stateChangelogTopics: TopicInfo[];
  repartitionSourceTopics: TopicInfo[];
}

export interface Member {
  memberId: string;
  memberEpoch: number;
  instanceId: string | null;
  rackId: string | null;
  clientId: string;
  clientHost: string;
  topologyEpoch: number;
  processId: string;
  userEndpoint: Endpoint | null;
  clientTags: KeyValue[];
  taskOffsets: TaskOffset[];
  taskEndOffsets: TaskOffset[];
  assignment: Assignment;
  targetAssignment: Assignment;
  isClassic: boolean;
}

export interface Endpoint {
  host: string;
  port: number;
}

export interface TaskOffset {
  subtopologyId: string;
  partition: number;
  offset: bigint;
}

export interface Assignment {
  activeTasks: TaskIds[];
  standbyTasks: TaskIds[];
  warmupTasks: TaskIds[];
}

export interface TaskIds {
  subtopologyId: string;
  partitions: number[];
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

export function newStreamsGroupDescribeResponse(fields?: Partial<StreamsGroupDescribeResponse>): StreamsGroupDescribeResponse {
  return {
    throttleTimeMs: 0,
    groups: [],
    ...fields,
  };
}

export function readStreamsGroupDescribeResponse(reader: Reader, version: number): StreamsGroupDescribeResponse {
  if (version !== 0) throw unsupportedVersion('StreamsGroupDescribeResponse', version);
  const value: StreamsGroupDescribeResponse = {
    throttleTimeMs: reader.readInt32(),
    groups: readDescribedGroupArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeStreamsGroupDescribeResponse(writer: Writer, version: number, value: StreamsGroupDescribeResponse): void {
  if (version !== 0) throw unsupportedVersion('StreamsGroupDescribeResponse', version);
  writer.writeInt32(value.throttleTimeMs);
  writer.writeArrayLength(value.groups.length, true);
  for (const element of value.groups) writeDescribedGroup(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newDescribedGroup(fields?: Partial<DescribedGroup>): DescribedGroup {
  return {
    errorCode: 0,
    errorMessage: null,
    groupId: '',
    groupState: '',
    groupEpoch: 0,
    assignmentEpoch: 0,
    topology: null,
    members: [],
    authorizedOperations: -2147483648,
    ...fields,
  };
}

function readDescribedGroup(reader: Reader, version: number): DescribedGroup {
  const value: DescribedGroup = {
    errorCode: reader.readInt16(),
    errorMessage: reader.readNullableString(true),
    groupId: reader.readString(true),
    groupState: reader.readString(true),
    groupEpoch: reader.readInt32(),
    assignmentEpoch: reader.readInt32(),
    topology: reader.readPresence() ? readTopology(reader, version) : null,
    members: readMemberArray(reader, version),
    authorizedOperations: reader.readInt32(),
  };
  reader.skipTaggedFields();
  return value;
}

function readDescribedGroupArray(reader: Reader, version: number): DescribedGroup[] {
  const length = reader.readArrayLength(true, 20);
  const values: DescribedGroup[] = [];
  for (let index = 0; index < length; index++) values.push(readDescribedGroup(reader, version));
  return values;
}

function writeDescribedGroup(writer: Writer, version: number, value: DescribedGroup): void {
  writer.writeInt16(value.errorCode);
  writer.writeString(value.errorMessage, true);
  writer.writeString(value.groupId, true);
  writer.writeString(value.groupState, true);
  writer.writeInt32(value.groupEpoch);
  writer.writeInt32(value.assignmentEpoch);
  writer.writePresence(value.topology !== null);
  if (value.topology !== null) writeTopology(writer, version, value.topology);
  writer.writeArrayLength(value.members.length, true);
  for (const element of value.members) writeMember(writer, version, element);
  writer.writeInt32(value.authorizedOperations);
  writer.writeUnsignedVarint(0);
}

export function newTopology(fields?: Partial<Topology>): Topology {
  return {
    epoch: 0,
    subtopologies: null,
    ...fields,
  };
}

function readTopology(reader: Reader, version: number): Topology {
  const value: Topology = {
    epoch: reader.readInt32(),
    subtopologies: readNullableSubtopologyArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function writeTopology(writer: Writer, version: number, value: Topology): void {
  writer.writeInt32(value.epoch);
  writer.writeArrayLength(value.subtopologies === null ? -1 : value.subtopologies.length, true);
  if (value.subtopologies !== null) for (const element of value.subtopologies) writeSubtopology(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newSubtopology(fields?: Partial<Subtopology>): Subtopology {
  return {
    subtopologyId: '',
    sourceTopics: [],
    repartitionSinkTopics: [],
    stateChangelogTopics: [],
    repartitionSourceTopics: [],
    ...fields,
  };
}

function readSubtopology(reader: Reader, version: number): Subtopology {
  const value: Subtopology = {
    subtopologyId: reader.readString(true),
    sourceTopics: reader.readStringArray(true),
    repartitionSinkTopics: reader.readStringArray(true),
    stateChangelogTopics: readTopicInfoArray(reader, version),
    repartitionSourceTopics: readTopicInfoArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function readNullableSubtopologyArray(reader: Reader, version: number): Subtopology[] | null {
  const length = reader.readNullableArrayLength(true, 6);
  if (length < 0) return null;
  const values: Subtopology[] = [];
  for (let index = 0; index < length; index++) values.push(readSubtopology(reader, version));
  return values;
}

function writeSubtopology(writer: Writer, version: number, value: Subtopology): void {
  writer.writeString(value.subtopologyId, true);
  writer.writeStringArray(value.sourceTopics, true);
  writer.writeStringArray(value.repartitionSinkTopics, true);
  writer.writeArrayLength(value.stateChangelogTopics.length, true);
  for (const element of value.stateChangelogTopics) writeTopicInfo(writer, version, element);
  writer.writeArrayLength(value.repartitionSourceTopics.length, true);
  for (const element of value.repartitionSourceTopics) writeTopicInfo(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newMember(fields?: Partial<Member>): Member {
  return {
    memberId: '',
    memberEpoch: 0,
    instanceId: null,
    rackId: null,
    clientId: '',
    clientHost: '',
    topologyEpoch: 0,
    processId: '',
    userEndpoint: null,
    clientTags: [],
    taskOffsets: [],
    taskEndOffsets: [],
    assignment: newAssignment(),
    targetAssignment: newAssignment(),
    isClassic: false,
    ...fields,
  };
}

function readMember(reader: Reader, version: number): Member {
  const value: Member = {
    memberId: reader.readString(true),
    memberEpoch: reader.readInt32(),
    instanceId: reader.readNullableString(true),
    rackId: reader.readNullableString(true),
    clientId: reader.readString(true),
    clientHost: reader.readString(true),
    topologyEpoch: reader.readInt32(),
    processId: reader.readString(true),
    userEndpoint: reader.readPresence() ? readEndpoint(reader, version) : null,
    clientTags: readKeyValueArray(reader, version),
    taskOffsets: readTaskOffsetArray(reader, version),
    taskEndOffsets: readTaskOffsetArray(reader, version),
    assignment: readAssignment(reader, version),
    targetAssignment: readAssignment(reader, version),
    isClassic: reader.readBool(),
  };
  reader.skipTaggedFields();
  return value;
}

function readMemberArray(reader: Reader, version: number): Member[] {
  const length = reader.readArrayLength(true, 28);
  const values: Member[] = [];
  for (let index = 0; index < length; index++) values.push(readMember(reader, version));
  return values;
}

function writeMember(writer: Writer, version: number, value: Member): void {
  writer.writeString(value.memberId, true);
  writer.writeInt32(value.memberEpoch);
  writer.writeString(value.instanceId, true);
  writer.writeString(value.rackId, true);
  writer.writeString(value.clientId, true);
  writer.writeString(value.clientHost, true);
  writer.writeInt32(value.topologyEpoch);
  writer.writeString(value.processId, true);
  writer.writePresence(value.userEndpoint !== null);
  if (value.userEndpoint !== null) writeEndpoint(writer, version, value.userEndpoint);
  writer.writeArrayLength(value.clientTags.length, true);
  for (const element of value.clientTags) writeKeyValue(writer, version, element);
  writer.writeArrayLength(value.taskOffsets.length, true);
  for (const element of value.taskOffsets) writeTaskOffset(writer, version, element);
  writer.writeArrayLength(value.taskEndOffsets.length, true);
  for (const element of value.taskEndOffsets) writeTaskOffset(writer, version, element);
  writeAssignment(writer, version, value.assignment);
  writeAssignment(writer, version, value.targetAssignment);
  writer.writeBool(value.isClassic);
  writer.writeUnsignedVarint(0);
}

export function newEndpoint(fields?: Partial<Endpoint>): Endpoint {
  return {
    host: '',
    port: 0,
    ...fields,
  };
}

function readEndpoint(reader: Reader, version: number): Endpoint {
  const value: Endpoint = {
    host: reader.readString(true),
    port: reader.readUint16(),
  };
  reader.skipTaggedFields();
  return value;
}

function writeEndpoint(writer: Writer, version: number, value: Endpoint): void {
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

function readTaskOffsetArray(reader: Reader, version: number): TaskOffset[] {
  const length = reader.readArrayLength(true, 14);
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

export function newAssignment(fields?: Partial<Assignment>): Assignment {
  return {
    activeTasks: [],
    standbyTasks: [],
    warmupTasks: [],
    ...fields,
  };
}

function isDefaultAssignment(value: Assignment): boolean {
  return !(value.activeTasks.length !== 0 || value.standbyTasks.length !== 0 || value.warmupTasks.length !== 0);
}

function readAssignment(reader: Reader, version: number): Assignment {
  const value: Assignment = {
    activeTasks: readTaskIdsArray(reader, version),
    standbyTasks: readTaskIdsArray(reader, version),
    warmupTasks: readTaskIdsArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

function writeAssignment(writer: Writer, version: number, value: Assignment): void {
  writer.writeArrayLength(value.activeTasks.length, true);
  for (const element of value.activeTasks) writeTaskIds(writer, version, element);
  writer.writeArrayLength(value.standbyTasks.length, true);
  for (const element of value.standbyTasks) writeTaskIds(writer, version, element);
  writer.writeArrayLength(value.warmupTasks.length, true);
  for (const element of value.warmupTasks) writeTaskIds(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newTaskIds(fields?: Partial<TaskIds>): TaskIds {
  return {
    subtopologyId: '',
    partitions: [],
    ...fields,
  };
}

function readTaskIds(reader: Reader, version: number): TaskIds {
  const value: TaskIds = {
    subtopologyId: reader.readString(true),
    partitions: reader.readInt32Array(true),
  };
  reader.skipTaggedFields();
  return value;
}

function readTaskIdsArray(reader: Reader, version: number): TaskIds[] {
  const length = reader.readArrayLength(true, 3);
  const values: TaskIds[] = [];
  for (let index = 0; index < length; index++) values.push(readTaskIds(reader, version));
  return values;
}

function writeTaskIds(writer: Writer, version: number, value: TaskIds): void {
  writer.writeString(value.subtopologyId, true);
  writer.writeInt32Array(value.partitions, true);
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

export const streamsGroupDescribeResponse: MessageCodec<StreamsGroupDescribeResponse> = {
  name: 'StreamsGroupDescribeResponse',
  apiKey: 89,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readStreamsGroupDescribeResponse,
  write: writeStreamsGroupDescribeResponse,
};
