// The known name that a misspelt one is closest to.

/** One that has the whole of `name` in it is closer than any other. `names` must not be empty. */
export function nearest(name: string, names: readonly string[]): string {
  const wanted = plain(name);
  const longer = names.filter((known) => wanted !== '' && plain(known).includes(wanted));
  const distances = (longer.length > 0 ? longer : names).map((known) => {
    return { known, distance: distance(wanted, plain(known)) };
  });
  return distances.reduce((best, next) => (next.distance < best.distance ? next : best)).known;
}

/** Case and what joins words do not count. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** How many characters have to be put in, taken out or replaced (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [position, character] of [...from].entries()) {
    const next = [position + 1];
    for (const [index, other] of [...to].entries()) {
      const replaced = (row[index] ?? 0) + (character === other ? 0 : 1);
      next.push(Math.min(replaced, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
