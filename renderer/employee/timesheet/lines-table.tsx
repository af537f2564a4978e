import type { TimesheetLine } from '../../../core/timesheet/timesheet.ts';
import { minutesText } from '../../../core/timesheet/typed-minutes.ts';
import { shortDayText } from '../../parts/formats.ts';
import { Table } from '../../parts/layout/table.tsx';
import { tTimesheet as t } from '../messages.ts';

/** What is handed in, line by line: what stands here is in the object, and nothing else that is the person's. */
export function LinesTable({ lines }: { readonly lines: readonly TimesheetLine[] }) {
  return (
    <Table
      caption={t('leaves-caption')}
      columns={[t('day-column'), t('project'), ['number', t('hours')], t('note')]}
      className="lines-table"
    >
      {lines.map((line) => (
        <tr key={`${line.day} ${line.project.id ?? line.project.name}`}>
          <td>{shortDayText(line.day)}</td>
          <td>{line.project.name}</td>
          <td className="number">{minutesText(line.minutes)}</td>
          <td className="note">{line.note}</td>
        </tr>
      ))}
    </Table>
  );
}
