import { afterEach, beforeEach, expect, test } from 'vitest';
import { MemoryBroker } from '../../test/support/memory-broker.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  newUnregisterBrokerRequest,
  unregisterBrokerRequest,
  unregisterBrokerResponse,
} from '../wire/generated/unregister-broker.ts';

let broker: MemoryBroker;

beforeEach(async () => {
  broker = await MemoryBroker.start();
});

afterEach(() => broker.close());

const unregister = (target: MemoryBroker, brokerId: number) =>
  target.call(unregisterBrokerRequest, unregisterBrokerResponse, 0, newUnregisterBrokerRequest({ brokerId }));

test('a broker that nobody knows', async () => {
  expect(await unregister(broker, 7)).toMatchObject({
    errorCode: ErrorCode.BROKER_ID_NOT_REGISTERED,
    errorMessage: 'Broker ID 7 is not currently registered',
  });
});

test('this node stays', async () => {
  expect(await unregister(broker, 1)).toMatchObject({ errorCode: ErrorCode.INVALID_REQUEST });
  expect([...broker.parts.metadata.image.brokers.keys()]).toEqual([1]);
});

test('a node that is gone goes, for good', async () => {
  await broker.close();
  const properties = { 'node.id': '2' };
  const second = await MemoryBroker.start({ dataPlane: broker.dataPlane, properties });
  expect([...second.parts.metadata.image.brokers.keys()]).toEqual([1, 2]);
  expect(await unregister(second, 1)).toMatchObject({ errorCode: ErrorCode.NONE });
  expect([...second.parts.metadata.image.brokers.keys()]).toEqual([2]);
  await second.close();
  const again = await MemoryBroker.start({ dataPlane: broker.dataPlane, properties });
  expect([...again.parts.metadata.image.brokers.keys()]).toEqual([2]);
  await again.close();
});
