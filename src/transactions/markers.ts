// Where the markers of a transaction's end go: those of `__consumer_offsets` to the group coordinator, whose state
// changes with them, the rest straight to the data plane. The coordinator's completions and the WriteTxnMarkers handler
// come through here.

import { KafkaError } from '../errors.ts';
import { OFFSETS_TOPIC } from '../metadata/topic-name.ts';
import type { PartitionName, PartitionOutcome, TransactionMarkers } from '../native/data-plane.ts';

/** The topic whose markers the group coordinator writes. */

/** One marker, for a partition that is named beside it. */
export type TransactionMarker = Omit<TransactionMarkers, 'partitions'>;

export interface GroupMarkers {
  /** Resolves with the error code once the marker is committed and acted on. */
  writeTransactionMarker(partition: number, marker: TransactionMarker): Promise<number>;
}

export interface LogMarkers {
  writeTransactionMarkers(markers: readonly TransactionMarkers[]): Promise<PartitionOutcome[]>;
}

/** Resolves with one outcome for every marker and partition, in order. */
export type WriteMarkers = (markers: readonly TransactionMarkers[]) => Promise<PartitionOutcome[]>;

export function markerRouter(dataPlane: LogMarkers, groups: GroupMarkers): WriteMarkers {
  return async (markers) => {
    if (!markers.some(({ partitions }) => partitions.some(isOffsets)))
      return dataPlane.writeTransactionMarkers(markers);
    const toLogs = markers.map((marker) => ({ ...marker, partitions: marker.partitions.filter(isLog) }));
    const toGroups = markers.flatMap((marker) =>
      marker.partitions.filter(isOffsets).map((name) => writeToGroup(groups, name, marker)),
    );
    const [ofLogs, ofGroups] = await Promise.all([dataPlane.writeTransactionMarkers(toLogs), Promise.all(toGroups)]);
    return inOrder(markers, ofLogs, ofGroups);
  };
}

async function writeToGroup(
  groups: GroupMarkers,
  { topic, partition }: PartitionName,
  { partitions: _partitions, ...marker }: TransactionMarkers,
): Promise<PartitionOutcome> {
  try {
    return { topic, partition, errorCode: await groups.writeTransactionMarker(partition, marker) };
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    return { topic, partition, errorCode: error.code };
  }
}

function inOrder(
  markers: readonly TransactionMarkers[],
  ofLogs: readonly PartitionOutcome[],
  ofGroups: readonly PartitionOutcome[],
): PartitionOutcome[] {
  const [logs, groups] = [ofLogs[Symbol.iterator](), ofGroups[Symbol.iterator]()];
  return markers.flatMap(({ partitions }) =>
    partitions.map((name) => {
      const outcome = (isOffsets(name) ? groups : logs).next();
      if (outcome.done === true) throw new Error(`no outcome for the marker of ${name.topic}-${name.partition}`);
      return outcome.value;
    }),
  );
}

function isOffsets({ topic }: PartitionName): boolean {
  return topic === OFFSETS_TOPIC;
}

function isLog(name: PartitionName): boolean {
  return !isOffsets(name);
}
