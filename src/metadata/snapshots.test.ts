import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { bench, names, real, service, settle, topic } from '../../test/support/metadata.ts';
import { VirtualClock } from '../clock.ts';
import { loadConfig } from '../config/config.ts';
import type { JournalRecord } from '../journal/coordinator.ts';
import { MemoryDataPlane } from '../journal/memory-data-plane.ts';
import { ControlType, controlRecord } from '../wire/control-record.ts';
import { encodeMessage, encodeMetadataRecord } from '../wire/framed-record.ts';
import { accessControlEntryRecord } from '../wire/generated/access-control-entry-record.ts';
import { clientQuotaRecord } from '../wire/generated/client-quota-record.ts';
import { featureLevelRecord } from '../wire/generated/feature-level-record.ts';
import { newPartitionChangeRecord, partitionChangeRecord } from '../wire/generated/partition-change-record.ts';
import { newPartitionRecord, partitionRecord } from '../wire/generated/partition-record.ts';
import { removeAccessControlEntryRecord } from '../wire/generated/remove-access-control-entry-record.ts';
import { topicRecord } from '../wire/generated/topic-record.ts';
import { newVotersRecord, votersRecord } from '../wire/generated/voters-record.ts';
import type { MessageCodec } from '../wire/message-codec.ts';
import { encodeBatch } from '../wire/record-batch.ts';
import { Controller } from './controller.ts';
import { LogDirectories } from './directory-id.ts';
import { emptyImage, type MetadataImage } from './image.ts';
import { decodeSnapshot, encodeSnapshot } from './snapshot-file.ts';
import { Snapshots } from './snapshots.ts';
import { METADATA_TOPIC } from './topic-name.ts';

const id = 'dG9waWMgb2YgYSBrYWZrYQ';

function framed<T>(codec: MessageCodec<T>, value: T): JournalRecord {
  return { key: null, value: encodeMetadataRecord(codec, codec.maxVersion, value) };
}

const acl = (name: string) => ({
  id: Buffer.from(name.padEnd(16, '.')).toString('base64url'),
  resourceType: 2,
  resourceName: name,
  patternType: 3,
  principal: 'User:a',
  host: '*',
  operation: 3,
  permissionType: 3,
});

/** Of a cluster: replicas that move, eligible leaders, security, quotas. */
const kafkasRecords: JournalRecord[] = [
  framed(topicRecord, { name: 'theirs', topicId: id }),
  framed(
    partitionRecord,
    newPartitionRecord({ topicId: id, partitionId: 0, replicas: [1, 2], isr: [1], leader: 1, leaderEpoch: 4 }),
  ),
  framed(
    partitionChangeRecord,
    newPartitionChangeRecord({
      topicId: id,
      partitionId: 0,
      addingReplicas: [3],
      removingReplicas: [2],
      leaderRecoveryState: 1,
      eligibleLeaderReplicas: [2],
      lastKnownElr: [2],
    }),
  ),
  framed(accessControlEntryRecord, acl('stays')),
  framed(accessControlEntryRecord, acl('goes')),
  framed(removeAccessControlEntryRecord, { id: acl('goes').id }),
  ...[1, 2].map((value) =>
    framed(clientQuotaRecord, {
      entity: [{ entityType: 'user', entityName: 'bob' }],
      key: 'producer_byte_rate',
      value,
      remove: false,
    }),
  ),
];

/** What two images have to agree in. */
function contents(image: MetadataImage) {
  const { topicsByName, topicsById, collidingNames, kept, configs, ...rest } = image;
  const sorted = (map: Iterable<readonly [string, unknown]>) =>
    [...map].sort(([one], [other]) => (one < other ? -1 : 1));
  return { ...rest, topics: sorted(topicsByName), ids: sorted(topicsById).length, kept: sorted(kept), configs };
}

async function rich(): Promise<{ image: MetadataImage; dataPlane: MemoryDataPlane }> {
  const first = await bench();
  await first.dataPlane.append(METADATA_TOPIC, 0, encodeBatch(kafkasRecords, { timestampMs: 7 }));
  const voters = controlRecord(ControlType.KRAFT_VOTERS, encodeMessage(votersRecord, 0, newVotersRecord()));
  await first.dataPlane.append(METADATA_TOPIC, 0, encodeBatch([voters], { timestampMs: 8, control: true }));
  const { metadata, dataPlane } = await bench(first.dataPlane.restarted());
  const configs = [{ name: 'retention.ms', value: '77' }];
  await metadata.createTopics([topic('a.b', { numPartitions: 3, configs }), topic('c')], real);
  await metadata.alterConfigs({ type: 4, name: '' }, () => new Map([['message.max.bytes', '5000']]), real);
  await metadata.allocateProducerIds();
  return { image: metadata.image, dataPlane };
}

describe('A snapshot of the metadata', () => {
  it('replays to the image that it was made of', async () => {
    const { image } = await rich();
    expect(image.kept.size).toBe(2);
    expect(image.quorum.size).toBe(1);
    const { timestampMs, batches } = decodeSnapshot(await encodeSnapshot(image, 99));
    const config = loadConfig({ properties: { 'log.dirs': '/nowhere' } });
    const settings = { config, nodeId: 1, directories: new LogDirectories(1, [id]), randomUuid: () => id };
    const controller = new Controller(image.clusterId, settings);
    for (const batch of batches) {
      for (const record of batch.records) {
        if (batch.isControl) controller.replayControl(record);
        else controller.replay(record, { offset: image.offset, timestampMs, producerId: -1n, producerEpoch: -1 });
      }
    }
    expect(contents(controller.image)).toEqual(contents(image));
  });

  it('is refused without its header or its end', async () => {
    const bytes = await encodeSnapshot(emptyImage('c'), 1);
    const headerBytes = 12 + bytes.readInt32BE(8);
    expect(() => decodeSnapshot(bytes.subarray(0, headerBytes))).toThrow('no footer');
    expect(() => decodeSnapshot(bytes.subarray(headerBytes))).toThrow('no header');
    expect(() => decodeSnapshot(Buffer.alloc(0))).toThrow('no footer');
  });
});

describe('The metadata log', () => {
  const always = { 'metadata.log.max.record.bytes.between.snapshots': '1' };

  async function made(dataPlane: MemoryDataPlane, count: number): Promise<bigint[]> {
    for (let turn = 0; turn < 200 && dataPlane.stateSnapshots(METADATA_TOPIC, 0).length < count; turn++) await settle();
    return dataPlane.stateSnapshots(METADATA_TOPIC, 0).map(({ endOffset }) => endOffset);
  }

  it('is gone on with from its newest snapshot, also where it begins there', async () => {
    const first = await bench(undefined, always);
    await first.metadata.createTopics([topic('one'), topic('two')], real);
    const [, end = -1n] = await made(first.dataPlane, 2);
    await first.metadata.close();
    expect(end).toBe(first.dataPlane.offsets(METADATA_TOPIC, 0).logEndOffset);
    await first.dataPlane.beginAtStateSnapshot(METADATA_TOPIC, 0, end);
    const second = await bench(first.dataPlane.restarted());
    expect(names(second.metadata)).toEqual(['one', 'two']);
    await second.metadata.createTopics([topic('three')], real);
    expect(names((await bench(second.dataPlane.restarted())).metadata)).toEqual(['one', 'three', 'two']);
    expect(second.fatal).toEqual([]);
  });

  it('is cut before the next snapshot once it is larger than it may be', async () => {
    const { metadata, dataPlane } = await bench(undefined, { ...always, 'metadata.max.retention.bytes': '1' });
    for (let round = 0; round < 4; round++) {
      await metadata.createTopics([topic(`topic-${round}`)], real);
      await settle();
    }
    await metadata.close();
    const [only, ...others] = dataPlane.stateSnapshots(METADATA_TOPIC, 0);
    expect(others).toEqual([]);
    expect(dataPlane.offsets(METADATA_TOPIC, 0).logStartOffset).toBe(only?.endOffset);
    expect(names((await bench(dataPlane.restarted())).metadata)).toHaveLength(4);
  });

  it('is not gone on with where a snapshot is missing or damaged and nothing else has its records', async () => {
    const { metadata, dataPlane } = await bench(undefined, always);
    await metadata.createTopics([topic('one')], real);
    const ends = await made(dataPlane, 2);
    await metadata.close();
    const last = ends.at(-1) ?? -1n;
    const damaged = dataPlane.restarted();
    await damaged.writeStateSnapshot(METADATA_TOPIC, 0, last, Buffer.from('nothing'));
    expect(names((await bench(damaged.restarted())).metadata)).toEqual(['one']);
    await damaged.beginAtStateSnapshot(METADATA_TOPIC, 0, last);
    await expect(service(damaged).start({ afterCrash: false })).rejects.toThrow(/no readable snapshot.*restore/);
  });

  it('begins with what formatting has left', async () => {
    const formatted = new MemoryDataPlane();
    const records = [
      framed(featureLevelRecord, { name: 'metadata.version', featureLevel: 25 }),
      framed(accessControlEntryRecord, acl('x')),
    ];
    const [header, footer] = await splitSnapshot(emptyImage(''));
    formatted.bootstrap = Buffer.concat([header, encodeBatch(records, { timestampMs: 3 }), footer]);
    const { metadata, dataPlane } = await bench(formatted);
    expect([...metadata.image.features]).toEqual([['metadata.version', 25]]);
    expect(metadata.image.kept.size).toBe(1);
    // Only an empty log does.
    const again = dataPlane.restarted();
    again.bootstrap = Buffer.from('something else');
    expect((await bench(again)).metadata.image.features.get('metadata.version')).toBe(25);
    const newer = new MemoryDataPlane();
    const level = framed(featureLevelRecord, { name: 'metadata.version', featureLevel: 31 });
    newer.bootstrap = Buffer.concat([header, encodeBatch([level], { timestampMs: 3 }), footer]);
    await expect(service(newer).start({ afterCrash: false })).rejects.toThrow(/bootstrap.*metadata\.version 31/);
  });
});

/** Of an empty image: there is nothing between the two. */
async function splitSnapshot(image: MetadataImage): Promise<[Buffer, Buffer]> {
  const bytes = await encodeSnapshot(image, 1);
  const headerBytes = 12 + bytes.readInt32BE(8);
  return [bytes.subarray(0, headerBytes), bytes.subarray(headerBytes)];
}

describe('Snapshots', () => {
  it('come after so many bytes, or so long after the last one where something has changed', async () => {
    const { image, dataPlane } = await rich();
    const clock = new VirtualClock();
    const config = loadConfig({
      properties: {
        'log.dirs': '/nowhere',
        'metadata.log.max.record.bytes.between.snapshots': '1000',
        'metadata.log.max.snapshot.interval.ms': '60000',
      },
    });
    const snapshots = new Snapshots({ dataPlane, config, clock, log: pino({ level: 'silent' }) });
    const ends = () => dataPlane.stateSnapshots(METADATA_TOPIC, 0).map(({ endOffset }) => Number(endOffset));
    const at = (offset: number) => ({ ...image, offset: BigInt(offset - 1) });
    snapshots.committed(at(1), 999);
    await settle();
    expect(ends()).toEqual([]);
    snapshots.committed(at(2), 1000);
    await settle();
    expect(ends()).toEqual([2]);
    snapshots.committed(at(3), 1999);
    clock.advance(59_999);
    await settle();
    expect(ends()).toEqual([2]);
    clock.advance(1);
    await settle();
    expect(ends()).toEqual([2, 3]);
    clock.advance(600_000);
    await settle();
    expect(ends()).toEqual([2, 3]);
    snapshots.committed(at(4), 2000);
    await settle();
    expect(ends()).toEqual([2, 3, 4]);
    await snapshots.close();
    expect(clock.pendingTimerCount).toBe(0);
  });

  it('that a disk refuses are tried again a minute later', async () => {
    const { image, dataPlane } = await rich();
    const clock = new VirtualClock();
    const config = loadConfig({
      properties: { 'log.dirs': '/nowhere', 'metadata.log.max.record.bytes.between.snapshots': '1' },
    });
    const snapshots = new Snapshots({ dataPlane, config, clock, log: pino({ level: 'silent' }) });
    const write = dataPlane.writeStateSnapshot.bind(dataPlane);
    let asked = 0;
    dataPlane.writeStateSnapshot = async () => {
      asked++;
      throw new Error('no space');
    };
    for (let bytes = 1; bytes < 4; bytes++) {
      snapshots.committed(image, bytes);
      await settle();
    }
    expect(asked).toBe(1);
    dataPlane.writeStateSnapshot = write;
    clock.advance(60_000);
    await settle();
    expect(dataPlane.stateSnapshots(METADATA_TOPIC, 0)).toHaveLength(1);
    await snapshots.close();
  });
});
