// DescribeLogDirs (key 35), versions 1-5.
// Every log directory with the partitions that were asked for (null: all) and live there or are on their way there;
// one that is offline answers KAFKA_STORAGE_ERROR and no partitions. The metadata log is never among them.
// Skipped: cordoned.log.dirs has no effect yet, so that no directory is cordoned.
import type { DirectoryDescription, ReplicaDescription } from '../native/data-plane.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  type DescribeLogDirsPartition,
  type DescribeLogDirsRequest,
  type DescribeLogDirsResult,
  describeLogDirsRequest,
  describeLogDirsResponse,
  newDescribeLogDirsResponse,
  newDescribeLogDirsResult,
} from '../wire/generated/describe-log-dirs.ts';
import { defineHandler } from './handler.ts';

type IsAsked = (replica: ReplicaDescription) => boolean;

export const describeLogDirs = defineHandler({
  request: describeLogDirsRequest,
  response: describeLogDirsResponse,
  async handle(request, _context, { dataPlane }) {
    const isAsked = askedFor(request);
    const directories = await dataPlane.describeDirectories();
    return newDescribeLogDirsResponse({ results: directories.map((directory) => resultOf(directory, isAsked)) });
  },
  onError: (errorCode) => newDescribeLogDirsResponse({ errorCode }),
});

function askedFor({ topics }: DescribeLogDirsRequest): IsAsked {
  if (topics === null) return () => true;
  const asked = new Map<string, Set<number>>();
  for (const { topic, partitions } of topics) {
    const numbers = asked.get(topic) ?? new Set();
    for (const partition of partitions) numbers.add(partition);
    asked.set(topic, numbers);
  }
  return ({ topic, partition }) => asked.get(topic)?.has(partition) ?? false;
}

function resultOf(directory: DirectoryDescription, isAsked: IsAsked): DescribeLogDirsResult {
  const { path: logDir, isOnline, totalBytes, usableBytes, replicas } = directory;
  if (!isOnline) return newDescribeLogDirsResult({ logDir, errorCode: ErrorCode.KAFKA_STORAGE_ERROR });
  const topics = new Map<string, DescribeLogDirsPartition[]>();
  for (const replica of replicas.filter(isAsked)) {
    const partitions = topics.get(replica.topic) ?? [];
    partitions.push(partitionOf(replica));
    topics.set(replica.topic, partitions);
  }
  return newDescribeLogDirsResult({
    logDir,
    topics: [...topics].map(([name, partitions]) => ({ name, partitions })),
    totalBytes: BigInt(totalBytes),
    usableBytes: BigInt(usableBytes),
  });
}

function partitionOf({ partition, sizeBytes, offsetLag, isFuture }: ReplicaDescription): DescribeLogDirsPartition {
  return {
    partitionIndex: partition,
    partitionSize: BigInt(sizeBytes),
    offsetLag: BigInt(offsetLag),
    isFutureKey: isFuture,
  };
}
