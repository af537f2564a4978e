import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { shotIdSchema } from '../../../core/ids.ts';
import { ok, type Result } from '../../../core/result.ts';
import { createTeller, tellOfNews, tellOfShots } from '../../../electron/tray/notices.ts';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import { t } from '../../../messages/define.ts';
import { aboutMessages } from '../../../messages/employee/about.ts';
import { employeeStatus } from '../app/employee-status.ts';

const noon = Date.UTC(2026, 10, 17, 12);
const shot = (digit: string, at = noon) => ({ id: shotIdSchema.parse(digit.repeat(26)), at });

function watch(begin = tellOfShots) {
  let listener = () => {};
  const reminders = { evening: null, pauseEnd: true, needsYou: true };
  const state = { lastShot: null, news: null, language: null, reminders } as Pick<
    EmployeeStatus,
    'lastShot' | 'news' | 'language' | 'reminders'
  >;
  const status = vi.fn(async (): Promise<Result<EmployeeStatus>> => ok(employeeStatus({ now: noon, ...state })));
  const stopListening = vi.fn();
  const options = {
    employee: {
      service: { status },
      onChange: (told: () => void) => {
        listener = told;
        return stopListening;
      },
    },
    tell: vi.fn(),
    isPageOpen: vi.fn(() => false),
    openPage: vi.fn(),
    language: 'en' as const,
  };
  const stop = begin(options);
  /** Something changed, and it was looked at. */
  const change = async (next: Partial<typeof state> = {}) => {
    Object.assign(state, next);
    const before = status.mock.settledResults.length;
    listener();
    await vi.waitFor(() => expect(status.mock.settledResults.length).toBeGreaterThan(before));
  };
  return { options, change, stop, stopListening, status };
}

describe('the notice of a picture', () => {
  it('comes once for each picture, with its time and nothing of what it shows', async () => {
    const { options, change } = watch();
    await change();
    await change({ lastShot: shot('1') });
    await change();
    await change({ lastShot: shot('2', noon + 600_000) });
    await vi.waitFor(() => expect(options.tell).toHaveBeenCalledTimes(2));
    expect(options.tell.mock.calls.map(([notice]) => notice.title)).toEqual([
      'A picture was taken at 13:00',
      'A picture was taken at 13:10',
    ]);
    options.tell.mock.lastCall?.[0].onChosen();
    expect(options.openPage).toHaveBeenCalledOnce();
  });

  it('stays away while the page is open, which shows its own', async () => {
    const { options, change } = watch();
    options.isPageOpen.mockReturnValue(true);
    await change({ lastShot: shot('1') });
    options.isPageOpen.mockReturnValue(false);
    await change();
    await change({ lastShot: shot('2') });
    await vi.waitFor(() => expect(options.tell).toHaveBeenCalledOnce());
  });

  it('speaks the person’s language', async () => {
    const { options, change } = watch();
    await change({ lastShot: shot('1'), language: 'de' });
    await vi.waitFor(() => expect(options.tell.mock.lastCall?.[0].title).toBe('Um 13:00 wurde ein Bild aufgenommen'));
  });

  it('is over when it is stopped, also for an answer on its way', async () => {
    const { options, change, stop, stopListening } = watch();
    const looked = change({ lastShot: shot('1') });
    stop();
    await looked;
    expect(stopListening).toHaveBeenCalledOnce();
    expect(options.tell).not.toHaveBeenCalled();
  });
});

describe('the notice of something that the organisation changed', () => {
  it('comes once for each change, says nothing of what it was, and leads to the page', async () => {
    const { options, change } = watch(tellOfNews);
    await change();
    expect(options.tell).not.toHaveBeenCalled();
    await change({ news: 'a'.repeat(64) });
    await change();
    await change({ lastShot: shot('1') });
    await change({ news: 'b'.repeat(64) });
    await vi.waitFor(() => expect(options.tell).toHaveBeenCalledTimes(2));
    for (const [notice] of options.tell.mock.calls)
      expect(notice).toMatchObject({
        title: 'Your organisation changed something',
        body: t(aboutMessages, 'en', 'notice-body'),
      });
    expect(options.openPage).not.toHaveBeenCalled();
    options.tell.mock.lastCall?.[0].onChosen();
    expect(options.openPage).toHaveBeenCalledOnce();
  });

  it('stays away where the person wants no notice of what needs them, and comes once they do', async () => {
    const { options, change } = watch(tellOfNews);
    const reminders = { evening: null, pauseEnd: true, needsYou: true };
    await change({ news: 'a'.repeat(64), reminders: { ...reminders, needsYou: false } });
    await change();
    expect(options.tell).not.toHaveBeenCalled();
    await change({ reminders });
    await vi.waitFor(() => expect(options.tell).toHaveBeenCalledOnce());
  });

  it('comes where the page is open, too: it may be another one', async () => {
    const { options, change } = watch(tellOfNews);
    options.isPageOpen.mockReturnValue(true);
    await change({ news: 'a'.repeat(64) });
    await vi.waitFor(() => expect(options.tell).toHaveBeenCalledOnce());
  });

  it('tells of the same as of something new where it was seen and changed back to it', async () => {
    const { options, change } = watch(tellOfNews);
    await change({ news: 'a'.repeat(64) });
    await change({ news: 'b'.repeat(64) });
    await change({ news: null });
    await change({ news: 'a'.repeat(64) });
    await vi.waitFor(() => expect(options.tell).toHaveBeenCalledTimes(3));
  });

  it('tells at the start of what changed before, in the person’s language, else in the system’s', async () => {
    const { options, change } = watch((given) => tellOfNews({ ...given, language: 'es' }));
    await change({ news: 'a'.repeat(64) });
    await change({ news: 'b'.repeat(64), language: 'de' });
    await vi.waitFor(() => expect(options.tell).toHaveBeenCalledTimes(2));
    expect(options.tell.mock.calls.map(([notice]) => notice.title)).toEqual([
      t(aboutMessages, 'es', 'notice-title'),
      t(aboutMessages, 'de', 'notice-title'),
    ]);
  });

  it('comes later where the agent does not answer', async () => {
    const { options, change, status } = watch(tellOfNews);
    status.mockRejectedValueOnce(new Error('gone'));
    await change({ news: 'a'.repeat(64) });
    expect(options.tell).not.toHaveBeenCalled();
    await change();
    await vi.waitFor(() => expect(options.tell).toHaveBeenCalledOnce());
  });

  it('is over when it is stopped, also for an answer on its way', async () => {
    const { options, change, stop, stopListening } = watch(tellOfNews);
    const looked = change({ news: 'a'.repeat(64) });
    stop();
    await looked;
    expect(stopListening).toHaveBeenCalledOnce();
    expect(options.tell).not.toHaveBeenCalled();
  });
});

describe('a notice of the system', () => {
  function teller(isSupported = true) {
    const made: (EventEmitter & { show(): void })[] = [];
    const log: string[] = [];
    const create = () => {
      const notice = Object.assign(new EventEmitter(), { show: vi.fn() });
      made.push(notice);
      return notice;
    };
    const tell = createTeller({ isSupported: () => isSupported, create }, (reason) => log.push(reason));
    return { tell, made, log };
  }

  it('is told another way where the system shows none, or refuses this one', () => {
    const otherwise = vi.fn();
    teller(false).tell({ title: 'a', body: 'b', otherwise });
    expect(otherwise).toHaveBeenCalledOnce();
    const { tell, made, log } = teller();
    tell({ title: 'a', body: 'b', otherwise });
    expect(otherwise).toHaveBeenCalledOnce();
    made[0]?.emit('failed', {}, 'not signed');
    expect(otherwise).toHaveBeenCalledTimes(2);
    expect(log).toEqual(['the system refused a notice: not signed']);
  });

  it('does what was asked of it once it is chosen', () => {
    const onChosen = vi.fn();
    const { tell, made } = teller();
    tell({ title: 'a', body: 'b', onChosen });
    expect(onChosen).not.toHaveBeenCalled();
    made[0]?.emit('click');
    expect(onChosen).toHaveBeenCalledOnce();
  });
});
