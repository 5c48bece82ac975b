// Generated from protocol/messages/coordinator-value/kafka-group-coordinator/StreamsGroupTargetAssignmentMemberValue.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface StreamsGroupTargetAssignmentMemberValue {
  activeTasks: TaskIds[];
  standbyTasks: TaskIds[];
  warmupTasks: TaskIds[];
}

export interface TaskIds {
  subtopologyId: string;
  partitions: number[];
}

export function newStreamsGroupTargetAssignmentMemberValue(fields?: Partial<StreamsGroupTargetAssignmentMemberValue>): StreamsGroupTargetAssignmentMemberValue {
  return {
    activeTasks: [],
    standbyTasks: [],
    warmupTasks: [],
    ...fields,
  };
}

export function readStreamsGroupTargetAssignmentMemberValue(reader: Reader, version: number): StreamsGroupTargetAssignmentMemberValue {
  if (version !== 0) throw unsupportedVersion('StreamsGroupTargetAssignmentMemberValue', version);
  const value: StreamsGroupTargetAssignmentMemberValue = {
    activeTasks: readTaskIdsArray(reader, version),
    standbyTasks: readTaskIdsArray(reader, version),
    warmupTasks: readTaskIdsArray(reader, version),
  };
  reader.skipTaggedFields();
  return value;
}

export function writeStreamsGroupTargetAssignmentMemberValue(writer: Writer, version: number, value: StreamsGroupTargetAssignmentMemberValue): void {
  if (version !== 0) throw unsupportedVersion('StreamsGroupTargetAssignmentMemberValue', version);
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

export const streamsGroupTargetAssignmentMemberValue: MessageCodec<StreamsGroupTargetAssignmentMemberValue> = {
  name: 'StreamsGroupTargetAssignmentMemberValue',
  apiKey: 21,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: 0,
  read: readStreamsGroupTargetAssignmentMemberValue,
  write: writeStreamsGroupTargetAssignmentMemberValue,
};
