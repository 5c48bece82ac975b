// docs/COMPATIBILITY.md: every API key of Kafka and what this broker serves of it, from the handlers' registration.
import { handlers, servedApis } from '../src/handlers/index.ts';
import type { Output } from './output.ts';
import type { Api, Protocol } from './source.ts';

const HEAD = `<!-- Generated from the registration in src/handlers/index.ts by \`npm run generate\`: change that, not this file. -->

# Compatibility

What ApiVersions advertises, beside the versions of Apache Kafka 4.3.1. A key is advertised exactly when it works.

| key | API | Apache Kafka 4.3.1 | Millrace | served by |
|---|---|---|---|---|
`;

export function compatibilityOutputs({ apis }: Protocol): Output[] {
  return [{ path: 'docs/COMPATIBILITY.md', text: HEAD + apis.map(row).join('') }];
}

function row({ key, name, request }: Api): string {
  const served = servedApis.find(({ apiKey }) => apiKey === key);
  const versions = served === undefined ? 'not yet' : range(served.versionMin, served.versionMax);
  const note = served !== undefined && served.advertisedMin !== served.versionMin;
  const shown = note ? `${versions} (advertised from ${served.advertisedMin})` : versions;
  const by = handlers.some(({ apiKey }) => apiKey === key) ? 'control plane' : 'data plane';
  const { from, to } = request.versions;
  return `| ${key} | ${name} | ${range(from, to)} | ${shown} | ${served === undefined ? '' : by} |\n`;
}

function range(min: number, max: number): string {
  return min === max ? String(min) : `${min}-${max}`;
}
