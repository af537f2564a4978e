import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maskColour } from '../../agent/screenshot/window-mask.ts';
import { unwrap } from '../../core/result.ts';
import { filesBelow, findings, type Haystack } from '../journeys/scenes/canary.ts';
import { decoded, largestDifference, liveliness } from '../journeys/scenes/pixels.ts';
import { Hands } from '../journeys/scenes/scripted-minute.ts';
import { newCast, type Part } from './agent/cast.ts';
import { processesIn, timesInMemory, timesOfKeysInMemory } from './agent/memory.ts';
import { type Minute, newTexts, recordMinuteOn, recordsOf } from './agent/minute.ts';
import { clockMs, countsUpTo, normalised } from './agent/normalised-day.ts';
import { untilRecording } from './agent/script.ts';
import { ending, mayEnd, openWindowsSide, openX11Side, type Side, type WindowsSide } from './agent/sides.ts';
import { underWine, wine } from './scene.ts';

/** Of what Windows said, to the moment at which a record says that it began. */
const withinMs = 1_000;
/** WebP carries a neighbour's colour a block (16 pixels) over an edge. */
const blockPixels = 16;
const partNames: readonly Part[] = ['notes', 'letter', 'ledger', 'diary'];
/** Not before it, by whichever clock. */
const sinceThen = expect.toSatisfy((ms: number) => ms >= -clockMs);

describe.skipIf(!wine.ok)(underWine('the agent from end to end'), () => {
  const cast = newCast();
  const texts = newTexts();
  const sides: Side[] = [];
  let windows: WindowsSide;
  let here: Minute;
  let there: Minute;

  beforeAll(async () => {
    if (!wine.ok) throw new Error(wine.why);
    windows = await openWindowsSide(wine.value);
    sides.push(windows);
    const x11 = await openX11Side();
    sides.push(x11);
    // Both at once: most of it is waiting.
    [here, there] = await Promise.all([recordMinuteOn(windows, texts, cast), recordMinuteOn(x11, texts, cast)]);
  }, 400_000);

  afterAll(async () => {
    for (const minute of [here, there]) await minute?.recorded.office.close();
    for (const side of sides) await side.end();
  }, 60_000);

  it('shows each program and title in the order in which the X server told another program, and none besides', () => {
    const { driven, open } = here;
    const expected = driven.truth.map(({ window, title }) => {
      const part = partNames.find((each) => open[each].window === window);
      return part === undefined || part === 'diary' ? [null, 'rule', null] : [cast[part].program, null, title];
    });
    expect(shownWindows().map(({ appId, withheld, title }) => [appId, withheld, title])).toEqual(expected);
  });

  it('begins each within a second of when Windows itself told another program that it is in front', async () => {
    const said = await windows.said();
    let from = here.driven.steps.begin.at;
    for (const { start, title } of shownWindows().slice(1)) {
      const one = said.find((each) => each.at >= from && each.title === (title ?? cast.diary.title));
      expect([title, Math.abs(start - (one?.at ?? 0)) < withinMs, one]).toEqual([title, true, one]);
      from = one?.at ?? from;
    }
  });

  it('counts every key, click and wheel step exactly', () => {
    const { keys, clicks, scrolls } = here.driven.done;
    expect(here.day.view.totals).toMatchObject({ keys, clicks, scrolls });
    expect(keys).toBeGreaterThan(80);
    // Each in its place, too.
    for (const { records, driven } of [here, there]) {
      const { doneBy } = driven;
      const instants = doneBy.map(({ at }) => at);
      expect(countsUpTo(records, instants)).toEqual(doneBy.map(({ at: _at, ...done }) => done));
    }
  });

  it('shows active, locked, idle and paused time, each since it was done and before the page showed it', () => {
    for (const { driven, day } of [here, there]) {
      const { begin, locked, unlocked, rest, back, paused } = driven.steps;
      const states = day.view.states.filter(({ end }) => end > begin.at);
      // On a slow machine nobody has touched anything for a while when the script begins.
      if (states[0]?.state === 'idle' && states[0].start < begin.at) states.shift();
      expect(states.map(({ state }) => state)).toEqual(['active', 'locked', 'active', 'idle', 'active', 'paused']);
      for (const [index, { at, shownBy }] of [locked, unlocked, rest, back, paused].entries()) {
        const start = states[index + 1]?.start ?? 0;
        expect([index, start - at, shownBy - start]).toEqual([index, sinceThen, sinceThen]);
      }
    }
  });

  it('has the excluded window as a solid block in every picture, and the others alive', async () => {
    const { day, open } = here;
    expect(day.pictures.size).toBeGreaterThan(1);
    for (const webp of day.pictures.values()) {
      const picture = await decoded(webp);
      expect(largestDifference(picture, open.diary.bounds, maskColour, blockPixels)).toBeLessThanOrEqual(8);
      expect(largestDifference(picture, open.diary.bounds, maskColour)).toBeLessThanOrEqual(32);
      for (const { bounds } of [open.notes, open.letter]) expect(liveliness(picture, bounds)).toBeGreaterThan(10);
    }
    for (const { covered } of day.view.shots) expect(covered).toBeGreaterThan(0);
  });

  it('sent a day of which every object is there, signed and unaltered', () => {
    expect(here.day.chain).toMatchObject({ state: 'open', faults: [] });
    expect(here.day.chain.objects).toBeGreaterThan(3);
  });

  it('had its sign on the screen while it recorded, and not while it was paused', () => {
    expect([here.driven.signWhileRecording, here.signGone]).toEqual([true, true]);
  });

  it('recorded the same day on Windows and on X11, but for the names of programs', () => {
    expect(normalised(here)).toEqual(normalised(there));
  });

  it('has neither what was typed nor the excluded title in a file, a request or what it printed', async () => {
    const { recorded, cast: made } = here;
    const never = [texts.secret, texts.diary, made.diary.title];
    const wire = recorded.office.proxy.exchanges.flatMap(({ method, path, headers, body, answer }): Haystack[] => [
      { name: `${method} ${path}`, bytes: Buffer.from(`${path}\n${JSON.stringify(headers)}`) },
      { name: `body of ${method} ${path}`, bytes: body },
      { name: `answer to ${method} ${path}`, bytes: answer },
    ]);
    const printed = { name: 'what it printed', bytes: Buffer.from(await recorded.agent.said()) };
    const view = { name: 'the day', bytes: Buffer.from(JSON.stringify(here.day.view)) };
    const places = [...(await filesBelow(recorded.folder)), ...wire, printed, view];
    expect(places.length).toBeGreaterThan(30);
    expect(findings(places, never)).toEqual([]);
  });

  it('has what was typed in the memory of none of its three processes', async () => {
    const processes = ['cli/main.ts agent', 'sensor-process.ts', 'sign-process.ts'].map((part) => {
      const found = processesIn(dirname(windows.folder), part);
      expect(found.map(({ command }) => command)).toHaveLength(1);
      return found[0]?.pid ?? 0;
    });
    // What the process does have is found: its own program, and to the sensors the title of a window.
    const known = ['--json-lines', cast.ledger.title, 'sign-process.ts'];
    for (const [index, pid] of processes.entries()) {
      const [there = 0, secret, typed] = await timesInMemory(pid, [known[index] ?? '', texts.secret, texts.diary]);
      expect(there).toBeGreaterThan(0);
      expect([secret, typed]).toEqual([0, 0]);
    }
  });

  it('has the keys of the secret in none of them by their numbers, as it would be found', async () => {
    const keys = texts.secret.replace(/^[^!]*!|Xy$/g, '');
    expect(keys).toMatch(/^[0-9a-f]{12}$/);
    const pids = ['cli/main.ts agent', 'sensor-process.ts', 'sign-process.ts'].map(
      (part) => processesIn(dirname(windows.folder), part)[0]?.pid ?? 0,
    );
    for (const pid of pids) expect(await timesOfKeysInMemory(pid, keys)).toBe(0);
  });

  it('keeps everything when the session ends, and is ended right after', async () => {
    const { recorded, driven } = here;
    unwrap(await recorded.page.resume({}));
    await untilRecording(recorded);
    const hands = new Hands(windows);
    await hands.to(here.open.notes);
    await hands.type('the last words of the day');
    // As much as counts may be on their way from the sensors.
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await windows.windows.call('tell', { kind: mayEnd, wParam: 0 })).toBe(1);
    await windows.windows.call('tell', { kind: ending, wParam: 1 });
    for (const { pid } of processesIn(dirname(windows.folder), 'cli/main.ts agent')) process.kill(pid, 'SIGKILL');
    await recorded.agent.ended;
    const keys = (await recordsOf(recorded)).reduce((sum, each) => sum + (each.kind === 'counts' ? each.keys : 0), 0);
    expect(keys).toBe(driven.done.keys + hands.done.keys);
  });

  /** Those of the script. While the screen is locked nothing is recorded: before and after it the same window is in front. */
  function shownWindows() {
    const shown = here.day.view.windows.filter(({ end }) => end > here.driven.steps.begin.at + withinMs);
    return shown.filter((each, index) => each.title === null || each.title !== shown[index - 1]?.title);
  }
});
