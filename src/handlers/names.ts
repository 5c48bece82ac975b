// Names that stand in a request once, and those that stand there more often, which admin requests refuse.

export function namesOnceAndTwice(names: Iterable<string>): { once: Set<string>; twice: Set<string> } {
  const once = new Set<string>();
  const twice = new Set<string>();
  for (const name of names) {
    if (twice.has(name)) continue;
    if (once.delete(name)) twice.add(name);
    else once.add(name);
  }
  return { once, twice };
}
