import { describe, expect, it } from 'vitest';
import { Camera, type CameraOptions } from '../../../agent/screenshot/camera.ts';
import { ShotTaker, type ShotTakerOptions } from '../../../agent/screenshot/shot-taker.ts';
import { parseRules, type RuleSet } from '../../../core/consent/redaction.ts';
import type { ShotId } from '../../../core/ids.ts';
import type { ShotDetail } from '../../../core/organisation/organisation.ts';
import { problem } from '../../../core/problem.ts';
import { reason } from '../../../core/reason.ts';
import { fail, ok, unwrap } from '../../../core/result.ts';
import { FakePlatform } from '../../fixtures/agent/platforms.ts';
import { grantFor } from '../../fixtures/consent/consents.ts';
import { fakeEncoder } from '../../fixtures/day/encoders.ts';

/** A camera in front of a fake screen, with permission that a test can take away at any step. */
function newTaker(change: Partial<CameraOptions & ShotTakerOptions['keeper']> = {}) {
  const platform = new FakePlatform(() => 5);
  const state = { permitted: true, rules: unwrap(parseRules([])) as RuleSet | null, detail: 'sharp' as ShotDetail };
  const kept: ShotId[] = [];
  const recorded: { id: ShotId; sameAs: ShotId | null }[] = [];
  const camera = new Camera({
    screen: platform.screen,
    encoder: async () => fakeEncoder,
    permission: () => {
      const { permitted, rules, detail } = state;
      return permitted && rules !== null ? { grant: grantFor('screenshots'), rules, detail, holdMs: 0 } : null;
    },
    ...change,
  });
  const keeper = {
    keepShot: async ({ id }: { id: ShotId }) => {
      kept.push(id);
      return ok(undefined);
    },
    discardShot: async (id: ShotId) => kept.splice(kept.indexOf(id), 1).length > 0,
    ...change,
  };
  const recorder = { shot: ({ id, sameAs }: { id: ShotId; sameAs: ShotId | null }) => recorded.push({ id, sameAs }) };
  return { taker: new ShotTaker({ camera, keeper, recorder }), platform, state, kept, recorded };
}

const diskFull = problem('disk-full', { folder: '/home/kim/plainsight' });

type Scene = ReturnType<typeof newTaker>;

describe('a shot', () => {
  it('keeps and records a picture, and of the same screen only that it is the same', async () => {
    const { taker, platform, kept, recorded } = newTaker();
    expect(await taker.take()).toEqual({ outcome: 'taken' });
    expect(await taker.take()).toEqual({ outcome: 'unchanged' });
    expect(kept).toHaveLength(1);
    expect(recorded.map(({ sameAs }) => sameAs)).toEqual([null, kept[0]]);
    platform.colour = 200;
    expect(await taker.take()).toEqual({ outcome: 'taken' });
    expect(kept).toHaveLength(2);
  });

  it.each(['forget', 'forgetAll'] as const)('takes a new picture after %s', async (how) => {
    const { taker, kept } = newTaker();
    await taker.take();
    if (how === 'forget') for (const id of kept) taker.forget(id);
    else taker.forgetAll();
    expect(await taker.take()).toEqual({ outcome: 'taken' });
  });

  it('looks at nothing without permission, or while a rule does not parse', async () => {
    for (const change of [{ permitted: false }, { rules: null }]) {
      const { taker, platform, state, kept } = newTaker();
      Object.assign(state, change);
      platform.capture = () => Promise.reject(new Error('must not be called'));
      expect(await taker.take()).toEqual({ outcome: 'dropped' });
      expect(kept).toEqual([]);
    }
  });

  it('says why where the screen cannot be had', async () => {
    const { taker, platform } = newTaker();
    const failure = { ok: false, reason: reason('screen-unreadable') } as const;
    platform.capture = async () => ({ kind: 'unavailable', failure });
    expect(await taker.take()).toEqual({ outcome: 'unavailable', failure });
  });

  it('keeps none while a window that is excluded may hang out of where it is listed', async () => {
    const { taker, platform, state, kept } = newTaker();
    state.rules = unwrap(parseRules([{ app: 'diary', effect: 'exclude' }]));
    const diary = { appId: 'diary', appName: 'Diary', title: '', url: null, pid: null };
    const bounds = { x: 0, y: 0, width: 1, height: 1 };
    const seen = { ...platform.screenNow() };
    platform.capture = async () => ({
      kind: 'screen',
      screen: { ...seen, windows: [{ ...diary, bounds, mayHangOut: true }] },
    });
    const failure = { ok: false, reason: reason('hidden-window-in-front') };
    expect(await taker.take()).toEqual({ outcome: 'unavailable', failure });
    platform.capture = async () => ({ kind: 'screen', screen: { ...seen, windows: [{ ...diary, bounds }] } });
    expect(await taker.take()).toEqual({ outcome: 'taken' });
    expect(kept).toHaveLength(1);
  });

  const moments: [string, (end: (scene: Scene) => void) => Scene][] = [
    [
      'pixels are read',
      (end) => {
        const scene: Scene = newTaker();
        scene.platform.capture = async () => {
          end(scene);
          return { kind: 'screen', screen: scene.platform.screenNow() };
        };
        return scene;
      },
    ],
    [
      'the encoder is loaded',
      (end) => {
        const scene: Scene = newTaker({
          encoder: async () => {
            end(scene);
            return fakeEncoder;
          },
        });
        return scene;
      },
    ],
    [
      'it is encoded',
      (end) => {
        const encode = async () => {
          end(scene);
          return new Uint8Array([1]);
        };
        const scene: Scene = newTaker({ encoder: async () => ({ ...fakeEncoder, encode }) });
        return scene;
      },
    ],
    [
      'it is written',
      (end) => {
        const scene: Scene = newTaker({
          keepShot: async ({ id }) => {
            scene.kept.push(id);
            end(scene);
            return ok(undefined);
          },
        });
        return scene;
      },
    ],
  ];

  it.each(moments)('keeps nothing when permission ends while %s', async (_, sceneWith) => {
    const scene = sceneWith(({ state }) => {
      state.permitted = false;
    });
    expect(await scene.taker.take()).toEqual({ outcome: 'dropped' });
    expect(scene.kept).toEqual([]);
    expect(scene.recorded).toEqual([]);
  });

  it('keeps nothing when a rule stops parsing while pixels are read', async () => {
    const { taker, platform, state, kept } = newTaker();
    platform.capture = async () => {
      state.rules = null;
      return { kind: 'screen', screen: platform.screenNow() };
    };
    expect(await taker.take()).toEqual({ outcome: 'dropped' });
    expect(kept).toEqual([]);
  });

  it('records nothing of a picture that could not be kept, and takes it again', async () => {
    let isFull = true;
    const { taker, recorded } = newTaker({ keepShot: async () => (isFull ? fail(diskFull) : ok(undefined)) });
    expect(await taker.take()).toEqual({ outcome: 'not-kept', problem: diskFull });
    expect(recorded).toEqual([]);
    isFull = false;
    expect(await taker.take()).toEqual({ outcome: 'taken' });
  });
});
