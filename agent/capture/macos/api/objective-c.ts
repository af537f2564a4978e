import type { ForeignLibrary } from '../../../../ffi/library.ts';

declare const isObjc: unique symbol;
/** The address of an object or a class of Objective-C; never nil. */
export type ObjcRef = bigint & { readonly [isObjc]: true };
declare const isSelector: unique symbol;
export type Selector = bigint & { readonly [isSelector]: true };

/**
 * The runtime of Objective-C. `objc_msgSend` is declared once for each shape of call that is made:
 * declared as variadic it would pass arguments on the stack, where arm64 does not look. Pages:
 * developer.apple.com/documentation/objectivec/…
 */
export interface ObjectiveC {
  /** `objc_getclass(_:)`. Null: no such class, so that its framework is not loaded. */
  classNamed(name: string): ObjcRef | null;
  /** `sel_registername(_:)`. Cannot fail. */
  selector(name: string): Selector;
  /** `objc_msgSend` as `id (id, SEL)`. Null: nil. */
  object(target: ObjcRef, selector: Selector): ObjcRef | null;
  /** `objc_msgSend` as `id (id, SEL, int32)`. Null: nil. */
  objectFor(target: ObjcRef, selector: Selector, argument: number): ObjcRef | null;
  /** `objc_msgSend` as `int32 (id, SEL)`. */
  int32(target: ObjcRef, selector: Selector): number;
  /** `objc_msgSend` as `const char *(id, SEL)`: UTF-8, copied. Null: NULL. */
  text(target: ObjcRef, selector: Selector): string | null;
  /**
   * `objc_autoreleasePoolPush` and `…Pop` (clang, "Automatic Reference Counting", runtime support):
   * what is answered within `run` is borrowed, and gone after it.
   */
  withPool<T>(run: () => T): T;
}

/** The functions above. `frameworks` are those whose classes are asked for: each is loaded first. */
export function bindObjectiveC(library: ForeignLibrary, frameworks: readonly ForeignLibrary[]): ObjectiveC {
  const classNamed = library.declare<(name: string) => ObjcRef | null>('void *objc_getClass(const char *name)');
  const register = library.declare<(name: string) => Selector>('void *sel_registerName(const char *name)');
  const push = library.declare<() => bigint>('void *objc_autoreleasePoolPush()');
  const pop = library.declare<(pool: bigint) => void>('void objc_autoreleasePoolPop(void *pool)');
  const selectors = new Map<string, Selector>();
  let areLoaded = false;
  return {
    classNamed(name) {
      if (!areLoaded) for (const each of frameworks) each.load();
      areLoaded = true;
      return classNamed(name);
    },
    selector(name) {
      const known = selectors.get(name) ?? register(name);
      selectors.set(name, known);
      return known;
    },
    object: library.declare<ObjectiveC['object']>('void *objc_msgSend(void *target, void *selector)'),
    objectFor: library.declare<ObjectiveC['objectFor']>(
      'void *objc_msgSend(void *target, void *selector, int32 argument)',
    ),
    int32: library.declare<ObjectiveC['int32']>('int32 objc_msgSend(void *target, void *selector)'),
    text: library.declare<ObjectiveC['text']>('const char *objc_msgSend(void *target, void *selector)'),
    withPool(run) {
      const pool = push();
      try {
        return run();
      } finally {
        pop(pool);
      }
    },
  };
}
