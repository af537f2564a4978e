import { useState } from 'react';
import { flushSync } from 'react-dom';
import type { Problem } from '../../../core/problem.ts';
import type { OpenTimesheet } from '../../../ipc/manager-timesheets.ts';
import { FormatMenu } from '../../parts/controls/menu.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { saveFile } from '../../parts/controls/save-file.ts';
import { momentText, timeText } from '../../parts/formats.ts';
import { fileWord } from '../export/export-subject.ts';
import { usePrintMargins } from '../export/print-margins.ts';
import type { ManagerClient } from '../frame/page-props.ts';
import { tTimesheets as t } from '../messages.ts';
import '../export/print.css';

const formats = ['csv', 'ics', 'pdf'] as const;
type Format = (typeof formats)[number];
const types = { csv: 'text/csv', ics: 'text/calendar' } as const;

interface Props {
  readonly client: Pick<ManagerClient, 'exportTimesheet'>;
  readonly shown: OpenTimesheet;
  readonly span: string;
  readonly organisation: string;
  readonly viewer: string;
}

/** Takes the week along. The receipt comes first; on paper stand names, week and page numbers. */
export function TimesheetExport({ client, shown, span, organisation, viewer }: Props) {
  const { ref, name, sheet, receiptAt } = shown;
  const [said, setSaid] = useState('');
  const [printedAt, setPrintedAt] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const at = momentText(printedAt ?? receiptAt, sheet.zone, 'medium');
  usePrintMargins({
    topLeft: [name, organisation].filter((part) => part !== '').join(' · '),
    topRight: span,
    bottomLeft: t(printedAt === null ? 'print-seen' : 'print-made', { viewer, at }),
  });
  const run = async (format: Format) => {
    setSaid(t('recording'));
    setProblem(null);
    const result = await client.exportTimesheet({ ref, format });
    if (!result.ok) {
      setSaid('');
      return setProblem(result.problem);
    }
    const time = timeText(result.value.receiptAt, sheet.zone);
    const [file] = result.value.files;
    if (format === 'pdf' || file === undefined) {
      flushSync(() => {
        setPrintedAt(result.value.receiptAt);
        setSaid(t('printed', { time }));
      });
      return window.print();
    }
    // Namesakes, and two computers of one person, make two names.
    const saved = `plainsight-${fileWord(name)}-${sheet.device.slice(-6).toLowerCase()}-${sheet.week}-timesheet.${format}`;
    saveFile(new Blob([file.text], { type: types[format] }), saved);
    setSaid(t('saved', { name: saved, time }));
  };
  return (
    <>
      <FormatMenu
        className="export-button"
        label={t('export')}
        formats={formats}
        wordsOf={(format) => ({ name: t(`as-${format}`), about: t(`about-${format}`) })}
        onChoose={(format) => void run(format)}
      />
      <p className="export-said" role="status">
        {said}
      </p>
      <ProblemNotice problem={problem} tone="danger" />
    </>
  );
}
