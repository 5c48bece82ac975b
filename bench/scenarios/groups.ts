// Many members: a thousand that join one group, in both protocols, until each has its partition; and five thousand idle
// ones that only send heartbeats.
import { setTimeout as pause } from 'node:timers/promises';
import { missing } from '../../test/support/paths.ts';
import { type MemberConnection, openConnections } from '../support/member-connection.ts';
import { awaitCoordinator, ConsumerMember, joinClassic } from '../support/members.ts';
import type { Figure, Scenario, Size } from '../support/scenario.ts';
import type { Side } from '../support/side.ts';
import { createTopic, deleteTopic } from '../support/topics.ts';
import { processorSeconds, residentMegabytes } from '../support/usage.ts';

const MEMBERS = { full: 1_000, smoke: 20 };
/** Far more often than clients, so that the broker is measured and not their patience. */
const JOINING_BEAT_MS = 200;

export const groupJoinScenario: Scenario = {
  name: 'group-join',
  missing: missing.kafka,
  async run(side, size, round): Promise<Figure[]> {
    const topic = `group-join-${round}`;
    await createTopic(side.bootstrapServers, topic, MEMBERS[size]);
    const figures = [
      ...(await measured(side, 'consumer group', size, `${topic}-consumer`, (connections, groupId) =>
        joinConsumers(connections, groupId, topic),
      )),
      ...(await measured(side, 'classic group', size, `${topic}-classic`, (connections, groupId) =>
        Promise.all(connections.map((connection) => joinClassic(connection, groupId, topic))),
      )),
    ];
    await deleteTopic(side.bootstrapServers, topic);
    return figures;
  },
};

async function measured(
  side: Side,
  kind: string,
  size: Size,
  groupId: string,
  join: (connections: readonly MemberConnection[], groupId: string) => Promise<unknown>,
): Promise<Figure[]> {
  const connections = await openConnections(side.port, MEMBERS[size]);
  if (connections[0] !== undefined) await awaitCoordinator(connections[0], groupId);
  const usedBefore = processorSeconds(side.process.pid);
  const start = performance.now();
  await join(connections, groupId);
  const seconds = (performance.now() - start) / 1000;
  const used = processorSeconds(side.process.pid) - usedBefore;
  const memory = residentMegabytes(side.process.pid);
  for (const connection of connections) connection.close();
  const members = `${kind}, ${MEMBERS.full} join`;
  return [
    { row: `${members}, s`, value: seconds, ...(kind === 'consumer group' ? { ratioMax: 1 } : {}) },
    { row: `${members}, CPU s`, value: used },
    { row: `${members}, memory MB`, value: memory },
  ];
}

async function joinConsumers(connections: readonly MemberConnection[], groupId: string, topic: string): Promise<void> {
  const members = connections.map((connection) => new ConsumerMember(connection, groupId));
  await Promise.all(members.map((member) => member.join(topic)));
  for (;;) {
    await Promise.all(members.map((member) => member.beat()));
    if (members.every(({ partitionCount }) => partitionCount === 1)) break;
    await pause(JOINING_BEAT_MS);
  }
}

const IDLE = {
  full: { memberCount: 5_000, groupCount: 50, connectionCount: 250, intervalMs: 5_000, seconds: 20 },
  smoke: { memberCount: 20, groupCount: 2, connectionCount: 4, intervalMs: 500, seconds: 1 },
};

export const idleMembersScenario: Scenario = {
  name: 'idle-members',
  missing: missing.kafka,
  async run(side, size, round): Promise<Figure[]> {
    const { memberCount, groupCount, connectionCount, intervalMs, seconds } = IDLE[size];
    const topic = `idle-members-${round}`;
    const perGroup = memberCount / groupCount;
    await createTopic(side.bootstrapServers, topic, perGroup);
    const connections = await openConnections(side.port, connectionCount);
    const members = connections.flatMap((connection, index) =>
      Array.from({ length: memberCount / connectionCount }, (_, nth) => {
        const number = index + nth * connectionCount;
        return new ConsumerMember(connection, `${topic}-${number % groupCount}`);
      }),
    );
    const [first] = connections;
    for (let group = 0; first !== undefined && group < groupCount; group += 1) {
      await awaitCoordinator(first, `${topic}-${group}`);
    }
    await Promise.all(members.map((member) => member.join(topic)));
    while (!members.every(({ partitionCount }) => partitionCount === 1)) {
      await Promise.all(members.map((member) => member.beat()));
      await pause(JOINING_BEAT_MS);
    }
    const figures = await beatForAWhile(side, members, intervalMs, seconds);
    await Promise.all(members.map((member) => member.leave()));
    for (const connection of connections) connection.close();
    await deleteTopic(side.bootstrapServers, topic);
    return figures;
  },
};

/** Spread over the interval, as the heartbeats of real members are. */
async function beatForAWhile(
  side: Side,
  members: readonly ConsumerMember[],
  intervalMs: number,
  seconds: number,
): Promise<Figure[]> {
  const usedBefore = processorSeconds(side.process.pid);
  const start = performance.now();
  let sent = 0;
  const beats: Promise<void>[] = [];
  while (performance.now() - start < seconds * 1_000) {
    const due = Math.floor(((performance.now() - start) / intervalMs) * members.length);
    for (; sent < due; sent += 1) {
      const member = members[sent % members.length];
      if (member !== undefined) beats.push(member.beat());
    }
    await pause(2);
  }
  await Promise.all(beats);
  const used = processorSeconds(side.process.pid) - usedBefore;
  return [
    { row: 'idle member heartbeat, CPU µs', value: (used / Math.max(sent, 1)) * 1e6, ratioMax: 1 },
    { row: `${IDLE.full.memberCount} idle members, CPU %`, value: (used / seconds) * 100, ratioMax: 1 },
    { row: `${IDLE.full.memberCount} idle members, memory MB`, value: residentMegabytes(side.process.pid) },
  ];
}
