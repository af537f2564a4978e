import type { CfKind, CfRef, CoreFoundation } from '../../../../../agent/capture/macos/api/core-foundation.ts';

/** What a test puts in: an object becomes a dictionary, an array an array; `Other` is a kind that no sensor knows. */
export type CfValue = string | number | boolean | Other | readonly CfValue[] | { readonly [key: string]: CfValue };

export class Other {
  readonly name = 'some other kind';
}

/** A text that holds half of a surrogate pair cannot be said in UTF-8. */
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

interface CfObject {
  readonly value: CfValue;
  readonly made: string;
  readonly children: CfRef[];
  /** Null: borrowed, it lives as long as what holds it. */
  owners: number | null;
  isGone: boolean;
}

/**
 * CoreFoundation's objects by its rules of ownership: what was created or copied has one owner, what was got has none. Using what is
 * gone, giving up what one does not own, and reading one kind as another end a real process, and throw here.
 */
export class CfHeap implements CoreFoundation {
  readonly #objects = new Map<bigint, CfObject>();
  #next = 0x6000_0000n;

  /** As a function with Create or Copy in its name answers it. */
  create(value: CfValue, made: string): CfRef {
    const ref = this.#put(value, made);
    this.#of(ref).owners = 1;
    return ref;
  }

  /** What was created and never given up: a leak. */
  get leaks(): string[] {
    return [...this.#objects.values()].flatMap(({ owners, made }) => ((owners ?? 0) > 0 ? [made] : []));
  }

  release(ref: CfRef): void {
    const object = this.#of(ref);
    if (object.owners === null) throw new Error(`${object.made} is borrowed, and was released`);
    object.owners -= 1;
    if (object.owners === 0) this.#free(ref);
  }

  kindOf(ref: CfRef): CfKind | null {
    const { value } = this.#of(ref);
    if (value instanceof Other) return null;
    if (Array.isArray(value)) return 'array';
    return typeof value === 'object' ? 'dictionary' : (typeof value as 'string' | 'number' | 'boolean');
  }

  createString(text: string): CfRef | null {
    return loneSurrogate.test(text) ? null : this.create(text, `the string ${text}`);
  }

  stringLength(ref: CfRef): number {
    return this.#as<string>(ref, 'string').length;
  }

  stringText(ref: CfRef, bytes: number): string | null {
    const text = this.#as<string>(ref, 'string');
    return loneSurrogate.test(text) || Buffer.byteLength(text) + 1 > bytes ? null : text;
  }

  numberValue(ref: CfRef): number | null {
    return this.#as<number>(ref, 'number');
  }

  booleanValue(ref: CfRef): boolean {
    return this.#as<boolean>(ref, 'boolean');
  }

  arrayCount(ref: CfRef): number {
    return this.#as<readonly CfValue[]>(ref, 'array').length;
  }

  arrayValue(ref: CfRef, index: number): CfRef | null {
    const values = this.#as<readonly CfValue[]>(ref, 'array');
    if (!(index >= 0 && index < values.length)) throw new RangeError(`${index} of an array of ${values.length}`);
    return this.#borrow(ref, values[index] as CfValue, `element ${index}`);
  }

  dictionaryValue(ref: CfRef, key: CfRef): CfRef | null {
    const values = this.#as<{ readonly [key: string]: CfValue }>(ref, 'dictionary');
    const name = this.#as<string>(key, 'string');
    return Object.hasOwn(values, name) ? this.#borrow(ref, values[name] as CfValue, `the value of ${name}`) : null;
  }

  valueOf(ref: CfRef): CfValue {
    return this.#of(ref).value;
  }

  #as<T>(ref: CfRef, kind: CfKind): T {
    if (this.kindOf(ref) !== kind) throw new TypeError(`${this.#of(ref).made} is no ${kind}`);
    return this.#of(ref).value as T;
  }

  #borrow(holder: CfRef, value: CfValue, made: string): CfRef {
    const ref = this.#put(value, made);
    this.#of(holder).children.push(ref);
    return ref;
  }

  #put(value: CfValue, made: string): CfRef {
    this.#next += 0x20n;
    this.#objects.set(this.#next, { value, made, children: [], owners: null, isGone: false });
    return this.#next as CfRef;
  }

  #of(ref: CfRef): CfObject {
    const object = this.#objects.get(ref);
    if (object === undefined) throw new Error(`${ref} is no object`);
    if (object.isGone) throw new Error(`${object.made} is used after it was released`);
    return object;
  }

  #free(ref: CfRef): void {
    const object = this.#of(ref);
    object.isGone = true;
    for (const child of object.children) this.#free(child);
  }
}
