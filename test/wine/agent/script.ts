import { setTimeout as wait } from 'node:timers/promises';
import { isLegible } from '../../../agent/sign/pill.ts';
import { placesOf } from '../../../agent/sign/places.ts';
import { signText } from '../../../agent/sign/sign-text.ts';
import type { PresenceState } from '../../../core/day/activity.ts';
import { recordedPurposes } from '../../../core/organisation/purpose.ts';
import { unwrap } from '../../../core/result.ts';
import { type Desktop, until } from '../../desktop.ts';
import { type TrueSpan, watchTruth } from '../../journeys/scenes/ground-truth.ts';
import { type Done, Hands } from '../../journeys/scenes/scripted-minute.ts';
import { type OpenCast, screen } from './cast.ts';
import { agreed, idleAfterMs, type RecordedSide } from './recorded-side.ts';
import type { Side } from './sides.ts';

export interface Texts {
  readonly secret: string;
  readonly ordinary: string;
  readonly note: string;
  readonly diary: string;
}

/** What was done by then, UTC ms, since the script began. */
interface DoneBy extends Pick<Done, 'keys' | 'clicks' | 'scrolls'> {
  readonly at: number;
}

/** A step of the script: when it was about to be done, and by when the agent's own page showed what came of it. UTC ms. */
interface Step {
  readonly at: number;
  readonly shownBy: number;
}

/** What the script did, and what others saw of it. */
export interface Driven {
  readonly done: Done;
  /** The same at each end of a rest, in order. */
  readonly doneBy: readonly DoneBy[];
  /** Steps of the script, in order, at which something else began. */
  readonly steps: Readonly<Record<StepName, Step>>;
  readonly truth: readonly TrueSpan[];
  /** Whether the sign stood on the screen at the end of recording. */
  readonly signWhileRecording: boolean;
}

export type StepName = 'begin' | 'locked' | 'unlocked' | 'rest' | 'back' | 'paused';

/** Longer than what counts as idle. */
const restMs = 13_000;
const lockMs = 2_000;
/** What the page may take to show a state on a machine that is never free: heartbeats, and nothing that is asserted. */
const showingMs = 120_000;

/** The same work on each system, with a pause at its end. Every key, click and step is a real one of the X server. */
export async function driveScript(side: Side, recorded: RecordedSide, cast: OpenCast, texts: Texts): Promise<Driven> {
  const { desktop } = side;
  const hands = new Hands(side);
  const { notes, letter, ledger, diary } = cast;
  const doneBy: DoneBy[] = [];
  const watch = await watchTruth(
    desktop,
    [notes, letter, ledger, diary].map(({ window }) => window),
  );
  /** Rests, as between one window and the next, at least until all is counted that was done. */
  const stay = async (ms: number) => {
    await wait(ms);
    const { keys, clicks, scrolls } = hands.done;
    const isCounted = async () => {
      const { totals } = unwrap(await recorded.page.today({}));
      return (totals.keys >= keys && totals.clicks >= clicks && totals.scrolls >= scrolls) || null;
    };
    // What is missing the test says.
    await until(isCounted, showingMs).catch(() => {});
    doneBy.push({ at: Date.now(), keys, clicks, scrolls });
  };
  /** Answers at what time the page had that state. */
  const shows = (state: PresenceState) =>
    until(
      async () => (unwrap(await recorded.page.today({})).states.at(-1)?.state === state ? Date.now() : null),
      showingMs,
    );
  try {
    await untilRecording(recorded);
    await until(async () => (await signStands(desktop)) || null);
    const begin = Date.now();
    await hands.type(`${texts.ordinary} then `);
    await hands.type(texts.secret);
    await hands.type(' and on\n');
    await stay(3_000);
    await hands.to(ledger);
    await hands.click(ledger, 0.5, 0.5);
    await hands.scroll(12, 'down');
    await hands.scroll(5, 'up');
    await stay(4_000);
    await hands.to(letter);
    await hands.click(letter, 0.5, 0.6);
    await hands.type(texts.note);
    await stay(3_000);
    await hands.to(diary);
    await hands.type(texts.diary);
    await stay(3_000);
    await hands.to(notes);
    await stay(3_000);
    const locked = Date.now();
    await side.lock(true);
    const lockedShown = await shows('locked');
    await wait(lockMs);
    const unlocked = Date.now();
    await side.lock(false);
    await untilRecording(recorded);
    const unlockedShown = await shows('active');
    const rest = Date.now();
    await hands.press('Return', 3);
    await stay(restMs);
    const signWhileRecording = await signStands(desktop);
    await hands.to(letter);
    const back = Date.now();
    await hands.press('End', 2);
    // Until it is said what becomes of idle time, what follows stays here too.
    const { start } = await until(async () => unwrap(await recorded.page.status({})).idleQuestion);
    unwrap(await recorded.page.answerIdle({ start, keep: true }));
    const backShown = await shows('active');
    await stay(2_000);
    const paused = Date.now();
    unwrap(await recorded.page.pause({ length: 'until-resumed' }));
    const pausedShown = await shows('paused');
    return {
      ...{ done: hands.done, doneBy, signWhileRecording },
      steps: {
        begin: { at: begin, shownBy: begin },
        locked: { at: locked, shownBy: lockedShown },
        unlocked: { at: unlocked, shownBy: unlockedShown },
        // Idle time is known late, and begins with the last input before it.
        rest: { at: rest, shownBy: back - idleAfterMs },
        back: { at: back, shownBy: backShown },
        paused: { at: paused, shownBy: pausedShown },
      },
      truth: watch.spans(begin, paused),
    };
  } finally {
    watch.close();
  }
}

/** Whether all that was agreed to is being recorded. */
export async function isRecording({ page }: RecordedSide): Promise<boolean> {
  const { purposes } = unwrap(await page.status({}));
  return purposes.every(({ purpose, state }) => !agreed.includes(purpose) || state === 'recording');
}

/** Answers once it is so; what is missing is told where it does not come. */
export async function untilRecording(recorded: RecordedSide): Promise<void> {
  await until(async () => {
    if (await isRecording(recorded)) return true;
    const { purposes } = unwrap(await recorded.page.status({}));
    const missing = purposes.filter(({ purpose, state }) => agreed.includes(purpose) && state !== 'recording');
    throw new Error(`not recorded: ${JSON.stringify(missing)}`);
  }, showingMs);
}

/** Whether the screen shows the sign in its corner, by what it is drawn like. */
export async function signStands(desktop: Desktop): Promise<boolean> {
  const text = signText({ purposes: recordedPurposes.filter((each) => agreed.includes(each)), language: 'en' }, 'en');
  const [place] = placesOf(text, [{ x: 0, y: 0, ...screen }], [], null);
  if (place === undefined) throw new Error('there is no place for the sign');
  const { width, height, rgb } = place.drawn;
  const [left, top] = [place.corner.right - width, place.corner.bottom - height];
  const whole = Buffer.from(await desktop.run('import', '-window', 'root', '-depth', '8', 'rgb:-'), 'latin1');
  const rows = Array.from({ length: height }, (_, row) => ((top + row) * screen.width + left) * 3);
  const seen = Buffer.concat(rows.map((at) => whole.subarray(at, at + width * 3)));
  return isLegible(seen, rgb);
}
