import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceGrant, viewerGrant } from '../../bucket/access.ts';
import { type Grant, isAllowed } from '../../bucket/embedded/authorisation.ts';
import { idFromRandom, personIdSchema, viewerIdSchema } from '../../core/ids.ts';
import { bucketPolicy, identityPolicies, type Policy, type Statement } from '../../org/bucket-policy.ts';

const id = (fill: number) => idFromRandom(new Uint8Array(26).fill(fill));
const people = [1, 2, 3].map((n) => personIdSchema.parse(id(n)));
const [personOne = people[0] as never, personTwo = people[0] as never] = people;
const viewer = viewerIdSchema.parse(id(4));
const place = { bucket: 'b-1', prefix: 'office/' };

function limited(grant: Grant) {
  if (grant.role !== 'limited') throw new Error('an owner needs no policy');
  return grant;
}

const device = limited(deviceGrant(place.bucket, place.prefix, personOne));
const lead = limited(viewerGrant(place.bucket, place.prefix, viewer, [personOne, personTwo]));
const nobody = limited(viewerGrant(place.bucket, place.prefix, viewer, []));

/** As IAM decides: what is denied is denied, what is not allowed is denied too. `of` is a user, for statements that name some. */
function decides(
  policies: readonly Policy[],
  action: string,
  resource: string,
  listed: string | null,
  of?: string,
): boolean {
  const applies = ({ Principal, Action = [], Resource, NotResource, Condition }: Statement): boolean =>
    (Principal === undefined || Principal.AWS.includes(`arn:aws:iam:::user/${of}`)) &&
    [Action].flat().some((each) => like(each, action)) &&
    (Resource === undefined || Resource.some((each) => like(each, resource))) &&
    (NotResource === undefined || !NotResource.some((each) => like(each, resource))) &&
    (Condition?.StringLike?.['s3:prefix'] ?? ['*']).some((each) =>
      listed !== null || each === '*' ? like(each, listed ?? '') : false,
    );
  const found = policies.flatMap(({ Statement }) => Statement).filter(applies);
  return found.some(({ Effect }) => Effect === 'Allow') && !found.some(({ Effect }) => Effect === 'Deny');
}

function like(pattern: string, text: string): boolean {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(text);
}

const word = fc.constantFrom(
  'days',
  'views',
  'requests',
  'latest',
  'devices',
  'consent',
  'card.age',
  'access.json',
  'x',
  '',
  'days/a',
);
const name = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('office/people/', 'people/', 'office/'),
      fc.constantFrom(...people, 'short', `${personOne}x`),
      word,
      word,
    )
    .map(([base, person, folder, rest]) => `${base}${person}/${folder}/${rest}`),
  fc.constantFrom(
    'office/org.json',
    'office/org.jsonx',
    'org.json',
    `office/viewers/${viewer}/directory.age`,
    'office/viewers/',
    'office/people/',
    '',
  ),
  fc
    .constantFrom(...people)
    .chain((person) =>
      fc.constantFrom('card.age', 'access.json', 'card.agex', 'days/').map((rest) => `office/people/${person}/${rest}`),
    ),
);

describe.each([
  ['a device', device],
  ['a viewer', lead],
  ['a viewer of nobody', nobody],
] as const)('the policies of %s', (_, grant) => {
  const one = identityPolicies(grant, place);
  const shared = [
    bucketPolicy(
      'owner',
      [
        { user: 'me', grant },
        { user: 'else', grant: device },
      ],
      place,
    ),
  ];

  it('allow what the grant does, and nothing else', () => {
    fc.assert(
      fc.property(name, fc.constantFrom('get', 'put', 'list', 'delete'), (key, action) => {
        const expected = isAllowed(grant, action, place.bucket, key);
        const verb = { get: 's3:GetObject', put: 's3:PutObject', list: 's3:ListBucket', delete: 's3:DeleteObject' }[
          action
        ];
        const isListing = action === 'list';
        const resource = `arn:aws:s3:::${place.bucket}${isListing ? '' : `/${key}`}`;
        const listed = isListing ? key : null;
        expect(decides(one, verb, resource, listed)).toBe(expected);
        expect(decides(shared, verb, resource, listed, 'me')).toBe(expected);
        expect(decides(shared, verb, resource, listed, 'stranger')).toBe(false);
        expect(decides(shared, verb, resource, listed, 'owner')).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    's3:PutObjectAcl',
    's3:GetObjectAcl',
    's3:GetObjectVersion',
    's3:PutBucketPolicy',
    's3:DeleteBucketPolicy',
    's3:PutBucketVersioning',
    's3:PutObjectTagging',
  ])('deny %s also on what it wrote itself', (verb) => {
    const denied = one
      .flatMap(({ Statement }) => Statement)
      .filter(({ Effect, Action = [] }) => Effect === 'Deny' && [Action].flat().some((each) => like(each, verb)));
    expect(denied).not.toEqual([]);
  });

  it('say nothing of another bucket', () => {
    expect(decides(one, 's3:GetObject', `arn:aws:s3:::b-10/office/org.json`, null)).toBe(false);
  });
});

describe('a viewer of many people', () => {
  const many = Array.from({ length: 200 }, (_, n) =>
    personIdSchema.parse(idFromRandom(Uint8Array.from({ length: 26 }, (__, at) => (n >> (at * 4)) & 15))),
  );
  const grant = limited(viewerGrant(place.bucket, place.prefix, viewer, many));
  const policies = identityPolicies(grant, place);

  it('has as many policies as it takes, each as long as IAM takes it', () => {
    expect(policies.length).toBeGreaterThan(1);
    for (const each of policies) expect(JSON.stringify(each).length).toBeLessThanOrEqual(6144);
  });

  it('may what the policies together say', () => {
    for (const person of many) {
      const days = `arn:aws:s3:::${place.bucket}/office/people/${person}/days/2026-01-01/d/key.age`;
      expect(decides(policies, 's3:GetObject', days, null)).toBe(true);
      expect(decides(policies, 's3:PutObject', days, null)).toBe(false);
    }
    expect(decides(policies, 's3:GetObject', `arn:aws:s3:::${place.bucket}/office/org.json`, null)).toBe(true);
  });
});
