import { z } from 'zod';

export const actions = ['put', 'create', 'get', 'list', 'folders', 'delete'] as const;
export type Action = (typeof actions)[number];

/**
 * What a credential may do in one bucket, below a prefix or with one key. `create` is a put with `If-None-Match: *`, which replaces nothing;
 * `put` covers it. `get` covers HEAD. `list` and `folders` are about
 * the prefix that a listing asks for; `folders` allows a listing only as far as the next '/', so that it tells the names
 * of folders and not what they hold. A rule with `any` is about the keys that begin with `prefix`, have `any` characters other than '/' next, and
 * go on with `below`: the same name in whichever folder of that length.
 */
const storeRuleSchema = z.union([
  z.strictObject({
    bucket: z.string(),
    actions: z.array(z.enum(actions)).min(1),
    prefix: z.string(),
    any: z.number().int().positive().max(100),
    below: z.string().min(1),
  }),
  z.strictObject({ bucket: z.string(), actions: z.array(z.enum(actions)).min(1), prefix: z.string() }),
  z.strictObject({ bucket: z.string(), actions: z.array(z.enum(actions)).min(1), key: z.string().min(1) }),
]);
export type StoreRule = z.infer<typeof storeRuleSchema>;

/** An owner may do everything in every bucket, and is the only one who makes buckets. Others do what their rules say. */
export const storeGrantSchema = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('owner') }),
  z.strictObject({ role: z.literal('limited'), allow: z.array(storeRuleSchema) }),
]);
export type StoreGrant = z.infer<typeof storeGrantSchema>;
/** Of one device or one viewer: what an owner is not. */
export type LimitedGrant = Extract<StoreGrant, { role: 'limited' }>;

/** Whether `grant` covers `action` on `name`: a key, or for `list` a prefix. No rule that says so, no access. */
export function isAllowed(grant: StoreGrant, action: Action, bucket: string, name: string): boolean {
  if (grant.role === 'owner') return true;
  const names = namesOf(grant).get(`${action} ${bucket}`);
  if (names === undefined) return false;
  return (
    names.keys.has(name) ||
    names.lengths.some((length) => names.prefixes.has(name.slice(0, length))) ||
    names.folders.some((folder) => isBelow(name, folder))
  );
}

interface AllowedNames {
  readonly keys: Set<string>;
  readonly prefixes: Set<string>;
  readonly folders: FolderRule[];
  /** Of the prefixes, each once: a viewer of a thousand people has thousands of prefixes, of five lengths. */
  readonly lengths: number[];
}

const known = new WeakMap<StoreGrant, ReadonlyMap<string, AllowedNames>>();

/** The rules of a grant by action and bucket, put in order once for each grant that was read. */
function namesOf(grant: Extract<StoreGrant, { role: 'limited' }>): ReadonlyMap<string, AllowedNames> {
  const before = known.get(grant);
  if (before !== undefined) return before;
  const all = new Map<string, AllowedNames>();
  for (const rule of grant.allow)
    for (const action of rule.actions.flatMap((each): Action[] => (each === 'put' ? ['put', 'create'] : [each]))) {
      const place = `${action} ${rule.bucket}`;
      const names = all.get(place) ?? { keys: new Set(), prefixes: new Set(), folders: [], lengths: [] };
      all.set(place, names);
      if ('key' in rule) names.keys.add(rule.key);
      else if ('any' in rule) names.folders.push(rule);
      else {
        names.prefixes.add(rule.prefix);
        if (!names.lengths.includes(rule.prefix.length)) names.lengths.push(rule.prefix.length);
      }
    }
  known.set(grant, all);
  return all;
}

type FolderRule = Extract<StoreRule, { any: number }>;

function isBelow(name: string, { prefix, any, below }: FolderRule): boolean {
  const at = prefix.length + any;
  return name.startsWith(prefix) && !name.slice(prefix.length, at).includes('/') && name.startsWith(below, at);
}

/** Whether `grant` has anything to do with `bucket`: enough to learn that it exists. */
export function mayKnowBucket(grant: StoreGrant, bucket: string): boolean {
  return grant.role === 'owner' || grant.allow.some((rule) => rule.bucket === bucket);
}
