import { describe, expect, test } from 'vitest';
import { accessKey, orgKey } from '../../../bucket/layout.ts';
import { accessSchema } from '../../../core/organisation/access.ts';
import { unwrap } from '../../../core/result.ts';
import { firstAccess } from '../../../org/access.ts';
import type { Administration } from '../../../org/administration.ts';
import { withOwnNextKeys, withoutAdministrator } from '../../../org/administrators/roster-changes.ts';
import type { SharedAdministration } from '../../../org/administrators/shared-administration.ts';
import { newPerson } from '../../../org/enrolment.ts';
import { foundingRoster, readOrganisationBy } from '../../../seal/roster.ts';
import { readDocument } from '../../../seal/signing.ts';
import { type AtWork, join, publish, twoAdministrators } from './administrators-scene.ts';

/** What a killed process throws at its next step. */
const killed = new Error('killed');

type Scene = Awaited<ReturnType<typeof twoAdministrators>>;

async function put(shared: SharedAdministration, after: Administration, { store }: Scene): Promise<void> {
  await publish(unwrap(await shared.write(after)), store);
  unwrap(await shared.settle());
}

async function enrol(scene: Scene): Promise<void> {
  const shared = scene.ada.begin();
  const before = unwrap(await shared.read());
  const known = newPerson({ name: `Person ${before.people.length}`, zone: null });
  const access = firstAccess(known.person, [], 1, known.enrolmentKey);
  await put(shared, { ...before, people: [...before.people, known], access: [...before.access, access] }, scene);
}

async function rotate(scene: Scene): Promise<void> {
  const shared = scene.ada.begin();
  await put(shared, await withOwnNextKeys(unwrap(await shared.readWithNextKeys()), 1), scene);
}

async function remove(scene: Scene): Promise<void> {
  const shared = scene.ada.begin();
  const before = unwrap(await shared.readWithSelf());
  const isThere = before.administrators.some(({ name }) => name === 'Grace');
  if (isThere) await put(shared, unwrap(await withoutAdministrator(before, 'Grace', 1)), scene);
}

/** Kills at the nth request from now on, before or after it is carried out: whoever was killed does nothing more. */
function killAt({ store }: Scene, step: number, isAfter: boolean): { readonly isKilled: () => boolean; end(): void } {
  let count = 0;
  let isKilled = false;
  const whole = { put: store.put, create: store.create, get: store.get, list: store.list };
  for (const [name, call] of Object.entries(whole)) {
    const counted = async (...args: unknown[]): Promise<unknown> => {
      count += 1;
      isKilled ||= count === step;
      if (isKilled && !(isAfter && count === step)) throw killed;
      const done = await (call as (...given: unknown[]) => Promise<unknown>).apply(store, args);
      if (isKilled) throw killed;
      return done;
    };
    Object.assign(store, { [name]: counted });
  }
  return { isKilled: () => isKilled, end: () => void Object.assign(store, whole) };
}

/** Whoever pinned the organisation's key before takes everything that is published. */
async function expectWhole({ store, organisationKey }: Scene, by: AtWork): Promise<Administration> {
  const now = unwrap(await by.begin().read());
  const read = readOrganisationBy(unwrap(await store.get(orgKey(''))), foundingRoster(organisationKey));
  if (typeof read === 'string') throw new Error(read);
  expect(read.document).toEqual(JSON.parse(JSON.stringify(now.document)));
  for (const { person, version } of now.access) {
    const signed = readDocument(unwrap(await store.get(accessKey('', person))), read.roster.keys);
    expect(accessSchema.parse(signed).version).toBe(version);
  }
  return now;
}

describe.each<[string, (scene: Scene) => Promise<void>, (end: Administration) => void]>([
  ['enrolling', enrol, (end) => expect(end.people.length).toBeGreaterThanOrEqual(2)],
  ['a new key', rotate, (end) => expect(end.next).toBeUndefined()],
  [
    'removing',
    remove,
    (end) => expect(end.administrators.map(({ name }) => name)).toEqual(['Administrator 1', 'Third']),
  ],
])('%s', (_, act, isDone) => {
  test.each([false, true])(
    'cut off at every step (after it: %s) goes on when it is given again, and nothing is half',
    async (isAfter) => {
      let [step, isOver] = [0, false];
      while (!isOver) {
        step += 1;
        const scene = await twoAdministrators();
        const third = await join('Third', scene.grace, scene.store);
        await enrol(scene);
        const kill = killAt(scene, step, isAfter);
        await act(scene).catch((error: unknown) => expect(error).toBe(killed));
        kill.end();
        isOver = !kill.isKilled();
        // The other one finds nothing half, whatever was cut off.
        const between = await expectWhole(scene, third);
        await act(scene);
        isDone(await expectWhole(scene, scene.ada));
        expect(between.people.length).toBeGreaterThan(0);
      }
      expect(step).toBeGreaterThan(4);
    },
    120_000,
  );
});

test('who exchanged their key reads what was done before, and goes on with the others', async () => {
  const scene = await twoAdministrators();
  await enrol(scene);
  await rotate(scene);
  await rotate(scene);
  const now = await expectWhole(scene, scene.ada);
  expect(now.self?.earlier).toHaveLength(2);
  expect((await expectWhole(scene, scene.grace)).log).toEqual(now.log);
  const third = await join('Third', scene.grace, scene.store);
  expect(unwrap(await third.begin().read()).log).toEqual(unwrap(await scene.ada.begin().read()).log);
});
