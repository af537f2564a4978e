// An agent as a process of its own, for tests that look into its memory: `agent-process.ts SETTINGS`, a JSON file with
// folder, enrolment and env. Says `recording` when it records; a line on its standard input ends it.

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { unwrap } from '../../core/result.ts';
import { agreeOnPage } from '../fixtures/consent/agreeing.ts';
import { startRecordedPerson } from '../journeys/scenes/recorded-person.ts';

const settingsSchema = z.object({ folder: z.string(), enrolment: z.unknown(), env: z.record(z.string(), z.string()) });

const { folder, enrolment, env } = settingsSchema.parse(JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')));
const employee = await startRecordedPerson({ folder, enrolment, desktop: { env }, log: (line) => console.error(line) });
unwrap(await agreeOnPage(employee, ['titles', 'apps', 'input-counts', 'presence', 'screenshots']));
console.log('recording');
await once(process.stdin, 'data');
await employee.close();
process.stdin.destroy();
