import { useEffect, useId, useRef, useState } from 'react';
import type { Day, ShotId } from '../../../core/ids.ts';
import type { Problem } from '../../../core/problem.ts';
import { problem } from '../../../core/problem.ts';
import type { KnownDay } from '../../../ipc/employee-data.ts';
import { fileWord } from '../../manager/export/export-subject.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { saveFile } from '../../parts/controls/save-file.ts';
import { bytesText, shortDayText } from '../../parts/formats.ts';
import { Card } from '../../parts/layout/card.tsx';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tMyData as t } from '../messages.ts';
import { DayRangeFields, useDayRange } from './day-range-fields.tsx';
import { type ExportArchive, type ExportChoice, type ExportProgress, exportDays } from './export-archive.ts';

const kinds = ['json', 'csv', 'pictures'] as const;

interface Props {
  readonly client: EmployeeClient;
  readonly known: readonly KnownDay[];
  readonly chosen: Day;
  readonly zone: string;
  /** The person's; empty where it is not known. */
  readonly person: string;
  readonly organisation: string;
  readonly now: number;
}

type State =
  | { readonly at: 'rest' }
  | { readonly at: 'running'; readonly progress: ExportProgress | null }
  | { readonly at: 'stopped' }
  | { readonly at: 'failed'; readonly problem: Problem }
  | { readonly at: 'done'; readonly name: string; readonly bytes: number; readonly made: ExportArchive };

/** A copy of a span of days as one file, made in this window alone. */
export function ExportCard({ client, known, chosen, zone, person, organisation, now }: Props) {
  const span = useDayRange(chosen, chosen);
  const [choice, setChoice] = useState<ExportChoice>({ json: true, csv: true, pictures: false });
  const [state, setState] = useState<State>({ at: 'rest' });
  const stop = useRef(() => {});
  const id = useId();
  // Another page is gone to: nobody waits for it any more.
  useEffect(() => () => stop.current(), []);
  const days = known
    .map(({ day }) => day)
    .filter((day) => span.chosen !== null && span.chosen.from <= day && day <= span.chosen.to)
    .sort();
  const isNothing = !kinds.some((kind) => choice[kind]);
  const isRunning = state.at === 'running';
  const cannot = isRunning || days.length === 0 || isNothing;

  const start = async (event: React.FormEvent) => {
    event.preventDefault();
    if (cannot || span.chosen === null) return;
    const abort = new AbortController();
    stop.current = () => abort.abort();
    const progressed = (progress: ExportProgress | null) =>
      !abort.signal.aborted && setState({ at: 'running', progress });
    progressed(null);
    const source = {
      records: (day: Day) => client.records({ day }),
      picture: (shot: ShotId) => client.picture({ id: shot }),
      answers: () => client.answers({}),
    };
    const about = { person, organisation, ...span.chosen, zone };
    const made = await exportDays(source, days, choice, { now, zone, about }, abort.signal, progressed);
    if (made === null) return setState({ at: 'stopped' });
    if (!made.ok) return setState({ at: 'failed', problem: made.problem });
    const file = new Blob([...made.value.parts], { type: 'application/zip' });
    const name = nameOf(person, span.chosen.from, span.chosen.to);
    saveFile(file, name);
    setState({ at: 'done', name, bytes: file.size, made: made.value });
  };

  return (
    <Card id="export" title={t('export')}>
      <form className="data-form" noValidate onSubmit={(event) => void start(event)}>
        <DayRangeFields span={span} />
        <fieldset className="choices">
          <legend>{t('export-what')}</legend>
          {kinds.map((kind) => (
            <label key={kind} className="choice">
              <input
                type="checkbox"
                checked={choice[kind]}
                disabled={isRunning}
                onChange={(event) => setChoice({ ...choice, [kind]: event.target.checked })}
              />
              <span>{t(`export-${kind}`)}</span>
            </label>
          ))}
        </fieldset>
        <p className="small warned" id={`${id}-warning`}>
          {t('export-warning')}
        </p>
        {span.error === null && (days.length === 0 || isNothing) && (
          <p className="field-error">{t(isNothing ? 'export-nothing' : 'export-no-days')}</p>
        )}
        <div className="row wrap">
          {isRunning && <Button onClick={() => stop.current()}>{t('cancel')}</Button>}
          <Button type="submit" aria-describedby={`${id}-warning`} aria-disabled={cannot}>
            {t('export-go', { days: days.length })}
          </Button>
        </div>
      </form>
      {isRunning && state.progress !== null && (
        <>
          <progress
            aria-label={t('export-progress')}
            max={state.progress.days}
            value={state.progress.daysDone}
            className="export-progress"
          />
          <p className="small">
            {t('export-at', {
              day: shortDayText(state.progress.day),
              done: state.progress.daysDone + 1,
              days: state.progress.days,
              pictures: state.progress.pictures,
              size: bytesText(state.progress.bytes),
            })}
          </p>
        </>
      )}
      <p className="small export-end" role="status">
        {state.at === 'running' && t('export-running')}
        {state.at === 'stopped' && t('export-stopped')}
        {state.at === 'done' && t('export-done', { name: state.name, size: bytesText(state.bytes) })}
      </p>
      {state.at === 'done' && state.made.why !== null && (
        <ProblemNotice
          problem={problem('export-incomplete', {
            days: state.made.missingDays,
            pictures: state.made.missingPictures,
            cause: state.made.why,
          })}
        />
      )}
      {state.at === 'failed' && <ProblemNotice problem={state.problem} tone="danger" />}
    </Card>
  );
}

function nameOf(person: string, from: Day, to: Day): string {
  const days = from === to ? from : `${from}-to-${to}`;
  return `plainsight-${person === '' ? '' : `${fileWord(person)}-`}${days}.zip`;
}
