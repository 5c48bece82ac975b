/**
 * What the log says once about settings: names that nobody knows (Kafka only warns, so a file with a plugin's
 * settings still starts) and known names that have no effect in this broker.
 */
import { brokerDefinitions } from './broker-definitions.ts';
import { namesWithEffect } from './effect.ts';

export function configNotices(explicit: ReadonlyMap<string, string>): string[] {
  const names = [...explicit.keys()].sort();
  const unknown = names.filter((name) => !brokerDefinitions.has(name));
  const idle = names.filter((name) => brokerDefinitions.has(name) && !namesWithEffect.has(name));
  const notices: string[] = [];
  if (unknown.length > 0) notices.push(`These settings are unknown and ignored: ${unknown.join(', ')}`);
  if (idle.length > 0) notices.push(`These settings have no effect in Millrace yet: ${idle.join(', ')}`);
  return notices;
}
