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
