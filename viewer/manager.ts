import type { ObjectStore } from '../bucket/object-store.ts';
import { viewOfDay } from '../core/day-view.ts';
import type { Day, PersonId } from '../core/ids.ts';
import type { PersonCard } from '../core/organisation.ts';
import { type Problem, problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { OnChange, Service } from '../ipc/contract.ts';
import type { ManagerContract, OpenedDay } from '../ipc/manager.ts';
import { type Identity, openWithPassphrase, readIdentityFile } from '../seal/age.ts';
import { type DevicePart, Reader } from './reader.ts';
import { leaveReceipt } from './receipt.ts';
import type { ViewerFile } from './viewer-file.ts';

export interface ManagerOptions {
  readonly file: ViewerFile;
  readonly openStore: (bucket: ViewerFile['bucket']) => ObjectStore;
  readonly clock: { now(): number };
}

export interface Manager {
  readonly service: Service<ManagerContract>;
  readonly onChange: OnChange;
  close(): void;
}

/** How many opened days stay in memory, for their pictures. */
const mostOpenDays = 8;

/** The service behind the manager's page. What is decrypted lives in memory and goes with the process. */
export function createManager({ file, openStore, clock }: ManagerOptions): Manager {
  const { prefix } = file.bucket;
  const store = openStore(file.bucket);
  const listeners = new Set<() => void>();
  const open = new Map<string, readonly DevicePart[]>();
  let reader: Reader | null = null;
  let trouble: Problem | null = null;

  const service: Service<ManagerContract> = {
    status: async () =>
      ok({
        phase: reader === null ? 'locked' : 'ready',
        organisation: file.organisation,
        viewer: file.viewer,
        problem: trouble,
      }),
    unlock: async ({ passphrase }) => {
      const identity = await unlocked(file, passphrase);
      if (identity === null) return fail(wrongPassphrase);
      reader = new Reader({ store, prefix, identity, organisationKey: file.organisationKey });
      for (const listener of listeners) listener();
      return ok(null);
    },
    people: () =>
      reading(async (from) => {
        const cards = await from.people();
        return cards.ok ? ok(cards.value.map(personOf).sort((a, b) => a.name.localeCompare(b.name))) : cards;
      }),
    days: ({ person }) =>
      reading(async (from) => {
        const days = await from.days(person);
        return days.ok ? ok(days.value.reverse().map((day) => ({ day, devices: [] }))) : days;
      }),
    openDay: ({ person, day, reason }) => reading((from) => openDay(from, person, day, reason)),
    picture: ({ person, day, device, id }) =>
      reading(async (from) => {
        const part = open.get(dayName(person, day))?.find((each) => each.device === device);
        if (part === undefined) return fail(problem('day-not-open', 'This day is not open.', 'Open the day again.'));
        const webp = await from.picture(person, day, part, id);
        return webp.ok ? ok({ webp: Buffer.from(webp.value).toString('base64') }) : webp;
      }),
  };

  async function reading<T>(work: (from: Reader) => Promise<Result<T>>): Promise<Result<T>> {
    if (reader === null) return fail(problem('locked', 'Your key is locked.', 'Enter your passphrase first.'));
    const result = await work(reader);
    trouble = result.ok || !result.problem.code.startsWith('store-') ? null : result.problem;
    return result;
  }

  async function openDay(from: Reader, person: PersonId, day: Day, reason: string): Promise<Result<OpenedDay>> {
    const card = await from.card(person);
    if (!card.ok) return card;
    const devices = await from.devices(card.value, day);
    if (!devices.ok) return devices;
    if (devices.value.length === 0)
      return fail(problem('day-empty', `Nothing was recorded on ${day}.`, 'Choose another day.'));
    // First the receipt, then the day: a view that cannot be recorded does not happen.
    const receiptAt = clock.now();
    const written = await leaveReceipt(
      { store, prefix },
      { format: 'plainsight-view/1', person, day, at: receiptAt, viewer: file.viewer, reason },
      devices.value,
    );
    if (!written.ok) return written;
    const parts: DevicePart[] = [];
    for (const device of devices.value) {
      const part = await from.open(person, day, device);
      if (!part.ok) return part;
      parts.push(part.value);
    }
    remember(dayName(person, day), parts);
    return ok({
      person: personOf(card.value),
      day,
      receiptAt,
      devices: parts.map(({ device, report, records, problem: why }) => ({
        device,
        chain: report,
        objects: report.objects,
        view: records === null ? null : viewOfDay(day, zoneOf(records) ?? card.value.zone ?? 'UTC', records),
        problem: why,
      })),
    });
  }

  function remember(name: string, parts: readonly DevicePart[]): void {
    open.delete(name);
    open.set(name, parts);
    const oldest = open.keys().next().value;
    if (open.size > mostOpenDays && oldest !== undefined) open.delete(oldest);
  }

  return {
    service,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      open.clear();
      listeners.clear();
      reader = null;
      store.close();
    },
  };
}

async function unlocked(file: ViewerFile, passphrase: string): Promise<Identity | null> {
  const opened = await openWithPassphrase(passphrase, file.identity);
  return opened === null ? null : readIdentityFile(opened);
}

function personOf({ person, name, zone }: PersonCard) {
  return { person, name, zone };
}

/** The zone that the day itself was recorded in. */
function zoneOf(records: NonNullable<DevicePart['records']>): string | null {
  return records.find((record) => record.kind === 'header')?.zone ?? null;
}

function dayName(person: PersonId, day: Day): string {
  return `${person} ${day}`;
}

const wrongPassphrase = problem(
  'wrong-passphrase',
  'This passphrase does not open your key.',
  'Type it again; upper and lower case matter.',
);
