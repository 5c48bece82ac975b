// The units of a request, in the order in which it names them, and the same request with only some of them. Pure.
import { ApiKey } from '../../wire/api-key.ts';
import { ZERO_UUID } from '../../wire/reader.ts';
import { type Fields, type Level, layoutOf, type Unit } from './layout.ts';

/** A decoded request or response, whichever it is. */
export type Message = Record<string, unknown>;

/** Undefined for an id that nobody knows. */
export type TopicNames = (topicId: string) => string | undefined;

const KEY_TYPE_TRANSACTION = 1;

/** At least one: a request that names nothing is one unit without a name. */
export function unitsOf(apiKey: number, request: Message, nameOf: TopicNames): readonly Unit[] {
  const { own, levels } = layoutOf(apiKey);
  const unit = { ...namedIn(request, own, nameOf), ...singleKey(apiKey, request) };
  const level = levelOf(request, levels);
  if (level === null) return [unit];
  const units = unitsBelow(request, level, unit, nameOf);
  return apiKey === ApiKey.FIND_COORDINATOR
    ? units.map((one) => ({ ...one, ...keyUnit(request, one.groupId) }))
    : units;
}

/** The request with the units whose index `keeps`; null where none is left. */
export function keepUnits(apiKey: number, request: Message, keeps: (index: number) => boolean): Message | null {
  const { levels } = layoutOf(apiKey);
  const level = levelOf(request, levels);
  if (level === null) return keeps(0) ? request : null;
  let index = 0;
  return keepBelow(request, level, () => keeps(index++));
}

function levelOf(request: Message, levels: readonly Level[]): Level | null {
  return levels.find(({ list }) => listOf(request, list).length > 0) ?? null;
}

function listOf(message: Message, field: string): readonly unknown[] {
  const list = message[field];
  return Array.isArray(list) ? list : [];
}

function unitsBelow(message: Message, level: Level, above: Unit, nameOf: TopicNames): Unit[] {
  return listOf(message, level.list).flatMap((element) => {
    if (typeof level.of === 'string') return [{ ...above, [level.of]: element }];
    const unit = { ...above, ...namedIn(element as Message, level.of, nameOf) };
    const { inner } = level;
    // Null or empty: everything of it is asked for.
    if (inner === undefined || listOf(element as Message, inner.list).length === 0) return [unit];
    return unitsBelow(element as Message, inner, unit, nameOf);
  });
}

function keepBelow(message: Message, level: Level, keepsNext: () => boolean): Message | null {
  const kept = listOf(message, level.list).flatMap((element) => {
    const { inner } = level;
    if (inner === undefined || listOf(element as Message, inner.list).length === 0) return keepsNext() ? [element] : [];
    const rest = keepBelow(element as Message, inner, keepsNext);
    return rest === null ? [] : [rest];
  });
  return kept.length === 0 ? null : { ...message, [level.list]: kept };
}

function namedIn(message: Message, fields: Fields, nameOf: TopicNames): Unit {
  const unit: Record<string, unknown> = {};
  for (const [field, attribute] of Object.entries(fields)) {
    const value = message[field];
    if (attribute === 'topicId') {
      if (typeof value === 'string' && value !== ZERO_UUID) unit.topic = nameOf(value);
    } else if (value !== null && value !== undefined && (value !== '' || unit[attribute] === undefined)) {
      unit[attribute] = value;
    }
  }
  return unit;
}

/** FindCoordinator up to version 3 has one key, beside the list. */
function singleKey(apiKey: number, request: Message): Unit {
  if (apiKey !== ApiKey.FIND_COORDINATOR || listOf(request, 'coordinatorKeys').length > 0) return {};
  return keyUnit(request, String(request.key));
}

function keyUnit(request: Message, key: string | undefined): { groupId?: string; transactionalId?: string } {
  const isTransaction = request.keyType === KEY_TYPE_TRANSACTION;
  return (isTransaction ? { groupId: undefined, transactionalId: key } : { groupId: key }) as Unit;
}
