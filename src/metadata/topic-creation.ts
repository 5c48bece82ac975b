// The controller's decision on CreateTopics: which of the topics can be, and the records that make them. All in one
// decision, so in one batch. Follows Kafka's ReplicationControlManager.createTopics, its codes and words.
import { ConfigError } from '../config/config-error.ts';
import { validateTopicConfigs } from '../config/topic-config.ts';
import { KafkaError } from '../errors.ts';
import type { JournalRecord } from '../journal/coordinator.ts';
import { ErrorCode } from '../wire/error-code.ts';
import { type ControllerSettings, type Decision, isRefusal, type Refusal } from './decision.ts';
import { ConfigResourceType, type MetadataImage, type TopicImage } from './image.ts';
import { TakenSpellings } from './letter-case.ts';
import type { TopicCreationResult, TopicToCreate } from './metadata.ts';
import { type Placement, place, placeManually } from './placement.ts';
import { configSet, partitionCreated, topicCreated } from './records.ts';
import { collisionForm, invalidTopicName, isInternalTopic } from './topic-name.ts';

/** Kafka's bound on what one request may create. */
const PARTITIONS_PER_REQUEST_MAX = 10_000;

/** The names are distinct. Throws KafkaError where the request as a whole is refused. */
export function decideTopicCreation(
  topics: readonly TopicToCreate[],
  validateOnly: boolean,
  image: MetadataImage,
  settings: ControllerSettings,
): Decision<TopicCreationResult[]> {
  checkPartitionCount(topics, settings);
  const records: JournalRecord[] = [];
  const taken = takenNames(image, settings);
  const result = topics.map((topic) => {
    const created = createTopic(topic, image, taken, settings);
    if (isRefusal(created)) return { name: topic.name, topic: null, ...created };
    if (!validateOnly) records.push(...created.records);
    return { name: topic.name, errorCode: ErrorCode.NONE, errorMessage: null, topic: created.topic };
  });
  return { records, result };
}

/** Beside the names that the image has: what else a name may not be. */
interface TakenNames {
  /** Of the topics that this request creates: name by form. */
  collisionForms: Map<string, string>;
  /** Null where the disk tells upper from lower case. */
  spellings: TakenSpellings | null;
}

function takenNames(image: MetadataImage, { directories }: ControllerSettings): TakenNames {
  const spellings = directories.caseMatters ? null : new TakenSpellings(image.topicsByName.keys());
  return { collisionForms: new Map(), spellings };
}

function checkPartitionCount(topics: readonly TopicToCreate[], settings: ControllerSettings): void {
  let total = 0;
  for (const topic of topics) {
    if (topic.assignments.length > 0) total += topic.assignments.length;
    else if (topic.numPartitions === -1) total += settings.config.get('num.partitions');
    else total += Math.max(0, topic.numPartitions);
  }
  if (total > PARTITIONS_PER_REQUEST_MAX) {
    throw new KafkaError(ErrorCode.POLICY_VIOLATION, 'Excessively large number of partitions per request.');
  }
}

function createTopic(
  topic: TopicToCreate,
  image: MetadataImage,
  taken: TakenNames,
  settings: ControllerSettings,
): { records: JournalRecord[]; topic: TopicImage } | Refusal {
  const problem = nameProblem(topic.name, image, taken);
  if (problem !== null) return problem;
  const configs = checkedConfigs(topic, settings);
  if (isRefusal(configs)) return configs;
  const placements =
    topic.assignments.length > 0
      ? manualPlacements(topic, image, settings)
      : automaticPlacements(topic, image, settings);
  if (isRefusal(placements)) return placements;
  const form = collisionForm(topic.name);
  if (form !== null) taken.collisionForms.set(form, topic.name);
  taken.spellings?.add(topic.name);
  return newTopic(topic.name, configs, placements, settings);
}

function nameProblem(name: string, image: MetadataImage, taken: TakenNames): Refusal | null {
  if (image.topicsByName.has(name)) {
    return { errorCode: ErrorCode.TOPIC_ALREADY_EXISTS, errorMessage: `Topic '${name}' already exists.` };
  }
  const invalid = invalidTopicName(name);
  if (invalid !== null) return invalidTopic(invalid);
  const form = collisionForm(name);
  const other = form === null ? undefined : (image.collidingNames.get(form)?.[0] ?? taken.collisionForms.get(form));
  if (other !== undefined) return invalidTopic(`Topic '${name}' collides with existing topic: ${other}`);
  const twin = taken.spellings?.twinOf(name);
  if (twin === undefined) return null;
  return invalidTopic(
    `Topic '${name}' and topic '${twin}' would be one folder: this disk ignores upper and lower case.`,
  );
}

function invalidTopic(errorMessage: string): Refusal {
  return { errorCode: ErrorCode.INVALID_TOPIC_EXCEPTION, errorMessage };
}

function checkedConfigs(topic: TopicToCreate, settings: ControllerSettings): Map<string, string> | Refusal {
  if (topic.configs.length === 0) return new Map();
  const nulls = topic.configs.filter((config) => config.value === null).map((config) => config.name);
  if (nulls.length > 0) {
    return {
      errorCode: ErrorCode.INVALID_CONFIG,
      errorMessage: `Null value not supported for topic configs: ${nulls.join(',')}`,
    };
  }
  const configs = new Map(topic.configs.map(({ name, value }) => [name, value ?? '']));
  try {
    validateTopicConfigs(configs, settings.config);
  } catch (error) {
    if (error instanceof ConfigError) return { errorCode: ErrorCode.INVALID_CONFIG, errorMessage: error.message };
    throw error;
  }
  return configs;
}

function manualPlacements(
  topic: TopicToCreate,
  image: MetadataImage,
  settings: ControllerSettings,
): Placement[] | Refusal {
  if (topic.replicationFactor !== -1) return manualMixed('replication factor');
  if (topic.numPartitions !== -1) return manualMixed('numPartitions');
  const placements: Placement[] = [];
  let replicationFactor: number | null = null;
  for (const { partitionIndex, brokerIds } of topic.assignments) {
    if (placements[partitionIndex] !== undefined) {
      return invalidAssignment(`Found multiple manual partition assignments for partition ${partitionIndex}`);
    }
    if (partitionIndex < 0 || partitionIndex >= topic.assignments.length) return notConsecutive();
    const placement = placeManually(partitionIndex, brokerIds, replicationFactor, image, settings);
    if (isRefusal(placement)) return placement;
    placements[partitionIndex] = placement;
    replicationFactor = brokerIds.length;
  }
  return placements;
}

function manualMixed(what: string): Refusal {
  return {
    errorCode: ErrorCode.INVALID_REQUEST,
    errorMessage: `A manual partition assignment was specified, but ${what} was not set to -1.`,
  };
}

/** Distinct indexes below the count leave no gap, so one beyond it means that there is one. */
function notConsecutive(): Refusal {
  return invalidAssignment('partitions should be a consecutive 0-based integer sequence');
}

function invalidAssignment(errorMessage: string): Refusal {
  return { errorCode: ErrorCode.INVALID_REPLICA_ASSIGNMENT, errorMessage };
}

function automaticPlacements(
  topic: TopicToCreate,
  image: MetadataImage,
  settings: ControllerSettings,
): Placement[] | Refusal {
  if (topic.replicationFactor < -1 || topic.replicationFactor === 0) {
    return {
      errorCode: ErrorCode.INVALID_REPLICATION_FACTOR,
      errorMessage: 'Replication factor must be larger than 0, or -1 to use the default value.',
    };
  }
  if (topic.numPartitions < -1 || topic.numPartitions === 0) {
    return {
      errorCode: ErrorCode.INVALID_PARTITIONS,
      errorMessage: 'Number of partitions was set to an invalid non-positive value.',
    };
  }
  const { config } = settings;
  const replicationFactor =
    topic.replicationFactor === -1 ? config.get('default.replication.factor') : topic.replicationFactor;
  const placement = place(replicationFactor, image, settings);
  if (isRefusal(placement)) return placement;
  const count = topic.numPartitions === -1 ? config.get('num.partitions') : topic.numPartitions;
  return Array.from({ length: count }, () => placement);
}

/** Configs stand between the topic and its partitions, as Kafka writes them. */
function newTopic(
  name: string,
  configs: Map<string, string>,
  placements: readonly Placement[],
  settings: ControllerSettings,
): { records: JournalRecord[]; topic: TopicImage } {
  const id = settings.randomUuid();
  const records = [topicCreated(name, id)];
  for (const [key, value] of configs) records.push(configSet({ type: ConfigResourceType.TOPIC, name }, key, value));
  for (const [partitionId, placement] of placements.entries()) {
    records.push(partitionCreated({ topicId: id, partitionId, ...placement }));
  }
  const partitions = placements.map(({ replicas, directories }, partition) => ({
    partition,
    leader: replicas[0] ?? -1,
    leaderEpoch: 0,
    partitionEpoch: 0,
    replicas,
    isr: replicas,
    directories,
    eligibleLeaders: [],
    rest: null,
  }));
  return { records, topic: { name, id, partitions, configs, internal: isInternalTopic(name) } };
}
