// The list of generated TypeScript files.

import { moduleName } from './names.ts';
import { generatedHead, type Output } from './output.ts';
import type { Protocol } from './source.ts';
import { typescriptModule } from './typescript.ts';
import {
  allCodecsModule,
  apiKeyModule,
  coordinatorRecordsModule,
  errorCodeModule,
  metadataRecordsModule,
} from './typescript-tables.ts';

/** The folders of coordinator-key and coordinator-value. */
const COORDINATORS = ['kafka-group-coordinator', 'kafka-transaction-coordinator', 'kafka-share-coordinator'];

export function typescriptOutputs({ files, errors, apis }: Protocol): Output[] {
  const all = generatedHead('protocol/messages');
  return [
    ...files.map((file) => ({
      path: `src/wire/generated/${moduleName(file)}.ts`,
      text: typescriptModule(file, generatedHead(`protocol/messages/${file.path}`)),
    })),
    { path: 'src/wire/generated/all-codecs.ts', text: allCodecsModule(files, all) },
    { path: 'src/wire/generated/metadata-records.ts', text: metadataRecordsModule(files, all) },
    ...COORDINATORS.map((folder) => ({
      path: `src/wire/generated/${folder.replace(/^kafka-/, '')}-records.ts`,
      text: coordinatorRecordsModule(files, folder, all),
    })),
    { path: 'src/wire/error-code.ts', text: errorCodeModule(errors, generatedHead('protocol/errors.tsv')) },
    { path: 'src/wire/api-key.ts', text: apiKeyModule(apis, generatedHead('protocol/messages/api')) },
  ];
}
