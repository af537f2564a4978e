import { linkName } from '../../bucket/layout.ts';
import { writePack } from '../../bucket/pack.ts';
import { type ChainEntry, type Link, writeLink } from '../../core/day/chain.ts';
import type { DaySummary } from '../../core/day/summary.ts';
import type { Day } from '../../core/ids.ts';
import { signDocument, signerOf } from '../../seal/signing.ts';
import { type MadeObject, madeObject } from './bucket/made-object.ts';
import { seededSeal } from './bucket/seeded-seal.ts';
import type { Cast } from './cast.ts';
import type { DatedDay } from './dated-day.ts';
import { segmentMs, segmentStarts, shotAt } from './day-records.ts';
import type { Pictures } from './pictures.ts';
import type { OfficePlan } from './plan.ts';

/** What is one person's own of a day: the chain, signed by their device, and what is made of it. */
export interface PersonDay {
  readonly links: readonly MadeObject[];
  readonly pack: Buffer;
  readonly summary: DaySummary;
  readonly sealedSummary: Buffer;
}

/** How long after it was taken anything is held back. */
const holdMs = segmentMs;

/**
 * The links of a day as an agent writes them when holds end: a third of the pictures by themselves, the others with the segment that they were
 * taken in, an hour's sheet with its last picture, and one that closes the day.
 */
export function personDay(
  { seeded, workers }: OfficePlan,
  cast: Cast,
  at: { readonly worker: number; readonly variant: number; readonly day: Day },
  { segments, sums }: DatedDay,
  pictures: Pictures,
): PersonDay {
  const worker = workers[at.worker];
  const shots = pictures.shots[at.variant];
  const sheets = pictures.sheets[at.variant];
  if (worker === undefined || shots === undefined || sheets === undefined) throw new RangeError('not in the plan');
  const { person, device } = worker;
  const { day } = at;
  const { privateKey } = cast.signing(at.worker);
  const sign = signerOf(privateKey);
  const links: MadeObject[] = [];
  const add = (when: number, entries: readonly ChainEntry[], final = false): void => {
    const seq = links.length;
    const link: Link = {
      format: 'plainsight-link/1',
      person,
      device,
      day,
      seq,
      previous: links.at(-1)?.sha256 ?? null,
      recipient: cast.dayIdentity.recipient,
      shots: cast.dayIdentity.recipient,
      at: when,
      entries: [...entries],
      final,
    };
    links.push(madeObject(linkName(seq), Buffer.from(writeLink(link, sign))));
  };
  const morning = Date.parse(day);
  for (const [index, offset] of segmentStarts.entries()) {
    const segment = segments[index];
    const shot = shots[index];
    if (segment === undefined || shot === undefined) throw new RangeError('a segment without its picture');
    const sheet = (index + 1) % 6 === 0 ? sheets[Math.floor(index / 6)] : undefined;
    const picture = [entryOf(shot), ...(sheet === undefined ? [] : [sheetEntryOf(sheet)])];
    const apart = index % 3 === 0;
    if (apart) add(shotAt(morning, index) + holdMs, picture);
    add(morning + offset + segmentMs + holdMs, [entryOf(segment), ...(apart ? [] : picture)]);
  }
  add(morning + 24 * 3_600_000, [], true);
  const summary = { ...sums, person, device, links: links.length, head: links.at(-1)?.sha256 ?? null, final: true };
  return {
    links,
    pack: Buffer.from(writePack([...links, ...segments].map(({ name, body }) => ({ name, bytes: body })))),
    summary,
    sealedSummary: seededSeal(
      seeded,
      `summary ${person} ${day}`,
      [cast.dayIdentity],
      signDocument(summary, privateKey),
    ),
  };
}

function entryOf({ name, body, sha256 }: MadeObject): ChainEntry {
  return { name, bytes: body.length, sha256 };
}

function sheetEntryOf(sheet: Pictures['sheets'][number][number]): ChainEntry {
  return { ...entryOf(sheet), cells: [...sheet.cells] };
}
