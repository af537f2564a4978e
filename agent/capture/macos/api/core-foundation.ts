/**
 * CoreFoundation, as far as the sensors read what others made: strings, numbers, booleans, arrays,
 * dictionaries. Pages: developer.apple.com/documentation/corefoundation/…
 *
 * Ownership ("The Create Rule", "The Get Rule" of the Memory Management Programming Guide for Core
 * Foundation): what a function with Create or Copy in its name answers is released exactly once;
 * what one with Get answers is borrowed from what holds it, and never released.
 */
declare const isCf: unique symbol;
/** The address of an object of CoreFoundation; never NULL, which `CFRelease` ends the process at. */
export type CfRef = bigint & { readonly [isCf]: true };

/** Which kind of object a reference is of: a getter of another kind would end the process. */
export type CfKind = 'string' | 'number' | 'boolean' | 'array' | 'dictionary';

export interface CoreFoundation {
  /** `cfrelease`: gives up one ownership. Cannot fail; a second time for one ownership crashes later. */
  release(ref: CfRef): void;
  /** `cfgettypeid(_:)` against `cfstringgettypeid()` and its like; null: some other kind. */
  kindOf(ref: CfRef): CfKind | null;
  /** `cfstringcreatewithcstring(_:_:_:)`, UTF-8. Owned by the caller. Null: no memory, or not UTF-8. */
  createString(text: string): CfRef | null;
  /** `cfstringgetlength(_:)`: in UTF-16 units. */
  stringLength(string: CfRef): number;
  /**
   * `cfstringgetcstring(_:_:_:_:)`, UTF-8, into `bytes` bytes with the ending zero among them. Null:
   * it takes more bytes, or holds what UTF-8 cannot say (half of a surrogate pair).
   */
  stringText(string: CfRef, bytes: number): string | null;
  /** `cfnumbergetvalue(_:_:_:)` as kCFNumberDoubleType. Null: the value does not fit, which is said by false. */
  numberValue(number: CfRef): number | null;
  /** `cfbooleangetvalue(_:)`. Cannot fail. */
  booleanValue(boolean: CfRef): boolean;
  /** `cfarraygetcount(_:)`. */
  arrayCount(array: CfRef): number;
  /** `cfarraygetvalueatindex(_:_:)`: borrowed. An index that is not below the count ends the process. */
  arrayValue(array: CfRef, index: number): CfRef | null;
  /** `cfdictionarygetvalue(_:_:)`: borrowed. Null: the key is not there. */
  dictionaryValue(dictionary: CfRef, key: CfRef): CfRef | null;
}
