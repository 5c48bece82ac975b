// The frames of typed records, against bytes that Apache Kafka writes, and back.

import { expect, test } from 'vitest';
import {
  decodeCoordinatorRecord,
  decodeMetadataRecord,
  decodeVersioned,
  encodeCoordinatorKey,
  encodeMetadataRecord,
  encodeVersioned,
} from './framed-record.ts';
import {
  consumerProtocolSubscription,
  newConsumerProtocolSubscription,
} from './generated/consumer-protocol-subscription.ts';
import { featureLevelRecord, newFeatureLevelRecord } from './generated/feature-level-record.ts';
import { groupCoordinatorRecordTypes } from './generated/group-coordinator-records.ts';
import { newOffsetCommitKey, offsetCommitKey } from './generated/offset-commit-key.ts';
import { newOffsetCommitValue, offsetCommitValue } from './generated/offset-commit-value.ts';
import { newTopicRecord, topicRecord } from './generated/topic-record.ts';
import { UnsupportedVersionError } from './message-codec.ts';
import { DecodeError } from './reader.ts';

test('a metadata record', () => {
  const record = newFeatureLevelRecord({ name: 'metadata.version', featureLevel: 30 });
  const bytes = encodeMetadataRecord(featureLevelRecord, 0, record);
  // Frame version 1, record type 12, version 0; name, level, no tagged fields.
  expect(bytes.toString('hex')).toBe(`010c0011${Buffer.from('metadata.version').toString('hex')}001e00`);
  expect(decodeMetadataRecord(bytes)).toEqual({ name: 'FeatureLevelRecord', version: 0, value: record });
});

test('a metadata record is told apart by its name', () => {
  const value = newTopicRecord({ name: 'orders', topicId: 'AAAAAAAAAAAAAAAAAAAAAQ' });
  const record = decodeMetadataRecord(encodeMetadataRecord(topicRecord, 0, value));
  expect(record?.name === 'TopicRecord' && record.value.topicId).toBe('AAAAAAAAAAAAAAAAAAAAAQ');
});

test('metadata records of unknown type, frame or version', () => {
  expect(decodeMetadataRecord(Buffer.from('01630000', 'hex'))).toBeNull();
  expect(() => decodeMetadataRecord(Buffer.from('020c00', 'hex'))).toThrow(DecodeError);
  expect(() => decodeMetadataRecord(Buffer.from('010c09', 'hex'))).toThrow(UnsupportedVersionError);
  expect(() => decodeMetadataRecord(Buffer.alloc(0))).toThrow(DecodeError);
});

test('a committed offset', () => {
  const key = newOffsetCommitKey({ group: 'g', topic: 't', partition: 2 });
  const value = newOffsetCommitValue({ offset: 5n, metadata: 'm', commitTimestamp: 1n });
  const keyBytes = encodeCoordinatorKey(offsetCommitKey, key);
  const valueBytes = encodeVersioned(offsetCommitValue, 3, value);
  expect(keyBytes.toString('hex')).toBe('00010001670001740000' + '0002');
  expect(valueBytes.toString('hex')).toBe('00030000000000000005ffffffff00016d0000000000000001');
  const decode = (bytes: Buffer | null) => decodeCoordinatorRecord(groupCoordinatorRecordTypes, keyBytes, bytes);
  expect(decode(valueBytes)).toEqual({ name: 'OffsetCommit', key, value });
  expect(decode(null)).toEqual({ name: 'OffsetCommit', key, value: null });
});

test('a coordinator record of unknown type', () => {
  expect(decodeCoordinatorRecord(groupCoordinatorRecordTypes, Buffer.from('7fff', 'hex'), null)).toBeNull();
});

test('a consumer protocol subscription', () => {
  const subscription = newConsumerProtocolSubscription({ topics: ['a', 'b'], generationId: 3, rackId: 'r' });
  for (const version of [2, 3]) {
    const bytes = encodeVersioned(consumerProtocolSubscription, version, subscription);
    const read = decodeVersioned(consumerProtocolSubscription, bytes);
    expect(read).toEqual({ ...subscription, rackId: version === 3 ? 'r' : null });
  }
});
