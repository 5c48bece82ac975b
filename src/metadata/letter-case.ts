// Whether upper and lower case make different folders. On macOS and Windows they mostly do not, so that the folders of
// `orders` and `Orders` would be one: creation refuses a topic that another one differs from in nothing else.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** `meta.properties`, which every log directory in use has, written otherwise. */
const OTHER_SPELLING = 'Meta.Properties';

/** The log directories are in use. */
export function caseMattersIn(logDirectories: readonly string[]): boolean {
  return !logDirectories.some((folder) => existsSync(join(folder, OTHER_SPELLING)));
}

/** Topic names as the disk tells them apart. */
export class TakenSpellings {
  readonly #nameByForm = new Map<string, string>();

  constructor(names: Iterable<string>) {
    for (const name of names) this.add(name);
  }

  add(name: string): void {
    this.#nameByForm.set(name.toLowerCase(), name);
  }

  /** The topic that differs from this name only in upper and lower case. */
  twinOf(name: string): string | undefined {
    const found = this.#nameByForm.get(name.toLowerCase());
    return found === name ? undefined : found;
  }
}
