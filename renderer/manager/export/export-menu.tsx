import { useState } from 'react';
import { flushSync } from 'react-dom';
import type { Problem } from '../../../core/problem.ts';
import type { Exported } from '../../../ipc/manager-reports.ts';
import { FormatMenu } from '../../parts/controls/menu.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { saveFile } from '../../parts/controls/save-file.ts';
import { momentText, timeText } from '../../parts/formats.ts';
import type { ManagerClient } from '../frame/page-props.ts';
import { tExport as t } from '../messages.ts';
import { fileToSave } from './export-file.ts';
import type { ExportSubject } from './export-subject.ts';
import { usePrintMargins } from './print-margins.ts';
import './print.css';

const formats = ['csv', 'json', 'pdf'] as const;
type Format = (typeof formats)[number];

interface Props {
  readonly client: Pick<ManagerClient, 'exportView'>;
  readonly what: Exported;
  readonly subject: ExportSubject;
  /** When what is on the page was recorded for the person (UTC ms). */
  readonly viewedAt: number;
}

type State =
  | { readonly at: 'rest' }
  | { readonly at: 'recording' }
  | { readonly at: 'failed'; readonly format: Format; readonly problem: Problem }
  | { readonly at: 'saved'; readonly name: string; readonly receiptAt: number }
  | { readonly at: 'printed'; readonly receiptAt: number };

/**
 * Takes along what the page shows. The receipt comes first: nothing is saved or printed before the service has written it. Belongs into a
 * row that wraps: what it says takes a line of its own below. On paper it says who saw and printed this.
 */
export function ExportMenu({ client, what, subject, viewedAt }: Props) {
  const { name, organisation, span, viewer, zone } = subject;
  const [state, setState] = useState<State>({ at: 'rest' });
  const run = async (format: Format) => {
    if (state.at === 'recording') return;
    setState({ at: 'recording' });
    const result = await client.exportView({ what, format });
    if (!result.ok) return setState({ at: 'failed', format, problem: result.problem });
    const { receiptAt, files } = result.value;
    const file = fileToSave(what, files, subject, receiptAt);
    if (file === null) {
      // What is printed says when this was recorded: it has to stand there first.
      flushSync(() => setState({ at: 'printed', receiptAt }));
      window.print();
      return;
    }
    saveFile(new Blob([file.bytes], { type: file.type }), file.name);
    setState({ at: 'saved', name: file.name, receiptAt });
  };
  const time = 'receiptAt' in state ? timeText(state.receiptAt, zone) : '';
  const seen = t('print-seen', { viewer, at: momentText(viewedAt, zone, 'medium') });
  usePrintMargins({
    topLeft: [name, organisation].filter((part) => part !== '').join(' · '),
    topRight: span,
    bottomLeft:
      state.at === 'printed' ? t('print-made', { viewer, at: momentText(state.receiptAt, zone, 'medium') }) : seen,
  });
  return (
    <>
      <FormatMenu
        className="export-button"
        aria-disabled={state.at === 'recording'}
        label={t('export')}
        formats={formats}
        wordsOf={(format) => ({ name: t(`as-${format}`), about: t(`about-${format}`) })}
        onChoose={(format) => void run(format)}
      />
      <p className="export-said" role="status">
        {state.at === 'recording' && t('recording')}
        {state.at === 'saved' && t('saved', { name: state.name, time })}
        {state.at === 'printed' && t('printed', { time })}
      </p>
      {state.at === 'failed' && (
        <div className="export-failed">
          <ProblemNotice problem={state.problem} tone="danger" onRetry={() => void run(state.format)} />
        </div>
      )}
      <p className="print-only">
        {t('print-viewed', { viewer, time: timeText(viewedAt, zone) })}{' '}
        {state.at === 'printed' && t('print-exported', { viewer, time })} {t('times-in', { zone })}
      </p>
    </>
  );
}
