// Writes the Rust modules that list things: the module tree, error codes, API keys and header versions.

import type { LayoutFile, Message } from './layout.ts';
import { moduleName, upperSnakeCase } from './names.ts';
import type { Api, KafkaError } from './source.ts';
import { isEmpty } from './versions.ts';

/** The generated modules are printed by the generator; rustfmt leaves them alone. */
export function moduleTree(messages: readonly string[], head: string): string {
  const modules = ['api_key', 'error_code', ...messages].sort();
  return `${head}//! The protocol's messages and tables in Rust, as far as the data plane speaks them.

${modules.map((module) => `#[rustfmt::skip]\npub mod ${module};`).join('\n')}

pub use api_key::{request_header_version, response_header_version};
`;
}

export function errorCodeRust(errors: readonly KafkaError[], head: string): string {
  return `${head}
use std::fmt;

/// One of Kafka's error codes, as it stands in responses.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct ErrorCode(pub i16);

impl ErrorCode {
${errors.map(({ code, name }) => `    pub const ${name}: ErrorCode = ErrorCode(${code});\n`).join('')}
    /// Kafka's name of the code; none where Kafka does not know it.
    pub fn name(self) -> Option<&'static str> {
        Some(match self.0 {
${errors.map(({ code, name }) => `            ${code} => "${name}",\n`).join('')}            _ => return None,
        })
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ({})", self.name().unwrap_or("unknown error"), self.0)
    }
}

impl fmt::Debug for ErrorCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}
`;
}

export function apiKeyRust(apis: readonly Api[], head: string): string {
  const apiVersions = apis.find(({ name }) => name === 'ApiVersions');
  if (apiVersions === undefined) throw new Error('no layout of ApiVersions');
  return `${head}
/// Kafka's API keys.
pub struct ApiKey;

impl ApiKey {
${apis.map(({ key, name }) => `    pub const ${upperSnakeCase(name)}: i16 = ${key};\n`).join('')}
    /// The name of an API, as \`CreateTopics\`; none where Kafka does not know the key.
    pub fn name(api_key: i16) -> Option<&'static str> {
        Some(match api_key {
${apis.map(({ key, name }) => `            ${key} => "${name}",\n`).join('')}            _ => return None,
        })
    }
}

/// The first version of an API with tagged fields in header and body; beyond every version where there is none.
fn flexible_from(api_key: i16) -> Option<i32> {
    Some(match api_key {
${apis.map((api) => `        ${api.key} => ${flexibleFrom(api)},\n`).join('')}        _ => return None,
    })
}

/// The version of the header in front of a request; none for an API key that Kafka does not know. A version that
/// is newer than ours has the header of the newest, so that ApiVersions can answer it.
pub fn request_header_version(api_key: i16, api_version: i16) -> Option<i16> {
    Some(if i32::from(api_version) >= flexible_from(api_key)? { 2 } else { 1 })
}

/// The version of the header in front of a response. That of ApiVersions never has tagged fields, since a client
/// reads it before it knows what the broker speaks.
pub fn response_header_version(api_key: i16, api_version: i16) -> Option<i16> {
    let flexible = i32::from(api_version) >= flexible_from(api_key)?;
    Some(if flexible && api_key != ApiKey::${upperSnakeCase(apiVersions.name)} { 1 } else { 0 })
}
`;
}

function flexibleFrom({ name, request, response }: Api): string {
  const from = (message: Message) => (isEmpty(message.flexible) ? 'i32::MAX' : String(message.flexible.from));
  if (from(request) !== from(response)) throw new Error(`${name}: request and response differ in flexible versions`);
  return from(request);
}

/** Every message that Rust knows, by name, for the tests: decoded and encoded again. */
export function messageTable(files: readonly LayoutFile[], head: string): string {
  const messages = files.flatMap((file) => file.messages.map(({ name }) => ({ name, module: moduleName(file) })));
  const uses = files.map((file) => {
    const names = file.messages.map(({ name }) => name).join(', ');
    return `use wire::generated::${moduleName(file).replaceAll('-', '_')}::{${names}};`;
  });
  return `${head}
use wire::codec::{DecodeError, Reader, Writer};
${uses.join('\n')}

pub struct Message {
    pub name: &'static str,
    pub min_version: i16,
    pub max_version: i16,
    pub reencode: fn(&mut Reader<'_>, &mut Writer, i16) -> Result<(), DecodeError>,
}

pub const MESSAGES: &[Message] = &[
${messages
  .map(
    ({ name }) => `    Message {
        name: "${name}",
        min_version: ${name}::MIN_VERSION,
        max_version: ${name}::MAX_VERSION,
        reencode: |reader, writer, version| {
            ${name}::decode(reader, version)?.encode(writer, version);
            Ok(())
        },
    },
`,
  )
  .join('')}];
`;
}
