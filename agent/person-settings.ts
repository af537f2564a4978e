import { type FSWatcher, readFileSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { problem } from '../core/problem.ts';
import { parseRules, type RuleSet, suggestedRules } from '../core/redaction.ts';
import { fail, type Result } from '../core/result.ts';
import type { Rule } from '../core/rules.ts';

const fileSchema = z.strictObject({
  /** The person's own rules of exclusion, besides the suggested ones and the organisation's. */
  rules: z.unknown().optional(),
  /** False takes the suggested rules (password managers, private windows) out. */
  suggestedRules: z.boolean().default(true),
});

/**
 * All rules of exclusion that hold: the person's file, the suggestions, the organisation's. No file means no rules of their own; a file that
 * cannot be read or understood is a problem, and nothing may be recorded until it is mended.
 */
export function readRules(path: string, fromOrganisation: readonly Rule[]): Result<RuleSet> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return parseRules([...suggestedRules, ...fromOrganisation]);
    }
    return fail(
      problem(
        'settings-unreadable',
        `The settings in ${path} cannot be read.`,
        'Nothing is recorded until the file can be read: correct its permissions.',
      ),
    );
  }
  const parsed = fileSchema.safeParse(json(text));
  if (!parsed.success) {
    return fail(
      problem(
        'settings-broken',
        `The settings in ${path} are broken.`,
        'Nothing is recorded until they are mended: correct the file, or delete it to begin anew.',
      ),
    );
  }
  const own = parseRules(parsed.data.rules ?? []);
  if (!own.ok) return own;
  return parseRules([...own.value.rules, ...(parsed.data.suggestedRules ? suggestedRules : []), ...fromOrganisation]);
}

/** Calls `onChange` when the file at `path` may have changed. Where the system cannot watch, changes wait for a restart. */
export function watchFile(path: string, onChange: () => void): () => void {
  let watcher: FSWatcher | null = null;
  try {
    watcher = watch(dirname(path), { persistent: false }, (_, name) => {
      if (name === null || name === basename(path)) onChange();
    });
    watcher.on('error', () => watcher?.close());
  } catch {
    return () => {};
  }
  return () => watcher?.close();
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
