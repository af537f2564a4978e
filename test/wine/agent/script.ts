import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isLegible } from '../../../agent/sign/pill.ts';
import { placesOf } from '../../../agent/sign/places.ts';
import { signText } from '../../../agent/sign/sign-text.ts';
import { recordedPurposes } from '../../../core/organisation/purpose.ts';
import { unwrap } from '../../../core/result.ts';
import { type Desktop, until } from '../../desktop.ts';
import { type TrueSpan, watchTruth } from '../../journeys/scenes/ground-truth.ts';
import { type Done, Hands } from '../../journeys/scenes/scripted-minute.ts';
import { type OpenCast, screen } from './cast.ts';
import { agreed, type RecordedSide } from './recorded-side.ts';
import type { Side } from './sides.ts';

export interface Texts {
  readonly secret: string;
  readonly ordinary: string;
  readonly note: string;
  readonly diary: string;
}

/** What the script did, and what others saw of it. */
export interface Driven {
  readonly done: Done;
  /** Instants of the script, in order, at which something else began. */
  readonly marks: Readonly<Record<Mark, number>>;
  readonly truth: readonly TrueSpan[];
  /** The longest time, ms, for which this machine let nobody say when something happened. */
  readonly stallMs: number;
  /** Whether the sign stood on the screen at the end of recording. */
  readonly signWhileRecording: boolean;
}

const markNames = ['begin', 'locked', 'unlocked', 'rest', 'back', 'paused'] as const;
export type Mark = (typeof markNames)[number];

/** Longer than what counts as idle. */
const restMs = 13_000;
const lockMs = 2_000;

/** The same work on each system, with a pause at its end. Every key, click and step is a real one of the X server. */
export async function driveScript(side: Side, recorded: RecordedSide, cast: OpenCast, texts: Texts): Promise<Driven> {
  const { desktop } = side;
  const hands = new Hands(side);
  const { notes, letter, ledger, diary } = cast;
  const marks: Partial<Record<Mark, number>> = {};
  const watch = await watchTruth(
    desktop,
    [notes, letter, ledger, diary].map(({ window }) => window),
  );
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  try {
    await until(async () => ((await signStands(desktop)) && (await isRecording(recorded)) ? true : null));
    await side.stall();
    delay.reset();
    marks.begin = Date.now();
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
    marks.locked = Date.now();
    await side.lock(true);
    await until(async () => ((await isRecording(recorded)) ? null : true));
    await stay(lockMs);
    marks.unlocked = Date.now();
    await side.lock(false);
    await until(async () => ((await isRecording(recorded)) ? true : null));
    await hands.press('Return', 3);
    marks.rest = Date.now();
    await stay(restMs);
    const signWhileRecording = await signStands(desktop);
    await hands.to(letter);
    marks.back = Date.now();
    await hands.press('End', 2);
    // Until it is said what becomes of idle time, what follows stays here too.
    const { start } = await until(async () => unwrap(await recorded.page.status({})).idleQuestion);
    unwrap(await recorded.page.answerIdle({ start, keep: true }));
    await stay(2_000);
    marks.paused = Date.now();
    unwrap(await recorded.page.pause({ length: 'until-resumed' }));
    const stallMs = Math.max(delay.max / 1e6, await side.stall());
    const { begin, locked, unlocked, rest, back, paused } = marks;
    const truth = watch.spans(begin, paused);
    return {
      done: hands.done,
      marks: { begin, locked, unlocked, rest, back, paused },
      truth,
      stallMs,
      signWhileRecording,
    };
  } finally {
    delay.disable();
    watch.close();
  }
}

/** Whether all that was agreed to is being recorded. */
export async function isRecording({ page }: RecordedSide): Promise<boolean> {
  const { purposes } = unwrap(await page.status({}));
  return purposes.every(({ purpose, state }) => !agreed.includes(purpose) || state === 'recording');
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

function stay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
