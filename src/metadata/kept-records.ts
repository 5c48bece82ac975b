// Records that mean nothing to this broker yet and something to Apache Kafka: security, quotas, controllers. The log
// keeps them by itself; a snapshot has to keep the last one of each thing.
// Called by `ImageDraft` and the writer of snapshots.
import type { ClientQuotaRecord } from '../wire/generated/client-quota-record.ts';
import type { MetadataRecord } from '../wire/generated/metadata-records.ts';

/** `isGone`: nothing is left of it. */
export interface KeptChange {
  readonly key: string;
  readonly isGone: boolean;
}

/** Null: no record of that kind. */
export function keptChange(record: MetadataRecord): KeptChange | null {
  switch (record.name) {
    case 'AccessControlEntryRecord':
      return stays(`acl ${record.value.id}`);
    case 'RemoveAccessControlEntryRecord':
      return goes(`acl ${record.value.id}`);
    case 'UserScramCredentialRecord':
      return stays(`scram ${record.value.mechanism} ${record.value.name}`);
    case 'RemoveUserScramCredentialRecord':
      return goes(`scram ${record.value.mechanism} ${record.value.name}`);
    case 'DelegationTokenRecord':
      return stays(`token ${record.value.tokenId}`);
    case 'RemoveDelegationTokenRecord':
      return goes(`token ${record.value.tokenId}`);
    case 'ClientQuotaRecord':
      return { key: `quota ${quotaName(record.value)}`, isGone: record.value.remove };
    case 'RegisterControllerRecord':
      return stays(`controller ${record.value.controllerId}`);
    case 'ZkMigrationStateRecord':
      return stays('migration');
    default:
      return null;
  }
}

function stays(key: string): KeptChange {
  return { key, isGone: false };
}

function goes(key: string): KeptChange {
  return { key, isGone: true };
}

function quotaName({ entity, key }: ClientQuotaRecord): string {
  const parts = entity.map(({ entityType, entityName }) => JSON.stringify([entityType, entityName])).sort();
  return `${key} ${parts.join(' ')}`;
}
