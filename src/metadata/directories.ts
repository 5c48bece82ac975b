// The controller's decisions about log directories: where the data plane put replicas, and a directory that failed.
// Follows Kafka's ReplicationControlManager (handleAssignReplicasToDirs, handleDirectoriesOffline).
import type { JournalRecord } from '../journal/coordinator.ts';
import type { MovedPartition } from '../native/data-plane.ts';
import type { ControllerSettings, Decision } from './decision.ts';
import { DirectoryId } from './directory-id.ts';
import type { MetadataImage, PartitionImage } from './image.ts';
import { brokerDirectoriesChanged, directoriesAssigned, leaderLost } from './records.ts';

/** Writes down where replicas of this node are; those that are gone, or written down already, are left out. */
export function decideAssignment(
  moved: readonly MovedPartition[],
  image: MetadataImage,
  { nodeId }: ControllerSettings,
): Decision<null> {
  const records: JournalRecord[] = [];
  for (const { topic: name, partition: partitionId, directoryId } of moved) {
    const topic = image.topicsByName.get(name);
    const partition = topic?.partitions[partitionId];
    if (topic === undefined || partition === undefined) continue;
    if (!partition.replicas.includes(nodeId) || directoryOf(partition, nodeId) === directoryId) continue;
    const directories = partition.replicas.map((replica, index) =>
      replica === nodeId ? directoryId : (partition.directories[index] ?? directoryId),
    );
    records.push(directoriesAssigned({ topicId: topic.id, partitionId }, directories));
  }
  return { records, result: null };
}

/** After `LogDirectories.fail`: what this node leads and no longer has gets no leader. */
export function decideDirectoryFailure(image: MetadataImage, settings: ControllerSettings): Decision<null> {
  const { nodeId, directories } = settings;
  const brokerEpoch = image.brokers.get(nodeId)?.epoch;
  const records: JournalRecord[] = [];
  if (brokerEpoch !== undefined) {
    records.push(brokerDirectoriesChanged(nodeId, brokerEpoch, directories.online));
  }
  for (const { id: topicId, partitions } of image.topicsById.values()) {
    for (const partition of partitions) {
      const isLost = partition.leader === nodeId && !directories.has(directoryOf(partition, nodeId));
      if (isLost) records.push(leaderLost({ topicId, partitionId: partition.partition }));
    }
  }
  return { records, result: null };
}

/** Undefined where the metadata is from before directories had ids, or the replica is elsewhere. */
export function directoryOf(partition: PartitionImage, nodeId: number): string | undefined {
  return partition.directories[partition.replicas.indexOf(nodeId)];
}

/** Replicas whose broker is gone or fenced, or has lost the log directory that they were in. */
export function offlineReplicas(partition: PartitionImage, image: MetadataImage): number[] {
  return partition.replicas.filter((replica, index) => {
    const broker = image.brokers.get(replica);
    if (broker === undefined || broker.fenced) return true;
    return !isOnline(partition.directories[index] ?? DirectoryId.MIGRATING, broker.logDirs);
  });
}

function isOnline(directoryId: string, online: readonly string[]): boolean {
  if (directoryId === DirectoryId.UNASSIGNED || directoryId === DirectoryId.MIGRATING) return true;
  return online.length === 0 || online.includes(directoryId);
}
