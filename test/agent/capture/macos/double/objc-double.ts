import type { ObjcRef, ObjectiveC, Selector } from '../../../../../agent/capture/macos/api/objective-c.ts';

/** How `objc_msgSend` has to be declared for a method: what it answers, and whether it takes a number. */
type Method =
  | { readonly shape: 'object'; readonly answer: () => ObjectDouble | null }
  | { readonly shape: 'objectFor'; readonly answer: (argument: number) => ObjectDouble | null }
  | { readonly shape: 'int32'; readonly answer: () => number }
  | { readonly shape: 'text'; readonly answer: () => string | null };

export type ObjectDouble = Readonly<Record<string, Method>>;

/** An `NSString`. */
export function nsString(text: string | null): ObjectDouble | null {
  return text === null ? null : { UTF8String: { shape: 'text', answer: () => text } };
}

/**
 * Objective-C's runtime: a message that an object does not know, or that is sent in another shape than the method's, ends a real
 * process, and throws here. What was answered is gone with its pool.
 */
export class ObjcDouble implements ObjectiveC {
  readonly classes = new Map<string, ObjectDouble>();
  readonly #objects = new Map<bigint, ObjectDouble>();
  readonly #selectors = new Map<bigint, string>();
  readonly #pools: bigint[][] = [];
  #next = 0x7000_0000n;

  get openPools(): number {
    return this.#pools.length;
  }

  classNamed(name: string): ObjcRef | null {
    const found = this.classes.get(name);
    return found === undefined ? null : this.#put(found);
  }

  selector(name: string): Selector {
    this.#next += 1n;
    this.#selectors.set(this.#next, name);
    return this.#next as Selector;
  }

  object(target: ObjcRef, selector: Selector): ObjcRef | null {
    const method = this.#method(target, selector, 'object');
    return this.#answer(method.answer());
  }

  objectFor(target: ObjcRef, selector: Selector, argument: number): ObjcRef | null {
    const method = this.#method(target, selector, 'objectFor');
    return this.#answer(method.answer(argument));
  }

  int32(target: ObjcRef, selector: Selector): number {
    return this.#method(target, selector, 'int32').answer();
  }

  text(target: ObjcRef, selector: Selector): string | null {
    return this.#method(target, selector, 'text').answer();
  }

  withPool<T>(run: () => T): T {
    this.#pools.push([]);
    try {
      return run();
    } finally {
      for (const each of this.#pools.pop() ?? []) this.#objects.delete(each);
    }
  }

  #method<Shape extends Method['shape']>(
    target: ObjcRef,
    selector: Selector,
    shape: Shape,
  ): Extract<Method, { shape: Shape }> {
    const object = this.#objects.get(target);
    if (object === undefined) throw new Error('a message to an object that is gone');
    const name = this.#selectors.get(selector) ?? '';
    const method = object[name];
    if (method === undefined) throw new Error(`unrecognized selector ${name}`);
    if (method.shape !== shape) throw new Error(`${name} is declared as ${shape}, and is ${method.shape}`);
    return method as Extract<Method, { shape: Shape }>;
  }

  #answer(object: ObjectDouble | null): ObjcRef | null {
    if (object === null) return null;
    const pool = this.#pools.at(-1);
    if (pool === undefined) throw new Error('an object without a pool leaks');
    const ref = this.#put(object);
    pool.push(ref);
    return ref;
  }

  #put(object: ObjectDouble): ObjcRef {
    this.#next += 8n;
    this.#objects.set(this.#next, object);
    return this.#next as ObjcRef;
  }
}
