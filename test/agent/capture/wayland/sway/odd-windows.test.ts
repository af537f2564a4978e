import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openWaylandPlatform } from '../../../../../agent/capture/wayland/platform.ts';
import type { CapturePlatform, MayRead, Pixels, ScreenReading } from '../../../../../agent/ports.ts';
import { Camera } from '../../../../../agent/screenshot/camera.ts';
import { parseRules } from '../../../../../core/consent/redaction.ts';
import { unwrap } from '../../../../../core/result.ts';
import { until } from '../../../../desktop.ts';
import { grantFor } from '../../../../fixtures/consent/consents.ts';
import { type LogindDouble, startLogind } from '../../../../fixtures/logind-double.ts';
import { type SwayDesktop, startSway } from '../../../../sway-desktop.ts';

const patience = 120_000;
const rules = unwrap(parseRules([{ title: 'secret', effect: 'exclude' }]));
/** Nothing else on the screen has this colour. */
const secretColour = 'e0218a';
const [red, green, blue] = [0xe0, 0x21, 0x8a];

function secretPixels({ rgb }: Pick<Pixels, 'rgb'>): number {
  let found = 0;
  for (let at = 0; at < rgb.length; at += 3)
    if (rgb[at] === red && rgb[at + 1] === green && rgb[at + 2] === blue) found += 1;
  return found;
}

/** What came of one shot. */
type Outcome =
  | { readonly why: string }
  /** Pixels of the secret on the screen, and in the picture; how many windows are covered in it. */
  | { readonly why: 'taken'; readonly shown: number; readonly leaked: number; readonly covered: number };

/** One sway for all of them: each begins without a window. */
describe.skipIf(process.platform !== 'linux')('odd windows of a real sway (Linux)', () => {
  let desktop: SwayDesktop;
  let logind: LogindDouble;
  let platform: CapturePlatform;

  beforeAll(async () => {
    logind = await startLogind();
    desktop = await startSway({ config: 'xwayland enable' });
    const opened = await openWaylandPlatform({
      env: { ...desktop.env, ...logind.env },
      clock: { now: () => Date.now() },
      // Sway shows the layout before for 200 ms where a program takes its time.
      settle: { beforeMs: 400, afterMs: 0 },
    });
    if ('ok' in opened) throw new Error(opened.reason.code);
    platform = opened;
  }, patience);

  afterEach(async () => {
    await desktop.tell('[title=".*"] kill').catch(() => {});
    await until(async () => ((await titles()).length === 0 ? true : null), 30_000);
    await desktop.tell('workspace', 'number 1');
  }, patience);

  afterAll(async () => {
    await platform?.close();
    await desktop?.close();
    logind?.close();
  }, patience);

  async function titles(): Promise<string[]> {
    const open = await platform.openWindows();
    return open.kind === 'windows' ? open.windows.map(({ title }) => title) : [];
  }

  async function open(title: string, colour = '203040'): Promise<void> {
    desktop.start('foot', '-o', `colors.background=${colour}`, '-T', title, 'cat');
    await until(async () => ((await titles()).includes(title) ? true : null), 30_000);
  }
  const openSecret = () => open('secret', secretColour);

  /** A shot as the agent takes it. `mayRead` is asked right before the pixels are read. */
  async function shot(mayRead: () => Promise<void> = async () => {}): Promise<Outcome> {
    let shown = 0;
    let leaked = 0;
    const capture = async (may?: MayRead): Promise<ScreenReading> => {
      const reading = await platform.screen.capture(async () => {
        await mayRead();
        return (await may?.()) ?? true;
      });
      if (reading.kind === 'screen') shown = reading.screen.frames.reduce((sum, frame) => sum + secretPixels(frame), 0);
      return reading;
    };
    const camera = new Camera({
      screen: { capture },
      encoder: async () => ({
        name: 'none',
        async encode(picture) {
          leaked += secretPixels(picture);
          return new Uint8Array(1);
        },
        decode: () => Promise.reject(new Error('nothing is decoded here')),
      }),
      permission: () => ({ grant: grantFor('screenshots'), rules, detail: 'sharp', holdMs: 0 }),
    });
    let covered = 0;
    for await (const taken of camera.shoot(new Map())) {
      if ('record' in taken) covered = taken.record.covered;
      else return { why: taken.outcome === 'dropped' ? 'dropped' : taken.failure.reason.code };
    }
    // Whatever else a test waits for.
    expect(leaked).toBe(0);
    return { why: 'taken', shown, leaked, covered };
  }

  /** Shots until one is as it is expected, all of them without the secret. */
  async function shots(fits: (outcome: Outcome) => boolean): Promise<void> {
    let last: Outcome | null = null;
    await until(async () => {
      last = await shot();
      return fits(last) || null;
    }, 30_000).catch((error: unknown) => {
      throw new Error(`last was ${JSON.stringify(last)}`, { cause: error });
    });
  }
  const isCovered = (outcome: Outcome): boolean => 'shown' in outcome && outcome.shown > 0 && outcome.covered > 0;
  const isUnseen = (outcome: Outcome): boolean => 'shown' in outcome && outcome.shown === 0;
  const isRefused = ({ why }: Outcome): boolean => why === 'hidden-window-in-front';

  it(
    'are covered where they float over others, and where others float over them',
    async () => {
      await open('plain');
      await openSecret();
      await desktop.tell('[title="secret"] floating enable');
      // Its menus would hang out of it, and nobody tells where.
      await shots(isRefused);
      await desktop.tell('[title="plain"] focus');
      await shots(isCovered);
      await desktop.tell('[title="secret"] floating disable');
      await desktop.tell('[title="plain"] floating enable, focus');
      await shots(isCovered);
    },
    patience,
  );

  it.each(['tabbed', 'stacking'])(
    'are covered by their tab where they are not the one of %s that is shown',
    async (layout) => {
      await open('beside');
      await open('plain');
      // A container of their own, beside the other one.
      await desktop.tell('splitv');
      await desktop.tell('layout', layout);
      await openSecret();
      await shots(isRefused);
      await desktop.tell('[title="plain"] focus');
      await shots((outcome) => isUnseen(outcome) && 'covered' in outcome && outcome.covered > 0);
      await desktop.tell('[title="secret"] focus');
      await desktop.tell('[title="beside"] focus');
      await shots(isCovered);
    },
    patience,
  );

  it(
    'are in no shot while they lie in the scratchpad, and are covered once they are out of it',
    async () => {
      await open('plain');
      await openSecret();
      await desktop.tell('[title="secret"] move scratchpad');
      await shots((outcome) => isUnseen(outcome));
      await desktop.tell('[title="secret"] scratchpad show');
      await shots(isRefused);
      await desktop.tell('[title="plain"] focus');
      await shots(isCovered);
    },
    patience,
  );

  it(
    'are covered, or in no shot, when they come from another workspace in the middle of it, or go there',
    async () => {
      await open('plain');
      await openSecret();
      await desktop.tell('[title="plain"] focus');
      for (const [from, to] of [
        [2, 1],
        [1, 2],
      ]) {
        await desktop.tell(`[title="secret"] move container to workspace number ${from}`);
        await shots((outcome) => (from === 2 ? isUnseen(outcome) : isCovered(outcome)));
        let turn = 0;
        const moved = await shot(async () => {
          turn += 1;
          if (turn === 1) await desktop.tell(`[title="secret"] move container to workspace number ${to}`);
        });
        // It was read again after that.
        expect(turn).toBeGreaterThan(1);
        expect(to === 1 ? isCovered(moved) : 'shown' in moved).toBe(true);
      }
      let turn = 0;
      const restless = await shot(async () => {
        turn += 1;
        await desktop.tell(`[title="secret"] move container to workspace number ${turn % 2 === 1 ? 1 : 2}`);
      });
      expect(restless).toEqual({ why: 'windows-unsettled' });
    },
    patience,
  );

  it(
    'are in no shot below what fills the screen, and refused where they fill it themselves',
    async () => {
      await openSecret();
      await open('plain');
      await shots(isCovered);
      await desktop.tell('[title="plain"] fullscreen enable');
      await shots(isUnseen);
      await desktop.tell('[title="plain"] fullscreen disable');
      await shots(isCovered);
      await desktop.tell('[title="secret"] focus');
      await desktop.tell('[title="secret"] fullscreen enable');
      await shots(isRefused);
      // A window that comes up over it has the focus, and it is still seen.
      await desktop.tell('[title="secret"] fullscreen disable');
      await desktop.tell('[title="plain"] focus');
      await shots(isCovered);
    },
    patience,
  );

  it(
    'are not named by a bar of a layer that keeps a place for itself',
    async () => {
      await open('plain');
      await openSecret();
      await desktop.tell('[title="secret"] move container to workspace number 2');
      const bar = desktop.start('swaynag', '--background', secretColour, '-m', 'about the secret');
      await shots(isCovered);
      bar.kill('SIGTERM');
      await shots(isUnseen);
    },
    patience,
  );

  it(
    'are refused while they have the focus as a program of X11 that shows a menu',
    async () => {
      await open('plain');
      await desktop.tell('exec', `xterm -T secret -bg rgb:e0/21/8a -e cat`);
      await until(async () => ((await titles()).includes('secret') ? true : null), 30_000);
      await shots(isRefused);
      await desktop.tell('[title="plain"] focus');
      await shots(isCovered);
    },
    patience,
  );

  it(
    'that keep the screen on leave it unknown whether somebody is there, and no other does',
    async () => {
      await open('a video');
      const idleMs = async () => (await platform.presence.read({ calls: false })).idleMs;
      await until(async () => ((await idleMs()) ?? 0) > 1_500 || null, 30_000);
      await desktop.tell('[title="a video"] inhibit_idle open');
      await until(async () => (await idleMs()) === null || null, 30_000);
      await desktop.run('wtype', 'x');
      const heldFrom = performance.now();
      expect(await idleMs()).toBeNull();
      await desktop.tell('[title="a video"] inhibit_idle none');
      const rested = await until(async () => (await idleMs()) || null, 30_000);
      // Of the time before nothing is said.
      expect(rested).toBeLessThanOrEqual(performance.now() - heldFrom);
      await until(async () => ((await idleMs()) ?? 0) > 1_500 || null, 30_000);
    },
    patience,
  );
});
