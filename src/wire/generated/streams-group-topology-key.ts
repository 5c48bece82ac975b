// Generated from protocol/messages/coordinator-key/kafka-group-coordinator/StreamsGroupTopologyKey.txt by `npm run generate`: change that, not this file.
import { type MessageCodec, unsupportedVersion } from '../message-codec.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

export interface StreamsGroupTopologyKey {
  groupId: string;
}

export function newStreamsGroupTopologyKey(fields?: Partial<StreamsGroupTopologyKey>): StreamsGroupTopologyKey {
  return {
    groupId: '',
    ...fields,
  };
}

export function readStreamsGroupTopologyKey(reader: Reader, version: number): StreamsGroupTopologyKey {
  if (version !== 0) throw unsupportedVersion('StreamsGroupTopologyKey', version);
  return {
    groupId: reader.readString(false),
  };
}

export function writeStreamsGroupTopologyKey(writer: Writer, version: number, value: StreamsGroupTopologyKey): void {
  if (version !== 0) throw unsupportedVersion('StreamsGroupTopologyKey', version);
  writer.writeString(value.groupId, false);
}

export const streamsGroupTopologyKey: MessageCodec<StreamsGroupTopologyKey> = {
  name: 'StreamsGroupTopologyKey',
  apiKey: 23,
  minVersion: 0,
  maxVersion: 0,
  latestVersionUnstable: false,
  flexibleFrom: Number.POSITIVE_INFINITY,
  read: readStreamsGroupTopologyKey,
  write: writeStreamsGroupTopologyKey,
};
