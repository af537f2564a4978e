import type { ActivityRecord, HeaderRecord, SensorReport } from '../../core/day/activity.ts';
import type { Instant } from '../../core/time/interval.ts';

export interface DayHeaderOptions {
  /** Everything of a header but its time and sensors. */
  readonly facts: () => Promise<Omit<HeaderRecord, 'kind' | 'at' | 'sensors'>>;
  readonly reports: () => readonly SensorReport[];
  readonly now: () => Instant;
  readonly onError: (where: string, error: unknown) => void;
}

/** The settings that records were made under: before a day's first record, and on change. */
export class DayHeader {
  readonly #options: DayHeaderOptions;
  #facts: Omit<HeaderRecord, 'kind' | 'at' | 'sensors'> | null = null;
  #written = '';
  #isDue = false;

  constructor(options: DayHeaderOptions) {
    this.#options = options;
  }

  /** Looks at the facts again, such as after a decision about consent. */
  async renew(): Promise<void> {
    const { facts, onError } = this.#options;
    const found = await facts().catch((error) => onError('header', error));
    if (found === undefined) return;
    this.#facts = found;
    if (this.#text() !== this.#written) this.#isDue = true;
  }

  /** A new day has begun: it says everything anew. */
  startDay(): void {
    this.#isDue = true;
  }

  /**
   * A day's records as they are kept: with a header before them when one is due, and nothing at all
   * while there is only the state of sensors to tell. Else an agent to which nothing was agreed
   * would still leave days behind, and a refusal would show.
   */
  before(records: readonly ActivityRecord[]): readonly ActivityRecord[] {
    if (records.every(({ kind }) => kind === 'sensor')) {
      if (records.length > 0) this.#isDue = true;
      return [];
    }
    if (!this.#isDue || this.#facts === null) return records;
    this.#isDue = false;
    this.#written = this.#text();
    const sensors = this.#options.reports().map((report) => ({ ...report }));
    return [{ kind: 'header', ...this.#facts, at: this.#options.now(), sensors }, ...records];
  }

  #text(): string {
    return JSON.stringify([this.#facts, this.#options.reports()]);
  }
}
