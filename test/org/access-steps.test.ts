import { beforeEach, expect, test } from 'vitest';
import { accessKey, cardKey, directoryKey } from '../../bucket/layout.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, unwrap } from '../../core/result.ts';
import { everyDay } from '../../org/access.ts';
import { type AccessSteps, giveAccess, removeViewer, takeAccess } from '../../org/access-steps.ts';
import { type Administration, administrationSchema, spansOf } from '../../org/administration.ts';
import { enrolPerson } from '../../org/enrolment.ts';
import { createOrganisation } from '../../org/organisation.ts';
import { newViewer } from '../../org/viewers.ts';
import { MemoryStore, unreachable } from '../fixtures/memory-store.ts';
import { controller } from '../fixtures/organisation/offices.ts';

const stuck = problem('disk-full', { folder: 'here' });
/** What was done, in order: a step, and how many days of the person the viewer had by the administration then. */
let log: string[];
let before: Administration;
let change: { viewer: ReturnType<typeof viewerOf>; people: Administration['people'][number]['person'][]; at: number };

const viewerOf = ({ viewers: [first] }: Administration) => first?.certificate.viewer ?? ('' as never);

beforeEach(async () => {
  log = [];
  const { signing, document } = await createOrganisation({ name: 'Test', controller });
  const person = unwrap(await enrolPerson({ signing, document }, { name: 'One', zone: 'UTC' }, new MemoryStore(), ''));
  const { certificate } = await newViewer({ document }, 'Lead', 1);
  before = administrationSchema.parse({
    ...{ signing, document, people: [person] },
    viewers: [{ certificate, version: 1, accessKeyId: null, user: null }],
  });
  change = { viewer: certificate.viewer, people: [person.person], at: 5 };
});

/** Steps that write down that they are taken; the one called `failing` does not work. */
function steps(failing = ''): AccessSteps {
  const take = (step: string, administration?: Administration) => {
    const spans =
      administration === undefined
        ? ''
        : ` ${spansOf(administration, change.viewer, change.people[0] ?? ('' as never)).length}`;
    const isGone = administration?.viewers.length === 0 ? ' gone' : '';
    log.push(step + spans + isGone);
    return step === failing ? fail(stuck) : ok(undefined);
  };
  return {
    file: {
      write: async (administration) => {
        const taken = take('write', administration);
        return taken.ok ? ok(administration) : taken;
      },
      settle: async () => ok(undefined),
    },
    credential: { follow: (administration) => take('credential', administration), remove: () => void take('remove') },
    prefix: '',
    withStore: async (work) => {
      const store = new MemoryStore();
      if (failing === 'publish') store.refuse = () => unreachable;
      const done = await work(store);
      const keys = [
        accessKey('', change.people[0] ?? ('' as never)),
        cardKey('', change.people[0] ?? ('' as never)),
        directoryKey('', change.viewer),
      ];
      log.push(`publish ${keys.filter((key) => store.objects.has(key)).length}`);
      return done;
    },
    rewrap: async (administration) => {
      const taken = take('rewrap', administration);
      return taken.ok ? ok(['one day']) : taken;
    },
  };
}

test('giving writes the administration, then follows the credential, publishes, and seals anew', async () => {
  expect(await giveAccess(before, { ...change, span: everyDay }, steps())).toEqual(ok(['one day']));
  expect(log).toEqual(['write 1', 'credential 1', 'publish 3', 'rewrap 1']);
});

test('taking goes the same way', async () => {
  expect(await takeAccess(before, { ...change, span: everyDay }, steps())).toEqual(ok(['one day']));
  expect(log).toEqual(['write 0', 'credential 0', 'publish 3', 'rewrap 0']);
});

test('the keys of past days are left alone where that is not asked for', async () => {
  expect(await giveAccess(before, { ...change, span: everyDay }, { ...steps(), rewrap: null })).toEqual(ok([]));
  expect(log).toEqual(['write 1', 'credential 1', 'publish 3']);
});

test('removing takes the credential first and the viewer out of the administration last', async () => {
  expect(await removeViewer(before, change, steps())).toEqual(ok(['one day']));
  expect(log).toEqual(['remove', 'write 0', 'publish 3', 'rewrap 0', 'write 0 gone']);
});

test.each([
  ['write', ['write 1']],
  ['credential', ['write 1', 'credential 1']],
  ['publish', ['write 1', 'credential 1', 'publish 0']],
  ['rewrap', ['write 1', 'credential 1', 'publish 3', 'rewrap 1']],
])('giving ends at the first step that fails: %s', async (failing, expected) => {
  expect((await giveAccess(before, { ...change, span: everyDay }, steps(failing))).ok).toBe(false);
  expect(log).toEqual(expected);
});

test.each([
  ['write', ['remove', 'write 0']],
  ['publish', ['remove', 'write 0', 'publish 0']],
  ['rewrap', ['remove', 'write 0', 'publish 3', 'rewrap 0']],
])('a viewer who is being removed stays known until all else is done: %s', async (failing, expected) => {
  expect((await removeViewer(before, change, steps(failing))).ok).toBe(false);
  expect(log).toEqual(expected);
});
