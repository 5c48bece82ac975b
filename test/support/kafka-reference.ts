// Apache Kafka as the reference: one process, broker and controller in one (KRaft), formatted before its first start.
// Ports are chosen before the start, because its advertised listener has to be in the configuration.

import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BrokerOptions, Launcher } from './broker.ts';
import { javaArguments, runTool } from './java.ts';
import { LiveProcess } from './process.ts';
import { freePorts } from './temporary.ts';

const STARTED = /KafkaRaftServer.*Kafka Server started/;
const CLUSTER_ID = 'bWlsbHJhY2UtdGVzdHMtMQ';

/** Small numbers where Kafka's defaults only cost time on one node; nothing that changes an answer. */
const QUICK: Record<string, string> = {
  'offsets.topic.num.partitions': '4',
  'transaction.state.log.num.partitions': '4',
  'share.coordinator.state.topic.num.partitions': '4',
  'offsets.topic.replication.factor': '1',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'share.coordinator.state.topic.replication.factor': '1',
  'share.coordinator.state.topic.min.isr': '1',
  'broker.heartbeat.interval.ms': '200',
  'broker.session.timeout.ms': '1000', // a restarted broker registers again only when its old session has ended
};

function serverProperties(dataDirectory: string, port: number, controllerPort: number, options: BrokerOptions) {
  const controller = `127.0.0.1:${controllerPort}`;
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    ...(options.kafkaStandalone
      ? { 'controller.quorum.bootstrap.servers': controller }
      : { 'controller.quorum.voters': `1@${controller}` }),
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://${controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'log.dirs': dataDirectory,
    ...QUICK,
    ...options.properties,
  };
}

export function kafkaLauncher(dataDirectory: string, options: BrokerOptions): Launcher {
  const propertiesFile = join(dirname(dataDirectory), `${dataDirectory.split('/').at(-1)}.server.properties`);
  return {
    async launch(wantedPort) {
      const port = wantedPort === 0 ? await prepare(dataDirectory, propertiesFile, options) : wantedPort;
      const args = [...javaArguments('broker', 512), 'kafka.Kafka', propertiesFile];
      const process_ = new LiveProcess('apache kafka', 'java', args);
      try {
        await process_.waitForOutput(STARTED, options.startTimeoutMs ?? 60_000);
        return { process: process_, port };
      } catch (error) {
        await process_.end('SIGKILL');
        throw error;
      }
    },
  };
}

async function prepare(dataDirectory: string, propertiesFile: string, options: BrokerOptions): Promise<number> {
  const [port = 0, controllerPort = 0] = await freePorts(2);
  const properties = serverProperties(dataDirectory, port, controllerPort, options);
  await mkdir(dataDirectory, { recursive: true });
  const lines = Object.entries(properties).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(propertiesFile, lines.join(''));
  const formatted = await stat(join(dataDirectory, 'meta.properties')).catch(() => undefined);
  if (formatted === undefined) {
    const features = Object.entries(options.kafkaFeatures ?? {}).flatMap(([name, level]) => [
      '--feature',
      `${name}=${level}`,
    ]);
    const quorum = options.kafkaStandalone ? ['--standalone'] : [];
    await runTool('kafka.tools.StorageTool', [
      'format',
      '-t',
      CLUSTER_ID,
      '-c',
      propertiesFile,
      ...quorum,
      ...features,
    ]);
  }
  return port;
}
