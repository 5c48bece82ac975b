// The loggers of this broker as configs (KIP-412): there is one, `root`, and its level is what it logs from. Not kept over
// a restart, as in Apache Kafka. Called by IncrementalAlterConfigs and DescribeConfigs.
import type { Logger } from 'pino';
import { AlterOperation, type ConfigAlteration } from '../config/alter.ts';
import { ConfigSource, type DescribedConfig } from '../config/describe.ts';
import { KafkaError } from '../errors.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { checkNodeId } from './config-kinds.ts';
import type { BrokerParts } from './handler.ts';

const ROOT = 'root';
const LEVELS = ['DEBUG', 'ERROR', 'FATAL', 'INFO', 'TRACE', 'WARN'];

/** Throws KafkaError where one of the alterations cannot be; then none is done. */
export function alterBrokerLogger(
  name: string,
  alterations: readonly ConfigAlteration[],
  validateOnly: boolean,
  broker: BrokerParts,
): void {
  checkNodeId(name, broker, 'Unexpected node id. Expected');
  for (const alteration of alterations) check(alteration);
  if (validateOnly) return;
  for (const { value } of alterations) if (value !== null) broker.log.level = value.toLowerCase();
}

function check({ name, operation, value }: ConfigAlteration): void {
  switch (operation) {
    case AlterOperation.SET:
      checkExists(name);
      if (value === null || !LEVELS.includes(value)) throw notALevel(name, value);
      return;
    case AlterOperation.DELETE:
      checkExists(name);
      throw refused('Removing the log level of the root logger is not allowed');
    case AlterOperation.APPEND:
      throw refused('APPEND operation is not allowed for the BROKER_LOGGER resource');
    case AlterOperation.SUBTRACT:
      throw refused('SUBTRACT operation is not allowed for the BROKER_LOGGER resource');
    default:
      throw refused(`Unknown operation type ${operation} is not allowed for the BROKER_LOGGER resource`);
  }
}

function checkExists(name: string): void {
  if (name !== ROOT) throw new KafkaError(ErrorCode.INVALID_CONFIG, `Logger ${name} does not exist!`);
}

function notALevel(name: string, value: string | null): KafkaError {
  const message = `Cannot set the log level of ${name} to ${value} as it is not a supported log level.`;
  return new KafkaError(ErrorCode.INVALID_CONFIG, `${message} Valid log levels are ${LEVELS.join(', ')}`);
}

function refused(message: string): KafkaError {
  return new KafkaError(ErrorCode.INVALID_REQUEST, message);
}

export function describeBrokerLogger(log: Logger): DescribedConfig[] {
  const value = log.level === 'silent' ? 'OFF' : log.level.toUpperCase();
  const source = ConfigSource.DYNAMIC_BROKER_LOGGER;
  return [{ name: ROOT, value, readOnly: false, source, sensitive: false, synonyms: [], type: 0 }];
}
