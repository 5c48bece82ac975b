// One member of a group, of a real client: reads, commits as it goes, and leaves in order when it is stopped. Used by the
// rolling restarts. The values that it read come to `read`.
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Consumer as PlatformaticConsumer } from '@platformatic/kafka';
import kafkajs from 'kafkajs';
import { startTool } from '../support/java.ts';
import { missing, PYTHON } from '../support/paths.ts';
import { LiveProcess } from '../support/process.ts';

export interface MemberOptions {
  bootstrapServers: string;
  groupId: string;
  topic: string;
  read: (value: string) => void;
}

export interface GroupMember {
  stop(): Promise<void>;
}

export interface MemberKind {
  readonly name: string;
  missing(): string | undefined;
  start(options: MemberOptions): Promise<GroupMember>;
}

const STOP_TIMEOUT_MS = 60_000;

/** Apache Kafka's own VerifiableConsumer. */
export function javaMember(protocol: 'classic' | 'consumer'): MemberKind {
  return {
    name: `Java, ${protocol} protocol`,
    missing: missing.kafka,
    async start({ bootstrapServers, groupId, topic, read }) {
      const program = startTool('org.apache.kafka.tools.VerifiableConsumer', [
        ...['--bootstrap-server', bootstrapServers, '--group-id', groupId, '--topic', topic, '--verbose'],
        ...['--group-protocol', protocol, '--reset-policy', 'earliest', '--enable-autocommit'],
        ...(protocol === 'classic' ? ['--session-timeout', '10000'] : []),
      ]);
      createInterface({ input: program.child.stdout }).on('line', (line) => {
        const event = JSON.parse(line) as { name: string; value?: string };
        if (event.name === 'record_data') read(event.value ?? '');
      });
      return { stop: () => program.end('SIGTERM', STOP_TIMEOUT_MS).then(() => {}) };
    },
  };
}

export function librdkafkaMember(protocol: 'classic' | 'consumer'): MemberKind {
  return {
    name: `librdkafka, ${protocol} protocol`,
    missing: missing.python,
    async start({ bootstrapServers, groupId, topic, read }) {
      const file = fileURLToPath(new URL('python/group_member.py', import.meta.url));
      const program = new LiveProcess('group member', PYTHON, [file, bootstrapServers, groupId, topic, protocol]);
      createInterface({ input: program.child.stdout }).on('line', read);
      return {
        async stop() {
          program.child.stdin.end();
          await program.exited;
        },
      };
    },
  };
}

export const kafkaJsMember: MemberKind = {
  name: 'KafkaJS',
  missing: () => undefined,
  async start({ bootstrapServers, groupId, topic, read }) {
    const client = new kafkajs.Kafka({
      clientId: 'rolling',
      brokers: [bootstrapServers],
      logLevel: kafkajs.logLevel.NOTHING,
    });
    const consumer = client.consumer({ groupId, sessionTimeout: 10_000, heartbeatInterval: 500, maxWaitTimeInMs: 100 });
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => read(String(message.value)) });
    return { stop: () => consumer.disconnect() };
  },
};

export const platformaticMember: MemberKind = {
  name: '@platformatic/kafka',
  missing: () => undefined,
  async start({ bootstrapServers, groupId, topic, read }) {
    const consumer = new PlatformaticConsumer({
      clientId: 'rolling',
      bootstrapBrokers: [bootstrapServers],
      groupId,
      sessionTimeout: 10_000,
      heartbeatInterval: 500,
      maxWaitTime: 100,
    });
    const stream = await consumer.consume({
      topics: [topic],
      mode: 'committed',
      fallbackMode: 'earliest',
      autocommit: false,
    });
    // With autocommit it commits what is still in its buffers, and what is there when it is stopped would be lost.
    const commits = new Set<Promise<unknown>>();
    stream.on('data', (message) => {
      read(String(message.value));
      const commit = Promise.resolve(message.commit()).catch(() => {});
      commits.add(commit);
      void commit.then(() => commits.delete(commit));
    });
    stream.on('error', () => {});
    return {
      async stop() {
        await Promise.all(commits);
        await stream.close();
        await consumer.close(true);
      },
    };
  },
};
