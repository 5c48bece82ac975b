// The broker behind: metadata of one topic, all of whose partitions one broker leads with leader epoch 5.
import { emptyImage, type MetadataImage } from '../../../metadata/image.ts';
import { ImageDraft } from '../../../metadata/image-draft.ts';
import type { MetadataRecord } from '../../../wire/generated/metadata-records.ts';
import { newPartitionRecord } from '../../../wire/generated/partition-record.ts';
import type { BrokerBehind } from '../placement.ts';

const TOPIC_ID = 'AAAAAAAAAAAAAAAAAAAAAQ';

export function placedBehind(name: string, partitionCount: number, minInSync = 1): BrokerBehind {
  const image = placedImage(name, partitionCount);
  return { nodeId: 1, image: () => image, minInSync: () => minInSync };
}

function placedImage(name: string, partitionCount: number): MetadataImage {
  const draft = new ImageDraft(emptyImage('AAAAAAAAAAAAAAAAAAAAAA'));
  const replay = (record: MetadataRecord) =>
    draft.replay({ record, value: Buffer.alloc(0), offset: 0n, timestampMs: 0 });
  replay({ name: 'TopicRecord', value: { name, topicId: TOPIC_ID } });
  const led = { topicId: TOPIC_ID, replicas: [1], isr: [1], leader: 1, leaderEpoch: 5 };
  for (let partitionId = 0; partitionId < partitionCount; partitionId++) {
    replay({ name: 'PartitionRecord', value: newPartitionRecord({ ...led, partitionId }) });
  }
  return draft.seal();
}
