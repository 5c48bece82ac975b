// Which partition of `__consumer_offsets` a group lives in. Every broker and tool must come to the same answer, so the
// hash is that of java.lang.String.

const INT32_MAX = 0x7fff_ffff;

export function groupPartition(groupId: string, partitionCount: number): number {
  const hash = Math.abs(javaHashCode(groupId));
  // Java has no absolute value of the smallest int; Kafka takes 0 for it.
  return hash > INT32_MAX ? 0 : hash % partitionCount;
}

/** Over UTF-16 code units, wrapping at 32 bits. */
export function javaHashCode(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index += 1) hash = (Math.imul(31, hash) + text.charCodeAt(index)) | 0;
  return hash;
}
