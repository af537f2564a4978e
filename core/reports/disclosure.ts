/**
 * Statistical disclosure control of one table of sums over the same people (Hundepool et al.,
 * Statistical Disclosure Control, 2012, ch. 4). A cell holds what each person contributed, in the
 * same order of people in each cell; its sum is what would be shown.
 */
export interface SumCell<Key> {
  readonly key: Key;
  readonly parts: readonly number[];
}

/** Whether a sum may be shown: minimum frequency `smallest`; dominance of at most half. */
export function isSafe(parts: readonly number[], smallest: number): boolean {
  const contributed = parts.filter((part) => part > 0);
  return contributed.length >= smallest && 2 * Math.max(...contributed) <= sumOf(contributed);
}

export interface ShownTable<Key> {
  /** Largest first. */
  readonly shown: readonly SumCell<Key>[];
  /** What is left of the total: nothing, or a safe sum as well. */
  readonly rest: readonly number[];
}

/**
 * The cells that may be shown beside their total. Whoever has the total can subtract, so what is
 * left of it is a cell too: while it is something and not safe, it takes in the smallest that is
 * still shown (complementary suppression). Then each sum and each difference of the total and any
 * cells is a sum of safe cells, and so safe itself. Null: none may be shown, or the cells are more
 * than the total. `isWorth` leaves out of what is shown what nobody would miss there.
 */
export function shownTable<Key>(
  total: readonly number[],
  cells: readonly SumCell<Key>[],
  smallest: number,
  isWorth: (sum: number) => boolean,
): ShownTable<Key> | null {
  const shown = cells
    .filter(({ parts }) => isSafe(parts, smallest) && isWorth(sumOf(parts)))
    .sort((a, b) => sumOf(b.parts) - sumOf(a.parts));
  let rest = shown.reduce<readonly number[]>(
    (left, { parts }) => left.map((part, at) => part - (parts[at] ?? 0)),
    total,
  );
  while (shown.length > 0) {
    if (rest.some((part) => part < 0)) return null;
    if (sumOf(rest) === 0 || isSafe(rest, smallest)) return { shown, rest };
    const taken = shown.pop();
    rest = rest.map((part, at) => part + (taken?.parts[at] ?? 0));
  }
  return null;
}

export function sumOf(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + part, 0);
}
