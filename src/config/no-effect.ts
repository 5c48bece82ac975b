/**
 * Why a broker config that Kafka has does nothing here, as half a sentence. Read by notices.ts, which tells the user who
 * has set it; a config that acts stands in effect.ts and is never looked up here.
 *
 * Invariant: every broker config has an effect or a reason (config.test.ts).
 */

const reasons: readonly (readonly [names: RegExp, reason: string])[] = [
  [/^(ssl\.|security\.providers$|early\.start\.listeners$)/, 'listeners speak PLAINTEXT so far'],
  [
    /^(sasl\.|connections\.max\.reauth|connection\.failed\.authentication|delegation\.token|principal\.builder)/,
    'clients are not authenticated yet',
  ],
  [
    /^(authorizer|alter\.config\.policy|create\.topic\.policy)/,
    'plugins of Kafka are Java classes, and there are no ACLs yet',
  ],
  [
    /^(config\.providers|client\.quota\.callback|replica\.selector|metric\.reporters|kafka\.metrics|metrics\.)/,
    'it names or configures Java classes, which cannot be loaded here',
  ],
  [/^(remote\.|log\.local\.|follower\.fetch\.last\.tiered)/, 'there is no tiered storage yet'],
  [/^(group\.share\.|share\.)/, 'there are no share groups yet'],
  [/^group\.streams\./, 'there are no streams groups yet'],
  [/^group\.consumer\./, 'groups of the consumer protocol are not there yet'],
  [
    /^(quota\.|controller\.quota\.|replication\.quota|alter\.log\.dirs\.replication\.quota|max\.connection\.creation\.rate)/,
    'there are no quotas yet',
  ],
  [
    /^(controller\.|broker\.heartbeat|broker\.session|initial\.broker|controlled\.shutdown|inter\.broker|security\.inter\.broker|server\.max\.startup|socket\.connection\.setup|request\.timeout)/,
    'one process is the whole cluster: nodes do not talk to each other',
  ],
  [
    /^(replica\.|num\.replica\.fetchers|auto\.leader|leader\.imbalance|unclean\.leader|request\.timeout)/,
    'every partition has one replica: nothing is replicated or balanced',
  ],
  [/\.purgatory\.purge\.interval\.requests$/, 'waiting requests are found without purging'],
  [
    /^(num\.io\.threads|num\.network\.threads|background\.threads|queued\.max\.requests$|group\.coordinator\.(background\.)?threads)/,
    'millrace.io.threads says how many threads serve connections',
  ],
  [
    /^(group\.coordinator\.|offsets\.load|offsets\.commit\.timeout|transaction\.state\.log\.load|share\.coordinator)/,
    'coordinators write at once and load without a buffer of their own',
  ],
  [
    /^(offsets\.topic\.compression|transaction\.two\.phase|transaction\.partition\.verification|unstable\.|add\.partitions\.to\.txn)/,
    'only the default can be had',
  ],
  [/^log\.cleaner\./, 'there is no compaction yet'],
  [
    /^(cordoned\.log\.dirs|num\.replica\.alter|log\.dir\.failure|metadata\.log\.dir$)/,
    'there is one log directory so far',
  ],
  [/^metadata\./, 'one node needs no sign of life in its metadata log'],
  [/^internal\.metadata\.delete/, 'what is cut off the metadata log goes like any other segment'],
  [/^socket\./, "sockets have the operating system's sizes"],
  [/^log\.flush\.start/, 'all checkpoints have one interval'],
  [/^telemetry\./, 'there is no client telemetry yet'],
  [/^(offsets\.|transaction|producer\.|group\.)/, 'it is not read yet'],
];

/** Undefined: no reason is known. */
export function noEffectReason(name: string): string | undefined {
  return reasons.find(([names]) => names.test(name))?.[1];
}
