import { describe, expect, test } from 'vitest';
import { type AdministratorId, administratorIdSchema } from '../../core/ids.ts';
import type { RosterStep } from '../../core/organisation/roster.ts';
import { newKeyPair } from '../../seal/age.ts';
import { randomId } from '../../seal/random-id.ts';
import { foundingRoster, type Roster, readOrganisationBy, rosterAfter, stepHash } from '../../seal/roster.ts';
import { newSigningPair, type SigningPair, signDocument } from '../../seal/signing.ts';

interface Somebody {
  readonly administrator: AdministratorId;
  readonly signing: SigningPair;
  readonly claim: string;
}

const { recipient } = await newKeyPair();
const founder = newSigningPair();
const organisationKey = founder.publicKey;
const ada = somebody(founder);
const grace = somebody();
const mallory = somebody();

function somebody(signing = newSigningPair(), administrator = randomId(administratorIdSchema)): Somebody {
  const claim = { format: 'plainsight-administrator/1', administrator, publicKey: signing.publicKey, recipient, at: 1 };
  return { administrator, signing, claim: base64(signDocument(claim, signing.privateKey)) };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** The step after `before`, with what is said differently. */
function step(before: readonly string[], by: Somebody, said: Partial<RosterStep>): string {
  const last = before.at(-1);
  const content: RosterStep = {
    format: 'plainsight-roster/1',
    ...{ organisationKey, version: before.length + 1, previous: last === undefined ? null : stepHash(last) },
    ...{ at: 1, adds: [], removes: [], ...said },
  };
  return base64(signDocument(content, by.signing.privateKey));
}

const first = step([], ada, { adds: [ada.claim, grace.claim] });
const second = step([first], grace, { removes: [ada.administrator] });

function taken(steps: readonly string[], from: Roster = foundingRoster(organisationKey)): Roster {
  const roster = rosterAfter(from, steps);
  if (typeof roster === 'string') throw new Error(roster);
  return roster;
}

test('one step makes two administrators, and the next leaves one: who is gone signs nothing more', () => {
  expect(taken([first]).keys).toEqual([founder.publicKey, grace.signing.publicKey]);
  const now = taken([first, second]);
  expect(now.keys).toEqual([grace.signing.publicKey]);
  expect(now.ever).toEqual([founder.publicKey, grace.signing.publicKey]);
  expect(now.organisationKey).toBe(organisationKey);
});

test('who was offline for ten versions walks all of them at once, and one by one to the same', () => {
  const people = Array.from({ length: 10 }, () => somebody());
  const steps = [first];
  for (const [at, each] of people.entries())
    steps.push(
      step(steps, people[at - 1] ?? grace, {
        adds: [each.claim],
        removes: at === 0 ? [] : [people[at - 1]?.administrator ?? each.administrator],
      }),
    );
  const atOnce = taken(steps);
  let oneByOne = foundingRoster(organisationKey);
  for (let count = 1; count <= steps.length; count++) oneByOne = taken(steps.slice(0, count), oneByOne);
  expect(atOnce).toEqual(oneByOne);
  expect(atOnce.keys).toContain(people.at(-1)?.signing.publicKey);
  expect(atOnce.keys).not.toContain(people[0]?.signing.publicKey);
});

test('an administrator who comes with a new key has that one alone', () => {
  const renewed = somebody(newSigningPair(), grace.administrator);
  const roster = taken([first, step([first], grace, { adds: [renewed.claim] })]);
  expect(roster.keys).toEqual([founder.publicKey, renewed.signing.publicKey]);
});

describe('steps that lead nowhere', () => {
  const unsignedClaim = base64(
    signDocument(
      {
        format: 'plainsight-administrator/1',
        administrator: mallory.administrator,
        publicKey: grace.signing.publicKey,
        recipient,
        at: 1,
      },
      mallory.signing.privateKey,
    ),
  );
  test.each<[string, readonly string[], string]>([
    ['of somebody who is no administrator', [step([], mallory, { adds: [mallory.claim] })], 'unsigned'],
    [
      'of an administrator who was removed',
      [first, second, step([first, second], ada, { adds: [mallory.claim] })],
      'unsigned',
    ],
    ['that skips a version', [first, step([first], ada, { version: 3 })], 'unsigned'],
    ['that follows another step', [first, step([first], ada, { previous: '0'.repeat(64) })], 'unsigned'],
    [
      'of another organisation',
      [step([], ada, { organisationKey: mallory.signing.publicKey, adds: [ada.claim] })],
      'unsigned',
    ],
    [
      'that leaves nobody',
      [first, step([first], ada, { removes: [ada.administrator, grace.administrator] })],
      'unsigned',
    ],
    ['with a key that its holder did not sign', [first, step([first], ada, { adds: [unsignedClaim] })], 'unsigned'],
    ['with a key that another has', [first, step([first], ada, { adds: [somebody(grace.signing).claim] })], 'unsigned'],
    ['that are bytes', ['AAAA'], 'unsigned'],
  ])('%s', (_, steps, refusal) => {
    expect(rosterAfter(foundingRoster(organisationKey), steps)).toBe(refusal);
  });

  test('fewer than are known, or others than are known', () => {
    const known = taken([first, second]);
    expect(rosterAfter(known, [first])).toBe('outdated');
    expect(rosterAfter(known, [])).toBe('outdated');
    expect(rosterAfter(known, [first, step([first], ada, { removes: [grace.administrator] })])).toBe('forked');
    expect(rosterAfter(known, [step([], ada, { adds: [ada.claim, mallory.claim] })])).toBe('forked');
  });
});

describe('the organisation’s document', () => {
  const signedBy = (who: Somebody, roster?: readonly string[]) =>
    signDocument(
      { format: 'plainsight-org/1', version: 9, ...(roster === undefined ? {} : { roster }) },
      who.signing.privateKey,
    );

  test.each<[string, Uint8Array, readonly string[], string]>([
    ['of an administrator', signedBy(grace, [first]), [], 'taken'],
    ['of one who stays', signedBy(grace, [first, second]), [first], 'taken'],
    ['of one who is removed by the steps in it', signedBy(ada, [first, second]), [], 'unsigned'],
    ['of one who was removed, with the steps of before that', signedBy(ada, [first]), [first, second], 'outdated'],
    ['of one who was removed, without any', signedBy(ada), [first, second], 'outdated'],
    ['of somebody else', signedBy(mallory, [first]), [], 'unsigned'],
    ['that is none', Buffer.from('{}'), [], 'unsigned'],
  ])('%s', (_, bytes, known, is) => {
    const read = readOrganisationBy(bytes, taken(known));
    expect(typeof read === 'string' ? read : 'taken').toBe(is);
  });
});
