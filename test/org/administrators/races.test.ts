import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { adminLogKey } from '../../../bucket/administration/log-layout.ts';
import { accessKey } from '../../../bucket/layout.ts';
import { accessSchema } from '../../../core/organisation/access.ts';
import { unwrap } from '../../../core/result.ts';
import { firstAccess } from '../../../org/access.ts';
import type { Administration } from '../../../org/administration.ts';
import { signersOf } from '../../../org/administration.ts';
import { newPerson } from '../../../org/enrolment.ts';
import { readDocument, readUnverified } from '../../../seal/signing.ts';
import type { MemoryStore } from '../../fixtures/memory-store.ts';
import { type AtWork, publish, twoAdministrators } from './administrators-scene.ts';

let store: MemoryStore;
let ada: AtWork;
let grace: AtWork;

beforeEach(async () => {
  ({ store, ada, grace } = await twoAdministrators());
});

/** With one person more. */
function enrolled(before: Administration, name: string): Administration {
  const known = newPerson({ name, zone: null });
  const access = firstAccess(known.person, [], 1, known.enrolmentKey);
  return { ...before, people: [...before.people, known], access: [...before.access, access] };
}

/** With a new version of what is asked for. */
function renamed(before: Administration, name: string): Administration {
  return { ...before, document: { ...before.document, name, version: before.document.version + 1 } };
}

const namesOf = ({ people }: Administration): string[] => people.map(({ name }) => name).sort();

async function change(who: AtWork, how: (before: Administration) => Administration): Promise<void> {
  const shared = who.begin();
  await publish(unwrap(await shared.write(how(unwrap(await shared.read())))), store);
  unwrap(await shared.settle());
}

test('what one did the other sees, and the other way round', async () => {
  await change(ada, (before) => enrolled(before, 'One'));
  await change(grace, (before) => enrolled(before, 'Two'));
  expect(namesOf(unwrap(await ada.begin().read()))).toEqual(['One', 'Two']);
  expect(namesOf(unwrap(await grace.begin().read()))).toEqual(['One', 'Two']);
  expect(unwrap(await ada.begin().read()).log).toEqual(unwrap(await grace.begin().read()).log);
});

test('two who change something else at once both have their way', async () => {
  const [one, two] = [ada.begin(), grace.begin()];
  const [first, second] = [unwrap(await one.read()), unwrap(await two.read())];
  unwrap(await one.write(enrolled(first, 'One')));
  const both = unwrap(await two.write(enrolled(second, 'Two')));
  expect(namesOf(both)).toEqual(['One', 'Two']);
  await publish(both, store);
  unwrap(await two.settle());
  unwrap(await one.settle());
  expect(namesOf(unwrap(await ada.begin().read()))).toEqual(['One', 'Two']);
});

test('of two who change the same at once the second changes nothing, and reads who did what', async () => {
  const [one, two] = [ada.begin(), grace.begin()];
  const [first, second] = [unwrap(await one.read()), unwrap(await two.read())];
  unwrap(await one.write(renamed(first, 'Ada’s')));
  const lost = await two.write(renamed(second, 'Grace’s'));
  expect(lost).toMatchObject({ ok: false, problem: { code: 'administration-changed' } });
  expect(JSON.stringify(lost)).toContain('Administrator 1: org test');
  expect(unwrap(await grace.begin().read()).document.name).toBe('Ada’s');
});

test('what was cut off before it was published the next one publishes, whoever that is', async () => {
  const cut = ada.begin();
  const after = unwrap(await cut.write(enrolled(unwrap(await cut.read()), 'One')));
  const [person] = after.people;
  if (person === undefined) throw new Error('nobody');
  expect(store.objects.has(accessKey('', person.person))).toBe(false);
  const read = unwrap(await grace.begin().read());
  const bytes = unwrap(await store.get(accessKey('', person.person)));
  const roster = signersOf(read);
  const signed = typeof roster === 'string' ? undefined : readDocument(bytes, [roster.keys[1] ?? ('' as never)]);
  expect(accessSchema.parse(signed).person).toBe(person.person);
});

test('an older copy that is published late does not stay over a newer one', async () => {
  await change(ada, (before) => enrolled(before, 'One'));
  const newer = (before: Administration): Administration => ({
    ...before,
    access: before.access.map((access) => ({ ...access, version: access.version + 1 })),
  });
  const slow = ada.begin();
  const older = unwrap(await slow.write(newer(unwrap(await slow.read()))));
  await change(grace, newer);
  await publish(older, store);
  const [access] = grace.kept.access;
  if (access === undefined) throw new Error('nobody');
  const version = async () => {
    const bytes = unwrap(await store.get(accessKey('', access.person)));
    return accessSchema.parse(readUnverified(bytes)).version;
  };
  expect(await version()).toBe(access.version - 1);
  unwrap(await slow.settle());
  expect(await version()).toBe(access.version);
});

test('an entry whose answer was lost is one’s own', async () => {
  const shared = ada.begin();
  const before = unwrap(await shared.read());
  const create = store.create.bind(store);
  let isLost = true;
  store.create = async (key, body, signal) => {
    const created = await create(key, body, signal);
    if (!isLost || !key.startsWith('admin/log/')) return created;
    isLost = false;
    return create(key, body, signal);
  };
  const after = unwrap(await shared.write(enrolled(before, 'One')));
  expect(after.log?.seq).toBe((before.log?.seq ?? 0) + 1);
});

describe('a log that is not what it was', () => {
  beforeEach(async () => {
    await change(ada, (before) => enrolled(before, 'One'));
    await change(ada, (before) => enrolled(before, 'Two'));
  });

  test.each<[string, () => Promise<void> | void, string]>([
    ['an entry that is gone from the middle', () => void store.objects.delete(adminLogKey('', 2)), 'admin-log-gap'],
    ['an end that is gone', () => void [3, 4].map((seq) => store.objects.delete(adminLogKey('', seq))), 'ok'],
    ['bytes', () => void store.objects.set(adminLogKey('', 3), Buffer.from('none')), 'administrator-removed'],
    [
      'an entry once more',
      async () => void store.objects.set(adminLogKey('', 5), unwrap(await store.get(adminLogKey('', 4)))),
      'admin-log-forked',
    ],
    [
      'two entries in each other’s place',
      async () => {
        const [third, fourth] = [
          unwrap(await store.get(adminLogKey('', 3))),
          unwrap(await store.get(adminLogKey('', 4))),
        ];
        store.objects.set(adminLogKey('', 3), fourth).set(adminLogKey('', 4), third);
      },
      'admin-log-forked',
    ],
  ])('%s, for one who has not followed it yet', async (_, spoil, code) => {
    const before = grace.kept;
    await spoil();
    const read = await grace.begin().read();
    expect(read.ok ? 'ok' : read.problem.code).toBe(code);
    if (!read.ok) expect(grace.kept).toBe(before);
  });

  test('an end that is gone, for one who knew it', async () => {
    unwrap(await grace.begin().read());
    store.objects.delete(adminLogKey('', 4));
    expect(await grace.begin().read()).toMatchObject({ ok: false, problem: { code: 'admin-log-shortened' } });
  });

  test('another history, for one who knew the first', async () => {
    const other = await twoAdministrators();
    unwrap(await grace.begin().read());
    for (const seq of [1, 2])
      store.objects.set(adminLogKey('', seq), unwrap(await other.store.get(adminLogKey('', seq))));
    store.objects.set(adminLogKey('', 4), unwrap(await other.store.get(adminLogKey('', 2))));
    expect(await grace.begin().read()).toMatchObject({ ok: false, problem: { code: 'admin-log-forked' } });
  });
});

test('any interleaving ends with both changes, or with one and a refusal that names it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.constantFrom('enrol' as const, 'rename' as const), { minLength: 2, maxLength: 4 }),
      async (scheduler, actions) => {
        const scene = await twoAdministrators();
        const slow = <Args extends unknown[], T>(call: (...args: Args) => Promise<T>) =>
          scheduler.scheduleFunction(call);
        const [get, list, create] = [scene.store.get, scene.store.list, scene.store.create].map((call) =>
          call.bind(scene.store),
        );
        Object.assign(scene.store, {
          get: slow(get as never),
          list: slow(list as never),
          create: slow(create as never),
        });
        const done: string[] = [];
        const work = actions.map(async (action, at) => {
          const who = at % 2 === 0 ? scene.ada : scene.grace;
          const shared = who.begin();
          const before = await shared.read();
          if (!before.ok) throw new Error(before.problem.code);
          const name = `Name ${at}`;
          const kept = await shared.write(
            action === 'enrol' ? enrolled(before.value, name) : renamed(before.value, name),
          );
          if (kept.ok) done.push(`${action} ${name}`);
          else expect(kept.problem.code).toBe('administration-changed');
          // Nobody is refused for somebody whom another one enrolled.
          if (action === 'enrol') expect(kept.ok).toBe(true);
        });
        await scheduler.waitFor(Promise.all(work));
        Object.assign(scene.store, { get, list, create });
        const end = unwrap(await scene.ada.begin().read());
        expect(unwrap(await scene.grace.begin().read()).log).toEqual(end.log);
        const wanted = done.filter((each) => each.startsWith('enrol')).map((each) => each.slice('enrol '.length));
        expect(namesOf(end)).toEqual(wanted.sort());
        // Every notice that was not refused is a version of its own.
        expect(end.document.version - 2).toBe(done.filter((each) => each.startsWith('rename')).length);
      },
    ),
    { numRuns: 25 },
  );
});
