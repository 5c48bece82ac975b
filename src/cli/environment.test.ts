import { expect, test } from 'vitest';
import { environmentSettings } from './environment.ts';

test('variables are spelled as in the image of Apache Kafka', () => {
  const environment = {
    KAFKA_LOG_RETENTION_MS: '5',
    KAFKA_NODE_ID: '7',
    KAFKA_LISTENER_NAME_INTERNAL_SSL_KEYSTORE_TYPE: 'PEM',
    MILLRACE_IO_THREADS: '2',
    KAFKA_MILLRACE_DURABLE: 'true',
  };
  expect(environmentSettings(environment)).toEqual({
    settings: {
      'log.retention.ms': '5',
      'node.id': '7',
      'listener.name.internal.ssl.keystore.type': 'PEM',
      'millrace.io.threads': '2',
      'millrace.durable': 'true',
    },
    unknown: [],
  });
});

test('what names no setting is not taken, and named unless it is for the scripts of Kafka', () => {
  const environment = {
    PATH: '/bin',
    KAFKA_HOME: '/opt/kafka',
    KAFKA_HEAP_OPTS: '-Xmx1G',
    KAFKA_LOG4J_ROOT_LOGLEVEL: 'INFO',
    KAFKA_BROKERS: 'a:9092',
    KAFKA_LOG_RETENTION_MSS: '5',
    MILLRACE_SEED: '7',
    KAFKA_NUM_PARTITIONS: undefined,
  };
  expect(environmentSettings(environment)).toEqual({
    settings: {},
    unknown: ['KAFKA_BROKERS', 'KAFKA_LOG_RETENTION_MSS'],
  });
});
