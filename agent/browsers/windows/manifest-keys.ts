import type { AccountRegistry } from './account-registry.ts';

/** What a key said before it was ours lies beside it; empty: it was there and said nothing. */
const before = 'BeforePlainsight';
/** No key above is taken away. */
const root = 'Software';

/** The keys by which browsers on Windows find a manifest. */
export class ManifestKeys {
  readonly #registry: AccountRegistry;

  constructor(registry: AccountRegistry) {
    this.#registry = registry;
  }

  leadTo(keys: readonly string[], manifest: string): boolean {
    return keys.every((key) => this.#registry.read(key, '') === manifest);
  }

  /** What the person had there is kept. Throws an error with a code where it cannot be written. */
  point(keys: readonly string[], manifest: string): void {
    for (const key of keys) {
      const found = this.#registry.read(key, '');
      if (found === manifest) continue;
      if (this.#registry.has(key)) this.#registry.write(key, before, found ?? '');
      this.#registry.write(key, '', manifest);
    }
  }

  /** Puts back what was there, of keys that lead to this manifest. Throws as `point` does. */
  restore(keys: readonly string[], manifest: string): void {
    for (const key of keys) {
      if (this.#registry.read(key, '') !== manifest) continue;
      const had = this.#registry.read(key, before);
      if (had === null) this.#remove(key);
      else {
        if (had === '') this.#registry.erase(key, '');
        else this.#registry.write(key, '', had);
        this.#registry.erase(key, before);
      }
    }
  }

  /** With those above that are then empty, as they were made with it. */
  #remove(key: string): void {
    this.#registry.remove(key);
    const above = key.slice(0, key.lastIndexOf('\\'));
    if (above !== root && this.#registry.isEmpty(above)) this.#remove(above);
  }
}
