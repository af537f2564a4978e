import type { MenuItemConstructorOptions, NativeImage, Tray } from 'electron';
import type { Language } from '../../core/language.ts';
import type { Result } from '../../core/result.ts';
import { minuteMs } from '../../core/time/calendar.ts';
import type { OnChange, Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import { type KeyOf, t } from '../../messages/define.ts';
import { wholeText } from '../../messages/problem-text.ts';
import { trayMessages } from '../../messages/shell/tray.ts';
import type { OpenPage } from '../window/windows.ts';
import type { SystemNotice } from './notices.ts';
import {
  clockText,
  deleteChoices,
  nobodyEnrolled,
  pauseChoices,
  type TrayShape,
  type TrayWords,
  trayWordsOf,
} from './tray-messages.ts';
import { type TrayWork, workItems } from './tray-work.ts';

interface EmployeePart {
  readonly service: Pick<Service<EmployeeContract>, 'status' | 'pause' | 'resume' | 'deleteSpan' | 'work' | 'workOn'>;
  readonly onChange: OnChange;
}

export interface TrayOptions<MenuType> {
  readonly tray: Pick<Tray, 'setImage' | 'setToolTip' | 'destroy'> & {
    setContextMenu(menu: MenuType): void;
    on(event: 'click', listener: () => void): unknown;
  };
  readonly platform: NodeJS.Platform;
  readonly imageOf: (shape: TrayShape) => NativeImage;
  /** Calls back when the bar around the mark may have changed its colour. */
  readonly onBarChange: (listener: () => void) => void;
  readonly buildMenu: (template: MenuItemConstructorOptions[]) => MenuType;
  /** Null where nobody is enrolled on this computer. */
  readonly employee: EmployeePart | null;
  readonly open: OpenPage;
  /** Tells of something by the system's own notices. */
  readonly tell: (notice: SystemNotice) => void;
  /** The system's language. */
  readonly language: Language;
  /** Whether this computer is set up to look at other people's days. */
  readonly hasManager: boolean;
  readonly quit: () => void;
}

interface TrayControl {
  /** Asks for the state again. Resolves when the tray shows it. */
  refresh(): Promise<void>;
  close(): void;
}

/** Keeps the mark, the tooltip and the menu true to what the service says; redraws only when the words differ. */
export function createTray<MenuType>(options: TrayOptions<MenuType>): TrayControl {
  let shown = '';
  let turn = 0;
  let closed = false;
  const stop = options.employee?.onChange(() => void refresh());
  // On macOS a click shows the menu. On Windows it does nothing by itself, and who clicks wants to see something.
  if (options.platform !== 'darwin') options.tray.on('click', () => options.open(firstPage()));
  options.onBarChange(() => {
    shown = '';
    void refresh();
  });
  return {
    refresh,
    close: () => {
      stop?.();
      closed = true;
      options.tray.destroy();
    },
  };

  function firstPage() {
    return options.employee === null && options.hasManager ? 'manager' : 'employee';
  }

  async function refresh(): Promise<void> {
    const mine = ++turn;
    const { words, work } = await ask();
    // A later question was asked meanwhile, or the tray is gone: this answer is old.
    if (mine !== turn || closed) return;
    const next = JSON.stringify([words, work]);
    if (next === shown) return;
    shown = next;
    options.tray.setImage(options.imageOf(words.shape));
    options.tray.setToolTip(words.tooltip);
    options.tray.setContextMenu(options.buildMenu(menuOf(words, work)));
  }

  async function ask(): Promise<{ readonly words: TrayWords; readonly work: TrayWork }> {
    const { employee, language } = options;
    if (employee === null) return { words: nobodyEnrolled(language), work: null };
    const answer = await employee.service.status({}).catch(() => null);
    const status = answer?.ok ? answer.value : null;
    const isAsked = status?.phase === 'ready' && status.timesheets !== 'none';
    const work = isAsked ? await employee.service.work({}).catch(() => null) : null;
    return { words: trayWordsOf(status, language), work: work?.ok ? work.value : null };
  }

  function menuOf(words: TrayWords, work: TrayWork): MenuItemConstructorOptions[] {
    const { open, employee } = options;
    const label = (key: KeyOf<typeof trayMessages>) => t(trayMessages, words.language, key);
    return [
      { label: words.state, enabled: false },
      ...(words.lastCaptured === '' ? [] : [{ label: words.lastCaptured, enabled: false }]),
      { type: 'separator' },
      ...(employee === null
        ? []
        : [
            ...workItems(work, {
              ...{ language: words.language, service: employee.service, act },
              open: () => open('employee', 'timesheet'),
            }),
            ...employeeItems(words, employee.service),
          ]),
      ...(options.hasManager ? [{ label: label('open-day'), click: () => open('manager') }] : []),
      { type: 'separator' },
      { label: label(employee === null ? 'quit' : 'quit-recording'), click: options.quit },
    ];
  }

  function employeeItems(words: TrayWords, service: EmployeePart['service']): MenuItemConstructorOptions[] {
    const { language } = words;
    return [
      {
        label: t(trayMessages, language, 'pause'),
        enabled: words.canPause,
        submenu: pauseChoices.map((length) => ({
          label: t(trayMessages, language, length),
          click: () => act(service.pause({ length })),
        })),
      },
      {
        label: t(trayMessages, language, 'resume'),
        enabled: words.canResume,
        click: () => act(service.resume({})),
      },
      {
        label: t(trayMessages, language, 'delete-last'),
        enabled: words.canDelete,
        submenu: deleteChoices.map((count) => ({
          label: t(trayMessages, language, 'minutes', { count }),
          click: () => void deleteLast(count, service, language),
        })),
      },
      { type: 'separator' },
      { label: t(trayMessages, language, 'open'), click: () => options.open('employee') },
      { label: t(trayMessages, language, 'what'), click: () => options.open('employee', 'consent') },
    ];
  }

  /** Deletes what is still here of the last `minutes`, and tells what that was. */
  async function deleteLast(minutes: number, service: EmployeePart['service'], language: Language): Promise<void> {
    const otherwise = () => options.open('employee');
    const status = await service.status({}).catch(() => null);
    if (!status?.ok) return options.open('employee');
    const end = status.value.now;
    const answer = await service.deleteSpan({ start: end - minutes * minuteMs, end }).catch(() => null);
    if (answer === null) return options.open('employee');
    if (!answer.ok) {
      return options.tell({
        title: t(trayMessages, language, 'not-deleted-title'),
        body: wholeText(language, answer.problem),
        otherwise,
      });
    }
    const { removed, shots, records } = answer.value;
    const body =
      removed === null
        ? t(trayMessages, language, 'deleted-none')
        : t(trayMessages, language, 'deleted', {
            shots,
            records,
            time: clockText(removed.start, status.value, language),
          });
    options.tell({ title: t(trayMessages, language, 'deleted-title'), body, otherwise });
    await refresh();
  }

  /** Somebody who chose Pause and is not paused must learn it at once: the page opens and says why. */
  function act(done: Promise<Result<null>>): void {
    void done
      .catch(() => null)
      .then((answer) => {
        if (!answer?.ok) options.open('employee');
        return refresh();
      });
  }
}
