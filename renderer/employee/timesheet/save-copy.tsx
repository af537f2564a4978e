import { useState } from 'react';
import { flushSync } from 'react-dom';
import { daysIn } from '../../../core/time/iso-week.ts';
import { timesheetCalendar } from '../../../core/timesheet/icalendar.ts';
import { timesheetCsv } from '../../../core/timesheet/timesheet-csv.ts';
import type { HandedIn } from '../../../ipc/employee-timesheet.ts';
import { fileWord } from '../../manager/export/export-subject.ts';
import { usePrintMargins } from '../../manager/export/print-margins.ts';
import { FormatMenu } from '../../parts/controls/menu.tsx';
import { saveFile } from '../../parts/controls/save-file.ts';
import { momentText } from '../../parts/formats.ts';
import { rangeText } from '../../parts/period/period-span.ts';
import { tTimesheet as t } from '../messages.ts';

interface Props {
  readonly handedIn: HandedIn;
  /** The person's; empty where it is not known. */
  readonly person: string;
  readonly organisation: string;
  readonly now: number;
}

const formats = ['csv', 'ics', 'pdf'] as const;

/**
 * A copy of what was handed in, made in this window alone. Whose it is, which week and which version
 * stand in each, and on every page on paper.
 */
export function SaveCopy({ handedIn: { sheet, ref, standing }, person, organisation, now }: Props) {
  const [saved, setSaved] = useState<string | null>(null);
  const [printedAt, setPrintedAt] = useState(now);
  usePrintMargins({
    topLeft: [person, organisation].filter((part) => part !== '').join(' · '),
    topRight: rangeText('week', daysIn(sheet.week)[0]),
    bottomLeft: t('print-made', {
      version: sheet.version,
      at: momentText(printedAt, sheet.zone, 'medium'),
      zone: sheet.zone,
    }),
  });
  const save = (format: (typeof formats)[number]) => {
    if (format === 'pdf') {
      // The margins say when: it has to stand there first.
      flushSync(() => setPrintedAt(now));
      return window.print();
    }
    const text =
      format === 'csv'
        ? timesheetCsv(sheet, { name: person, organisation, standing })
        : timesheetCalendar(sheet, ref, now, {
            name: [person, organisation].filter((part) => part !== '').join(' · '),
          });
    // Namesakes, and two computers of one person, make two names.
    const who = [person === '' ? [] : fileWord(person), sheet.device.slice(-6).toLowerCase()].flat().join('-');
    const name = `plainsight-${who}-${sheet.week}-timesheet.${format}`;
    saveFile(new Blob([text], { type: format === 'csv' ? 'text/csv' : 'text/calendar' }), name);
    setSaved(name);
  };
  return (
    <div className="row wrap">
      <FormatMenu
        label={t('export')}
        formats={formats}
        wordsOf={(format) => ({ name: t(`as-${format}`), about: t(`about-${format}`) })}
        onChoose={save}
      />
      <span className="quiet small" role="status">
        {saved !== null && t('saved', { name: saved })}
      </span>
    </div>
  );
}
