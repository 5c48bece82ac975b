import { describe, expect, it } from 'vitest';
import { bench, names, real, service, topic } from '../../test/support/metadata.ts';
import type { JournalRecord } from '../journal/coordinator.ts';
import type { MemoryDataPlane } from '../journal/memory-data-plane.ts';
import { encodeMetadataRecord } from '../wire/framed-record.ts';
import { abortTransactionRecord } from '../wire/generated/abort-transaction-record.ts';
import { accessControlEntryRecord } from '../wire/generated/access-control-entry-record.ts';
import { beginTransactionRecord } from '../wire/generated/begin-transaction-record.ts';
import { endTransactionRecord } from '../wire/generated/end-transaction-record.ts';
import { featureLevelRecord } from '../wire/generated/feature-level-record.ts';
import { newPartitionChangeRecord, partitionChangeRecord } from '../wire/generated/partition-change-record.ts';
import { newPartitionRecord, partitionRecord } from '../wire/generated/partition-record.ts';
import { topicRecord } from '../wire/generated/topic-record.ts';
import type { MessageCodec } from '../wire/message-codec.ts';
import { encodeBatch } from '../wire/record-batch.ts';
import { METADATA_TOPIC } from './topic-name.ts';

describe('A metadata log of Apache Kafka', () => {
  const id = 'dG9waWMgb2YgYSBrYWZrYQ';

  function framed<T>(codec: MessageCodec<T>, value: T): JournalRecord {
    return { key: null, value: encodeMetadataRecord(codec, codec.maxVersion, value) };
  }

  async function logOf(...batches: JournalRecord[][]): Promise<MemoryDataPlane> {
    const { dataPlane } = await bench();
    for (const records of batches) await dataPlane.append(METADATA_TOPIC, 0, encodeBatch(records, { timestampMs: 1 }));
    return dataPlane.restarted();
  }

  const topicRecords = [
    framed(topicRecord, { name: 'theirs', topicId: id }),
    framed(
      partitionRecord,
      newPartitionRecord({ topicId: id, partitionId: 0, replicas: [1], isr: [1], leader: -1, leaderEpoch: 4 }),
    ),
  ];
  const acl = {
    id,
    resourceType: 2,
    resourceName: 'x',
    patternType: 3,
    principal: 'User:a',
    host: '*',
    operation: 3,
    permissionType: 3,
  };

  it('is taken over: leaderless partitions are led again, what has no effect here is passed over', async () => {
    const { metadata } = await bench(await logOf([framed(accessControlEntryRecord, acl), ...topicRecords]));
    expect(metadata.image.topicsByName.get('theirs')?.partitions).toMatchObject([{ leader: 1, leaderEpoch: 5 }]);
  });

  it('is taken over after a clean stop, which leaves nobody in sync and the last leader eligible', async () => {
    const stopped = newPartitionChangeRecord({
      topicId: id,
      partitionId: 0,
      isr: [],
      leader: -1,
      eligibleLeaderReplicas: [1],
      lastKnownElr: [1],
    });
    const { metadata, dataPlane } = await bench(await logOf([...topicRecords, framed(partitionChangeRecord, stopped)]));
    expect(metadata.image.topicsByName.get('theirs')?.partitions).toMatchObject([
      { leader: 1, leaderEpoch: 6, partitionEpoch: 1, isr: [1], eligibleLeaders: [] },
    ]);
    expect(dataPlane.opened.at(-1)).toMatchObject({ topic: 'theirs', leaderEpoch: 6 });
  });

  it('counts a metadata transaction when it ends', async () => {
    const begin = framed(beginTransactionRecord, { name: null });
    const [first, second] = [topicRecords.slice(0, 1), topicRecords.slice(1)];
    const ended = await bench(await logOf([begin, ...first], [...second, framed(endTransactionRecord, {})]));
    expect(names(ended.metadata)).toEqual(['theirs']);
    const aborted = await bench(
      await logOf([begin, ...topicRecords], [framed(abortTransactionRecord, { reason: null })]),
    );
    expect(names(aborted.metadata)).toEqual([]);
    const open = await bench(await logOf([begin, ...topicRecords]));
    expect(names(open.metadata)).toEqual([]);
    await open.metadata.createTopics([topic('ours')], real);
    const restarted = await bench(open.dataPlane.restarted());
    expect(names(restarted.metadata)).toEqual(['ours']);
  });

  it('is refused when it is newer than this broker, or not whole', async () => {
    const newer = await logOf([framed(featureLevelRecord, { name: 'metadata.version', featureLevel: 31 })]);
    await expect(service(newer).start({ afterCrash: false })).rejects.toThrow(/metadata\.version 31.*supports 7 to 30/);
    const cut = (await bench()).dataPlane.restarted();
    const offsets = cut.offsets.bind(cut);
    cut.offsets = (topic, partition) => ({ ...offsets(topic, partition), logStartOffset: 2n });
    await expect(service(cut).start({ afterCrash: false })).rejects.toThrow(/begins at offset 2.*snapshot/);
    const unknown = await logOf([{ key: null, value: Buffer.from([1, 99, 0]) }]);
    const { logEndOffset } = unknown.offsets(METADATA_TOPIC, 0);
    const where = new RegExp(`offset ${logEndOffset - 1n}`);
    await expect(service(unknown).start({ afterCrash: false })).rejects.toThrow(where);
  });
});
