// One request to one of a test broker's logical brokers, over a connection of its own.
import { codecsOf } from '../../src/testing/messages/request.ts';
import type { Message } from '../../src/testing/messages/units.ts';
import type { TestBroker } from '../../src/testing/test-broker.ts';
import { TypedConnection } from '../parity/typed-connection.ts';

export interface Asked {
  readonly apiKey: number;
  readonly version: number;
  /** All of its fields. */
  readonly request: object;
}

export async function ask(kafka: TestBroker, nodeId: number, { apiKey, version, request }: Asked): Promise<Message> {
  const port = kafka.brokers.find((broker) => broker.nodeId === nodeId)?.port;
  const codecs = codecsOf(apiKey);
  if (port === undefined || codecs === null) throw new Error(`there is no broker ${nodeId} or no API ${apiKey}`);
  const connection = await TypedConnection.open(port);
  try {
    return (await connection.call(codecs.request, codecs.response, version, request)) as Message;
  } finally {
    connection.close();
  }
}
