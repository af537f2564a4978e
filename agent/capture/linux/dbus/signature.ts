/** What the bytes of another program say that the D-Bus specification does not allow, or more of it than is read here. */
export class DBusViolation extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'DBusViolation';
  }
}

const fixedCodes = ['y', 'b', 'n', 'q', 'i', 'u', 'x', 't', 'd', 'h'] as const;
const textCodes = ['s', 'o', 'g'] as const;

export type BasicCode = (typeof fixedCodes)[number] | (typeof textCodes)[number];

/** One complete type. A dictionary is an array of `entry`. */
export type DBusType =
  | { readonly kind: 'basic'; readonly code: BasicCode }
  | { readonly kind: 'variant' }
  | { readonly kind: 'array'; readonly of: DBusType }
  | { readonly kind: 'struct'; readonly fields: readonly DBusType[] }
  | { readonly kind: 'entry'; readonly key: BasicCode; readonly value: DBusType };

const longestSignature = 255;
/** Arrays within arrays, and structs within structs, each. */
const mostNested = 32;

/**
 * The complete types of a signature, in their order; none for the empty one. Throws `DBusViolation`
 * for what is no signature.
 */
export function typesOf(signature: string): readonly DBusType[] {
  if (signature.length > longestSignature) throw new DBusViolation('a signature is too long');
  const types: DBusType[] = [];
  let at = 0;
  while (at < signature.length) types.push(next(0, 0));
  return types;

  function next(arrays: number, structs: number): DBusType {
    const code = signature[at];
    at += 1;
    if (code === undefined) throw new DBusViolation('a signature ends in the middle of a type');
    if (isBasic(code)) return { kind: 'basic', code };
    if (code === 'v') return { kind: 'variant' };
    if (code === 'a') {
      if (arrays === mostNested) throw new DBusViolation('arrays are nested too deep');
      return { kind: 'array', of: signature[at] === '{' ? entry(arrays + 1, structs) : next(arrays + 1, structs) };
    }
    if (code !== '(') throw new DBusViolation('a signature has a type that there is not');
    if (structs === mostNested) throw new DBusViolation('structs are nested too deep');
    const fields: DBusType[] = [];
    while (signature[at] !== ')') fields.push(next(arrays, structs + 1));
    at += 1;
    if (fields.length === 0) throw new DBusViolation('a struct is empty');
    return { kind: 'struct', fields };
  }

  function entry(arrays: number, structs: number): DBusType {
    const key = signature[at + 1];
    if (structs === mostNested) throw new DBusViolation('structs are nested too deep');
    if (key === undefined || !isBasic(key)) throw new DBusViolation('the key of a dictionary is no basic type');
    at += 2;
    const value = next(arrays, structs + 1);
    if (signature[at] !== '}') throw new DBusViolation('an entry of a dictionary has not two types');
    at += 1;
    return { kind: 'entry', key, value };
  }
}

/** The one type of a signature that must name exactly one. */
export function oneTypeOf(signature: string): DBusType {
  const [type, ...others] = typesOf(signature);
  if (type === undefined || others.length > 0) throw new DBusViolation('a signature names not one type');
  return type;
}

/** Where a value of this type may begin: at a multiple of so many bytes. */
export function alignmentOf(type: DBusType): 1 | 2 | 4 | 8 {
  if (type.kind === 'variant') return 1;
  if (type.kind === 'array') return 4;
  if (type.kind === 'struct' || type.kind === 'entry') return 8;
  return basicAlignment[type.code];
}

export const basicAlignment: Readonly<Record<BasicCode, 1 | 2 | 4 | 8>> = {
  ...{ y: 1, g: 1, n: 2, q: 2, b: 4, i: 4, u: 4, h: 4, s: 4, o: 4, x: 8, t: 8, d: 8 },
};

function isBasic(code: string): code is BasicCode {
  return [...fixedCodes, ...textCodes].some((each) => each === code);
}
