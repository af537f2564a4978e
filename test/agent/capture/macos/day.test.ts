import { expect, it, vi } from 'vitest';
import { eventTypes } from '../../../../agent/capture/macos/api/core-graphics.ts';
import { withMacDesk } from '../../../../agent/capture/macos/desk.ts';
import { openMacPlatform } from '../../../../agent/capture/macos/platform.ts';
import { unwrap } from '../../../../core/result.ts';
import { newWorkplace } from '../../../fixtures/agent/employees.ts';
import { agreeOnPage } from '../../../fixtures/consent/agreeing.ts';
import { MacDouble, notes, ownProcess, safari } from './double/mac-double.ts';

const display = { id: '1', name: 'Built-in', isMain: true, bounds: { x: 0, y: 0, width: 16, height: 10 }, scale: 2 };

/** An agent with the sensors of the double, its own process and the one beside as one. */
async function workingOn(mac: MacDouble) {
  const rules = [{ app: 'com.apple.notes', effect: 'exclude' as const }];
  const { start } = await newWorkplace({ rules, shotIntervalMs: 60_000 });
  const now = () => performance.now();
  mac.now = now();
  mac.lastInputAt = mac.now;
  const options = { api: mac, clock: { now: () => Date.now() }, ownPid: ownProcess.pid, now };
  const take = vi.fn(
    async () => ({ kind: 'picture', width: 32, height: 20, rgb: new Uint8Array(1_920).fill(99) }) as const,
  );
  const employee = await start({
    openPlatform: async () =>
      withMacDesk(openMacPlatform({ ...options, askFront: async () => 'NULL' }), {
        ...options,
        pictures: { displays: () => [display], take },
        showSettings: async () => {},
        settle: { beforeMs: 0, afterMs: 0 },
      }),
  });
  const { service } = employee;
  const today = async () => unwrap(await service.today({}));
  const stateOf = async (purpose: string) => {
    const found = unwrap(await service.status({})).purposes.find((each) => each.purpose === purpose);
    return [found?.state, found?.sensorReason?.code ?? null];
  };
  return { employee, service, today, stateOf };
}

it('records a day of a Mac: programs, titles, counts, idle and lock, and what is excluded without a name', async () => {
  const mac = new MacDouble();
  mac.runs(safari, notes);
  mac.front = safari;
  mac.audio.setProcesses([]);
  mac.cameras.setDevices([]);
  mac.windows = [
    { program: safari, title: 'Work' },
    { program: notes, title: 'A secret' },
  ];
  const { employee, today, stateOf } = await workingOn(mac);
  unwrap(await agreeOnPage(employee, ['apps', 'titles', 'input-counts', 'presence', 'screenshots']));
  mac.input(eventTypes.keyDown, 7);
  mac.input(eventTypes.leftDown, 2);
  await vi.waitFor(async () => expect((await today()).totals).toMatchObject({ keys: 7, clicks: 2 }), 5_000);
  const safaris = { appId: 'com.apple.safari', appName: 'Safari', title: 'Work' };
  expect((await today()).windows.at(-1)).toMatchObject(safaris);
  for (const purpose of ['apps', 'titles', 'input-counts', 'presence', 'screenshots'])
    expect(await stateOf(purpose)).toEqual(['recording', null]);

  mac.front = notes;
  mac.windows = [{ program: notes, title: 'A secret' }];
  const withheld = async () => (await today()).windows.map(({ appId, title, withheld: by }) => [appId, title, by]);
  await vi.waitFor(async () => expect(await withheld()).toContainEqual([null, null, 'rule']), 5_000);

  mac.session = { kCGSSessionOnConsoleKey: true, CGSSessionScreenIsLocked: true };
  await employee.agent()?.conductor.change(() => {});
  await vi.waitFor(async () => expect((await today()).states.map(({ state }) => state)).toContain('locked'), 5_000);
  expect(JSON.stringify(await today())).not.toContain('secret');
  await employee.close();
  expect(mac.foundation.leaks).toEqual([]);
});

it('goes on without the permission, and says of titles and pictures alone that it lacks', async () => {
  const mac = new MacDouble();
  mac.runs(safari);
  mac.front = safari;
  Object.assign(mac, { isPermitted: false, preflight: false });
  mac.windows = [{ program: safari, title: 'Work' }];
  const { employee, today, stateOf } = await workingOn(mac);
  expect(await stateOf('titles')).toEqual(['refused', null]);
  unwrap(await agreeOnPage(employee, ['apps', 'titles', 'input-counts', 'screenshots']));
  const untold = { appId: 'com.apple.safari', title: '' };
  await vi.waitFor(async () => expect((await today()).windows.at(-1)).toMatchObject(untold), 5_000);
  expect(await stateOf('apps')).toEqual(['recording', null]);
  expect(await stateOf('input-counts')).toEqual(['recording', null]);
  for (const purpose of ['titles', 'screenshots'])
    expect(await stateOf(purpose)).toEqual(['unavailable', 'mac-recording-missing']);
  await employee.close();
});
