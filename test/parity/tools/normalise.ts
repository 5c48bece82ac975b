// What two brokers may say differently about the same thing: ids, ports, times, the order in which tables and maps of
// Java are printed, and where in a tool an error was thrown. Applied to what both printed before it is compared.

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

const replacements: readonly (readonly [pattern: RegExp, word: string])[] = [
  [new RegExp(`parity-${UUID}`, 'g'), 'MEMBER'],
  [new RegExp(UUID, 'g'), 'UUID'],
  [/(?<=(TopicId: |topicId=|topicId:|\bid=|Cluster ID: |ClusterId: +))[\w-]{22}/g, 'ID'],
  [/\/?127\.0\.0\.1/g, 'HOST'],
  [/localhost/g, 'HOST'],
  [/HOST:\d+/g, 'HOST:PORT'],
  [/HOST(?=\s+\d{4,5}\s)\s+\d+/g, 'HOST PORT'],
  [/TimeoutException: .*/g, 'TimeoutException'],
  [/Valid states are: .*/g, 'Valid states are: all'],
  [/adminclient-\d+/g, 'CLIENT'],
  [/topicPartitions=[\w.-]+-\d+(,[\w.-]+-\d+)*/g, 'PARTITIONS'],
  [/Invalid value \S*ConfigException: (.*?) for configuration Invalid dynamic configuration/g, '$1'],
  [/HOST",? ?port[":=]+\d+/g, 'HOST:PORT'],
  [/\b1[6-9]\d{11}\b/g, 'TIME'],
  [/\/\S*\/millrace-(kafka|millrace)-\w+/g, 'DIRECTORY'],
  [/\/\S*\/parity-files-\w+/g, 'FOLDER'],
  [/(?<=(HighWatermark: +|Epoch: ))\d+/g, 'SOME'],
  [/(?<=\b1\s+AAAAAAAAAAAAAAAAAAAAAA\s+)\d+/g, 'SOME'],
  [/\d+ ms\b/g, 'SOME ms'],
  [/[ \t]+/g, ' '],
  [/ +$/gm, ''],
];

/** @param folder where the step's files are */
export function normalised(text: string, folder: string): string {
  let result = text.replaceAll(folder, 'FOLDER');
  for (const [pattern, word] of replacements) result = result.replace(pattern, word);
  return result
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+(at |\.\.\. \d+ more)/.test(line))
    .map(sortedMembers)
    .sort()
    .join('\n');
}

/** `{b=1, a=2}` and `[b, a]` of a hash map or set; nested ones stay as they are. */
function sortedMembers(line: string): string {
  return line.replace(/([[{])([^[\]{}]*)([\]}])/g, (_whole, open: string, inside: string, close: string) => {
    return `${open}${inside.split(', ').sort().join(', ')}${close}`;
  });
}
