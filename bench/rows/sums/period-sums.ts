import type { ObjectStore } from '../../../bucket/object-store.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { parseBucketSettings } from '../../../bucket/settings.ts';
import {
  sumOfPeriod,
  sumsByApp,
  sumsByCategory,
  sumsByDay,
  sumsByHour,
  sumsBySite,
} from '../../../core/reports/period-sums.ts';
import { unwrap } from '../../../core/result.ts';
import { at } from '../../large-office/at.ts';
import { type LargeOffice, largeOffice } from '../../large-office/office.ts';
import { remembering, visit } from '../../large-office/visit.ts';
import { cpuOf, type Measurement, median, type Row, row, rowsAgainst } from '../../row.ts';

const year = 365;
const month = 30;
const rounds = 5;
/** How many days are read whole; what the others would cost is taken from them. */
const reread = 5;
/** Of a year, and so of a month. */
const mostRequests = 30;
const reason = 'Agreed check-in';

const against = `reading the days again (${reread} read, the rest reckoned)`;

/** A month of one person by the sums that their agent wrote, over HTTPS, against reading the days themselves. */
export const monthSum: Measurement = {
  id: 'month-sum',
  async run(say) {
    const office = await officeOfAYear(say);
    return wallRow('month-sum', office, month, say);
  },
};

/** A year of one person: what opening, checking and summing takes once the bytes are there, whether a day of it costs more than one of a month, and all of it over HTTPS. */
export const yearSum: Measurement = {
  id: 'year-sum',
  async run(say) {
    const office = await officeOfAYear(say);
    const bucket = openS3Store(unwrap(parseBucketSettings(office.owner)));
    // From the second time on everything that is read lies in memory: what is left is opening, checking and summing.
    const memory = remembering(bucket);
    const cpu: Record<'year' | 'month' | 'days', number[]> = { year: [], month: [], days: [] };
    for (let round = -1; round < rounds; round++) {
      say(`round ${round + 1} of ${rounds}`);
      const took = {
        year: (await sumUp(office, year, memory)).cpuMs,
        month: (await sumUp(office, month, memory)).cpuMs,
        days: (await readDays(office, memory)).cpuMs,
      };
      if (round >= 0) for (const name of ['year', 'month', 'days'] as const) cpu[name].push(took[name]);
    }
    bucket.close();
    const { year: whole, month: part, days } = cpu;
    const sum = { ours: median(whole), theirs: (median(days) / reread) * year };
    const aDay = { ours: sum.ours / year, theirs: median(part) / month };
    const isFlat = aDay.ours <= 1.25 * aDay.theirs;
    return [
      ...rowsAgainst(
        against,
        row('year-sum', sum, 'ms CPU to open, check and sum 365 days', 'under 60', sum.ours < 60),
      ),
      ...rowsAgainst('a day of a month', row('year-sum-a-day', aDay, 'ms CPU a day', 'flat: at most 1.25 x', isFlat)),
      ...(await wallRow('year-sum-https', office, year, say)),
    ];
  },
};

async function officeOfAYear(say: (text: string) => void): Promise<LargeOffice> {
  say('making a year');
  const office = await largeOffice({ people: 1, days: year, seed: 'year', months: true });
  // The store makes what is read the first time.
  await sumUp(office, year);
  await readDays(office);
  return office;
}

async function wallRow(id: string, office: LargeOffice, days: number, say: (text: string) => void): Promise<Row[]> {
  const ours: Cost[] = [];
  const theirs: Cost[] = [];
  for (let round = 0; round < rounds; round++) {
    say(`over HTTPS, round ${round + 1} of ${rounds}`);
    ours.push(await sumUp(office, days));
    theirs.push(await readDays(office));
  }
  const ms = (costs: readonly Cost[]) => median(costs.map((each) => each.ms));
  const sum = { ours: ms(ours), theirs: (ms(theirs) / reread) * days };
  const requests = ours[0]?.requests ?? Number.NaN;
  const isFew = requests <= mostRequests;
  const target = `at most 1/4, and ${mostRequests} requests`;
  return rowsAgainst(
    against,
    row(id, sum, `ms over HTTPS, ${requests} requests`, target, sum.ours <= sum.theirs / 4 && isFew),
  );
}

interface Cost {
  readonly requests: number;
  readonly ms: number;
  readonly cpuMs: number;
}

/** The last `count` days as the page sums them up: by day, hour, app, site and category. */
function sumUp(office: LargeOffice, count: number, memory?: ObjectStore): Promise<Cost> {
  const { person, days } = place(office);
  const from = at(days, days.length - count);
  const to = at(days, days.length - 1);
  return cost(office, memory, async (service) => {
    const period = unwrap(await service.period({ person, from, to, reason }));
    if (period.days.length !== count || period.missing.length > 0)
      throw new Error(`${period.days.length} of ${count} days have sums: ${period.missing[0]?.problem.code}`);
    const sums = [sumOfPeriod(period.days).recordedMs, sumsByDay(period.days).length, sumsByHour(period.days).length];
    sums.push(sumsByApp(period.days).length, sumsBySite(period.days).length, sumsByCategory(period.days).length);
    if (sums.includes(0)) throw new Error('the sums of a period are empty');
  });
}

/** A few days opened one after the other, as a viewer without sums would have to. */
function readDays(office: LargeOffice, memory?: ObjectStore): Promise<Cost> {
  const { person, days } = place(office);
  return cost(office, memory, async (service) => {
    for (let index = 0; index < reread; index++) {
      const day = at(days, index * Math.floor(days.length / reread));
      const opened = unwrap(await service.openDay({ person, day, reason }));
      if (opened.devices[0]?.view === null) throw new Error('a made-up day does not open');
    }
  });
}

type Work = (service: Awaited<ReturnType<typeof visit>>['service']) => Promise<void>;

async function cost(office: LargeOffice, memory: ObjectStore | undefined, work: Work): Promise<Cost> {
  const { service, requests, close } = await visit(office, memory === undefined ? openS3Store : () => memory);
  try {
    unwrap(await service.people({}));
    const before = requests();
    const startedAt = performance.now();
    const cpuMs = await cpuOf(() => work(service));
    return { requests: requests() - before, ms: performance.now() - startedAt, cpuMs };
  } finally {
    close();
  }
}

function place({ plan: { workers, days } }: LargeOffice) {
  return { person: at(workers, 0).person, days };
}
