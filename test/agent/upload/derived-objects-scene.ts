import { expect, onTestFinished } from 'vitest';
import type { DayKeeper } from '../../../agent/day/day-keeper.ts';
import { Uploader } from '../../../agent/upload/uploader.ts';
import type { Vault } from '../../../agent/vault/vault.ts';
import { dayObjectKey, deviceStatusKey } from '../../../bucket/layout.ts';
import { type Day, daySchema } from '../../../core/ids.ts';
import type { Organisation } from '../../../core/organisation/organisation.ts';
import type { Recipient } from '../../../core/organisation/recipient.ts';
import { unwrap } from '../../../core/result.ts';
import { hourMs, minuteMs } from '../../../core/time/calendar.ts';
import { createOrganisation } from '../../../org/organisation.ts';
import { type KeyPair, newKeyPair } from '../../../seal/age.ts';
import { newSigningPair, signerOf } from '../../../seal/signing.ts';
import { keeperOf } from '../../fixtures/agent/keepers.ts';
import { countsAt, openVault, settle } from '../../fixtures/agent/vaults.ts';
import { device, person } from '../../fixtures/day/chains.ts';
import { derivedObjectsOver, deviceStatusIn } from '../../fixtures/day/derived-objects.ts';
import { manualAt } from '../../fixtures/day/entries.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { controller } from '../../fixtures/organisation/offices.ts';

export const day = daySchema.parse('2026-06-01');
export const next = daySchema.parse('2026-06-02');
export const noon = Date.parse(`${day}T12:00:00Z`);
export const midnight = Date.parse(`${next}T00:00:00Z`);

export const keyOf = (name: string, of: Day = day) => dayObjectKey('', { person, day: of, device }, name);
export const latest = deviceStatusKey('', person, device);

export interface Place {
  readonly vault: Vault;
  readonly keeper: DayKeeper;
  readonly store: MemoryStore;
  readonly employee: KeyPair;
  readonly publicKey: ReturnType<typeof newSigningPair>['publicKey'];
  readonly time: { now: number };
  readonly problems: string[];
  organisation: Organisation;
  viewers: (day: Day) => Recipient[];
  /** Another uploader over the same vault, as after a restart. */
  open(): Uploader;
  /** Sends what is due, and waits for nothing. */
  send(uploader: Uploader): Promise<void>;
}

export async function newPlace(): Promise<Place> {
  const vault = openVault();
  const employee = await newKeyPair();
  const signing = newSigningPair();
  const keeper = await keeperOf(vault, { employee, sign: signerOf(signing.privateKey), holdMs: () => 10 * minuteMs });
  const { document } = await createOrganisation({
    name: 'Test',
    controller,
    categories: [{ id: 'tools', name: { en: 'Tools' }, match: [{ app: 'editor' }] }],
  });
  const time = { now: noon };
  const store = new MemoryStore();
  const place: Place = {
    vault,
    keeper,
    store,
    employee,
    publicKey: signing.publicKey,
    time,
    problems: [],
    organisation: document,
    viewers: () => [],
    open() {
      const clock = { now: () => time.now };
      const given = { vault, keeper, store, person, device, employee, privateKey: signing.privateKey };
      const postUpload = derivedObjectsOver(
        {
          ...given,
          organisation: () => place.organisation,
          always: () => [employee.recipient, ...place.organisation.recovery],
        },
        { clock, viewers: (of) => place.viewers(of), onProblem: ({ code }) => void place.problems.push(code) },
      );
      const { outbox } = vault;
      const options = { folder: vault.folder, outbox, store, clock, random: () => 0.5, onChange: () => {}, postUpload };
      const uploader = new Uploader(options);
      onTestFinished(() => uploader.stop());
      return uploader;
    },
    async send(uploader) {
      uploader.kick();
      await expect.poll(() => uploader.isIdle).toBe(true);
    },
  };
  return place;
}

export const window = (start: number) =>
  ({
    kind: 'window',
    start,
    end: start + minuteMs,
    appId: 'editor',
    appName: 'Editor',
    title: 't',
    site: null,
    withheld: null,
  }) as const;

/** Records at `at` of which the hold is over at once: the day is moved along ten minutes later. */
export async function keep({ keeper, time }: Place, at: number): Promise<void> {
  unwrap(await keeper.keep(keeper.dayOf(at), [window(at), countsAt(at)], at));
  time.now = at + 10 * minuteMs;
  unwrap(await keeper.advance(time.now, 0));
}
export const readLatest = (place: Place, who: KeyPair = place.employee) =>
  deviceStatusIn(place.store, { person, device }, who.identity, place.publicKey);

export const noonOf = (day: Day) => Date.parse(`${day}T12:00:00Z`);

/** A day that was recorded and is over. */
export async function close(place: Place, day: Day): Promise<void> {
  await keep(place, noonOf(day));
  place.time.now = noonOf(day) + 14 * hourMs;
  await settle(place.vault, place.keeper, place.time.now);
}

/** An hour is added to a day by hand, and its hold is over. */
export async function correct(place: Place, day: Day): Promise<void> {
  const at = place.time.now;
  const noon = noonOf(day);
  unwrap(await place.keeper.keepEntry(day, manualAt(noon, noon + hourMs, { at, needsApproval: true }), at));
  place.time.now += 10 * minuteMs;
  unwrap(await place.keeper.advance(place.time.now, 0));
}
