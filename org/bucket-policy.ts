import type { Action, LimitedGrant, StoreRule } from '../bucket/embedded/auth/authorisation.ts';
import { peopleFolder, recordClasses } from '../bucket/layout.ts';
import type { GrantPlace } from '../bucket/rights.ts';

/** A policy as AWS IAM, S3 and Ceph's gateway read it. */
export interface Policy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: { readonly AWS: readonly string[] };
  readonly Action?: string | readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: Condition;
}

/** By operator, then by key: all of them have to hold. */
type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** The bucket, that of the keys of days where it is another one, and the prefix in both. */
export type PolicyPlace = GrantPlace;

/**
 * What nobody needs, and whom an object belongs to may do with it unless it is denied. By names,
 * because Ceph's gateway takes `NotAction` for nothing; and listings have only what allows them,
 * because it takes several values of `StringNotLike` for any of them.
 */
const neverAllowed = [
  ...['s3:*Acl', 's3:Delete*', 's3:*Version*', 's3:GetObjectT*', 's3:PutObjectT*', 's3:*Retention', 's3:*LegalHold'],
  ...['s3:*Multipart*', 's3:*BucketPolicy', 's3:PutBucket*', 's3:PutLifecycleConfiguration', 's3:RestoreObject'],
];

/**
 * Ways to put an object that its reader could not read, by the header that asks for it and what it
 * may say: another storage class (archives answer `InvalidObjectState`), a key of the writer's own,
 * rights for others. Written so that a gateway that does not know a header denies nothing.
 */
const plainPuts: readonly (readonly [sid: string, header: string, allowed: readonly [string?, string?]])[] = [
  ['Class', 's3:x-amz-storage-class', ['STANDARD']],
  ['Sse', 's3:x-amz-server-side-encryption', ['AES256']],
  ['SseKey', 's3:x-amz-server-side-encryption-customer-algorithm', []],
  ['Acl', 's3:x-amz-acl', ['private', 'bucket-owner-full-control']],
];

/** What one managed policy of IAM may have, in characters without white space. */
const longestPolicy = 6144;
const version = '2012-10-17';

/**
 * The same rights as the grant has on the embedded store, as policies for one user of AWS IAM: more
 * than one where the people are too many for one. A policy says twice what is allowed: once whose
 * folders, once which of the things in a folder, of whomever. Both have to fit; so each further
 * person costs it three hundred characters and not eight hundred.
 */
export function identityPolicies(grant: LimitedGrant, place: PolicyPlace): Policy[] {
  const people = [...new Set(grant.allow.flatMap((rule) => partsOf(rule, place)?.person ?? []))];
  for (let count = 1; ; count++) {
    const size = Math.max(1, Math.ceil(people.length / count));
    const policies = Array.from({ length: Math.max(1, Math.ceil(people.length / size)) }, (_, at) => {
      const these = new Set([null, ...people.slice(at * size, (at + 1) * size)]);
      const allow = grant.allow.filter((rule) => these.has(partsOf(rule, place)?.person ?? null));
      return { Version: version, Statement: statementsFor({ role: 'limited', allow }, place, true) } as const;
    });
    if (size === 1 || policies.every((each) => JSON.stringify(each).length <= longestPolicy)) return policies;
  }
}

/** Whose credential of the gateway it is, and what it may. */
export interface StoreUser {
  readonly user: string;
  readonly grant: LimitedGrant;
}

/**
 * The policy of `bucket`, one of the place's, of Ceph's gateway for all who have a user of their own there. There an
 * object belongs to the user who wrote it, who may do anything with it: so everything else is
 * denied too. `owner` is the bucket's, and may read and remove what others wrote. Such a gateway
 * does not know the condition that a put is a conditional one: who may only create can overwrite
 * there, within the same prefixes.
 */
export function bucketPolicy(owner: string, users: readonly StoreUser[], of: PolicyPlace, bucket = of.bucket): Policy {
  const place = { bucket, prefix: of.prefix };
  const own = statement('Owner', 'Allow', { Action: 's3:*', Resource: wholeOf(place) });
  // What is said of many is said once: a policy of the gateway has at most a megabyte.
  const said = new Map<string, { readonly what: Statement; readonly users: string[] }>();
  const say = (what: Statement, user: string): void => {
    const text = JSON.stringify(what);
    const known = said.get(text);
    if (known === undefined) said.set(text, { what, users: [user] });
    else known.users.push(user);
  };
  say(own, owner);
  for (const { user, grant } of users) for (const each of statementsFor(grant, place, false)) say(each, user);
  return {
    Version: version,
    Statement: [...said.values()].map(({ what, users: of }) => ({ ...what, ...principals(of) })),
  };
}

function statementsFor(grant: LimitedGrant, place: PolicyPlace, knowsConditionalPuts: boolean): Statement[] {
  const get = patternsFor(grant, ['get'], place);
  const put = patternsFor(grant, ['put', 'create'], place);
  const replace = patternsFor(grant, ['put'], place);
  const lists = bucketsOf(place).map((bucket) => ({
    bucket,
    prefixes: patternsFor(grant, ['list'], { ...place, bucket, keysBucket: undefined }).exact,
  }));
  const all = wholeOf(place);
  const objects = (patterns: readonly string[]): string[] => patterns.map((each) => arn(each));
  const only = (Sid: string, Action: string, { what }: Patterns, when?: Condition): Statement => {
    const Condition = when === undefined ? {} : { Condition: when };
    const where = what.length === 0 ? { Resource: all } : { NotResource: objects(what) };
    return statement(Sid, 'Deny', { Action, ...where, ...Condition });
  };
  // This also denies every part of a multipart upload, none of which carries the header.
  const creates = grant.allow.some(({ actions }) => actions.includes('create'));
  const isUnconditional = { Null: { 's3:if-none-match': 'true' } };
  const whose = [...new Set([...get.whose, ...put.whose])];
  return [
    ...(whose.length === 0
      ? []
      : [statement('Whose', 'Allow', { Action: ['s3:GetObject', 's3:PutObject'], Resource: objects(whose) })]),
    only('Get', 's3:GetObject', get),
    only('Put', 's3:PutObject', put),
    ...(creates && knowsConditionalPuts ? [only('Create', 's3:PutObject', replace, isUnconditional)] : []),
    ...plainPuts.map(([Sid, header, allowed]) =>
      statement(Sid, 'Deny', { Action: 's3:PutObject', Resource: all, Condition: saysOtherThan(header, allowed) }),
    ),
    ...lists.flatMap(({ bucket, prefixes }) => (prefixes.length === 0 ? [] : [listing(prefixes, bucket)])),
    statement('NothingElse', 'Deny', { Action: neverAllowed, Resource: all }),
  ];
}

/** True for a request that has the header and does not say one of `allowed` in it. */
function saysOtherThan(header: string, [one, other]: readonly [string?, string?]): Condition {
  // Not `Null`: Ceph's gateway takes it for true wherever the header is missing, whatever it is
  // compared with. And not `*`: it takes a missing ACL for an empty one.
  const isThere = { StringLike: { [header]: '?*' } };
  // One value an operator: the gateway takes several of a negated one for any of them.
  return {
    ...isThere,
    ...(one === undefined ? {} : { StringNotEquals: { [header]: one } }),
    ...(other === undefined ? {} : { StringNotLike: { [header]: other } }),
  };
}

/** By bucket and key. */
interface Patterns {
  /** Everything of these people, and what is nobody's. */
  readonly whose: readonly string[];
  /** Of whomever: what exactly. */
  readonly what: readonly string[];
  /** Both in one. */
  readonly exact: readonly string[];
}

function patternsFor(grant: LimitedGrant, wanted: readonly Action[], place: PolicyPlace): Patterns {
  const buckets = bucketsOf(place);
  const rules = grant.allow.filter(
    ({ bucket, actions }) => buckets.includes(bucket) && actions.some((each) => wanted.includes(each)),
  );
  const whose = new Set<string>();
  const what = new Set<string>();
  for (const rule of rules) {
    const parts = partsOf(rule, place);
    const inBucket = (pattern: string) => `${rule.bucket}/${pattern}`;
    whose.add(inBucket(parts === null ? patternOf(rule) : `${anyOf(parts.root, place)}${parts.person}/*`));
    what.add(
      inBucket(parts === null ? patternOf(rule) : `${parts.root}${'?'.repeat(parts.person.length)}/${parts.rest}`),
    );
  }
  return { whose: [...whose], what: [...what], exact: [...new Set(rules.map(patternOf))] };
}

interface RuleParts {
  /** The folder in which the folders of people are. */
  readonly root: string;
  readonly person: string;
  readonly rest: string;
}

/** The rule as whose it is and what of theirs, or null for one that is about nobody. */
function partsOf(rule: StoreRule, { prefix }: PolicyPlace): RuleParts | null {
  const pattern = patternOf(rule);
  const roots = [peopleFolder(prefix), ...recordClasses.map((recordClass) => `${prefix}${recordClass}/`)];
  const root = roots.find((each) => pattern.startsWith(each));
  const [person = '', ...rest] = pattern.slice(root?.length).split('/');
  return root === undefined || rest.length === 0 ? null : { root, person, rest: rest.join('/') };
}

/** One pattern for all roots of the same length: which of them it is, the other half of the policy says. */
function anyOf(root: string, { prefix }: PolicyPlace): string {
  return `${prefix}${'?'.repeat(root.length - prefix.length - 1)}/`;
}

function patternOf(rule: StoreRule): string {
  if ('key' in rule) return rule.key;
  // A `?` also stands for a slash there: no name of ours is so short that a folder of another
  // device would fit in.
  return 'any' in rule ? `${rule.prefix}${'?'.repeat(rule.any)}${rule.below}*` : `${rule.prefix}*`;
}

function listing(prefixes: readonly string[], bucket: string): Statement {
  const Condition = { StringLike: { 's3:prefix': prefixes } };
  return { ...statement('List', 'Allow', { Action: 's3:ListBucket', Resource: [arn(bucket)] }), Condition };
}

function statement(Sid: string, Effect: Statement['Effect'], rest: Omit<Statement, 'Sid' | 'Effect'>): Statement {
  return { Sid, Effect, ...rest };
}

function principals(users: readonly string[]): { readonly Principal: { readonly AWS: readonly string[] } } {
  return { Principal: { AWS: users.map((user) => `arn:aws:iam:::user/${user}`) } };
}

function bucketsOf({ bucket, keysBucket }: PolicyPlace): string[] {
  return keysBucket === undefined ? [bucket] : [bucket, keysBucket];
}

/** The buckets and everything in them. */
function wholeOf(place: PolicyPlace): string[] {
  return bucketsOf(place).flatMap((bucket) => [arn(bucket), arn(`${bucket}/*`)]);
}

function arn(rest: string): string {
  return `arn:aws:s3:::${rest}`;
}
