// The list of generated Rust files: the messages that the data plane speaks. Adding one is one line here.

import type { LayoutFile, Message } from './layout.ts';
import { moduleName } from './names.ts';
import { generatedHead, type Output } from './output.ts';
import { rustModule } from './rust.ts';
import { apiKeyRust, errorCodeRust, messageTable, moduleTree } from './rust-tables.ts';
import type { Protocol } from './source.ts';

export const RUST_MODULES = [
  'api-versions',
  'fetch',
  'list-offsets',
  'offset-for-leader-epoch',
  'produce',
  'request-header',
  'response-header',
];

/** The messages that Rust knows, in the order of the list. */
export function rustMessages(files: readonly LayoutFile[]): Message[] {
  return RUST_MODULES.flatMap((name) => findFile(files, name).messages);
}

export function rustOutputs({ files, errors, apis }: Protocol): Output[] {
  const folder = 'native/wire/src/generated';
  const chosen = RUST_MODULES.map((name) => findFile(files, name));
  const modules = chosen.map((file) => ({ file, name: moduleName(file).replaceAll('-', '_') }));
  const all = generatedHead('protocol/messages');
  return [
    ...modules.map(({ file, name }) => ({
      path: `${folder}/${name}.rs`,
      text: rustModule(file, generatedHead(`protocol/messages/${file.path}`)),
    })),
    {
      path: `${folder}/mod.rs`,
      text: moduleTree(
        modules.map(({ name }) => name),
        generatedHead('protocol', '//!'),
      ),
    },
    { path: 'native/wire/tests/generated/messages.rs', text: messageTable(chosen, generatedHead('protocol', '//!')) },
    { path: `${folder}/error_code.rs`, text: errorCodeRust(errors, generatedHead('protocol/errors.tsv')) },
    { path: `${folder}/api_key.rs`, text: apiKeyRust(apis, all) },
  ];
}

function findFile(files: readonly LayoutFile[], name: string): LayoutFile {
  const file = files.find((candidate) => moduleName(candidate) === name);
  if (file === undefined) throw new Error(`no layout for the Rust module ${name}`);
  return file;
}
