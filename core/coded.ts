import { z } from 'zod';

/** The values of each code, with schemas. A code and a name, once shipped, keep their meaning. */
export type CodeTable = Readonly<Record<string, Readonly<Record<string, z.ZodType>>>>;

/** A code of a table with the values that it takes. The words for it are in `messages/`. */
export interface Coded<Code extends string = string> {
  readonly code: Code;
  readonly values: CodedValues;
}

export interface CodedValues {
  readonly [name: string]: string | number | Coded;
}

/** The values of a code as an argument: left out where it takes none. */
export type ValuesArgument<Taken> = keyof Taken extends never
  ? []
  : [values: { readonly [Name in keyof Taken]: Taken[Name] extends z.ZodType ? z.output<Taken[Name]> : never }];

const anyCoded = z.object({
  code: z.string().regex(/^[a-z0-9-]{1,80}$/),
  values: z.record(z.string(), z.unknown()),
});

/** Reads what comes from outside. An unknown code, or other values, become `unknown(code)`. */
export function codedSchema<Told extends Coded>(table: CodeTable, unknown: (code: string) => Told): z.ZodType<Told> {
  // Made when a code is first read: a day holds many of few codes.
  const schemas = new Map<string, z.ZodType>();
  const schemaOf = (code: string): z.ZodType | undefined => {
    const taken = Object.hasOwn(table, code) ? table[code] : undefined;
    const schema = schemas.get(code) ?? (taken === undefined ? undefined : z.strictObject(taken));
    if (schema !== undefined) schemas.set(code, schema);
    return schema;
  };
  return anyCoded.transform(({ code, values }) =>
    schemaOf(code)?.safeParse(values).success === true ? ({ code, values } as unknown as Told) : unknown(code),
  );
}
