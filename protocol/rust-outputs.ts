import type { Output } from './output.ts';
import type { Protocol } from './source.ts';
export function rustOutputs(_: Protocol): Output[] {
  return [];
}
