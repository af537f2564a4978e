import { type ActivityRecord, parseRecords } from '../../../core/day/activity.ts';
import { unwrap } from '../../../core/result.ts';
import { until } from '../../desktop.ts';
import { linesIn, snapshotOf } from '../../faults/vault-snapshot.ts';
import { newSecret, rareWord } from '../../journeys/scenes/canary.ts';
import { type Cast, newCast, type OpenCast, placed } from './cast.ts';
import { type ManagersDay, managersDay } from './managers-day.ts';
import { type RecordedSide, recordedOn } from './recorded-side.ts';
import { type Driven, driveScript, signStands, type Texts } from './script.ts';
import type { Side } from './sides.ts';

/** Everything that is left of the script on one system. */
export interface Minute {
  readonly side: Side;
  readonly recorded: RecordedSide;
  readonly cast: Cast;
  readonly open: OpenCast;
  readonly texts: Texts;
  readonly driven: Driven;
  /** Whether the sign went when recording was paused. */
  readonly signGone: boolean;
  readonly day: ManagersDay;
  /** The day as the agent wrote it, before it is added up by the minute. */
  readonly records: readonly ActivityRecord[];
}

/** What the person typed, in the order of the script, of the same length each time. */
export function newTexts(): Texts {
  const [ordinary, note, diary] = [rareWord(), rareWord(), rareWord()];
  return {
    secret: newSecret(),
    ordinary: `make ${ordinary} all`,
    note: `remember ${note}`,
    diary: `nobody reads ${diary}`,
  };
}

/** Records the script, has all of it sent, and opens it as a manager. */
export async function recordMinuteOn(side: Side, texts: Texts, cast: Cast = newCast()): Promise<Minute> {
  const [recorded] = await Promise.all([recordedOn(side, [{ title: 'Diary *', effect: 'exclude' }]), side.open(cast)]);
  const open = await placed(side.desktop, cast);
  const driven = await driveScript(side, recorded, open, texts);
  const signGone = await until(async () => ((await signStands(side.desktop)) ? null : true));
  await sent(recorded);
  const [day, records] = [await managersDay(recorded.office), await recordsOf(recorded)];
  return { side, recorded, cast, open, texts, driven, signGone, day, records };
}

/** All that an agent has written. */
export async function recordsOf({ folder, unlock }: RecordedSide): Promise<ActivityRecord[]> {
  const snapshot = await snapshotOf(folder, unlock);
  return parseRecords((await linesIn(folder, unlock, snapshot)).join('\n'));
}

const sendingMs = 180_000;

/** Answers when everything that was recorded until now is in the bucket. */
export async function sent({ page }: RecordedSide): Promise<void> {
  const asked = Date.now();
  await until(async () => {
    const { upload, deletableFrom } = unwrap(await page.status({}));
    const hasLeft = deletableFrom === null || deletableFrom >= asked;
    return (hasLeft && upload.waiting === 0 && upload.onHold === 0) || null;
  }, sendingMs);
}
