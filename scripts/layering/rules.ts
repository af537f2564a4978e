// Who may import whom. `scripts/layering.ts` checks it.

const below = ['core', 'disk', 'messages', 'ipc', 'seal', 'bucket'];

/** The product's folders, and which others each may import. `scripts`, `bench` and `test` may import any. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  messages: ['core'],
  ffi: ['core'],
  disk: ['core', 'ffi'],
  ipc: ['core'],
  seal: ['core', 'disk', 'ffi'],
  bucket: ['core', 'disk', 'ipc', 'seal'],
  agent: [...below, 'ffi'],
  viewer: below,
  org: below,
  administrator: [...below, 'org'],
  electron: [...below, 'agent', 'viewer', 'org'],
  web: [...below, 'agent', 'viewer', 'org', 'administrator'],
  cli: [...below, 'agent', 'viewer', 'org', 'administrator', 'web'],
  renderer: ['core', 'ipc', 'messages'],
};

/**
 * The order of the sub-folders of a folder, lowest first: a file may import from its own sub-folder and from those before it. Files at the root of
 * the folder put the parts together and may import all of them; of these files, parts may import those in `freely` alone.
 */
export const orderWithin: Readonly<
  Record<string, { readonly parts: readonly string[]; readonly freely: readonly string[] }>
> = {
  core: {
    parts: ['time', 'rules', 'organisation', 'consent', 'day', 'reminders', 'reports', 'timesheet', 'rights'],
    freely: [
      'core/ids.ts',
      'core/json.ts',
      'core/rectangle.ts',
      'core/result.ts',
      'core/problem.ts',
      'core/bucket-problem-codes.ts',
      'core/command-problem-codes.ts',
      'core/timesheet-problem-codes.ts',
      'core/reason.ts',
      'core/sensor-name.ts',
      'core/coded.ts',
      'core/language.ts',
      'core/shown-text.ts',
      'core/typed-text.ts',
      'core/folded-text.ts',
    ],
  },
  agent: {
    parts: [
      ...[
        'host',
        'vault',
        'enrolment',
        'policy',
        'consent',
        'day',
        'capture',
        'browsers',
        'screenshot',
        'sign',
        'observe',
        'upload',
        'offline',
        'timesheet',
        'rights',
      ],
      'page',
    ],
    freely: ['agent/ports.ts'],
  },
  viewer: { parts: ['session', 'day', 'approvals', 'questions', 'timesheets', 'reports'], freely: ['viewer/ports.ts'] },
};
