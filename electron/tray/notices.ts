import type { Notification } from 'electron';
import type { ShotId } from '../../core/ids.ts';
import type { Language } from '../../core/language.ts';
import type { OnChange, Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import { t } from '../../messages/define.ts';
import { aboutMessages } from '../../messages/employee/about.ts';
import { trayMessages } from '../../messages/shell/tray.ts';
import { clockText } from './tray-messages.ts';

/** What the system's own notices show. Never anything that was captured: they stay in lists that other programs read. */
export interface SystemNotice {
  readonly title: string;
  readonly body: string;
  readonly onChosen?: () => void;
  /** What tells it where the system shows no notices. */
  readonly otherwise?: () => void;
}

interface SystemNotifier {
  isSupported(): boolean;
  create(notice: { readonly title: string; readonly body: string; readonly silent: boolean }): Pick<
    Notification,
    'show'
  > & {
    on(event: 'click' | 'close', listener: () => void): unknown;
    on(event: 'failed', listener: (event: unknown, error: string) => void): unknown;
  };
}

/** Some systems never tell that a notice is gone; of those the newest are kept. */
const mostHeld = 50;

/**
 * Shows the system's own notices. Each is held until it was chosen, closed or refused: Electron drops one that nobody holds, and choosing it
 * then does nothing.
 */
export function createTeller(system: SystemNotifier, log: (reason: string) => void): (notice: SystemNotice) => void {
  const held = new Set<object>();
  return ({ title, body, onChosen, otherwise }) => {
    if (!system.isSupported()) return otherwise?.();
    const notice = system.create({ title, body, silent: true });
    held.add(notice);
    for (const oldest of held) {
      if (held.size <= mostHeld) break;
      held.delete(oldest);
    }
    notice.on('click', () => {
      held.delete(notice);
      onChosen?.();
    });
    notice.on('close', () => void held.delete(notice));
    notice.on('failed', (_event, error) => {
      held.delete(notice);
      log(`the system refused a notice: ${error}`);
      otherwise?.();
    });
    notice.show();
  };
}

interface ShotNoticesOptions {
  readonly employee: {
    readonly service: Pick<Service<EmployeeContract>, 'status'>;
    readonly onChange: OnChange;
  };
  readonly tell: (notice: SystemNotice) => void;
  /** Whether the person's page is open: it shows a notice of its own. */
  readonly isPageOpen: () => boolean;
  readonly openPage: () => void;
  /** The system's language. */
  readonly language: Language;
}

/**
 * Tells that the organisation changed something that stops nothing, once for each change; what it was stands on the page *Consent* alone. Also
 * where a page is open: it may be another one. Answers how to stop.
 */
export function tellOfNews({ employee, tell, openPage, language }: Omit<ShotNoticesOptions, 'isPageOpen'>): () => void {
  let told: string | null = null;
  let isStopped = false;
  const look = async (): Promise<void> => {
    const answer = await employee.service.status({}).catch(() => null);
    if (isStopped || !answer?.ok || answer.value.news === null || answer.value.news === told) return;
    if (!answer.value.reminders.needsYou) return;
    told = answer.value.news;
    const spoken = answer.value.language ?? language;
    tell({
      title: t(aboutMessages, spoken, 'notice-title'),
      body: t(aboutMessages, spoken, 'notice-body'),
      onChosen: openPage,
    });
  };
  const stop = employee.onChange(() => void look());
  void look();
  return () => {
    isStopped = true;
    stop();
  };
}

/** Tells of each new picture, once and without a sound, unless the person wants no notices. Answers how to stop. */
export function tellOfShots({ employee, tell, isPageOpen, openPage, language }: ShotNoticesOptions): () => void {
  let told: ShotId | null = null;
  let isStopped = false;
  const look = async (): Promise<void> => {
    const answer = await employee.service.status({}).catch(() => null);
    if (isStopped || !answer?.ok || answer.value.lastShot === null) return;
    const { id, at } = answer.value.lastShot;
    if (id === told) return;
    told = id;
    if (isPageOpen()) return;
    const spoken = answer.value.language ?? language;
    tell({
      title: t(trayMessages, spoken, 'shot-title', { time: clockText(at, answer.value, spoken) }),
      body: t(trayMessages, spoken, 'shot-body'),
      onChosen: openPage,
    });
  };
  const stop = employee.onChange(() => void look());
  return () => {
    isStopped = true;
    stop();
  };
}
