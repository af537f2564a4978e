import type { MenuItemConstructorOptions } from 'electron';
import type { Language } from '../../core/language.ts';
import { projectKey } from '../../core/organisation/projects.ts';
import type { Result } from '../../core/result.ts';
import { shownName } from '../../core/shown-text.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import { t } from '../../messages/define.ts';
import { trayMessages } from '../../messages/shell/tray.ts';

type WorkService = Pick<Service<EmployeeContract>, 'work' | 'workOn'>;
export type TrayWork = Extract<Awaited<ReturnType<WorkService['work']>>, { ok: true }>['value'];

/** A menu holds no more; the page has them all. */
const mostShown = 15;

interface WorkItemsOptions {
  readonly language: Language;
  readonly service: WorkService;
  readonly act: (done: Promise<Result<null>>) => void;
  /** Goes to where a project is chosen that is not in the menu. */
  readonly open: () => void;
}

/** What is worked on, to be chosen; nothing where the organisation asks for no timesheets. */
export function workItems(
  work: TrayWork,
  { language, service, act, open }: WorkItemsOptions,
): MenuItemConstructorOptions[] {
  if (work === null) return [];
  const { working, projects } = work;
  const current = working === null ? null : projectKey(working.project);
  const label =
    working === null
      ? t(trayMessages, language, 'work')
      : t(trayMessages, language, 'work-on', { project: shownName(working.project.name) });
  const choices = projects.slice(0, mostShown).map(
    (project): MenuItemConstructorOptions => ({
      label: shownName(project.name),
      type: 'radio',
      checked: projectKey(project) === current,
      click: () => act(service.workOn({ project })),
    }),
  );
  return [
    {
      label,
      submenu: [
        ...choices,
        {
          label: t(trayMessages, language, 'work-none'),
          type: 'radio',
          checked: current === null,
          click: () => act(service.workOn({ project: null })),
        },
        { type: 'separator' },
        { label: t(trayMessages, language, 'work-other'), click: open },
      ],
    },
    { type: 'separator' },
  ];
}
