import { dayKeyName, dayObjectKey, summaryName } from '../../../bucket/layout.ts';
import type { ObjectStore } from '../../../bucket/object-store.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { type BucketSettings, parseBucketSettings } from '../../../bucket/settings.ts';
import { unwrap } from '../../../core/result.ts';
import { at } from '../../large-office/at.ts';
import { type LargeOffice, largeOffice } from '../../large-office/office.ts';
import { visit, withoutMonths } from '../../large-office/visit.ts';
import { type Measurement, median, row, rowsAgainst } from '../../row.ts';

const people = 12;
const weeks = 12;
const rounds = 3;
const mostRequests = 60;
const mostMs = 2_000;

interface Made {
  readonly requests: number;
  readonly ms: number;
}

/** A team's report over HTTPS, in a session that knows nothing but the list of people: receipts included. */
export const teamReport: Measurement = {
  id: 'team-report',
  async run(say) {
    say(`making ${people} people x ${weeks * 7 + 6} days`);
    const office = await largeOffice({ people, days: weeks * 7 + 6, seed: 'team', months: true });
    await makeDays(office, say);
    await make(office);
    const ours: Made[] = [];
    const theirs: Made[] = [];
    for (let round = 0; round < rounds; round++) {
      say(`round ${round + 1} of ${rounds}`);
      ours.push(await make(office));
      theirs.push(await make(office, withoutMonths));
    }
    const requests = { ours: at(ours, 0).requests, theirs: at(theirs, 0).requests };
    const ms = { ours: median(ours.map((each) => each.ms)), theirs: median(theirs.map((each) => each.ms)) };
    return rowsAgainst(
      'the same where no month was laid together',
      row('team-report', requests, 'requests', `at most ${mostRequests}`, requests.ours <= mostRequests),
      row('team-report-ms', ms, 'ms over HTTPS', 'under 2,000', ms.ours < mostMs),
    );
  },
};

/** The store makes what is read the first time, and answers nobody meanwhile: one after the other. */
async function makeDays({ owner, plan: { workers, days } }: LargeOffice, say: (text: string) => void): Promise<void> {
  const bucket = openS3Store(unwrap(parseBucketSettings(owner)));
  for (const { person, device } of workers) {
    say(`making the days of ${person}`);
    for (const day of days)
      for (const name of [dayKeyName('days'), summaryName])
        unwrap(await bucket.get(dayObjectKey('', { person, day, device }, name)));
  }
  bucket.close();
}

async function make(office: LargeOffice, openStore?: (settings: BucketSettings) => ObjectStore): Promise<Made> {
  const { service, requests, close } = await visit(office, openStore);
  try {
    unwrap(await service.people({}));
    const before = requests();
    const startedAt = performance.now();
    const team = at(office.plan.workers, 0).team;
    const { report: id } = unwrap(await service.startTeamReport({ team, weeks, reason: 'Planning of work' }));
    let step = unwrap(await service.readTeamReport({ report: id }));
    while (step.report === null) step = unwrap(await service.readTeamReport({ report: id }));
    const ms = performance.now() - startedAt;
    const hidden = step.report.weeks.find(({ shown }) => !shown);
    if (step.report.weeks.length !== weeks || hidden !== undefined)
      throw new Error(`a week of the made-up team is not shown: ${JSON.stringify(hidden)}`);
    return { requests: requests() - before, ms };
  } finally {
    close();
  }
}
