// The producing side of the demo: the files' records as JSON, all topics side by side, through an idempotent producer,
// so that a repeated send stays one record in the log.
import type { Kafka, TopicMessages } from 'kafkajs';
import type { Dataset } from './datasets.ts';

const BATCHES = 100;

/** What the check must notice: a record that is changed, left out, or sent twice on the way. */
export type Tampering = 'change' | 'drop' | 'repeat';

export interface Outgoing {
  topic: string;
  messages: { key: string; value: string }[];
}

export function outgoingOf(datasets: readonly Dataset[], tampering?: Tampering): Outgoing[] {
  const all = datasets.map((dataset) => ({
    topic: dataset.topic,
    messages: dataset.read().map((record) => ({ key: dataset.observe(record).group, value: JSON.stringify(record) })),
  }));
  if (tampering !== undefined) tamper(all, tampering);
  return all;
}

function tamper([first]: Outgoing[], tampering: Tampering): void {
  const place = Math.floor((first?.messages.length ?? 0) / 2);
  const message = first?.messages[place];
  if (first === undefined || message === undefined) throw new Error('there is no record to tamper with');
  const value = message.value.replace(/"delay":(-?\d+)/, (_, delay) => `"delay":${Number(delay) + 1}`);
  const replacement = { change: [{ ...message, value }], drop: [], repeat: [message, message] }[tampering];
  first.messages.splice(place, 1, ...replacement);
}

export interface Production {
  kafka: Kafka;
  outgoing: readonly Outgoing[];
  /** Called behind each batch with its number of records; waited for before the next one. */
  onAcknowledged: (records: number) => Promise<void> | undefined;
}

/** Sends everything, in batches that are a hundredth of it each. */
export async function produce({ kafka, outgoing, onAcknowledged }: Production): Promise<void> {
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();
  try {
    for (let batch = 0; batch < BATCHES; batch++) {
      const topicMessages = sliceOf(outgoing, batch);
      await producer.sendBatch({ topicMessages, acks: -1 });
      await onAcknowledged(topicMessages.reduce((sum, { messages }) => sum + messages.length, 0));
    }
  } finally {
    await producer.disconnect();
  }
}

/** The same share of each topic, so that all of them grow together. */
function sliceOf(outgoing: readonly Outgoing[], batch: number): TopicMessages[] {
  const shares = outgoing.map(({ topic, messages }) => {
    const at = (part: number) => Math.floor((messages.length * part) / BATCHES);
    return { topic, messages: messages.slice(at(batch), at(batch + 1)) };
  });
  return shares.filter(({ messages }) => messages.length > 0);
}
