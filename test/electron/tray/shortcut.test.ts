import { describe, expect, it, vi } from 'vitest';
import { problem } from '../../../core/problem.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { pauseAccelerator, registerPauseShortcut } from '../../../electron/tray/shortcut.ts';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import { employeeStatus } from '../app/employee-status.ts';

const trouble = problem('disk-full', { folder: '/home/a' });

function desk(isFree = true, isWayland = false) {
  let pause: EmployeeStatus['pause'] = null;
  const heard = new Map<string, () => void>();
  const service = {
    status: vi.fn(async (): Promise<Result<EmployeeStatus>> => ok(employeeStatus({ pause }))),
    pause: vi.fn(async (): Promise<Result<null>> => {
      pause = { since: 0, until: null };
      return ok(null);
    }),
    resume: vi.fn(async (): Promise<Result<null>> => {
      pause = null;
      return ok(null);
    }),
  };
  const options = {
    shortcuts: {
      register: (keys: string, callback: () => void) => {
        if (isFree) heard.set(keys, callback);
        return isFree;
      },
      unregister: vi.fn((keys: string) => void heard.delete(keys)),
    },
    service,
    open: vi.fn(),
    log: vi.fn(),
    isWayland,
  };
  return { options, service, heard, giveBack: registerPauseShortcut(options) };
}

describe('the shortcut', () => {
  it('pauses until resumed, and resumes', async () => {
    const { heard, service, options } = desk();
    heard.get(pauseAccelerator)?.();
    await vi.waitFor(() => expect(service.pause.mock.calls).toEqual([[{ length: 'until-resumed' }]]));
    heard.get(pauseAccelerator)?.();
    await vi.waitFor(() => expect(service.resume).toHaveBeenCalledOnce());
    expect(options.open).not.toHaveBeenCalled();
  });

  it('takes two quick presses one after the other', async () => {
    const { heard, service } = desk();
    heard.get(pauseAccelerator)?.();
    heard.get(pauseAccelerator)?.();
    await vi.waitFor(() => expect(service.resume).toHaveBeenCalledOnce());
    expect(service.pause).toHaveBeenCalledOnce();
  });

  it('pauses where it is not known whether recording is paused', async () => {
    const { heard, service } = desk();
    service.status.mockRejectedValueOnce(new Error('gone')).mockResolvedValueOnce(fail(trouble));
    heard.get(pauseAccelerator)?.();
    heard.get(pauseAccelerator)?.();
    await vi.waitFor(() => expect(service.pause).toHaveBeenCalledTimes(2));
    expect(service.resume).not.toHaveBeenCalled();
  });

  it('opens the page when pausing failed', async () => {
    const { heard, service, options } = desk();
    service.pause.mockResolvedValueOnce(fail(trouble));
    heard.get(pauseAccelerator)?.();
    await vi.waitFor(() => expect(options.open).toHaveBeenCalledOnce());
  });

  it('is given back at the end', () => {
    const { giveBack, heard } = desk();
    giveBack();
    expect(heard.size).toBe(0);
  });

  it('does not exist under Wayland, where nothing would tell whether it works', () => {
    const { heard, options, giveBack } = desk(true, true);
    expect(heard.size).toBe(0);
    expect(options.log.mock.calls).toEqual([['Wayland does not tell whether a shortcut works, so there is none']]);
    giveBack();
    expect(options.shortcuts.unregister).not.toHaveBeenCalled();
  });

  it('says when another program has it, and takes nothing from that one', () => {
    const { options, giveBack } = desk(false);
    expect(options.log).toHaveBeenCalledOnce();
    giveBack();
    expect(options.shortcuts.unregister).not.toHaveBeenCalled();
  });
});
