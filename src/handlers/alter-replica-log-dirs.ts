// AlterReplicaLogDirs (key 34), versions 1-2.
// Begins to move replicas into other log directories of this broker; DescribeLogDirs tells how far they are. A move that
// is under way ends when the replica is asked to be elsewhere.
// Skipped: a directory for a partition that does not exist yet is not remembered, and
// replica.alter.log.dirs.io.max.bytes.per.second does not slow a move down.
import { ErrorCode } from '../wire/error-code.ts';
import {
  type AlterReplicaLogDirTopicResult,
  alterReplicaLogDirsRequest,
  alterReplicaLogDirsResponse,
  newAlterReplicaLogDirsResponse,
} from '../wire/generated/alter-replica-log-dirs.ts';
import { defineHandler } from './handler.ts';

export const alterReplicaLogDirs = defineHandler({
  request: alterReplicaLogDirsRequest,
  response: alterReplicaLogDirsResponse,
  handle(request, _context, { dataPlane }) {
    const moves = request.dirs.flatMap(({ path, topics }) =>
      topics.flatMap(({ name: topic, partitions }) => partitions.map((partition) => ({ topic, partition, path }))),
    );
    const errorCodes = dataPlane.moveReplicas(moves);
    const results = new Map<string, AlterReplicaLogDirTopicResult>();
    for (const [index, { topic: topicName, partition: partitionIndex }] of moves.entries()) {
      const result = results.get(topicName) ?? { topicName, partitions: [] };
      results.set(topicName, result);
      result.partitions.push({ partitionIndex, errorCode: errorCodes[index] ?? ErrorCode.UNKNOWN_SERVER_ERROR });
    }
    return newAlterReplicaLogDirsResponse({ results: [...results.values()] });
  },
  onError: (errorCode, _message, { dirs }) =>
    newAlterReplicaLogDirsResponse({
      results: dirs.flatMap(({ topics }) =>
        topics.map(({ name: topicName, partitions }) => ({
          topicName,
          partitions: partitions.map((partitionIndex) => ({ partitionIndex, errorCode })),
        })),
      ),
    }),
});
