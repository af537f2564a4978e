import { classFolder, dayClasses, dayKeyName, dayObjectKey, monthClass, packName } from '../../bucket/layout.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { type BucketSettings, parseBucketSettings } from '../../bucket/settings.ts';
import { unwrap } from '../../core/result.ts';
import { clientOf, dispatch } from '../../ipc/contract.ts';
import { managerContract } from '../../ipc/manager.ts';
import { runSearch } from '../../renderer/manager/search/search-run.ts';
import { at } from '../large-office/at.ts';
import { type LargeOffice, largeOffice } from '../large-office/office.ts';
import { visit, withoutMonths } from '../large-office/visit.ts';
import { type Measurement, median, row, rowsAgainst } from '../row.ts';

const people = 12;
const days = 30;
const rounds = 5;
const mostFirstMs = 1_000;
const mostShare = 0.05;
/** In every made-up day, in a title or two. */
const text = 'of project 7';

interface Searched {
  readonly requests: number;
  readonly firstMs: number;
  readonly ms: number;
  readonly hits: number;
}

/** A search as the page runs it, over HTTPS, in a session that knows nothing but the list of people: receipts included. The last day is not over. */
export const search: Measurement = {
  id: 'search',
  async run(say) {
    say(`making ${people} people x ${days} days`);
    const office = await largeOffice({ people, days, seed: 'search', months: true });
    await makeDays(office, say);
    await searchAll(office);
    const ours: Searched[] = [];
    const theirs: Searched[] = [];
    for (let round = 0; round < rounds; round++) {
      say(`round ${round + 1} of ${rounds}`);
      ours.push(await searchAll(office));
      theirs.push(await searchAll(office, withoutMonths));
    }
    const of = (part: keyof Searched) => ({
      ours: median(ours.map((each) => each[part])),
      theirs: median(theirs.map((each) => each[part])),
    });
    if (of('hits').ours !== of('hits').theirs) throw new Error(`not the same hits: ${JSON.stringify(of('hits'))}`);
    const [requests, first, whole] = [of('requests'), of('firstMs'), of('ms')];
    const isFew = requests.ours <= people * days;
    const size = await sizeOf(office);
    const ofAll = { ours: size.texts, theirs: size.all };
    const ofRecords = { ours: size.texts, theirs: size.records };
    return [
      ...rowsAgainst(
        'the same where no month was laid together',
        row(
          'search',
          requests,
          `requests, ${whole.ours.toFixed(0)} ms over HTTPS for ${whole.theirs.toFixed(0)}`,
          `at most ${people * days}`,
          isFew,
        ),
        row('search-first-hit', first, 'ms until the first hit', 'under 1,000', first.ours < mostFirstMs),
      ),
      ...rowsAgainst(
        'all that lies in the bucket of the same days',
        row('search-index', ofAll, 'bytes a day', 'under 5 %', ofAll.ours < mostShare * ofAll.theirs),
      ),
      ...rowsAgainst(
        'the same without pictures',
        row('search-index-records', ofRecords, 'bytes a day', 'told, no target', true),
      ),
    ];
  },
};

/** The store makes what is read the first time, and answers nobody meanwhile: one after the other. */
async function makeDays({ owner, plan }: LargeOffice, say: (text: string) => void): Promise<void> {
  const bucket = openS3Store(unwrap(parseBucketSettings(owner)));
  for (const { person, device } of plan.workers) {
    say(`making the days of ${person}`);
    for (const day of plan.days)
      for (const name of [dayKeyName('days'), packName])
        unwrap(await bucket.get(dayObjectKey('', { person, day, device }, name)));
  }
  bucket.close();
}

async function searchAll(
  office: LargeOffice,
  openStore?: (settings: BucketSettings) => ObjectStore,
): Promise<Searched> {
  const { service, requests, close } = await visit(office, openStore);
  try {
    const all = unwrap(await service.people({}));
    const before = requests();
    const startedAt = performance.now();
    let firstMs: number | null = null;
    let hits = 0;
    const span = { from: at(office.plan.days, 0), to: at(office.plan.days, days - 1) };
    const query = { people: all.map(({ person }) => person), ...span, text, reason: 'Agreed check-in' };
    const client = clientOf(managerContract, (call, args) => dispatch(managerContract, service, call, args));
    const end = await runSearch(client, query, new AbortController().signal, ({ found, unread, skipped }) => {
      if (found.length > 0) firstMs ??= performance.now() - startedAt;
      hits = found.reduce((sum, { count }) => sum + count, 0);
      if (unread.length + skipped.length > 0)
        throw new Error(`not searched: ${JSON.stringify([unread[0], skipped[0]])}`);
    });
    if (end !== null || firstMs === null) throw new Error(`the search ended early: ${end?.code}`);
    return { requests: requests() - before, firstMs, ms: performance.now() - startedAt, hits };
  } finally {
    close();
  }
}

/** Of a person, in bytes a day: what a search looks at, all that lies beside it, and that without pictures. */
async function sizeOf({ owner, plan }: LargeOffice): Promise<Record<'texts' | 'all' | 'records', number>> {
  const bucket = openS3Store(unwrap(parseBucketSettings(owner)));
  const { person } = at(plan.workers, 0);
  const bytesIn = async (folder: string, is: (key: string) => boolean = () => true) =>
    unwrap(await bucket.list(folder))
      .filter(({ key }) => is(key))
      .reduce((sum, { bytes }) => sum + bytes, 0);
  const texts = await bytesIn(classFolder('', monthClass, person), (key) => key.endsWith('/texts.age'));
  const sizes = await Promise.all(
    dayClasses.map(async (each) => [each, await bytesIn(classFolder('', each, person))] as const),
  );
  bucket.close();
  const sum = (isOf: (dayClass: string) => boolean) =>
    sizes.filter(([each]) => isOf(each)).reduce((total, [, bytes]) => total + bytes, 0) / plan.days.length;
  // The last day is in no month.
  return {
    texts: texts / (plan.days.length - 1),
    all: sum(() => true),
    records: sum((each) => !each.startsWith('shot')),
  };
}
