import { useState } from 'react';
import { timesheetCalendar } from '../../../core/timesheet/icalendar.ts';
import { timesheetCsv } from '../../../core/timesheet/timesheet-csv.ts';
import type { HandedIn } from '../../../ipc/employee-timesheet.ts';
import { FormatMenu } from '../../parts/controls/menu.tsx';
import { saveFile } from '../../parts/controls/save-file.ts';
import { tTimesheet as t } from '../messages.ts';

interface Props {
  readonly handedIn: HandedIn;
  readonly organisation: string;
  readonly now: number;
}

const formats = ['csv', 'ics', 'pdf'] as const;

/** A copy of what was handed in, made in this window alone. */
export function SaveCopy({ handedIn: { sheet, ref, standing }, organisation, now }: Props) {
  const [saved, setSaved] = useState<string | null>(null);
  const save = (format: (typeof formats)[number]) => {
    if (format === 'pdf') return window.print();
    const text =
      format === 'csv'
        ? timesheetCsv(sheet, { name: '', organisation, standing })
        : timesheetCalendar(sheet, ref, now, { name: organisation });
    const name = `plainsight-timesheet-${sheet.week}.${format}`;
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
