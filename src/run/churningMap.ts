/** At least this many entries are removed before the others move to a new map. */
const MIN_REMOVED = 16;

/**
 * A map whose entries come and go all the time. In V8 a map that makes room for new entries leaves its former table with a
 * link to the next one: once one of them is old, what was removed stays in memory until the next full collection, and
 * each of the many small ones copies it. So the entries move from time to time to a new map, to which no table has a link.
 */
export class ChurningMap<K, V> implements ReadonlyMap<K, V> {
  private held = new Map<K, V>();
  private removed = 0;

  get size(): number {
    return this.held.size;
  }

  get(key: K): V | undefined {
    return this.held.get(key);
  }

  has(key: K): boolean {
    return this.held.has(key);
  }

  set(key: K, value: V): void {
    this.held.set(key, value);
  }

  delete(key: K): void {
    if (!this.held.delete(key)) return;
    if (++this.removed < Math.max(this.held.size / 2, MIN_REMOVED)) return;
    this.removed = 0;
    this.held = new Map(this.held);
  }

  forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    this.held.forEach((value, key) => visit(value, key, this));
  }

  keys(): MapIterator<K> {
    return this.held.keys();
  }

  values(): MapIterator<V> {
    return this.held.values();
  }

  entries(): MapIterator<[K, V]> {
    return this.held.entries();
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.held.entries();
  }
}
