import type { AnswersReader } from '../bucket/answers.ts';
import type { ObjectStore } from '../bucket/object-store.ts';
import { entriesOf } from '../core/day-entries.ts';
import { viewOfDay } from '../core/day-view.ts';
import type { Day, PersonId, RecordId } from '../core/ids.ts';
import type { Answer, DeviceCard, PersonCard } from '../core/organisation.ts';
import { type Problem, problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { OnChange, Service } from '../ipc/contract.ts';
import type { ManagerContract, OpenedDay } from '../ipc/manager.ts';
import { type Identity, openWithPassphrase, readIdentityFile } from '../seal/age.ts';
import { leaveAnswer } from './answer.ts';
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

/** A day that was opened, with what an answer about it takes. */
interface OpenParts {
  readonly card: PersonCard;
  readonly devices: readonly DeviceCard[];
  readonly parts: readonly DevicePart[];
}

type GivenAnswer = Pick<Answer, 'person' | 'request' | 'approved' | 'note'>;

/** How many opened days stay in memory, for their pictures. */
const mostOpenDays = 8;

/** The service behind the manager's page. What is decrypted lives in memory and goes with the process. */
export function createManager({ file, openStore, clock }: ManagerOptions): Manager {
  const { prefix } = file.bucket;
  const store = openStore(file.bucket);
  const listeners = new Set<() => void>();
  const open = new Map<string, OpenParts>();
  const answers = new Map<PersonId, AnswersReader>();
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
        const part = open.get(dayName(person, day))?.parts.find((each) => each.device === device);
        if (part === undefined) return fail(notOpen);
        const webp = await from.picture(person, day, part, id);
        return webp.ok ? ok({ webp: Buffer.from(webp.value).toString('base64') }) : webp;
      }),
    answers: ({ person }) => reading((from) => readAnswers(from, person)),
    answer: (given) => reading(() => answer(given)),
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
    remember(dayName(person, day), { card: card.value, devices: devices.value, parts });
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

  async function readAnswers(from: Reader, person: PersonId): Promise<Result<Answer[]>> {
    let known = answers.get(person);
    if (known === undefined) {
      const card = await from.card(person);
      if (!card.ok) return card;
      known = from.answersTo(card.value);
      answers.set(person, known);
    }
    const read = await known.read();
    return read.ok ? ok(read.value.answers) : read;
  }

  /** Only what was seen can be answered: the entry is looked for in the days that are open. */
  async function answer({ person, request, approved, note }: GivenAnswer): Promise<Result<Answer>> {
    const days = [...open.values()].filter(({ card }) => card.person === person);
    if (days.length === 0) return fail(notOpen);
    const day = days.find(({ parts }) => parts.some(({ records }) => asksFor(records ?? [], request)));
    if (day === undefined) return fail(unknownRequest);
    const about = { format: 'plainsight-answer/1', person, request, at: clock.now(), viewer: file.viewer } as const;
    const made: Answer = { ...about, approved, note };
    const left = await leaveAnswer(
      { store, prefix, organisationKey: file.organisationKey },
      made,
      day.card,
      day.devices,
    );
    return left.ok ? ok(made) : left;
  }

  function remember(name: string, day: OpenParts): void {
    open.delete(name);
    open.set(name, day);
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
      answers.clear();
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

/** Whether an entry of these records waits, or waited, for an answer to `request`. */
function asksFor(records: NonNullable<DevicePart['records']>, request: RecordId): boolean {
  const entries = entriesOf(records, { windows: [], states: [] });
  return entries.some((entry) => entry.request === request && entry.needsApproval && !entry.isTakenBack);
}

const notOpen = problem('day-not-open', 'This day is not open.', 'Open the day again.');
const unknownRequest = problem(
  'request-unknown',
  'This entry is not on a day that is open, or it needs no answer.',
  'Open the day again: the person may have changed it meanwhile.',
);
const wrongPassphrase = problem(
  'wrong-passphrase',
  'This passphrase does not open your key.',
  'Type it again; upper and lower case matter.',
);
