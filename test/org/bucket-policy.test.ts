import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAllowed, type StoreGrant } from '../../bucket/embedded/auth/authorisation.ts';
import { dayClasses, recordClasses } from '../../bucket/layout.ts';
import { deviceGrant, viewerGrant } from '../../bucket/rights.ts';
import { deviceIdSchema, idFromRandom, personIdSchema, viewerIdSchema } from '../../core/ids.ts';
import { bucketPolicy, identityPolicies, type Policy, type Statement } from '../../org/bucket-policy.ts';

const id = (fill: number) => idFromRandom(new Uint8Array(26).fill(fill));
const people = [1, 2, 3].map((n) => personIdSchema.parse(id(n)));
const [personOne = people[0] as never, personTwo = people[0] as never] = people;
const viewer = viewerIdSchema.parse(id(4));
const deviceOne = deviceIdSchema.parse(id(5));
const deviceTwo = deviceIdSchema.parse(id(6));
const place = { bucket: 'b-1', prefix: 'office/' };

function limited(grant: StoreGrant) {
  if (grant.role !== 'limited') throw new Error('an owner needs no policy');
  return grant;
}

const device = limited(deviceGrant(place, personOne, deviceOne));
const lead = limited(viewerGrant(place, viewer, [personOne, personTwo]));
const nobody = limited(viewerGrant(place, viewer, []));

/** As IAM decides: what is denied is denied, what is not allowed is denied too. `of` is a user, for statements that name some. */
function decides(
  policies: readonly Policy[],
  action: string,
  resource: string,
  listed: string | null,
  of?: string,
  headers: Readonly<Record<string, string>> = {},
): boolean {
  const context: Readonly<Record<string, string | undefined>> = { ...headers, 's3:prefix': listed ?? undefined };
  const applies = ({ Principal, Action = [], Resource, NotResource, Condition }: Statement): boolean =>
    (Principal === undefined || Principal.AWS.includes(`arn:aws:iam:::user/${of}`)) &&
    [Action].flat().some((each) => like(each, action)) &&
    (Resource === undefined || Resource.some((each) => like(each, resource))) &&
    (NotResource === undefined || !NotResource.some((each) => like(each, resource))) &&
    Object.entries(Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => holds(operator, [wanted].flat(), context[key])),
    );
  const found = policies.flatMap(({ Statement }) => Statement).filter(applies);
  return found.some(({ Effect }) => Effect === 'Allow') && !found.some(({ Effect }) => Effect === 'Deny');
}

/** As IAM's documentation has it: what is not there is no match, and so fits what is negated. */
function holds(operator: string, wanted: readonly string[], found: string | undefined): boolean {
  if (operator === 'Null') return wanted.includes(String(found === undefined));
  if (operator === 'StringLike') return found !== undefined && wanted.some((each) => like(each, found));
  if (operator === 'StringNotLike') return found === undefined || !wanted.some((each) => like(each, found));
  if (operator === 'StringNotEquals') return found === undefined || !wanted.includes(found);
  throw new Error(`unknown operator ${operator}`);
}

function like(pattern: string, text: string): boolean {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(text);
}

const word = fc.constantFrom(
  ...[deviceOne, deviceTwo].flatMap((device) => [
    ...[`${device}.json`, `${device}.age`, `${device}/x`, device, `days/2026-01-01/${device}/days.key.age`],
    ...[`2026-01-01/${device}/days.key.age`, `2026-01-01/${deviceTwo}/${device}/x`, `2026/${device}/x`],
    ...[`2026-01/${device}/sums.age`, `2026-01/${deviceTwo}/${device}/x`],
  ]),
  'days',
  `views/${viewer}`,
  `views/${idFromRandom(new Uint8Array(26).fill(9))}`,
  'views',
  `requests/${viewer}`,
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
  // One word: two can be ten characters with a slash, which a policy takes for a day, as no name of ours is.
  fc
    .tuple(fc.constantFrom(...recordClasses), fc.constantFrom(...people, 'short', `${personOne}x`), word)
    .map(([dayClass, person, rest]) => `office/${dayClass}/${person}/${rest}`),
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
      fc.property(name, fc.constantFrom('get', 'put', 'create', 'list', 'delete'), (key, action) => {
        const expected = isAllowed(grant, action, place.bucket, key);
        const verb = {
          get: 's3:GetObject',
          put: 's3:PutObject',
          create: 's3:PutObject',
          list: 's3:ListBucket',
          delete: 's3:DeleteObject',
        }[action];
        const headers = action === 'create' ? { 's3:if-none-match': '*' } : {};
        // Ceph's gateway knows no such condition: there whoever may create may replace.
        const onCeph = action === 'put' ? isAllowed(grant, 'create', place.bucket, key) : expected;
        const isListing = action === 'list';
        const resource = `arn:aws:s3:::${place.bucket}${isListing ? '' : `/${key}`}`;
        const listed = isListing ? key : null;
        expect(decides(one, verb, resource, listed, undefined, headers)).toBe(expected);
        expect(decides(shared, verb, resource, listed, 'me', headers)).toBe(onCeph);
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

  it.each([
    ['s3:x-amz-storage-class', 'GLACIER', 'STANDARD'],
    ['s3:x-amz-storage-class', 'DEEP_ARCHIVE', 'STANDARD'],
    ['s3:x-amz-server-side-encryption', 'aws:kms', 'AES256'],
    ['s3:x-amz-server-side-encryption-customer-algorithm', 'AES256', null],
    ['s3:x-amz-acl', 'public-read', 'bucket-owner-full-control'],
  ])('deny what its reader could not read: %s %s', (header, refused, allowed) => {
    const { bucket, prefix } = place;
    for (const key of [
      ...dayClasses.map((dayClass) => `${prefix}${dayClass}/${personOne}/2026-01-01/${deviceOne}/x`),
      `${prefix}months/${personOne}/2026-01/${deviceOne}/x`,
      ...['views', 'requests'].map((folder) => `${prefix}people/${personOne}/${folder}/${viewer}/x`),
    ]) {
      const resource = `arn:aws:s3:::${bucket}/${key}`;
      const put = (header: Record<string, string>) =>
        [one, shared].map((policies) =>
          decides(policies, 's3:PutObject', resource, null, 'me', { 's3:if-none-match': '*', ...header }),
        );
      const may = isAllowed(grant, 'create', bucket, key);
      expect(put({})).toEqual([may, may]);
      expect(put({ [header]: refused })).toEqual([false, false]);
      if (allowed !== null) expect(put({ [header]: allowed })).toEqual([may, may]);
    }
  });

  it('say nothing of another bucket', () => {
    expect(decides(one, 's3:GetObject', `arn:aws:s3:::b-10/office/org.json`, null)).toBe(false);
  });
});

describe('a viewer of many people', () => {
  const many = Array.from({ length: 200 }, (_, n) =>
    personIdSchema.parse(idFromRandom(Uint8Array.from({ length: 26 }, (__, at) => (n >> (at * 4)) & 15))),
  );
  const grant = limited(viewerGrant(place, viewer, many));
  const policies = identityPolicies(grant, place);

  it('has as many policies as it takes, each as long as IAM takes it', () => {
    expect(policies.length).toBeGreaterThan(1);
    for (const each of policies) expect(JSON.stringify(each).length).toBeLessThanOrEqual(6144);
  });

  it('may what the policies together say', () => {
    for (const person of many) {
      const days = `arn:aws:s3:::${place.bucket}/office/days-keys/${person}/2026-01-01/d/days.key.age`;
      expect(decides(policies, 's3:GetObject', days, null)).toBe(true);
      expect(decides(policies, 's3:PutObject', days, null)).toBe(false);
    }
    expect(decides(policies, 's3:GetObject', `arn:aws:s3:::${place.bucket}/office/org.json`, null)).toBe(true);
  });
});
