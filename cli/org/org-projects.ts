import { daySchema } from '../../core/ids.ts';
import { readJson } from '../../core/json.ts';
import { organisationSchema } from '../../core/organisation/organisation.ts';
import { type ListedProject, projectsSchema, withEnded } from '../../core/organisation/projects.ts';
import { readTable } from '../../core/reports/read-table.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { putIntoEffect } from '../../org/access-steps.ts';
import { readTextFile } from '../json-file.ts';
import { inOption, usageProblem } from '../outcome.ts';
import { organisationAlone } from './org-choices.ts';
import { type BucketRequest, type Done, stepsIn } from './org-request.ts';

/** Publishes the list of projects. What is no longer on it stays as ended, since sheets name it. */
export async function setProjects(request: BucketRequest): Done {
  const { adminFile, values } = request;
  const administration = await adminFile.read();
  if (!administration.ok) return administration;
  const { document } = administration.value;
  const listed = await readProjects(values.list ?? '');
  if (!listed.ok) return listed;
  const yesterday = daySchema.parse(new Date(Date.now() - 24 * 3_600_000).toISOString().slice(0, 10));
  const projects = projectsSchema.safeParse(withEnded(document.projects, listed.value, yesterday));
  if (!projects.success) return fail(tooMany);
  const changed = {
    ...administration.value,
    document: organisationSchema.parse({ ...document, projects: projects.data, version: document.version + 1 }),
  };
  const published = await putIntoEffect(changed, organisationAlone(), stepsIn(request));
  if (!published.ok) return published;
  const ended = projects.data.filter((each) => each.ended !== null).length;
  return ok([
    `${projects.data.length - ended} projects can be chosen, ${ended} have ended. People see the list within a quarter of an hour.`,
  ]);
}

/** A table with the columns `id`, `name` and, where wanted, `ended`; or JSON, a list of such objects. */
async function readProjects(path: string): Promise<Result<ListedProject[]>> {
  const text = await readTextFile(path, 'The list');
  if (!text.ok) return fail(inOption('list', text.problem));
  const listed = projectsSchema.safeParse(
    text.value.trimStart().startsWith('[') ? readJson(text.value) : rowsOf(text.value),
  );
  if (listed.success) return ok(listed.data);
  const [issue] = listed.error.issues;
  const [place, field] = issue?.path ?? [];
  const where =
    typeof place === 'number' ? `Project ${place + 1}${field === undefined ? '' : `, ${String(field)}`}` : 'It';
  return fail(usageProblem(`--list: ${where} ${issue?.message ?? 'is none'}. ${form}`));
}

/** The rows as objects by the names of their columns; undefined, which no schema takes, where it is no such table. */
function rowsOf(text: string): unknown {
  const [head, ...rows] = readTable(text) ?? [];
  if (head === undefined) return undefined;
  const columns = head.map((name) => name.trim().toLowerCase());
  return rows.map((row) =>
    Object.fromEntries(
      columns.flatMap((name, at): [string, string | null][] => {
        const cell = row[at]?.trim() ?? '';
        return name === 'ended' ? [[name, cell === '' ? null : cell]] : [[name, cell]];
      }),
    ),
  );
}

const form = 'It is a table with the columns id,name,ended, or such a list as JSON; ended may be left out.';
const tooMany = usageProblem(`--list: with those that have ended there are more projects than a list holds. ${form}`);
