// The steps whose outcomes differ on purpose, each with why. An entry whose step comes to say the same fails the test,
// so that this list stays true.
export const differences: ReadonlyMap<string, string> = new Map([
  ['acls --list', 'there are no ACLs yet: DescribeAcls is not served, where Kafka says that it has no authorizer'],
  [
    'features describe',
    'what is not there yet is not reported: share and streams groups, eligible leader replicas, quorums that change',
  ],
  ['broker-api-versions', 'APIs that are not served are not advertised: docs/COMPATIBILITY.md lists those that are'],
]);
