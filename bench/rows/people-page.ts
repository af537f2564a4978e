import { unwrap } from '../../core/result.ts';
import { type LargeOffice, largeOffice } from '../large-office/office.ts';
import { visit } from '../large-office/visit.ts';
import { type Measurement, row, rowsAgainst } from '../row.ts';

/** As many as a page shows at once. */
const visible = 50;

interface Seen {
  readonly requests: number;
  readonly ms: number;
}

/** The list of a thousand people and the presence of the first 50, receipts included: with 90 days of each, and with 10. */
export const peoplePage: Measurement = {
  id: 'people-page',
  async run(say) {
    say('making 1,000 people x 90 days');
    const many = await largeOffice({ people: 1_000, days: 90, seed: 'large' });
    say('making 1,000 people x 10 days');
    const few = await largeOffice({ people: 1_000, days: 10, seed: 'large' });
    await look(few);
    say('looking');
    const ours = await look(many);
    const theirs = await look(few);
    const requests = { ours: ours.requests, theirs: theirs.requests };
    const ms = { ours: ours.ms, theirs: theirs.ms };
    return rowsAgainst(
      'the same with 10 days of each',
      row('people-page', requests, 'requests', 'the same', requests.ours === requests.theirs),
      row('people-page-ms', ms, 'ms to the presence of 50', 'under 3,000', ms.ours < 3_000),
    );
  },
};

async function look(office: LargeOffice): Promise<Seen> {
  const { service, requests, close } = await visit(office);
  try {
    const startedAt = performance.now();
    const people = unwrap(await service.people({}));
    const shown = people.slice(0, visible).map(({ person }) => person);
    const presence = unwrap(await service.presence({ people: shown }));
    const ms = performance.now() - startedAt;
    const untold = presence.find(({ latest }) => latest === null);
    if (people.length !== office.plan.workers.length || presence.length !== visible || untold !== undefined)
      throw new Error(`not everybody’s presence can be told: ${untold?.problem?.code}`);
    return { requests: requests(), ms };
  } finally {
    close();
  }
}
