import type { ForeignLibrary } from '../../../../ffi/library.ts';

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

/** kCFStringEncodingUTF8. */
const utf8 = 0x08000100;
/** kCFNumberDoubleType. */
const asDouble = 13;
const doubleBytes = 8;

/** The functions above in the framework's own shapes. `Boolean` is a byte, `CFIndex` a long. */
export function bindCoreFoundation(library: ForeignLibrary): CoreFoundation {
  const release = library.declare<(ref: CfRef) => void>('void CFRelease(void *ref)');
  const typeId = library.declare<(ref: CfRef) => number>('ulong CFGetTypeID(void *ref)');
  const createString = library.declare<(allocator: null, text: string, encoding: number) => CfRef | null>(
    'void *CFStringCreateWithCString(void *allocator, const char *text, uint32 encoding)',
  );
  const stringLength = library.declare<(ref: CfRef) => number>('long CFStringGetLength(void *string)');
  const stringText = library.declare<(ref: CfRef, into: Buffer, bytes: number, encoding: number) => number>(
    'uint8 CFStringGetCString(void *string, void *buffer, long bytes, uint32 encoding)',
  );
  const numberValue = library.declare<(ref: CfRef, type: number, into: Buffer) => number>(
    'uint8 CFNumberGetValue(void *number, long type, void *value)',
  );
  const booleanValue = library.declare<(ref: CfRef) => number>('uint8 CFBooleanGetValue(void *boolean)');
  const arrayCount = library.declare<(ref: CfRef) => number>('long CFArrayGetCount(void *array)');
  const arrayValue = library.declare<(ref: CfRef, index: number) => CfRef | null>(
    'void *CFArrayGetValueAtIndex(void *array, long index)',
  );
  const dictionaryValue = library.declare<(ref: CfRef, key: CfRef) => CfRef | null>(
    'void *CFDictionaryGetValue(void *dictionary, void *key)',
  );
  const typeOf = (name: string) => library.declare<() => number>(`ulong ${name}()`);
  const types = [
    [typeOf('CFStringGetTypeID'), 'string'],
    [typeOf('CFNumberGetTypeID'), 'number'],
    [typeOf('CFBooleanGetTypeID'), 'boolean'],
    [typeOf('CFArrayGetTypeID'), 'array'],
    [typeOf('CFDictionaryGetTypeID'), 'dictionary'],
  ] as const;
  let kinds: ReadonlyMap<number, CfKind> | null = null;
  return {
    release,
    kindOf(ref) {
      kinds ??= new Map(types.map(([type, kind]) => [type(), kind]));
      return kinds.get(typeId(ref)) ?? null;
    },
    createString: (text) => createString(null, text, utf8),
    stringLength,
    stringText(string, bytes) {
      const buffer = Buffer.alloc(bytes);
      if (stringText(string, buffer, bytes, utf8) === 0) return null;
      const end = buffer.indexOf(0);
      return buffer.toString('utf8', 0, end < 0 ? bytes : end);
    },
    numberValue(number) {
      const value = Buffer.alloc(doubleBytes);
      return numberValue(number, asDouble, value) === 0 ? null : value.readDoubleLE(0);
    },
    booleanValue: (boolean) => booleanValue(boolean) !== 0,
    arrayCount,
    arrayValue,
    dictionaryValue,
  };
}
