import { LRUCache } from 'lru-cache';
import type { Day } from '../../core/ids.ts';
import type { KeyClass } from '../../core/organisation/retention.ts';
import { dayKeyFile } from '../../seal/day-key.ts';
import { at } from './at.ts';
import type { MadeFile } from './bucket/made-file.ts';
import { seededSeal } from './bucket/seeded-seal.ts';
import { type Cast, castOf } from './cast.ts';
import { type DatedDay, datedDays } from './dated-day.ts';
import { officeObjects } from './office-objects.ts';
import { type PersonDay, personDay } from './person-day.ts';
import { personObjects } from './person-objects.ts';
import { type Pictures, paintPictures } from './pictures.ts';
import { type OfficePlan, variantOf, variants } from './plan.ts';

/** Made of what is asked for, whenever and in whatever order it is asked for: the same bytes each time. */
export class Bodies {
  readonly plan: OfficePlan;
  readonly cast: Cast;
  readonly pictures: Pictures;
  readonly #datedDay: (variant: number, day: Day) => DatedDay;
  readonly #dated = new LRUCache<string, DatedDay>({ max: 4 * 92 });
  readonly #days = new LRUCache<string, PersonDay>({ max: 64 });

  private constructor(plan: OfficePlan, cast: Cast, pictures: Pictures) {
    this.plan = plan;
    this.cast = cast;
    this.pictures = pictures;
    this.#datedDay = datedDays(plan, cast);
  }

  static async open(plan: OfficePlan): Promise<Bodies> {
    const cast = await castOf(plan);
    return new Bodies(plan, cast, await paintPictures(plan, cast, variants));
  }

  /** The content of a made-up file. */
  async make({ kind, first, second, third }: MadeFile): Promise<Buffer> {
    switch (kind) {
      case 'office':
        return at(await officeObjects(this.plan, this.cast), second).make();
      case 'person':
        return at(await personObjects(this, first), second).make();
      case 'segment':
        return at(this.dated(first, second).segments, third).body;
      case 'link':
        return at(this.day(first, second).links, third).body;
      case 'pack':
        return this.day(first, second).pack;
      case 'summary':
        return this.day(first, second).sealedSummary;
      case 'key':
        return this.#key('days', first, second);
      case 'shots-key':
        return this.#key('shots', first, second);
      case 'shot':
        return at(at(this.pictures.shots, 0), third).body;
      case 'sheet':
        return at(at(this.pictures.sheets, 0), third).body;
    }
  }

  dated(variant: number, day: number): DatedDay {
    return kept(this.#dated, `${variant} ${day}`, () => this.#datedDay(variant, at(this.plan.days, day)));
  }

  day(worker: number, day: number): PersonDay {
    return kept(this.#days, `${worker} ${day}`, () => {
      const variant = variantOf(worker, day);
      const place = { worker, variant, day: at(this.plan.days, day) };
      return personDay(this.plan, this.cast, place, this.dated(variant, day), this.pictures);
    });
  }

  async #key(keyClass: KeyClass, worker: number, day: number): Promise<Buffer> {
    const { recovery, viewerIdentity, dayIdentity, employee } = this.cast;
    const { person, device } = at(this.plan.workers, worker);
    const file = dayKeyFile(dayIdentity.identity, { keyClass, person, device, day: at(this.plan.days, day) });
    // In the order in which an agent names them.
    const recipients = [viewerIdentity, ...recovery, await employee(worker)];
    return seededSeal(this.plan.seeded, `key ${keyClass} ${worker} ${day}`, recipients, file);
  }
}

/** What `made` holds under `name`, made now if it is not there. */
function kept<T extends object>(made: LRUCache<string, T>, name: string, make: () => T): T {
  const known = made.get(name) ?? make();
  made.set(name, known);
  return known;
}
