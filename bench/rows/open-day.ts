import { dayKeyName, dayObjectKey, packName } from '../../bucket/layout.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { parseBucketSettings } from '../../bucket/settings.ts';
import type { DeviceDayId } from '../../core/day/chain.ts';
import { unwrap } from '../../core/result.ts';
import { at } from '../large-office/at.ts';
import { type LargeOffice, largeOffice } from '../large-office/office.ts';
import { seededBy } from '../large-office/seeded.ts';
import { visit } from '../large-office/visit.ts';
import { type Measurement, quantile, row, rowsAgainst } from '../row.ts';

const draws = 50;
const reason = 'Agreed check-in';
/** In two runs of the same thing the medians differ by so much at most. */
const sameWithin = 1.25;

interface Opened {
  readonly requests: number;
  readonly ms: number;
}

/**
 * A day of somebody who is new to the session, from the click to the answer that the timeline is drawn from: receipt, key, chain and records,
 * over HTTPS. In an office of 1,000 x 90 days and in one of 10 x 90 in turns, each day in a session of its own.
 */
export const openDay: Measurement = {
  id: 'open-day',
  async run(say) {
    say('making 1,000 people x 90 days');
    const large = await largeOffice({ people: 1_000, days: 90, seed: 'large' });
    say(`${large.objects.toLocaleString('en')} objects in ${Math.round(large.generatedMs / 1000)} s; making 10 x 90`);
    const small = await largeOffice({ people: 10, days: 90, seed: 'small' });
    const found: Record<'large' | 'small', Opened[]> = { large: [], small: [] };
    // One more at first, which pays for what a process does once.
    for (let draw = -1; draw < draws; draw++) {
      say(`day ${draw + 1} of ${draws}`);
      for (const [name, office] of [
        ['large', large],
        ['small', small],
      ] as const) {
        const opened = await openOne(office, draw);
        if (draw >= 0) found[name].push(opened);
      }
    }
    const most = (all: readonly Opened[]) => Math.max(...all.map(({ requests }) => requests));
    const ms = (all: readonly Opened[], part: number) =>
      quantile(
        all.map((each) => each.ms),
        part,
      );
    const requests = { ours: most(found.large), theirs: most(found.small) };
    const typical = { ours: ms(found.large, 0.5), theirs: ms(found.small, 0.5) };
    const slow = { ours: ms(found.large, 0.95), theirs: ms(found.small, 0.95) };
    const few = requests.ours <= 8 && requests.ours === requests.theirs;
    const isSame = typical.ours <= typical.theirs * sameWithin;
    return rowsAgainst(
      'the same in 10 people x 90 days',
      row('open-day', requests, 'requests', 'at most 8, and no more than in the small one', few),
      row('open-day-p50', typical, 'ms to the timeline', `at most ${sameWithin} x`, isSame),
      row('open-day-p95', slow, 'ms to the timeline', 'under 1,000', slow.ours < 1_000),
    );
  },
};

async function openOne(office: LargeOffice, draw: number): Promise<Opened> {
  const { workers, days } = office.plan;
  const drawn = seededBy('days to open')(`draw ${draw}`, 8);
  const worker = at(workers, drawn.readUInt32BE(0) % workers.length);
  const day = at(days, drawn.readUInt32BE(4) % days.length);
  await bringAbout(office, { person: worker.person, day, device: worker.device });
  const { service, requests, close } = await visit(office);
  try {
    unwrap(await service.people({}));
    const before = requests();
    const startedAt = performance.now();
    const opened = unwrap(await service.openDay({ person: worker.person, day, reason }));
    const ms = performance.now() - startedAt;
    const [part] = opened.devices;
    if (part?.view?.windows.length === 0 || part?.chain.state !== 'verified')
      throw new Error(`a made-up day does not open as verified: ${JSON.stringify(part?.chain)}`);
    return { requests: requests() - before, ms };
  } finally {
    close();
  }
}

/** Lets the store make what it has of the day, so that only reading is measured. */
async function bringAbout({ owner }: LargeOffice, of: DeviceDayId): Promise<void> {
  const store = openS3Store(unwrap(parseBucketSettings(owner)));
  for (const name of [dayKeyName('days'), packName]) unwrap(await store.get(dayObjectKey('', of, name)));
  store.close();
}
