// Records: how far partitions reach, by time and by end, and their deletion.
import type { Step } from '../steps.ts';

const offsets = (...words: string[]): Step => ['get-offsets', ...words];

export const recordSteps: readonly Step[] = [
  ['topics', '--create', '--topic', 'records', '--partitions', '2', '--config', 'retention.ms=-1'],
  ['client', 'produce', 'records', '0', '10'],
  ['client', 'produce', 'records', '1', '3'],
  offsets('--topic', 'records'),
  offsets('--topic', 'records', '--time', '-2'),
  offsets('--topic', 'records', '--time', 'earliest'),
  offsets('--topic', 'records', '--time', '-3'),
  offsets('--topic', 'records', '--time', '2000000'),
  offsets('--topic', 'records', '--time', '99000000'),
  offsets('--topic', 'records', '--time', 'yesterday'),
  offsets('--topic', 'records', '--partitions', '1'),
  offsets('--topic-partitions', 'records:0-1,plain:0', '--time', 'latest'),
  offsets('--topic-partitions', 'records:1:'),
  offsets('--topic', 'nobody'),
  offsets('--topic', 'records', '--partitions', '7'),
  offsets('--exclude-internal-topics'),
  ['admin', 'listOffsets', 'records-0', 'max'],
  ['admin', 'listOffsets', 'records-0', '4500000'],
  ['admin', 'deleteRecords', 'records-0', '4'],
  ['admin', 'deleteRecords', 'records-0', '2'],
  ['admin', 'deleteRecords', 'records-0', '11'],
  offsets('--topic', 'records', '--time', '-2'),
  ['delete-records', '--offset-json-file', '@delete-records.json'],
  ['delete-records', '--offset-json-file', '@delete-unknown.json', '--command-config', '@impatient.properties'],
  ['delete-records', '--offset-json-file', '@delete-twice.json'],
  ['delete-records', '--offset-json-file', '@not-there.json'],
  offsets('--topic', 'records', '--time', 'earliest'),
  ['admin', 'listOffsets', 'records-1', 'earliest'],
];

export const recordFiles: Readonly<Record<string, string>> = {
  'impatient.properties': 'default.api.timeout.ms=3000\nrequest.timeout.ms=2000\n',
  'delete-records.json':
    '{"version":1,"partitions":[{"topic":"records","partition":0,"offset":6},{"topic":"records","partition":1,"offset":-1}]}',
  'delete-unknown.json': '{"version":1,"partitions":[{"topic":"nobody","partition":0,"offset":6}]}',
  'delete-twice.json':
    '{"version":1,"partitions":[{"topic":"records","partition":0,"offset":6},{"topic":"records","partition":0,"offset":7}]}',
};
