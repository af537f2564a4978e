import { useEffect, useRef, useState } from 'react';
import { type Problem, problem } from '../../../core/problem.ts';
import { ok } from '../../../core/result.ts';
import { type ArchiveProgress, type MadeArchive, makeArchive } from '../../../core/rights/access-archive.ts';
import { type ArchiveWords, archiveWords } from '../../../core/rights/archive-pages.ts';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import { fileWord } from '../../manager/export/export-subject.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { saveFile } from '../../parts/controls/save-file.ts';
import { bytesText, shortDayText } from '../../parts/formats.ts';
import { pageLanguage } from '../../parts/language.ts';
import { Card } from '../../parts/layout/card.tsx';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tRights as t, tArchive } from '../messages.ts';
import { readBeside } from './archive-beside.ts';

interface Props {
  readonly client: EmployeeClient;
  readonly status: Pick<EmployeeStatus, 'name' | 'organisation' | 'zone'>;
  readonly now: number;
}

type State =
  | { readonly at: 'rest' }
  | { readonly at: 'running'; readonly progress: ArchiveProgress | null }
  | { readonly at: 'stopped' }
  | { readonly at: 'failed'; readonly problem: Problem }
  | { readonly at: 'done'; readonly name: string; readonly made: MadeArchive };

/** Everything as one file, made in this window alone. */
export function ArchiveCard({ client, status: { name, organisation, zone }, now }: Props) {
  const [state, setState] = useState<State>({ at: 'rest' });
  const stop = useRef(() => {});
  // Another page is gone to: nobody waits for it any more.
  useEffect(() => () => stop.current(), []);
  const isRunning = state.at === 'running';

  const start = async () => {
    const abort = new AbortController();
    stop.current = () => abort.abort();
    const told = (next: State) => !abort.signal.aborted && setState(next);
    told({ at: 'running', progress: null });
    const known = await client.days({});
    if (!known.ok) return told({ at: 'failed', problem: known.problem });
    const answers = await client.answers({});
    const beside = await readBeside(client);
    if (abort.signal.aborted) return setState({ at: 'stopped' });
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const made = await makeArchive(
      {
        records: (day) => client.records({ day }),
        picture: async (id) => {
          const read = await client.picture({ id });
          return read.ok ? ok(Uint8Array.from(atob(read.value.webp), (letter) => letter.charCodeAt(0))) : read;
        },
      },
      {
        ...{
          days: known.value.map(({ day }) => day),
          about: { [tArchive('who')]: name, [tArchive('organisation')]: organisation },
          zone,
          now,
        },
        answers: answers.ok ? answers.value.answers : null,
        ...beside,
        ...{ language: pageLanguage(), words: wordsOfArchive() },
      },
      (part) => parts.push(new Uint8Array(part)),
      abort.signal,
      (progress) => told({ at: 'running', progress }),
    );
    if (made === null) return setState({ at: 'stopped' });
    if (!made.ok) return setState({ at: 'failed', problem: made.problem });
    const file = `plainsight-${name === '' ? '' : `${fileWord(name)}-`}everything.zip`;
    saveFile(new Blob(parts, { type: 'application/zip' }), file);
    setState({ at: 'done', name: file, made: made.value });
  };

  return (
    <Card id="archive" title={t('archive')}>
      <p className="small">{t('archive-about')}</p>
      <p className="small warned" id="archive-warning">
        {t('archive-warning')}
      </p>
      <div className="row wrap">
        {isRunning && <Button onClick={() => stop.current()}>{t('archive-stop')}</Button>}
        <Button aria-describedby="archive-warning" aria-disabled={isRunning} onClick={() => !isRunning && void start()}>
          {t('archive-go')}
        </Button>
      </div>
      {isRunning && state.progress !== null && (
        <>
          <progress
            aria-label={t('archive-progress')}
            max={Math.max(1, state.progress.of)}
            value={state.progress.done}
            className="export-progress"
          />
          <p className="small">
            {t('archive-running', { day: shortDayText(state.progress.day), size: bytesText(state.progress.bytes) })}
          </p>
        </>
      )}
      <p className="small export-end" role="status">
        {state.at === 'stopped' && t('archive-stopped')}
        {state.at === 'done' && state.made.days === 0 && `${t('archive-none')} `}
        {state.at === 'done' && t('archive-done', { name: state.name, size: bytesText(state.made.bytes) })}
      </p>
      {state.at === 'done' && state.made.missing > 0 && (
        <>
          <p className="small">{t('archive-missing', { count: state.made.missing })}</p>
          <ProblemNotice problem={state.made.why ?? problem('internal')} />
        </>
      )}
      {state.at === 'failed' && <ProblemNotice problem={state.problem} tone="danger" />}
    </Card>
  );
}

function wordsOfArchive(): ArchiveWords {
  return Object.fromEntries(archiveWords.map((word) => [word, tArchive(word)])) as unknown as ArchiveWords;
}
