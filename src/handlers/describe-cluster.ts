// DescribeCluster (key 60), versions 0-2.
// Brokers (fenced ones from version 2 where asked for), controller, cluster id, authorized operations. Only the brokers'
// endpoint type is served here.
import type { BrokerImage } from '../metadata/image.ts';
import { ErrorCode } from '../wire/error-code.ts';
import {
  type DescribeClusterBroker,
  type DescribeClusterResponse,
  describeClusterRequest,
  describeClusterResponse,
  newDescribeClusterResponse,
} from '../wire/generated/describe-cluster.ts';
import { defineHandler } from './handler.ts';
import { CLUSTER_OPERATIONS, OPERATIONS_NOT_ASKED } from './operations.ts';

const EndpointType = { BROKER: 1, CONTROLLER: 2 } as const;

export const describeCluster = defineHandler({
  request: describeClusterRequest,
  response: describeClusterResponse,
  handle(request, { apiVersion }, broker) {
    if (request.endpointType !== EndpointType.BROKER) return wrongEndpoint(request.endpointType, apiVersion);
    const { image } = broker.metadata;
    return newDescribeClusterResponse({
      clusterId: image.clusterId,
      controllerId: broker.advertised.nodeId,
      brokers: [...image.brokers.values()]
        .filter(({ fenced }) => !fenced || request.includeFencedBrokers)
        .map(brokerOf),
      clusterAuthorizedOperations: request.includeClusterAuthorizedOperations
        ? CLUSTER_OPERATIONS
        : OPERATIONS_NOT_ASKED,
    });
  },
  onError: (errorCode, errorMessage) => newDescribeClusterResponse({ errorCode, errorMessage }),
});

function wrongEndpoint(endpointType: number, apiVersion: number): DescribeClusterResponse {
  if (endpointType === EndpointType.CONTROLLER) {
    return newDescribeClusterResponse({
      errorCode: ErrorCode.MISMATCHED_ENDPOINT_TYPE,
      errorMessage: 'The request was sent to an endpoint of type BROKER, but we wanted an endpoint of type CONTROLLER',
    });
  }
  return newDescribeClusterResponse({
    errorCode: apiVersion === 0 ? ErrorCode.INVALID_REQUEST : ErrorCode.UNSUPPORTED_ENDPOINT_TYPE,
    errorMessage: `Unsupported endpoint type ${endpointType}`,
  });
}

function brokerOf(broker: BrokerImage): DescribeClusterBroker {
  const [endpoint] = broker.endpoints;
  const { nodeId, rack, fenced } = broker;
  return { brokerId: nodeId, host: endpoint?.host ?? '', port: endpoint?.port ?? -1, rack, isFenced: fenced };
}
