import type { MenuItemConstructorOptions, NativeImage, Tray } from 'electron';
import type { Result } from '../core/result.ts';
import type { OnChange, Service } from '../ipc/contract.ts';
import type { EmployeeContract } from '../ipc/employee.ts';
import { nobodyEnrolled, pauseChoices, type TrayShape, type TrayWords, trayWordsOf } from './tray-words.ts';
import type { PageName } from './windows.ts';

interface EmployeePart {
  readonly service: Pick<Service<EmployeeContract>, 'status' | 'pause' | 'resume'>;
  readonly onChange: OnChange;
}

export interface TrayOptions<MenuType> {
  readonly tray: Pick<Tray, 'setImage' | 'setToolTip' | 'destroy'> & { setContextMenu(menu: MenuType): void };
  readonly imageOf: (shape: TrayShape) => NativeImage;
  /** Calls back when the bar around the mark may have changed its colour. */
  readonly onBarChange: (listener: () => void) => void;
  readonly buildMenu: (template: MenuItemConstructorOptions[]) => MenuType;
  /** Null where nobody is enrolled on this computer. */
  readonly employee: EmployeePart | null;
  readonly open: (page: PageName) => void;
  /** Whether this computer is set up to look at other people's days. */
  readonly hasManager: boolean;
  readonly quit: () => void;
}

export interface TrayControl {
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

  async function refresh(): Promise<void> {
    const mine = ++turn;
    const words = await ask();
    // A later question was asked meanwhile, or the tray is gone: this answer is old.
    if (mine !== turn || closed) return;
    const next = JSON.stringify(words);
    if (next === shown) return;
    shown = next;
    options.tray.setImage(options.imageOf(words.shape));
    options.tray.setToolTip(words.tooltip);
    options.tray.setContextMenu(options.buildMenu(menuOf(words)));
  }

  async function ask(): Promise<TrayWords> {
    if (options.employee === null) return nobodyEnrolled;
    const answer = await options.employee.service.status({}).catch(() => null);
    return trayWordsOf(answer?.ok ? answer.value : null);
  }

  function menuOf(words: TrayWords): MenuItemConstructorOptions[] {
    const { open, employee } = options;
    return [
      { label: words.state, enabled: false },
      ...(words.lastCaptured === '' ? [] : [{ label: words.lastCaptured, enabled: false }]),
      { type: 'separator' },
      ...(employee === null ? [] : employeeItems(words, employee.service)),
      ...(options.hasManager ? [{ label: 'Open a person’s day', click: () => open('manager') }] : []),
      { type: 'separator' },
      { label: employee === null ? 'Quit' : 'Quit (recording ends)', click: options.quit },
    ];
  }

  function employeeItems(words: TrayWords, service: EmployeePart['service']): MenuItemConstructorOptions[] {
    return [
      {
        label: 'Pause',
        enabled: words.canPause,
        submenu: pauseChoices.map(({ label, length }) => ({ label, click: () => act(service.pause({ length })) })),
      },
      { label: 'Resume', enabled: words.canResume, click: () => act(service.resume({})) },
      { type: 'separator' },
      { label: 'Open Plainsight', click: () => options.open('employee') },
      { label: 'What is recorded', click: () => options.open('employee') },
    ];
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
