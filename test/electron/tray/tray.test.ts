import type { MenuItemConstructorOptions, NativeImage } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { problem } from '../../../core/problem.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { isoWeekSchema } from '../../../core/time/iso-week.ts';
import { createTray, type TrayOptions } from '../../../electron/tray/tray.ts';
import type { TrayWork } from '../../../electron/tray/tray-work.ts';
import type { Service } from '../../../ipc/contract.ts';
import type { EmployeeContract, EmployeeStatus } from '../../../ipc/employee.ts';
import { employeeStatus } from '../app/employee-status.ts';

type DeletedSpan = Extract<Awaited<ReturnType<Service<EmployeeContract>['deleteSpan']>>, { ok: true }>['value'];

const noon = Date.UTC(2026, 10, 17, 12);
const trouble = problem('disk-full', { folder: '/home/a' });
const status = (change: Partial<EmployeeStatus> = {}) => employeeStatus({ now: noon, ...change });

describe('the tray', () => {
  function open(hasManager = false) {
    let current: Result<EmployeeStatus> = ok(status());
    const worked: { now: TrayWork } = { now: null };
    const told = { change: () => {}, bar: () => {} };
    const tray = { setImage: vi.fn(), setToolTip: vi.fn(), setContextMenu: vi.fn(), destroy: vi.fn(), on: vi.fn() };
    const service = {
      status: vi.fn(async () => current),
      pause: vi.fn(async (): Promise<Result<null>> => ok(null)),
      resume: vi.fn(async (): Promise<Result<null>> => ok(null)),
      work: vi.fn(async () => ok(worked.now)),
      workOn: vi.fn(async (): Promise<Result<null>> => ok(null)),
      deleteSpan: vi.fn(
        async ({ start, end }: { start: number; end: number }): Promise<Result<DeletedSpan>> =>
          ok({ shots: 1, records: 3, removed: { start, end } }),
      ),
    };
    const stop = vi.fn();
    const options = {
      tray,
      platform: 'win32' as const,
      imageOf: (shape: string) => shape as unknown as NativeImage,
      onBarChange: (listener: () => void) => {
        told.bar = listener;
      },
      buildMenu: (template: MenuItemConstructorOptions[]) => template,
      employee: {
        service,
        onChange: (listener: () => void) => {
          told.change = listener;
          return stop;
        },
      },
      open: vi.fn(),
      tell: vi.fn(),
      language: 'en',
      hasManager,
      quit: vi.fn(),
    } satisfies TrayOptions<MenuItemConstructorOptions[]>;
    const control = createTray<MenuItemConstructorOptions[]>(options);
    const item = (label: string, within?: string) => {
      const menu = tray.setContextMenu.mock.lastCall?.[0] as MenuItemConstructorOptions[];
      const all = menu.flatMap((entry) => [entry, ...((entry.submenu as MenuItemConstructorOptions[]) ?? [])]);
      const parent = menu.find((entry) => entry.label === within)?.submenu as MenuItemConstructorOptions[] | undefined;
      const found = (parent ?? all).find((entry) => entry.label === label);
      if (found === undefined) throw new Error(`no ${label} in the menu`);
      return { ...found, click: found.click as unknown as () => void };
    };
    const answer = (next: Result<EmployeeStatus>) => {
      current = next;
    };
    return { control, options, tray, service, told, stop, item, answer, worked };
  }

  it('shows the state, and redraws only when the words change', async () => {
    const { control, tray, told, answer, service } = open();
    await control.refresh();
    expect(tray.setImage.mock.calls).toEqual([['open']]);
    told.change();
    await vi.waitFor(() => expect(service.status).toHaveBeenCalledTimes(2));
    await control.refresh();
    expect(tray.setImage).toHaveBeenCalledTimes(1);
    answer(ok(status({ recording: 'off' })));
    told.change();
    await vi.waitFor(() => expect(tray.setImage.mock.lastCall).toEqual(['closed']));
    told.bar();
    await vi.waitFor(() => expect(tray.setImage).toHaveBeenCalledTimes(3));
  });

  it('has a menu in words', async () => {
    const { control, tray } = open(true);
    await control.refresh();
    const menu = tray.setContextMenu.mock.lastCall?.[0] as MenuItemConstructorOptions[];
    expect(menu.map(({ label, type }) => label ?? type)).toEqual([
      'Recording what you agreed to',
      'Last captured at 12:59',
      'separator',
      'Pause',
      'Resume',
      'Delete the last',
      'separator',
      'Open Plainsight',
      'What is recorded',
      'Open a person’s day',
      'separator',
      'Quit (recording ends)',
    ]);
  });

  it('lets what is worked on be chosen where the organisation asks for timesheets, and nowhere else', async () => {
    const { control, service, item, options, answer, worked } = open();
    await control.refresh();
    expect(service.work).not.toHaveBeenCalled();
    answer(ok(status({ timesheets: 'alone' })));
    const bridge = { id: 'bridge', name: 'Bridge\u202e' };
    const week = isoWeekSchema.parse('2026-W47');
    worked.now = { projects: [bridge], working: null, isListed: true, week };
    await control.refresh();
    item('Bridge\\u{202e}', 'Working on').click();
    await vi.waitFor(() => expect(service.workOn.mock.calls).toEqual([[{ project: bridge }]]));
    worked.now = { ...worked.now, working: { project: bridge, since: noon } };
    await control.refresh();
    const label = 'Working on: Bridge\\u{202e}';
    expect(item('Bridge\\u{202e}', label)).toMatchObject({ type: 'radio', checked: true });
    item('Nothing', label).click();
    await vi.waitFor(() => expect(service.workOn.mock.lastCall).toEqual([{ project: null }]));
    item('Timesheet …', label).click();
    expect(options.open.mock.calls).toEqual([['employee', 'timesheet']]);
  });

  it.each([
    ['15 minutes', '15-minutes'],
    ['1 hour', '1-hour'],
    ['Until tomorrow', 'until-tomorrow'],
    ['Until I resume', 'until-resumed'],
  ])('pauses for %s', async (label, length) => {
    const { control, service, item, options } = open();
    await control.refresh();
    item(label).click();
    await vi.waitFor(() => expect(service.status).toHaveBeenCalledTimes(2));
    expect(service.pause.mock.calls).toEqual([[{ length }]]);
    expect(options.open).not.toHaveBeenCalled();
  });

  it('opens the page when a pause failed: nobody may think that they are paused', async () => {
    const { control, service, item, options } = open();
    await control.refresh();
    service.pause.mockResolvedValueOnce(fail(trouble)).mockRejectedValueOnce(new Error('gone'));
    item('1 hour').click();
    await vi.waitFor(() => expect(options.open.mock.calls).toEqual([['employee']]));
    item('1 hour').click();
    await vi.waitFor(() => expect(options.open).toHaveBeenCalledTimes(2));
  });

  it.each([5, 15, 60])('deletes the last %i minutes at once, and tells what went', async (minutes) => {
    const { control, service, item, options, answer } = open();
    answer(ok(status({ deletableFrom: noon - 600_000 })));
    await control.refresh();
    expect(item('Delete the last').enabled).toBe(true);
    item(`${minutes} minutes`, 'Delete the last').click();
    await vi.waitFor(() => expect(options.tell).toHaveBeenCalledOnce());
    expect(service.deleteSpan.mock.calls).toEqual([[{ start: noon - minutes * 60_000, end: noon }]]);
    expect(options.tell.mock.lastCall?.[0]).toMatchObject({ title: 'Deleted' });
    expect(options.tell.mock.lastCall?.[0].body).toMatch(/^1 picture and 3 records since \d\d:\d\d are gone\.$/);
  });

  it('says when nothing could be deleted any more, and when deleting failed', async () => {
    const { control, service, item, options, answer } = open();
    answer(ok(status({ deletableFrom: noon })));
    await control.refresh();
    service.deleteSpan.mockResolvedValueOnce(ok({ shots: 0, records: 0, removed: null }));
    item('5 minutes', 'Delete the last').click();
    await vi.waitFor(() => expect(options.tell).toHaveBeenCalledTimes(1));
    expect(options.tell.mock.lastCall?.[0].body).toContain('Nothing from that time');
    service.deleteSpan.mockResolvedValueOnce(fail(trouble));
    item('5 minutes', 'Delete the last').click();
    await vi.waitFor(() => expect(options.tell).toHaveBeenCalledTimes(2));
    expect(options.tell.mock.lastCall?.[0]).toMatchObject({
      title: 'Not deleted',
      body: 'The disk that holds /home/a is full. Free some space; recording goes on by itself, and what was kept so far is safe.',
    });
  });

  it('offers no deletion while nothing is on hold', async () => {
    const { control, item } = open();
    await control.refresh();
    expect(item('Delete the last').enabled).toBe(false);
  });

  it('speaks the language that the person chose, else the system’s', async () => {
    const { options, answer, tray } = open();
    const control = createTray<MenuItemConstructorOptions[]>({ ...options, language: 'es' });
    await control.refresh();
    const labels = () =>
      ((tray.setContextMenu.mock.lastCall?.[0] as MenuItemConstructorOptions[] | undefined) ?? []).map(
        ({ label }) => label,
      );
    expect(labels()).toContain('Qué se registra');
    answer(ok(status({ language: 'de' })));
    await control.refresh();
    expect(labels()).toContain('Was aufgezeichnet wird');
    expect(labels()[1]).toBe('Zuletzt erfasst um 12:59');
  });

  it('resumes, opens and quits', async () => {
    const { control, service, item, options, answer } = open(true);
    answer(ok(status({ recording: 'paused', pause: { since: noon, until: null } })));
    await control.refresh();
    expect([item('Pause').enabled, item('Resume').enabled]).toEqual([false, true]);
    item('Resume').click();
    item('Open Plainsight').click();
    item('What is recorded').click();
    item('Open a person’s day').click();
    item('Quit (recording ends)').click();
    expect(service.resume).toHaveBeenCalledOnce();
    expect(options.open.mock.calls).toEqual([['employee'], ['employee', 'consent'], ['manager']]);
    expect(options.quit).toHaveBeenCalledOnce();
  });

  it('drops an answer that a later question overtook, and one that comes after its end', async () => {
    const { control, service, tray, stop } = open();
    const late = Promise.withResolvers<Result<EmployeeStatus>>();
    service.status.mockReturnValueOnce(late.promise);
    const first = control.refresh();
    await control.refresh();
    late.resolve(ok(status({ recording: 'off' })));
    await first;
    expect(tray.setImage.mock.calls).toEqual([['open']]);
    const last = Promise.withResolvers<Result<EmployeeStatus>>();
    service.status.mockReturnValueOnce(last.promise);
    const pending = control.refresh();
    control.close();
    last.resolve(ok(status({ recording: 'off' })));
    await pending;
    expect(tray.setImage).toHaveBeenCalledTimes(1);
    expect(tray.destroy).toHaveBeenCalledOnce();
    expect(stop).toHaveBeenCalledOnce();
  });

  it('opens a page at a click where the system shows no menu for it, and only there', () => {
    const { options, tray } = open();
    const click = tray.on.mock.lastCall?.[1] as () => void;
    click();
    expect(options.open.mock.calls).toEqual([['employee']]);
    createTray({ ...options, employee: null, hasManager: true });
    const other = tray.on.mock.lastCall?.[1] as () => void;
    other();
    expect(options.open.mock.lastCall).toEqual(['manager']);
    tray.on.mockClear();
    createTray({ ...options, platform: 'darwin' });
    expect(tray.on).not.toHaveBeenCalled();
  });

  it('says that nothing is recorded where nobody is enrolled', async () => {
    const { options, tray } = open(true);
    const control = createTray({ ...options, employee: null });
    await control.refresh();
    expect(tray.setImage.mock.calls).toEqual([['closed']]);
    const menu = tray.setContextMenu.mock.lastCall?.[0] as MenuItemConstructorOptions[];
    expect(menu.flatMap(({ label }) => label ?? [])).toEqual([
      'Nothing is recorded on this computer',
      'Open a person’s day',
      'Quit',
    ]);
  });

  it('shows attention when the service throws', async () => {
    const { control, service, tray } = open();
    service.status.mockRejectedValue(new Error('gone'));
    await control.refresh();
    expect(tray.setImage.mock.calls).toEqual([['dot']]);
  });
});
