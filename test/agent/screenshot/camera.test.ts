import { describe, expect, it } from 'vitest';
import { Camera, type CameraOptions } from '../../../agent/screenshot/camera.ts';
import { parseRules, type RuleSet } from '../../../core/consent/redaction.ts';
import type { ShotId } from '../../../core/ids.ts';
import type { ShotDetail } from '../../../core/organisation/organisation.ts';
import { reason } from '../../../core/reason.ts';
import { unwrap } from '../../../core/result.ts';
import { FakePlatform } from '../../fixtures/agent/platforms.ts';
import { grantFor } from '../../fixtures/consent/consents.ts';
import { fakeEncoder } from '../../fixtures/day/encoders.ts';

/** A camera in front of a fake screen, with leave that a test can take away at any step. */
function newCamera(change: Partial<CameraOptions> = {}) {
  const platform = new FakePlatform(() => 5);
  const state = { leave: true, rules: unwrap(parseRules([])) as RuleSet | null, detail: 'sharp' as ShotDetail };
  const kept: ShotId[] = [];
  const recorded: { id: ShotId; sameAs: ShotId | null }[] = [];
  const camera = new Camera({
    screen: platform.screen,
    encoder: async () => fakeEncoder,
    leave: () => (state.leave ? grantFor('screenshots') : null),
    rules: () => state.rules,
    holdMs: () => 0,
    detail: () => state.detail,
    keep: async ({ id }) => kept.push(id) > 0,
    discard: async (id) => kept.splice(kept.indexOf(id), 1),
    record: ({ id, sameAs }) => recorded.push({ id, sameAs }),
    ...change,
  });
  return { camera, platform, state, kept, recorded };
}

describe('a camera', () => {
  it('keeps and records a picture, and of the same screen only that it is the same', async () => {
    const { camera, platform, kept, recorded } = newCamera();
    expect(await camera.shoot()).toEqual({ outcome: 'taken' });
    expect(await camera.shoot()).toEqual({ outcome: 'unchanged' });
    expect(kept).toHaveLength(1);
    expect(recorded.map(({ sameAs }) => sameAs)).toEqual([null, kept[0]]);
    platform.colour = 200;
    expect(await camera.shoot()).toEqual({ outcome: 'taken' });
    expect(kept).toHaveLength(2);
  });

  it.each(['forget', 'forgetAll'] as const)('takes a new picture after %s', async (how) => {
    const { camera, kept } = newCamera();
    await camera.shoot();
    if (how === 'forget') for (const id of kept) camera.forget(id);
    else camera.forgetAll();
    expect(await camera.shoot()).toEqual({ outcome: 'taken' });
  });

  it('looks at nothing without leave, or while a rule does not parse', async () => {
    for (const change of [{ leave: false }, { rules: null }]) {
      const { camera, platform, state, kept } = newCamera();
      Object.assign(state, change);
      platform.capture = () => Promise.reject(new Error('must not be called'));
      expect(await camera.shoot()).toEqual({ outcome: 'dropped' });
      expect(kept).toEqual([]);
    }
  });

  it('says why where the screen cannot be had', async () => {
    const { camera, platform } = newCamera();
    const failure = { ok: false, reason: reason('screen-unreadable') } as const;
    platform.capture = async () => ({ kind: 'unavailable', failure });
    expect(await camera.shoot()).toEqual({ outcome: 'unavailable', failure });
  });

  type Scene = ReturnType<typeof newCamera>;
  const moments: [string, (end: (scene: Scene) => void) => Scene][] = [
    [
      'pixels are read',
      (end) => {
        const scene: Scene = newCamera();
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
        const scene: Scene = newCamera({
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
        const scene: Scene = newCamera({ encoder: async () => ({ ...fakeEncoder, encode }) });
        return scene;
      },
    ],
    [
      'it is written',
      (end) => {
        const scene: Scene = newCamera({
          keep: async ({ id }) => {
            scene.kept.push(id);
            end(scene);
            return true;
          },
        });
        return scene;
      },
    ],
  ];

  it.each(moments)('keeps nothing when leave ends while %s', async (_, sceneWith) => {
    const scene = sceneWith(({ state }) => {
      state.leave = false;
    });
    expect(await scene.camera.shoot()).toEqual({ outcome: 'dropped' });
    expect(scene.kept).toEqual([]);
    expect(scene.recorded).toEqual([]);
    // Nor does it remember what was on the screen.
    scene.state.leave = true;
  });

  it('keeps nothing when a rule stops parsing while pixels are read', async () => {
    const { camera, platform, state, kept } = newCamera();
    platform.capture = async () => {
      state.rules = null;
      return { kind: 'screen', screen: platform.screenNow() };
    };
    expect(await camera.shoot()).toEqual({ outcome: 'dropped' });
    expect(kept).toEqual([]);
  });

  it('records nothing of a picture that could not be kept, and takes it again', async () => {
    let isFull = true;
    const { camera, recorded } = newCamera({ keep: async () => !isFull });
    expect(await camera.shoot()).toEqual({ outcome: 'not-kept' });
    expect(recorded).toEqual([]);
    isFull = false;
    expect(await camera.shoot()).toEqual({ outcome: 'taken' });
  });
});
