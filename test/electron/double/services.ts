import { problem } from '../../../core/problem.ts';
// Services in memory, given to the bundled main in the place of the real ones.

import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../../core/result.ts';
import type { HostPorts, HostServices, WithdrawalPorts } from '../../../electron/services.ts';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import { consentScene } from '../../renderer/fixtures/employee/consent-scene.ts';
import { dataScene } from '../../renderer/fixtures/employee/data-scene.ts';
import { enrolmentScene } from '../../renderer/fixtures/employee/enrolment-scene.ts';
import { projectRuleScene } from '../../renderer/fixtures/employee/project-rule-calls.ts';
import { rightsScene } from '../../renderer/fixtures/employee/rights-scene.ts';
import type { SceneHost } from '../../renderer/fixtures/employee/scene-host.ts';
import { settingsScene, settingsState } from '../../renderer/fixtures/employee/settings-scene.ts';
import { timesheetScene } from '../../renderer/fixtures/employee/week-calls.ts';
import { employeeStatus } from '../app/employee-status.ts';

export async function openServices(ports: HostPorts): Promise<Result<HostServices>> {
  const listeners = new Set<() => void>();
  const told = (): void => {
    for (const listener of listeners) listener();
  };
  const settings = { status: employeeStatus({}), shots: [], settings: settingsState() };
  let pause: EmployeeStatus['pause'] = null;
  const missing = fail(problem('shot-missing'));
  const onChange = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  // As the gate has it: without the sign nothing is recorded. Linux has one of X11, which is not Electron's.
  const sign = ['win32', 'darwin'].includes(ports.platform) ? await ports.openSign() : null;
  sign?.onChange(told);
  sign?.show({ purposes: ['apps', 'screenshots'], language: null });
  const isRecording = () => sign === null || sign.state().kind === 'shown';
  const host: SceneHost = {
    status: () => employeeStatus({ recording: pause !== null ? 'paused' : isRecording() ? 'on' : 'off', pause }),
    setStatus: () => {},
    note: (_call, _args, act) => act(),
  };
  return ok({
    employee: {
      onChange,
      invite: async (given) => {
        await appendFile(join(ports.dataFolder, 'invited'), `${typeof given === 'string' ? given : given.code}\n`);
        return ok(null);
      },
      service: {
        status: async () => ok(host.status()),
        unlock: async () => ok(null),
        today: async () => missing,
        shots: async () => ok([]),
        picture: async () => missing,
        deleteShot: async () => ok(null),
        pause: async ({ length }) => {
          pause = { since: ports.clock.now(), until: length === 'until-resumed' ? null : ports.clock.now() + 900_000 };
          told();
          return ok(null);
        },
        resume: async () => {
          pause = null;
          told();
          return ok(null);
        },
        ...enrolmentScene(host),
        ...consentScene(host, { asked: [], records: [] }, () => {}),
        ...settingsScene(() => settings),
        ...dataScene(),
        ...timesheetScene(),
        ...projectRuleScene(),
        ...rightsScene(),
        accessLog: async () => ok(noLooks),
        administratorChanges: async () => ok({ changes: [], isWhole: true }),
        newLooks: async () => ok({ count: 0, looks: [], reading: noLooks.reading, problem: null }),
        seeLooks: async () => ok(null),
        askAboutLook: async () => missing,
        questions: async () => ok({ questions: [], isWhole: true, problem: null }),
        seeReplies: async () => ok(null),
        retryUploads: async () => ok(null),
        showSystemSettings: async () => ok(null),
        registerBrowsers: async () => ok(null),
        unregisterBrowsers: async () => ok(null),
        installShellExtension: async () => ok(null),
        removeShellExtension: async () => ok(null),
      },
    },
    manager: {
      onChange,
      service: {
        status: async () =>
          ok({
            phase: 'locked',
            organisation: 'Example',
            viewer: 'A viewer',
            problem: null,
            lock: { afterMs: 600_000, stays: false, where: 'process', because: null },
            categories: [],
            timesheets: false,
            now: ports.clock.now(),
          }),
        unlock: async () => ok(null),
        lock: async () => ok(null),
        setStay: async () => ok(null),
        touch: async () => ok(null),
        people: async () => ok([]),
        presence: async () => ok([]),
        days: async () => ok([]),
        openDay: async () => missing,
        checkDay: async () => missing,
        sheet: async () => missing,
        picture: async () => missing,
        answers: async () => ok({ answers: [], replies: [], unreadable: 0 }),
        answer: async () => missing,
        questions: async () => ok({ questions: [], unread: [] }),
        replyToQuestion: async () => missing,
        period: async () => missing,
        waiting: async () => ok({ entries: [], unread: [] }),
        teams: async () => ok({ smallest: 5, teams: [] }),
        startTeamReport: async () => missing,
        readTeamReport: async () => missing,
        startSearch: async () => missing,
        searchMonth: async () => missing,
        searchDay: async () => missing,
        exportView: async () => missing,
        timesheets: async () => ok({ sheets: [], unread: [] }),
        openTimesheet: async () => missing,
        answerTimesheet: async () => missing,
        exportTimesheet: async () => missing,
      },
    },
    reminders: { read: () => null, write: () => {} },
    save: () => writeFile(join(ports.dataFolder, 'saved'), 'what was in memory'),
    withdrawForRemoval: () => writeFile(join(ports.dataFolder, 'withdrew'), 'by the one that runs'),
    close: () => writeFile(join(ports.dataFolder, 'closed'), 'services closed'),
  });
}

export async function withdrawAlone({ dataFolder }: WithdrawalPorts): Promise<boolean> {
  await writeFile(join(dataFolder, 'withdrew'), 'alone');
  return true;
}

const noLooks = {
  ...{
    entries: [],
    next: null,
    found: 0,
    kinds: {},
    viewers: [],
    unreadableBy: [],
    overfull: [],
    gone: 0,
    problem: null,
  },
  unreadable: { foreign: 0, copy: 0, 'too-large': 0, missing: 0, refused: 0, silent: 0 },
  reading: { read: 0, total: 0 },
};
