import { type FSWatcher, readFileSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { type PersonSettings, personSettingsSchema } from '../../core/consent/person-settings.ts';
import { parseRules } from '../../core/consent/redaction.ts';
import { readJson } from '../../core/json.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { errorCode, writeDurably } from '../../disk/durable-file.ts';

/**
 * What the person set, from `settings.json`. No file means nothing was set. A file that cannot be
 * read (`settings-unreadable`) or understood (`settings-broken`, `rules-invalid`) is a problem, and
 * nothing may be recorded until it is mended.
 */
export function readSettings(path: string): Result<PersonSettings> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return ok(personSettingsSchema.parse({}));
    return fail(problem('settings-unreadable', { path }));
  }
  const value = readJson(text);
  const parsed = personSettingsSchema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const rules = parseRules(z.looseObject({ rules: z.unknown() }).safeParse(value).data?.rules ?? []);
  if (!rules.ok) return rules;
  return fail(broken(path, value, parsed.error));
}

/** A crash at any moment leaves the old ones or the new. Problems: those of a disk. */
export function writeSettings(path: string, settings: PersonSettings): Promise<Result<void>> {
  return writeDurably(path, Buffer.from(`${JSON.stringify(settings, null, 2)}\n`));
}

/** Calls `onChange` when the file may have changed; never where the system cannot watch. */
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

function broken(path: string, value: unknown, error: z.ZodError): Problem {
  if (value === undefined) return problem('settings-not-json', { path });
  const [issue] = error.issues;
  if (issue?.code !== 'unrecognized_keys')
    return issue?.path.length
      ? problem('settings-broken', { path, field: issue.path.join('.') })
      : problem('settings-form', { path });
  if (issue.keys.includes('suggestedRules')) return problem('settings-earlier-version', { path });
  return problem('settings-unknown-field', { path, names: `“${issue.keys.join('”, “')}”` });
}
