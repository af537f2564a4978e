import type { ObjectStore } from '../../bucket/object-store.ts';
import type { Day, PersonId } from '../../core/ids.ts';
import type { DirectoryPerson } from '../../core/organisation/access.ts';
import { devicesToRead } from '../../core/organisation/devices.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Recovery } from '../../viewer/day/recovery.ts';
import { ViewerSession } from '../../viewer/open-viewer.ts';
import type { RecordedOn } from '../../viewer/ports.ts';
import { todayOf } from '../../viewer/session/presence-receipt.ts';
import { writeReceipt } from '../../viewer/session/receipt.ts';
import type { DayOpener } from './day-opener.ts';

/** A person as an opened day needs them. */
export type RecordedPerson = Pick<DirectoryPerson, 'person' | 'name' | 'zone' | 'devices' | 'erasures'>;

/** People, days and receipts, for a viewer by their directory or for recovery by people's cards. */
export interface DayFinder {
  /** `unread`: people whose cards are not the organisation's, and why. */
  people(): Promise<Result<{ readonly people: readonly RecordedPerson[]; readonly unread: readonly Problem[] }>>;
  person(person: PersonId): Promise<Result<RecordedPerson>>;
  days(person: RecordedPerson): Promise<Result<readonly Day[]>>;
  devices(person: RecordedPerson, day: Day): Promise<Result<RecordedOn>>;
  /** Tells the person that their list of days is read (`day` null), or that this day is opened and why. Nothing may be told before. */
  writeReceipt(person: RecordedPerson, day: Day | null, reason: string): Promise<Result<unknown>>;
}

export function finderFor(access: DayOpener, recovery: Recovery, store: ObjectStore): DayFinder {
  return access.own === null ? recoveryFinder(access, recovery, store) : viewerFinder(access.own, store);
}

function viewerFinder({ file, secrets }: NonNullable<DayOpener['own']>, store: ObjectStore): DayFinder {
  const seen = { directory: 0, organisation: 0 };
  const viewer = new ViewerSession({ file, secrets, store, now: () => Date.now(), seen });
  const asListed = async <T>({ person }: RecordedPerson, work: (listed: DirectoryPerson) => Promise<Result<T>>) => {
    const listed = await viewer.person(person);
    return listed.ok ? work(listed.value) : listed;
  };
  return {
    people: async () => {
      const directory = await viewer.directory();
      return directory.ok ? ok({ people: directory.value.people, unread: [] }) : directory;
    },
    person: (person) => viewer.person(person),
    days: (person) => asListed(person, (listed) => viewer.days(listed)),
    devices: (person, day) =>
      asListed(person, async (listed) => {
        const found = await viewer.listDay(listed, day);
        if (!found.ok) return found;
        const { devices, ...others } = found.value;
        return ok({ devices: devices.map(({ location }) => location.card), ...others });
      }),
    writeReceipt: (person, day, reason) =>
      asListed(person, (listed) => viewer.writeReceipt(listed, lookAt(person, day, reason))),
  };
}

function recoveryFinder({ signer, bucket }: DayOpener, recovery: Recovery, store: ObjectStore): DayFinder {
  return {
    people: () => recovery.people(),
    person: (person) => recovery.card(person),
    days: ({ person }) => recovery.days(person),
    devices: (person, day) => recovery.devices(person, day),
    writeReceipt: async (person, day, reason) => {
      if (signer === null) return fail(noSigner);
      const place = { store, prefix: bucket.prefix };
      return writeReceipt(
        place,
        signer,
        person.person,
        lookAt(person, day, reason),
        Date.now(),
        devicesToRead(person.devices),
      );
    },
  };
}

function lookAt(person: RecordedPerson, day: Day | null, reason: string) {
  const at = day ?? todayOf(person, Date.now());
  return { look: day === null ? 'presence' : 'day', day: at, to: at, reason, detail: null } as const;
}

const noSigner = problem('receipt-unsigned');
