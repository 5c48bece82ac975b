// What the faults of a test make of one request. Pure but for the count that each fault keeps of what it took.
import type { Unit } from '../messages/layout.ts';
import type { ActiveFault } from './faults.ts';
import type { FaultRule } from './options.ts';

export interface RequestFacts {
  readonly apiKey: number;
  readonly clientId: string | null;
  readonly brokerId: number;
  readonly units: readonly Unit[];
}

export interface UnitError {
  readonly code: number;
  /** `before`: the unit is not performed. */
  readonly when: 'before' | 'after';
  readonly ofPartitions: boolean;
}

export interface Plan {
  /** By the unit's index. */
  readonly errors: ReadonlyMap<number, UnitError>;
  readonly delayBeforeMs: number;
  readonly delayAfterMs: number;
  readonly throttleMs: number;
  readonly disconnect: 'before' | 'after' | null;
}

/** Faults add up: delays are added, the longest throttle counts, and a unit has the error of the first that names it. */
export function planOf(faults: readonly ActiveFault[], facts: RequestFacts): Plan {
  const errors = new Map<number, UnitError>();
  const plan = { errors, delayBeforeMs: 0, delayAfterMs: 0, throttleMs: 0, disconnect: null as Plan['disconnect'] };
  for (const fault of faults) {
    const { rule } = fault;
    const matching = matchingUnits(rule, facts);
    const open = rule.errorCode === null ? matching : matching.filter((index) => !errors.has(index));
    if (open.length === 0 || !fault.takesNext()) continue;
    const ofPartitions = rule.topic !== undefined || rule.partition !== undefined;
    if (rule.errorCode !== null) {
      for (const index of open) errors.set(index, { code: rule.errorCode, when: rule.when, ofPartitions });
    }
    if (rule.when === 'before') plan.delayBeforeMs += rule.delayMs ?? 0;
    else plan.delayAfterMs += rule.delayMs ?? 0;
    plan.throttleMs = Math.max(plan.throttleMs, rule.throttleMs ?? 0);
    if (rule.disconnect !== undefined && plan.disconnect !== 'before') plan.disconnect = rule.disconnect;
  }
  return plan;
}

/** Whether a request of this API may be taken, before it is read. */
export function mayConcern(rule: FaultRule, apiKey: number, brokerId: number): boolean {
  return (rule.apiKeys?.has(apiKey) ?? true) && (rule.brokerId === undefined || rule.brokerId === brokerId);
}

/** The units that the rule names; none: it lets the request pass. */
export function matchingUnits(rule: FaultRule, { apiKey, clientId, brokerId, units }: RequestFacts): number[] {
  if (!mayConcern(rule, apiKey, brokerId)) return [];
  if (rule.clientId !== undefined && !matches(rule.clientId, clientId ?? '')) return [];
  return [...units.keys()].filter((index) => matchesUnit(rule, units[index] ?? {}));
}

function matchesUnit(rule: FaultRule, unit: Unit): boolean {
  return (
    (rule.partition === undefined || rule.partition === unit.partition) &&
    matches(rule.topic, unit.topic) &&
    matches(rule.groupId, unit.groupId) &&
    matches(rule.transactionalId, unit.transactionalId)
  );
}

/** `search` does not care where an expression with the flag g has stopped. */
function matches(pattern: string | RegExp | undefined, text: string | undefined): boolean {
  if (pattern === undefined) return true;
  if (text === undefined) return false;
  return typeof pattern === 'string' ? pattern === text : text.search(pattern) >= 0;
}
