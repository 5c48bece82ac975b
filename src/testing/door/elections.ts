// Elections among the brokers that clients see. The broker behind says which partitions there are, and that it leads them:
// for those, leaders move as Apache Kafka's controller would move them. Called by translation.ts.
import { ElectionType, NO_ELIGIBLE, NO_PREFERRED, NOT_NEEDED } from '../../handlers/elect-leaders.ts';
import { ErrorCode } from '../../wire/error-code.ts';
import type { ElectLeadersRequest, ElectLeadersResponse, TopicPartitions } from '../../wire/generated/elect-leaders.ts';
import type { Placement } from './placement.ts';

/** Its answer would leave out, where all are asked for, what it leads itself. */
export function electionToBroker(request: ElectLeadersRequest, placement: Placement): ElectLeadersRequest {
  if (request.topicPartitions !== null) return request;
  const topics = new Map<string, TopicPartitions>();
  for (const { topic, partition } of placement.partitions) {
    const asked = topics.get(topic) ?? { topic, partitions: [] };
    topics.set(topic, asked);
    asked.partitions.push(partition);
  }
  return { ...request, topicPartitions: [...topics.values()] };
}

/** Moves the leaders, and says what became of each; where all are asked for, nothing of those that were right. */
export function elected(
  { electionType, topicPartitions }: ElectLeadersRequest,
  response: ElectLeadersResponse,
  placement: Placement,
): ElectLeadersResponse {
  const election = electionType === ElectionType.UNCLEAN ? 'unclean' : 'preferred';
  const replicaElectionResults = response.replicaElectionResults.map(({ topic, partitionResult }) => {
    const results = partitionResult.map((result) => {
      const { partitionId, errorCode } = result;
      if (errorCode !== ErrorCode.ELECTION_NOT_NEEDED) return result;
      const outcome = placement.elect(topic, partitionId, election);
      if (outcome === 'elected') return { partitionId, errorCode: ErrorCode.NONE, errorMessage: null };
      if (outcome === 'not needed') return { partitionId, ...NOT_NEEDED };
      return { partitionId, ...(election === 'unclean' ? NO_ELIGIBLE : NO_PREFERRED) };
    });
    const isTold = ({ errorCode }: { errorCode: number }) =>
      topicPartitions !== null || errorCode !== ErrorCode.ELECTION_NOT_NEEDED;
    return { topic, partitionResult: results.filter(isTold) };
  });
  return { ...response, replicaElectionResults };
}
