import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PermissionWatch } from '../../../agent/observe/permission-watch.ts';
import { SensorReports } from '../../../agent/observe/sensor-reports.ts';
import { reason } from '../../../core/reason.ts';
import { FakePlatform } from '../../fixtures/agent/platforms.ts';
import { noon, pass, started } from './conductor-scene.ts';

const revoked = { ok: false, reason: reason('mac-recording-revoked') } as const;
const black = { ok: false, reason: reason('mac-black-picture') } as const;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: noon });
});
afterEach(() => {
  vi.useRealTimers();
});

const reportOf = ({ conductor }: Awaited<ReturnType<typeof started>>, sensor: string) =>
  conductor.reports.find((each) => each.sensor === sensor);

it('tells within ten seconds that a permission was taken away, and that it is back', async () => {
  const recording = await started('apps', 'titles', 'screenshots');
  await pass(10_000);
  recording.platform.lacks = { titles: revoked, screenshots: revoked };
  await pass(10_000);
  expect(reportOf(recording, 'active-window')).toEqual({ sensor: 'active-window', ok: true, reason: revoked.reason });
  expect(reportOf(recording, 'screen')).toEqual({ sensor: 'screen', ok: false, reason: revoked.reason });
  recording.platform.lacks = {};
  await pass(10_000);
  expect(reportOf(recording, 'active-window')).toMatchObject({ ok: true, reason: null });
  expect(reportOf(recording, 'screen')).toMatchObject({ ok: true, reason: null });
  await recording.conductor.stop();
  // The day says so too.
  expect(JSON.stringify(recording.kept)).toContain('mac-recording-revoked');
});

it('says nothing of what the person did not agree to', async () => {
  const recording = await started('apps');
  recording.platform.lacks = { titles: revoked };
  await pass(20_000);
  expect(reportOf(recording, 'active-window')).toMatchObject({ ok: true, reason: null });
  await recording.conductor.stop();
});

it('leaves what else a picture failed by to the next picture', async () => {
  const recording = await started('screenshots');
  recording.platform.capture = async () => ({ kind: 'unavailable', failure: black });
  await pass(120_000);
  expect(reportOf(recording, 'screen')).toMatchObject({ ok: false, reason: black.reason });
  recording.platform.lacks = { titles: revoked };
  await pass(20_000);
  expect(reportOf(recording, 'screen')).toMatchObject({ ok: false, reason: black.reason });
  await recording.conductor.stop();
});

/** A watch of which nothing is agreed to unless said, and the desktop that it looks at. */
function watched(isAllowed = false) {
  const platform = new FakePlatform(() => noon);
  const reports = new SensorReports(() => {});
  const watch = new PermissionWatch({ platform, gate: { allows: () => isAllowed }, reports, now: () => noon });
  return { platform, reports, watch };
}

it('has a page asked again when a permission is given or taken before anybody agreed to anything', async () => {
  const { platform, reports, watch } = watched();
  await watch.look();
  expect(await watch.look()).toBe(false);
  for (const lacks of [{ titles: revoked }, {}, { screenshots: revoked }]) {
    platform.lacks = lacks;
    expect([await watch.look(), await watch.look()]).toEqual([true, false]);
  }
  expect(reports.all).toEqual([]);
});

it.each([true, false])(
  'waits for a look of its own, which may read pixels where pictures are allowed (%s)',
  async (isAllowed) => {
    const { platform, reports, watch } = watched(isAllowed);
    const mayRead: boolean[] = [];
    platform.lookAtPermissions = async (may) => {
      mayRead.push(may());
      await Promise.resolve();
      platform.lacks = { screenshots: revoked };
    };
    expect(await watch.look()).toBe(true);
    expect(mayRead).toEqual([isAllowed]);
    expect(reports.get('screen')?.reason ?? null).toEqual(isAllowed ? revoked.reason : null);
  },
);
