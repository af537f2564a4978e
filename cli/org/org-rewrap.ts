import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DaySpan } from '../../core/organisation/access.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { wholeText } from '../../messages/problem-text.ts';
import { type Administration, accessOf, type KnownPerson } from '../../org/administration.ts';
import { type RewrapOptions, rewrapDays } from '../../org/rewrap.ts';
import { rewrapCopies } from '../../org/rewrap-copies.ts';
import type { Identity } from '../../seal/age.ts';
import { identityFrom } from '../identity-option.ts';
import { readPassphraseFile } from '../passphrase.ts';
import { type BucketRequest, type Done, withStore } from './org-request.ts';

/**
 * The identity in `--recovery FILE`: plain, or sealed with the passphrase in
 * `--recovery-passphrase-file`, else with the organisation's own, as org create left it. Null where
 * no file is given.
 */
export async function recoveryFrom({
  values,
  passphrase,
  passphraseFrom,
}: BucketRequest): Promise<Result<Identity | null>> {
  const path = values.recovery;
  if (path === undefined) return ok(null);
  const file = values['recovery-passphrase-file'];
  const source = file === undefined ? passphraseFrom : 'the file that --recovery-passphrase-file names';
  return identityFrom('recovery', path, {
    passphrase: () => (file === undefined ? ok(passphrase) : readPassphraseFile(file, '--recovery-passphrase-file')),
    closed: problem('recovery-closed', { source }),
  });
}

/** Seals what opens days in `span`, or tells of them, to those who may open them now, and says how far it is. */
export async function rewrap(
  { bucket, folder, say }: BucketRequest,
  administration: Administration,
  people: readonly KnownPerson[],
  span: DaySpan,
  identity: Identity,
): Done {
  const progress = openProgress(folder);
  const lines: string[] = [];
  const done = await withStore(bucket, async (store): Promise<Result<void>> => {
    for (const { person, name } of people) {
      const options: RewrapOptions = {
        ...{ store, prefix: bucket.settings.prefix, organisation: administration.document, identity },
        ...progress,
        onProgress: (count, of) => {
          if (count % 10 === 0 || count === of) say(`${name}: ${count} of ${of} days`);
        },
      };
      const of = { access: accessOf(administration, person), spans: [span] };
      // What opens without the keys of days first: one object of these has a month.
      const copies = await rewrapCopies(of, options);
      if (!copies.ok) return copies;
      const report = await rewrapDays(of, options);
      if (!report.ok) return report;
      lines.push(`${name}: ${report.value.sealed} keys of days are sealed anew.`);
      if (copies.value.sealed > 0)
        lines.push(
          `${name}: ${copies.value.sealed} objects that open without these keys are sealed anew (months, and what computers wrote last).`,
        );
      for (const { key, why } of copies.value.left) lines.push(`${key}: not sealed anew. ${wholeText('en', why)}`);
      for (const { place, why } of report.value.left)
        lines.push(`${name}, ${place.day}, device ${place.device}: not sealed anew. ${wholeText('en', why)}`);
    }
    return ok(undefined);
  });
  if (!done.ok) return fail(problem('rewrap-unfinished', { cause: done.problem }));
  progress.end();
  return ok(lines);
}

/** What was done before a work was cut off, until the work is through. Names ids and days only. */
function openProgress(folder: string): Required<Pick<RewrapOptions, 'isDone' | 'onDone'>> & { end(): void } {
  const path = join(folder, 'rewrap-progress');
  const known = new Set(existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []);
  return {
    isDone: (key, recipients) => known.has(`${recipients} ${key}`),
    onDone: (key, recipients) => appendFileSync(path, `${recipients} ${key}\n`, { mode: 0o600 }),
    end: () => rmSync(path, { force: true }),
  };
}
