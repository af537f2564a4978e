import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { openVersionStore } from '../../bucket/s3/s3-version-store.ts';
import { ok } from '../../core/result.ts';
import { utcDay } from '../../core/time/calendar.ts';
import { checkedDay } from '../../org/retention/recorded-until.ts';
import { removeFound, type SweepFinding, sweep } from '../../org/retention/sweep.ts';
import type { Options } from '../cli-command.ts';
import { withBucketRequest } from '../org/org.ts';
import { timeFrom } from '../org/org-choices.ts';
import { print } from '../outcome.ts';

/** The exit code for something that should be gone and is there. */
const stillThere = 3;

/** `plainsight sweep`. */
export function sweepBucket(options: Options): Promise<number> {
  return withBucketRequest(options, async ({ adminFile, bucket, switches, values }) => {
    const time = timeFrom(values, Date.now());
    if (!time.ok) return time;
    const today = utcDay(time.value.at);
    const administration = await adminFile.read();
    if (!administration.ok) return administration;
    const { document } = administration.value;
    const people = administration.value.people.map(({ person }) => person);
    const store = openS3Store(bucket.settings);
    const versions = openVersionStore(bucket.settings);
    const isRemoving = switches.has('remove');
    let [found, removed, refused] = [0, 0, 0];
    let lookedAt = '';
    try {
      const place = { store, prefix: bucket.settings.prefix };
      // Without --remove too: what would be found is not what there is to remove.
      const known = time.value.isTyped ? ok(undefined) : await checkedDay(today, today, place, people);
      if (!known.ok) return known;
      const swept = await sweep(
        {
          ...{ versions, store, prefix: bucket.settings.prefix, organisation: document },
          people,
          today,
          onStep({ recordClass, done, total }) {
            if (recordClass !== lookedAt) print(`Looking at ${recordClass} (${done} of ${total} folders done) …`);
            lookedAt = recordClass;
          },
        },
        async (findings) => {
          for (const each of findings) print(lineOf(each));
          found += countOf(findings);
          if (!isRemoving || findings.length === 0) return ok(undefined);
          const left = await removeFound(versions, findings);
          if (!left.ok) return left;
          for (const { key, code } of left.value) print(`The store did not remove ${key}: ${code}.`);
          refused += left.value.length;
          removed += countOf(findings) - left.value.length;
          return ok(undefined);
        },
      );
      if (!swept.ok) return swept;
    } finally {
      store.close();
      versions.close();
    }
    if (found === 0) print('Nothing is there that the notice promises to be gone.');
    else if (!isRemoving) print(`${found} objects and versions should be gone. --remove removes them.`);
    else print(`Removed ${removed} of ${found} objects and versions.`);
    return ok(found - removed > 0 || refused > 0 ? stillThere : 0);
  });
}

function countOf(findings: readonly SweepFinding[]): number {
  return findings.reduce((sum, { versions }) => sum + versions.length, 0);
}

function lineOf({ recordClass, person, day, goneBy, versions }: SweepFinding): string {
  const bytes = versions.reduce((sum, each) => sum + each.bytes, 0);
  return `${recordClass}  ${person}  ${day}  ${versions.length} (${bytes} bytes), to be gone by ${goneBy}`;
}
