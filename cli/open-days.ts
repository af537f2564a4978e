import type { ObjectStore } from '../bucket/object-store.ts';
import type { DirectoryPerson } from '../core/access.ts';
import type { ConfirmedDevice } from '../core/devices.ts';
import type { Day, PersonId } from '../core/ids.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { ViewerSession } from '../viewer/open-viewer.ts';
import type { RecordedOn } from '../viewer/ports.ts';
import type { Reader } from '../viewer/reader.ts';
import { leaveReceipt } from '../viewer/receipt.ts';
import type { Access } from './open-access.ts';

/** A person as an opened day needs them. */
export type Opened = Pick<DirectoryPerson, 'person' | 'name' | 'zone' | 'devices'>;

/** People, days and receipts, for a viewer by their directory or for recovery by people's cards. */
export interface DayFinder {
  people(): Promise<Result<readonly Opened[]>>;
  person(person: PersonId): Promise<Result<Opened>>;
  days(person: Opened): Promise<Result<readonly Day[]>>;
  devices(person: Opened, day: Day): Promise<Result<RecordedOn>>;
  /** Tells the person that this day is opened, and why. */
  leaveReceipt(person: Opened, day: Day, reason: string, devices: readonly ConfirmedDevice[]): Promise<Result<unknown>>;
}

export function finderFor(access: Access, reader: Reader, store: ObjectStore): DayFinder {
  return access.own === null ? recoveryFinder(access, reader, store) : viewerFinder(access.own, store);
}

function viewerFinder({ file, secrets }: NonNullable<Access['own']>, store: ObjectStore): DayFinder {
  const seen = { directory: 0, organisation: 0 };
  const viewer = new ViewerSession({ file, secrets, store, now: () => Date.now(), seen });
  const asListed = async <T>({ person }: Opened, work: (listed: DirectoryPerson) => Promise<Result<T>>) => {
    const listed = await viewer.person(person);
    return listed.ok ? work(listed.value) : listed;
  };
  return {
    people: async () => {
      const directory = await viewer.directory();
      return directory.ok ? ok(directory.value.people) : directory;
    },
    person: (person) => viewer.person(person),
    days: (person) => asListed(person, (listed) => viewer.days(listed)),
    devices: (person, day) =>
      asListed(person, async (listed) => {
        const found = await viewer.devicesOn(listed, day);
        if (!found.ok) return found;
        const { devices, unconfirmed } = found.value;
        return ok({ devices: devices.map(({ card }) => card), unconfirmed });
      }),
    leaveReceipt: (person, day, reason) =>
      asListed(person, (listed) => viewer.leaveReceipt(listed, lookAt(day, reason))),
  };
}

function recoveryFinder({ signer, bucket }: Access, reader: Reader, store: ObjectStore): DayFinder {
  return {
    people: () => reader.people(),
    person: (person) => reader.card(person),
    days: ({ person }) => reader.days(person),
    devices: (person, day) => reader.devices(person, day),
    leaveReceipt: async ({ person }, day, reason, devices) => {
      if (signer === null) return fail(noSigner);
      const { prefix } = bucket;
      return leaveReceipt({ store, prefix }, signer, person, lookAt(day, reason), Date.now(), devices);
    },
  };
}

function lookAt(day: Day, reason: string) {
  return { look: 'day', day, to: day, reason, detail: null } as const;
}

const noSigner = problem(
  'receipt-unsigned',
  'Nobody signs the receipt, so nothing is opened.',
  'Give --folder DIR with the organisation’s keys; for a copy of the bucket that cannot be written to, --no-receipt.',
);
