// What a message does with fields that a version lacks: left out where the layout says ignorable or the value is
// the default, refused otherwise, as in Kafka. Tagged fields appear only where they differ from their default.

import { expect, test } from 'vitest';
import { encodeMessage } from './framed-record.ts';
import { apiVersionsResponse } from './generated/api-versions.ts';
import {
  consumerGroupMemberMetadataValue,
  newClassicMemberMetadata,
  newConsumerGroupMemberMetadataValue,
} from './generated/consumer-group-member-metadata-value.ts';
import { fetchRequest, newFetchRequest, newForgottenTopic } from './generated/fetch.ts';
import { findCoordinatorRequest, newFindCoordinatorRequest } from './generated/find-coordinator.ts';
import { metadataRequest, newMetadataRequest, newMetadataRequestTopic } from './generated/metadata.ts';
import { newOffsetFetchRequest, offsetFetchRequest } from './generated/offset-fetch.ts';
import { newRequestHeader, requestHeader } from './generated/request-header.ts';
import { saslHandshakeRequest } from './generated/sasl-handshake.ts';
import { requestHeaderVersion, responseHeaderVersion, UnsupportedVersionError } from './message-codec.ts';
import { DecodeError, Reader } from './reader.ts';

test('an ignorable field is left out', () => {
  const bytes = encodeMessage(fetchRequest, 10, newFetchRequest({ rackId: 'rack-1' }));
  expect(fetchRequest.read(new Reader(bytes), 10).rackId).toBe('');
});

test('a field that is not ignorable must have its default', () => {
  const forgottenTopicsData = [newForgottenTopic({ topic: 'a' })];
  const request = newFetchRequest({ forgottenTopicsData });
  expect(() => encodeMessage(fetchRequest, 6, request)).toThrow(UnsupportedVersionError);
  expect(() => encodeMessage(fetchRequest, 6, request)).toThrow('FetchRequest.forgottenTopicsData');
  encodeMessage(fetchRequest, 6, newFetchRequest());
  encodeMessage(fetchRequest, 7, request);
});

test('a field that is gone in later versions is refused there', () => {
  const request = newFindCoordinatorRequest({ key: 'group' });
  encodeMessage(findCoordinatorRequest, 3, request);
  expect(() => encodeMessage(findCoordinatorRequest, 4, request)).toThrow(UnsupportedVersionError);
});

test('null is refused in versions without null, written and read', () => {
  const request = newMetadataRequest({ topics: null });
  expect(() => encodeMessage(metadataRequest, 0, request)).toThrow('MetadataRequest.topics is null');
  expect(metadataRequest.read(new Reader(encodeMessage(metadataRequest, 1, request)), 1).topics).toBeNull();
  expect(() => metadataRequest.read(new Reader(Buffer.from('ffffffff', 'hex')), 0)).toThrow(DecodeError);
  const named = newMetadataRequest({ topics: [newMetadataRequestTopic({ name: null })] });
  expect(() => encodeMessage(metadataRequest, 9, named)).toThrow('MetadataRequestTopic.name is null');
  const groups = newOffsetFetchRequest({ groupId: 'g', topics: null });
  expect(() => encodeMessage(offsetFetchRequest, 1, groups)).toThrow(UnsupportedVersionError);
  encodeMessage(offsetFetchRequest, 2, groups);
});

test('tagged fields are written only where they differ from their default', () => {
  const plain = encodeMessage(fetchRequest, 15, newFetchRequest());
  expect(plain.at(-1)).toBe(0);
  const tagged = newFetchRequest({ replicaState: { replicaId: 1, replicaEpoch: -1n } });
  const bytes = encodeMessage(fetchRequest, 15, tagged);
  // One tagged field, tag 1, 13 bytes: replica id, replica epoch, no tagged fields inside.
  expect(bytes.subarray(plain.length - 1).toString('hex')).toBe('01010d00000001ffffffffffffffff00');
  expect(fetchRequest.read(new Reader(bytes), 15)).toEqual(tagged);
});

test('a tagged field must have the size that it claims', () => {
  const bytes = encodeMessage(fetchRequest, 15, newFetchRequest({ clusterId: 'abc' }));
  const at = bytes.length - 5;
  expect(bytes.subarray(at).toString('hex')).toBe('0404616263');
  const longer = Buffer.concat([bytes.subarray(0, at), Buffer.from('050461626300', 'hex')]);
  expect(() => fetchRequest.read(new Reader(longer), 15)).toThrow(DecodeError);
});

test('a struct among the tagged fields that may be null has its own mark of presence', () => {
  const bytes = (sessionTimeoutMs: number | null) => {
    const classicMemberMetadata = sessionTimeoutMs === null ? null : newClassicMemberMetadata({ sessionTimeoutMs });
    const value = newConsumerGroupMemberMetadataValue({ classicMemberMetadata });
    const encoded = encodeMessage(consumerGroupMemberMetadataValue, 0, value);
    expect(consumerGroupMemberMetadataValue.read(new Reader(encoded), 0)).toEqual(value);
    return encoded.toString('hex');
  };
  expect(bytes(0)).toBe('010101010101ffffffff0100');
  expect(bytes(-1)).toBe('010101010101ffffffff01' + '01000701ffffffff0100');
  expect(bytes(null)).toBe('010101010101ffffffff01' + '01000100');
});

test('the client id of the request header is never compact', () => {
  const header = newRequestHeader({ requestApiKey: 3, requestApiVersion: 12, correlationId: 7, clientId: 'me' });
  expect(encodeMessage(requestHeader, 2, header).toString('hex')).toBe('0003000c0000000700026d6500');
  expect(encodeMessage(requestHeader, 1, header).toString('hex')).toBe('0003000c0000000700026d65');
});

test('header versions', () => {
  expect([8, 9].map((version) => requestHeaderVersion(metadataRequest, version))).toEqual([1, 2]);
  expect(requestHeaderVersion(saslHandshakeRequest, 1)).toBe(1);
  expect([2, 3].map((version) => responseHeaderVersion(apiVersionsResponse, version))).toEqual([0, 0]);
  expect([8, 9].map((version) => responseHeaderVersion(metadataRequest, version))).toEqual([0, 1]);
});
