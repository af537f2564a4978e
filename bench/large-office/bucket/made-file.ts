/**
 * The names of the files behind a made-up office's objects. They say what has to be made: the index names millions of files of which few are
 * ever read. 32 hexadecimal digits, as the store's own names; none of these is drawn by chance.
 */
export const madeKinds = {
  /** Of the office: `second` tells which. */
  office: 'd0',
  /** Of the person at `first`: `second` tells which. */
  person: 'd1',
  /** Of all who had a day of the variant `first` on the day at `second`. */
  segment: 'd2',
  /** Of the day at `second` of the person at `first`. */
  link: 'd3',
  pack: 'd4',
  summary: 'd5',
  key: 'd6',
  /** The key of that day's pictures. */
  'shots-key': 'd9',
  /** Of everybody. */
  shot: 'd7',
  sheet: 'd8',
} as const;
export type MadeKind = keyof typeof madeKinds;

export interface MadeFile {
  readonly kind: MadeKind;
  readonly first: number;
  readonly second: number;
  readonly third: number;
}

export function fileOf({ kind, first, second, third }: MadeFile): string {
  return `${madeKinds[kind]}${hex(first)}${hex(second)}${hex(third)}${mark}`;
}

/** What the file `name` holds, or null when it is none of these. */
export function madeFileOf(name: string): MadeFile | null {
  const parts = /^(d[0-9])([0-9a-f]{8})([0-9a-f]{8})([0-9a-f]{8})([0-9a-f]{6})$/.exec(name);
  const kind = (Object.keys(madeKinds) as MadeKind[]).find((each) => madeKinds[each] === parts?.[1]);
  if (parts === null || kind === undefined || parts[5] !== mark) return null;
  const [first = 0, second = 0, third = 0] = parts.slice(2, 5).map((part) => Number.parseInt(part, 16));
  return { kind, first, second, third };
}

export function hex(number: number): string {
  return number.toString(16).padStart(8, '0');
}

/** Where the names of files that the store draws have anything: one in 16 million has this. */
export const mark = 'abacab';
