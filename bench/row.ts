/** One line of the bench's table. `ours` and `theirs` in `unit`; `ratio` is ours / theirs. `target` in words, `met` by the row's own rule. */
export interface Row {
  readonly id: string;
  readonly ours: number;
  readonly theirs: number;
  readonly ratio: number;
  readonly unit: string;
  readonly target: string;
  readonly met: boolean;
  /** What was compared with what, in a few words. */
  readonly against: string;
}

export interface Measurement {
  readonly id: string;
  /** Answers the row asked for first; others that came out of the same run may follow it. */
  run(say: (text: string) => void): Promise<Row[]>;
}

/** What was measured of ours, and of what it is compared with. */
export interface Compared {
  readonly ours: number;
  readonly theirs: number;
}

/** One row, but for what was compared. */
export function row(
  id: string,
  { ours, theirs }: Compared,
  unit: string,
  target: string,
  met: boolean,
): Omit<Row, 'against'> {
  return { id, ours, theirs, ratio: ours / theirs, unit, target, met };
}

/** Rows whose figures are compared with the same. */
export function rowsAgainst(against: string, ...rows: readonly Omit<Row, 'against'>[]): Row[] {
  return rows.map((each) => ({ ...each, against }));
}

/** The medians of what was measured in turns. */
export function medians(ours: readonly number[], theirs: readonly number[]): Compared {
  return { ours: median(ours), theirs: median(theirs) };
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which `part` (from 0 to 1) of the others are. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** CPU time (user and system, all threads of this process) that `work` took, in ms. */
export async function cpuOf(work: () => Promise<unknown> | unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
