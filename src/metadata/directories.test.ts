import { describe, expect, it } from 'vitest';
import { bench, logged, real, topic } from '../../test/support/metadata.ts';
import { decideAssignment, decideDirectoryFailure, offlineReplicas } from './directories.ts';
import { LogDirectories } from './directory-id.ts';
import type { MetadataImage } from './image.ts';

const [FIRST, SECOND] = ['DDDDDDDDDDDDDDDDDDDDDA', 'EEEEEEEEEEEEEEEEEEEEEA'];

async function imageOf(partitionCount: number): Promise<MetadataImage> {
  const { metadata } = await bench();
  await metadata.createTopics([topic('events', { numPartitions: partitionCount })], real);
  return metadata.image;
}

function settings(directories: LogDirectories) {
  return { nodeId: 1, directories, randomUuid: () => '' } as unknown as Parameters<typeof decideDirectoryFailure>[1];
}

describe('Log directories of a node', () => {
  it.each([
    ['one', 1, [FIRST], FIRST],
    ['two, of which the data plane chooses', 2, [FIRST, SECOND], 'AAAAAAAAAAAAAAAAAAAAAQ'],
    ['two, one of them offline', 2, [SECOND], SECOND],
  ])('give a new replica its place: %s', (_what, configured, online, expected) => {
    expect(new LogDirectories(configured, online).forNewReplica).toBe(expected);
  });

  it('have what is in them, and with one directory everything', () => {
    const two = new LogDirectories(2, [FIRST]);
    expect([FIRST, SECOND, 'AAAAAAAAAAAAAAAAAAAAAQ', undefined].map((id) => two.has(id))).toEqual([
      true,
      false,
      true,
      true,
    ]);
    expect(new LogDirectories(1, [FIRST]).has(SECOND)).toBe(true);
  });
});

describe('The controller', () => {
  it('writes down where partitions are, once', async () => {
    const image = await imageOf(2);
    const moved = [
      { topic: 'events', partition: 0, directoryId: SECOND },
      { topic: 'events', partition: 1, directoryId: FIRST },
      { topic: 'events', partition: 2, directoryId: SECOND },
      { topic: 'gone', partition: 0, directoryId: SECOND },
    ];
    expect(decideAssignment(moved, image, settings(new LogDirectories(2, [FIRST, SECOND]))).records).toHaveLength(1);
  });

  it('takes the leader from what was in a directory that failed, and from nothing else', async () => {
    const image = await imageOf(3);
    const directories = new LogDirectories(2, [FIRST, SECOND]);
    const count = () => decideDirectoryFailure(image, settings(directories)).records.length;
    directories.fail(SECOND);
    expect(count()).toBe(1); // the registration alone
    directories.fail(FIRST);
    expect(count()).toBe(1 + 3);
  });

  it('tells replicas offline whose directory is', async () => {
    const image = await imageOf(1);
    const partition = image.topicsByName.get('events')?.partitions[0];
    if (partition === undefined) throw new Error('the topic has no partition');
    expect(offlineReplicas(partition, image)).toEqual([]);
    expect(offlineReplicas({ ...partition, directories: [SECOND] }, image)).toEqual([1]);
    expect(offlineReplicas(partition, { ...image, brokers: new Map() })).toEqual([1]);
  });

  it('writes what has failed into the log', async () => {
    const { dataPlane, metadata } = await bench();
    await metadata.failDirectory('EEEEEEEEEEEEEEEEEEEEEA');
    expect(logged(dataPlane).at(-1)).toMatchObject({
      name: 'BrokerRegistrationChangeRecord',
      version: 2,
      value: { logDirs: [FIRST] },
    });
  });
});
