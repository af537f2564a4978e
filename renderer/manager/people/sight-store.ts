import { type PersonId, personIdSchema } from '../../../core/ids.ts';

/** How far beyond the window rows are watched one by one; further away their part of the list is watched as a whole. */
const nearPx = 300;

/**
 * Whose rows are in sight. Each row hears of itself alone, and rows far away are not watched by themselves, so that scrolling a thousand of
 * them stays smooth.
 */
export class SightStore {
  readonly #onSight: (people: ReadonlySet<PersonId>) => void;
  readonly #listeners = new Map<PersonId, () => void>();
  readonly #parts: IntersectionObserver;
  readonly #rows: IntersectionObserver;
  #seen: ReadonlySet<PersonId> = new Set();

  /** `onSight` is told everybody in sight, whenever that changes. */
  constructor(onSight: (people: ReadonlySet<PersonId>) => void) {
    this.#onSight = onSight;
    this.#rows = new IntersectionObserver((changes) => this.#see(changes));
    this.#parts = new IntersectionObserver(
      (changes) => {
        for (const { target, isIntersecting } of changes) this.#near(target, isIntersecting);
      },
      { rootMargin: `${nearPx}px` },
    );
  }

  has(person: PersonId): boolean {
    return this.#seen.has(person);
  }

  /** Tells the row of one person when it comes into sight and when it goes. */
  subscribe(person: PersonId, listener: () => void): () => void {
    this.#listeners.set(person, listener);
    return () => this.#listeners.delete(person);
  }

  /** Watches a part of the list with the rows that it has now; answers how to stop. */
  observe(part: Element): () => void {
    this.#parts.observe(part);
    return () => {
      this.#parts.unobserve(part);
      this.#near(part, false);
    };
  }

  #near(part: Element, isNear: boolean): void {
    const rows = [...part.querySelectorAll('[data-person]')];
    for (const row of rows) isNear ? this.#rows.observe(row) : this.#rows.unobserve(row);
    if (!isNear) this.#see(rows.map((target) => ({ target, isIntersecting: false })));
  }

  #see(changes: readonly Pick<IntersectionObserverEntry, 'target' | 'isIntersecting'>[]): void {
    const seen = new Set(this.#seen);
    const changed: PersonId[] = [];
    for (const { target, isIntersecting } of changes) {
      const person = personIdSchema.safeParse(target.getAttribute('data-person'));
      if (!person.success || seen.has(person.data) === isIntersecting) continue;
      if (isIntersecting) seen.add(person.data);
      else seen.delete(person.data);
      changed.push(person.data);
    }
    if (changed.length === 0) return;
    this.#seen = seen;
    for (const person of changed) this.#listeners.get(person)?.();
    this.#onSight(seen);
  }
}
