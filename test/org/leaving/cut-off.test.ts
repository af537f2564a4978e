import { describe, expect, test } from 'vitest';
import { accessKey } from '../../../bucket/layout.ts';
import { type DeviceId, daySchema, deviceIdSchema, type PersonId } from '../../../core/ids.ts';
import { accessSchema } from '../../../core/organisation/access.ts';
import { ok, type Result, unwrap } from '../../../core/result.ts';
import { firstAccess } from '../../../org/access.ts';
import { putIntoEffect } from '../../../org/access-steps.ts';
import { type Administration, accessOf, administrationSchema } from '../../../org/administration.ts';
import { SharedAdministration } from '../../../org/administrators/shared-administration.ts';
import { confirmDevice } from '../../../org/devices.ts';
import { newPerson } from '../../../org/enrolment.ts';
import { endDevice, endPerson, takeBack } from '../../../org/leaving/last-days.ts';
import { createOrganisation } from '../../../org/organisation.ts';
import { readDocument } from '../../../seal/signing.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { controller } from '../../fixtures/organisation/offices.ts';
import { madeRecipient } from '../../fixtures/organisation/recipients.ts';
import { publish } from '../administrators/administrators-scene.ts';

/** What a killed process throws at its next step. */
const killed = new Error('killed');
const day = daySchema.parse('2026-06-02');
const device: DeviceId = deviceIdSchema.parse('a'.repeat(26));

/** One administrator's folder and bucket, where each request, each write of the folder and each change of the credential is a step. */
async function newScene() {
  const store = new MemoryStore();
  const { signing, document } = await createOrganisation({ name: 'Example', controller });
  const known = newPerson({ name: 'One', zone: null });
  const { person } = known;
  const access = [firstAccess(person, [], 1, known.enrolmentKey)];
  const enrolled = administrationSchema.parse({ signing, document, people: [known], access });
  const card = { format: 'plainsight-device/2', person, device, publicKey: 'A'.repeat(60), at: 1 } as const;
  let kept = confirmDevice(enrolled, { ...card, recipient: madeRecipient() }, 1);
  /** What the credential of the computer follows. */
  let credential: Administration = kept;
  let killing: { at: number; isAfter: boolean } | null = null;
  let count = 0;
  let isKilled = false;

  async function step<T>(work: () => T | Promise<T>): Promise<T> {
    count += 1;
    isKilled ||= killing !== null && count === killing.at;
    if (isKilled && !(killing?.isAfter === true && count === killing.at)) throw killed;
    const done = await work();
    if (isKilled) throw killed;
    return done;
  }

  const counted = new MemoryStore();
  for (const name of ['get', 'put', 'create', 'list'] as const) {
    const call = (...args: unknown[]): Promise<unknown> =>
      step(() => (store[name] as (...given: unknown[]) => Promise<unknown>).apply(store, args));
    Object.assign(counted, { [name]: call });
  }
  const begin = () =>
    new SharedAdministration({
      file: {
        isThere: true,
        read: async () => ok(kept),
        write: (content): Promise<Result<void>> =>
          step(() => {
            kept = administrationSchema.parse(JSON.parse(JSON.stringify(content)));
            return ok(undefined);
          }),
      },
      did: 'org test',
      now: () => 9,
      withPlace: (work) => work({ store: counted, prefix: '' }),
    });

  /** As the command does it. */
  async function act(change: (before: Administration, person: PersonId) => Administration): Promise<void> {
    const file = begin();
    const after = change(unwrap(await file.read()), person);
    unwrap(
      await putIntoEffect(
        after,
        { people: [person], viewers: [], at: 9 },
        {
          ...{ file, prefix: '', withStore: (work) => work(counted), rewrap: null },
          credential: {
            follow: (administration) => {
              if (isKilled) throw killed;
              credential = administration;
              return ok(undefined);
            },
            remove: () => {},
          },
        },
      ),
    );
  }

  const first = begin();
  unwrap(await first.write(kept));
  await publish(kept, store);
  unwrap(await first.settle());
  return {
    act,
    person,
    kill: (at: number, isAfter: boolean) => {
      [killing, count, isKilled] = [{ at, isAfter }, 0, false];
    },
    /** Whether it was; the next process lives. */
    revive: (): boolean => {
      const was = isKilled;
      [killing, isKilled] = [null, false];
      return was;
    },
    read: async () => unwrap(await begin().read()),
    published: async () =>
      accessSchema.parse(readDocument(unwrap(await store.get(accessKey('', person))), signing.publicKey)),
    credential: () => credential,
  };
}

const revoke = (before: Administration, person: PersonId): Administration =>
  endDevice(before, { person, device }, { why: 'revoked', day, otherwise: day, at: 9 }).administration;
const end = (before: Administration, person: PersonId): Administration =>
  endPerson(before, person, { day, otherwise: day, at: 9 }).administration;
const again = (before: Administration, person: PersonId): Administration =>
  endDevice(takeBack(before, person, 9), { person, device }, { why: 'replaced', day, otherwise: day, at: 9 })
    .administration;

describe.each([
  ['revoking', revoke, 'revoked'],
  ['ending', end, 'left'],
  ['enrolling again', again, 'replaced'],
] as const)('%s', (_, change, why) => {
  test.each([false, true])(
    'cut off at every request and every write (after it: %s) is done or not, and given again it goes on',
    async (isAfter) => {
      let [step, isOver] = [0, false];
      const seen = new Set<boolean>();
      while (!isOver) {
        step += 1;
        const scene = await newScene();
        scene.kill(step, isAfter);
        await scene.act(change).catch((error: unknown) => expect(error).toBe(killed));
        isOver = !scene.revive();
        // Whoever comes next finds it whole: in the folder and in the bucket, or in neither.
        const between = await scene.read();
        const known = accessOf(between, scene.person);
        const told = await scene.published();
        expect(told).toEqual(JSON.parse(JSON.stringify(known)));
        seen.add(known.devices[0]?.last !== undefined);
        await scene.act(change);
        const last = { day, why, at: 9 };
        const now = await scene.published();
        expect(now.devices.map((each) => each.last)).toEqual([last]);
        expect(now.left).toEqual(why === 'left' ? { day, at: 9 } : undefined);
        expect(now.version).toBe(3);
        expect(now.changes?.filter(({ change: { what } }) => what === 'last-day' || what === 'left')).toHaveLength(1);
        expect(accessOf(scene.credential(), scene.person).devices[0]?.last).toEqual(last);
      }
      expect(step).toBeGreaterThan(6);
      expect(seen).toEqual(new Set([false, true]));
    },
    120_000,
  );
});
