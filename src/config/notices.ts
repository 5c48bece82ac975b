/**
 * What the log says once about settings: names that nobody knows (Kafka only warns, so a file with a plugin's settings
 * still starts) and known names that have no effect in this broker, with why. Called at the start and when dynamic
 * configs change.
 */
import { brokerDefinitions } from './broker-definitions.ts';
import { nameBehindListener } from './dynamic-names.ts';
import { namesWithEffect } from './effect.ts';
import { noEffectReason } from './no-effect.ts';

export function configNotices(names: Iterable<string>): string[] {
  const unknown: string[] = [];
  const idle = new Map<string, string[]>();
  for (const name of [...names].sort()) {
    const known = nameBehindListener(name) ?? name;
    if (!brokerDefinitions.has(known)) unknown.push(name);
    else if (known !== name || !namesWithEffect.has(name)) {
      const reason = noEffectReason(known) ?? 'it is not read yet';
      idle.set(reason, [...(idle.get(reason) ?? []), name]);
    }
  }
  const notices = unknown.length === 0 ? [] : [`These settings are unknown and ignored: ${unknown.join(', ')}`];
  for (const [reason, listed] of idle) {
    notices.push(`No effect in Millrace, because ${reason}: ${listed.join(', ')}`);
  }
  return notices;
}
