// Metadata of one topic, all of whose partitions one broker leads with leader epoch 5.
import { emptyImage, type MetadataImage } from '../../../metadata/image.ts';
import { ImageDraft } from '../../../metadata/image-draft.ts';
import { newPartitionRecord } from '../../../wire/generated/partition-record.ts';

const TOPIC_ID = 'AAAAAAAAAAAAAAAAAAAAAQ';

export function placedImage(name: string, partitionCount: number): MetadataImage {
  const draft = new ImageDraft(emptyImage('AAAAAAAAAAAAAAAAAAAAAA'));
  draft.replay({ name: 'TopicRecord', value: { name, topicId: TOPIC_ID } }, 0n);
  for (let partitionId = 0; partitionId < partitionCount; partitionId++) {
    const value = newPartitionRecord({
      partitionId,
      topicId: TOPIC_ID,
      replicas: [1],
      isr: [1],
      leader: 1,
      leaderEpoch: 5,
    });
    draft.replay({ name: 'PartitionRecord', value }, 1n);
  }
  return draft.seal();
}
