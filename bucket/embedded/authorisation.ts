import { z } from 'zod';

export const actions = ['put', 'get', 'list', 'folders', 'delete'] as const;
export type Action = (typeof actions)[number];

/**
 * What a credential may do in one bucket, below a prefix or with one key. `get` covers HEAD. `list` and `folders` are about
 * the prefix that a listing asks for; `folders` allows a listing only as far as the next '/', so that it tells the names
 * of folders and not what they hold.
 */
export const ruleSchema = z.union([
  z.strictObject({ bucket: z.string(), actions: z.array(z.enum(actions)).min(1), prefix: z.string() }),
  z.strictObject({ bucket: z.string(), actions: z.array(z.enum(actions)).min(1), key: z.string().min(1) }),
]);
export type Rule = z.infer<typeof ruleSchema>;

/** An owner may do everything in every bucket, and is the only one who makes buckets. Others do what their rules say. */
export const grantSchema = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('owner') }),
  z.strictObject({ role: z.literal('limited'), allow: z.array(ruleSchema) }),
]);
export type Grant = z.infer<typeof grantSchema>;

/** Whether `grant` covers `action` on `name`: a key, or for `list` a prefix. No rule that says so, no access. */
export function isAllowed(grant: Grant, action: Action, bucket: string, name: string): boolean {
  if (grant.role === 'owner') return true;
  return grant.allow.some((rule) => {
    if (rule.bucket !== bucket || !rule.actions.includes(action)) return false;
    return 'key' in rule ? rule.key === name : name.startsWith(rule.prefix);
  });
}

/** Whether `grant` has anything to do with `bucket`: enough to learn that it exists. */
export function mayKnowBucket(grant: Grant, bucket: string): boolean {
  return grant.role === 'owner' || grant.allow.some((rule) => rule.bucket === bucket);
}
