// Generated from protocol/messages/coordinator-value/kafka-group-coordinator/StreamsGroupCurrentMemberAssignmentValue.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface StreamsGroupCurrentMemberAssignmentValue {
  memberEpoch: number;
  previousMemberEpoch: number;
  state: number;
  activeTasks: TaskIds[];
  standbyTasks: TaskIds[];
  warmupTasks: TaskIds[];
  activeTasksPendingRevocation: TaskIds[];
  standbyTasksPendingRevocation: TaskIds[];
  warmupTasksPendingRevocation: TaskIds[];
}

export interface TaskIds {
  subtopologyId: string;
  partitions: number[];
  assignmentEpochs: number[] | null;
}

export function newStreamsGroupCurrentMemberAssignmentValue(fields?: Partial<StreamsGroupCurrentMemberAssignmentValue>): StreamsGroupCurrentMemberAssignmentValue {
  return {
    memberEpoch: 0,
    previousMemberEpoch: 0,
    state: 0,
    activeTasks: [],
    standbyTasks: [],
    warmupTasks: [],
    activeTasksPendingRevocation: [],
    standbyTasksPendingRevocation: [],
    warmupTasksPendingRevocation: [],
    ...fields,
  };
}

export function readStreamsGroupCurrentMemberAssignmentValue(reader: Reader, version: number): StreamsGroupCurrentMemberAssignmentValue {
  if (version !== 0) throw unsupportedVersion('StreamsGroupCurrentMemberAssignmentValue', version);
  const value: StreamsGroupCurrentMemberAssignmentValue = {
    memberEpoch: reader.readInt32(),
    previousMemberEpoch: reader.readInt32(),
    state: reader.readInt8(),
    activeTasks: readTaskIdsArray(reader, version),
    standbyTasks: readTaskIdsArray(reader, version),
    warmupTasks: readTaskIdsArray(reader, version),
    activeTasksPendingRevocation: readTaskIdsArray(reader, version),
    standbyTasksPendingRevocation: readTaskIdsArray(reader, version),
    warmupTasksPendingRevocation: readTaskIdsArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeStreamsGroupCurrentMemberAssignmentValue(writer: Writer, version: number, value: StreamsGroupCurrentMemberAssignmentValue): void {
  if (version !== 0) throw unsupportedVersion('StreamsGroupCurrentMemberAssignmentValue', version);
  writer.writeInt32(value.memberEpoch);
  writer.writeInt32(value.previousMemberEpoch);
  writer.writeInt8(value.state);
  writer.writeArrayLength(value.activeTasks.length, true);
  for (const element of value.activeTasks) writeTaskIds(writer, version, element);
  writer.writeArrayLength(value.standbyTasks.length, true);
  for (const element of value.standbyTasks) writeTaskIds(writer, version, element);
  writer.writeArrayLength(value.warmupTasks.length, true);
  for (const element of value.warmupTasks) writeTaskIds(writer, version, element);
  writer.writeArrayLength(value.activeTasksPendingRevocation.length, true);
  for (const element of value.activeTasksPendingRevocation) writeTaskIds(writer, version, element);
  writer.writeArrayLength(value.standbyTasksPendingRevocation.length, true);
  for (const element of value.standbyTasksPendingRevocation) writeTaskIds(writer, version, element);
  writer.writeArrayLength(value.warmupTasksPendingRevocation.length, true);
  for (const element of value.warmupTasksPendingRevocation) writeTaskIds(writer, version, element);
  writer.writeUnsignedVarint(0);
}

export function newTaskIds(fields?: Partial<TaskIds>): TaskIds {
  return {
    subtopologyId: '',
    partitions: [],
    assignmentEpochs: [],
    ...fields,
  };
}

function readTaskIds(reader: Reader, version: number): TaskIds {
  const value: TaskIds = {
    subtopologyId: reader.readString(true),
    partitions: reader.readInt32Array(true),
    assignmentEpochs: [],
  };
  for (let count = reader.readTagCount(); count > 0; count--) {
    const tag = reader.readUnsignedVarint();
    const end = reader.readTaggedFieldEnd();
    switch (tag) {
      case 0:
        value.assignmentEpochs = reader.readNullableInt32Array(true);
        reader.endTaggedField(end);
        break;
      default:
        reader.skipTo(end);
    }
  }
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
  let tagCount = 0;
  if ((value.assignmentEpochs === null || value.assignmentEpochs.length !== 0)) tagCount++;
  writer.writeUnsignedVarint(tagCount);
  if ((value.assignmentEpochs === null || value.assignmentEpochs.length !== 0)) {
    const position = writer.beginTaggedField(0);
    writer.writeInt32Array(value.assignmentEpochs, true);
    writer.endTaggedField(position);
  }
}

export const streamsGroupCurrentMemberAssignmentValue: MessageCodec<StreamsGroupCurrentMemberAssignmentValue> = {
  name: 'StreamsGroupCurrentMemberAssignmentValue',
  apiKey: 22,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readStreamsGroupCurrentMemberAssignmentValue,
  write: writeStreamsGroupCurrentMemberAssignmentValue,
};
