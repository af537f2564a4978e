import { adminFolder } from '../../bucket/administration/log-layout.ts';
import { orgKey, peopleFolder, recordClasses, viewersFolder } from '../../bucket/layout.ts';
import type { BucketRule, BucketState, FoundRule, SaidExpiry } from '../../bucket/lifecycle/bucket-rules.ts';
import { type Organisation, storeLagDays } from '../../core/organisation/organisation.ts';
import { hourMs } from '../../core/time/calendar.ts';
import { isOurRule, type LifecyclePlace, type WantedRule, wantedRules } from './lifecycle-plan.ts';

/** What is not as the notice asks, in words, and what to do. Where it is a `hint` nothing is removed too early or too late by it. */
export interface LifecycleFinding {
  readonly kind: 'wrong' | 'hint';
  readonly what: string;
  readonly remedy: string;
}

const prepare = 'plainsight bucket prepare puts the rules.';

/** What of a bucket's rules and state is not as `organisation` asks for. None: the bucket forgets as the notice says. */
export function findingsIn(
  { bucket, rules, versions, lock }: BucketState,
  organisation: Organisation,
  place: LifecyclePlace,
): LifecycleFinding[] {
  const wanted = wantedRules(organisation, place, bucket, versions === 'on' || versions === 'suspended');
  const ours = rules.filter((rule) => isOurRule(rule, place.prefix));
  const others = rules.filter((rule) => rule.isEnabled && !isOurRule(rule, place.prefix));
  return [
    ...wanted.flatMap((rule) => comparedWith(rule, ours, bucket)),
    ...surplus(ours, wanted, bucket),
    ...others.flatMap((rule) => judged(rule, wanted, place, bucket)),
    ...ofVersions(versions, wanted, bucket, bucket === place.keysBucket),
    ...ofLock(lock, bucket),
  ];
}

function comparedWith(wanted: WantedRule, ours: readonly FoundRule[], bucket: string): LifecycleFinding[] {
  const found = ours.find(({ id }) => id === wanted.id);
  const what = wanted.days === null ? 'markers' : `${wanted.prefix} after ${days(wanted.days)}`;
  if (found === undefined) return [wrong(`${bucket}: no rule lets ${what} go.`, prepare)];
  const differs = differences(wanted, found);
  if (differs.length === 0) return [];
  return [wrong(`${bucket}: the rule ${found.id} is not as the notice asks: ${differs.join('; ')}.`, prepare)];
}

function differences(wanted: BucketRule, found: BucketRule): string[] {
  const count = (value: number | null): string => (value === null ? 'not at all' : days(value));
  const says = (name: string, is: number | null, should: number | null): string[] =>
    is === should ? [] : [`${name} ${count(is)} instead of ${count(should)}`];
  return [
    ...(found.isEnabled ? [] : ['it is switched off']),
    ...(found.prefix === wanted.prefix ? [] : [`it is about "${found.prefix}" instead of "${wanted.prefix}"`]),
    ...says('objects go after', found.days, wanted.days),
    ...says('earlier versions go after', found.noncurrentDays, wanted.noncurrentDays),
    ...says('uploads in parts go after', found.abortDays, wanted.abortDays),
    ...(found.removesMarkers === wanted.removesMarkers ? [] : ['markers of what was deleted are treated otherwise']),
    ...(found.more.length === 0 ? [] : [`it also says ${found.more.join(', ')}`]),
  ];
}

function surplus(ours: readonly FoundRule[], wanted: readonly WantedRule[], bucket: string): LifecycleFinding[] {
  return ours
    .filter(({ id, isEnabled }) => isEnabled && !wanted.some((rule) => rule.id === id))
    .map(({ id }) => wrong(`${bucket}: the notice asks for no rule ${id}, which is there.`, prepare));
}

const replace =
  'Remove it, or narrow its prefix, where it was made; plainsight bucket prepare --replace removes every rule that bears on what is kept here and is not ours.';

/** A rule of somebody else: whether it lets something of ours go that has to stay, keeps ours from running, or moves what has to open. */
function judged(
  rule: FoundRule,
  wanted: readonly WantedRule[],
  place: LifecyclePlace,
  bucket: string,
): LifecycleFinding[] {
  const name = `${bucket}: the rule ${rule.id || '(without a name)'}, which is not ours,`;
  const early = removals(rule, wanted, place, bucket, name);
  return [...early, ...(early.length === 0 ? twins(rule, wanted, name) : []), ...moves(rule, place, name)];
}

function removals(
  rule: FoundRule,
  wanted: readonly WantedRule[],
  place: LifecyclePlace,
  bucket: string,
  name: string,
): LifecycleFinding[] {
  if (!bearsOn(rule, place)) return [];
  if (bucket === place.bucket && forEver(place.prefix).some((each) => meets(rule.prefix, each)))
    return [
      wrong(
        `${name} removes cards, decisions and receipts of people, or what administrators did, which no notice lets go.`,
        replace,
      ),
    ];
  return wanted
    .filter(({ prefix, days: least }) => least !== null && meets(rule.prefix, prefix))
    .filter(({ kept }) => rule.days === null || rule.days < kept.least)
    .map(({ prefix, kept }) => {
      const when = rule.days === null ? 'on a date' : `after ${days(rule.days)}`;
      return wrong(`${name} removes ${prefix} ${when}; the notice keeps it for ${days(kept.least)}.`, replace);
    });
}

/** Of two rules for the very same prefix some stores heed one alone. Where theirs is that one, it has to do what ours does. */
function twins(rule: FoundRule, wanted: readonly WantedRule[], name: string): LifecycleFinding[] {
  return wanted
    .filter(({ prefix }) => prefix === rule.prefix)
    .filter(({ days: least, noncurrentDays }) => {
      const isSame = rule.days === least && rule.noncurrentDays === noncurrentDays;
      return !isSame || rule.more.length > 0;
    })
    .map(({ prefix }) =>
      wrong(
        `${name} is about ${prefix} as ours is: of two rules for one prefix some stores heed one alone (Ceph RGW), and then nothing may go.`,
        'Remove it where it was made, or have it say what ours says.',
      ),
    );
}

/** Classes of storage from which nothing opens before somebody has it restored. */
const archives: readonly string[] = ['GLACIER', 'DEEP_ARCHIVE'];

/** What is moved still goes by our rules; what is archived opens for nobody meanwhile. */
function moves({ prefix: of, movesTo = [] }: FoundRule, { prefix }: LifecyclePlace, name: string): LifecycleFinding[] {
  if (movesTo.length === 0 || !everyPrefix(prefix).some((each) => meets(of, each))) return [];
  const what = `${name} moves what is kept here to another class of storage (${movesTo.join(', ')})`;
  const remedy = 'Remove it, or narrow its prefix, where it was made.';
  return movesTo.some((each) => archives.includes(each))
    ? [wrong(`${what}: nobody can open it there, nor read who may.`, remedy)]
    : [{ kind: 'hint', what: `${what}.`, remedy: `${remedy} It may stay where objects open there at once.` }];
}

/** Whether a rule of somebody else removes anything of what we keep in `bucket`. */
export function bearsOn(rule: BucketRule, { prefix }: LifecyclePlace): boolean {
  const removes = rule.days !== null || rule.more.includes('Date');
  return rule.isEnabled && removes && everyPrefix(prefix).some((each) => meets(rule.prefix, each));
}

/** Where everything of ours lies. */
function everyPrefix(prefix: string): string[] {
  return [...forEver(prefix), ...recordClasses.map((each) => `${prefix}${each}/`)];
}

/** What is not of a day, and goes by no rule. */
function forEver(prefix: string): string[] {
  return [peopleFolder(prefix), viewersFolder(prefix), orgKey(prefix), adminFolder(prefix)];
}

/** Whether there can be keys that begin with both. */
function meets(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}

function ofVersions(
  versions: BucketState['versions'],
  wanted: readonly WantedRule[],
  bucket: string,
  isOfKeys: boolean,
): LifecycleFinding[] {
  if (versions === 'off' || versions === 'unknown') return [];
  const state = versions === 'on' ? 'keeps versions' : 'kept versions, and may still have some';
  if (isOfKeys)
    return [
      wrong(
        `${bucket} ${state}: a key that is destroyed stays for days as a version that opens what was recorded.`,
        'Use a bucket for keys in which versions were never switched on.',
      ),
    ];
  // Hidden first; the version goes a day later, by a rule that takes as long once more.
  const needed = storeLagDays + 2;
  const short = wanted.find(({ kept }) => kept.most - kept.least < needed);
  return [
    {
      kind: 'hint',
      what: `${bucket} ${state}: what goes is hidden first and removed a day or two later.`,
      remedy:
        'The rules remove versions too. A marker with the name alone may stay for a while; plainsight sweep removes it.',
    },
    ...(short === undefined
      ? []
      : [
          wrong(
            `${bucket} ${state}, and ${short.prefix} goes ${days(short.kept.most - short.kept.least)} after the least at most.`,
            `Say a most in the notice that is at least ${needed} days more than the least.`,
          ),
        ]),
  ];
}

function ofLock(lock: BucketState['lock'], bucket: string): LifecycleFinding[] {
  if (lock !== 'on') return [];
  return [
    wrong(
      `${bucket} has Object Lock: what is held or retained there goes by no rule, and nobody can remove it.`,
      'Use a bucket without it. It cannot be taken from a bucket that has it.',
    ),
  ];
}

/** What the store itself says of an object below the prefix of `wanted`, against what it should. */
export function findingOfExpiry(wanted: WantedRule, said: SaidExpiry, bucket: string): LifecycleFinding[] {
  if (said.expiresAt === null || wanted.days === null) return [];
  const dueAt = said.modifiedAt + wanted.days * 24 * hourMs;
  const isOurs = said.rule === null || said.rule === '' || said.rule === wanted.id;
  // A store rounds up to its next midnight; the most is days after that.
  const goneAt = said.modifiedAt + wanted.kept.most * 24 * hourMs;
  if (isOurs && said.expiresAt >= dueAt && said.expiresAt <= goneAt) return [];
  if (said.expiresAt > goneAt)
    return [
      wrong(
        `${bucket}: the store says that ${said.key} goes on ${dateOf(said.expiresAt)}; the notice promises that it is gone by ${dateOf(goneAt)}.`,
        'Look at the rules of the bucket: another one than ours is about it. Until then plainsight sweep --remove removes it.',
      ),
    ];
  const date = dateOf(said.expiresAt);
  const by = isOurs ? '' : ` by the rule ${said.rule}`;
  const due = dateOf(dueAt);
  return [
    wrong(
      `${bucket}: the store says that ${said.key} goes on ${date}${by}; the notice keeps it until ${due}.`,
      'Look at the rules of the bucket: another one than ours is about it.',
    ),
  ];
}

/** In UTC. A store may say any instant. */
function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

function wrong(what: string, remedy: string): LifecycleFinding {
  return { kind: 'wrong', what, remedy };
}
