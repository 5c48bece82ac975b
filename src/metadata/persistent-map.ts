// An immutable map with string keys: `set` and `delete` return a new map that shares nearly everything with the old
// one. The metadata image is made of these, so that one more topic beside ten thousand costs microseconds and every
// image ever handed out stays as it was.
//
// A hash trie: a branch has up to 32 children, chosen by five bits of the key's hash per level, and keeps only those
// that exist; a leaf holds the entries of one hash. Invariant: a branch never has a single leaf as its only child.

interface Leaf<V> {
  readonly hash: number;
  readonly entries: readonly (readonly [string, V])[];
}

interface Branch<V> {
  /** Bit n is set when the child for the five bits n exists; children stand in the order of their bits. */
  readonly bitmap: number;
  readonly children: readonly TrieNode<V>[];
}

type TrieNode<V> = Leaf<V> | Branch<V>;

const BITS_PER_LEVEL = 5;

export class PersistentMap<V> implements Iterable<readonly [string, V]> {
  readonly #root: TrieNode<V> | null;
  readonly size: number;

  private constructor(root: TrieNode<V> | null, size: number) {
    this.#root = root;
    this.size = size;
  }

  static empty<V>(): PersistentMap<V> {
    return new PersistentMap<V>(null, 0);
  }

  get(key: string): V | undefined {
    const hash = hashOf(key);
    let node = this.#root;
    for (let shift = 0; node !== null; shift += BITS_PER_LEVEL) {
      if (isLeaf(node)) return node.hash === hash ? entryOf(node, key)?.[1] : undefined;
      node = childOf(node, bitOf(hash, shift));
    }
    return undefined;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  set(key: string, value: V): PersistentMap<V> {
    const leaf: Leaf<V> = { hash: hashOf(key), entries: [[key, value]] };
    if (this.#root === null) return new PersistentMap(leaf, 1);
    const grown = this.has(key) ? 0 : 1;
    return new PersistentMap(insert(this.#root, leaf, 0), this.size + grown);
  }

  delete(key: string): PersistentMap<V> {
    if (this.#root === null || !this.has(key)) return this;
    return new PersistentMap(remove(this.#root, key, hashOf(key), 0), this.size - 1);
  }

  /** In an order of its own, the same for the same keys. */
  *[Symbol.iterator](): Iterator<readonly [string, V]> {
    const open: TrieNode<V>[] = this.#root === null ? [] : [this.#root];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (isLeaf(node)) yield* node.entries;
      else open.push(...node.children);
    }
  }

  *keys(): IterableIterator<string> {
    for (const [key] of this) yield key;
  }

  *values(): IterableIterator<V> {
    for (const [, value] of this) yield value;
  }
}

function isLeaf<V>(node: TrieNode<V>): node is Leaf<V> {
  return 'entries' in node;
}

function entryOf<V>(leaf: Leaf<V>, key: string): readonly [string, V] | undefined {
  return leaf.entries.find((entry) => entry[0] === key);
}

function bitOf(hash: number, shift: number): number {
  return 1 << ((hash >>> shift) & 31);
}

/** Where the child of this bit stands among the children that exist. */
function indexOf(bitmap: number, bit: number): number {
  return bitCount(bitmap & (bit - 1));
}

function childOf<V>(branch: Branch<V>, bit: number): TrieNode<V> | null {
  if ((branch.bitmap & bit) === 0) return null;
  return branch.children[indexOf(branch.bitmap, bit)] ?? null;
}

/** `leaf` has exactly one entry. */
function insert<V>(node: TrieNode<V>, leaf: Leaf<V>, shift: number): TrieNode<V> {
  if (!isLeaf(node)) {
    const bit = bitOf(leaf.hash, shift);
    const child = childOf(node, bit);
    return withChild(node, bit, child === null ? leaf : insert(child, leaf, shift + BITS_PER_LEVEL));
  }
  if (node.hash !== leaf.hash) {
    const branch: Branch<V> = { bitmap: bitOf(node.hash, shift), children: [node] };
    return insert(branch, leaf, shift);
  }
  const others = node.entries.filter((entry) => entry[0] !== leaf.entries[0]?.[0]);
  return { hash: node.hash, entries: [...others, ...leaf.entries] };
}

function withChild<V>(branch: Branch<V>, bit: number, child: TrieNode<V>): Branch<V> {
  const children = branch.children.slice();
  children.splice(indexOf(branch.bitmap, bit), (branch.bitmap & bit) === 0 ? 0 : 1, child);
  return { bitmap: branch.bitmap | bit, children };
}

/** The key is there. */
function remove<V>(node: TrieNode<V>, key: string, hash: number, shift: number): TrieNode<V> | null {
  if (isLeaf(node)) {
    const entries = node.entries.filter((entry) => entry[0] !== key);
    return entries.length === 0 ? null : { hash: node.hash, entries };
  }
  const bit = bitOf(hash, shift);
  const child = childOf(node, bit);
  if (child === null) return node;
  const shrunk = remove(child, key, hash, shift + BITS_PER_LEVEL);
  return shrunk === null ? withoutChild(node, bit) : collapsed(withChild(node, bit, shrunk));
}

function withoutChild<V>(branch: Branch<V>, bit: number): TrieNode<V> | null {
  const children = branch.children.slice();
  children.splice(indexOf(branch.bitmap, bit), 1);
  return children.length === 0 ? null : collapsed({ bitmap: branch.bitmap & ~bit, children });
}

function collapsed<V>(branch: Branch<V>): TrieNode<V> {
  const [only, second] = branch.children;
  return only !== undefined && second === undefined && isLeaf(only) ? only : branch;
}

/** FNV-1a over UTF-16 units, then mixed, so that the low bits of like names differ. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

function bitCount(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
