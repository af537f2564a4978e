import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { screenReadingSchema } from '../../agent/capture/beside/messages.ts';
import { wholeWindowText } from '../../agent/capture/window-text.ts';
import type {
  ActiveWindowReading,
  InputCounts,
  OpenWindows,
  PresenceReading,
  VisibleWindow,
} from '../../agent/ports.ts';
import { until } from '../desktop.ts';
import { type Remote, startRemote } from './remote.ts';
import { openScene, type Scene, underWine, wine } from './scene.ts';

interface Shot {
  readonly kind: string;
  readonly windows?: readonly VisibleWindow[];
  readonly failure?: unknown;
}

/** Those that come while the machine lets the changes themselves take longer. */
const slowestReadings = 30;
/** As long as Windows keeps a title. */
const longest = 32_767;
/** A program under Wine takes its time to start on a machine that has much else to do. */
const slowMs = 150_000;

describe.skipIf(!wine.ok)(underWine('programs that mean no good'), () => {
  let scene: Scene;
  let shots = 0;
  beforeAll(async () => {
    scene = await openScene();
  }, slowMs);
  afterAll(() => scene?.end());

  const shoot = () =>
    scene.sensors.call<Shot>('shot', { file: join(scene.session.folder, `hostile-${++shots}`), mayRead: true });
  /** What the agent makes of the windows, as another process says them. */
  const readAsSaid = (shot: Shot) => screenReadingSchema.safeParse({ ...shot, agoMs: 0, frames: [] });
  const placeOf = async (title: string) =>
    (await shoot()).windows?.find((each) => each.title === title)?.bounds ?? null;

  it(
    'are known by titles of every length and letter, as one line',
    async () => {
      const window = await scene.make({ title: 'Ordinary' });
      for (const title of [
        'half a letter \ud800 and the other half \udc00',
        '\u202egnitirw \u2066tfel-ot-thgir\u2069\u202c and \u200bno letter',
        'tabs\tand\r\nlines\u2028and \u0007bells',
        `${'long '.repeat(6_000)}\u{1f600}`,
        'x'.repeat(longest - 1),
      ]) {
        await scene.windows.call('title', { window, title });
        const expected = wholeWindowText(title);
        const told = await until(async () => {
          const open = await scene.sensors.call<OpenWindows>('windows');
          return open.kind === 'windows' ? (open.windows.find((each) => each.title === expected) ?? null) : null;
        });
        expect(told.title).toMatch(/^[^\n\r\t\u2028\u202e\p{Cs}]+$/u);
        expect(readAsSaid(await shoot()).success).toBe(true);
      }
      await scene.windows.call('close', { window });
    },
    slowMs,
  );

  it(
    'cost no more the faster they change their titles, and are known by the last one',
    async () => {
      const { make, windows, sensors, toldLast, told } = scene;
      await sensors.call('watch');
      const window = await make({ title: 'Calm' });
      await toldLast('Calm');
      const before = told().length;
      const changed = windows.call<number>('flicker', { window, ms: 3_000 });
      const shot = await shoot();
      const times = await changed;
      expect(times).toBeGreaterThan(100);
      expect(shot.kind).toBe('screen');
      await toldLast(`Flicker ${times}`);
      // One reading in 200 ms, as this sensor is asked to, whatever happens in between.
      expect(told().length - before).toBeLessThan(3_000 / 200 + slowestReadings);
      await windows.call('close', { window });
    },
    slowMs,
  );

  it(
    'whose windows come and go while pixels are read end no sensor: there is a picture, or why there is none',
    async () => {
      const churned = scene.windows.call<number>('churn', { ms: 6_000 });
      for (let turn = 0; turn < 2; turn++) {
        const shot = await shoot();
        expect(['screen', 'unavailable']).toContain(shot.kind);
        if (shot.kind === 'unavailable')
          expect(shot).toMatchObject({ failure: { reason: { code: 'windows-unsettled' } } });
      }
      expect(await churned).toBeGreaterThan(10);
      expect((await shoot()).kind).toBe('screen');
    },
    slowMs,
  );

  it(
    'are listed with their whole place, also where nothing of them can be seen',
    async () => {
      const window = await scene.make({ title: 'Unseen', look: 'bare', x: 61, y: 77, width: 310, height: 190 });
      await scene.windows.call('hide', { window });
      expect(await until(() => placeOf('Unseen'))).toEqual({ x: 61, y: 77, width: 310, height: 190 });
      await scene.windows.call('move', { window, x: 2_000_000, y: -2_000_000 });
      expect(readAsSaid(await shoot()).success).toBe(true);
      await scene.windows.call('close', { window });
    },
    slowMs,
  );

  it(
    'and foreign code that reads where nothing is, end neither the agent nor its recording',
    async () => {
      const crash = join(scene.session.folder, 'crash');
      const agent = await startRemote(scene.session, 'agent-sensors');
      await agent.call('open', { crash: `Z:${crash}` });
      await scene.make({ title: 'Before and after' });
      await scene.activate('Before and after');
      await agent.call('watch');
      await until(() => (kinds(agent).at(-1) === 'Before and after' ? true : null), slowMs);
      expect(await agent.call('count')).toEqual({ ok: true });
      await writeFile(crash, '');
      const unknown: PresenceReading = { idleMs: null, locked: null, inCall: null };
      expect(await agent.call('presence')).toEqual(unknown);
      await until(
        () => (kinds(agent).filter((kind) => kind === 'Before and after').length === 2 ? true : null),
        slowMs,
      );
      expect(kinds(agent)).toEqual(expect.arrayContaining(['sensors-ended']));
      expect(agent.events).toContainEqual({ lost: 'sensors-ended' });
      expect((await agent.call<PresenceReading>('presence')).idleMs).not.toBeNull();
      expect(await agent.call('count')).toEqual({ ok: true });
      await scene.desktop.xdotool('key', 'a', 'b', 'c');
      let keys = 0;
      await until(async () => {
        keys += (await agent.call<InputCounts>('take')).keys;
        return keys === 3 ? true : null;
      });
      await agent.end();
    },
    2 * slowMs,
  );
});

/** What the agent was told of the window in front: titles, or why there is none. */
function kinds({ events }: Remote): string[] {
  return events
    .flatMap((event) => (event as { reading?: ActiveWindowReading }).reading ?? [])
    .map((reading) =>
      reading.kind === 'window' ? reading.window.title : reading.kind === 'none' ? 'none' : reading.failure.reason.code,
    );
}
