import type { Problem } from '../../../core/problem.ts';
import type { ArchiveSubject, BesideTable } from '../../../core/rights/access-archive.ts';
import { utcText } from '../../../core/time/local-time.ts';
import type { AccessLogEntry } from '../../../ipc/employee-access-log.ts';
import { problemText } from '../../../messages/problem-text.ts';
import { pageLanguage } from '../../parts/language.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tArchive as t, tConsent, tLooks, tRights, tTerms } from '../messages.ts';

type Client = Pick<EmployeeClient, 'accessLog' | 'consentHistory' | 'consentReceipt' | 'rights'>;

/** What an archive has beside the days: who looked, what was agreed to, what was asked. What cannot be read is said, and hides nothing else. */
export async function readBeside(client: Client): Promise<Pick<ArchiveSubject, 'beside' | 'files'>> {
  const consents = await readConsents(client);
  return { beside: [await readLooks(client), consents.table, await readRequests(client)], files: consents.files };
}

async function readLooks({ accessLog }: Pick<Client, 'accessLog'>): Promise<BesideTable> {
  const filter = { look: null, viewer: null, day: null };
  const found: AccessLogEntry[] = [];
  let lacks: string | null = null;
  // First until every receipt was read, then page by page.
  let answer = await accessLog({ ask: 'again', filter, after: null });
  while (answer.ok && answer.value.problem === null && answer.value.reading.read < answer.value.reading.total)
    answer = await accessLog({ ask: 'on', filter, after: null });
  while (answer.ok) {
    const { entries, next, problem, unreadable } = answer.value;
    found.push(...entries);
    if (problem !== null) lacks = lackOf(problem);
    else if (Object.values(unreadable).some((count) => count > 0)) lacks = t('missing');
    if (next === null) break;
    answer = await accessLog({ ask: 'known', filter, after: next });
  }
  if (!answer.ok) lacks = lackOf(answer.problem);
  return {
    called: 'looks',
    head: [t('when'), t('who'), t('what'), t('why')],
    rows: found.map((look) => [
      utcText(look.at),
      look.viewer,
      [
        look.look,
        look.day,
        ...(look.to === look.day ? [] : [look.to]),
        ...(look.detail === null ? [] : [look.detail]),
      ].join(' · '),
      look.reason === '' ? tLooks('no-reason') : look.reason,
    ]),
    json: found,
    lacks,
  };
}

async function readConsents(
  client: Pick<Client, 'consentHistory' | 'consentReceipt'>,
): Promise<{ readonly table: BesideTable; readonly files: ArchiveSubject['files'] }> {
  const history = await client.consentHistory({});
  const entries = history.ok ? history.value.toReversed() : [];
  const files: { name: string; text: string }[] = [];
  let lacks = history.ok ? null : lackOf(history.problem);
  for (const { seq, record } of entries) {
    const receipt = await client.consentReceipt({ id: record.id, language: pageLanguage() });
    if (!receipt.ok) {
      lacks = lackOf(receipt.problem);
      continue;
    }
    const name = `consent/${String(seq).padStart(6, '0')}`;
    files.push({ name: `${name}-record.json`, text: receipt.value.record });
    files.push({ name: `${name}-receipt.json`, text: receipt.value.receipt });
  }
  const rows = entries.map(({ record }) => [
    utcText(record.at),
    tTerms(record.purpose),
    tConsent(`event-${record.event}`),
  ]);
  const head = [t('when'), t('what'), t('consent')];
  return { table: { called: 'consent', head, rows, json: entries, lacks }, files };
}

async function readRequests({ rights }: Pick<Client, 'rights'>): Promise<BesideTable> {
  const read = await rights({});
  const requests = read.ok ? read.value.requests : [];
  const problem = read.ok ? read.value.problem : read.problem;
  return {
    called: 'requests',
    head: [t('when'), t('what'), t('why'), t('requests')],
    rows: requests.map(({ on, asked, state, words }) => [
      on,
      tRights(asked.kind),
      asked.text,
      [tRights(`state-${state}`), ...(words === null ? [] : [words])].join(': '),
    ]),
    json: requests,
    lacks: problem === null ? null : lackOf(problem),
  };
}

function lackOf(problem: Problem): string {
  return problemText(pageLanguage(), problem).what;
}
